"""Pair answers in another corpus's terms: a choice among fewer stances than the model knows.

NewsMTSC knows no conciliatory stance, PLOVER's relations are never neutral, SEESAW's are positive or negative. A model
is asked the corpus's own question: the most probable of the stances that could be an answer there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from newstance.evaluation.answers import Answers, check_aligned
from newstance.labels import LabelSet
from newstance.predictions import FloatArray, Prediction
from newstance.records import Example


@dataclass(frozen=True, slots=True)
class Choice:
    """The stances that a corpus chooses among. ``counted_as`` gives another stance's mass to one of them.

    The mass of all other stances is dropped, and so are questions whose gold answer is none of ``stances``.
    """

    stances: tuple[str, ...]
    counted_as: Mapping[str, str] = field(default_factory=dict)


def choice_answers(
    examples: Sequence[Example], predictions: Sequence[Prediction], labels: LabelSet, choice: Choice
) -> Answers:
    """The most probable of the choice's stances for every pair whose gold answer is one of them.

    Raises:
        ValueError: there is not one prediction for each example, or one without its pairs' probabilities.
    """
    check_aligned(examples, predictions)
    asked = [
        (number, choice.stances.index(pair.stance), probs)
        for number, (example, prediction) in enumerate(zip(examples, predictions, strict=True))
        for pair, probs in zip(example.pairs, _pair_probs(example, prediction), strict=True)
        if pair.stance in choice.stances
    ]
    weights = np.stack([probs for *_, probs in asked]) @ _columns(labels, choice)
    probs = weights / np.maximum(weights.sum(axis=1, keepdims=True), np.finfo(float).tiny)
    return Answers(
        labels=choice.stances,
        gold=np.array([gold for _, gold, _ in asked], dtype=np.int64),
        predicted=probs.argmax(axis=1).astype(np.int64),
        confidence=probs.max(axis=1),
        example=np.array([number for number, *_ in asked], dtype=np.int64),
    )


def _pair_probs(example: Example, prediction: Prediction) -> FloatArray:
    if prediction.pair_probs is None or len(prediction.pair_probs) != len(example.pairs):
        message = f"{example.place}: expected probabilities for {len(example.pairs)} pairs"
        raise ValueError(message)
    return prediction.pair_probs


def _columns(labels: LabelSet, choice: Choice) -> FloatArray:
    """``[stances, choices]``: 1 where a stance's mass goes to a choice."""
    goes_to = {stance: stance for stance in choice.stances} | dict(choice.counted_as)
    rows = [[float(goes_to.get(stance) == chosen) for chosen in choice.stances] for stance in labels.stances]
    return np.array(rows)
