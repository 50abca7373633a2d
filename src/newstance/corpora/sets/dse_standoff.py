"""Our labels on 2,144 real news sentences of DSE's train split: every layer, by the codebook.

Raw record, one JSON object a line of ``standoff/dse-standoff.jsonl`` (opinions as in ``standoff.py``)::

    {"line": 4, "sha256": "762f042d5593fa67", "stance": "neutral", "claim": "fact", "opinions": [], "unsure": true}

``line`` is the 1-based line of DSE's ``train.txt``, ``sha256`` the first 16 hex digits over that line's text without
its brackets, stripped. Mapping: none needed. Split by sentence: a tenth each is validation and test.
Licence: the labels, written by a language model following the codebook, are CC0-1.0; the text is DSE's, see ``dse.py``.
"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from newstance.corpora.corpus import FULL, Corpus, Places
from newstance.corpora.holdout import PARTS, held_in
from newstance.corpora.jsonl import Row, read_rows
from newstance.corpora.sets import dse
from newstance.corpora.sets.standoff import with_opinions
from newstance.errors import InputError
from newstance.records import Example


def read_dse_standoff(labels: Path, texts: Path) -> Iterator[Example]:
    """Reads our labels, joined with the lines of DSE's ``train.txt``.

    Raises:
        InputError: a label file that breaks its format, or another version of the text than the one labelled.
    """
    lines = list(dse.sentences_of(texts))
    for place, row in read_rows(labels):
        yield with_opinions(labelled_line(place, row, lines, texts, "dse-standoff"), row)


def labelled_line(place: str, row: Row, lines: Sequence[tuple[str, str, str]], texts: Path, corpus: str) -> Example:
    """The line of DSE that ``row`` labels, still without its labels; ``lines`` are ``dse.sentences_of(texts)``.

    Raises:
        InputError: there is no such line, or it is not the one labelled.
    """
    number = row.get("line")
    if not isinstance(number, int) or not 1 <= number <= len(lines):
        raise InputError(place, f"line {number} is not a line of {texts} (1 to {len(lines)})")
    _, text, raw = lines[number - 1]
    if hashlib.sha256(raw.encode()).hexdigest()[:16] != row.get("sha256"):
        raise InputError(place, f"{texts}:{number} is another sentence than the one labelled (sha256 differs)")
    return Example(f"dse-{number}", corpus, text, group=text, place=place)


def _labels(places: Places) -> Path:
    return places.own / "standoff" / "dse-standoff.jsonl"


def _texts(places: Places) -> Path:
    return places.public / "dse" / "train.txt"


def _read(part: str, places: Places) -> Iterator[Example]:
    return held_in(part, read_dse_standoff(_labels(places), _texts(places)))


CORPUS = Corpus(
    name="dse-standoff",
    splits={part: partial(_read, part) for part in PARTS},
    needs=lambda places: [_labels(places), _texts(places)],
    layers=FULL,
    licence="labels CC0-1.0; text as dse",
    citation="newstance contributors (2026), labels; Park, Pan & Joo (2021), text",
    remote=dse.CORPUS.remote,
)
