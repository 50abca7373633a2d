"""The ONNX graphs say what torch says, on batches with padding too."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from onnx import TensorProto
from onnx import load as load_graph

from newstance.bundle import ENCODER, PAIRS
from newstance.errors import ConfigError
from newstance.inference.engine import Encoded, PairQuestion
from newstance.inference.onnx_engine import OnnxEngine
from newstance.tokenising import SentenceTokeniser, pad
from newstance.training import export, quantising
from newstance.training.model import LossWeights, StanceModel, build_model
from newstance.training.torch_engine import TorchEngine

INT8_TOLERANCE = 0.05
"""The tiny model's logits are up to 1.4 in size; the largest error of its int8 graph measured here was 0.021."""

INT4_TOLERANCE = 0.3

TEXTS = ["Lima said no", "The minister praised the plan with talks to Europe, said Trump. " * 4]
QUESTIONS = [
    PairQuestion(0, None, None),
    PairQuestion(1, None, None),
    PairQuestion(0, (1, 2), None),
    PairQuestion(1, (2, 3), (40, 44)),
    PairQuestion(0, None, (3, 4)),
]


@pytest.fixture(scope="module")
def model(tiny_encoder: Path) -> StanceModel:
    torch.manual_seed(5)
    return build_model(tiny_encoder, dropout=0.1, head_size=16, loss_weights=LossWeights()).eval()


@pytest.fixture(scope="module")
def batch(tiny_encoder: Path) -> tuple[np.ndarray, np.ndarray]:
    tokeniser = SentenceTokeniser.from_file(tiny_encoder / "tokenizer.json", max_tokens=128)
    ids, mask = pad([sentence.ids for sentence in tokeniser.tokenise(TEXTS)], tokeniser.pad_id)
    assert mask.sum(axis=1).tolist() == [6, 54]
    return ids, mask


@pytest.fixture(scope="module")
def onnx(model: StanceModel, tmp_path_factory: pytest.TempPathFactory) -> OnnxEngine:
    folder = tmp_path_factory.mktemp("graphs")
    export.export_onnx(model, folder / ENCODER, folder / PAIRS)
    return OnnxEngine(folder / ENCODER, folder / PAIRS, threads=1)


