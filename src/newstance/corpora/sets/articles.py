"""Our articles: 40 invented agency-style articles (853 sentences), every layer labelled, actors resolved.

Raw record, one JSON object a line of ``articles/{train,validation,test}.jsonl``; offsets into the article's text::

    {"id": "e01", "date": "2026-03-13", "outlet": "Atlantic Wire", "domain": "diplomacy", "text": "Lima slams plan…",
     "sentences": [{"start": 0, "end": 15, "part": "title", "paragraph": 0, "stance": "critical", "claim": "fact",
                    "opinions": [{"stance": "critical", "speaker": {"start": 0, "end": 4, "text": "Lima"}, "target": …,
                                  "speaker_actor": "Peru", "target_actor": "border plan"}]}]}

``part`` is title, standfirst, byline, caption, heading or body. Mapping: one example a sentence, spans counted from its
start; the article is the group. Split by article: number mod 5 is 0 in test, 3 in validation, else in train.
Licence: CC0-1.0 (``data/LICENSE``). Written by a language model; people and events are invented.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from newstance.corpora.corpus import FULL, Corpus, Places
from newstance.corpora.holdout import PARTS
from newstance.corpora.jsonl import Row, read_rows
from newstance.corpora.labelled import label_faults, with_labels
from newstance.errors import InputError
from newstance.records import Example


def article_faults(row: Row) -> Iterator[str]:
    """What is wrong with a labelled article; nothing where all is well."""
    text, sentences = row.get("text"), row.get("sentences")
    if not isinstance(row.get("id"), str) or not row["id"]:
        yield "id: expected a text that names the article"
    if not isinstance(text, str) or not text.strip():
        yield "text is empty"
    elif not isinstance(sentences, list) or not all(isinstance(sentence, dict) for sentence in sentences):
        yield "sentences: expected a list of objects"
    else:
        yield from _sentence_faults(sentences, text)


def read_articles(path: Path, corpus: str = "articles") -> Iterator[Example]:
    """Reads the sentences of labelled articles from one file, in reading order.

    Raises:
        InputError: a row breaks the format.
    """
    seen: set[str] = set()
    for place, row in read_rows(path):
        for fault in article_faults(row):
            raise InputError(place, fault)
        if row["id"] in seen:
            raise InputError(place, f"id {row['id']!r} occurs twice in this file")
        seen.add(row["id"])
        yield from _examples(row, corpus, place)


def _sentence_faults(sentences: list[Row], text: str) -> Iterator[str]:
    reached = 0
    for number, sentence in enumerate(sentences, start=1):
        start, end = sentence.get("start"), sentence.get("end")
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
            yield f"sentence {number}: {start}:{end} lies outside the text (0:{len(text)})"
            continue
        if start < reached:
            yield f"sentence {number}: starts at {start}, before the one ahead of it ends ({reached})"
        if not text[start:end].strip():
            yield f"sentence {number}: text is empty"
        reached = max(reached, end)
        yield from (f"sentence {number}: {fault}" for fault in label_faults(sentence, text, start, end))


def _examples(row: Row, corpus: str, place: str) -> Iterator[Example]:
    for number, sentence in enumerate(row["sentences"], start=1):
        text = row["text"][sentence["start"] : sentence["end"]]
        example = Example(f"{row['id']}#{number}", corpus, text, group=row["id"], place=place)
        yield with_labels(example, sentence, offset=sentence["start"])


def _path(split: str, places: Places) -> Path:
    return places.own / "articles" / f"{split}.jsonl"


def _read(part: str, places: Places) -> Iterator[Example]:
    return read_articles(_path(part, places))


CORPUS = Corpus(
    name="articles",
    splits={part: partial(_read, part) for part in PARTS},
    needs=lambda places: [_path(part, places) for part in PARTS],
    layers=FULL,
    licence="CC0-1.0",
    citation="newstance contributors (2026), invented agency articles",
)
