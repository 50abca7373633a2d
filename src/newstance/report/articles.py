"""An article as the page shows it: paragraphs of sentences, each with its stance, names and probabilities.

Sentences alone are enough to show an article; with its text, what stands between them is kept too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any
from urllib.parse import urlsplit

from newstance.labels import CLAIMS, STANCES
from newstance.records import Annotation, Article, Mention, Opinion, Span
from newstance.report.charts import Row
from newstance.report.tally import name_of

LONGEST_HEADLINE = 200
"""A first paragraph of one sentence up to this length (characters) stands in as the title of an untitled article."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence; ``roles`` says whether it names a speaker, a target, both or neither."""

    text: str
    roles: str


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence on the page. ``words`` tells its labels to who does not see colours; ``details`` feeds the panel."""

    anchor: str
    annotation: Annotation
    segments: tuple[Segment, ...]
    words: str
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences in reading order; where the article's text is known, plain strings are what stands between them."""

    pieces: tuple[ShownSentence | str, ...]
    headline: bool = False


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article on the page; ``titled_by_text`` where the title is its own first paragraph."""

    anchor: str
    id: str
    title: str
    titled_by_text: bool
    outlet: str | None
    date: str | None
    url: str | None
    row: Row
    paragraphs: tuple[Paragraph, ...]


def show_article(number: int, annotations: Iterable[Annotation], article: Article | None) -> ShownArticle:
    """Builds the view of one article from its annotations, in any order; ``article`` may be None."""
    ordered = sorted(annotations, key=lambda each: (each.sentence.start, each.sentence.index))
    anchor = f"a{number}"
    fallback = _headline(ordered)
    title = (article.title if article else None) or fallback or ordered[0].sentence.article_id
    titled_by_text = fallback is not None and " ".join(title.split()) == fallback
    paragraphs = _paragraphs([_shown(anchor, each) for each in ordered], article.text if article else None)
    if titled_by_text:
        paragraphs[0] = Paragraph(paragraphs[0].pieces, headline=True)
    return ShownArticle(
        anchor=anchor,
        id=ordered[0].sentence.article_id,
        title=title,
        titled_by_text=titled_by_text,
        outlet=article.outlet if article else None,
        date=article.date if article else None,
        url=safe_url(article.url if article else None),
        row=Row(title, Counter(each.stance for each in ordered), href=f"#{anchor}"),
        paragraphs=tuple(paragraphs),
    )


def fits(annotations: Iterable[Annotation], article: Article) -> bool:
    """Whether every annotated sentence stands in the article's text where its offsets say."""
    sentences = [each.sentence for each in annotations]
    return all(article.text[each.start : each.end] == each.text for each in sentences)


def safe_url(url: str | None) -> str | None:
    """The address if it is one of the web; anything else (``javascript:`` …) is no link."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None


def segments(annotation: Annotation) -> tuple[Segment, ...]:
    """Cuts a sentence where a speaker or target begins or ends; together the segments are the sentence's text."""
    sentence = annotation.sentence
    speakers = [span.shifted(-sentence.start) for span in _spans(annotation, "speaker")]
    targets = [span.shifted(-sentence.start) for span in _spans(annotation, "target")]
    length = len(sentence.text)
    cuts = {0, length, *(at for span in speakers + targets for at in (span.start, span.end) if 0 < at < length)}
    return tuple(
        Segment(sentence.text[start:end], " ".join(_roles(start, speakers, targets)))
        for start, end in pairwise(sorted(cuts))
    )


def _spans(annotation: Annotation, side: str) -> list[Span]:
    mentions = [opinion.speaker if side == "speaker" else opinion.target for opinion in annotation.opinions]
    return [mention.span for mention in mentions if mention and not mention.elsewhere]


def _roles(at: int, speakers: Sequence[Span], targets: Sequence[Span]) -> Iterator[str]:
    if any(span.start <= at < span.end for span in speakers):
        yield "speaker"
    if any(span.start <= at < span.end for span in targets):
        yield "target"


def _headline(ordered: Sequence[Annotation]) -> str | None:
    first = [each.sentence for each in ordered if each.sentence.paragraph == ordered[0].sentence.paragraph]
    alone = len(first) == 1 and len(ordered) > 1 and len(first[0].text) <= LONGEST_HEADLINE
    return " ".join(first[0].text.split()) if alone else None


def _paragraphs(shown: Sequence[ShownSentence], text: str | None) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    reached = 0
    for _, group in groupby(shown, key=lambda each: each.annotation.sentence.paragraph):
        pieces: list[ShownSentence | str] = []
        for each in group:
            start = each.annotation.sentence.start
            gap = _between(text, reached, start)
            if gap.strip() and not pieces:
                paragraphs.append(Paragraph((gap.strip(),)))
            elif pieces:
                pieces.append(gap)
            pieces.append(each)
            reached = max(reached, each.annotation.sentence.end)
        paragraphs.append(Paragraph(tuple(pieces)))
    rest = text[reached:].strip() if text else ""
    return [*paragraphs, Paragraph((rest,))] if rest else paragraphs


def _between(text: str | None, start: int, end: int) -> str:
    """What stands between two sentences; a space where the text is not known."""
    return " " if text is None else text[start:end]


def _shown(article_anchor: str, annotation: Annotation) -> ShownSentence:
    return ShownSentence(
        anchor=f"{article_anchor}-s{annotation.sentence.index}",
        annotation=annotation,
        segments=segments(annotation),
        words=_words(annotation),
        details=_details(annotation),
    )


def _words(annotation: Annotation) -> str:
    prob = annotation.stance_probs.get(annotation.stance)
    stance = annotation.stance if prob is None else f"{annotation.stance} {prob:.0%}"
    parts = [stance + (", uncertain" if annotation.uncertain else ""), f"claim: {annotation.claim}"]
    return "; ".join(parts + [_opinion_words(opinion) for opinion in annotation.opinions])


def _opinion_words(opinion: Opinion) -> str:
    return f"{_side_words(opinion.speaker)} → {_side_words(opinion.target)} ({opinion.stance})"


def _side_words(mention: Mention | None) -> str:
    """Who is meant, as the panel tells it too: a pronoun that stays open is not named “I”."""
    if mention is None:
        return "not named"
    return name_of(mention) or f"not named “{mention.span.text}”"


def _details(annotation: Annotation) -> dict[str, Any]:
    """What the panel shows, in the page's own short keys; probabilities in the order of the codebook."""
    sentence = annotation.sentence
    return {
        "i": sentence.index,
        "at": [sentence.start, sentence.end],
        "s": [annotation.stance_probs.get(label) for label in STANCES],
        "c": [annotation.claim_probs.get(label) for label in CLAIMS],
        "o": [_opinion_details(opinion) for opinion in annotation.opinions],
        "q": annotation.quoted,
    }


def _opinion_details(opinion: Opinion) -> dict[str, Any]:
    sides = {"s": opinion.speaker, "t": opinion.target}
    named = {key: name_of(mention) for key, mention in sides.items()}
    words = {f"{key}w": mention.span.text for key, mention in sides.items() if mention}
    elsewhere = {f"{key}e": True for key, mention in sides.items() if mention and mention.elsewhere}
    return {"l": opinion.stance, "p": round(opinion.prob, 4), **named, **words, **elsewhere}