def test_the_exact_encoder_graph_on_a_padded_batch(
    model: StanceModel, batch: tuple[np.ndarray, np.ndarray], tmp_path: Path
) -> None:
    """Fails where the exported attention looks at padding."""
    export._export_encoder(model, tmp_path / "encoder.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "encoder.onnx"), providers=["CPUExecutionProvider"])
    found = session.run(None, {"input_ids": batch[0], "attention_mask": batch[1]})
    expected = TorchEngine(model).encode(*batch)
    real = batch[1].astype(bool)
    np.testing.assert_allclose(found[0][real], expected.hidden.numpy()[real], atol=1e-4)
    np.testing.assert_allclose(found[1][real], expected.speaker_logits[real], atol=1e-4)
    np.testing.assert_allclose(found[2][real], expected.target_logits[real], atol=1e-4)
    np.testing.assert_allclose(found[3], expected.claim_logits, atol=1e-4)
    changed = batch[0].copy()
    changed[~real] = 7  # what stands where nothing should be looked at
    again = session.run(None, {"input_ids": changed, "attention_mask": batch[1]})
    np.testing.assert_allclose(again[0][real], found[0][real], atol=1e-5)


def test_the_model_is_built_with_the_attention_that_exports_rightly(model: StanceModel) -> None:
    assert model.encoder.config._attn_implementation == "eager"


def test_the_pair_graph_is_exact(model: StanceModel, onnx: OnnxEngine, batch: tuple[np.ndarray, np.ndarray]) -> None:
    encoded = TorchEngine(model).encode(*batch)
    expected = TorchEngine(model).score_pairs(encoded, QUESTIONS)
    arrays = Encoded(
        encoded.hidden.numpy(), batch[1], encoded.speaker_logits, encoded.target_logits, encoded.claim_logits
    )
    np.testing.assert_allclose(onnx.score_pairs(arrays, QUESTIONS), expected, atol=1e-4)
    assert np.abs(expected[0] - expected[2]).max() > 1e-3  # the questions differ, and so do their answers


def test_the_int8_encoder_is_close_and_decides_alike(
    model: StanceModel, onnx: OnnxEngine, batch: tuple[np.ndarray, np.ndarray]
) -> None:
    exact, small = TorchEngine(model).encode(*batch), onnx.encode(*batch)
    real = batch[1].astype(bool)
    pairs = TorchEngine(model).score_pairs(exact, QUESTIONS), onnx.score_pairs(small, QUESTIONS)
    for expected, found in [
        (exact.speaker_logits[real], small.speaker_logits[real]),
        (exact.target_logits[real], small.target_logits[real]),
        (exact.claim_logits, small.claim_logits),
        pairs,
    ]:
        np.testing.assert_allclose(found, expected, atol=INT8_TOLERANCE)
        ranked = np.sort(expected, axis=-1)
        clear = ranked[:, -1] - ranked[:, -2] > 2 * np.abs(found - expected).max()
        assert clear.any()
        assert (found.argmax(axis=-1) == expected.argmax(axis=-1))[clear].all()


def test_one_graph_takes_any_number_of_sentences_and_tokens(onnx: OnnxEngine) -> None:
    for rows, width in ((1, 3), (5, 40)):
        ids = np.full((rows, width), 6, dtype=np.int64)
        encoded = onnx.encode(ids, np.ones_like(ids))
        assert encoded.speaker_logits.shape == (rows, width, 3)
        assert encoded.claim_logits.shape == (rows, 6)
        assert onnx.score_pairs(encoded, [PairQuestion(rows - 1, None, (0, 2))] * 7).shape == (7, 4)


def test_int8_weights_alone_are_closer_and_ignore_the_rest_of_the_batch(
    model: StanceModel, onnx: OnnxEngine, batch: tuple[np.ndarray, np.ndarray], tmp_path: Path
) -> None:
    export.export_onnx(model, tmp_path / ENCODER, tmp_path / PAIRS, quantise="int8")
    engine, real = OnnxEngine(tmp_path / ENCODER, tmp_path / PAIRS, threads=1), batch[1].astype(bool)
    exact, found = TorchEngine(model).encode(*batch).hidden.numpy()[real], engine.encode(*batch).hidden
    error, dynamic_error = (np.abs(each[real] - exact).mean() for each in (found, onnx.encode(*batch).hidden))
    assert 0 < error < 0.7 * dynamic_error
    alone = engine.encode(batch[0][1:], batch[1][1:]).hidden
    np.testing.assert_allclose(found[1:], alone, atol=1e-5)
    stored = {tensor.data_type for tensor in load_graph(tmp_path / ENCODER).graph.initializer if len(tensor.dims) == 2}
    assert stored == {TensorProto.INT8, TensorProto.FLOAT}  # matrices as int8, but for those too small to pay


def test_an_unknown_quantisation_is_refused(model: StanceModel, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^model.quantise: expected one of dynamic, int8, int4; found 'int2'$"):
        export.export_onnx(model, tmp_path / ENCODER, tmp_path / PAIRS, quantise="int2")


def test_four_bits_decide_alike_and_ignore_the_rest_of_the_batch(
    model: StanceModel, batch: tuple[np.ndarray, np.ndarray], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quantising, "SMALLEST", 1000)  # all layers of the tiny model are below the real limit
    export.export_onnx(model, tmp_path / ENCODER, tmp_path / PAIRS, quantise="int4")
    engine = OnnxEngine(tmp_path / ENCODER, tmp_path / PAIRS, threads=1)
    exact, found = TorchEngine(model).encode(*batch), engine.encode(*batch)
    assert np.abs(found.claim_logits - exact.claim_logits).max() < INT4_TOLERANCE
    alone = engine.encode(batch[0][1:], batch[1][1:])
    np.testing.assert_allclose(found.hidden[1:], alone.hidden, atol=1e-5)
    operators = {node.op_type for node in load_graph(tmp_path / ENCODER).graph.node}
    assert "MatMulNBits" in operators
