"""The corpora by name. A new labelled set is one module with a ``CORPUS`` and one line here."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from newstance.corpora import articles, sentences
from newstance.corpora.corpus import Corpus
from newstance.errors import ConfigError
from newstance.records import Example

CORPORA: Final[Mapping[str, Corpus]] = {
    module.CORPUS.name: module.CORPUS
    for module in (
        sentences,
        articles,
    )
}


def corpus_named(name: str) -> Corpus:
    """The corpus of that name.

    Raises:
        ConfigError: there is none.
    """
    if name not in CORPORA:
        raise ConfigError(f"unknown corpus {name!r}; expected one of {', '.join(CORPORA)}")
    return CORPORA[name]


def read_split(name: str, split: str, root: Path, public_root: Path) -> list[Example]:
    """Reads one split; ``name`` may carry its own: ``dse`` asks for ``split``, ``dse/clean`` for ``clean``.

    Raises:
        ConfigError: no such corpus or split.
        InputError: the files are missing or broken.
    """
    corpus_name, _, own = name.partition("/")
    corpus = corpus_named(corpus_name)
    wanted = own or split
    if wanted not in corpus.splits:
        raise ConfigError(f"corpus {corpus_name!r} has no split {wanted!r}; expected one of {', '.join(corpus.splits)}")
    return list(corpus.splits[wanted](public_root if corpus.public else root))
