"""Trains a model: ``python train.py [overrides]``; ``python train.py --help`` shows what can be set."""

import logging
import sys

import hydra
from hydra.core.hydra_config import HydraConfig
from hydra.types import RunMode
from omegaconf import DictConfig
from rich.console import Console

from newstance.errors import NewstanceError
from newstance.evaluation.tables import scores_table
from newstance.training.config import read_config
from newstance.training.run import run_training


@hydra.main(version_base="1.3", config_path="configs", config_name="train")
def main(composed: DictConfig) -> None:
    """Reads the configuration, trains, and ends with a table of scores and the bundle's path."""
    logging.captureWarnings(capture=True)
    console = Console(width=None if sys.stdout.isatty() else 110)
    try:
        outcome = run_training(read_config(composed))
    except NewstanceError as fault:
        Console(stderr=True).print(f"train.py: {fault}", style="red", markup=False, soft_wrap=True)
        if HydraConfig.get().mode is RunMode.MULTIRUN:
            raise  # to Hydra, which runs the other jobs of the sweep before it ends with this fault
        sys.exit(2)
    console.print(scores_table(outcome.scores))
    if outcome.bundle is not None:
        console.print(f"Bundle: {outcome.bundle.folder}", soft_wrap=True)
        console.print(f"Try it: newstance annotate --model {outcome.bundle.folder} article.txt", soft_wrap=True)


if __name__ == "__main__":
    main()
