"""Tracking against a real MLflow database in a temporary folder."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import mlflow
import pytest
from matplotlib.figure import Figure
from mlflow import MlflowClient
from mlflow.entities import Run as StoredRun

from newstance import __version__
from newstance.bundle import open_bundle
from newstance.errors import ConfigError, MissingExtraError
from newstance.inference.loading import find_bundle
from newstance.training.tracking import Run, flatten, provenance_tags, track_run


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One database for all tests of this file: making its tables takes seconds."""
    return f"sqlite:///{tmp_path_factory.mktemp('tracking')}/runs/mlflow.db"


def stored(place: str, run_id: str | None) -> StoredRun:
    assert run_id is not None
    return MlflowClient(place).get_run(run_id)


def artifact(run: StoredRun, path: str) -> Path:
    return Path(run.info.artifact_uri.removeprefix("file://")) / path


def test_a_run_keeps_settings_curves_and_files(place: str, tmp_path: Path) -> None:
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle" / "labels.json").write_text("{}")
    (tmp_path / "test.jsonl").write_text('{"id": "s1"}\n')

    with track_run(place, "kept", "minilm seed 1", provenance_tags("f00d")) as run:
        run.log_params({"model": {"name": "minilm", "layers": [1, 2]}, "seed": 0, "limit": None})
        run.log_metrics({"train/loss": 2.0, "stance_macro_f1": 0.25}, step=1)
        run.log_metrics({"train/loss": 1.0}, step=2)
        run.log_figures({"test/stance_confusion": Figure()})
        run.log_dict({"a": 1}, "scores/test.json")
        run.log_text("résumé\n", "notes.txt")
        run.log_file(tmp_path / "test.jsonl", "predictions")
        run.log_bundle(tmp_path / "bundle")

    kept = stored(place, run.run_id)
    assert kept.info.status == "FINISHED"
    assert kept.info.run_name == "minilm seed 1"
    assert kept.data.params == {"model.name": "minilm", "model.layers": "[1, 2]", "seed": "0", "limit": "None"}
    assert kept.data.metrics == {"train/loss": 1.0, "stance_macro_f1": 0.25}
    assert kept.data.tags["newstance.version"] == __version__
    assert kept.data.tags["newstance.data_fingerprint"] == "f00d"
    history = MlflowClient(place).get_metric_history(run.run_id, "train/loss")
    assert [(point.step, point.value) for point in history] == [(1, 2.0), (2, 1.0)]
    assert artifact(kept, "figures/test/stance_confusion.png").read_bytes().startswith(b"\x89PNG")
    assert json.loads(artifact(kept, "scores/test.json").read_text()) == {"a": 1}
    assert artifact(kept, "notes.txt").read_text(encoding="utf-8") == "résumé\n"
    assert artifact(kept, "predictions/test.jsonl").read_text() == '{"id": "s1"}\n'
    assert artifact(kept, "bundle/labels.json").read_text() == "{}"
    assert not (tmp_path / "bundle" / "MLmodel").exists()


