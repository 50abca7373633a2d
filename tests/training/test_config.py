"""Every configuration file composes and is read; what is misspelt or of the wrong type is refused with the cure."""

import re
import shutil
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hydra import compose, initialize_config_dir
from hydra.errors import ConfigCompositionException
from omegaconf import DictConfig, OmegaConf

from newstance.corpora.mixture import DataConfig
from newstance.errors import ConfigError
from newstance.training.config import (
    CalibrationConfig,
    EncoderConfig,
    LossConfig,
    TfidfConfig,
    TrackingConfig,
    TrainConfig,
    TrainerConfig,
    read_config,
)

ROOT = Path(__file__).parents[2]
CONFIGS = ROOT / "configs"
FILES = sorted(path.relative_to(CONFIGS).with_suffix("").as_posix() for path in CONFIGS.glob("*/*.yaml"))
SCHEMAS = (DataConfig, EncoderConfig, TfidfConfig, TrainerConfig, CalibrationConfig, TrackingConfig, LossConfig)


def composed(*overrides: str, folder: Path = CONFIGS) -> DictConfig:
    with initialize_config_dir(str(folder), version_base="1.3"):
        return compose("train", ["output=out", *overrides])


def message(*overrides: str, folder: Path = CONFIGS) -> str:
    with pytest.raises(ConfigError) as fault:
        read_config(composed(*overrides, folder=folder))
    return str(fault.value)


@pytest.mark.parametrize("file", FILES)
def test_every_file_composes_and_is_read(file: str) -> None:
    group, name = file.split("/")
    assert isinstance(read_config(composed(f"{group}={name}")), TrainConfig)


def test_the_default_is_what_the_files_say() -> None:
    config = read_config(composed())
    assert isinstance(config.model, EncoderConfig)
    assert config.model.encoder == "sentence-transformers/all-MiniLM-L6-v2"
    assert (config.seed, config.output) == (1, "out")
    assert OmegaConf.load(CONFIGS / "trainer" / "default.yaml") == OmegaConf.structured(config.trainer)


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        ("+trainer.epoch=3", "trainer.epoch: no such key; did you mean trainer.epochs?"),
        ("+sead=3", "sead: no such key; did you mean seed?"),
        ("+model.losses.stanse=3", "model.losses.stanse: no such key; did you mean model.losses.stance?"),
        (
            "+tracking.zzz=3",
            "tracking.zzz: no such key; known keys: uri, experiment, run_name",
        ),
        ("trainer.epochs=many", "trainer.epochs: Value 'many' of type 'str' could not be converted to Integer"),
        ("model.losses.claim=much", "model.losses.claim: Value 'much' of type 'str' could not be converted to Float"),
        (
            "data.sources.sentences=all",
            "data.sources.sentences: Value 'all' of type 'str' could not be converted to Float",
        ),
        ("seed=one", "seed: Value 'one' of type 'str' could not be converted to Integer"),
        ("seed=-1", "seed: expected 0 to 4294967295; found -1"),
        ("seed=5000000000", "seed: expected 0 to 4294967295; found 5000000000"),
        ("seed=1.5", "seed: Value '1.5' of type 'float' could not be converted to Integer"),
        ("model.kind=encodr", "model.kind: expected one of encoder, tfidf; found 'encodr'"),
        ("trainer.batch_size=0", "trainer.batch_size: expected at least 1; found 0"),
        ("trainer.warmup_share=1.5", "trainer.warmup_share: expected 0 to 1; found 1.5"),
        ("model.losses.claim=-1", "model.losses.claim: expected at least 0; found -1.0"),
        ("trainer.max_train_examples=0", "trainer.max_train_examples: expected at least 1; found 0"),
        (
            "calibration.stance_shares={critical: 0.5, neutral: 0.5}",
            "calibration.stance_shares: expected supportive, critical, conciliatory, neutral; found critical, neutral",
        ),
        (
            "calibration.stance_shares={supportive: 0, critical: 0, conciliatory: 0, neutral: 0}",
            "calibration.stance_shares: expected shares above 0; found "
            "{'supportive': 0.0, 'critical': 0.0, 'conciliatory': 0.0, 'neutral': 0.0}",
        ),
        (
            "calibration.tag_thresholds=[]",
            "calibration.tag_thresholds: expected at least one number between 0 and 1; found []",
        ),
        (
            "calibration.opinion_thresholds=[0.5,60]",
            "calibration.opinion_thresholds: expected at least one number between 0 and 1; found [0.5, 60.0]",
        ),
        ("trainer.precision=fp16", "trainer.precision: expected one of auto, bf16, fp32; found 'fp16'"),
        ("~trainer", "the configuration lacks trainer; see configs/train.yaml"),
    ],
)
def test_a_faulty_override(override: str, expected: str) -> None:
    assert message(override) == expected


def test_labels_of_a_table_may_be_numbers_and_truth_values() -> None:
    config = read_config(composed("data=table", "+data.table.labels={1: supportive, -1: critical, false: neutral}"))
    assert config.data.table.labels == {"1": "supportive", "-1": "critical", "False": "neutral"}


