"""Fine-tunes the encoder and its heads with Hugging Face's Trainer."""

import logging
import math
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import datasets
from torch.optim import AdamW
from transformers import EarlyStoppingCallback, Trainer, TrainerCallback, TrainerState, TrainingArguments
from transformers.trainer_callback import ProgressCallback, TrainerControl

from newstance.errors import ConfigError
from newstance.training.batches import Collator
from newstance.training.config import TrainerConfig
from newstance.training.model import StanceModel
from newstance.training.precision import BF16_MULTIPLE, computes_in_bf16, fastest_device
from newstance.training.resuming import newest_checkpoint
from newstance.training.rounding import rounded
from newstance.training.sampling import EpochSampler

log = logging.getLogger(__name__)

SELECTED_BY = "stance_macro_f1"

Evaluate = Callable[[StanceModel], Mapping[str, float]]
"""Scores a model on the validation examples."""

Report = Callable[[Mapping[str, float], int], None]
"""Takes figures and the training step that they belong to."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Encoded training rows, and how often each corpus comes up in an epoch."""

    encoded: datasets.Dataset
    shares: Mapping[str, float]
    pad_id: int


def fit(  # noqa: PLR0913 - the parts of a training
    model: StanceModel, rows: Rows, evaluate: Evaluate, report: Report, config: TrainerConfig, seed: int, folder: Path
) -> StanceModel:
    """Trains ``model`` and returns it with the weights of its best epoch by validation stance macro-F1.

    Checkpoints are kept in ``folder``; if it holds one and ``config.resume`` is on, training goes on there. With no
    epochs the model stays as it is.
    """
    if config.epochs == 0:
        return model
    freeze(model, config.frozen_layers)
    sampler = EpochSampler(rows.encoded["corpus"], rows.encoded["length"], rows.shares, config.batch_size, seed)
    steps = math.ceil(len(sampler) / config.batch_size) * config.epochs
    checkpoint = newest_checkpoint(folder) if config.resume else None
    arguments = _arguments(config, steps, seed, folder)
    if checkpoint is not None:
        log.info("Going on from %s", checkpoint)
        if stopped_after := _stopped_after(checkpoint, config.patience):
            arguments.num_train_epochs = stopped_after  # nothing is left to train; the best epoch's weights are read
    trainer = _StanceTrainer(
        model=model,
        args=arguments,
        train_dataset=rows.encoded,
        eval_dataset=rows.encoded.select([0]),  # the Trainer wants one; evaluate() below reads its own examples
        data_collator=Collator(rows.pad_id, multiple_of=BF16_MULTIPLE if arguments.bf16 else 1),
        optimizers=(_optimizer(model, config), None),
        callbacks=[_Reporter(report), EarlyStoppingCallback(early_stopping_patience=config.patience)],
    )
    trainer.sampler, trainer.score = sampler, evaluate
    trainer.remove_callback(ProgressCallback)
    trainer.add_callback(_Progress)
    with rounded(model) if config.rounded else nullcontext():
        trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint is not None else None)
    return model


def _stopped_after(checkpoint: Path, patience: int) -> float | None:
    """The number of epochs after which the training stopped early; None where it did not."""
    state = TrainerState.load_from_json(str(checkpoint / "trainer_state.json"))
    waited = state.stateful_callbacks[EarlyStoppingCallback.__name__]["attributes"]["early_stopping_patience_counter"]
    return state.epoch if waited >= patience else None


def freeze(model: StanceModel, layers: int) -> None:
    """Keeps the embeddings and the lowest ``layers`` of the encoder as they are; with 0 everything learns.

    Raises:
        ConfigError: the encoder has fewer layers.
    """
    depths = [_depth(name) or 0 for name, _ in model.named_parameters()]
    if layers > max(depths):
        raise ConfigError(f"trainer.frozen_layers: the encoder has {max(depths)} layers that can be told, got {layers}")
    for name, parameter in model.named_parameters():
        depth = _depth(name)
        parameter.requires_grad_(layers == 0 or depth is None or depth > layers)


