"""A folder's checkpoints are gone on from by the training that left them, and by no other."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newstance.errors import ConfigError
from newstance.training.resuming import begin_or_resume, newest_checkpoint

Config = Callable[..., Any]


def checkpoint(folder: Path, step: int, *, whole: bool = True) -> Path:
    place = folder / f"checkpoint-{step}"
    place.mkdir(parents=True)
    (place / "model.safetensors").touch()
    if whole:
        (place / "trainer_state.json").touch()
    return place


@pytest.fixture
def begun(tmp_path: Path, tiny_config: Config) -> Path:
    """The folder of a training that was killed after its first checkpoint."""
    folder = tmp_path / "run"
    folder.mkdir()
    begin_or_resume(tiny_config(folder), "rows", folder)
    checkpoint(folder / "checkpoints", 5)
    return folder


def test_the_same_training_goes_on(begun: Path, tiny_config: Config) -> None:
    resolved = begin_or_resume(tiny_config(begun, "tracking.run_name=again"), "rows", begun)
    assert "run_name: again" in resolved
    assert (begun / "config.yaml").read_text(encoding="utf-8") == resolved


def test_another_seed_or_rate_is_refused_and_noted_nowhere(begun: Path, tiny_config: Config) -> None:
    before = (begun / "config.yaml").read_text(encoding="utf-8")
    with pytest.raises(ConfigError) as fault:
        begin_or_resume(tiny_config(begun, "seed=2", "trainer.learning_rate=0.5"), "rows", begun)
    assert str(fault.value) == (
        f"{begun} holds checkpoints of another training (other: seed, trainer.learning_rate). "
        "Cure: another folder (output=…), or trainer.resume=false to begin anew there"
    )
    assert (begun / "config.yaml").read_text(encoding="utf-8") == before


def test_mended_labels_are_another_training(begun: Path, tiny_config: Config) -> None:
    with pytest.raises(ConfigError, match=r"\(other: the training rows, or a bundle that it starts from\)"):
        begin_or_resume(tiny_config(begun), "mended rows", begun)


def test_another_bundle_in_the_same_folder_is_another_start(begun: Path, tiny_config: Config, tmp_path: Path) -> None:
    teacher, config = (
        tmp_path / "teacher",
        tiny_config(begun.parent / "taught", f"model.teacher={tmp_path / 'teacher'}"),
    )
    teacher.mkdir()
    folder = begun.parent / "taught"
    folder.mkdir()
    for seal in ("one", "two"):
        (teacher / "bundle.json").write_text(seal, encoding="utf-8")
        if seal == "one":
            begin_or_resume(config, "rows", folder)
            checkpoint(folder / "checkpoints", 5)
    with pytest.raises(ConfigError, match="a bundle that it starts from"):
        begin_or_resume(config, "rows", folder)


@pytest.mark.parametrize(("overrides", "kept"), [((), True), (("seed=2",), False), (("trainer.resume=false",), False)])
def test_only_the_same_training_keeps_the_mlflow_run(
    tmp_path: Path, tiny_config: Config, overrides: tuple[str, ...], kept: bool
) -> None:
    begin_or_resume(tiny_config(tmp_path), "rows", tmp_path)
    (tmp_path / "mlflow_run_id").write_text("abc", encoding="utf-8")
    begin_or_resume(tiny_config(tmp_path, *overrides), "rows", tmp_path)
    assert (tmp_path / "mlflow_run_id").exists() == kept


def test_without_resume_another_training_begins(begun: Path, tiny_config: Config) -> None:
    assert "seed: 2" in begin_or_resume(tiny_config(begun, "seed=2", "trainer.resume=false"), "other rows", begun)
    assert newest_checkpoint(begun / "checkpoints") is None  # else the next start would go on from it


def test_a_checkpoint_that_was_not_written_to_its_end_does_not_count(tmp_path: Path) -> None:
    assert newest_checkpoint(tmp_path / "none") is None
    checkpoint(tmp_path, 9)
    wanted = checkpoint(tmp_path, 10)
    checkpoint(tmp_path, 11, whole=False)
    assert newest_checkpoint(tmp_path) == wanted
