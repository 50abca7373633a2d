"""A bundle is complete, unchanged and of a known format, or it is refused with the cure."""

import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from newstance.bundle import NEEDED, Identity, answers_digest, open_bundle, seal_bundle, slim_copy
from newstance.cli import main
from newstance.errors import BundleError
from newstance.labels import CLAIMS, STANCES, LabelSet

CURE = "Cure: copy the whole folder again from where it was trained or published"


@pytest.fixture
def bundle(tiny_bundle: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_bundle, tmp_path / "bundle"))


def message(folder: Path) -> str:
    with pytest.raises(BundleError) as fault:
        open_bundle(folder)
    return str(fault.value)


def edit_manifest(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    manifest = json.loads((folder / "bundle.json").read_text(encoding="utf-8"))
    change(manifest)
    (folder / "bundle.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_it_tells_what_it_is(tiny_bundle: Path, tiny_encoder: Path) -> None:
    bundle = open_bundle(tiny_bundle)
    assert bundle.identity == Identity("tiny", "0.1.0", str(tiny_encoder), 128)
    assert str(bundle.identity) == "tiny 0.1.0"
    assert bundle.labels == LabelSet(STANCES, CLAIMS)
    written = json.loads((tiny_bundle / "calibration.json").read_text(encoding="utf-8"))
    assert bundle.calibration.to_dict() == written | {"stance_bias": tuple(written["stance_bias"])}
    assert {path.name for path in tiny_bundle.iterdir()} == {
        *NEEDED,
        "model.safetensors",
        "encoder_config.json",
        "bundle.json",
    }


def test_a_missing_folder(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    assert message(folder) == f"{folder}: no such folder; expected a bundle, as python train.py writes it"


def test_a_folder_without_manifest(tmp_path: Path) -> None:
    assert message(tmp_path) == f"{tmp_path}: not a bundle, because it has no bundle.json. {CURE}"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("{", "JSONDecodeError('Expecting property name enclosed in double quotes: line 1 column 2 (char 1)')"),
        ("[]", "TypeError('list indices must be integers or slices, not str')"),
        ('{"files": {}}', "KeyError('format')"),
        ('{"format": 1}', "KeyError('files')"),
        ('{"format": 1, "files": 3}', "AttributeError(\"'int' object has no attribute 'keys'\")"),
    ],
)
def test_a_damaged_manifest(bundle: Path, content: str, fault: str) -> None:
    path = bundle / "bundle.json"
    path.write_text(content, encoding="utf-8")
    assert message(bundle) == f"{path}: damaged ({fault}). {CURE}"


def test_a_manifest_that_leaves_files_out(bundle: Path) -> None:
    edit_manifest(bundle, lambda manifest: (manifest["files"].pop("pairs.onnx"), manifest["files"].pop("data.json")))
    assert message(bundle) == f"{bundle / 'bundle.json'}: the manifest does not list data.json, pairs.onnx. {CURE}"


def test_a_manifest_without_a_files_size(bundle: Path) -> None:
    edit_manifest(bundle, lambda manifest: manifest["files"]["pairs.onnx"].pop("bytes"))
    assert message(bundle) == f"{bundle}: a file of this bundle has an unexpected form (KeyError('bytes')). {CURE}"


@pytest.mark.parametrize("files", [{}, None])
def test_a_newer_format(bundle: Path, files: dict[str, Any] | None) -> None:
    edit_manifest(bundle, lambda manifest: manifest.update(format=2, files=files))
    path = bundle / "bundle.json"
    assert message(bundle) == f"{path}: bundle format 2; this newstance reads 1. Cure: upgrade newstance"


def test_all_faulty_files_are_named_at_once(bundle: Path) -> None:
    size = (bundle / "pairs.onnx").stat().st_size
    (bundle / "pairs.onnx").write_bytes((bundle / "pairs.onnx").read_bytes()[:-100])
    tokenizer = (bundle / "tokenizer.json").read_bytes()
    (bundle / "tokenizer.json").write_bytes(tokenizer[:-2] + b" }")
    (bundle / "labels.json").unlink()
    with (bundle / "README.md").open("a", encoding="utf-8") as card:
        card.write("more")
    card_size = (bundle / "README.md").stat().st_size
    assert message(bundle) == (
        f"{bundle}: README.md is too long (expected {card_size - 4:,} bytes, found {card_size:,}); "
        f"labels.json is missing; pairs.onnx is truncated (expected {size:,} bytes, found {size - 100:,}); "
        f"tokenizer.json was changed (its sha256 is not the manifest's). {CURE}"
    )


def test_an_identity_of_another_form(bundle: Path) -> None:
    edit_manifest(bundle, lambda manifest: manifest["identity"].pop("version"))
    fault = "Identity.__init__() missing 1 required positional argument: 'version'"
    assert message(bundle) == f'{bundle}: a file of this bundle has an unexpected form (TypeError("{fault}")). {CURE}'


def test_a_slim_copy_leaves_the_weights_out_and_is_complete(tiny_bundle: Path, tmp_path: Path) -> None:
    full = open_bundle(tiny_bundle)
    slim = slim_copy(full, tmp_path / "slim")
    assert {path.name for path in slim.folder.iterdir()} == {*NEEDED, "encoder_config.json", "bundle.json"}
    opened = open_bundle(tmp_path / "slim")
    assert (opened.identity, opened.labels, opened.calibration) == (full.identity, full.labels, full.calibration)
    for name in NEEDED:
        assert (slim.folder / name).read_bytes() == (tiny_bundle / name).read_bytes()


def test_a_digest_tells_trainings_of_one_name_apart_but_not_their_cards(bundle: Path) -> None:
    first = answers_digest(bundle)
    edit_manifest(bundle, lambda manifest: manifest["files"]["README.md"].update(sha256="0"))
    assert answers_digest(bundle) == first
    edit_manifest(bundle, lambda manifest: manifest["files"]["pairs.onnx"].update(sha256="0"))
    assert answers_digest(bundle) != first


def test_foreign_files_are_no_part_of_a_bundle_nor_of_its_slim_copy(bundle: Path, tmp_path: Path) -> None:
    (bundle / "evil.pkl").write_bytes(b"cos\nsystem\n")
    (bundle / ".cache").mkdir()
    manifest = (bundle / "bundle.json").read_bytes()
    checked = CliRunner().invoke(main, ["bundle", "check", str(bundle)])
    assert (checked.exit_code, checked.stdout) == (0, "tiny 0.1.0: complete and unchanged\n")
    assert checked.stderr == "note: no part of the bundle, so not looked at: .cache, evil.pkl\n"
    slim = slim_copy(open_bundle(bundle), tmp_path / "slim").folder
    assert {path.name for path in slim.iterdir()} == {*NEEDED, "encoder_config.json", "bundle.json"}
    assert seal_bundle(bundle, open_bundle(bundle).identity).folder == bundle
    assert (bundle / "bundle.json").read_bytes() == manifest
    assert CliRunner().invoke(main, ["bundle", "check", str(slim)]).stderr == ""


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("manifest", [None, "{"])
def test_a_slim_copy_replaces_an_older_slim_one(tiny_bundle: Path, tmp_path: Path, manifest: str | None) -> None:
    slim = slim_copy(open_bundle(tiny_bundle), tmp_path / "new" / "slim").folder
    whole = contents(slim)
    (slim / "labels.json").unlink()
    if manifest:
        (slim / "bundle.json").write_text(manifest, encoding="utf-8")
    assert slim_copy(open_bundle(tiny_bundle), slim).folder == slim
    assert contents(slim) == whole
    assert [path.name for path in slim.parent.iterdir()] == ["slim"]


@pytest.mark.parametrize("name", ["notes.txt", "model.safetensors"])
def test_a_slim_copy_leaves_a_bundle_that_holds_more_alone(tiny_bundle: Path, tmp_path: Path, name: str) -> None:
    slim = slim_copy(open_bundle(tiny_bundle), tmp_path / "slim").folder
    (slim / name).write_text("three years of work", encoding="utf-8")
    before = contents(tmp_path)
    with pytest.raises(BundleError) as fault:
        slim_copy(open_bundle(tiny_bundle), slim)
    assert str(fault.value) == (
        f"{slim}: holds more than a slim bundle ({name}), so it was left alone. Cure: name a new folder"
    )
    assert contents(tmp_path) == before


def test_a_slim_copy_leaves_a_full_bundle_alone(bundle: Path, tiny_bundle: Path) -> None:
    before = contents(bundle)
    with pytest.raises(
        BundleError, match=r"holds more than a slim bundle \(model\.safetensors\), so it was left alone"
    ):
        slim_copy(open_bundle(tiny_bundle), bundle)
    assert contents(bundle) == before


@pytest.mark.parametrize(("source", "destination"), [("two/inner", "two"), ("two", "two/inner")])
def test_a_slim_copy_does_not_replace_what_holds_its_source(
    tiny_bundle: Path, tmp_path: Path, source: str, destination: str
) -> None:
    slim_copy(open_bundle(tiny_bundle), tmp_path / "two")
    slim_copy(open_bundle(tiny_bundle), tmp_path / "inner").folder.rename(tmp_path / "two" / "inner")
    before = contents(tmp_path)
    with pytest.raises(BundleError) as fault:
        slim_copy(open_bundle(tmp_path / source), tmp_path / destination)
    assert str(fault.value) == (
        f"{tmp_path / destination}: holds the bundle to copy, or lies in it. Cure: name a folder beside it"
    )
    assert contents(tmp_path) == before


def test_a_slim_copy_that_fails_leaves_the_older_one(
    tiny_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slim = slim_copy(open_bundle(tiny_bundle), tmp_path / "slim").folder
    before = contents(tmp_path)

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copy2", full)
    with pytest.raises(OSError, match="No space left on device"):
        slim_copy(open_bundle(tiny_bundle), slim)
    assert contents(tmp_path) == before


def test_a_slim_copy_overwrites_no_folder_that_is_no_bundle(tiny_bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("three years of work", encoding="utf-8")
    with pytest.raises(BundleError) as fault:
        slim_copy(open_bundle(tiny_bundle), tmp_path)
    assert str(fault.value) == f"{tmp_path}: exists and is no bundle, so it was left alone. Cure: name a new folder"
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "three years of work"


def test_a_slim_copy_onto_itself_is_refused_and_deletes_nothing(bundle: Path) -> None:
    with pytest.raises(BundleError) as fault:
        slim_copy(open_bundle(bundle), bundle)
    assert str(fault.value) == f"{bundle}: this is the bundle to copy. Cure: name another folder"
    assert (bundle / "model.safetensors").is_file()


def test_a_folder_within_a_bundle_does_no_harm(bundle: Path, tmp_path: Path) -> None:
    (bundle / ".cache").mkdir()
    for _ in range(2):
        assert open_bundle(slim_copy(open_bundle(bundle), tmp_path / "slim").folder).identity.name == "tiny"
