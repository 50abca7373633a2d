"""A bundle: one self-describing folder that holds a trained model and all that using it takes.

    bundle.json          format, name, version, encoder, limits, and size and sha256 of every other file
    labels.json          the label names, in the order of the model's outputs
    calibration.json     temperatures, stance bias, thresholds
    tokenizer.json       the encoder's tokenizer
    encoder.onnx         the encoder with tag and claim heads, in 8 or 4 bits
    pairs.onnx           the stance head
    config.yaml          the resolved training configuration
    data.json            corpora, counts and fingerprints of the training data
    metrics.json         scores on validation and test data
    README.md            the model card
    encoder_config.json  the encoder's shape, for training on
    model.safetensors    full-precision weights (left out of slim bundles)

Nothing in it is a pickle, and nothing of it is run as code. Other files in the folder are no part of the bundle.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from newstance.calibration import Calibration
from newstance.errors import BundleError
from newstance.labels import LabelSet

FORMAT = 1

MANIFEST, LABELS, CALIBRATION, TOKENIZER = "bundle.json", "labels.json", "calibration.json", "tokenizer.json"
ENCODER, PAIRS = "encoder.onnx", "pairs.onnx"
CONFIG, DATA, METRICS, CARD = "config.yaml", "data.json", "metrics.json", "README.md"
WEIGHTS, ENCODER_CONFIG = "model.safetensors", "encoder_config.json"

NEEDED = (LABELS, CALIBRATION, TOKENIZER, ENCODER, PAIRS, CONFIG, DATA, METRICS, CARD)
ANSWERING = (LABELS, CALIBRATION, TOKENIZER, ENCODER, PAIRS)
SLIM = (*NEEDED, ENCODER_CONFIG)
FULL = (*SLIM, WEIGHTS)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a bundle says of itself. ``encoder`` is the pretrained model that it started from."""

    name: str
    version: str
    encoder: str
    max_tokens: int

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A checked bundle."""

    folder: Path
    identity: Identity
    labels: LabelSet
    calibration: Calibration


def open_bundle(folder: Path) -> Bundle:
    """Checks every file of a bundle against its manifest and reads the small ones.

    Raises:
        BundleError: what is missing, truncated, changed, or of a newer format, and what to do about it.
    """
    manifest = _manifest(folder)
    try:
        _check_files(folder, manifest)
        labels = _read_json(folder / LABELS)
        return Bundle(
            folder=folder,
            identity=Identity(**manifest["identity"]),
            labels=LabelSet(stances=tuple(labels["stances"]), claims=tuple(labels["claims"])),
            calibration=Calibration.from_dict(_read_json(folder / CALIBRATION)),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise BundleError(f"{folder}: a file of this bundle has an unexpected form ({fault!r}). {_CURE}") from fault


def seal_bundle(folder: Path, identity: Identity) -> Bundle:
    """Writes the manifest over a bundle's files that lie in ``folder``, which makes it a bundle."""
    files = {
        path.name: {"bytes": path.stat().st_size, "sha256": _sha256(path)}
        for path in sorted(folder.iterdir())
        if path.name in FULL
    }
    manifest = {"format": FORMAT, "identity": asdict(identity), "files": files}
    write_json(folder / MANIFEST, manifest)
    return open_bundle(folder)


def slim_copy(bundle: Bundle, destination: Path) -> Bundle:
    """A copy without full-precision weights: all that annotating takes, a fifth of the size.

    A slim bundle that ``destination`` holds is replaced, once the copy is whole.

    Raises:
        BundleError: ``destination`` holds anything else, or is, holds or lies in the bundle itself.
    """
    _demand_replaceable(destination, bundle.folder)
    destination.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f"{destination.name}.part-", dir=destination.parent) as unfinished:
        copy = Path(unfinished, "copy")
        copy.mkdir()
        for path in bundle.folder.iterdir():
            if path.name in SLIM:
                shutil.copy2(path, copy)
        sealed = seal_bundle(copy, bundle.identity)
        if destination.exists():
            destination.rename(Path(unfinished, "replaced"))
        copy.rename(destination)
    return replace(sealed, folder=destination)


