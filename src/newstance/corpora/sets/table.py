"""A user's own labelled table: CSV, TSV or JSON Lines, one opinion a row.

Raw record, by default columns ``text`` and ``stance``, others by name (``data.table.speaker=who``)::

    text,stance,speaker,target
    "Meyer mocked the plan, which Ruiz backs.",critical,Meyer,plan
    "Meyer mocked the plan, which Ruiz backs.",supportive,Ruiz,plan

Mapping: rows of the same text are one sentence. Its own stance and claim are its first row's. A row with a speaker or a
target asks for (speaker, target), (unknown, target) and (speaker, unknown). Where ``complete`` is set, both directions
are asked, the tags are trained too, and the sentence's stance is that of the first row that is not neutral. Speakers
and targets are phrases of the text, found on word boundaries. Without an ``id`` a row is known by its text's hash.
Split by ``group`` (else by text): a tenth each is validation and test. Licence and citation are the user's.

    python train.py data=table data.table.path=my.csv
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from newstance.corpora.corpus import Corpus, Places, Table
from newstance.corpora.holdout import PARTS, held_in
from newstance.corpora.jsonl import Row, read_rows
from newstance.corpora.labelled import unknown
from newstance.corpora.lines import read_text
from newstance.corpora.pairs import completed
from newstance.corpora.phrases import find_phrase
from newstance.errors import InputError
from newstance.labels import CLAIMS, NEUTRAL, STANCES
from newstance.records import Example, Mention, Opinion, Pair, Span

ID_DIGITS = 16
"""Hex digits of a text's sha256 that make an id: enough to tell a table's texts apart."""


def read_table(table: Table) -> Iterator[Example]:
    """Reads a table, one example a text, in the order of their first rows.

    Raises:
        InputError: a column is missing, a text is empty, a label is unknown, two texts have one id, or a speaker or
            target is not in its text.
    """
    sentences: dict[str, list[tuple[str, Row]]] = {}
    first_of_id: dict[str, tuple[str, str]] = {}
    for place, row in _rows(table):
        _demand_sound(table, place, row)
        _demand_own_id(table, place, row, first_of_id)
        sentences.setdefault(_cell(row, table.text), []).append((place, row))
    return (_example(table, text, rows) for text, rows in sentences.items())


def _rows(table: Table) -> Iterator[tuple[str, Row]]:
    path = Path(table.path)
    rows = read_rows(path) if path.suffix in {".jsonl", ".ndjson"} else _separated(path)
    first = next(rows, None)
    if first is None:
        raise InputError(str(path), "no rows")
    for option, column in _columns(table).items():
        if column not in first[1]:
            columns = ", ".join(map(str, first[1]))
            cure = f"Cure: data.table.{option}=NAME"
            raise InputError(first[0], f"no column {column!r}; the columns are {columns}. {cure}")
    return chain([first], rows)


def _columns(table: Table) -> Mapping[str, str]:
    options = ("text", "stance", "speaker", "target", "claim", "id", "group")
    named = {option: getattr(table, option) for option in options}
    return {option: column for option, column in named.items() if column is not None}


def _separated(path: Path) -> Iterator[tuple[str, Row]]:
    delimiter = "\t" if path.suffix == ".tsv" else ","
    lines = io.StringIO(read_text(path), newline="")  # not splitlines(), which also cuts at U+2028
    reader = csv.DictReader(lines, delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield f"{path}:{reader.line_num}", row
    except csv.Error as error:
        raise InputError(f"{path}:{reader.reader.line_num}", f"not a table: {error}") from None


def _demand_sound(table: Table, place: str, row: Row) -> None:
    if not _cell(row, table.text):
        raise InputError(place, f"the text (column {table.text!r}) is empty")
    for fault in unknown("stance", _stance(table, row), STANCES):
        label = _cell(row, table.stance) or "LABEL"
        raise InputError(place, f"{fault}. Cure: '+data.table.labels={{{label}: STANCE}}'")
    if table.claim:
        for fault in unknown("claim", _cell(row, table.claim), CLAIMS):
            raise InputError(place, fault)


def _demand_own_id(table: Table, place: str, row: Row, first_of_id: dict[str, tuple[str, str]]) -> None:
    """``first_of_id`` has, for each id, the place and text of its first row; the rows of a text may share theirs."""
    row_id, text = _cell(row, table.id), _cell(row, table.text)
    if not row_id:
        return
    first, its_text = first_of_id.setdefault(row_id, (place, text))
    if its_text != text:
        raise InputError(place, f"id {row_id!r} is already that of another text ({first}). Cure: an id for each text")


def _example(table: Table, text: str, rows: list[tuple[str, Row]]) -> Example:
    place, main = rows[0]
    opinions = tuple(_opinion(table, text, place, row) for place, row in rows)
    example = Example(
        id=_cell(main, table.id) or hashlib.sha256(text.encode()).hexdigest()[:ID_DIGITS],
        corpus="table",
        text=text,
        group=_cell(main, table.group) or text,
        place=place,
        stance=opinions[0].stance,
        claim=_cell(main, table.claim) or None,
        pairs=_pairs(opinions),
    )
    if not table.complete:
        return example
    stances = tuple(opinion for opinion in opinions if opinion.stance != NEUTRAL)
    whole = completed(example, stances, example.claim)
    answered = {(pair.speaker, pair.target) for pair in whole.pairs}
    said = (pair for pair in example.pairs if (pair.speaker, pair.target) not in answered)
    return replace(whole, pairs=(*whole.pairs, *said))


def _opinion(table: Table, text: str, place: str, row: Row) -> Opinion:
    speaker = _mention(text, place, _cell(row, table.speaker), None)
    target = _mention(text, place, _cell(row, table.target), speaker)
    return Opinion(_stance(table, row), speaker, target)


def _mention(text: str, place: str, phrase: str, other: Mention | None) -> Mention | None:
    if not phrase:
        return None
    span = find_phrase(text, phrase, other.span if other else None)
    if span is None:
        raise InputError(place, f"the text does not contain {phrase!r}")
    return Mention(span)


def _pairs(opinions: tuple[Opinion, ...]) -> tuple[Pair, ...]:
    answers: dict[tuple[Span | None, Span | None], str] = {}
    for opinion in opinions:
        speaker = opinion.speaker.span if opinion.speaker else None
        target = opinion.target.span if opinion.target else None
        for question in ((speaker, target), (None, target), (speaker, None)):
            answers.setdefault(question, opinion.stance)
    answers.pop((None, None), None)
    return tuple(Pair(speaker, target, answer) for (speaker, target), answer in answers.items())


def _stance(table: Table, row: Row) -> str:
    label = _cell(row, table.stance)
    ours = (stance for given, stance in table.labels.items() if given.casefold() == label.casefold())
    return next(ours, label)


def _cell(row: Row, column: str | None) -> str:
    value = row.get(column) if column else None
    return "" if value is None else str(value).strip()


def _path(places: Places) -> Path:
    return Path(places.table.path if places.table and places.table.path else "data.table.path")


def _read(part: str, places: Places) -> Iterator[Example]:
    return held_in(part, read_table(places.table or Table()))


CORPUS = Corpus(
    name="table",
    splits={part: partial(_read, part) for part in PARTS},
    needs=lambda places: [_path(places)],
    layers=("stance", "claim", "pairs"),
    licence="the user's",
    citation="the user's",
    cure="data=table data.table.path=my.csv",
)
