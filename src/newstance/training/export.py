"""Exports a trained model to the two ONNX graphs of a bundle, the weights in 8 or 4 bits."""

import logging
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from newstance.errors import ConfigError
from newstance.training.model import StanceModel
from newstance.training.quantising import weights_to_int4, weights_to_int8

OPSET = 18


class _EncoderGraph(nn.Module):
    def __init__(self, model: StanceModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        return self.model.encode(input_ids, attention_mask)


class _PairGraph(nn.Module):
    def __init__(self, model: StanceModel) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, hidden: Tensor, attention_mask: Tensor, rows: Tensor, speaker_mask: Tensor, target_mask: Tensor
    ) -> Tensor:
        return self.model.score_pairs(hidden, attention_mask, rows, speaker_mask, target_mask)


def check_quantisation(quantise: str) -> None:
    """Raises ConfigError where ``export_onnx`` does not know ``quantise``."""
    if quantise not in QUANTISERS:
        raise ConfigError(f"model.quantise: expected one of {', '.join(QUANTISERS)}; found {quantise!r}")


def export_onnx(model: StanceModel, encoder: Path, pairs: Path, quantise: str = "dynamic") -> None:
    """Writes the encoder graph and the pair graph.

    With ``dynamic`` weights become int8, and so do activations, while running: the fastest. With ``int8`` or ``int4``
    the weights alone become that (``quantising.py``). The model must have been built with eager attention: the default
    attention exports a graph that is wrong on padded batches. Raises ConfigError where ``quantise`` is none of these.
    """
    check_quantisation(quantise)
    model = model.cpu().eval()
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "encoder.onnx"
        _export_encoder(model, exact)
        with _quiet():
            QUANTISERS[quantise](exact, encoder)
    _export_pairs(model, pairs)
    if quantise != "dynamic":
        weights_to_int8(pairs, pairs)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the quantiser's notes on every tensor that it leaves alone, which it writes to the root logger."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


def _quantise_dynamically(exact: Path, small: Path) -> None:
    quantize_dynamic(exact, small, per_channel=True, weight_type=QuantType.QInt8)


QUANTISERS = {"dynamic": _quantise_dynamically, "int8": weights_to_int8, "int4": weights_to_int4}


def _export_encoder(model: StanceModel, path: Path) -> None:
    ids = torch.ones((2, 8), dtype=torch.int64)
    batch = {0: "batch", 1: "tokens"}
    _export(
        _EncoderGraph(model),
        (ids, torch.ones_like(ids)),
        path,
        {"input_ids": batch, "attention_mask": batch},
        ["hidden", "speaker_logits", "target_logits", "claim_logits"],
        {"hidden": batch, "speaker_logits": batch, "target_logits": batch, "claim_logits": {0: "batch"}},
    )


def _export_pairs(model: StanceModel, path: Path) -> None:
    width = model.unknown_speaker.shape[0]
    batch, pair = {0: "batch", 1: "tokens"}, {0: "pairs", 1: "tokens"}
    mask = torch.zeros((3, 8))
    arguments = (torch.zeros((2, 8, width)), torch.ones((2, 8), dtype=torch.int64), torch.tensor([0, 0, 1]), mask, mask)
    axes = {"hidden": batch, "attention_mask": batch, "rows": {0: "pairs"}, "speaker_mask": pair, "target_mask": pair}
    _export(_PairGraph(model), arguments, path, axes, ["stance_logits"], {"stance_logits": {0: "pairs"}})


def _export(  # noqa: PLR0913 - torch's own list of arguments
    graph: nn.Module,
    arguments: tuple[Tensor, ...],
    path: Path,
    input_axes: dict[str, dict[int, str]],
    outputs: list[str],
    output_axes: dict[str, dict[int, str]],
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the TorchScript exporter warns that it is the older one
        torch.onnx.export(
            graph.eval(),
            arguments,
            str(path),
            input_names=list(input_axes),
            output_names=outputs,
            dynamic_axes=input_axes | output_axes,
            opset_version=OPSET,
            dynamo=False,
        )
