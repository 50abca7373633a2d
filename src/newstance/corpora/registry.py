"""The corpora by name. A new labelled set is one module with a ``CORPUS`` and one line here."""

from collections.abc import Mapping
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


def corpus_named(name: str) -> Corpus:
    """The corpus of that name.

    Raises:
        ConfigError: there is none.
    """
    if name not in CORPORA:
        raise ConfigError(f"unknown corpus {name!r}; expected one of {', '.join(CORPORA)}")
    return CORPORA[name]


def read_split(name: str, split: str, root: Path, public_root: Path, table: Table | None = None) -> list[Example]:
    """Reads one split; ``name`` may carry its own: ``dse`` asks for ``split``, ``dse/clean`` for ``clean``.

    Raises:
        ConfigError: no such corpus or split.
        InputError: the files are missing or broken.
    """
    places = Places(root, public_root, table)
    corpus_name, _, own = name.partition("/")
    corpus = corpus_named(corpus_name)
    wanted = own or split
    if wanted not in corpus.splits:
        raise ConfigError(f"corpus {corpus_name!r} has no split {wanted!r}; expected one of {', '.join(corpus.splits)}")
    _demand_files(corpus, places)
    return list(corpus.splits[wanted](places))


def _demand_files(corpus: Corpus, places: Places) -> None:
    for path in corpus.needs(places):
        if not path.is_file():
            cure = corpus.cure.replace("PUBLIC_ROOT", str(places.public))
            if corpus.remote and places.public in path.parents:
                folder = corpus.remote[0].path.partition("/")[0]
                cure = f"newstance data fetch {folder}, or data.public_root=FOLDER where FOLDER/{folder} lies"
            raise InputError(str(path), f"corpus {corpus.name!r} needs this file" + (f". Cure: {cure}" if cure else ""))
