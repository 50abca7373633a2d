"""Gold articles: texts with their sentences, opinions and the actors behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from newstance.corpora.jsonl import read_rows
from newstance.corpora.phrases import find_phrase
from newstance.errors import InputError
from newstance.records import Annotation, Article, Mention, Opinion, Sentence, Span


@dataclass(frozen=True)
class GoldArticle:
    """An article, its sentences and their gold opinions, whose mentions carry the gold actors."""

    article: Article
    annotations: tuple[Annotation, ...]

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences in reading order."""
        return [annotation.sentence for annotation in self.annotations]


def read_gold(path: Path) -> Iterator[GoldArticle]:
    """The gold articles of a file: of articles, or of their sentences in order.

    Sentences name their ``article`` (the first is its title), or have ids that end in ``#1``, ``#2`` and so on.
    """
    rows = [row for _, row in read_rows(path)]
    if not rows:
        raise InputError(str(path), "no rows; expected labelled articles, or their sentences in order")
    if "sentences" in rows[0]:
        yield from (_from_article(row) for row in rows)
        return
    if "article" in rows[0]:
        for name, group in groupby(rows, key=lambda row: row["article"]):
            yield _from_title_and_body(name, list(group))
        return
    numbered = [row for row in rows if "#" in row["id"]]
    for name, group in groupby(numbered, key=lambda row: row["id"].rsplit("#", 1)[0]):
        yield _from_sentences(name, list(group))


def _from_title_and_body(name: str, rows: Sequence[dict[str, Any]]) -> GoldArticle:
    """An article in two paragraphs, its title and the rest: where other paragraphs end is not known."""
    text, annotations = "", []
    for number, row in enumerate(rows):
        start = len(text)
        sentence = Sentence(name, number, min(number, 1), start, start + len(row["text"]), row["text"])
        annotations.append(_annotation(sentence, tuple(_opinion(opinion, start) for opinion in row["opinions"])))
        text += row["text"] + ("\n\n" if number == 0 else " ")
    return GoldArticle(Article(name, text), tuple(annotations))


def _from_article(row: dict[str, Any]) -> GoldArticle:
    article = Article(row["id"], row["text"])
    return GoldArticle(
        article,
        tuple(
            _annotation(
                Sentence(article.id, number, s["paragraph"], s["start"], s["end"], article.text[s["start"] : s["end"]]),
                tuple(_opinion(opinion) for opinion in s["opinions"]),
            )
            for number, s in enumerate(row["sentences"])
        ),
    )


def _opinion(row: dict[str, Any], shift: int = 0) -> Opinion:
    mentions = {}
    for side in ("speaker", "target"):
        span, actor = row[side], row[f"{side}_actor"]
        place = Span(span["start"], span["end"], span["text"]).shifted(shift) if span else Span(0, 0, "")
        mentions[side] = Mention(place, actor) if span or actor else None
    return Opinion(row["stance"], mentions["speaker"], mentions["target"])


def _from_sentences(name: str, rows: Sequence[dict[str, Any]]) -> GoldArticle:
    text, annotations = "", []
    for number, row in enumerate(rows):
        sentence = Sentence(name, number, number, len(text), len(text) + len(row["text"]), row["text"])
        opinions = tuple(_named_opinion(opinion, sentence) for opinion in row["opinions"])
        annotations.append(_annotation(sentence, opinions))
        text += row["text"] + "\n"
    return GoldArticle(Article(name, text), tuple(annotations))


def _named_opinion(row: dict[str, Any], sentence: Sentence) -> Opinion:
    sides = []
    for words, actor in ((row["speaker"], row.get("speaker_resolved")), (row["target"], None)):
        found = find_phrase(sentence.text, words) if words else None
        span = found.shifted(sentence.start) if found is not None else Span(0, 0, "")
        sides.append(Mention(span, actor) if words or actor else None)
    return Opinion(row["stance"], *sides)


def _annotation(sentence: Sentence, opinions: tuple[Opinion, ...]) -> Annotation:
    return Annotation(
        sentence, opinions[0].stance if opinions else "neutral", {}, "none", {}, False, opinions, False, "gold"
    )
