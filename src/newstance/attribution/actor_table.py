"""The table of seats, buildings and other names that stand for an actor (*Kremlin* for Russia), and the user's own."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path

from newstance.attribution.names import folded
from newstance.errors import InputError

_KINDS = {"European Union": ("bloc",)}


@dataclass(frozen=True, slots=True)
class ActorTable:
    """Which actor a name stands for, whatever the article says. Case, accents and full stops do not count.

    ``kinds`` are the nouns that news calls an actor by (*the bloc*).
    """

    actors: Mapping[str, str]
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def lookup(self, name: str) -> str | None:
        """The actor that ``name`` stands for; None where the table does not have it."""
        return self.actors.get(folded(name))

    @classmethod
    @cache
    def builtin(cls) -> "ActorTable":
        """The table that newstance brings: ``countries.csv`` and ``offices.csv`` beside this file."""
        here = files("newstance.attribution")
        rows = [*_countries(here.joinpath("countries.csv").read_text("utf-8"))]
        rows += _rows(here.joinpath("offices.csv").read_text("utf-8"), "offices.csv")
        return cls({folded(name): actor for name, actor in rows}, _KINDS)

    @classmethod
    def load(cls, path: Path) -> "ActorTable":
        """The built-in table with the user's rows over it: CSV with a header and the columns ``name`` and ``actor``.

        A row whose actor is the name itself (``Brussels,Brussels``) takes a name of the built-in table back.

        Raises:
            InputError: the file cannot be read, lacks a column, or a row lacks a name or an actor.
        """
        try:
            text = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(str(path), f"cannot be read as UTF-8 text ({error}); expected CSV: name,actor") from error
        own = {folded(name): actor for name, actor in _rows(text, str(path))}
        return cls({**cls.builtin().actors, **own}, _KINDS)


def _rows(text: str, place: str) -> Iterator[tuple[str, str]]:
    reader = csv.DictReader(StringIO(text))
    header = reader.fieldnames or ()
    if not {"name", "actor"} <= set(header):
        found = ", ".join(header) or "nothing"
        raise InputError(
            f"{place}:1", f"expected the columns name and actor, found {found}; start the file with name,actor"
        )
    for row in reader:
        name, actor = (row["name"] or "").strip(), (row["actor"] or "").strip()
        if not name or not actor:
            raise InputError(
                f"{place}:{reader.line_num}", "expected a name and an actor, one is empty; fill it or drop the row"
            )
        yield name, actor


def _countries(text: str) -> Iterator[tuple[str, str]]:
    for row in csv.DictReader(StringIO(text)):
        yield row["actor"], row["actor"]
        yield from ((name, row["actor"]) for name in row["names"].split("; ") if name)
