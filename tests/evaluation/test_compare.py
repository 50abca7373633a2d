"""Comparing runs that were really tracked in an MLflow database."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from evaluation_builders import example, prediction

from newstance.errors import ConfigError
from newstance.evaluation.commands import compare
from newstance.evaluation.compare import (
    FinishedRun,
    choose_baseline,
    comparison_tables,
    differing_params,
    distinctly_named,
    load_runs,
    score_runs,
)
from newstance.evaluation.intervals import Resampling, paired_tests
from newstance.evaluation.prediction_files import write_predictions
from newstance.labels import STANCES, LabelSet
from newstance.training.tracking import track_run

GOLD = [STANCES[i % 4] for i in range(80)]
EXAMPLES = [example(i, stance) for i, stance in enumerate(GOLD)]
WEAK = [prediction(stance if i % 2 else "neutral") for i, stance in enumerate(GOLD)]
STRONG = [prediction(stance if i % 10 else "neutral") for i, stance in enumerate(GOLD)]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An experiment with a weak run, a strong run on three quarters of the sentences, and one that failed."""
    folder = tmp_path_factory.mktemp("compare")
    uri = f"sqlite:///{folder}/mlflow.db"
    for name, encoder, predictions, kept in (("weak", "minilm", WEAK, 80), ("strong", "mpnet", STRONG, 60)):
        with track_run(uri, "stances", name, {}) as run:
            run.log_params({"encoder": encoder, "seed": 1})
            write_predictions(folder / "validation.jsonl", EXAMPLES[-kept:], predictions[-kept:], LabelSet())
            run.log_file(folder / "validation.jsonl", "predictions")
    with pytest.raises(ValueError, match="boom"), track_run(uri, "stances", "failed", {}):
        raise ValueError("boom")
    return uri


def test_finished_runs_come_with_settings_and_predictions(place: str) -> None:
    runs = load_runs(place, "stances")

    assert [run.name for run in runs] == ["weak", "strong"]
    assert runs[1].params == {"encoder": "mpnet", "seed": "1"}
    assert len(runs[1].predictions["validation"].examples) == 60
    assert differing_params(runs) == {"encoder": ["minilm", "mpnet"]}


def test_runs_are_tested_on_the_sentences_that_both_predicted(place: str) -> None:
    runs = load_runs(place, "stances")

    weak, strong = score_runs(runs, runs[0], "validation", Resampling(0))

    assert weak.against_baseline is None
    assert weak.figures["stance_accuracy"] == pytest.approx(
        sum(i % 2 or s == "neutral" for i, s in enumerate(GOLD)) / 80
    )
    assert strong.shared == 60
    expected = paired_tests(EXAMPLES[-60:], WEAK[-60:], STRONG[-60:], LabelSet(), Resampling(0))
    assert strong.against_baseline == expected
    assert expected["stance_accuracy"].difference > 0.2


def test_a_run_that_logged_an_empty_split_is_compared_by_its_others(tmp_path: Path) -> None:
    uri = f"sqlite:///{tmp_path}/mlflow.db"
    with track_run(uri, "stances", "small table", {}) as run:
        write_predictions(tmp_path / "validation.jsonl", EXAMPLES, WEAK, LabelSet())
        write_predictions(tmp_path / "test-table.jsonl", [], [], LabelSet())
        run.log_file(tmp_path / "validation.jsonl", "predictions")
        run.log_file(tmp_path / "test-table.jsonl", "predictions")

    [only] = load_runs(uri, "stances")

    assert list(only.predictions) == ["validation"]


def test_a_sentence_whose_gold_label_changed_is_not_shared(place: str) -> None:
    runs = load_runs(place, "stances")
    stored = runs[0].predictions["validation"]
    relabelled = type(stored)(stored.labels, (example(0, "critical"), *stored.examples[1:]), stored.predictions)
    other = FinishedRun("x", "other", {}, {"validation": relabelled})

    assert score_runs([runs[0], other], runs[0], "validation", Resampling(0, 50))[1].shared == 79


