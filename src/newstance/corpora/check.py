"""Checks labelled files of our own format, so that a corpus breaks here and not in the middle of a training."""

from collections.abc import Iterator
from pathlib import Path

from newstance.corpora.jsonl import Fault, Row, rows_and_faults
from newstance.corpora.sets.articles import article_faults
from newstance.corpora.sets.sentences import sentence_faults


def check_corpus(path: Path) -> list[Fault]:
    """Every fault in a labelled file, or in all ``.jsonl`` files of a folder; ids must differ between its files too.

    A row with ``sentences`` is an article, any other a sentence.
    """
    files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        return [Fault(str(path), "no .jsonl file here")]
    first_places: dict[str, str] = {}
    return [fault for file in files for fault in _file_faults(file, first_places)]


def _file_faults(file: Path, first_places: dict[str, str]) -> Iterator[Fault]:
    place = None
    for place, row in rows_and_faults(file):
        if isinstance(row, str):
            yield Fault(place, row)
        else:
            yield from (Fault(place, fault) for fault in _row_faults(row))
            yield from _duplicate(row, place, first_places)
    if place is None:
        yield Fault(str(file), "no rows")


def _row_faults(row: Row) -> Iterator[str]:
    return article_faults(row) if "sentences" in row else sentence_faults(row)


def _duplicate(row: Row, place: str, first_places: dict[str, str]) -> Iterator[Fault]:
    name = row.get("id")
    if not isinstance(name, str):
        return
    if name in first_places:
        yield Fault(place, f"id {name!r} is already that of {first_places[name]}")
    first_places.setdefault(name, place)
