"""A training goes on from trained bundles: full, slim, or several of them."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from newstance.bundle import ENCODER, ENCODER_CONFIG, MANIFEST, PAIRS, WEIGHTS, Identity, open_bundle, seal_bundle
from newstance.errors import BundleError, ConfigError
from newstance.inference.loading import load_predictor
from newstance.training import quantising
from newstance.training.dequantising import graph_weights
from newstance.training.export import export_onnx
from newstance.training.model import LossWeights, StanceModel, build_model
from newstance.training.rounding import four_bits, rounded
from newstance.training.starting import load_bundles
from newstance.training.torch_engine import TorchEngine


@pytest.fixture
def model(tiny_encoder: Path, monkeypatch: pytest.MonkeyPatch) -> StanceModel:
    monkeypatch.setattr(quantising, "SMALLEST", 1000)  # all layers of the tiny model are below the real limit
    torch.manual_seed(5)
    model = build_model(tiny_encoder, dropout=0.1, head_size=16, loss_weights=LossWeights()).eval()
    for parameter in model.parameters():  # as after training: the exporter stores equal tensors once
        parameter.data += 0.02 * torch.randn_like(parameter)
    return model


def copied(bundle: Path, destination: Path, *, without: tuple[str, ...] = ()) -> Path:
    """A sealed copy of a bundle that lacks some of its files."""
    shutil.copytree(bundle, destination, ignore=shutil.ignore_patterns(MANIFEST, *without))
    seal_bundle(destination, Identity("copy", "1", "tiny", 128))
    return destination


@pytest.mark.parametrize(("quantise", "most"), [("int8", 0.01), ("int4", 0.15)])
def test_rounded_graphs_give_their_weights_back(model: StanceModel, tmp_path: Path, quantise: str, most: float) -> None:
    export_onnx(model, tmp_path / ENCODER, tmp_path / PAIRS, quantise)
    found = graph_weights(tmp_path)
    wanted = {name: weights for name, weights in model.state_dict().items() if not name.startswith("encoder.pooler.")}
    assert found.keys() - {"encoder.embeddings.position_ids"} == wanted.keys()
    for name, weights in wanted.items():
        assert found[name].shape == weights.shape
        error = float((found[name] - weights).norm() / weights.norm().clamp(min=1e-9))
        assert error < most, name
    dense = "encoder.encoder.layer.0.intermediate.dense.weight"
    assert not torch.equal(found[dense], wanted[dense])


def test_training_rounds_as_the_export_does(model: StanceModel, tmp_path: Path) -> None:
    export_onnx(model, tmp_path / ENCODER, tmp_path / PAIRS, "int4")
    stored, dense = graph_weights(tmp_path), model.encoder.encoder.layer[0].intermediate.dense
    exact = dense.weight.detach().clone()
    with rounded(model):
        used = dense.weight.detach().clone()
        dense.weight.sum().backward()
        assert torch.equal(dense.parametrizations.weight.original.grad, torch.ones_like(exact))
    step = float((exact.amax(dim=1) - exact.amin(dim=1)).max()) / 15
    found = stored["encoder.encoder.layer.0.intermediate.dense.weight"]
    assert float((found - used).abs().max()) < 0.6 * step  # ties may fall to either side
    assert float((found - used).abs().mean()) < 0.02 * step
    assert torch.equal(dense.weight, used)  # what was learned with, not the exact weights
    assert torch.allclose(four_bits(used), used, atol=1e-6)  # so the export takes nothing away


def test_four_bits_keep_zero_and_use_at_most_sixteen_numbers_a_block() -> None:
    weights = torch.randn(3, 200, generator=torch.Generator().manual_seed(1))
    weights[0, :128] = weights[0, :128].abs()
    weights[:, 5] = 0.0
    found = four_bits(weights)
    assert found.shape == weights.shape
    assert torch.equal(found[:, 5], torch.zeros(3))
    assert max(len(found[0, :128].unique()), len(found[1, 128:].unique())) <= 16
    assert torch.equal(four_bits(torch.zeros(2, 128)), torch.zeros(2, 128))


def test_a_full_bundle_gives_its_exact_weights(tiny_bundle: Path, tmp_path: Path) -> None:
    settings = json.loads((tiny_bundle / ENCODER_CONFIG).read_text(encoding="utf-8"))
    assert "_name_or_path" not in settings  # a folder of the machine that trained it
    model = load_bundles([tiny_bundle], "model.start_from")
    assert model.stance[1].weight.shape == (16, 4 * 32)
    other = copied(tiny_bundle, tmp_path / "other")
    (other / ENCODER_CONFIG).write_text(json.dumps(settings | {"num_hidden_layers": 3}), encoding="utf-8")
    seal_bundle(other, Identity("other", "1", "tiny", 128))
    with pytest.raises(BundleError, match=r"other: the weights do not fit the bundle's configuration \("):
        load_bundles([other], "model.start_from")


def test_of_several_bundles_the_mean_is_taken(tiny_bundle: Path, tmp_path: Path) -> None:
    other = copied(tiny_bundle, tmp_path / "other")
    save_file({name: 3 * weights for name, weights in load_file(other / WEIGHTS).items()}, other / WEIGHTS)
    seal_bundle(other, Identity("other", "1", "tiny", 128))
    one, mean = load_bundles([tiny_bundle], "k").state_dict(), load_bundles([tiny_bundle, other], "k").state_dict()
    assert torch.equal(mean["stance.1.weight"], 2 * one["stance.1.weight"])
    assert torch.equal(
        mean["encoder.embeddings.word_embeddings.weight"], 2 * one["encoder.embeddings.word_embeddings.weight"]
    )


def test_a_bundle_of_more_layers_has_no_mean_with_it(tiny_bundle: Path, tmp_path: Path) -> None:
    deeper = copied(tiny_bundle, tmp_path / "deeper")
    weights = load_file(deeper / WEIGHTS)
    more = {
        name.replace("layer.0.", "layer.2."): values.clone() for name, values in weights.items() if "layer.0." in name
    }
    save_file(weights | more, deeper / WEIGHTS)
    seal_bundle(deeper, Identity("deeper", "1", "tiny", 128))
    with pytest.raises(BundleError, match=r"encoder\.encoder\.layer\.2\."):
        load_bundles([tiny_bundle, deeper], "k")


def test_what_cannot_be_gone_on_from_is_refused_with_the_cure(tiny_bundle: Path, tmp_path: Path) -> None:
    bare = copied(tiny_bundle, tmp_path / "bare", without=(WEIGHTS, ENCODER_CONFIG))
    with pytest.raises(ConfigError) as fault:
        load_bundles([bare], "model.start_from")
    assert str(fault.value) == (
        f"model.start_from: {bare} has no encoder_config.json. "
        "Cure: take a bundle of a newer newstance, or the one in a training's output folder"
    )
    dynamic = copied(tiny_bundle, tmp_path / "dynamic", without=(WEIGHTS,))
    assert open_bundle(dynamic).identity.name == "copy"
    with pytest.raises(ConfigError) as fault:
        load_bundles([dynamic], "model.teacher")
    assert str(fault.value) == (
        f"{dynamic} has no model.safetensors, and dynamic int8 weights cannot be read back. "
        "Cure: take the bundle in the training's output folder"
    )


def test_the_shipped_bundle_can_be_gone_on_from(root: Path) -> None:
    folder = root / "models" / "newstance-base"
    shipped = load_predictor(str(folder))
    again = replace(shipped, engine=TorchEngine(load_bundles([folder], "model.start_from")))
    texts = [
        "Bolivian envoy Rosa Quispe praised the ferry accord.",
        "Norway slammed the quota as theft.",
        "The rebels offered the government a truce of ten days.",
        "The committee meets on Tuesday.",
    ]
    for found, expected in zip(again.predict(texts), shipped.predict(texts), strict=True):
        assert found.stance_probs == pytest.approx(expected.stance_probs, abs=0.05)  # activations are rounded in one
        assert found.stance_probs.argmax() == expected.stance_probs.argmax()
        assert (found.speakers, found.targets) == (expected.speakers, expected.targets)
