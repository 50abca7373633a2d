"""Looks at where results are to go before they are computed: no command writes over what it or another run needs."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from newstance.errors import InputError
from newstance.reading import SkipLog
from newstance.reading.sources import find_sources
from newstance.writing import CONVERTED

if sys.platform != "win32":
    import fcntl

FORMATS: Final = ("jsonl", *CONVERTED)
"""What annotations are written as; a file of them has one of these endings."""


def stands_for_folder(out: str | Path) -> bool:
    """Whether annotations go into a folder ``out``, not a file: it is surely one, or has no ending of a format."""
    return is_surely_folder(out) or not ending_format(out)


def is_surely_folder(out: str | Path) -> bool:
    """Whether ``out`` is a folder already, or named with a slash behind it."""
    return str(out).endswith(("/", os.sep)) or Path(out).is_dir()


def ending_format(out: str | Path) -> str | None:
    """The format that a name ends in, whatever its case; None for any other ending."""
    ending = Path(out).suffix.lower().removeprefix(".")
    return ending if ending in FORMATS else None


def demand_folder(out: Path) -> None:
    """Does nothing where ``out`` can be made.

    Raises:
        InputError: its folder does not exist.
    """
    if not out.parent.is_dir():
        raise InputError(
            str(out), f"there is no folder {str(out.parent)!r} to write it to. Cure: make the folder first"
        )


def refuse_overwriting(inputs: Iterable[str], results: Iterable[Path]) -> None:
    """Raises InputError where one of the files to be written is an input, or lies in a folder that is one."""
    written = {_identity(path): path for path in results if path.exists()}
    if not written:
        return  # spares the look into large folders
    for path in _input_files(inputs):
        if path.exists() and (result := written.get(_identity(path))):
            raise InputError(
                str(result), "is an input, and the result would overwrite it. Cure: give another place with -o"
            )


@contextmanager
def sole_writer(result: Path) -> Iterator[None]:
    """Keeps other runs from writing ``result``, by a lock on a file beside it that goes when this run ends.

    A lock ends with its process, whatever that dies of. Windows has no such locks: there nobody is kept away.

    Raises:
        InputError: another run is writing it.
    """
    if sys.platform == "win32":
        yield
        return
    lock = result.with_name(f"{result.name}.lock")
    with lock.open("ab") as stream:
        if not _locked(stream, lock):
            cure = "Cure: wait until it has ended, or give another place with -o"
            raise InputError(str(result), f"another run is writing here. {cure}")
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)


def _locked(stream: BinaryIO, lock: Path) -> bool:
    """Whether ``stream`` now holds the lock: no other run does, and none has just ended and taken the file away."""
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(lock.stat(), os.fstat(stream.fileno()))
    except (BlockingIOError, FileNotFoundError):
        return False
    except OSError:
        return True  # a file system without locks: better unguarded than not at all


def _input_files(inputs: Iterable[str]) -> Iterator[Path]:
    for name in inputs:
        if name != "-":
            yield Path(name)  # whatever it is: what cannot be read is not to be lost either
            yield from (Path(source.place) for source in find_sources([name], SkipLog()))


def _identity(path: Path) -> tuple[int, int]:
    """What two names of one file have in common, links included."""
    state = path.stat()
    return state.st_dev, state.st_ino
