"""Whether what lies in a run's folder may be gone on with: only where all that the weights depend on is the same."""

import hashlib
import re
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf

from newstance.bundle import MANIFEST
from newstance.errors import ConfigError
from newstance.training.config import EncoderConfig, TrainConfig

CHECKPOINTS = "checkpoints"
CONFIG = "config.yaml"
FINGERPRINT = "data_fingerprint"
RUN_ID = "mlflow_run_id"
DECISIVE = ("data", "model", "trainer", "seed")
"""The parts of the configuration that the weights depend on."""

PLACES = {"data.root", "data.public_root", "trainer.resume"}
"""Keys in those parts that the weights do not depend on: the texts themselves have their fingerprint."""


def begin_or_resume(config: TrainConfig, data_fingerprint: str, folder: Path) -> str:
    """Notes in ``folder`` which training this is, and returns its resolved configuration.

    Another training that came to nothing there is forgotten, its MLflow run is left alone.

    Raises:
        ConfigError: checkpoints of another training lie there, and ``trainer.resume`` is on.
    """
    resolved = str(OmegaConf.to_yaml(OmegaConf.create(asdict(config))))
    if not config.trainer.resume:
        shutil.rmtree(folder / CHECKPOINTS, ignore_errors=True)  # else the next start would take them for its own
    origin = _origin(config, data_fingerprint)
    differing = _differing(config, origin, folder)
    if differing and newest_checkpoint(folder / CHECKPOINTS) is not None:
        raise ConfigError(
            f"{folder} holds checkpoints of another training (other: {', '.join(differing)}). "
            "Cure: another folder (output=…), or trainer.resume=false to begin anew there"
        )
    if differing or not config.trainer.resume:
        (folder / RUN_ID).unlink(missing_ok=True)
    (folder / CONFIG).write_text(resolved, encoding="utf-8")
    (folder / FINGERPRINT).write_text(origin, encoding="utf-8")
    return resolved


def newest_checkpoint(folder: Path) -> Path | None:
    """The newest checkpoint that was written to its end: the Trainer writes its state last."""
    whole = [state.parent for state in folder.glob("checkpoint-*/trainer_state.json")]
    return max(whole, key=lambda checkpoint: int(re.sub(r"\D", "", checkpoint.name)), default=None)


def _origin(config: TrainConfig, data_fingerprint: str) -> str:
    """What the training learns from: its rows, and the seals of the bundles that teach it or that it goes on from."""
    model = config.model
    named = [*model.start_from, *([model.teacher] if model.teacher else [])] if isinstance(model, EncoderConfig) else []
    manifests = [Path(folder) / MANIFEST for folder in named]
    seals = [hashlib.sha256(path.read_bytes()).hexdigest() for path in manifests if path.is_file()]
    return "\n".join([data_fingerprint, *seals])


def _differing(config: TrainConfig, origin: str, folder: Path) -> list[str]:
    """What is other than at the start of the training that ``folder`` holds."""
    noted = folder / CONFIG
    before = _values(OmegaConf.to_container(OmegaConf.load(noted))) if noted.is_file() else {}
    now = _values(asdict(config))
    differing = sorted(key for key in before.keys() | now.keys() if before.get(key) != now.get(key))
    fingerprint = folder / FINGERPRINT
    if fingerprint.is_file() and fingerprint.read_text(encoding="utf-8") != origin:
        differing.append("the training rows, or a bundle that it starts from")
    return differing


def _values(configuration: Any) -> dict[str, Any]:  # noqa: ANN401 - parsed YAML
    """The decisive keys with their values, as ``section.key``."""
    found: dict[str, Any] = {}
    for section in DECISIVE:
        part = configuration.get(section)
        found |= (
            {f"{section}.{key}": value for key, value in part.items()} if isinstance(part, dict) else {section: part}
        )
    return {key: value for key, value in found.items() if key not in PLACES}
