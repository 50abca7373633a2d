"""Completes a bundle with all that is said about the model, and seals it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf

from newstance.bundle import CARD, CONFIG, DATA, METRICS, Bundle, Identity, open_bundle, seal_bundle, write_json
from newstance.corpora.mixture import Splits, fingerprint
from newstance.evaluation.metrics import Scores
from newstance.training.card import model_card
from newstance.training.config import EncoderConfig, TrainConfig
from newstance.training.encoder import BUNDLE_FOLDER


def write_bundle(
    folder: Path, config: TrainConfig, model: EncoderConfig, splits: Splits, scores: Mapping[str, Scores]
) -> Bundle:
    """Adds configuration, data fingerprint, scores and model card to ``folder/bundle`` and checks the whole."""
    draft = folder / BUNDLE_FOLDER
    identity = Identity(model.name, config.version, _pretrained(model), model.max_tokens)
    counts = Counter(example.corpus for example in splits.train)
    (draft / CONFIG).write_text(_portable_config(config), encoding="utf-8")
    data = _data_record(splits, counts)
    write_json(draft / DATA, data)
    write_json(draft / METRICS, {name: found.as_dict() for name, found in scores.items()})
    card = model_card(identity, data["train"], _made(config, model), scores, taught=model.teacher is not None)
    (draft / CARD).write_text(card, encoding="utf-8")
    return seal_bundle(draft, identity)


def _pretrained(model: EncoderConfig) -> str:
    """The encoder that the model began with, if need be before other trainings."""
    return open_bundle(Path(model.start_from[0])).identity.encoder if model.start_from else model.encoder


def _made(config: TrainConfig, model: EncoderConfig) -> str:
    averaged = len(model.start_from)
    alone, mean = f"one seed ({config.seed})", f"the mean of {averaged} trainings with different seeds"
    if averaged <= 1:
        return alone
    return mean if config.trainer.epochs == 0 else f"{alone}, which went on from {mean}"


def _portable_config(config: TrainConfig) -> str:
    """The resolved configuration without what only says where the run took place."""
    values = asdict(config)
    for place in ("output", "tracking"):
        del values[place]
    for place in ("root", "public_root"):
        del values["data"][place]
    return str(OmegaConf.to_yaml(OmegaConf.create(values)))


def _data_record(splits: Splits, counts: Mapping[str, int]) -> dict[str, Any]:
    tests = {name: {"sentences": len(rows), "sha256": fingerprint(rows)} for name, rows in splits.test.items()}
    return {
        "train": {"sentences": dict(counts), "sha256": fingerprint(splits.train)},
        "validation": {"sentences": len(splits.validation), "sha256": fingerprint(splits.validation)},
        "test": tests,
    }