def test_the_baseline_is_named_by_name_or_id_and_else_the_oldest(place: str) -> None:
    runs = load_runs(place, "stances")

    assert choose_baseline(runs, None).name == "weak"
    assert choose_baseline(runs, "strong").name == "strong"
    assert choose_baseline(runs, runs[1].run_id[:8]).name == "strong"
    with pytest.raises(ConfigError) as caught:
        choose_baseline(runs, "best")
    known = ", ".join(f"{run.name} ({run.run_id[:8]})" for run in runs)
    assert str(caught.value) == (
        f"baseline 'best': expected one run, found 0. Cure: name one of these, or its id: {known}"
    )


def test_runs_of_one_name_are_told_apart_by_their_ids(place: str) -> None:
    weak, strong = load_runs(place, "stances")
    twin = replace(strong, name="weak")
    assert [run.name for run in distinctly_named([weak, strong])] == ["weak", "strong"]
    assert [run.name for run in distinctly_named([weak, twin])] == [
        f"weak {weak.run_id[:8]}",
        f"weak {strong.run_id[:8]}",
    ]
    [table] = comparison_tables(
        [weak, twin, replace(strong, run_id="x" * 32)], twin, [], "stance_accuracy", Resampling(0, 50)
    )
    assert table.title == f"validation: stance_accuracy, difference from weak {strong.run_id[:8]}"
    assert list(table.columns[0].cells) == [f"weak {weak.run_id[:8]}", f"weak {strong.run_id[:8]}", "strong"]
    with pytest.raises(ConfigError) as caught:
        choose_baseline([weak, twin, strong], "weak")
    assert str(caught.value) == (
        "baseline 'weak': expected one run, found 2. Cure: name one of these, or its id: "
        f"weak ({weak.run_id[:8]}), weak ({strong.run_id[:8]})"
    )


def test_a_server_that_does_not_answer_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    with pytest.raises(ConfigError) as caught:
        load_runs("http://127.0.0.1:1", "stances")
    assert str(caught.value).startswith(
        "MLflow at http://127.0.0.1:1 does not answer: API request to http://127.0.0.1:1"
    )
    assert str(caught.value).endswith("Cure: start the server, or name another place with --tracking-uri")
    assert "\n" not in str(caught.value)


def test_the_command_prints_settings_and_differences(place: str) -> None:
    result = CliRunner().invoke(
        compare, ["--experiment", "stances", "--tracking-uri", place, "--metric", "stance_accuracy"]
    )

    assert result.exit_code == 0
    lines = [line.split() for line in result.output.splitlines()]
    assert ["encoder", "minilm", "mpnet"] in lines
    assert "validation: stance_accuracy, difference from weak" in result.output
    strong = next(line for line in lines if line[:2] == ["strong", "60"])
    assert strong[2] == "90.0"
    assert strong[4] == "+40.0"
    assert strong[8] == "<0.001"
    assert "Differences are on the sentences with the same gold labels in both runs: strong 60." in " ".join(
        result.output.split()
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--corpus", "test"], "corpus 'test': expected one of validation"),
        (["--metric", "bleu"], "metric 'bleu': expected one of stance_accuracy, stance_macro_f1"),
    ],
)
def test_what_nobody_logged_is_named(place: str, options: list[str], message: str) -> None:
    result = CliRunner().invoke(compare, ["--experiment", "stances", "--tracking-uri", place, *options])

    assert isinstance(result.exception, ConfigError)
    assert str(result.exception) == message


def test_a_missing_experiment_names_the_known_ones(place: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_runs(place, "newstance")

    assert str(caught.value) == f"MLflow at {place}: expected an experiment 'newstance', found Default, stances"


def test_no_database_is_made_by_looking(tmp_path: Path) -> None:
    uri = f"sqlite:///{tmp_path}/mlflow.db"

    with pytest.raises(ConfigError) as caught:
        load_runs(uri, "newstance")

    assert str(caught.value) == (
        f"{uri}: expected the database of an earlier training, found no file. "
        "Cure: go to the folder where the training ran, or name the place with --tracking-uri"
    )
    assert list(tmp_path.iterdir()) == []
