"""What every corpus tells of itself. A corpus is one short module that ends with a ``Corpus``; see ``registry``."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from newstance.records import Example

Reader = Callable[[Path], Iterator[Example]]
"""Reads the examples of one split from the folder that holds the corpora."""


@dataclass(frozen=True)
class Corpus:
    """A labelled set: its splits by name (each a reader of ``root``), its licence and where it comes from.

    ``public`` corpora lie in the folder of fetched sets, others in the project's own ``data``. ``trains`` is false
    for sets that are kept out of every training.
    """

    name: str
    splits: Mapping[str, Reader]
    licence: str
    citation: str
    layers: tuple[str, ...]
    public: bool = False
    trains: bool = True
