"""What a training run writes down: curves while it runs, scores and pictures when it is done."""

from collections import defaultdict
from collections.abc import Mapping

from newstance.evaluation.metrics import Scores
from newstance.evaluation.plots import curves_figure, score_figures
from newstance.training.tracking import Run

CURVE_PICTURES = {"loss": ("loss",), "validation": ("eval_",)}
"""Picture → how the names of its curves begin."""


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


def log_scores(run: Run, scores: Mapping[str, Scores]) -> None:
    """Logs every figure, per-class scores included, and the pictures of each split."""
    for name, found in scores.items():
        folder = name.replace(" ", "_")
        run.log_metrics({f"{folder}/{figure}": value for figure, value in found.flat().items()})
        run.log_figures(score_figures(found, folder))
    run.log_dict({name: found.as_dict() for name, found in scores.items()}, "scores.json")
