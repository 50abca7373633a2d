"""Checks labelled files of our own format, so that a corpus breaks here and not in the middle of a training."""

from collections.abc import Iterator
from pathlib import Path

from newstance.corpora.files import form_of, row_faults
from newstance.corpora.jsonl import Fault, Row, rows_and_faults
from newstance.corpora.sets.table import is_table, read_table_file
from newstance.errors import InputError


def check_corpus(path: Path) -> list[Fault]:
    """Every fault in a labelled file, or in all ``.jsonl`` files of a folder; ids must differ between its files too.

    A file is what ``newstance evaluate`` takes it for: articles, sentences, or sentences with their spans as words; of
    a table only the first fault is found.
    """
    files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        return [Fault(str(path), "no .jsonl file here")]
    if is_table(files[0]):
        return list(_table_faults(files[0]))
    first_places: dict[str, str] = {}
    return [fault for file in files for fault in _file_faults(file, first_places)]


def _file_faults(file: Path, first_places: dict[str, str]) -> Iterator[Fault]:
    rows = list(rows_and_faults(file))
    if not rows:
        yield Fault(str(file), "no rows")
    form = form_of([row for _, row in rows if not isinstance(row, str)])
    for place, row in rows:
        if isinstance(row, str):
            yield Fault(place, row)
        else:
            yield from (Fault(place, fault) for fault in row_faults(row, form))
            yield from _duplicate(row, place, first_places)


def _table_faults(file: Path) -> Iterator[Fault]:
    try:
        list(read_table_file(file))
    except InputError as found:
        yield Fault(found.place, found.fault)


def _duplicate(row: Row, place: str, first_places: dict[str, str]) -> Iterator[Fault]:
    name = row.get("id")
    if not isinstance(name, str):
        return
    if name in first_places:
        yield Fault(place, f"id {name!r} is already that of {first_places[name]}")
    first_places.setdefault(name, place)
