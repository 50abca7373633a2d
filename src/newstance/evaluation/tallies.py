"""Counts of every main metric, group by group, from which any resample of the groups can be scored at once.

All main metrics are functions of summed counts (a confusion matrix, or matched, predicted and gold items), so a
bootstrap or permutation of groups is one matrix product instead of a thousand passes over the predictions.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from newstance.evaluation.answers import Answers, check_aligned, claim_answers, pair_answers, stance_answers
from newstance.evaluation.metrics import accuracy, macro_f1
from newstance.evaluation.spans import MatchCounts, match_exact, match_overlapping, match_triples
from newstance.labels import LabelSet
from newstance.predictions import FloatArray, IntArray, Prediction
from newstance.records import Example

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Counts ``[groups, k]`` of one layer, and the figures that sums of them ``[..., k]`` give, by metric name."""

    counts: FloatArray
    figures: dict[str, Callable[[FloatArray], FloatArray]]


def tally(examples: Sequence[Example], predictions: Sequence[Prediction], labels: LabelSet) -> list[Tally]:
    """One tally for each layer that has something to score, over the same groups in the same order.

    Raises:
        InputError: a gold label that the model does not know, naming file and line.
        ValueError: examples and predictions do not belong together.
    """
    check_aligned(examples, predictions)
    groups = group_numbers(examples)
    layers = {
        "stance": stance_answers(examples, predictions, labels),
        "claim": claim_answers(examples, predictions, labels),
        "pair": pair_answers(examples, predictions, labels),
    }
    tallies = [tally_answers(name, answers, groups) for name, answers in layers.items() if answers is not None]
    return tallies + _tally_spans(examples, predictions, groups)


def group_numbers(examples: Sequence[Example]) -> IntArray:
    """The number of each example's group ``[examples]``; groups are numbered in order of first appearance."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(example.group, len(numbers)) for example in examples], dtype=np.int64)


def tally_answers(name: str, answers: Answers, groups: IntArray) -> Tally:
    """Confusion counts of one layer, with ``NAME_macro_f1`` and ``NAME_accuracy``; ``groups`` [examples]."""
    size = len(answers.labels)
    cells = (groups[answers.example] * size + answers.gold) * size + answers.predicted
    counts = np.bincount(cells, minlength=(groups.max() + 1) * size * size).reshape(-1, size * size)

    def as_matrices(sums: FloatArray) -> FloatArray:
        return sums.reshape(*sums.shape[:-1], size, size)

    return Tally(
        counts=counts.astype(float),
        figures={
            f"{name}_macro_f1": lambda sums: macro_f1(as_matrices(sums)),
            f"{name}_accuracy": lambda sums: accuracy(as_matrices(sums)),
        },
    )


def _tally_spans(examples: Sequence[Example], predictions: Sequence[Prediction], groups: IntArray) -> list[Tally]:
    speakers = [e.speakers for e in examples], [p.speakers for p in predictions]
    targets = [e.targets for e in examples], [p.targets for p in predictions]
    opinions = [e.opinions for e in examples], [p.opinions for p in predictions]
    tallies = [
        _tally_matches("speaker_exact_f1", *speakers, match_exact, groups),
        _tally_matches("speaker_overlap_f1", *speakers, match_overlapping, groups),
        _tally_matches("target_exact_f1", *targets, match_exact, groups),
        _tally_matches("target_overlap_f1", *targets, match_overlapping, groups),
        _tally_matches("triple_f1", *opinions, match_triples, groups),
    ]
    return [found for found in tallies if found.counts.any()]


def _tally_matches(
    name: str,
    gold: Sequence[tuple[Item, ...] | None],
    predicted: Sequence[tuple[Item, ...] | None],
    match: Callable[[Iterable[Item], Iterable[Item]], MatchCounts],
    groups: IntArray,
) -> Tally:
    counts = np.zeros((int(groups.max(initial=-1)) + 1, 3))
    for group, wanted, found in zip(groups, gold, predicted, strict=True):
        if wanted is not None and found is not None:
            matches = match(wanted, found)
            counts[group] += (matches.matched, matches.predicted, matches.gold)
    return Tally(counts, {name: _match_f1})


def _match_f1(sums: FloatArray) -> FloatArray:
    """F1 of summed (matched, predicted, gold) counts: ``[..., 3]`` → ``[...]``."""
    return np.asarray(2 * sums[..., 0] / np.maximum(sums[..., 1] + sums[..., 2], 1))
