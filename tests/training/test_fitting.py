"""Training on the tiny encoder: seeds decide, the best epoch wins, a killed run goes on as if it had not been."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import torch
from transformers import TrainingArguments

from newstance.corpora.registry import read_split
from newstance.errors import ConfigError
from newstance.tokenising import SentenceTokeniser
from newstance.training import fitting, quantising
from newstance.training.batches import encode_examples
from newstance.training.config import TrainerConfig
from newstance.training.fitting import Rows, _optimizer, fit
from newstance.training.model import LossWeights, StanceModel, build_model
from newstance.training.precision import computes_in_bf16
from newstance.training.rounding import four_bits
from newstance.training.run import seed_everything


@pytest.fixture(scope="module")
def rows(tiny_encoder: Path, small_data: Path) -> Rows:
    tokeniser = SentenceTokeniser.from_file(tiny_encoder / "tokenizer.json", max_tokens=32)
    examples = read_split("sentences", "train", small_data, small_data)[:12]
    return Rows(encode_examples(examples, tokeniser), {"sentences": 1.0}, tokeniser.pad_id)


def unheard(*_: object) -> None:
    """Takes a training's figures where no test asks for them."""


class KilledError(Exception):
    """Stands for whatever ends a run in the middle."""


@dataclass
class Judge:
    """Scores by script, or by the weights; remembers the weights; may die at one of its calls."""

    scores: list[float] = field(default_factory=list)
    dies_at: int | None = None
    seen: list[float] = field(default_factory=list)

    def __call__(self, model: StanceModel) -> Mapping[str, float]:
        if len(self.seen) + 1 == self.dies_at:
            raise KilledError
        self.seen.append(weigh(model))
        return {"stance_macro_f1": self.scores[len(self.seen) - 1] if self.scores else weigh(model)}


def weigh(model: StanceModel) -> float:
    return float(sum(weights.double().abs().sum() for weights in model.state_dict().values()))


def train(encoder: Path, rows: Rows, folder: Path, judge: Judge, seed: int = 1, **settings: object) -> float:
    """The weighed weights of the trained model."""
    seed_everything(seed)
    model = build_model(encoder, dropout=0.1, head_size=8, loss_weights=LossWeights())
    defaults = {"epochs": 3, "batch_size": 4, "precision": "fp32", "learning_rate": 1e-3}
    config = TrainerConfig(**(defaults | settings))  # type: ignore[arg-type]
    return weigh(fit(model, rows, judge, unheard, config, seed, folder))


def test_the_same_seed_gives_the_same_model_and_another_seed_another(
    tiny_encoder: Path, rows: Rows, tmp_path: Path
) -> None:
    first = train(tiny_encoder, rows, tmp_path / "1", Judge(), seed=0, epochs=1)
    again = train(tiny_encoder, rows, tmp_path / "2", Judge(), seed=0, epochs=1)
    other = train(tiny_encoder, rows, tmp_path / "3", Judge(), seed=1, epochs=1)
    assert first == again
    assert first != other


def test_a_killed_training_goes_on_and_ends_as_if_it_had_not_been(
    tiny_encoder: Path, rows: Rows, tmp_path: Path
) -> None:
    whole = Judge()
    expected = train(tiny_encoder, rows, tmp_path / "whole", whole)
    first, second = Judge(dies_at=2), Judge()
    with pytest.raises(KilledError):
        train(tiny_encoder, rows, tmp_path / "killed", first)
    assert train(tiny_encoder, rows, tmp_path / "killed", second) == pytest.approx(expected, rel=1e-9)
    assert first.seen + second.seen == pytest.approx(whole.seen, rel=1e-9)
    assert len(second.seen) == 2


def test_the_best_epoch_wins_and_patience_ends_the_training(tiny_encoder: Path, rows: Rows, tmp_path: Path) -> None:
    judge = Judge(scores=[0.1, 0.8, 0.3, 0.2, 0.9])
    weights = train(tiny_encoder, rows, tmp_path, judge, epochs=5, patience=2)
    assert len(judge.seen) == 4
    assert weights == judge.seen[1]
    assert len(set(judge.seen)) == 4


def test_patience_is_remembered_by_a_resumed_training(tiny_encoder: Path, rows: Rows, tmp_path: Path) -> None:
    first, second = Judge(scores=[0.9, 0.5], dies_at=3), Judge(scores=[0.4, 0.3, 0.2])
    with pytest.raises(KilledError):
        train(tiny_encoder, rows, tmp_path, first, epochs=5, patience=2)
    weights = train(tiny_encoder, rows, tmp_path, second, epochs=5, patience=2)
    assert len(second.seen) == 1  # the second epoch in a row without a better score
    assert weights == pytest.approx(first.seen[0], rel=1e-9)


def test_a_training_that_stopped_early_is_not_gone_on_with(tiny_encoder: Path, rows: Rows, tmp_path: Path) -> None:
    first, again = Judge(scores=[0.9, 0.5, 0.4]), Judge(scores=[1.0])
    weights = train(tiny_encoder, rows, tmp_path, first, epochs=5, patience=2)
    assert train(tiny_encoder, rows, tmp_path, again, epochs=5, patience=2) == weights
    assert (len(first.seen), again.seen) == (3, [])


