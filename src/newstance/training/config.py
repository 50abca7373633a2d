"""The training configuration as types: what ``configs/`` may say, and nothing else.

Hydra composes ``configs/train.yaml``; ``read_config`` checks every key and value against these dataclasses, so that a
typo is an error wherever it stands: on the command line, in a group file or in an experiment.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from difflib import get_close_matches
from typing import Any

from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from newstance.corpora.mixture import DataConfig
from newstance.errors import ConfigError
from newstance.labels import STANCES

PRECISIONS = ("auto", "bf16", "fp32")
LARGEST_SEED = 2**32 - 1
"""NumPy takes no larger one."""


def _within(default: float | None, least: float, most: float | None = None) -> Any:  # noqa: ANN401 - any number
    """A number with the limits that it must keep."""
    return field(default=default, metadata={"limits": (least, most)})


@dataclass
class LossConfig:
    """How much each head's mean loss counts in the sum; ``smoothing`` of the labels of all but the tags."""

    stance: float = _within(1.0, 0)
    pair: float = _within(1.0, 0)
    speaker: float = _within(1.0, 0)
    target: float = _within(1.0, 0)
    claim: float = _within(1.0, 0)
    smoothing: float = _within(0.0, 0, 0.9)


@dataclass
class EncoderConfig:
    """A transformer with the four heads. ``encoder`` is a packaged encoder, a folder or a Hugging Face id.

    ``layers`` keeps only these of the encoder's layers. ``start_from`` are bundles whose weights, or the mean of them,
    a training goes on from; ``teacher`` is a bundle that answers what a corpus does not say. ``quantise`` is
    ``dynamic`` (int8 weights and activations: fast), ``int8`` (weights alone: exact) or ``int4`` (half the size).
    Above 0, ``marked_pairs`` lets the model learn to read pairs that are marked in their sentence: all pairs of corpora
    that know nothing else, and this share of the other corpora's.
    """

    kind: str = "encoder"
    name: str = "newstance"
    encoder: str = "sentence-transformers/all-MiniLM-L6-v2"
    max_tokens: int = _within(256, 8)
    dropout: float = _within(0.1, 0, 0.9)
    head_size: int = _within(384, 1)
    layers: list[int] | None = None
    start_from: list[str] = field(default_factory=list)
    teacher: str | None = None
    quantise: str = "dynamic"
    marked_pairs: float = _within(0.0, 0)
    losses: LossConfig = field(default_factory=LossConfig)


@dataclass
class TfidfConfig:
    """The baseline: word and character n-grams, one logistic regression each for stance and claim; no chance in it."""

    kind: str = "tfidf"
    name: str = "tfidf"
    word_ngrams: int = _within(2, 1)
    character_ngrams: int = _within(5, 2)
    regularisation: float = 10.0


@dataclass
class TrainerConfig:
    """How long and how fast. ``precision``: auto (bf16 where the processor has it), bf16 or fp32.

    ``frozen_layers``: with more than 0 the embeddings and so many of the encoder's lowest layers stay as they are.
    ``rounded``: learn with weights rounded as ``model.quantise=int4`` will round them (``rounding.py``).
    """

    epochs: int = _within(8, 0)
    batch_size: int = _within(16, 1)
    learning_rate: float = _within(1.5e-4, 0)
    head_learning_rate: float = _within(1e-3, 0)
    layer_decay: float = _within(1.0, 0, 1)
    frozen_layers: int = _within(0, 0)
    rounded: bool = False
    weight_decay: float = _within(0.01, 0)
    warmup_share: float = _within(0.1, 0, 1)
    patience: int = _within(3, 1)
    precision: str = "auto"
    max_train_examples: int | None = _within(None, 1)
    resume: bool = True


@dataclass
class CalibrationConfig:
    """``stance_shares``: how often each stance occurs in the news that will be read; null keeps those of the data."""

    stance_shares: dict[str, float] | None = None
    tag_thresholds: list[float] = field(default_factory=lambda: [0.3, 0.4, 0.5, 0.6])
    opinion_thresholds: list[float] = field(default_factory=lambda: [0.3, 0.4, 0.5, 0.6, 0.7])


@dataclass
class TrackingConfig:
    """Where MLflow keeps the run; ``uri: null`` switches tracking off."""

    uri: str | None = "sqlite:///mlflow.db"
    experiment: str = "newstance"
    run_name: str | None = None


@dataclass
class TrainConfig:
    """All of it. ``output`` is the folder of this run: checkpoints, resolved configuration, bundle."""

    data: DataConfig
    model: EncoderConfig | TfidfConfig
    trainer: TrainerConfig
    calibration: CalibrationConfig
    tracking: TrackingConfig
    seed: int
    version: str
    output: str


@dataclass
class _Plain:
    """The keys of ``TrainConfig`` that stand in no section."""

    version: str
    output: str
    seed: int = _within(1, 0, LARGEST_SEED)


MODELS: dict[str, type[EncoderConfig] | type[TfidfConfig]] = {"encoder": EncoderConfig, "tfidf": TfidfConfig}


