"""Whole runs: the bundle, MLflow's record of it, the baseline, and what is refused before anything is trained."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from mlflow import MlflowClient

from newstance.bundle import WEIGHTS, open_bundle, seal_bundle
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


def test_max_train_examples_takes_a_part_that_the_seed_draws(
    tmp_path: Path, tiny_config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    config = tiny_config(tmp_path / "run", "data.sources.sentences=0.5")
    part = run._load(config.data, 10, seed=1)
    assert (len(part.train), len({row.id for row in part.train}), part.shares) == (10, 10, {"sentences": 1.0})
    assert part == run._load(config.data, 10, seed=1)
    assert part.train != run._load(config.data, 10, seed=2).train
    for limit in (1000, 40, None):
        whole = run._load(config.data, limit, seed=1)
        assert (len(whole.train), whole.shares) == (40, {"sentences": 0.5})


def test_a_part_has_the_proportions_of_the_shares() -> None:
    def rows(corpus: str, count: int) -> list[Example]:
        return [Example(f"{corpus} {n}", corpus, "Oslo waits.", str(n), f"f:{n}") for n in range(count)]

    splits = Splits([*rows("sentences", 500), *rows("dse", 2000)], [], {}, shares={"sentences": 1.0, "dse": 0.1})
    part = run._sampled(splits, 140, seed=1)
    assert Counter(row.corpus for row in part.train)["sentences"] == pytest.approx(
        100, abs=15
    )  # 500 to 200 in an epoch
    assert part.shares == {"sentences": 1.0, "dse": 1.0}
    assert part.train == [row for row in splits.train if row in part.train]


@pytest.mark.parametrize(
    ("overrides", "found"),
    [
        (["data.validation=[]"], "no row in an empty list. Cure: data.validation=[sentences]"),
        (
            ["+data.sources.table=1.0", "+data.table.path=TABLE", "data.validation=[table]"],
            "no row in table. Cure: data.validation=[sentences], "
            "or more rows: a tenth of a table's texts validates, drawn by their hash",
        ),
    ],
)
def test_validation_without_stances_is_refused_before_training(
    tmp_path: Path, tiny_config: Config, overrides: list[str], found: str
) -> None:
    (tmp_path / "my.csv").write_text(
        "text,stance\nLima praised it.,supportive\nOslo waits.,neutral\n", encoding="utf-8"
    )
    config = tiny_config(tmp_path / "run", *(each.replace("TABLE", str(tmp_path / "my.csv")) for each in overrides))
    with pytest.raises(ConfigError) as fault:
        run_training(config)
    assert str(fault.value) == (
        f"data.validation: expected sentences with a stance, which choose the best epoch; found {found}"
    )


def test_rows_without_stances_choose_no_epoch(tiny_config: Config, tmp_path: Path) -> None:
    data = tiny_config(tmp_path).data
    row = Example("1", "sentences", "Oslo waits.", "1", "f:1", stance="neutral")
    run._demand_validation(data, [replace(row, stance=None), row])
    with pytest.raises(ConfigError, match=r"found 1 rows without in sentences\. Cure: data\.validation=\[sentences\]$"):
        run._demand_validation(data, [replace(row, stance=None)])


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
    moved = Path(shutil.copytree(tiny_bundle, tmp_path / "moved"))
    seal_bundle(moved, replace(open_bundle(tiny_bundle).identity, encoder="nowhere/at-all"))
    overrides = ["model.encoder=nowhere/at-all", f"model.start_from=[{moved}]", "trainer.epochs=0"]
    outcome = run_training(tiny_config(tmp_path / "output", *overrides))
    assert outcome.bundle is not None
    for name in ("model.safetensors", "encoder.onnx", "tokenizer.json"):
        assert (outcome.bundle.folder / name).read_bytes() == (tiny_bundle / name).read_bytes()
    assert outcome.bundle.identity.encoder == "nowhere/at-all"
    data = json.loads((outcome.bundle.folder / "data.json").read_text(encoding="utf-8"))
    assert data["train"]["sentences"] == {}  # of no epochs nothing is learned
    assert data["went_on_from"] == [{"name": "tiny 0.1.0", "sentences": {"sentences": 40}}]


def test_a_bundle_of_another_encoder_or_head_size_is_refused_with_what_it_has(
    tiny_bundle: Path, tiny_config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = ["model.encoder=sentence-transformers/all-MiniLM-L6-v2", "model.head_size=8"]
    with pytest.raises(ConfigError) as fault:
        run_training(tiny_config(tmp_path / "output", f"model.start_from=[{tiny_bundle}]", *asked))
    has = f"model.encoder={open_bundle(tiny_bundle).identity.encoder} model.head_size=16"
    assert str(fault.value) == (
        f"model.start_from: {tiny_bundle} was made with {has}; found {' '.join(asked)}. "
        f"Cure: {has} (for all-mpnet-base-v2 simply model=mpnet)"
    )
    assert not (tmp_path / "output" / "bundle").exists()


def test_a_training_whose_mlflow_dies_keeps_its_bundle_and_is_completed_by_the_same_command(
    tiny_bundle: Path, tiny_config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = f"sqlite:///{tmp_path / 'mlflow.db'}"
    config = tiny_config(tmp_path / "output", f"tracking.uri={store}")

    def gone(*_: object, **__: object) -> None:
        raise OSError("no route to host")

    with monkeypatch.context() as patch:
        patch.setattr(MlflowClient, "log_batch", gone)
        outcome = run_training(config)
    assert outcome.untracked == (
        f"MLflow at {store} was lost (no route to host): run {outcome.run_id} is incomplete there. "
        f"Cure: the same command with output={tmp_path / 'output'} once MLflow is back completes it"
    )
    assert outcome.bundle is not None
    assert (outcome.bundle.folder / WEIGHTS).read_bytes() == (tiny_bundle / WEIGHTS).read_bytes()
    again = run_training(config)
    assert (again.run_id, again.untracked) == (outcome.run_id, None)
    kept = MlflowClient(store).get_run(str(again.run_id))
    assert (kept.info.status, kept.data.params["seed"]) == ("FINISHED", "1")
    assert "test-sentences/stance_macro_f1" in kept.data.metrics
    assert again.bundle is not None
    assert (again.bundle.folder / WEIGHTS).read_bytes() == (tiny_bundle / WEIGHTS).read_bytes()


@pytest.mark.parametrize("texts", [["Oslo won", "Zzz, quip!"], ["a", "b"]])
def test_too_few_words_for_the_baseline_are_told(texts: list[str]) -> None:
    rows = [
        Example(text, "mine", text, text, "f:1", stance=stance) for text, stance in zip(texts, STANCES, strict=False)
    ]
    with pytest.raises(ConfigError) as fault:
        fit_tfidf(rows, TfidfConfig())
    assert str(fault.value).startswith("data.sources: the baseline found too little in 2 texts (")
    assert str(fault.value).endswith("). Cure: more training rows")


def test_the_baseline_of_one_stance_and_no_claims_has_constant_answers() -> None:
    rows = [Example(str(n), "mine", f"Oslo waits {n}.", str(n), f"f:{n}", stance="neutral") for n in range(3)]
    reader = fit_tfidf(rows, TfidfConfig())
    [answer] = reader.predict(["Lima slammed the plan."])
    assert dict(zip(STANCES, answer.stance_probs, strict=True))[NEUTRAL] == 1.0
    assert dict(zip(CLAIMS, answer.claim_probs, strict=True))["none"] == 1.0
    assert reader.predict([]) == []
    with pytest.raises(ConfigError) as fault:
        fit_tfidf([replace(row, stance=None) for row in rows], TfidfConfig())
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
