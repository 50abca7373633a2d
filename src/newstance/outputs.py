"""Looks at where results are to go before they are computed: no command writes over what it reads."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from newstance.errors import InputError
from newstance.reading import SkipLog
from newstance.reading.sources import find_sources


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


def _input_files(inputs: Iterable[str]) -> Iterator[Path]:
    for name in inputs:
        if name != "-":
            yield Path(name)  # whatever it is: what cannot be read is not to be lost either
            yield from (Path(source.place) for source in find_sources([name], SkipLog()))


def _identity(path: Path) -> tuple[int, int]:
    """What two names of one file have in common, links included."""
    state = path.stat()
    return state.st_dev, state.st_ino