def test_the_bundle_of_a_run_can_be_registered_and_then_named(
    place: str, tiny_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with track_run(place, "kept", "registered", {}) as run:
        run.log_bundle(tiny_bundle)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", place)

    version = mlflow.register_model(f"runs:/{run.run_id}/bundle", "stances")

    assert (int(version.version), version.run_id) == (1, run.run_id)
    assert open_bundle(find_bundle("models:/stances/1")).identity.name == "tiny"


class GoneError(OSError):
    """What a server that died gives for an answer."""


def test_a_place_that_is_lost_on_the_way_ends_no_training(
    place: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[str] = []

    def gone(_: MlflowClient, run_id: str, **_points: object) -> None:
        asked.append(run_id)
        raise GoneError("no route to host\nand a page of HTML")

    with track_run(place, "kept", "lost", {}) as run:
        run.log_metrics({"loss": 2.0}, step=1)
        with monkeypatch.context() as patch:
            patch.setattr(MlflowClient, "log_batch", gone)
            run.log_metrics({"loss": 1.0}, step=2)
        run.log_metrics({"loss": 0.5}, step=3)
        run.log_params({"seed": 1})
        run.log_text("x", "x.txt")

    assert run.lost == "no route to host"
    assert len(asked) == 1
    assert caplog.messages == [
        "MLflow is lost (no route to host): the training goes on, its run there stays incomplete"
    ]
    kept = stored(place, run.run_id)
    assert (kept.info.status, kept.data.metrics, kept.data.params) == ("FAILED", {"loss": 2.0}, {})
    assert mlflow.active_run() is None
    assert "MLFLOW_HTTP_REQUEST_MAX_RETRIES" not in os.environ


def test_artifacts_lie_beside_the_database_wherever_the_training_runs(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with track_run(place, "team/kept", "run", {}) as run:
        run.log_text("x", "x.txt")

    folder = Path(place.removeprefix("sqlite:///")).parent
    assert artifact(stored(place, run.run_id), "x.txt") == folder / f"mlruns/team_kept/{run.run_id}/artifacts/x.txt"
    assert list(tmp_path.iterdir()) == []


def test_many_and_long_settings_are_kept(place: str) -> None:
    with track_run(place, "kept", "many", {}) as run:
        run.log_params({f"p{i}": i for i in range(250)} | {"long": "x" * 9000, "odd [name]": "y"})
        run.log_metrics({f"m{i}": i for i in range(1200)})

    data = stored(place, run.run_id).data
    assert data.params["p249"] == "249"
    assert data.params["long"] == "x" * 5999 + "…"
    assert data.params["odd _name_"] == "y"
    assert len(data.metrics) == 1200


@pytest.mark.parametrize(
    ("error", "status"), [(ValueError, "FAILED"), (SystemExit, "KILLED"), (KeyboardInterrupt, "KILLED")]
)
def test_the_status_tells_how_a_run_ended(place: str, error: type[BaseException], status: str) -> None:
    runs: list[Run] = []

    def train() -> None:
        with track_run(place, "kept", "broken", {}) as run:
            runs.append(run)
            raise error

    with pytest.raises(error):
        train()

    assert stored(place, runs[0].run_id).info.status == status


def test_a_resumed_training_goes_on_in_its_run(place: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(KeyboardInterrupt), track_run(place, "kept", "first try", {}) as first:  # noqa: PT012
        first.log_params({"epochs": 3, "seed": 1})
        first.log_metrics({"loss": 2.0}, step=1)
        raise KeyboardInterrupt

    with (
        caplog.at_level(logging.WARNING),
        track_run(place, "kept", "second try", {"resumed": "yes"}, run_id=first.run_id) as second,
    ):
        assert stored(place, first.run_id).info.status == "RUNNING"
        second.log_params({"epochs": 5, "seed": 1, "batch": 32})
        second.log_metrics({"loss": 1.0}, step=2)

    kept = stored(place, first.run_id)
    assert second.run_id == first.run_id
    assert (kept.info.status, kept.info.run_name) == ("FINISHED", "first try")
    assert kept.data.params == {"epochs": "3", "seed": "1", "batch": "32"}
    assert kept.data.tags["resumed.epochs"] == "5"
    assert kept.data.tags["resumed"] == "yes"
    assert f"run {first.run_id} began with epochs=3 and goes on with 5" in caplog.messages
    assert [point.step for point in MlflowClient(place).get_metric_history(first.run_id, "loss")] == [1, 2]


def test_a_run_that_the_place_does_not_have_is_begun_anew(place: str, caplog: pytest.LogCaptureFixture) -> None:
    missing = "0" * 32
    with track_run(place, "kept", "deleted", {}) as deleted:
        pass
    MlflowClient(place).delete_run(str(deleted.run_id))

    for gone in (missing, str(deleted.run_id)):
        caplog.clear()
        with track_run(place, "kept", "anew", {}, run_id=gone) as run:
            pass
        assert run.run_id != gone
        assert (stored(place, run.run_id).info.run_name, run.lost) == ("anew", None)
        assert caplog.messages == [f"MLflow at {place} has no run {gone}: a new one begins there"]


def test_a_run_that_cannot_be_named_says_so(place: str) -> None:
    with pytest.raises(ConfigError) as caught, track_run(place, "kept", "x", {}, run_id="a/b"):
        pass

    assert str(caught.value).startswith(f'MLflow at {place} cannot resume run a/b: Invalid value "a/b"')


def test_a_deleted_experiment_says_how_to_get_it_back(place: str) -> None:
    with track_run(place, "thrown away", "x", {}):
        pass
    client = MlflowClient(place)
    number = client.get_experiment_by_name("thrown away").experiment_id
    client.delete_experiment(number)

    with pytest.raises(ConfigError) as caught, track_run(place, "thrown away", "x", {}):
        pass

    assert str(caught.value) == (
        f"MLflow at {place}: experiment 'thrown away' has been deleted. "
        f"Cure: choose another name, or mlflow experiments restore -x {number}"
    )


def test_a_folder_is_no_place_for_runs(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught, track_run(str(tmp_path), "kept", "x", {}):
        pass

    assert str(caught.value).startswith(f"MLflow cannot keep runs at {tmp_path}: The filesystem tracking backend")
    assert str(caught.value).endswith(
        "Cure: name a database (sqlite:///mlflow.db) or a server (http://HOST:5000), or set tracking=none"
    )


def test_tracking_can_be_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with track_run(None, "kept", "x", {}) as run:
        run.log_params({"seed": 1})
        run.log_metrics({"loss": 1.0}, step=1)
        run.log_tags({"a": "b"})
        run.log_figures({"f": Figure()})
        run.log_dict({}, "a.json")
        run.log_text("", "a.txt")
        run.log_file(tmp_path / "none", "x")
        run.log_bundle(tmp_path / "none")

    assert run.run_id is None
    assert list(tmp_path.iterdir()) == []


def test_without_mlflow_the_error_has_a_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mlflow", None)

    with pytest.raises(MissingExtraError) as caught, track_run("sqlite:///x.db", "kept", "x", {}):
        pass

    assert str(caught.value) == (
        "tracking runs in MLflow needs packages that are not installed. Cure: pip install 'newstance[train]',"
        " in a clone .venv/bin/pip install -e '.[train]'"
    )


def test_flatten_joins_names_with_dots_and_keeps_empty_sections() -> None:
    assert flatten({"a": {"b": {"c": 1}, "d": [2]}, "e": {}}) == {"a.b.c": 1, "a.d": [2], "e": {}}


TELEMETRY = """
import os, sys
for name in ("PYTEST_CURRENT_TEST", "CI", "GITHUB_ACTIONS"):
    os.environ.pop(name, None)
os.environ.update(dict(pair.split("=") for pair in sys.argv[2:]))
from newstance.mlflow_store import connect
connect(sys.argv[1])
from mlflow.telemetry import get_telemetry_client
print(get_telemetry_client() is None, os.environ.get("MLFLOW_DISABLE_TELEMETRY"))
"""


@pytest.mark.parametrize(("chosen", "answer"), [([], "True true"), (["MLFLOW_DISABLE_TELEMETRY=1"], "True 1")])
def test_mlflow_sends_no_telemetry(place: str, chosen: list[str], answer: str) -> None:
    arguments = [sys.executable, "-c", TELEMETRY, place, *chosen]

    found = subprocess.run(arguments, capture_output=True, text=True, check=True)

    assert found.stdout.strip() == answer
