"""Scores of one reader (a bundle or a baseline) on one set, in that set's own terms."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Protocol

from newstance.evaluation.answers import Answers
from newstance.evaluation.choices import choice_answers
from newstance.evaluation.confidence import SelectiveRisk, ece_by_chance, risk_coverage, selective_risks
from newstance.evaluation.directed import directed_answers, fit_neutral_weight
from newstance.evaluation.intervals import Interval, Resampling, answer_intervals, bootstrap_intervals
from newstance.evaluation.metrics import LayerScores, score
from newstance.labels import LabelSet
from newstance.predictions import Prediction
from newstance.records import Example, Pair
from quality_suite.sets import BenchmarkSet, Rows

RESAMPLING: Final = Resampling(seed=0)
SENTENCE_METRICS: Final = (
    "stance_macro_f1",
    "stance_accuracy",
    "stance_ece",
    "claim_macro_f1",
    "claim_accuracy",
    "pair_macro_f1",
    "speaker_exact_f1",
    "speaker_overlap_f1",
    "target_exact_f1",
    "target_overlap_f1",
    "triple_f1",
)


class Reader(Protocol):
    """What bundles and baselines share."""

    @property
    def labels(self) -> LabelSet:
        """The labels that predictions speak of."""
        ...

    def predict(self, texts: Sequence[str], questions: Sequence[Sequence[Pair]] | None = None) -> list[Prediction]:
        """One prediction a text, in the order of the texts."""
        ...


class Remembering:
    """Asks another reader each question once: sets overlap, and DSE's validation rows serve two of them."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[tuple[str, tuple[Pair, ...]], Prediction] = {}

    @property
    def labels(self) -> LabelSet:
        """Those of the reader that is asked."""
        return self._reader.labels

    def predict(self, texts: Sequence[str], questions: Sequence[Sequence[Pair]] | None = None) -> list[Prediction]:
        """One prediction a text, in the order of the texts."""
        pairs = [()] * len(texts) if questions is None else [tuple(asked) for asked in questions]
        keys = list(zip(texts, pairs, strict=True))
        new = [key for key in dict.fromkeys(keys) if key not in self._known]
        if new:
            answers = self._reader.predict([text for text, _ in new], [asked for _, asked in new])
            self._known |= dict(zip(new, answers, strict=True))
        return [self._known[key] for key in keys]


@dataclass(frozen=True, slots=True)
class Result:
    """Figures between 0 and 1 (but for counts and weights), their intervals, and the risk at fixed coverages."""

    questions: int
    metrics: dict[str, float]
    intervals: dict[str, Interval]
    f1_by_label: dict[str, float] = field(default_factory=dict)
    risks: list[SelectiveRisk] = field(default_factory=list)
    risk_area: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """All of it, ready for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> "Result":
        """What ``as_dict`` gave."""
        intervals = {name: Interval(**ends) for name, ends in record["intervals"].items()}
        return cls(**record | {"intervals": intervals, "risks": [SelectiveRisk(**risk) for risk in record["risks"]]})


def score_set(reader: Reader, wanted: BenchmarkSet, rows: Rows) -> Result:
    """Asks the set's questions and scores the answers."""
    if wanted.asks == "sentences":
        return _score_sentences(reader, rows.test)
    predictions = _ask(reader, rows.test)
    if wanted.asks == "directed":
        return _score_directed(reader, rows, predictions)
    answers = choice_answers(rows.test, predictions, reader.labels, wanted.choice)
    free = score(rows.test, predictions, reader.labels).pair
    extra = {"all_stances_macro_f1": free.macro_f1} if free else {}
    return _result(answers, rows.test, extra)


def _ask(reader: Reader, examples: Sequence[Example]) -> list[Prediction]:
    return reader.predict([example.text for example in examples], [example.pairs for example in examples])


def _score_sentences(reader: Reader, examples: Sequence[Example]) -> Result:
    predictions = _ask(reader, examples)
    scores = score(examples, predictions, reader.labels)
    figures = scores.flat()
    intervals = bootstrap_intervals(examples, predictions, reader.labels, RESAMPLING)
    if scores.stance is None:
        message = f"{examples[0].place}: expected sentences with a stance"
        raise ValueError(message)
    by_chance = {"stance_ece_by_chance": ece_by_chance(scores.stance.answers.confidence)}
    curve = risk_coverage(scores.stance.answers.confidence, scores.stance.answers.correct)
    return Result(
        questions=len(examples),
        metrics={name: figures[name] for name in SENTENCE_METRICS if name in figures} | by_chance,
        intervals={name: found for name, found in intervals.items() if name in SENTENCE_METRICS},
        f1_by_label=_f1_by_label(scores.stance),
        risks=selective_risks(curve),
        risk_area=curve.area,
    )


def _score_directed(reader: Reader, rows: Rows, predictions: Sequence[Prediction]) -> Result:
    """With the weight fitted on the set's validation split, and beside it as the model comes (weight 1)."""
    weight = fit_neutral_weight(rows.validation, _ask(reader, rows.validation), reader.labels)
    unfitted = LayerScores(directed_answers(rows.test, predictions, reader.labels))
    extra = {
        "neutral_weight": weight,
        "unfitted_macro_f1": unfitted.macro_f1,
        "unfitted_micro_f1": unfitted.accuracy,
    }
    return _result(directed_answers(rows.test, predictions, reader.labels, weight), rows.test, extra)


def _result(answers: Answers, examples: Sequence[Example], extra: dict[str, float]) -> Result:
    """Micro-F1 is the accuracy: every question has one answer. Macro-F1 is the mean over all labels of the set."""
    layer = LayerScores(answers)
    intervals = answer_intervals("pair", answers, examples, RESAMPLING)
    metrics = {"pair_macro_f1": layer.macro_f1, "pair_micro_f1": layer.accuracy, "pair_ece": layer.reliability.ece}
    return Result(
        questions=layer.count,
        metrics=metrics | extra,
        intervals={name.replace("pair_accuracy", "pair_micro_f1"): found for name, found in intervals.items()},
        f1_by_label=_f1_by_label(layer),
    )


def _f1_by_label(layer: LayerScores) -> dict[str, float]:
    return {label: scores.f1 for label, scores in layer.by_label.items() if scores.support}
