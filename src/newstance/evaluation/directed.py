"""Two directed questions about one pair of parties, read as one of five directed classes (DSE; Park et al. 2021).

DSE asks of two parties at once: neutral, or the first or the second is positive or negative toward the other. A pair
head answers each direction alone. DSE knows at most one direction with a stance in a row, so the five classes are the
joint outcomes of both directions in which the other one is neutral, renormalised. It knows no conciliatory label; that
mass counts as neutral, where such rows lie (on DSE's validation rows that is better than as supportive, or dropped).
"""

from collections.abc import Sequence
from math import log
from typing import Final

import numpy as np

from newstance.evaluation.answers import Answers, check_aligned
from newstance.evaluation.metrics import confusion_matrix, macro_f1
from newstance.labels import LabelSet
from newstance.predictions import FloatArray, IntArray, Prediction
from newstance.records import Example, Pair

DIRECTED: Final = ("neutral", "first supportive", "second supportive", "first critical", "second critical")
"""The classes in the order of DSE's labels 0 to 4; *first* is the speaker of an example's first pair."""

NEUTRAL_WEIGHTS: Final[tuple[float, ...]] = tuple(2.0 ** (step / 4) for step in range(-16, 25))
"""How much less or more a neutral answer may be made to count: from 1/16 to 64, four steps to each doubling."""


def directed_probs(pair_probs: FloatArray, labels: LabelSet, neutral_weight: float = 1.0) -> FloatArray:
    """Probabilities ``[n, 5]`` of ``DIRECTED`` from both directions' stances ``[n, 2, stances]``.

    ``neutral_weight`` multiplies the odds of *neutral*: for a model whose training had other shares of it.
    """
    supportive = pair_probs[:, :, labels.stances.index("supportive")]
    critical = pair_probs[:, :, labels.stances.index("critical")]
    neutral = np.maximum(1 - supportive - critical, np.finfo(float).tiny)
    other_neutral = neutral[:, ::-1]
    joint = np.column_stack([neutral.prod(axis=1), supportive * other_neutral, critical * other_neutral])
    joint[:, 0] *= neutral_weight
    return np.asarray(joint / joint.sum(axis=1, keepdims=True))


def directed_gold(examples: Sequence[Example]) -> IntArray:
    """The class ``[n]`` of each example, which must hold both directions of one pair, the first one first.

    Raises:
        ValueError: an example with other pairs, or with a stance in both directions.
    """
    return np.array([_class_of(example.place, example.pairs) for example in examples], dtype=np.int64)


def directed_answers(
    examples: Sequence[Example], predictions: Sequence[Prediction], labels: LabelSet, neutral_weight: float = 1.0
) -> Answers:
    """Gold and most probable class of every example.

    Raises:
        ValueError: examples and predictions do not belong together, or as ``directed_gold``.
    """
    probs = directed_probs(_both_directions(examples, predictions), labels, neutral_weight)
    return Answers(
        labels=DIRECTED,
        gold=directed_gold(examples),
        predicted=probs.argmax(axis=1).astype(np.int64),
        confidence=probs.max(axis=1),
        example=np.arange(len(examples), dtype=np.int64),
    )


def fit_neutral_weight(examples: Sequence[Example], predictions: Sequence[Prediction], labels: LabelSet) -> float:
    """The one of ``NEUTRAL_WEIGHTS`` with the best macro-F1 on validation data, the nearest to 1 where tied."""
    tried = {
        weight: float(macro_f1(confusion_matrix(directed_answers(examples, predictions, labels, weight))))
        for weight in NEUTRAL_WEIGHTS
    }
    return max(tried, key=lambda weight: (round(tried[weight], 6), -abs(log(weight))))


def _class_of(place: str, pairs: Sequence[Pair]) -> int:
    both = len(pairs) == 2 and (pairs[0].speaker, pairs[0].target) == (pairs[1].target, pairs[1].speaker)  # noqa: PLR2004
    if not both:
        message = f"{place}: expected both directions of one pair, found {len(pairs)} pairs"
        raise ValueError(message)
    stances = {(whose, pair.stance) for whose, pair in zip(("first", "second"), pairs, strict=True)}
    found = [name for name in DIRECTED[1:] if tuple(name.split()) in stances]
    if len(found) > 1:
        message = f"{place}: expected a stance in one direction, found {' and '.join(found)}"
        raise ValueError(message)
    return DIRECTED.index(found[0]) if found else 0


def _both_directions(examples: Sequence[Example], predictions: Sequence[Prediction]) -> FloatArray:
    """Pair probabilities ``[n, 2, stances]``."""
    check_aligned(examples, predictions)
    found = [prediction.pair_probs for prediction in predictions]
    return np.stack([np.zeros((2, 0)) if probs is None else probs for probs in found])
