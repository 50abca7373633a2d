"""How far a score, or the difference between two models, may be chance.

Sentences of one article resemble each other, so whole groups (articles or sources) are drawn, never single sentences
(cluster bootstrap; Field & Welsh 2007). With fewer than about ten groups the intervals are too narrow.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from newstance.evaluation.answers import Answers
from newstance.evaluation.tallies import Tally, group_numbers, tally, tally_answers
from newstance.labels import LabelSet
from newstance.predictions import FloatArray, Prediction
from newstance.records import Example

FEWEST_GROUPS = 2
_CELLS_AT_ONCE = 2_000_000  # resamples × groups held in memory at a time: 16 MB


@dataclass(frozen=True, slots=True)
class Resampling:
    """How to resample: the same seed gives the same figures. ``level`` is the share that an interval covers."""

    seed: int
    resamples: int = 1000
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A score with its percentile bootstrap interval over ``groups`` groups."""

    value: float
    low: float
    high: float
    groups: int


@dataclass(frozen=True, slots=True)
class PairedTest:
    """The second model's score minus the first's, its bootstrap interval and two-sided permutation p-value."""

    first: float
    second: float
    difference: float
    interval: tuple[float, float]
    p_value: float
    groups: int


def bootstrap_intervals(
    examples: Sequence[Example],
    predictions: Sequence[Prediction],
    labels: LabelSet,
    resampling: Resampling,
) -> dict[str, Interval]:
    """Percentile intervals of the main metrics, named as in ``Scores.flat``; empty with fewer than two groups.

    Raises:
        InputError: a gold label that the model does not know, naming file and line.
        ValueError: examples and predictions do not belong together.
    """
    return _intervals(tally(examples, predictions, labels), resampling)


def answer_intervals(
    name: str, answers: Answers, examples: Sequence[Example], resampling: Resampling
) -> dict[str, Interval]:
    """Percentile intervals of ``NAME_macro_f1`` and ``NAME_accuracy`` of answers in a corpus's own labels."""
    return _intervals([tally_answers(name, answers, group_numbers(examples))], resampling)


def _intervals(tallies: Sequence[Tally], resampling: Resampling) -> dict[str, Interval]:
    groups = _count_groups(tallies)
    if groups < FEWEST_GROUPS:
        return {}
    values = _figures(tallies, [t.counts.sum(axis=0) for t in tallies])
    drawn = _figures(tallies, _sums([t.counts for t in tallies], _draws(groups, resampling)))
    return {
        name: Interval(float(values[name]), *_percentiles(scores, resampling.level), groups=groups)
        for name, scores in drawn.items()
    }


def paired_tests(
    examples: Sequence[Example],
    first: Sequence[Prediction],
    second: Sequence[Prediction],
    labels: LabelSet,
    resampling: Resampling,
) -> dict[str, PairedTest]:
    """Compare two models on the same examples, for every main metric that both have.

    The p-value is that of approximate randomisation (Noreen 1989; Yeh 2000): in each resample a coin decides for
    every group whether the models swap their predictions. Empty with fewer than two groups. Raises as
    ``bootstrap_intervals``.
    """
    ones, twos = _common(tally(examples, first, labels), tally(examples, second, labels))
    groups = _count_groups(ones)
    if groups < FEWEST_GROUPS:
        return {}
    before, after = (_figures(t, [each.counts.sum(axis=0) for each in t]) for t in (ones, twos))
    drawn_before, drawn_after = (
        _figures(t, _sums([each.counts for each in t], _draws(groups, resampling))) for t in (ones, twos)
    )
    chance = _chance_differences(ones, twos, _coins(groups, resampling))
    return {
        name: PairedTest(
            first=float(before[name]),
            second=float(after[name]),
            difference=float(after[name] - before[name]),
            interval=_percentiles(drawn_after[name] - drawn_before[name], resampling.level),
            p_value=_p_value(float(after[name] - before[name]), chance[name]),
            groups=groups,
        )
        for name in chance
    }


def _common(first: list[Tally], second: list[Tally]) -> tuple[list[Tally], list[Tally]]:
    """The tallies of the layers that both models answer, side by side."""
    by_layer = {tuple(found.figures): found for found in second}
    shared = [(found, by_layer[tuple(found.figures)]) for found in first if tuple(found.figures) in by_layer]
    return [one for one, _ in shared], [two for _, two in shared]


def _count_groups(tallies: Sequence[Tally]) -> int:
    return len(tallies[0].counts) if tallies else 0


def _draws(groups: int, resampling: Resampling) -> Iterator[FloatArray]:
    """How often each group is drawn ``[block, groups]``, for samples of ``groups`` with replacement."""
    rng = np.random.default_rng([resampling.seed, 0])
    chances = np.full(groups, 1 / groups)
    for size in _block_sizes(resampling.resamples, groups):
        yield rng.multinomial(groups, chances, size=size).astype(float)


def _coins(groups: int, resampling: Resampling) -> Iterator[FloatArray]:
    """1 where a group's predictions are swapped, else 0: ``[block, groups]``."""
    rng = np.random.default_rng([resampling.seed, 1])
    for size in _block_sizes(resampling.resamples, groups):
        yield rng.integers(0, 2, size=(size, groups)).astype(float)


def _block_sizes(resamples: int, groups: int) -> Iterator[int]:
    block = max(1, _CELLS_AT_ONCE // groups)
    for start in range(0, resamples, block):
        yield min(block, resamples - start)


def _sums(counts: Sequence[FloatArray], weights: Iterator[FloatArray]) -> list[FloatArray]:
    """Weighted sums ``[resamples, k]`` of each ``[groups, k]``."""
    stacked = np.hstack(counts)
    sums = np.vstack([block @ stacked for block in weights])
    return np.split(sums, np.cumsum([each.shape[1] for each in counts])[:-1], axis=1)


def _figures(tallies: Sequence[Tally], sums: Sequence[FloatArray]) -> dict[str, FloatArray]:
    """Every metric of every sum."""
    return {name: figure(s) for t, s in zip(tallies, sums, strict=True) for name, figure in t.figures.items()}


def _chance_differences(
    first: Sequence[Tally], second: Sequence[Tally], coins: Iterator[FloatArray]
) -> dict[str, FloatArray]:
    """Differences ``[resamples]`` of every metric between two models that have swapped predictions at random."""
    moved = _sums([two.counts - one.counts for one, two in zip(first, second, strict=True)], coins)
    before = _figures(first, [t.counts.sum(axis=0) + m for t, m in zip(first, moved, strict=True)])
    after = _figures(second, [t.counts.sum(axis=0) - m for t, m in zip(second, moved, strict=True)])
    return {name: after[name] - before[name] for name in before}


def _p_value(difference: float, chance: FloatArray) -> float:
    """The share of chance differences at least as large as the observed one, which counts as one of them."""
    as_large = np.abs(chance) >= abs(difference) - 1e-12
    return float((1 + as_large.sum()) / (1 + len(chance)))


def _percentiles(scores: FloatArray, level: float) -> tuple[float, float]:
    tail = (1 - level) / 2
    low, high = np.quantile(scores, [tail, 1 - tail])
    return float(low), float(high)
