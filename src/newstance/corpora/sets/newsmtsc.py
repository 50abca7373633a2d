"""NewsMTSC, sentiment toward persons in news sentences (Hamborg & Donnay 2021): 9,546 sentences, 11,361 targets.

Raw record, one JSON object a line of ``newsmtsc/{train,devtest_rw,devtest_mt}.jsonl``::

    {"primary_gid": "allsides_1_2_3_Meyer_0_5", "sentence_normalized": "Meyer lost again.",
     "targets": [{"Input.gid": "allsides_1_2_3_Meyer_0_5", "from": 0, "to": 5, "mention": "Meyer", "polarity": 2.0}]}

Polarity: 2 negative, 4 neutral, 6 positive. Mapping: a pair (unknown speaker, target) each: critical, neutral,
supportive. It is the sentence's sentiment, not one speaker's stance, and knows no conciliatory label, so its neutral
may hide one. Possessive endings are left outside the span. The article is the
group: its id without the sentence's number.
Test is ``devtest_rw`` (real-world distribution); the split ``mt`` has several targets a sentence.

Licence: MIT. Fetched, not shipped. The three files lie at different commits of the repository under other names; the
stored copies there have our files' length and ending, the sha256 is that of our copy.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from newstance.corpora.corpus import Corpus, Places, RemoteFile
from newstance.corpora.jsonl import Row, read_rows
from newstance.corpora.phrases import bare
from newstance.errors import InputError
from newstance.labels import NEUTRAL
from newstance.records import Example, Pair, Span

_POLARITIES: Final = {2.0: "critical", 4.0: NEUTRAL, 6.0: "supportive"}
_URL = "https://raw.githubusercontent.com/fhamborg/NewsMTSC"
_REMOTE = (
    RemoteFile(
        "newsmtsc/train.jsonl",
        f"{_URL}/6697904d6b6ba6da61b17041106e94e4561e448d/controller_data/datasets/NewsMTSC-dataset/train.jsonl",
        "fb80ff05993dd59016c36abefaa7bd00d77cb0cb38a781c1f9edd9ad7c61471e",
    ),
    RemoteFile(
        "newsmtsc/devtest_rw.jsonl",
        f"{_URL}/ea6766fc8fa02fc6b2aeb26ee63707e24790c506/NewsSentiment/controller_data/datasets"
        "/newsmtsc-train-and-test-rw/devtest_mtsc_and_single_primaries.jsonl",
        "c915d6461625cc610a43fd0bac7a25dddfc1252e1331a4bfb7cc30e75b35982a",
    ),
    RemoteFile(
        "newsmtsc/devtest_mt.jsonl",
        f"{_URL}/6054fd1bd7dcbb6d57e33bd1a31e65a407cd5fa0/DeepNewsSentiment/controller_data/datasets"
        "/newsmtsc-train-and-test-mt/devtest_mtsc_only.jsonl",
        "f7657900083bc12f41f1dcd7f19ae5b3eec87844da5eeb22d07ee916fe83a865",
    ),
)


def read_newsmtsc(path: Path) -> Iterator[Example]:
    """Reads the sentences of one file.

    Raises:
        InputError: a row lacks a field, a target's span is not its mention, or a polarity is unknown.
    """
    for place, row in read_rows(path):
        gid, text = row.get("primary_gid"), row.get("sentence_normalized")
        if not (isinstance(gid, str) and isinstance(text, str) and text.strip()):
            raise InputError(place, "expected a primary_gid and a sentence_normalized that is not empty")
        pairs = tuple(dict.fromkeys(_pair(place, text, target) for target in row.get("targets", ())))
        yield Example(gid, "newsmtsc", text, group=article_of(gid), place=place, pairs=pairs)


def texts_by_gid(path: Path) -> dict[str, str]:
    """The sentence of every target's gid in one file."""
    rows = (row for _, row in read_rows(path))
    return {target["Input.gid"]: row["sentence_normalized"] for row in rows for target in row["targets"]}


def article_of(gid: str) -> str:
    """The article of a gid: ``polusa_v1_4337748_-1_5_Nauert_198_204`` → ``polusa_v1_4337748``."""
    source, first, second, *_ = gid.split("_")
    return "_".join((source, first, second))


def _pair(place: str, text: str, target: Row) -> Pair:
    start, end, mention = target.get("from"), target.get("to"), target.get("mention")
    if not (isinstance(start, int) and isinstance(end, int)) or text[start:end] != mention:
        raise InputError(place, f"span {start}:{end} does not read {mention!r}")
    if target.get("polarity") not in _POLARITIES:
        raise InputError(place, f"unknown polarity {target.get('polarity')!r}; expected 2.0, 4.0 or 6.0")
    span = Span(start, end, text[start:end])
    return Pair(None, bare(span) or span, _POLARITIES[target["polarity"]])


def _path(places: Places, file: str) -> Path:
    return places.public / "newsmtsc" / f"{file}.jsonl"


CORPUS = Corpus(
    name="newsmtsc",
    splits={
        "train": lambda places: read_newsmtsc(_path(places, "train")),
        "test": lambda places: read_newsmtsc(_path(places, "devtest_rw")),
        "mt": lambda places: read_newsmtsc(_path(places, "devtest_mt")),
    },
    needs=lambda places: [places.public / file.path for file in _REMOTE],
    layers=("pairs",),
    licence="MIT",
    citation="Hamborg & Donnay (2021), NewsMTSC: (Multi-)Target-dependent Sentiment Classification, EACL",
    remote=_REMOTE,
)
