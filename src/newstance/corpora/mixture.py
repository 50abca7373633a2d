"""Which corpora train, validate and test, how much of each, and how often a row comes up in an epoch."""

import hashlib
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from newstance.corpora.corpus import Places, RemoteFile, Table
from newstance.corpora.duplicates import resembling
from newstance.corpora.nameswap import swap_names
from newstance.corpora.registry import CORPORA, corpus_named, read_split
from newstance.errors import ConfigError
from newstance.records import Example


@dataclass
class DataConfig:
    """The config group ``data``.

    ``sources`` maps a corpus to its share of an epoch: 1.0 is every row once, 0.25 a fresh quarter each epoch, 2.5 two
    copies and a half. ``validation`` and ``test`` name corpora, or a split of one (``dse/clean``). ``root`` is the
    folder of our own data, ``public_root`` that of the fetched sets. ``table`` describes a user's own labelled table.
    ``name_swap`` is the part of the training rows that stand with other names (``nameswap.py``); 0 is off.
    """

    sources: dict[str, float] = field(default_factory=dict)
    validation: list[str] = field(default_factory=list)
    test: list[str] = field(default_factory=list)
    root: str = "data"
    public_root: str = "data/raw"
    table: Table = field(default_factory=Table)
    name_swap: float = 0.0


@dataclass(frozen=True)
class Splits:
    """The examples of a training run.

    ``test`` keeps its corpora apart, under the names the config gives them. ``dropped`` counts, by corpus, the training
    rows that were left out because they resemble a row kept for evaluation. ``shares`` says for each corpus in
    ``train`` how often its rows come up in an epoch.
    """

    train: list[Example]
    validation: list[Example]
    test: dict[str, list[Example]]
    dropped: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)


def load_data(  # noqa: PLR0913 - the keys of the config group
    sources: Mapping[str, float],
    validation: Sequence[str],
    test: Sequence[str],
    root: Path,
    public_root: Path,
    table: Table | None = None,
    name_swap: float = 0.0,
    seed: int = 0,
) -> Splits:
    """Reads the corpora of a mixture; ``train`` holds every row once, for ``epoch_indices`` to draw from.

    Training rows that resemble an evaluation row of any corpus at hand are dropped, whether this run evaluates on it
    or not: the bundle will be scored on it one day.

    Raises:
        ConfigError: an unknown corpus or split, a corpus that must not train, no training data at all, or a
            ``name_swap`` outside 0 to 1.
        InputError: a corpus that is missing or broken.
    """
    _demand_trainable(sources)
    if not 0 <= name_swap <= 1:
        raise ConfigError(f"data.name_swap: expected a part between 0 and 1, got {name_swap}")
    read = [read_split(name, "train", root, public_root, table) for name in sources]
    held_out = [example for name in validation for example in read_split(name, "validation", root, public_root, table)]
    tests = {name: read_split(name, "test", root, public_root, table) for name in test}
    kept_for_evaluation = [*held_out, *(example for rows in tests.values() for example in rows)]
    kept_for_evaluation += evaluation_rows(Places(root, public_root, table))
    train, dropped = without_leaks([example for rows in read for example in rows], kept_for_evaluation)
    return Splits(swap_names(train, name_swap, seed), held_out, tests, dropped, dict(sources))


def evaluation_rows(places: Places) -> list[Example]:
    """The rows of every split but train, of all corpora whose files are there."""
    corpora = [corpus for corpus in CORPORA.values() if corpus.present(places)]
    readers = [reader for corpus in corpora for split, reader in corpus.splits.items() if split != "train"]
    return [example for reader in readers for example in reader(places)]


def without_leaks(train: list[Example], held_out: Sequence[Example]) -> tuple[list[Example], dict[str, int]]:
    """``train`` without what ``held_out`` must not have seen, and how many rows were dropped of each corpus.

    That is every row that resembles one of its rows, and every row of an article that it has labelled sentences of.
    Sets that label pairs alone come split by their authors, articles or not: there the text alone counts.
    """
    texts = list(dict.fromkeys(example.text for example in held_out))
    labelled_in: dict[str, set[str]] = defaultdict(set)
    for example in held_out:
        if example.stance is not None and example.group != example.id:
            labelled_in[example.group].add(example.corpus)
    leaks = set(resembling([example.text for example in train], texts))
    for number, example in enumerate(train):
        if any(_label_same_texts(example.corpus, other) for other in labelled_in.get(example.group, ())):
            leaks.add(number)
    kept = [example for number, example in enumerate(train) if number not in leaks]
    return kept, dict(Counter(train[number].corpus for number in leaks))


def _label_same_texts(first: str, second: str) -> bool:
    """Whether a group is the same article in both corpora: they are one, or made of files that both need."""
    return first == second or not _texts_of(first).isdisjoint(_texts_of(second))


def _texts_of(corpus: str) -> set[RemoteFile]:
    return set(CORPORA[corpus].remote) if corpus in CORPORA else set()


def epoch_indices(corpora: Sequence[str], shares: Mapping[str, float], seed: int, epoch: int) -> list[int]:
    """The rows of one epoch, shuffled: positions in ``corpora``, which holds the corpus of every training row.

    A share below one draws that part without replacement, anew in each epoch; above one, whole copies and a part.
    The same seed and epoch give the same rows in the same order on every machine.
    """
    rows: dict[str, list[int]] = defaultdict(list)
    for index, corpus in enumerate(corpora):
        rows[corpus].append(index)
    draw = random.Random(f"newstance {seed} {epoch}")  # noqa: S311 - sampling, not secrets
    drawn: list[int] = []
    for corpus, indices in rows.items():
        copies, part = divmod(shares[corpus], 1.0)
        drawn += indices * int(copies)
        drawn += draw.sample(indices, round(part * len(indices)))
    draw.shuffle(drawn)
    return drawn


def fingerprint(examples: Iterable[Example]) -> str:
    """The sha256 of what the examples say, whatever their order and wherever their files lie."""
    rows = sorted(_canonical(example) for example in examples)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _canonical(example: Example) -> str:
    content = asdict(example)
    del content["place"]
    return json.dumps(content, ensure_ascii=True, sort_keys=True)


def _demand_trainable(sources: Mapping[str, float]) -> None:
    if not sources:
        raise ConfigError("data.sources is empty; expected at least one corpus and its share, e.g. {sentences: 1.0}")
    for name, share in sources.items():
        if not (math.isfinite(share) and share > 0):
            raise ConfigError(f"data.sources.{name}: expected a share above 0, got {share}")
        if not corpus_named(name).trains:
            raise ConfigError(f"data.sources: {name!r} is for evaluation only and must not train")
