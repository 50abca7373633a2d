"""JSON Lines with a place for every row, so that a fault can be named by file and line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newstance.errors import InputError
from newstance.reading.decoding import well_formed

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong (``fault``) and where (``place``: file and line)."""

    place: str
    fault: str


def rows_and_faults(path: Path) -> Iterator[tuple[str, Row | str]]:
    """Yields ``(place, row)`` for every line of ``path``; in place of a row that cannot be read, the fault as text.

    A byte order mark is dropped; half characters (lone surrogates) become U+FFFD, NaN and infinity null.
    """
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield f"{path}:{number}", _row(line)


def read_rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Yields ``(place, row)`` for every line of ``path``.

    Raises:
        InputError: the file is missing, or a line is not a JSON object.
    """
    if not path.is_file():
        raise InputError(str(path), "no such file")
    for place, row in rows_and_faults(path):
        if isinstance(row, str):
            raise InputError(place, row)
        yield place, row


def _row(line: str) -> Row | str:
    try:
        line.encode("utf-8")
        row = well_formed(json.loads(line))
    except UnicodeEncodeError:
        return "not UTF-8. Cure: save the file as UTF-8"
    except json.JSONDecodeError as error:
        return f"expected one JSON object a line, but column {error.colno} reads: {error.msg}"
    except RecursionError:
        return "nested too deep to be read. Cure: mend or delete the line"
    except ValueError:  # the one fault that is left: Python refuses to convert numbers of thousands of digits
        return "holds a number too long to be read. Cure: shorten it, or put it in quotation marks"
    return row if isinstance(row, dict) else f"expected a JSON object, got {type(row).__name__}"
