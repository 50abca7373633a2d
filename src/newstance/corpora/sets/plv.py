"""PLV: news sentences with PLOVER codes (Hu et al. 2024); for evaluation only, its licence is not stated.

Raw record, a line of the tab-separated ``plv/PLV_train.tsv`` (columns shortened)::

    sentence_id	sentence	marked_sentence	…	gold_root
    4	Oslo praised Lima.	<s>Oslo</s> praised <t>Lima</t>.	…	SUPPORT

Mapping: a pair (source, target) each; the code gives the stance (``plover_codes.py``). AGREE has no sub-code here, so
offers to a rival count as supportive with the rest of it. Left out and counted: codes that are no stance, and sentences
without both marks. Licence: none stated, so it never trains and is never shipped. The pinned commit holds a file of our
copy's length and ending; the sha256 is that of our copy.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from newstance.corpora.corpus import Corpus, Places, RemoteFile
from newstance.corpora.lines import read_lines
from newstance.corpora.phrases import bare
from newstance.corpora.sets.plover_codes import stance_of
from newstance.errors import InputError
from newstance.records import Example, Pair, Span

_COLUMNS = ("marked_sentence", "gold_root")
_MARKS = re.compile(r"</?[st]>")
_URL = "https://raw.githubusercontent.com/snowood1/Zero-Shot-PLOVER/3a57c8466bc55c2f3351f771d4cbd860c7004130"
_REMOTE = RemoteFile(
    "plv/PLV_train.tsv",
    f"{_URL}/datasets/PLV_train.tsv",
    "b184c7623cb05a48011adabd951f1a7f7efa8c80059ef4dc12c3d3231de5f5d3",
)


def read_plv(path: Path) -> Iterator[Example]:
    """Reads the sentences whose code is a stance.

    Raises:
        InputError: a column is missing, or a row is short.
    """
    return (example for example, _ in _read(path) if example is not None)


def _read(path: Path) -> Iterator[tuple[Example | None, str]]:
    lines = read_lines(path)
    place, first = next(lines, (str(path), ""))
    header = first.split("\t")
    for column in _COLUMNS:
        if column not in header:
            raise InputError(place, f"no column {column!r}; the columns are {', '.join(filter(None, header))}")
    for place, line in lines:
        fields = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
        if len(fields) != len(header):
            raise InputError(place, f"expected {len(header)} tab-separated fields, got {len(fields)}")
        marked, code = (fields[header.index(column)] for column in _COLUMNS)
        yield _example(place, marked, code)


def _example(place: str, marked: str, code: str) -> tuple[Example | None, str]:
    stance = stance_of(code)
    if stance is None:
        return None, code
    source, target = _marked(marked, "s"), _marked(marked, "t")
    if source is None or target is None or source.overlaps(target):
        return None, "no two parties"
    text = _MARKS.sub("", marked)
    pairs = (Pair(source, target, stance),)
    return Example(f"plv-{place.rpartition(':')[2]}", "plv", text, group=text, place=place, pairs=pairs), ""


def _marked(marked: str, tag: str) -> Span | None:
    match = re.search(f"<{tag}>(.*?)</{tag}>", marked)
    if match is None:
        return None
    start = len(_MARKS.sub("", marked[: match.start()]))
    words = _MARKS.sub("", match.group(1))
    return bare(Span(start, start + len(words), words))


def _path(places: Places) -> Path:
    return places.public / "plv" / "PLV_train.tsv"


CORPUS = Corpus(
    name="plv",
    splits={"test": lambda places: read_plv(_path(places))},
    needs=lambda places: [_path(places)],
    layers=("pairs",),
    licence="none stated: evaluation only",
    citation="Hu et al. (2024), Leveraging Codebook Knowledge with NLI and ChatGPT for Zero-Shot Political Relation "
    "Classification, ACL",
    trains=False,
    remote=(_REMOTE,),
    left_out=lambda places: Counter(reason for _, reason in _read(_path(places)) if reason),
)
