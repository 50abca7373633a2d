"""Lines of a text file with their place, for the raw formats that are not JSON Lines."""

from collections.abc import Iterator
from pathlib import Path

from newstance.errors import InputError


def read_lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yields ``(place, line)`` for every line that is not blank, without its line end.

    Raises:
        InputError: the file is missing or not UTF-8.
    """
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            yield f"{path}:{number}", line.rstrip("\r")


def read_text(path: Path) -> str:
    """The whole file, decoded; a byte order mark is dropped.

    Raises:
        InputError: the file is missing or not UTF-8.
    """
    if not path.is_file():
        raise InputError(str(path), "no such file")
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}", "not UTF-8. Cure: save the file as UTF-8") from None
