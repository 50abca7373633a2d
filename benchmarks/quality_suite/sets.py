"""Which sets the suite scores, which question each asks, and what its baselines may learn from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from newstance.corpora.registry import OURS, read_split
from newstance.errors import InputError
from newstance.evaluation.choices import Choice
from newstance.records import Example

LEARNED: Final = tuple(name for name in OURS if name != "dispatches")
"""What the sentence-level baselines learn from: those of our labels that the shipped bundle has learned from."""

OUR_PAIRS: Final = (*LEARNED, "plover")
"""What the baselines learn pairs from for a set that must not train or has no training split here."""

THREE_WAY: Final = Choice(("supportive", "critical", "neutral"), {"conciliatory": "neutral"})
RELATIONS: Final = Choice(("supportive", "critical", "conciliatory"))
POLARITY: Final = Choice(("supportive", "critical"))


@dataclass(frozen=True, slots=True)
class BenchmarkSet:
    """One row group of the tables.

    ``asks`` says how it is scored: every layer of whole sentences, DSE's five directed classes, or a ``choice`` for
    every pair. ``fitted_on`` is the split on which a directed set's neutral weight is fitted.
    """

    name: str
    corpora: tuple[str, ...]
    title: str
    asks: Literal["sentences", "directed", "choice"]
    trained_on: tuple[str, ...]
    choice: Choice = field(default=THREE_WAY)
    fitted_on: str | None = None

    @property
    def headline(self) -> str:
        """The metric that stands first in the table."""
        return "stance_macro_f1" if self.asks == "sentences" else "pair_macro_f1"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one set: those that are scored, and those on which a weight may be fitted."""

    test: list[Example]
    validation: list[Example]


SETS: Final = (
    BenchmarkSet("sentences", ("sentences/test",), "our test sentences (synthetic)", "sentences", LEARNED),
    BenchmarkSet("articles", ("articles/test",), "held-out articles (synthetic)", "sentences", LEARNED),
    BenchmarkSet("dse-standoff", ("dse-standoff/test",), "real sentences of DSE", "sentences", LEARNED),
    BenchmarkSet("newsmtsc-standoff", ("newsmtsc-standoff/test",), "real sentences of NewsMTSC", "sentences", LEARNED),
    BenchmarkSet(
        "real", ("dse-standoff/test", "newsmtsc-standoff/test"), "real sentences of both", "sentences", LEARNED
    ),
    BenchmarkSet("real-dev", ("realdev/test",), "real-dev (109 real sentences)", "sentences", LEARNED),
    BenchmarkSet("dse", ("dse/test",), "DSE test, published", "directed", ("dse",), fitted_on="dse/validation"),
    BenchmarkSet("dse-clean", ("dse/clean",), "DSE test, clean", "directed", ("dse",), fitted_on="dse/validation"),
    BenchmarkSet("newsmtsc-rw", ("newsmtsc/test",), "NewsMTSC rw", "choice", ("newsmtsc",)),
    BenchmarkSet("newsmtsc-mt", ("newsmtsc/mt",), "NewsMTSC mt", "choice", ("newsmtsc",)),
    BenchmarkSet("plv", ("plv/test",), "PLV, our three stances", "choice", OUR_PAIRS, RELATIONS),
    BenchmarkSet("seesaw", ("seesaw/test",), "SEESAW polarity", "choice", OUR_PAIRS, POLARITY),
)  # fmt: skip


def read_rows(wanted: BenchmarkSet, own: Path, public: Path) -> Rows:
    """Reads one set.

    Raises:
        InputError: a file is missing; the message says how to get it.
    """
    test = [example for corpus in wanted.corpora for example in read_split(corpus, "test", own, public)]
    validation = read_split(wanted.fitted_on, "validation", own, public) if wanted.fitted_on else []
    return Rows(test, validation)


def read_training(corpora: Sequence[str], own: Path, public: Path) -> Iterator[Example]:
    """The training rows of those corpora that are there."""
    for corpus in corpora:
        try:
            yield from read_split(corpus, "train", own, public)
        except InputError:
            continue
