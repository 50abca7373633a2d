"""Whole runs: the bundle, MLflow's record of it, the baseline, and what is refused before anything is trained."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from mlflow import MlflowClient

from newstance.bundle import open_bundle
from newstance.corpora.mixture import Splits
from newstance.errors import ConfigError
from newstance.inference.loading import find_bundle, load_predictor
from newstance.labels import CLAIMS, NEUTRAL, STANCES
from newstance.records import Example, Pair, Span
from newstance.training import run
from newstance.training.baseline import fit_tfidf
from newstance.training.config import TfidfConfig
from newstance.training.run import Outcome, run_training

Config = Callable[..., Any]


@dataclass(frozen=True)
class Tracked:
    outcome: Outcome
    store: str
    folder: Path


@pytest.fixture(scope="module")
def tracked(tmp_path_factory: pytest.TempPathFactory, tiny_config: Config) -> Iterator[Tracked]:
    """The tiny bundle's training once more, with the same seed, and tracked."""
    folder = tmp_path_factory.mktemp("tracked")
    store = f"sqlite:///{folder / 'mlflow.db'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        outcome = run_training(tiny_config(folder / "output", f"tracking.uri={store}", "tracking.experiment=tests"))
        yield Tracked(outcome, store, folder)


def metrics_of(bundle: Path) -> dict[str, Any]:
    return dict(json.loads((bundle / "metrics.json").read_text(encoding="utf-8")))


def test_the_same_seed_gives_the_same_scores_and_weights(tracked: Tracked, tiny_bundle: Path) -> None:
    assert tracked.outcome.bundle is not None
    again = tracked.outcome.bundle.folder
    assert metrics_of(again) == metrics_of(tiny_bundle)
    for name in ("model.safetensors", "encoder.onnx", "pairs.onnx", "calibration.json", "data.json"):
        assert (again / name).read_bytes() == (tiny_bundle / name).read_bytes()


def test_scores_are_told_for_every_split(tracked: Tracked) -> None:
    assert tracked.outcome.bundle is not None
    assert list(tracked.outcome.scores) == ["validation", "test-sentences"]
    written = metrics_of(tracked.outcome.bundle.folder)
    for name, scores in tracked.outcome.scores.items():
        assert scores.examples == 16
        assert written[name] == json.loads(json.dumps(scores.as_dict()))


def test_mlflow_has_params_metrics_pictures_and_the_bundle(tracked: Tracked) -> None:
    client = MlflowClient(tracked.store)
    assert tracked.outcome.run_id is not None
    assert (tracked.folder / "output" / "mlflow_run_id").read_text(encoding="utf-8") == tracked.outcome.run_id
    found = client.get_run(tracked.outcome.run_id)
    assert (found.info.status, found.info.run_name) == ("FINISHED", "tiny-seed1")
    assert found.data.params["seed"] == "1"
    assert found.data.params["trainer.epochs"] == "1"
    assert found.data.params["model.losses.claim"] == "1.0"
    for split in ("validation", "test-sentences"):
        figures = tracked.outcome.scores[split].flat()
        wanted = [f"stance_f1_{label}" for label in STANCES] + [f"claim_f1_{label}" for label in CLAIMS]
        for name in [*tracked.outcome.scores[split].main_figures(), *wanted]:
            assert found.data.metrics[f"{split}/{name}"] == pytest.approx(figures[name])
        pictures = [Path(each.path).name for each in client.list_artifacts(found.info.run_id, f"figures/{split}")]
        assert {"stance_confusion.png", "stance_reliability.png", "claim_confusion.png"} <= set(pictures)
    assert found.data.metrics["eval_stance_macro_f1"] >= 0.0
    artifacts = {each.path for each in client.list_artifacts(found.info.run_id)}
    assert {"bundle", "figures", "config.yaml", "predictions", "scores.json"} <= artifacts
    downloaded = Path(client.download_artifacts(found.info.run_id, "bundle", str(tracked.folder)))
    assert open_bundle(downloaded).identity.name == "tiny"


def test_a_bundle_of_a_run_can_be_named_by_its_uri(tracked: Tracked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", tracked.store)
    assert open_bundle(find_bundle(f"runs:/{tracked.outcome.run_id}")).identity.name == "tiny"


def test_the_baseline_has_scores_and_no_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_config: Config
) -> None:
    monkeypatch.chdir(tmp_path)
    config = replace(tiny_config(tmp_path / "run"), model=TfidfConfig())
    outcome = run_training(config)
    assert outcome.bundle is None
    assert outcome.run_id is None
    found = outcome.scores["validation"]
    assert found.stance is not None
    assert found.claim is not None
    assert (found.stance.count, found.claim.count) == (16, 16)
    assert (found.pair, found.speaker, found.target, found.triple) == (None, None, None, None)
    assert run_training(config).scores["validation"].flat() == found.flat()
    assert not (tmp_path / "run" / "bundle").exists()
    assert "kind: tfidf" in (tmp_path / "run" / "config.yaml").read_text(encoding="utf-8")