def read_config(composed: DictConfig) -> TrainConfig:
    """Checks a composed configuration and returns it as types.

    Raises:
        ConfigError: an unknown key (with the nearest known one), a value of the wrong type, or a missing section.
    """
    values = OmegaConf.to_container(composed, resolve=True)
    if not isinstance(values, dict):
        raise ConfigError(f"the configuration: expected sections such as data and trainer, found {values!r}")
    _check_keys(values, TrainConfig, "")
    kind = values["model"].get("kind") if isinstance(values["model"], dict) else values["model"]
    if kind not in MODELS:
        raise ConfigError(f"model.kind: expected one of {', '.join(MODELS)}; found {kind!r}")
    sections = {
        "data": DataConfig,
        "model": MODELS[kind],
        "trainer": TrainerConfig,
        "calibration": CalibrationConfig,
        "tracking": TrackingConfig,
    }
    read = {name: _read_section(name, schema, values[name]) for name, schema in sections.items()}
    _check_precision(read["trainer"].precision)
    _check_shares(read["calibration"].stance_shares)
    _check_thresholds(read["calibration"])
    _check_model(read["model"], read["trainer"])
    _check_version(values["version"])
    plain = _read_section("", _Plain, {known.name: values[known.name] for known in fields(_Plain)})
    return TrainConfig(**read, **asdict(plain))


def _check_shares(shares: Mapping[str, float] | None) -> None:
    if shares is not None and set(shares) != set(STANCES):
        raise ConfigError(f"calibration.stance_shares: expected {', '.join(STANCES)}; found {', '.join(shares)}")
    if shares is not None and not all(share > 0 for share in shares.values()):
        raise ConfigError(f"calibration.stance_shares: expected shares above 0; found {shares}")


def _check_thresholds(config: CalibrationConfig) -> None:
    for key in ("tag_thresholds", "opinion_thresholds"):
        thresholds = getattr(config, key)
        if not thresholds or not all(0 <= threshold <= 1 for threshold in thresholds):
            raise ConfigError(f"calibration.{key}: expected at least one number between 0 and 1; found {thresholds}")


def _check_model(model: EncoderConfig | TfidfConfig, trainer: TrainerConfig) -> None:
    if isinstance(model, TfidfConfig):
        if not model.regularisation > 0:
            raise ConfigError(f"model.regularisation: expected more than 0; found {model.regularisation}")
        return
    if trainer.epochs == 0 and not model.start_from:
        cure = "Cure: trainer.epochs=1 or more, or 'model.start_from=[BUNDLE]'"
        raise ConfigError(f"trainer.epochs=0: without a bundle to go on from the heads would stay random. {cure}")
    if trainer.rounded and model.quantise != "int4":
        cure = "Cure: model.quantise=int4, or trainer.rounded=false"
        raise ConfigError(
            f"trainer.rounded: weights learn in the 4 bits of model.quantise=int4; found {model.quantise}. {cure}"
        )


def _check_version(version: object) -> None:
    """YAML reads 1.10 as the number 1.1, so that what was meant is gone."""
    if isinstance(version, float):
        cure = f"Cure: three parts, such as {version}.0, or quotation marks twice, such as 'version=\"{version}\"'"
        raise ConfigError(f"version: expected text; found the number {version}, which may have lost zeros. {cure}")


def _check_precision(precision: str) -> None:
    if precision not in PRECISIONS:
        raise ConfigError(f"trainer.precision: expected one of {', '.join(PRECISIONS)}; found {precision!r}")


def _read_section(name: str, schema: type[Any], values: dict[str, Any]) -> Any:  # noqa: ANN401 - each its own type
    if not isinstance(values, dict):
        raise ConfigError(
            f"{name}: expected a section with {', '.join(f.name for f in fields(schema))}; found {values!r}"
        )
    _check_keys(values, schema, f"{name}." if name else "")
    try:
        section = OmegaConf.to_object(OmegaConf.merge(OmegaConf.structured(schema), _with_text_keys(values)))
    except OmegaConfBaseException as fault:
        key = ".".join(part for part in (name, getattr(fault, "full_key", None)) if part)
        raise ConfigError(f"{key}: {str(fault).splitlines()[0]}") from fault
    _check_limits(section, f"{name}." if name else "")
    return section


def _with_text_keys(value: Any) -> Any:  # noqa: ANN401 - any part of a configuration
    """The same with every key as text: a table's labels may be ``1`` or ``true``, which YAML does not take for text."""
    if isinstance(value, dict):
        return {str(key): _with_text_keys(inner) for key, inner in value.items()}
    return value


def _check_limits(section: Any, prefix: str) -> None:  # noqa: ANN401 - each its own type
    for known in fields(section):
        value = getattr(section, known.name)
        if is_dataclass(value):
            _check_limits(value, f"{prefix}{known.name}.")
        elif "limits" in known.metadata and value is not None:
            least, most = known.metadata["limits"]
            if not least <= value <= (math.inf if most is None else most):
                wanted = f"at least {least}" if most is None else f"{least} to {most}"
                raise ConfigError(f"{prefix}{known.name}: expected {wanted}; found {value}")


def _check_keys(values: Mapping[Any, Any], schema: type[Any], prefix: str) -> None:
    known = {known_field.name: known_field for known_field in fields(schema)}
    for key, value in values.items():
        if key not in known:
            near = get_close_matches(str(key), known, n=1)
            cure = f"did you mean {prefix}{near[0]}?" if near else f"known keys: {', '.join(known)}"
            raise ConfigError(f"{prefix}{key}: no such key; {cure}")
        inner = known[key].type
        if isinstance(inner, type) and is_dataclass(inner) and isinstance(value, dict) and prefix:
            _check_keys(value, inner, f"{prefix}{key}.")
    missing = [name for name in known if name not in values and not prefix]
    if missing:
        raise ConfigError(f"the configuration lacks {', '.join(missing)}; see configs/train.yaml")
