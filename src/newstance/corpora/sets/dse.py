"""DSE, directed sentiment between two entities in a news sentence (Park, Pan & Joo 2021): 16,228 pairs.

Raw record, four tab-separated fields a line (quoted as in CSV where the text has quotation marks) of
``dse/{train,valid,test}.txt``: the sentence with both entities in brackets, the first, the second, the label::

    [Meyer] thanked [the Oslo team]s for their help.	Meyer	the Oslo team	1

Label: 0 neutral, 1 first → second positive, 2 second → first positive, 3 first → second negative, 4 second → first
negative. Mapping: two pairs a row, positive → supportive, negative → critical, the other direction neutral; nothing is
known of the sentence's other opinions, its own stance or its claim. DSE has no conciliatory label, so its neutral may
hide one. Brackets that cut a word's end are extended to it; *the* and possessives are left outside. Some 1 % of
the brackets hold no name but a stray sign or half a word; they stay, so that scores compare with published ones.

401 of the 1,623 published test rows stand word for word in train (as seen without brackets); the split ``clean`` is the
other 1,222. Licence: none stated beyond "You can use the resources for your purposes by citing the paper", so the texts
are fetched, never shipped. The pinned commit holds files of this length and ending; the sha256 is that of our copy.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from newstance.corpora.corpus import Corpus, Places, RemoteFile
from newstance.corpora.lines import read_lines
from newstance.corpora.phrases import bare
from newstance.errors import InputError
from newstance.labels import NEUTRAL
from newstance.records import Example, Pair, Span

FIELDS: Final = 4
_COMMIT = "a8e7510b71fe017b38d83ca5b54bdf3d136c97c2"
_URL = f"https://raw.githubusercontent.com/bywords/directed_sentiment_analysis/{_COMMIT}/dataset"
_SHA256 = {
    "train": "0b608a7e376bcd73aad9f0f211d0c29e5fe520a281d1d4b3f5e4e37a20a0636b",
    "valid": "e4bd17fd9f419acd034912de9bfc746a7e400d84496e6082cd18e30b4cedface",
    "test": "a1dcda253f3741e5d66018cad7dc757350c853be7d905a11fd707eb708c847d0",
}
_DIRECTIONS: Final = {
    "0": (NEUTRAL, NEUTRAL),
    "1": ("supportive", NEUTRAL),
    "2": (NEUTRAL, "supportive"),
    "3": ("critical", NEUTRAL),
    "4": (NEUTRAL, "critical"),
}
_CUT_WORD = re.compile(r"[a-z]+|[A-Z]{2,}(?![a-z])")


def read_dse(path: Path) -> Iterator[Example]:
    """Reads the rows of one file.

    Raises:
        InputError: a row is not four fields, has no such brackets or an unknown label.
    """
    return (_example(place, line) for place, line in read_lines(path))


def sentences_of(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yields place, text and bracketless raw text (what ``dse-standoff`` hashes) of every line."""
    for place, line in read_lines(path):
        raw = without_brackets(line.split("\t")[0]).strip()
        yield place, without_brackets(_fields(place, line)[0]).strip(), raw


def without_brackets(text: str) -> str:
    """``text`` without any square bracket."""
    return text.replace("[", "").replace("]", "")


def _fields(place: str, line: str) -> list[str]:
    fields = next(csv.reader([line], delimiter="\t"))
    if len(fields) != FIELDS:
        raise InputError(place, f"expected {FIELDS} tab-separated fields, got {len(fields)}")
    return fields


def _example(place: str, line: str) -> Example:
    marked, first, second, label = _fields(place, line)
    if label not in _DIRECTIONS:
        raise InputError(place, f"unknown label {label!r}; expected one of {', '.join(_DIRECTIONS)}")
    text = without_brackets(marked).strip()
    a = _entity(place, marked, first, 0)
    b = _entity(place, marked, second, 1 if first == second else 0)
    file, _, number = place.rpartition(":")
    row_id = f"{Path(file).stem}-{number}"
    forth, back = _DIRECTIONS[label]
    return Example(row_id, "dse", text, group=text, place=place, pairs=(Pair(a, b, forth), Pair(b, a, back)))


def _entity(place: str, marked: str, entity: str, nth: int) -> Span:
    marks = list(re.finditer(rf"\[\s*({re.escape(entity)})\s*\]", marked))
    if len(marks) <= nth:
        raise InputError(place, f"the text does not mark [{entity}]" + " twice" * nth)
    mark, text = marks[nth], without_brackets(marked).strip()
    indent = len(marked) - len(marked.lstrip())
    start = len(without_brackets(marked[: mark.start(1)])) - indent
    end = start + len(entity)
    cut = _CUT_WORD.match(text, end) if entity[-1:].isalpha() else None
    end = cut.end() if cut else end
    span = Span(start, end, text[start:end])
    return bare(span) or span


def _path(places: Places, file: str) -> Path:
    return places.public / "dse" / f"{file}.txt"


def _clean_test(places: Places) -> Iterator[Example]:
    seen = {text for _, text, _ in sentences_of(_path(places, "train"))}
    return (example for example in read_dse(_path(places, "test")) if example.text not in seen)


CORPUS = Corpus(
    name="dse",
    splits={
        "train": lambda places: read_dse(_path(places, "train")),
        "validation": lambda places: read_dse(_path(places, "valid")),
        "test": lambda places: read_dse(_path(places, "test")),
        "clean": _clean_test,
    },
    needs=lambda places: [_path(places, file) for file in _SHA256],
    layers=("pairs",),
    licence="free to use with citation (no licence file)",
    citation="Park, Pan & Joo (2021), Who Blames or Endorses Whom?, Findings of ACL-IJCNLP",
    remote=tuple(RemoteFile(f"dse/{file}.txt", f"{_URL}/{file}.txt", digest) for file, digest in _SHA256.items()),
)