def test_more_layers_than_there_are_cannot_be_frozen(tiny_encoder: Path, rows: Rows, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the encoder has 2 layers that can be told, got 3"):
        train(tiny_encoder, rows, tmp_path, Judge(), frozen_layers=3)


def test_without_resume_a_training_starts_afresh(tiny_encoder: Path, rows: Rows, tmp_path: Path) -> None:
    first = train(tiny_encoder, rows, tmp_path, Judge(), epochs=1)
    judge = Judge()
    assert train(tiny_encoder, rows, tmp_path, judge, epochs=1, resume=False) == first
    assert len(judge.seen) == 1


def test_each_epoch_shows_a_loss_that_falls_and_short_trainings_have_a_curve(
    tiny_encoder: Path, rows: Rows, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    noted: list[tuple[int, float]] = []

    def report(figures: Mapping[str, float], step: int) -> None:
        noted.extend((step, value) for name, value in figures.items() if name == "loss")

    seed_everything(1)
    model = build_model(tiny_encoder, dropout=0.1, head_size=8, loss_weights=LossWeights())
    config = TrainerConfig(epochs=3, batch_size=4, precision="fp32", learning_rate=1e-3)
    fit(model, rows, Judge(), report, config, 1, tmp_path)
    assert [step for step, _ in noted] == [1, 2, 3, 4, 5, 6, 7, 8, 9]  # three steps an epoch
    shown = [float(loss) for loss in re.findall(r"epoch \d: loss ([\d.]+); validation stance", capsys.readouterr().err)]
    assert shown == pytest.approx([noted[2][1], noted[5][1], noted[8][1]], abs=1e-3)
    assert shown[0] > shown[2]


@pytest.mark.parametrize(
    ("steps", "epochs", "every"), [(1000, 8, 10), (60, 30, 2), (30, 30, 1), (8, 1, 1), (99, 1, 9), (1, 1, 1)]
)
def test_how_often_the_loss_is_noted(steps: int, epochs: int, every: int) -> None:
    assert fitting._logging_steps(steps, epochs) == every


def test_precision() -> None:
    assert computes_in_bf16("bf16", "cpu")
    assert not computes_in_bf16("fp32", "cpu")


def test_of_several_gpus_one_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TrainingArguments, "n_gpu", property(lambda arguments: getattr(arguments, "_n_gpu", 4) or 4))
    assert fitting._arguments(TrainerConfig(), 10, 1, tmp_path).n_gpu == 1


def test_encoder_and_heads_learn_at_their_own_rates(tiny_encoder: Path, rows: Rows, tmp_path: Path) -> None:
    seed_everything(1)
    start = build_model(tiny_encoder, 0.1, 8, LossWeights()).state_dict()
    start = {name: weights.clone() for name, weights in start.items()}
    seed_everything(1)
    model = build_model(tiny_encoder, 0.1, 8, LossWeights())
    config = TrainerConfig(epochs=1, batch_size=4, precision="fp32", learning_rate=0.0, head_learning_rate=0.01)
    fit(model, rows, Judge(), unheard, config, 1, tmp_path)
    moved = {name: not torch.equal(weights, start[name]) for name, weights in model.state_dict().items()}
    assert not any(change for name, change in moved.items() if name.startswith("encoder."))
    assert all(moved[name] for name in ("stance.1.weight", "claim.1.weight", "speaker_tags.1.weight"))


def test_lower_layers_learn_slower_by_the_decay(tiny_encoder: Path) -> None:
    model = build_model(tiny_encoder, 0.1, 8, LossWeights())
    config = TrainerConfig(learning_rate=1e-4, head_learning_rate=1e-3, layer_decay=0.5)
    rates = [group["lr"] for group in _optimizer(model, config).param_groups]
    rate_of = dict(zip((name for name, _ in model.named_parameters()), rates, strict=True))
    assert rate_of["encoder.embeddings.word_embeddings.weight"] == pytest.approx(0.25e-4)
    assert rate_of["encoder.encoder.layer.0.output.dense.weight"] == pytest.approx(0.5e-4)
    assert rate_of["encoder.encoder.layer.1.output.dense.weight"] == pytest.approx(1e-4)
    assert rate_of["stance.1.weight"] == rate_of["unknown_target"] == pytest.approx(1e-3)


def test_frozen_layers_stay_as_they_are_and_the_others_learn(tiny_encoder: Path, rows: Rows, tmp_path: Path) -> None:
    seed_everything(1)
    model = build_model(tiny_encoder, 0.1, 8, LossWeights())
    start = {name: weights.clone() for name, weights in model.state_dict().items()}
    config = TrainerConfig(epochs=1, batch_size=4, precision="fp32", learning_rate=1e-2, frozen_layers=1)
    fit(model, rows, Judge(), unheard, config, 1, tmp_path)
    moved = {name: not torch.equal(weights, start[name]) for name, weights in model.state_dict().items()}
    assert not moved["encoder.embeddings.word_embeddings.weight"]
    assert not any(change for name, change in moved.items() if ".layer.0." in name)
    assert moved["encoder.encoder.layer.1.output.dense.weight"]
    assert moved["stance.1.weight"]


def test_without_epochs_the_model_stays_as_it_is(tiny_encoder: Path, rows: Rows, tmp_path: Path) -> None:
    seed_everything(1)
    start = weigh(build_model(tiny_encoder, 0.1, 8, LossWeights()))
    assert train(tiny_encoder, rows, tmp_path, Judge(), epochs=0) == start


def test_training_with_rounded_weights_keeps_them(
    tiny_encoder: Path, rows: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quantising, "SMALLEST", 1000)
    plain = train(tiny_encoder, rows, tmp_path / "plain", Judge(), epochs=1)
    seed_everything(1)
    model = build_model(tiny_encoder, dropout=0.1, head_size=8, loss_weights=LossWeights())
    config = TrainerConfig(epochs=1, batch_size=4, precision="fp32", learning_rate=1e-3, rounded=True)
    fit(model, rows, Judge(), unheard, config, 1, tmp_path / "rounded")
    matrix = model.encoder.encoder.layer[0].intermediate.dense.weight.detach()
    assert weigh(model) != plain
    assert not any("parametrizations" in name for name in model.state_dict())
    assert torch.allclose(four_bits(matrix), matrix, atol=1e-6)