def test_max_train_examples_takes_the_same_part_whatever_the_seed(
    tmp_path: Path, tiny_config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    config = tiny_config(tmp_path / "run")
    part = run._load(config.data, 10, seed=1).train
    assert len(part) == 10
    assert part == run._load(config.data, 10, seed=2).train
    assert len(run._load(config.data, 1000, seed=1).train) == len(run._load(config.data, None, seed=1).train) == 40


def test_validation_without_stances_is_refused_before_training(tmp_path: Path, tiny_config: Config) -> None:
    config = tiny_config(tmp_path / "run", "data.validation=[]")
    with pytest.raises(ConfigError) as fault:
        run_training(config)
    assert str(fault.value) == (
        "data.validation: expected sentences with a stance, which choose the best epoch; found none"
    )


def test_an_encoder_that_cannot_be_had(tmp_path: Path, tiny_config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigError) as fault:
        run_training(tiny_config(tmp_path / "run", f"model.encoder={tmp_path / 'empty'}"))
    assert str(fault.value) == f"{tmp_path / 'empty'}: expected an encoder folder with config.json, found none"


def test_a_training_goes_on_from_a_bundle_without_its_encoder_at_hand(
    tiny_bundle: Path, tiny_config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    overrides = ["model.encoder=nowhere/at-all", f"model.start_from=[{tiny_bundle}]", "trainer.epochs=0"]
    outcome = run_training(tiny_config(tmp_path / "output", *overrides))
    assert outcome.bundle is not None
    for name in ("model.safetensors", "encoder.onnx", "tokenizer.json"):
        assert (outcome.bundle.folder / name).read_bytes() == (tiny_bundle / name).read_bytes()
    assert outcome.bundle.identity.encoder == open_bundle(tiny_bundle).identity.encoder
    data = json.loads((outcome.bundle.folder / "data.json").read_text(encoding="utf-8"))
    assert data["train"]["sentences"] == {}  # of no epochs nothing is learned
    assert data["went_on_from"] == [{"name": "tiny 0.1.0", "sentences": {"sentences": 40}}]


def test_the_baseline_of_one_stance_and_no_claims_has_constant_answers() -> None:
    rows = [Example(str(n), "mine", f"Oslo waits {n}.", str(n), f"f:{n}", stance="neutral") for n in range(3)]
    reader = fit_tfidf(rows, TfidfConfig(), seed=1)
    [answer] = reader.predict(["Lima slammed the plan."])
    assert dict(zip(STANCES, answer.stance_probs, strict=True))[NEUTRAL] == 1.0
    assert dict(zip(CLAIMS, answer.claim_probs, strict=True))["none"] == 1.0
    assert reader.predict([]) == []
    with pytest.raises(ConfigError) as fault:
        fit_tfidf([replace(row, stance=None) for row in rows], TfidfConfig(), seed=1)
    assert str(fault.value) == (
        "data.sources: the baseline learns from sentences with a stance of their own; found none"
    )


def test_what_is_not_taught_or_not_measured_is_said_beforehand(
    tmp_path: Path, tiny_config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    config = tiny_config(tmp_path / "run")
    row = Example("1", "table", "Oslo waits.", "1", "f:1", stance="neutral", claim="fact")
    run._warn(config, Splits([row], [row], {"table": []}))
    assert caplog.messages == [
        "No training row has speakers, targets: what the model will say of them is noise. "
        "Cure: train on sentences too, go on from a bundle (model.start_from) or ask a teacher (model.teacher)",
        "The test split of table is empty, so it scores nothing",
    ]
    caplog.clear()
    run._warn(tiny_config(tmp_path / "run", "model.start_from=[some/bundle]"), Splits([row], [row], {}))
    assert caplog.messages == []


def test_a_model_that_learned_marks_answers_by_them(
    tmp_path: Path, tiny_bundle: Path, tiny_config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run_training(tiny_config(tmp_path / "output", "model.marked_pairs=0.5"))
    assert outcome.bundle is not None
    assert outcome.bundle.calibration.reads_marks
    assert not open_bundle(tiny_bundle).calibration.reads_marks
    predictor = load_predictor(str(outcome.bundle.folder))
    pair = Pair(Span(0, 4, "Lima"), Span(13, 19, "Europe"), NEUTRAL)
    unmarked = replace(predictor, calibration=replace(predictor.calibration, marked_temperature=None))
    (by_marks,), (without,) = (reader.predict(["Lima praised Europe"], [[pair]]) for reader in (predictor, unmarked))
    assert by_marks.pair_probs is not None
    assert without.pair_probs is not None
    assert abs(by_marks.pair_probs - without.pair_probs).max() > 1e-3
    assert by_marks.stance_probs.tolist() == without.stance_probs.tolist()
