"""Scores of predictions on labelled examples, layer by layer.

A layer that a corpus does not label, or that a model does not answer, is left out rather than counted as wrong.
Macro-F1 is scikit-learn's ``f1_score(gold, predicted, average="macro", labels=<labels that occur in gold>)``:
a label that only the model uses lowers the recall of the others but adds no zero of its own to the mean.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from newstance.evaluation.answers import Answers, check_aligned, claim_answers, pair_answers, stance_answers
from newstance.evaluation.confidence import Reliability, reliability
from newstance.evaluation.spans import MatchCounts, match_exact, match_overlapping, match_triples
from newstance.labels import LabelSet
from newstance.predictions import FloatArray, IntArray, Prediction
from newstance.records import Example, Span

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class LabelScore:
    """How well one label is found; ``support`` counts its gold examples."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True, eq=False)
class LayerScores:
    """Scores of a layer that picks one label per question: stance, claim or pair stance."""

    answers: Answers

    @property
    def count(self) -> int:
        """How many questions were scored."""
        return len(self.answers.gold)

    @property
    def confusion(self) -> IntArray:
        """Counts ``[labels, labels]``: rows are gold, columns predicted."""
        return confusion_matrix(self.answers)

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the labels that occur in gold."""
        return float(macro_f1(self.confusion))

    @property
    def accuracy(self) -> float:
        """The share of correct predictions, which is also the micro-F1."""
        return float(accuracy(self.confusion))

    @property
    def reliability(self) -> Reliability:
        """Confidence against accuracy in 15 bins; its ``ece`` is the expected calibration error."""
        return reliability(self.answers.confidence, self.answers.correct)

    @property
    def by_label(self) -> dict[str, LabelScore]:
        """Precision, recall, F1 and support of every label, 0 where undefined."""
        return _label_scores(self.answers.labels, self.confusion)


@dataclass(frozen=True, slots=True)
class SpanScores:
    """Matches of one kind of span, micro-averaged over sentences."""

    exact: MatchCounts
    overlap: MatchCounts


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """All scores of one model on one corpus; ``None`` where the corpus or the model lacks the layer.

    ``triple`` matches whole opinions: right stance, and speaker and target both overlap (or are both unknown).
    """

    examples: int
    stance: LayerScores | None
    claim: LayerScores | None
    pair: LayerScores | None
    speaker: SpanScores | None
    target: SpanScores | None
    triple: MatchCounts | None

    def flat(self) -> dict[str, float]:
        """Every figure under one name each, such as ``stance_macro_f1``, as MLflow wants them."""
        figures = {"examples": float(self.examples)}
        for name, layer in (("stance", self.stance), ("claim", self.claim), ("pair", self.pair)):
            figures |= _layer_figures(name, layer) if layer else {}
        for name, spans in (("speaker", self.speaker), ("target", self.target)):
            figures |= _span_figures(name, spans) if spans else {}
        return figures | (_match_figures("triple", self.triple) if self.triple else {})

    def main_figures(self) -> dict[str, float]:
        """The few of ``flat`` that runs are compared by: no counts, precision or recall, F1 by label only of stance."""
        endings = ("macro_f1", "accuracy", "ece", "exact_f1", "overlap_f1", "triple_f1")
        return {
            name: value
            for name, value in self.flat().items()
            if name.endswith(endings) or name.startswith("stance_f1_")
        }

    def as_dict(self) -> dict[str, Any]:
        """The flat figures and the confusion matrices, ready for JSON."""
        layers = {"stance": self.stance, "claim": self.claim, "pair": self.pair}
        matrices = {
            name: {"labels": list(layer.answers.labels), "rows_are_gold": layer.confusion.tolist()}
            for name, layer in layers.items()
            if layer
        }
        return {"metrics": self.flat(), "confusion": matrices}


def score(examples: Sequence[Example], predictions: Sequence[Prediction], labels: LabelSet) -> Scores:
    """Score predictions, in the examples' order, against their gold labels.

    Raises:
        InputError: a gold label that the model does not know, naming file and line.
        ValueError: examples and predictions do not belong together.
    """
    check_aligned(examples, predictions)
    return Scores(
        examples=len(examples),
        stance=_layer(stance_answers(examples, predictions, labels)),
        claim=_layer(claim_answers(examples, predictions, labels)),
        pair=_layer(pair_answers(examples, predictions, labels)),
        speaker=_span_scores([e.speakers for e in examples], [p.speakers for p in predictions]),
        target=_span_scores([e.targets for e in examples], [p.targets for p in predictions]),
        triple=_total_matches([e.opinions for e in examples], [p.opinions for p in predictions], match_triples),
    )


def confusion_matrix(answers: Answers) -> IntArray:
    """Counts ``[labels, labels]``: rows are gold, columns predicted."""
    size = len(answers.labels)
    cells = np.bincount(answers.gold * size + answers.predicted, minlength=size * size)
    return cells.reshape(size, size).astype(np.int64)


def macro_f1(confusion: IntArray | FloatArray) -> FloatArray:
    """Mean F1 over the labels that occur in gold, for confusion matrices ``[..., labels, labels]`` → ``[...]``."""
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    gold, predicted = confusion.sum(axis=-1), confusion.sum(axis=-2)
    f1 = _ratio(2 * hits, gold + predicted)
    occurs = gold > 0
    return _ratio((f1 * occurs).sum(axis=-1), occurs.sum(axis=-1))


def accuracy(confusion: IntArray | FloatArray) -> FloatArray:
    """Share of correct predictions, for confusion matrices ``[..., labels, labels]`` → ``[...]``."""
    return _ratio(np.trace(confusion, axis1=-2, axis2=-1), confusion.sum(axis=(-2, -1)))


def _ratio(part: npt.ArrayLike, whole: npt.ArrayLike) -> FloatArray:
    """Quotients, 0 where the divisor is 0."""
    return np.asarray(np.divide(part, np.maximum(whole, 1)), dtype=float)


def _layer(answers: Answers | None) -> LayerScores | None:
    return None if answers is None else LayerScores(answers)


def _label_scores(labels: tuple[str, ...], confusion: IntArray) -> dict[str, LabelScore]:
    hits, gold, predicted = np.diag(confusion), confusion.sum(axis=1), confusion.sum(axis=0)
    columns = zip(_ratio(hits, predicted), _ratio(hits, gold), _ratio(2 * hits, gold + predicted), gold, strict=True)
    return {
        label: LabelScore(float(precision), float(recall), float(f1), int(support))
        for label, (precision, recall, f1, support) in zip(labels, columns, strict=True)
    }


def _span_scores(
    gold: Sequence[tuple[Span, ...] | None], predicted: Sequence[tuple[Span, ...] | None]
) -> SpanScores | None:
    exact = _total_matches(gold, predicted, match_exact)
    overlap = _total_matches(gold, predicted, match_overlapping)
    return SpanScores(exact, overlap) if exact and overlap else None


def _total_matches(
    gold: Sequence[tuple[Item, ...] | None],
    predicted: Sequence[tuple[Item, ...] | None],
    match: Callable[[Iterable[Item], Iterable[Item]], MatchCounts],
) -> MatchCounts | None:
    """The summed matches of all sentences that have both sides; None if there are none or nothing to match."""
    both = ((g, p) for g, p in zip(gold, predicted, strict=True) if g is not None and p is not None)
    total = sum((match(g, p) for g, p in both), MatchCounts())
    return total if total.gold or total.predicted else None


def _layer_figures(name: str, layer: LayerScores) -> dict[str, float]:
    figures = {
        f"{name}_macro_f1": layer.macro_f1,
        f"{name}_accuracy": layer.accuracy,
        f"{name}_ece": layer.reliability.ece,
        f"{name}_count": float(layer.count),
    }
    for label, scores in layer.by_label.items():
        figures[f"{name}_precision_{label}"] = scores.precision
        figures[f"{name}_recall_{label}"] = scores.recall
        figures[f"{name}_f1_{label}"] = scores.f1
        figures[f"{name}_support_{label}"] = float(scores.support)
    return figures


def _span_figures(name: str, spans: SpanScores) -> dict[str, float]:
    return _match_figures(f"{name}_exact", spans.exact) | _match_figures(f"{name}_overlap", spans.overlap)


def _match_figures(name: str, counts: MatchCounts) -> dict[str, float]:
    return {
        f"{name}_precision": counts.precision,
        f"{name}_recall": counts.recall,
        f"{name}_f1": counts.f1,
        f"{name}_count": float(counts.gold),
    }
