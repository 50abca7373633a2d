"""Trained bundles as models in torch again: to go on from, or to ask as a teacher."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from newstance.bundle import ENCODER_CONFIG, WEIGHTS, open_bundle
from newstance.errors import BundleError, ConfigError
from newstance.training.dequantising import graph_weights
from newstance.training.model import POOLER, LossWeights, StanceModel, trained_model


def load_bundles(
    folders: Sequence[Path], key: str, loss_weights: LossWeights | None = None, dropout: float = 0.1
) -> StanceModel:
    """The model of a bundle; of several that began alike, the mean of their weights (Wortsman et al. 2022).

    A slim bundle has its rounded weights multiplied out. ``key`` is the configuration's name for the folders.

    Raises:
        BundleError: a broken bundle, or bundles that differ in shape.
        ConfigError: a bundle without what training takes.
    """
    for folder in folders:
        open_bundle(folder)
        if not (folder / ENCODER_CONFIG).is_file():
            cure = "Cure: take a bundle of a newer newstance, or the one in a training's output folder"
            raise ConfigError(f"{key}: {folder} has no {ENCODER_CONFIG}. {cure}")
    settings = json.loads((folders[0] / ENCODER_CONFIG).read_text(encoding="utf-8"))
    weights = [_weights(folder) for folder in folders]
    try:
        return trained_model(_mean(weights), settings, loss_weights or LossWeights(), dropout)
    except (RuntimeError, KeyError) as fault:
        names = ", ".join(map(str, folders))
        raise BundleError(f"{names}: the weights do not fit the bundle's configuration ({fault})") from fault


def _weights(folder: Path) -> dict[str, Tensor]:
    exact = folder / WEIGHTS
    return load_file(exact) if exact.is_file() else graph_weights(folder)


def _mean(states: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of weights of the same shape; what nothing learns, and a pooler, may be missing from some.

    Raises:
        KeyError: one has weights that another lacks.
    """
    if len(states) == 1:
        return dict(states[0])
    learned = [
        {name for name in state if not name.startswith(POOLER) and "position_ids" not in name} for state in states
    ]
    for names in learned[1:]:
        if differing := sorted(names ^ learned[0]):
            raise KeyError(differing[0])
    return {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in sorted(learned[0])}
