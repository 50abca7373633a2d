import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from evaluation_builders import example, prediction
from matplotlib.figure import Figure

from newstance.errors import MissingExtraError
from newstance.evaluation.metrics import Scores, score
from newstance.evaluation.plots import confusion_figure, curves_figure, label_figure, save_figure, score_figures
from newstance.labels import LabelSet


@pytest.fixture
def scores() -> Scores:
    examples = [example(i, stance) for i, stance in enumerate(("critical", "critical", "neutral", "supportive"))]
    predictions = [prediction(stance) for stance in ("critical", "neutral", "neutral", "supportive")]
    return score(examples, predictions, LabelSet())


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def test_the_confusion_matrix_shows_counts_and_row_shares(scores: Scores) -> None:
    figure = confusion_figure(scores.stance, "test: stance")

    axes = figure.axes[0]
    assert axes.get_title(loc="left") == "test: stance\n4 answers, macro-F1 77.8"
    assert [label.get_text() for label in axes.get_yticklabels()] == list(LabelSet().stances)
    assert (axes.get_ylabel(), axes.get_xlabel()) == ("gold", "predicted")
    assert texts(figure)[4:8] == ["0\n0 %", "1\n50 %", "0\n0 %", "1\n50 %"]


def test_the_label_chart_leaves_out_labels_without_gold(scores: Scores) -> None:
    axes = label_figure(scores.stance, "test").axes[0]

    assert [label.get_text() for label in axes.get_xticklabels()] == [
        "supportive\n(1)",
        "critical\n(2)",
        "neutral\n(1)",
    ]
    f1_bars = axes.containers[2]
    assert [bar.get_height() for bar in f1_bars] == pytest.approx([100, 200 / 3, 200 / 3])


def test_learning_curves_keep_their_points() -> None:
    axes = curves_figure({"train": [(0, 2.0), (10, 1.0)], "validation": [(10, 1.5)]}, "Loss", "loss").axes[0]

    assert [line.get_label() for line in axes.lines] == ["train", "validation"]
    np.testing.assert_allclose(axes.lines[0].get_xydata(), [[0, 2], [10, 1]])


def test_every_scored_layer_gets_its_pictures(scores: Scores, tmp_path: Path) -> None:
    figures = score_figures(scores, "validation")

    assert list(figures) == [
        "validation/stance_confusion",
        "validation/stance_reliability",
        "validation/stance_f1",
        "validation/stance_risk_coverage",
    ]
    for name, figure in figures.items():
        save_figure(figure, tmp_path / f"{name}.png")
        assert (tmp_path / f"{name}.png").read_bytes().startswith(b"\x89PNG")


def test_without_matplotlib_the_error_has_a_cure(scores: Scores, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)

    with pytest.raises(MissingExtraError) as caught:
        confusion_figure(scores.stance, "test")

    assert str(caught.value) == (
        "drawing figures needs packages that are not installed. Cure: pip install 'newstance[train]',"
        " in a clone .venv/bin/pip install -e '.[train]'"
    )


def test_scoring_runs_on_the_core_install() -> None:
    heavy = "('sklearn', 'scipy', 'torch', 'transformers', 'mlflow', 'matplotlib')"
    modules = "metrics, newstance.evaluation.intervals, newstance.evaluation.tables, newstance.evaluation.plots"
    check = f"import sys, newstance.evaluation.{modules}; print([m for m in {heavy} if m in sys.modules])"

    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
