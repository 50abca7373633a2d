"""Lines of JSON files, each with its place and byte offset; a line that cannot be used is skipped and counted."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newstance.errors import InputError

LISTED = 20
"""This many skipped lines are told in full; the others are only counted, so that memory stays bounded."""


@dataclass(slots=True)
class Skipped:
    """What was left out: how many lines, and the messages of the first ``LISTED`` of them."""

    count: int = 0
    messages: list[str] = field(default_factory=list)

    def add(self, place: str, fault: str) -> None:
        """Counts one line that is left out and why."""
        self.count += 1
        if len(self.messages) < LISTED:
            self.messages.append(f"{place}: {fault}")


@dataclass(frozen=True, slots=True)
class Line:
    """One JSON object of a file: ``place`` is file and line, ``offset`` the byte where the line begins."""

    place: str
    offset: int
    record: dict[str, Any]


def json_lines(path: Path, skipped: Skipped) -> Iterator[Line]:
    """Yields the JSON objects of ``path`` one at a time; blank lines are no fault.

    Raises:
        InputError: the file cannot be opened.
    """
    offset = 0
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                if raw.strip():
                    yield from _checked(f"{path}:{number}", offset, raw, skipped)
                offset += len(raw)
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error


def record_of(raw: bytes) -> dict[str, Any]:
    """The JSON object that stands in one line.

    Raises:
        ValueError: not UTF-8, not JSON or not an object; the message says which.
    """
    try:
        record = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("expected UTF-8 text, found other bytes") from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"expected a JSON object, found {_excerpt(raw)}, which is not JSON (cut off?)") from error
    if not isinstance(record, dict):
        raise ValueError(f"expected a JSON object, found {_excerpt(raw)}")  # noqa: TRY004 - one kind for all faults
    return record


def _checked(place: str, offset: int, raw: bytes, skipped: Skipped) -> Iterator[Line]:
    try:
        yield Line(place, offset, record_of(raw))
    except ValueError as fault:
        skipped.add(place, f"{fault}. Cure: mend or delete the line, or annotate again")


def _excerpt(raw: bytes, length: int = 40) -> str:
    text = raw.decode("utf-8", errors="replace").strip()
    return repr(text if len(text) <= length else text[: length - 1] + "…")
