"""Pictures of scores as Matplotlib figures: confusion, reliability, risk–coverage, F1 by label, learning curves.

Figures are made without pyplot, so nothing is kept open and no display is needed; ``save_figure`` or MLflow writes
them. Colours are those of Okabe & Ito (2008) and one blue of growing depth, which colour-blind readers can tell apart.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from newstance.errors import MissingExtraError
from newstance.evaluation.confidence import Reliability, RiskCoverage, SelectiveRisk, risk_coverage
from newstance.evaluation.metrics import LayerScores, Scores

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE: Final = "#0072B2"
ORANGE: Final = "#D55E00"
GREEN: Final = "#009E73"
GREY: Final = "#767676"
CURVE_COLOURS: Final = (BLUE, ORANGE, GREEN, "#CC79A7", "#E69F00", "#56B4E9", "#000000")
CURVE_STYLES: Final = ("-", "--", "-.", ":")
DPI: Final = 120


def score_figures(scores: Scores, name: str) -> dict[str, "Figure"]:
    """The pictures of one corpus or split, ``NAME/stance_confusion`` and so on, for the layers that were scored.

    Raises:
        MissingExtraError: Matplotlib is not installed; so do all functions of this module.
    """
    figures = {}
    for layer_name, layer in (("stance", scores.stance), ("claim", scores.claim), ("pair", scores.pair)):
        if layer is not None:
            figures[f"{name}/{layer_name}_confusion"] = confusion_figure(layer, f"{name}: {layer_name}")
            figures[f"{name}/{layer_name}_reliability"] = reliability_figure(layer.reliability, f"{name}: {layer_name}")
    if scores.stance is not None:
        answers = scores.stance.answers
        curve = risk_coverage(answers.confidence, answers.correct)
        figures[f"{name}/stance_f1"] = label_figure(scores.stance, f"{name}: stance")
        figures[f"{name}/stance_risk_coverage"] = risk_coverage_figure(curve, f"{name}: stance")
    return figures


def confusion_figure(layer: LayerScores, title: str) -> "Figure":
    """Gold labels as rows: counts, coloured by the share of the row."""
    labels, confusion = layer.answers.labels, layer.confusion
    shares = confusion / np.maximum(confusion.sum(axis=1, keepdims=True), 1)
    side = 2.2 + 0.75 * len(labels)
    figure, axes = _canvas(side + 0.6, side, f"{title}\n{layer.count:,} answers, macro-F1 {100 * layer.macro_f1:.1f}")
    image = axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(confusion):
        text = f"{count:,}\n{100 * shares[row, column]:.0f} %"
        colour = "white" if shares[row, column] > 0.6 else "black"  # noqa: PLR2004 — darker than this, black is hard to read
        axes.text(column, row, text, ha="center", va="center", color=colour, fontsize=9)
    axes.set_xticks(range(len(labels)), labels, rotation=35, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(labels)), labels)
    axes.set(xlabel="predicted", ylabel="gold")
    figure.colorbar(image, ax=axes, label="share of the gold label", fraction=0.046, pad=0.03)
    return figure


def reliability_figure(bins: Reliability, title: str) -> "Figure":
    """Accuracy by confidence, with the gap to perfect calibration, above how many predictions are that confident."""
    figure, (upper, lower) = _two_canvases(f"{title}\nexpected calibration error {100 * bins.ece:.1f} %")
    left, width, filled = bins.edges[:-1], np.diff(bins.edges), bins.count > 0
    upper.bar(left[filled], bins.accuracy[filled], width[filled], align="edge", color=BLUE, edgecolor="white")
    upper.plot([0, 1], [0, 1], color=GREY, linestyle="--", label="perfect calibration")
    upper.plot(bins.confidence[filled], bins.accuracy[filled], "o", color=ORANGE, markersize=5, label="bin mean")
    upper.set(ylabel="accuracy", ylim=(0, 1), xlim=(0, 1))
    upper.legend(frameon=False, loc="upper left")
    lower.bar(left, bins.count / bins.count.sum(), width, align="edge", color=GREY, edgecolor="white")
    lower.set(xlabel="confidence", ylabel="share")
    return figure


def risk_coverage_figure(curve: RiskCoverage, title: str) -> "Figure":
    """The error rate if only the most confident share of answers is used."""
    figure, axes = _canvas(6, 4, f"{title}\nerrors among the most confident answers (mean {100 * curve.area:.1f} %)")
    axes.plot(100 * curve.coverage, 100 * curve.risk, color=BLUE, linewidth=2)
    axes.axhline(100 * curve.risk[-1], color=GREY, linestyle="--", linewidth=1)
    axes.text(0, 100 * curve.risk[-1], f"  all answers: {100 * curve.risk[-1]:.1f} %", color=GREY, va="bottom")
    axes.set(xlabel="answers used, most confident first (%)", ylabel="wrong (%)", xlim=(0, 100))
    axes.set_ylim(bottom=0)
    return figure


def selective_risk_figure(risks: Mapping[str, Sequence[SelectiveRisk]], title: str) -> "Figure":
    """The error rates at a few coverages, one line for each corpus or model."""
    figure, axes = _canvas(6.5, 4, f"{title}\nerrors among the most confident answers")
    for number, (name, rows) in enumerate(risks.items()):
        colour = CURVE_COLOURS[number % len(CURVE_COLOURS)]
        style = CURVE_STYLES[number // len(CURVE_COLOURS) % len(CURVE_STYLES)]
        coverages, errors = [100 * row.coverage for row in rows], [100 * row.risk for row in rows]
        axes.plot(coverages, errors, color=colour, linestyle=style, marker="o", markersize=4, label=name)
    axes.set(xlabel="answers used, most confident first (%)", ylabel="wrong (%)")
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def label_figure(layer: LayerScores, title: str) -> "Figure":
    """Precision, recall and F1 of every label that occurs in gold, with its number of gold examples."""
    by_label = {label: scores for label, scores in layer.by_label.items() if scores.support}
    figure, axes = _canvas(2.5 + 1.1 * len(by_label), 4, f"{title}\nmacro-F1 {100 * layer.macro_f1:.1f}")
    places = np.arange(len(by_label))
    parts = (("precision", "#56B4E9"), ("recall", "#E69F00"), ("f1", BLUE))
    for offset, (part, colour) in zip((-0.27, 0.0, 0.27), parts, strict=True):
        heights = [100 * getattr(scores, part) for scores in by_label.values()]
        bars = axes.bar(places + offset, heights, 0.26, color=colour, label=part.replace("f1", "F1"))
        axes.bar_label(bars, fmt="%.0f", fontsize=8)
    axes.set_xticks(places, [f"{label}\n({scores.support:,})" for label, scores in by_label.items()])
    axes.set(ylabel="percent", ylim=(0, 100))
    axes.legend(frameon=False, ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.2))
    return figure


def curves_figure(curves: Mapping[str, Sequence[tuple[float, float]]], title: str, ylabel: str) -> "Figure":
    """Learning curves: for each name its points (step, value), marked at the best value's end by their last figure."""
    figure, axes = _canvas(7, 4.2, title)
    for number, (name, points) in enumerate(curves.items()):
        steps, values = zip(*points, strict=True)
        colour = CURVE_COLOURS[number % len(CURVE_COLOURS)]
        style = CURVE_STYLES[number // len(CURVE_COLOURS) % len(CURVE_STYLES)]
        marker = "o" if len(points) <= 20 else None  # noqa: PLR2004 — more would hide the line
        axes.plot(steps, values, color=colour, linestyle=style, marker=marker, markersize=4, label=name)
    axes.set(xlabel="step", ylabel=ylabel)
    axes.grid(color="#E5E5E5")
    axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def save_figure(figure: "Figure", path: Path) -> None:
    """Write a figure; the ending (``.png``, ``.svg``, ``.pdf``) names the format."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=DPI)


def _canvas(width: float, height: float, title: str) -> tuple["Figure", "Axes"]:
    figure = _figure(width, height)
    axes = figure.subplots()
    _dress(axes)
    axes.set_title(title, fontsize=11, loc="left", pad=10)
    return figure, axes


def _two_canvases(title: str) -> tuple["Figure", tuple["Axes", "Axes"]]:
    figure = _figure(5.2, 5.4)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    _dress(upper)
    _dress(lower)
    upper.set_title(title, fontsize=11, loc="left", pad=10)
    return figure, (upper, lower)


def _figure(width: float, height: float) -> "Figure":
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 — only for those who draw
    except ImportError:
        raise MissingExtraError("drawing figures", "train") from None
    return Figure(figsize=(width, height), layout="constrained", dpi=DPI)


def _dress(axes: "Axes") -> None:
    axes.spines[["top", "right"]].set_visible(False)
