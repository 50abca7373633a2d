"""Completes a bundle with all that is said about the model, and seals it."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, replace
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
    (draft / CONFIG).write_text(_portable_config(config), encoding="utf-8")
    data = _data_record(splits if config.trainer.epochs else replace(splits, train=[]), model)
    write_json(draft / DATA, data)
    write_json(draft / METRICS, {name: found.as_dict() for name, found in scores.items()})
    card = model_card(
        identity,
        data,
        _made(config, model),
        scores,
        taught=model.teacher is not None,
        untaught=untaught_layers(model, splits),
    )
    (draft / CARD).write_text(card, encoding="utf-8")
    return seal_bundle(draft, identity)


def untaught_layers(model: EncoderConfig, splits: Splits) -> list[str]:
    """The layers whose heads learn from nothing: no training row, no bundle to go on from, no teacher has them."""
    if model.start_from or model.teacher:
        return []
    rows = splits.train
    taught = {
        "claims": any(row.claim is not None for row in rows),
        "speakers": any(row.speakers is not None for row in rows),
        "targets": any(row.targets is not None for row in rows),
    }
    return [layer for layer, there in taught.items() if not there]


def _pretrained(model: EncoderConfig) -> str:
    """The encoder that the model began with, if need be before other trainings."""
    return open_bundle(Path(model.start_from[0])).identity.encoder if model.start_from else model.encoder


def _made(config: TrainConfig, model: EncoderConfig) -> str:
    alone = f"one seed ({config.seed})"
    if len(model.start_from) <= 1:
        return alone
    seeds = [str(OmegaConf.select(OmegaConf.load(Path(folder) / CONFIG), "seed")) for folder in model.start_from]
    mean = f"the mean of the weights of {len(seeds)} bundles (seeds {', '.join(seeds)})"
    return mean if config.trainer.epochs == 0 else f"{alone}, which went on from {mean}"


def _portable_config(config: TrainConfig) -> str:
    """The resolved configuration without what only says where the run took place."""
    values = asdict(config)
    for place in ("output", "tracking"):
        del values[place]
    for place in ("root", "public_root"):
        del values["data"][place]
    return str(OmegaConf.to_yaml(OmegaConf.create(values)))


def _data_record(splits: Splits, model: EncoderConfig) -> dict[str, Any]:
    counts = Counter(example.corpus for example in splits.train)
    tests = {name: {"sentences": len(rows), "sha256": fingerprint(rows)} for name, rows in splits.test.items()}
    return {
        "train": {"sentences": dict(counts), "sha256": fingerprint(splits.train)},
        "went_on_from": [_learned_before(Path(folder)) for folder in model.start_from],
        "validation": {"sentences": len(splits.validation), "sha256": fingerprint(splits.validation)},
        "test": tests,
    }


def _learned_before(folder: Path) -> dict[str, Any]:
    """The name of a bundle, and how many sentences of each corpus it and those before it had learned from."""
    said = json.loads((folder / DATA).read_text(encoding="utf-8"))
    learned: dict[str, int] = {}
    for counts in (*(bundle["sentences"] for bundle in said.get("went_on_from", ())), said["train"]["sentences"]):
        learned |= counts
    return {"name": str(open_bundle(folder).identity), "sentences": learned}
