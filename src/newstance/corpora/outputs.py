"""Looks at where a result is to go before it is computed, not after."""

from pathlib import Path

from newstance.errors import InputError


def demand_folder(out: Path) -> None:
    """Does nothing where ``out`` can be made.

    Raises:
        InputError: its folder does not exist.
    """
    if not out.parent.is_dir():
        raise InputError(
            str(out), f"there is no folder {str(out.parent)!r} to write it to. Cure: make the folder first"
        )
