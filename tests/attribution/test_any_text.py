"""Whatever the text: no crash, the same opinions in the same order, offsets that hold."""

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from newstance.attribution import attribute, find_quotations
from newstance.records import Annotation, Article, Mention, Opinion, Sentence, Span

PIECES = ["“", "”", '"', "'", "‘", "’", "«", "»", "``", "''", " ", "\n", "\n\n", ". ", ", ", "(NRM)", "Ada Obi", "Obi"]
WORDS = [
    "said",
    "he",
    "She",
    "it",
    "we",
    "US",
    "the minister",
    "Minister",
    "مرحبا",
    "שלום",
    "😀",
    "Ł",
    "straße",
    "İ",
    "\u200f",
]
TEXTS = st.lists(st.sampled_from(PIECES + WORDS) | st.text(max_size=8), max_size=30).map("".join)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 200), st.integers(0, 12)), max_size=8))
@settings(max_examples=150, deadline=None)
@example("“" * 50, [(0, 3), (10, 5)])
@example("said “", [(0, 4)])
@example("He said she said they said it. He! She? 'We' “us”", [(0, 2), (8, 3), (17, 4), (27, 2)])
def test_offsets_hold_in_any_text(text: str, places: list[tuple[int, int]]) -> None:
    article, sentences, annotations = _told(text, places)
    found = attribute(article, sentences, annotations)
    assert [annotation.sentence for annotation in found] == sentences
    assert [len(annotation.opinions) for annotation in found] == [len(a.opinions) for a in annotations]
    for mention in (m for a in found for o in a.opinions for m in (o.speaker, o.target) if m is not None):
        assert text[mention.span.start : mention.span.end] == mention.span.text
        assert mention.actor is None or mention.actor.strip()
    for quotation in find_quotations(text):
        assert 0 <= quotation.start < quotation.end <= len(text)
        if quotation.speaker is not None:
            assert text[quotation.speaker.start : quotation.speaker.end] == quotation.speaker.text


def test_an_article_of_nothing() -> None:
    assert attribute(Article("a", ""), [], []) == []
    assert find_quotations("") == []


def test_a_megabyte_of_open_marks_ends_in_time() -> None:
    text = "“Open Ada Obi 'said " * 2000
    article, sentences, annotations = _told(text, [(0, 3)])
    assert len(attribute(article, sentences, annotations)) == len(sentences)


def _told(text: str, places: list[tuple[int, int]]) -> tuple[Article, list[Sentence], list[Annotation]]:
    cuts = sorted({0, len(text), *range(0, len(text), 40)})
    bounds = list(pairwise(cuts))
    sentences = [Sentence("a", at, 0, start, end, text[start:end]) for at, (start, end) in enumerate(bounds)]
    annotations = []
    for sentence in sentences:
        spans = [_span(text, sentence, start, length) for start, length in places]
        opinions = tuple(Opinion("critical", one, two) for one, two in zip([None, *spans], spans, strict=False))
        annotations.append(Annotation(sentence, "critical", {}, "none", {}, False, opinions, False, "test"))
    return Article("a", text), sentences, annotations


def _span(text: str, sentence: Sentence, start: int, length: int) -> Mention | None:
    first = sentence.start + start
    last = min(sentence.end, first + length)
    return Mention(Span(first, last, text[first:last])) if first < last and text[first:last].strip() else None
