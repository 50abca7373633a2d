"""A user's own labelled table: CSV (commas, semicolons or tabs), TSV or JSON Lines, one opinion a row.

Raw record, by default columns ``text`` and ``stance``, others by name (``data.table.speaker=who``)::

    text,stance,speaker,target
    "Meyer mocked the plan, which Ruiz backs.",critical,Meyer,plan
    "Meyer mocked the plan, which Ruiz backs.",supportive,Ruiz,plan

Mapping: rows of the same text are one sentence. Its own stance and claim are its first row's. A row with a speaker or a
target asks for (speaker, target), (unknown, target) and (speaker, unknown). Where ``complete`` is set, both directions
are asked, the tags are trained too, and the sentence's stance is that of the first row that is not neutral. Speakers
and targets are phrases of the text, found on word boundaries. Without an ``id`` a row is known by its text's hash.
Split by ``group`` (else by text): a tenth each is validation and test. Licence and citation are the user's.

Rows that answer the same question otherwise (several annotators) are counted and told; the first one counts.

    python train.py data=table data.table.path=my.csv
"""

import csv
import hashlib
import io
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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
from newstance.reading.csvfiles import delimiter_of
from newstance.records import Example, Mention, Opinion, Pair, Span

ID_DIGITS = 16
"""Hex digits of a text's sha256 that make an id: enough to tell a table's texts apart."""

Placed = tuple[str, Row]
"""A row with its file and line."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Cures:
    """What helps where a column, or a stance, has another name than ours."""

    column: str
    stance: str


IN_A_CONFIGURATION = Cures("data.table.{option}=NAME", "'+data.table.labels={{{label}: STANCE}}'")
IN_THE_TABLE = Cures("call the column with the {option} so", "write one of these")


def is_table(path: Path) -> bool:
    """Whether a file is a table by its name: CSV or TSV. JSON Lines may be our own format as well."""
    return path.suffix.lower() in {".csv", ".tsv"}


def read_table_file(path: Path) -> Iterator[Example]:
    """Reads a table whose columns have our names: ``text``, ``stance``, and those of the others that it has.

    Raises:
        InputError: as ``read_table``.
    """
    _, first = next(_separated(path, frozenset()), ("", {}))
    named = {column: column for column in first}.get
    table = Table(
        str(path),
        speaker=named("speaker"),
        target=named("target"),
        claim=named("claim"),
        id=named("id"),
        group=named("group"),
    )
    return read_table(table, IN_THE_TABLE)


def read_table(table: Table, cures: Cures = IN_A_CONFIGURATION, tell: bool = True) -> Iterator[Example]:
    """Reads a table, one example a text, in the order of their first rows; ``tell`` logs rows that contradict others.

    Raises:
        InputError: a column is missing or there twice, a row has more fields than columns, a text or stance is empty,
            a label is unknown, two texts have one id, or a speaker or target is not in its text.
    """
    sentences: dict[str, list[Placed]] = {}
    first_of_id: dict[str, tuple[str, str]] = {}
    for place, row in _rows(table, cures):
        _demand_sound(table, place, row, cures)
        _demand_own_id(table, place, row, first_of_id)
        sentences.setdefault(_cell(row, table.text), []).append((place, row))
    contradicting = [place for rows in sentences.values() for place in _contradicting(table, rows)]
    if tell and contradicting:
        found = f"{len(contradicting):,}, the first at {contradicting[0]}"
        log.warning("rows that contradict an earlier one of the same text: %s; the earlier one counts", found)
    return (_example(table, text, rows) for text, rows in sentences.items())


def _contradicting(table: Table, rows: list[Placed]) -> Iterator[str]:
    """The places of those rows of a text that give a question of an earlier row, or the sentence, another label."""
    claim = _cell(rows[0][1], table.claim)
    answers: dict[tuple[str, str], str] = {}
    for place, row in rows:
        stance = _stance(table, row)
        question = (_cell(row, table.speaker), _cell(row, table.target))
        if answers.setdefault(question, stance) != stance or _cell(row, table.claim) != claim:
            yield place


def _rows(table: Table, cures: Cures) -> Iterator[Placed]:
    path, columns = Path(table.path), _columns(table)
    lines = path.suffix.lower() in {".jsonl", ".ndjson"}
    rows = read_rows(path) if lines else _separated(path, frozenset(columns.values()))
    first = next(rows, None)
    if first is None:
        raise InputError(str(path), "no rows")
    for option, column in columns.items():
        if column not in first[1]:
            found = ", ".join(map(str, first[1]))
            cure = f"Cure: {cures.column.format(option=option)}"
            raise InputError(first[0], f"no column {column!r}; the columns are {found}. {cure}")
    return chain([first], rows)


def _columns(table: Table) -> Mapping[str, str]:
    options = ("text", "stance", "speaker", "target", "claim", "id", "group")
    named = {option: getattr(table, option) for option in options}
    return {option: column for option, column in named.items() if column is not None}


def _separated(path: Path, used: frozenset[str]) -> Iterator[Placed]:
    """The rows of a CSV or TSV file; the columns ``used`` must have names of their own."""
    text = read_text(path)
    delimiter = "\t" if path.suffix.lower() == ".tsv" else delimiter_of(text.partition("\n")[0])
    lines = io.StringIO(text, newline="")  # not splitlines(), which also cuts at U+2028
    reader = csv.DictReader(lines, delimiter=delimiter, strict=True)
    try:
        columns = list(reader.fieldnames or ())
        for column in sorted(used):
            if columns.count(column) > 1:
                cure = "Cure: rename or delete the others"
                raise InputError(f"{path}:1", f"{columns.count(column)} columns are called {column!r}. {cure}")
        for row in reader:
            place = f"{path}:{reader.line_num}"
            beyond = row.pop(None, ())  # the fields that have no column
            if any(field.strip() for field in beyond):
                fault = f"{len(columns) + len(beyond)} fields for {len(columns)} columns"
                raise InputError(place, f"{fault}. Cure: put fields that hold {delimiter!r} into quotation marks")
            yield place, row
    except csv.Error as error:
        raise InputError(f"{path}:{reader.reader.line_num}", f"not a table: {error}") from None


def _demand_sound(table: Table, place: str, row: Row, cures: Cures) -> None:
    for option, column in _columns(table).items():
        if isinstance(row.get(column), list | dict):
            raise InputError(place, f"the {option} (column {column!r}) is a list or an object; expected a text")
        value = _stance(table, row) if option == "stance" else _cell(row, column)
        if not value and option in ("text", "stance", "claim"):
            raise InputError(place, f"the {option} (column {column!r}) is empty")
    for fault in unknown("stance", _stance(table, row), STANCES):
        cure = cures.stance.format(label=_cell(row, table.stance))
        raise InputError(place, f"{fault}. Cure: {cure}")
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


def _example(table: Table, text: str, rows: list[Placed]) -> Example:
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
    return held_in(part, read_table(places.table or Table(), tell=part == "train"))  # once a run


CORPUS = Corpus(
    name="table",
    splits={part: partial(_read, part) for part in PARTS},
    needs=lambda places: [_path(places)],
    layers=("stance", "claim", "pairs"),
    licence="the user's",
    citation="the user's",
)
