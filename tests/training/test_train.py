"""``train.py``: what it says at the end of a run, how it ends when it is told to, and what a sweep may not do."""

import logging
import os
import signal
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from newstance.errors import ConfigError
from newstance.training.config import TrainConfig
from newstance.training.run import Outcome


@pytest.fixture
def train(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The script as a module, in an empty folder; what it sets for its process is taken back afterwards."""
    monkeypatch.chdir(tmp_path)
    before = signal.getsignal(signal.SIGTERM)
    spec = spec_from_file_location("train", root / "train.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main.__wrapped__.__module__ = "__main__"  # Hydra finds a script's configurations beside its file
    monkeypatch.setenv("HYDRA_FULL_ERROR", "1")  # faults come as they are
    yield module
    signal.signal(signal.SIGTERM, before)
    logging.captureWarnings(capture=False)


def call(train: ModuleType, monkeypatch: pytest.MonkeyPatch, *overrides: str) -> None:
    quiet = ("hydra/job_logging=none", "hydra/hydra_logging=none", "tracking=none", "model=tfidf")
    monkeypatch.setattr(sys, "argv", ["train.py", *overrides, *quiet])
    train.main()


def trained(config: TrainConfig, **said: Any) -> Outcome:
    Path(config.output).mkdir(parents=True, exist_ok=True)
    return Outcome({}, None, **{"run_id": None, **said})


def test_sigterm_ends_a_training_as_an_exit_that_cleans_up(train: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []

    def killed(config: TrainConfig) -> Outcome:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        finally:
            ended.append(config.output)
        return trained(config)

    monkeypatch.setattr(train, "run_training", killed)
    with pytest.raises(SystemExit) as exit_:
        call(train, monkeypatch, "output=here", "hydra.run.dir=here")
    assert (exit_.value.code, ended) == (143, ["here"])


def test_a_run_that_mlflow_lost_is_told_after_its_scores(
    train: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        train, "run_training", lambda config: trained(config, run_id="f00d", untracked="MLflow is lost")
    )
    with pytest.raises(SystemExit) as exit_:
        call(train, monkeypatch, "output=here", "hydra.run.dir=here")
    told = capsys.readouterr()
    assert exit_.value.code == 2
    assert told.err == "train.py: MLflow is lost\n"
    assert "corpus" in told.out
    assert "runs:/" not in told.out


def test_a_run_ends_with_its_id_in_mlflow(
    train: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(train, "run_training", lambda config: trained(config, run_id="f00d"))
    call(train, monkeypatch, "output=here", "hydra.run.dir=here")
    assert capsys.readouterr().out.splitlines()[-1] == "MLflow: runs:/f00d"


@pytest.mark.parametrize("folder", ["output=one", "output=one/${seed}"])
def test_runs_of_a_sweep_need_folders_of_their_own(
    train: ModuleType, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    outputs: list[str] = []
    monkeypatch.setattr(train, "run_training", lambda config: outputs.append(config.output) or trained(config))
    if folder == "output=one":
        with pytest.raises(ConfigError) as fault:
            call(train, monkeypatch, "-m", "seed=1,2", folder, "hydra.sweep.dir=sweep")
        assert str(fault.value) == (
            "output=one: another run of this sweep has that folder. "
            "Cure: hydra.sweep.dir=FOLDER instead, which gives each run a folder of its own"
        )
        assert outputs == ["one"]
    else:
        call(train, monkeypatch, "-m", "seed=1,2", folder, "hydra.sweep.dir=sweep")
        assert outputs == ["one/1", "one/2"]