class _StanceTrainer(Trainer):  # type: ignore[misc]
    """The Trainer with our sampler and our own scoring, which decodes spans and opinions as inference does."""

    sampler: EpochSampler
    score: Evaluate

    def _get_train_sampler(self, train_dataset: Any = None) -> EpochSampler:  # noqa: ANN401, ARG002 - its signature
        return self.sampler

    def evaluate(
        self,
        eval_dataset: Any = None,  # noqa: ANN401, ARG002 - its signature
        ignore_keys: list[str] | None = None,  # noqa: ARG002
        metric_key_prefix: str = "eval",
    ) -> dict[str, float]:
        metrics = {f"{metric_key_prefix}_{name}": value for name, value in self.score(self.model).items()}
        self.log(metrics)
        self.control: TrainerControl = self.callback_handler.on_evaluate(self.args, self.state, self.control, metrics)
        return metrics


class _Progress(ProgressCallback):  # type: ignore[misc]
    """The Trainer's bar without its dump of every number; one line an epoch instead, with the newest training loss."""

    _loss = math.nan

    def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:  # noqa: ANN401, ARG002
        self._loss = (logs or {}).get("loss", self._loss)
        if logs and f"eval_{SELECTED_BY}" in logs:
            figures = {name.removeprefix("eval_"): value for name, value in logs.items() if name.startswith("eval_")}
            line = ", ".join(f"{name.replace('_', ' ')} {100 * value:.1f}" for name, value in figures.items())
            self._write(f"epoch {state.epoch:.0f}: loss {self._loss:.3f}; validation {line}")

    def _write(self, line: str) -> None:
        if self.training_bar is not None:
            self.training_bar.write(line, file=sys.stderr)


class _Reporter(TrainerCallback):  # type: ignore[misc]
    """Hands every logged number on, for the learning curves."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def on_log(self, args: Any, state: Any, control: Any, logs: Mapping[str, Any], **_: Any) -> None:  # noqa: ANN401, ARG002
        numbers = {name: float(value) for name, value in logs.items() if isinstance(value, int | float)}
        self._report(numbers, state.global_step)


def _arguments(config: TrainerConfig, steps: int, seed: int, folder: Path) -> TrainingArguments:
    arguments = TrainingArguments(
        output_dir=str(folder),
        per_device_train_batch_size=config.batch_size,
        num_train_epochs=config.epochs,
        warmup_steps=round(config.warmup_share * steps),
        bf16=computes_in_bf16(config.precision, fastest_device()),
        use_cpu=fastest_device() == "cpu",
        eval_strategy="epoch",
        save_strategy="epoch",
        save_total_limit=2,
        load_best_model_at_end=True,
        restore_callback_states_from_checkpoint=True,  # else a resumed run forgets how long it has been waiting
        metric_for_best_model=SELECTED_BY,
        greater_is_better=True,
        logging_steps=_logging_steps(steps, config.epochs),
        report_to="none",
        remove_unused_columns=False,
        dataloader_pin_memory=False,
        seed=seed,
        full_determinism=False,
    )
    # One GPU: on several the Trainer would tear a batch apart, and with it the pairs from their sentences.
    arguments._n_gpu = min(arguments.n_gpu, 1)
    return arguments


def _logging_steps(steps: int, epochs: int) -> int:
    """Every how many steps the loss is noted: ten, fewer in short trainings; in each epoch at least once."""
    return max(1, min(10, steps // 10, steps // epochs))


def _optimizer(model: StanceModel, config: TrainerConfig) -> AdamW:
    """AdamW with two learning rates, because the encoder is pretrained and the heads are not.

    With ``config.layer_decay`` below 1 each layer of the encoder learns by that factor slower than the one above it
    (Howard & Ruder 2018): the lowest know the language, the highest learn the task.
    """
    learning = [(_depth(name), parameter) for name, parameter in model.named_parameters() if parameter.requires_grad]
    top = max((depth for depth, _ in learning if depth is not None), default=0)
    groups: list[dict[str, Any]] = []
    for depth, parameter in learning:
        decayed = config.learning_rate * config.layer_decay ** (top - depth) if depth is not None else None
        groups.append({"params": [parameter], "lr": config.head_learning_rate if decayed is None else decayed})
    return AdamW(groups, weight_decay=config.weight_decay)


def _depth(name: str) -> int | None:
    """How high in the encoder a parameter stands: 0 for embeddings, layer + 1, None outside the encoder."""
    if not name.startswith("encoder."):
        return None
    layer = re.search(r"\.layers?\.(\d+)\.", name)
    return int(layer[1]) + 1 if layer else 0
