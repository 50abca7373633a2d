"""Trains a model: ``python train.py [overrides]``; ``python train.py --help`` shows what can be set."""

import logging
import signal
import sys

import hydra
from hydra.core.hydra_config import HydraConfig
from hydra.types import RunMode
from omegaconf import DictConfig
from rich.console import Console

from newstance.errors import ConfigError, NewstanceError
from newstance.evaluation.tables import scores_table
from newstance.training.config import TrainConfig, read_config
from newstance.training.run import Outcome, run_training

_written: set[str] = set()
"""The folders of the runs of this sweep."""


@hydra.main(version_base="1.3", config_path="configs", config_name="train")
def main(composed: DictConfig) -> None:
    """Reads the configuration, trains, and ends with a table of scores and the bundle's path."""
    logging.captureWarnings(capture=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that MLflow learns of the end
    try:
        config = read_config(composed)
        _demand_own_folder(config)
        _tell(run_training(config))
    except NewstanceError as fault:
        Console(stderr=True).print(f"train.py: {fault}", style="red", markup=False, soft_wrap=True)
        if HydraConfig.get().mode is RunMode.MULTIRUN:
            raise  # to Hydra, which runs the other jobs of the sweep before it ends with this fault
        sys.exit(2)


def _demand_own_folder(config: TrainConfig) -> None:
    if config.output in _written:
        cure = "Cure: hydra.sweep.dir=FOLDER instead, which gives each run a folder of its own"
        raise ConfigError(f"output={config.output}: another run of this sweep has that folder. {cure}")
    _written.add(config.output)


def _tell(outcome: Outcome) -> None:
    """Shows what the run has made; raises NewstanceError where MLflow lacks a part of it."""
    console = Console(width=None if sys.stdout.isatty() else 110)
    console.print(scores_table(outcome.scores))
    if outcome.bundle is not None:
        console.print(f"Bundle: {outcome.bundle.folder}", soft_wrap=True)
        console.print(f"Try it: newstance annotate --model {outcome.bundle.folder} article.txt", soft_wrap=True)
    if outcome.untracked is not None:
        raise NewstanceError(outcome.untracked)
    if outcome.run_id is not None:
        console.print(f"MLflow: runs:/{outcome.run_id}", soft_wrap=True)


if __name__ == "__main__":
    main()
