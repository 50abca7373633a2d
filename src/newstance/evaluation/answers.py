"""The labelled questions of examples, and what a model answers to them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newstance.errors import InputError
from newstance.labels import LabelSet
from newstance.predictions import FloatArray, IntArray, Prediction
from newstance.records import Example


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Gold and predicted labels of one layer, one entry per question, as positions in ``labels``."""

    labels: tuple[str, ...]
    gold: IntArray  # [questions]
    predicted: IntArray  # [questions]
    confidence: FloatArray  # [questions], the probability of the predicted label
    example: IntArray  # [questions], the position of the example that asked

    @property
    def correct(self) -> npt.NDArray[np.bool_]:
        """Whether each prediction is the gold label: ``[questions]``."""
        return np.equal(self.gold, self.predicted)


@dataclass(frozen=True, slots=True, eq=False)
class _Question:
    """One labelled question of an example and the model's probabilities for it."""

    example: int
    gold: str
    probs: FloatArray
    place: str


def stance_answers(examples: Sequence[Example], predictions: Sequence[Prediction], labels: LabelSet) -> Answers | None:
    """The sentences' own stances, or None if no example has one.

    Raises:
        InputError: a gold stance is not one of the model's, naming file and line.
        ValueError: examples and predictions do not belong together.
    """
    return _answers("stance", labels.stances, _stance_questions(examples, predictions))


def claim_answers(examples: Sequence[Example], predictions: Sequence[Prediction], labels: LabelSet) -> Answers | None:
    """The sentences' claims, or None if no example has one. Raises as ``stance_answers``."""
    return _answers("claim", labels.claims, _claim_questions(examples, predictions))


def pair_answers(examples: Sequence[Example], predictions: Sequence[Prediction], labels: LabelSet) -> Answers | None:
    """The stances of all asked pairs, or None if there are none or the model answers none. Raises as the others."""
    return _answers("stance", labels.stances, _pair_questions(examples, predictions))


def check_aligned(examples: Sequence[Example], predictions: Sequence[Prediction]) -> None:
    """See that there is one prediction for each example.

    Raises:
        ValueError: the numbers differ.
    """
    if len(examples) != len(predictions):
        message = f"expected one prediction per example, got {len(predictions)} for {len(examples)} examples"
        raise ValueError(message)


def _stance_questions(examples: Sequence[Example], predictions: Sequence[Prediction]) -> Iterator[_Question]:
    for position, (example, prediction) in enumerate(zip(examples, predictions, strict=True)):
        if example.stance is not None:
            yield _Question(position, example.stance, prediction.stance_probs, example.place)


def _claim_questions(examples: Sequence[Example], predictions: Sequence[Prediction]) -> Iterator[_Question]:
    for position, (example, prediction) in enumerate(zip(examples, predictions, strict=True)):
        if example.claim is not None:
            yield _Question(position, example.claim, prediction.claim_probs, example.place)


def _pair_questions(examples: Sequence[Example], predictions: Sequence[Prediction]) -> Iterator[_Question]:
    for position, (example, prediction) in enumerate(zip(examples, predictions, strict=True)):
        if prediction.pair_probs is None:
            continue
        if len(prediction.pair_probs) != len(example.pairs):
            message = f"{example.place}: {len(example.pairs)} pairs, but predictions for {len(prediction.pair_probs)}"
            raise ValueError(message)
        for pair, probs in zip(example.pairs, prediction.pair_probs, strict=True):
            yield _Question(position, pair.stance, probs, example.place)


def _answers(layer: str, labels: tuple[str, ...], questions: Iterable[_Question]) -> Answers | None:
    asked = list(questions)
    if not asked:
        return None
    for question in asked:
        _check_question(layer, labels, question)
    probs = np.stack([question.probs for question in asked])
    return Answers(
        labels=labels,
        gold=np.array([labels.index(question.gold) for question in asked], dtype=np.int64),
        predicted=probs.argmax(axis=1).astype(np.int64),
        confidence=probs.max(axis=1),
        example=np.array([question.example for question in asked], dtype=np.int64),
    )


def _check_question(layer: str, labels: tuple[str, ...], question: _Question) -> None:
    if question.gold not in labels:
        known = ", ".join(labels)
        fault = f"the model knows no {layer} {question.gold!r}, only {known}. Cure: map the corpus's labels to these"
        raise InputError(question.place, fault)
    if question.probs.shape != (len(labels),):
        message = f"{question.place}: expected {len(labels)} {layer} probabilities, got shape {question.probs.shape}"
        raise ValueError(message)
