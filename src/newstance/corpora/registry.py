"""The corpora by name. A new labelled set is one module with a ``CORPUS`` and one line here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from newstance.corpora.corpus import Corpus, Places, Table
from newstance.corpora.sets import (
    articles,
    constructions,
    dispatches,
    dse,
    dse_standoff,
    news_standoff,
    newsmtsc,
    newsmtsc_standoff,
    plover,
    plv,
    realdev,
    seesaw,
    sentences,
    table,
    wikinews,
)
from newstance.errors import ConfigError, InputError
from newstance.records import Example

CORPORA: Final[Mapping[str, Corpus]] = {
    corpus.name: corpus
    for corpus in (
        sentences.CORPUS,
        articles.CORPUS,
        constructions.CORPUS,
        dispatches.CORPUS,
        newsmtsc_standoff.CORPUS,
        dse_standoff.CORPUS,
        news_standoff.CORPUS,
        newsmtsc.CORPUS,
        dse.CORPUS,
        plover.CORPUS,
        plv.CORPUS,
        seesaw.CORPUS,
        table.CORPUS,
        realdev.CORPUS,
        wikinews.CORPUS,
    )
}

OURS: Final = (
    "sentences",
    "articles",
    "constructions",
    "dispatches",
    "dse-standoff",
    "newsmtsc-standoff",
    "news-standoff",
)
"""The corpora whose labels are newstance's own: they have every layer."""


BY_NAME: Final = tuple(name for name in CORPORA if name != "table")
"""What a command can be asked for by name; the user's table it takes as a file."""


@dataclass(frozen=True)
class Wording:
    """How a user names the folders of our own data and of the fetched sets, and a table."""

    root: str
    public_root: str
    table: str


IN_A_CONFIGURATION: Final = Wording("data.root=FOLDER", "data.public_root=FOLDER", "data=table data.table.path=my.csv")
ON_THE_COMMAND_LINE: Final = Wording(
    "--root FOLDER", "--public-root FOLDER", "name the file itself, such as my.csv, instead of 'table'"
)


def corpus_named(name: str, offered: Iterable[str] = CORPORA) -> Corpus:
    """The corpus of that name.

    Raises:
        ConfigError: there is none; the message names those that are ``offered``.
    """
    if name not in CORPORA:
        raise ConfigError(f"unknown corpus {name!r}; expected one of {', '.join(offered)}")
    return CORPORA[name]


def read_split(name: str, split: str, root: Path, public_root: Path, table: Table | None = None) -> list[Example]:
    """Reads one split; ``name`` may carry its own: ``dse`` asks for ``split``, ``dse/clean`` for ``clean``.

    Raises:
        ConfigError: no such corpus or split.
        InputError: the files are missing or broken.
    """
    return read_split_from(Places(root, public_root, table), name, split, IN_A_CONFIGURATION)


def read_split_from(places: Places, name: str, split: str, wording: Wording = ON_THE_COMMAND_LINE) -> list[Example]:
    """As ``read_split``, for those who name the places with options: errors speak of these."""
    corpus_name, _, own = name.partition("/")
    corpus = corpus_named(corpus_name)
    wanted = own or split
    if wanted not in corpus.splits:
        raise ConfigError(f"corpus {corpus_name!r} has no split {wanted!r}; expected one of {', '.join(corpus.splits)}")
    _demand_files(corpus, places, wording)
    return list(corpus.splits[wanted](places))


def _demand_files(corpus: Corpus, places: Places, wording: Wording) -> None:
    for path in corpus.needs(places):
        if not path.is_file():
            cure = _cure(corpus, path, places, wording)
            raise InputError(str(path), f"corpus {corpus.name!r} needs this file. Cure: {cure}")


def _cure(corpus: Corpus, lacking: Path, places: Places, wording: Wording) -> str:
    if corpus.remote and places.public in lacking.parents:
        folder = lacking.relative_to(places.public).parts[0]
        return f"newstance data fetch {folder}, or {wording.public_root} where FOLDER/{folder} lies"
    if corpus.name in OURS:
        return f"run this in newstance's clone, or {wording.root} where FOLDER/{lacking.relative_to(places.own)} lies"
    if corpus.name == "table":
        return wording.table
    return corpus.cure.replace("PUBLIC_ROOT", str(places.public))
