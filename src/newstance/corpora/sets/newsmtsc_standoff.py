"""Our labels on 1,485 real news sentences of NewsMTSC's train split: every layer, by the codebook.

Raw record, one JSON object a line of ``standoff/newsmtsc-standoff.jsonl`` (opinions as in ``standoff.py``)::

    {"id": "allsides_628_252_26_Trump_0_5", "stance": "critical", "claim": "pledge", "opinions": […], "unsure": true}

``id`` is NewsMTSC's gid. Mapping: none needed. Split by article: a tenth each is validation and test.
Licence: the labels, written by a language model following the codebook, are CC0-1.0; the text is NewsMTSC's (MIT).
"""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from newstance.corpora.corpus import FULL, Corpus, Places
from newstance.corpora.holdout import PARTS, held_in
from newstance.corpora.jsonl import Row, read_rows
from newstance.corpora.sets import newsmtsc
from newstance.corpora.sets.standoff import with_opinions
from newstance.errors import InputError
from newstance.records import Example


def read_newsmtsc_standoff(labels: Path, texts: Path) -> Iterator[Example]:
    """Reads our labels, joined with the sentences of NewsMTSC's ``train.jsonl``.

    Raises:
        InputError: a label file that breaks its format, or a gid that the text file lacks.
    """
    text_of = newsmtsc.texts_by_gid(texts)
    for place, row in read_rows(labels):
        yield with_opinions(labelled_gid(place, row, text_of, texts, "newsmtsc-standoff"), row)


def labelled_gid(place: str, row: Row, text_of: Mapping[str, str], texts: Path, corpus: str) -> Example:
    """The sentence of NewsMTSC that ``row`` labels, still without its labels; raises InputError where it is unknown."""
    gid = row.get("id")
    if not isinstance(gid, str) or gid not in text_of:
        raise InputError(place, f"{texts} has no sentence {gid!r}")
    return Example(gid, corpus, text_of[gid], group=newsmtsc.article_of(gid), place=place)


def _labels(places: Places) -> Path:
    return places.own / "standoff" / "newsmtsc-standoff.jsonl"


def _texts(places: Places) -> Path:
    return places.public / "newsmtsc" / "train.jsonl"


def _read(part: str, places: Places) -> Iterator[Example]:
    return held_in(part, read_newsmtsc_standoff(_labels(places), _texts(places)))


CORPUS = Corpus(
    name="newsmtsc-standoff",
    splits={part: partial(_read, part) for part in PARTS},
    needs=lambda places: [_labels(places), _texts(places)],
    layers=FULL,
    licence="labels CC0-1.0; text MIT",
    citation="newstance contributors (2026), labels; Hamborg & Donnay (2021), text",
    remote=newsmtsc.CORPUS.remote,
)
