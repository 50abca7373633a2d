"""What a training run writes down: curves while it runs, scores and pictures when it is done."""

import re
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from newstance.evaluation.metrics import Scores
from newstance.evaluation.plots import curves_figure, score_figures
from newstance.evaluation.prediction_files import write_predictions
from newstance.labels import LabelSet
from newstance.predictions import Prediction
from newstance.records import Example
from newstance.training.tracking import Run

CURVE_PICTURES = {"loss": ("loss",), "validation": ("eval_",)}
"""Picture → how the names of its curves begin."""

LABEL_F1 = re.compile(r"(stance|claim)_f1_")
"""The figures of single labels that are logged as metrics."""


class Curves:
    """Hands the Trainer's numbers on to the run, and remembers them for a picture."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._points: dict[str, list[tuple[float, float]]] = defaultdict(list)

    def add(self, figures: Mapping[str, float], step: int) -> None:
        """Notes figures of one training step."""
        self._run.log_metrics(figures, step)
        for name, value in figures.items():
            self._points[name].append((step, value))

    def draw(self) -> None:
        """Logs the curves as pictures."""
        for picture, beginnings in CURVE_PICTURES.items():
            curves = {name: points for name, points in self._points.items() if name.startswith(beginnings)}
            if curves:
                self._run.log_figures({f"learning/{picture}": curves_figure(curves, picture, picture)})


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """A model's answers to the examples of one split, and how good they are."""

    examples: Sequence[Example]
    predictions: Sequence[Prediction]
    scores: Scores


def log_results(run: Run, results: Mapping[str, Result], labels: LabelSet) -> None:
    """Logs the main figures and the F1 of every label, pictures, and what `newstance compare` takes to compare runs.

    All other figures are in ``scores.json``: MLflow draws a chart for each metric, and a hundred are too many to read.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, result in results.items():
            figures = result.scores.flat()
            kept = result.scores.main_figures() | {f: v for f, v in figures.items() if LABEL_F1.match(f)}
            run.log_metrics({f"{name}/{figure}": value for figure, value in kept.items()})
            run.log_figures(score_figures(result.scores, name))
            if not result.examples:
                continue
            file = Path(folder) / f"{name.replace('/', '-')}.jsonl"
            write_predictions(file, result.examples, result.predictions, labels)
            run.log_file(file, "predictions")
    run.log_dict({name: result.scores.as_dict() for name, result in results.items()}, "scores.json")
