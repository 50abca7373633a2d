"""The table of seats, buildings and other names that stand for an actor (*Kremlin* for Russia), and the user's own.

Peoples are kept apart from names: *the Finns* are Finland as a side, *the Finn* is a person, *Finnish* says whose.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path

from newstance.attribution.names import folded
from newstance.errors import InputError
from newstance.reading.csvfiles import delimiter_of
from newstance.reading.decoding import decode, tidy

_KINDS = {"European Union": ("bloc",)}


@dataclass(frozen=True, slots=True)
class ActorTable:
    """Which actor a name stands for, whatever the article says. Case, accents and full stops do not count.

    ``kinds`` are the nouns that news calls an actor by (*the bloc*); ``people``, ``citizens`` and ``adjectives`` tell
    the country of *Finns*, *Finn* and *Finnish*.
    """

    actors: Mapping[str, str]
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    citizens: Mapping[str, str] = field(default_factory=dict)
    adjectives: Mapping[str, str] = field(default_factory=dict)

    def lookup(self, name: str) -> str | None:
        """The actor that ``name`` stands for; None where the table does not have it."""
        return self.actors.get(folded(name))

    def country(self, word: str) -> str | None:
        """The country that a word before a noun names (*Finnish*, *Finland*, *Helsinki*); None where it names none."""
        return self.adjectives.get(folded(word)) or self.lookup(word)

    @classmethod
    @cache
    def builtin(cls) -> "ActorTable":
        """The table that newstance brings: ``countries.csv`` and ``offices.csv`` beside this file."""
        here = files("newstance.attribution")
        countries = [*csv.DictReader(StringIO(here.joinpath("countries.csv").read_text("utf-8")))]
        offices = _rows(here.joinpath("offices.csv").read_text("utf-8"), "offices.csv")
        actors = {folded(row["actor"]): row["actor"] for row in countries} | _column(countries, "names")
        peoples = {column: _column(countries, column) for column in ("people", "citizens", "adjectives")}
        return cls(actors | {folded(name): actor for name, actor in offices}, _KINDS, **peoples)

    @classmethod
    def load(cls, path: Path) -> "ActorTable":
        """The built-in table with the user's rows over it: CSV with a header and the columns ``name`` and ``actor``.

        Commas, semicolons or tabs part them, in any encoding that articles may have. A row whose actor is the name
        itself (``Brussels,Brussels``) takes a name of the built-in table back.

        Raises:
            InputError: the file cannot be read, lacks a column, a row lacks a name or an actor, or two contradict.
        """
        try:
            text = tidy(decode(path.read_bytes(), str(path)).text)
        except OSError as error:
            raise InputError(str(path), f"cannot be read ({error.strerror}); expected CSV: name,actor") from error
        own = {folded(name): actor for name, actor in _rows(text, str(path))}
        return replace(cls.builtin(), actors={**cls.builtin().actors, **own})


def _rows(text: str, place: str) -> Iterator[tuple[str, str]]:
    reader = csv.DictReader(StringIO(text), delimiter=delimiter_of(text.partition("\n")[0]))
    header = reader.fieldnames or ()
    if not {"name", "actor"} <= set(header):
        found = ", ".join(header) or "nothing"
        raise InputError(
            f"{place}:1", f"expected the columns name and actor, found {found}; start the file with name,actor"
        )
    first: dict[str, tuple[int, str]] = {}
    for row in reader:
        name, actor = (row["name"] or "").strip(), (row["actor"] or "").strip()
        if not name or not actor:
            raise InputError(
                f"{place}:{reader.line_num}", "expected a name and an actor, one is empty; fill it or drop the row"
            )
        line, earlier = first.setdefault(folded(name), (reader.line_num, actor))
        if earlier != actor:
            fault = f"{name} is {actor} here and {earlier} in line {line}; drop one of the rows"
            raise InputError(f"{place}:{reader.line_num}", fault)
        yield name, actor


def _column(countries: Sequence[Mapping[str, str]], column: str) -> dict[str, str]:
    """The country of each name in a column."""
    return {folded(name): row["actor"] for row in countries for name in row[column].split("; ") if name}
