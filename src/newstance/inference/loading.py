"""Finds the bundle that ``--model`` names, and makes a predictor of it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from huggingface_hub import snapshot_download
from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

from newstance.bundle import ENCODER, MANIFEST, PAIRS, TOKENIZER, open_bundle
from newstance.errors import BundleError, MissingExtraError
from newstance.inference.onnx_engine import OnnxEngine
from newstance.inference.predicting import Predictor
from newstance.mlflow_store import database_file
from newstance.tokenising import SentenceTokeniser

DEFAULT_BUNDLE = "newstance-base"
MODEL_VARIABLE = "NEWSTANCE_MODEL"


def load_predictor(model: str | None = None, threads: int = 0) -> Predictor:
    """A predictor from a bundle folder, an MLflow URI or a Hugging Face id; the shipped bundle where None.

    ``threads`` is for ONNX Runtime; 0 takes as many as there are cores. Raises BundleError with the cure.
    """
    bundle = open_bundle(find_bundle(model))
    return Predictor(
        engine=OnnxEngine(bundle.folder / ENCODER, bundle.folder / PAIRS, threads),
        tokeniser=SentenceTokeniser.from_file(bundle.folder / TOKENIZER, bundle.identity.max_tokens),
        labels=bundle.labels,
        calibration=bundle.calibration,
        name=str(bundle.identity),
    )


def find_bundle(model: str | None) -> Path:
    """The local folder of the bundle that ``model`` names."""
    if model is None:
        return _default_bundle()
    if model.startswith(("models:/", "runs:/", "mlflow-artifacts:/")):
        return _from_mlflow(model)
    folder = Path(model).expanduser()
    if folder.exists() or model.count("/") != 1 or model.startswith((".", "/", "~")):
        return folder
    return _from_hub(model)


def _default_bundle() -> Path:
    """The user's own default, or the shipped bundle."""
    if MODEL_VARIABLE not in os.environ:
        return _shipped_bundle()
    folder = Path(os.environ[MODEL_VARIABLE]).expanduser()
    if not (folder / MANIFEST).is_file():
        fault = f"expected a bundle where {MODEL_VARIABLE} says, found no {folder / MANIFEST}"
        raise BundleError(f"{fault}. Cure: let it name a bundle's folder, unset it, or give --model FOLDER")
    return folder


def _shipped_bundle() -> Path:
    for folder in _places():
        if (folder / MANIFEST).is_file():
            return folder
    places = ", ".join(str(folder) for folder in _places())
    raise BundleError(
        f"the shipped bundle is not where it should be ({places}). Cure: give a bundle with --model FOLDER"
    )


def _places() -> Iterator[Path]:
    """The source tree, the folder that a wheel fills (its ``data-files``)."""
    yield Path(__file__).parents[3] / "models" / DEFAULT_BUNDLE
    yield Path(sys.prefix) / "share" / "newstance" / "models" / DEFAULT_BUNDLE


def _from_mlflow(uri: str) -> Path:
    try:
        from mlflow import get_registry_uri, get_tracking_uri  # noqa: PLC0415 - annotating must not need mlflow
        from mlflow.artifacts import download_artifacts  # noqa: PLC0415
        from mlflow.exceptions import MlflowException  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(f"--model {uri}", "train") from None
    cure = "Cure: set MLFLOW_TRACKING_URI to the store that has it, e.g. sqlite:///mlflow.db"
    stores = {"runs:": get_tracking_uri(), "models:": get_registry_uri()}
    database = database_file(stores.get(uri.partition("/")[0], ""))
    if database and not database.exists():  # MLflow would make an empty one
        raise BundleError(f"{uri}: expected MLflow's database {database}, found no such file. {cure}")
    run_alone = uri.startswith("runs:/") and uri.removeprefix("runs:/").strip("/").count("/") == 0
    try:
        folder = Path(download_artifacts(f"{uri.rstrip('/')}/bundle" if run_alone else uri))
    except (MlflowException, OSError) as fault:
        raise BundleError(f"{uri}: MLflow does not give it ({str(fault).splitlines()[0]}). {cure}") from fault
    manifests = sorted(folder.rglob(MANIFEST))
    return manifests[0].parent if manifests else folder


def _from_hub(name: str) -> Path:
    try:
        return Path(snapshot_download(name))
    except (OSError, HfHubHTTPError, HFValidationError, LocalEntryNotFoundError) as fault:
        raise BundleError(
            f"{name}: no such folder, and the Hugging Face hub did not give a model of this name "
            f"({type(fault).__name__}). Cure: check the name, or give a bundle folder"
        ) from fault
