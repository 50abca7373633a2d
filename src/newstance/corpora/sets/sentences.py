"""Our sentences: 1,800 invented news sentences in ten domains, every layer labelled.

Raw record, one JSON object a line of ``sentences/{train,validation,test}.jsonl``::

    {"id": "a0004", "text": "Lima slammed the plan.", "stance": "critical", "claim": "judgement", "domain": "diplomacy",
     "opinions": [{"stance": "critical", "speaker": {"start": 0, "end": 4, "text": "Lima"},
                   "target": {"start": 17, "end": 21, "text": "plan"}}]}

Mapping: none needed, these are our layers. Licence: CC0-1.0 (``data/LICENSE``). Written by a language model following
the codebook, so the wording is livelier than agency copy and people and events are invented.
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


def sentence_faults(row: Row) -> Iterator[str]:
    """What is wrong with a labelled sentence; nothing where all is well."""
    text = row.get("text")
    if not isinstance(row.get("id"), str) or not row["id"]:
        yield "id: expected a text that names the sentence"
    if not isinstance(text, str) or not text.strip():
        yield "text is empty"
        return
    if "article" in row and (not isinstance(row["article"], str) or not row["article"]):
        yield "article: expected a text that names the article the sentence is from, or no such key"
    yield from label_faults(row, text, 0, len(text))


def read_sentences(path: Path, corpus: str = "sentences") -> Iterator[Example]:
    """Reads labelled sentences from one file; those of one ``article`` are a group, the others one each.

    Raises:
        InputError: a row breaks the format.
    """
    seen: set[str] = set()
    for place, row in read_rows(path):
        for fault in sentence_faults(row):
            raise InputError(place, fault)
        if row["id"] in seen:
            raise InputError(place, f"id {row['id']!r} occurs twice in this file")
        seen.add(row["id"])
        group = row["article"] if "article" in row else row["id"]
        yield with_labels(Example(row["id"], corpus, row["text"], group=group, place=place), row)


def train_only(name: str, citation: str) -> Corpus:
    """A corpus of our sentences that all train, in ``NAME/train.jsonl``."""

    def path(places: Places) -> Path:
        return places.own / name / "train.jsonl"

    return Corpus(
        name=name,
        splits={"train": lambda places: read_sentences(path(places), name)},
        needs=lambda places: [path(places)],
        layers=FULL,
        licence="CC0-1.0",
        citation=citation,
    )


def _path(split: str, places: Places) -> Path:
    return places.own / "sentences" / f"{split}.jsonl"


def _read(part: str, places: Places) -> Iterator[Example]:
    return read_sentences(_path(part, places))


CORPUS = Corpus(
    name="sentences",
    splits={part: partial(_read, part) for part in PARTS},
    needs=lambda places: [_path(part, places) for part in PARTS],
    layers=FULL,
    licence="CC0-1.0",
    citation="newstance contributors (2026), invented news sentences",
)
