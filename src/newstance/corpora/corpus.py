"""What every corpus tells of itself. A corpus is one short module that ends with a ``CORPUS``; see ``registry``."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from newstance.records import Example


@dataclass
class Table:
    """A user's own labelled table: the config group ``data.table`` (see ``sets/table.py`` for what a row means).

    ``text`` to ``group`` are column names; a column that the table lacks is left ``None``. ``labels`` translates the
    table's stances into ours (``{pro: supportive}``). ``complete`` says that the rows of a text list all its opinions,
    so that they also train the speaker and target tags.
    """

    path: str = ""
    text: str = "text"
    stance: str = "stance"
    speaker: str | None = None
    target: str | None = None
    claim: str | None = None
    id: str | None = None
    group: str | None = None
    labels: dict[str, str] = field(default_factory=dict)
    complete: bool = False


@dataclass(frozen=True)
class Places:
    """Where corpora lie: our own data, the fetched sets, and the user's table, if there is one."""

    own: Path
    public: Path
    table: Table | None = None


IN_THE_CLONE = Places(Path("data"), Path("data/raw"))
"""Where the corpora lie if nothing else is said: below the working folder."""


@dataclass(frozen=True)
class RemoteFile:
    """A file of a public set at a pinned commit. ``path`` is where it goes below the folder of fetched sets."""

    path: str
    url: str
    sha256: str


Reader = Callable[[Places], Iterator[Example]]
"""Reads the examples of one split."""

FULL = ("stance", "claim", "speakers", "targets", "pairs")
"""The layers of a set in which every sentence is labelled in full."""


@dataclass(frozen=True)
class Corpus:
    """A labelled set: a reader for each split, its layers, its licence and where it comes from.

    ``needs`` names the files that must be there. ``trains`` is false for sets that are kept out of every training.
    ``remote`` lists what ``newstance data fetch`` downloads; ``cure`` says how to get the files where it cannot.
    ``left_out`` counts the rows that say nothing in our labels, by reason.
    """

    name: str
    splits: Mapping[str, Reader]
    needs: Callable[[Places], list[Path]]
    layers: tuple[str, ...]
    licence: str
    citation: str
    trains: bool = True
    remote: tuple[RemoteFile, ...] = ()
    cure: str = ""
    left_out: Callable[[Places], Counter[str]] | None = None

    def present(self, places: Places) -> bool:
        """Whether all its files are there."""
        return all(path.is_file() for path in self.needs(places))
