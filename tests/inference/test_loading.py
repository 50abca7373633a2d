"""Which bundle ``--model`` means, and what is said where there is none."""

import shutil
from pathlib import Path

import pytest

from newstance.bundle import ENCODER, PAIRS
from newstance.errors import BundleError
from newstance.inference import loading
from newstance.inference.loading import find_bundle, load_predictor
from newstance.inference.onnx_engine import OnnxEngine


def test_a_predictor_reads_everything_from_its_bundle(tiny_bundle: Path) -> None:
    predictor = load_predictor(str(tiny_bundle), threads=1)
    assert predictor.name == "tiny 0.1.0"
    assert predictor.tokeniser.max_tokens == 128
    first, second = predictor.predict(["Trump accused Europe.", "Trump accused Europe."])
    assert first.stance_probs.tolist() == second.stance_probs.tolist()


def test_the_variable_names_the_bundle_where_no_option_does(
    tiny_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSTANCE_MODEL", str(tiny_bundle))
    assert find_bundle(None) == tiny_bundle
    monkeypatch.setenv("NEWSTANCE_MODEL", str(tmp_path))
    with pytest.raises(BundleError) as fault:
        find_bundle(None)
    assert str(fault.value) == (
        f"expected a bundle where NEWSTANCE_MODEL says, found no {tmp_path / 'bundle.json'}. "
        "Cure: let it name a bundle's folder, unset it, or give --model FOLDER"
    )


def test_a_shipped_bundle_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSTANCE_MODEL", raising=False)
    monkeypatch.setattr(loading, "_places", lambda: [tmp_path / "src", tmp_path / "share"])
    with pytest.raises(BundleError) as fault:
        find_bundle(None)
    assert str(fault.value) == (
        f"the shipped bundle is not where it should be ({tmp_path / 'src'}, {tmp_path / 'share'}). "
        "Cure: give a bundle with --model FOLDER"
    )


def test_models_are_looked_for_in_mlflows_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("mlflow")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "sqlite:///mlflow.db")
    monkeypatch.setenv("MLFLOW_REGISTRY_URI", "sqlite:///models.db")
    with pytest.raises(
        BundleError, match=rf"expected MLflow's database {tmp_path / 'models.db'}, found no such file\."
    ):
        find_bundle("models:/mine/1")


@pytest.mark.parametrize("uri", ["runs:/abc", "models:/mine/1"])
def test_mlflow_makes_no_database_where_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, uri: str) -> None:
    mlflow = pytest.importorskip("mlflow")
    monkeypatch.chdir(tmp_path)
    for store in ("get_tracking_uri", "get_registry_uri"):  # what another test has set counts before variables
        monkeypatch.setattr(mlflow, store, lambda: "sqlite:///mlflow.db")
    with pytest.raises(BundleError) as fault:
        find_bundle(uri)
    assert str(fault.value) == (
        f"{uri}: expected MLflow's database {tmp_path / 'mlflow.db'}, found no such file. "
        "Cure: set MLFLOW_TRACKING_URI to the store that has it, e.g. sqlite:///mlflow.db"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["lost", "./lost/bundle", "/lost/bundle", "a/b/c"])
def test_what_looks_like_a_folder_is_one(name: str) -> None:
    assert find_bundle(name) == Path(name)


def test_a_hub_name_that_cannot_be_had() -> None:
    with pytest.raises(BundleError) as fault:
        find_bundle("newstance-tests/no-such-model")
    assert str(fault.value) == (
        "newstance-tests/no-such-model: no such folder, and the Hugging Face hub did not give a model of this name "
        "(LocalEntryNotFoundError). Cure: check the name, or give a bundle folder"
    )


def test_a_graph_that_is_none(tiny_bundle: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny_bundle, tmp_path / "bundle"))
    (folder / ENCODER).write_bytes(b"no graph")
    with pytest.raises(BundleError, match=r"encoder\.onnx: ONNX Runtime cannot load this graph \("):
        OnnxEngine(folder / ENCODER, folder / PAIRS)