def answers_digest(folder: Path) -> str:
    """A hash of what the answers of the bundle in ``folder`` hang on, the same for its slim copy.

    It is read from the manifest alone, which ``open_bundle`` checks the files against. Raises BundleError.
    """
    manifest = _manifest(folder)
    files = {name: manifest["files"][name]["sha256"] for name in ANSWERING}
    return hashlib.sha256(json.dumps([manifest["identity"], files], sort_keys=True).encode()).hexdigest()


def foreign_files(folder: Path) -> list[str]:
    """What lies in a bundle's folder and is no part of it."""
    return sorted(path.name for path in folder.iterdir() if path.name not in {MANIFEST, *FULL})


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Writes a small JSON file of a bundle."""
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _demand_replaceable(destination: Path, source: Path) -> None:
    """Raises BundleError where a copy of ``source`` would take the place of anything but a slim bundle."""
    there, here = destination.resolve(), source.resolve()
    if there == here:
        raise BundleError(f"{destination}: this is the bundle to copy. Cure: name another folder")
    if there in here.parents or here in there.parents:
        raise BundleError(f"{destination}: holds the bundle to copy, or lies in it. Cure: name a folder beside it")
    if not destination.exists():
        return
    if not (destination / MANIFEST).is_file():
        raise BundleError(f"{destination}: exists and is no bundle, so it was left alone. Cure: name a new folder")
    if others := _beyond_a_slim_bundle(destination):
        fault = f"holds more than a slim bundle ({', '.join(others)}), so it was left alone"
        raise BundleError(f"{destination}: {fault}. Cure: name a new folder")


def _beyond_a_slim_bundle(folder: Path) -> list[str]:
    """What lies in the folder of a bundle that is not its own, and full-precision weights, which are no copy."""
    try:
        listed = set(_manifest(folder)["files"])
    except BundleError:
        listed = set(SLIM)  # its manifest is damaged
    return sorted(path.name for path in folder.iterdir() if path.name not in {MANIFEST, *listed} - {WEIGHTS})


_CURE = "Cure: copy the whole folder again from where it was trained or published"


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    if not folder.is_dir():
        raise BundleError(f"{folder}: no such folder; expected a bundle, as python train.py writes it")
    if not path.is_file():
        raise BundleError(f"{folder}: not a bundle, because it has no {MANIFEST}. {_CURE}")
    try:
        manifest = _read_json(path)
        version = manifest["format"]
        if version != FORMAT:
            cure = "Cure: upgrade newstance"
            raise BundleError(f"{path}: bundle format {version!r}; this newstance reads {FORMAT}. {cure}")
        lacking = ", ".join(sorted(set(NEEDED) - manifest["files"].keys()))
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise BundleError(f"{path}: damaged ({fault!r}). {_CURE}") from fault
    if lacking:
        raise BundleError(f"{path}: the manifest does not list {lacking}. {_CURE}")
    return manifest


def _check_files(folder: Path, manifest: Mapping[str, Any]) -> None:
    faults = [
        fault
        for name, expected in manifest["files"].items()
        if (fault := _fault(folder / Path(name).name, expected)) is not None
    ]
    if faults:
        raise BundleError(f"{folder}: {'; '.join(faults)}. {_CURE}")


def _fault(path: Path, expected: Mapping[str, Any]) -> str | None:
    if not path.is_file():
        return f"{path.name} is missing"
    size = path.stat().st_size
    if size != expected["bytes"]:
        state = "truncated" if size < expected["bytes"] else "too long"
        return f"{path.name} is {state} (expected {expected['bytes']:,} bytes, found {size:,})"
    if _sha256(path) != expected["sha256"]:
        return f"{path.name} was changed (its sha256 is not the manifest's)"
    return None


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read_json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