def test_a_typo_in_an_override_of_what_is_there() -> None:
    with pytest.raises(ConfigCompositionException, match=r"Could not override 'trainer\.epoch'"):
        composed("trainer.epoch=3")


@pytest.fixture
def own_configs(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(CONFIGS, tmp_path / "configs"))
    (folder / "experiment").mkdir(exist_ok=True)
    return folder


def test_a_typo_inside_an_experiment(own_configs: Path) -> None:
    recipe = "# @package _global_\ntrainer:\n  learning_rat: 0.1\n"
    (own_configs / "experiment" / "mine.yaml").write_text(recipe, encoding="utf-8")
    expected = "trainer.learning_rat: no such key; did you mean trainer.learning_rate?"
    assert message("experiment=mine", folder=own_configs) == expected


def test_an_experiment_sets_everything_seed_and_version_too(own_configs: Path) -> None:
    recipe = "# @package _global_\nseed: 7\nversion: 2.0.0\ntrainer:\n  epochs: 2\n"
    (own_configs / "experiment" / "mine.yaml").write_text(recipe, encoding="utf-8")
    config = read_config(composed("experiment=mine", folder=own_configs))
    assert (config.seed, config.version, config.trainer.epochs) == (7, "2.0.0", 2)
    assert read_config(composed("experiment=mine", "seed=8", folder=own_configs)).seed == 8


def test_a_version_that_yaml_has_read_as_a_number_is_refused() -> None:
    assert message("version=1.10") == (
        "version: expected text; found the number 1.1, which may have lost zeros. "
        "Cure: three parts, such as 1.1.0, or quotation marks twice, such as 'version=\"1.1\"'"
    )


@pytest.mark.parametrize("version", ["1.1.0", '"1.10"', "2"])
def test_other_versions_stay_as_they_are(version: str) -> None:
    assert read_config(composed(f"version={version}")).version == version.strip('"')


@pytest.mark.parametrize("seed", [0, 2**32 - 1])
def test_the_smallest_and_the_largest_seed(seed: int) -> None:
    assert read_config(composed(f"seed={seed}")).seed == seed


def test_random_heads_are_no_model_but_a_bundle_without_epochs_is() -> None:
    assert message("trainer.epochs=0") == (
        "trainer.epochs=0: without a bundle to go on from the heads would stay random. "
        "Cure: trainer.epochs=1 or more, or 'model.start_from=[BUNDLE]'"
    )
    assert read_config(composed("trainer.epochs=0", "model.start_from=[some/bundle]")).trainer.epochs == 0
    assert read_config(composed("trainer.epochs=0", "model=tfidf")).trainer.epochs == 0


def test_weights_that_learn_in_four_bits_are_exported_so() -> None:
    assert message("trainer.rounded=true") == (
        "trainer.rounded: weights learn in the 4 bits of model.quantise=int4; found dynamic. "
        "Cure: model.quantise=int4, or trainer.rounded=false"
    )
    assert read_config(composed("trainer.rounded=true", "model.quantise=int4")).trainer.rounded
    assert not read_config(composed("model.quantise=int4")).trainer.rounded


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        ("model.character_ngrams=1", "model.character_ngrams: expected at least 2; found 1"),
        ("model.regularisation=0", "model.regularisation: expected more than 0; found 0.0"),
        ("model.regularisation=nan", "model.regularisation: expected more than 0; found nan"),
    ],
)
def test_a_baseline_that_cannot_be_fitted_is_refused(override: str, expected: str) -> None:
    assert message("model=tfidf", override) == expected


def test_runs_are_kept_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    assert read_config(composed()).tracking.uri == "sqlite:///mlflow.db"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://runs:5000")
    assert read_config(composed()).tracking.uri == "http://runs:5000"
    assert read_config(composed("tracking.uri=sqlite:///mine.db")).tracking.uri == "sqlite:///mine.db"
    assert read_config(composed("tracking=none")).tracking.uri is None


def test_a_section_that_is_no_section() -> None:
    config = composed()
    OmegaConf.set_struct(config, False)
    config.tracking = "none"
    with pytest.raises(ConfigError) as fault:
        read_config(config)
    assert str(fault.value) == "tracking: expected a section with uri, experiment, run_name; found 'none'"


def keys(values: Any) -> set[str]:
    """All keys of nested settings."""
    if not isinstance(values, dict):
        return set()
    return {str(key) for key in values} | {key for value in values.values() for key in keys(value)}


@pytest.mark.parametrize("schema", [*SCHEMAS, TrainConfig], ids=lambda schema: schema.__name__)
def test_every_field_stands_in_a_file_and_is_read_by_code(schema: type[Any]) -> None:
    assert is_dataclass(schema)
    written = keys(OmegaConf.to_container(composed()))
    written |= {key for path in CONFIGS.rglob("*.yaml") for key in keys(OmegaConf.to_container(OmegaConf.load(path)))}
    sources = [ROOT / "train.py", *(ROOT / "src" / "newstance" / "training").glob("*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    for field in fields(schema):
        assert field.name in written, f"no file of configs/ says {field.name}"
        assert re.search(rf"\.{field.name}\b|get\(\"{field.name}\"\)", code), f"no code reads {field.name}"
