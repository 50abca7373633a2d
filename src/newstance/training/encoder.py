"""Trains the encoder with its heads, exports it, and calibrates what was exported."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from safetensors.torch import save_file
from transformers.utils import logging as transformers_logging

from newstance.bundle import (
    CALIBRATION,
    ENCODER,
    ENCODER_CONFIG,
    LABELS,
    PAIRS,
    TOKENIZER,
    WEIGHTS,
    open_bundle,
    write_json,
)
from newstance.calibration import Calibration
from newstance.corpora.mixture import Splits
from newstance.errors import ConfigError
from newstance.evaluation.metrics import score
from newstance.inference.onnx_engine import OnnxEngine
from newstance.inference.predicting import Predictor
from newstance.labels import LabelSet
from newstance.tokenising import MARK_TOKENS, SentenceTokeniser
from newstance.training.batches import encode_examples, shares_with_marked
from newstance.training.calibrating import calibrate
from newstance.training.config import EncoderConfig, TrainConfig
from newstance.training.distilling import open_teacher
from newstance.training.encoders import find_encoder
from newstance.training.export import check_quantisation, export_onnx
from newstance.training.fitting import Rows, fit
from newstance.training.model import LossWeights, StanceModel, build_model, demand_positions, keep_layers
from newstance.training.reporting import Curves
from newstance.training.resuming import CHECKPOINTS
from newstance.training.starting import load_bundles
from newstance.training.torch_engine import TorchEngine
from newstance.training.tracking import Run

log = logging.getLogger(__name__)

BUNDLE_FOLDER = "bundle"
EXAMPLE_CACHE = Path(".cache/examples")

CURVES = (
    "stance_macro_f1",
    "stance_accuracy",
    "claim_macro_f1",
    "pair_macro_f1",
    "speaker_exact_f1",
    "target_exact_f1",
    "triple_f1",
)
"""The validation figures that become learning curves."""


def fit_encoder(config: TrainConfig, model_config: EncoderConfig, splits: Splits, run: Run, folder: Path) -> Predictor:
    """The calibrated model as it was exported, its files in ``folder/bundle``, still to be sealed with its scores."""
    transformers_logging.disable_progress_bar()
    check_quantisation(model_config.quantise)  # now, not after an hour of training
    model, tokeniser = _start(model_config)
    teacher = open_teacher(Path(model_config.teacher)) if model_config.teacher else None
    marked = model_config.marked_pairs > 0
    encoded = encode_examples(splits.train, tokeniser, EXAMPLE_CACHE, teacher, marked=marked)
    rows = Rows(encoded, shares_with_marked(splits.shares, model_config.marked_pairs), tokeniser.pad_id)
    marks = 1.0 if marked else None

    def evaluate(current: StanceModel) -> Mapping[str, float]:
        engine, uncalibrated = TorchEngine(current, config.trainer.precision), Calibration(marked_temperature=marks)
        return _validation_figures(Predictor(engine, tokeniser, LabelSet(), uncalibrated, model_config.name), splits)

    curves = Curves(run)
    trained = fit(model, rows, evaluate, curves.add, config.trainer, config.seed, folder / CHECKPOINTS)
    curves.draw()
    draft = folder / BUNDLE_FOLDER
    _write_model(trained, tokeniser, draft, model_config.quantise)
    exported = Predictor(
        engine=OnnxEngine(draft / ENCODER, draft / PAIRS),
        tokeniser=tokeniser,
        labels=LabelSet(),
        calibration=replace(_calibration_before(model_config), marked_temperature=marks),
        name=f"{model_config.name} {config.version}",
    )
    fitted = calibrate(exported, splits.validation, config.calibration)
    write_json(draft / CALIBRATION, fitted.calibration.to_dict())
    return fitted


def _start(config: EncoderConfig) -> tuple[StanceModel, SentenceTokeniser]:
    """The model before training, and its tokeniser: the pretrained encoder with fresh heads, or trained bundles."""
    if config.start_from:
        folders = [Path(folder) for folder in config.start_from]
        source = folders[0]
        model = load_bundles(folders, "model.start_from", _loss_weights(config), config.dropout)
        _demand_shape(config, folders[0], model)
    else:
        source = find_encoder(config.encoder)
        model = build_model(source, config.dropout, config.head_size, _loss_weights(config))
    if config.layers is not None:
        keep_layers(model, config.layers)
    demand_positions(model.encoder.config, config.max_tokens + (MARK_TOKENS if config.marked_pairs > 0 else 0))
    return model, SentenceTokeniser.from_file(source / TOKENIZER, config.max_tokens)


def _demand_shape(config: EncoderConfig, bundle: Path, model: StanceModel) -> None:
    """What the bundle decides must be what the configuration says, else every record of the run would be wrong.

    Raises:
        ConfigError: another encoder, or another size of the heads.
    """
    has = {"model.encoder": open_bundle(bundle).identity.encoder, "model.head_size": model.head_size}
    said = {"model.encoder": config.encoder, "model.head_size": config.head_size}
    if differing := [key for key in has if has[key] != said[key]]:
        expected, found = (" ".join(f"{key}={values[key]}" for key in differing) for values in (has, said))
        cure = f"Cure: {expected} (for all-mpnet-base-v2 simply model=mpnet)"
        raise ConfigError(f"model.start_from: {bundle} was made with {expected}; found {found}. {cure}")


def _calibration_before(config: EncoderConfig) -> Calibration:
    """That of the bundle that the training goes on from, for what the validation rows do not answer."""
    return open_bundle(Path(config.start_from[0])).calibration if config.start_from else Calibration()


def _loss_weights(config: EncoderConfig) -> LossWeights:
    losses = config.losses
    return LossWeights(losses.stance, losses.pair, losses.speaker, losses.target, losses.claim, losses.smoothing)


def _validation_figures(predictor: Predictor, splits: Splits) -> dict[str, float]:
    examples = splits.validation
    predictions = predictor.predict([e.text for e in examples], [e.pairs for e in examples])
    figures = score(examples, predictions, predictor.labels).flat()
    return {name: figures[name] for name in CURVES if name in figures}


def _write_model(model: StanceModel, tokeniser: SentenceTokeniser, draft: Path, quantise: str) -> None:
    """Weights in full precision, the two ONNX graphs, tokenizer and labels."""
    log.info("Exporting to ONNX")
    draft.mkdir(exist_ok=True)
    export_onnx(model, draft / ENCODER, draft / PAIRS, quantise)
    save_file({name: tensor.contiguous() for name, tensor in model.state_dict().items()}, draft / WEIGHTS)
    settings = model.encoder.config.to_dict()  # type: ignore[union-attr, operator]
    settings.pop("_name_or_path", None)  # where the encoder lay on this machine
    write_json(draft / ENCODER_CONFIG, settings)
    (draft / TOKENIZER).write_text(tokeniser.to_json(), encoding="utf-8")
    labels = LabelSet()
    write_json(draft / LABELS, {"stances": list(labels.stances), "claims": list(labels.claims)})
