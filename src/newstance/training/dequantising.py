"""Full-precision weights back from a slim bundle's graphs, so that a training can go on from the shipped model.

Reads what ``quantising.py`` writes (``model.quantise`` int8 and int4): the numbers are multiplied out, what rounding
took away stays lost. Nothing of a graph is run.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from newstance.bundle import ENCODER, PAIRS, WEIGHTS
from newstance.errors import ConfigError

PREFIX = "model."
PRODUCT = re.compile(r"/(.+)/MatMul(?:_Q4)?")
"""The exporter names a matrix product after the module that it stands in: ``/encoder/encoder/layer.0/…/q/MatMul``."""

UNKNOWN = ("unknown_speaker", "unknown_target")
"""The pair graph's two vectors. The exporter takes their names, and picks them with one *Where* each, in this order."""


def graph_weights(folder: Path) -> dict[str, Tensor]:
    """The weights of ``encoder.onnx`` and ``pairs.onnx``, under the names of ``StanceModel``'s parameters.

    Raises:
        ConfigError: a bundle of ``model.quantise=dynamic``, whose graph cannot be read back.
    """
    found: dict[str, Any] = {}
    for name in (ENCODER, PAIRS):
        graph = onnx.load(folder / name).graph
        if any(node.op_type == "DynamicQuantizeLinear" for node in graph.node):
            cure = "Cure: take the bundle in the training's output folder"
            raise ConfigError(f"{folder} has no {WEIGHTS}, and dynamic int8 weights cannot be read back. {cure}")
        stored = _stored(graph)
        found |= {key.removeprefix(PREFIX): values for key, values in stored.items() if key.startswith(PREFIX)}
        found |= _products(graph, stored)
        vectors = (node.input[2] for node in graph.node if node.op_type == "Where" and node.input[2] in stored)
        found |= {unknown: stored[vector] for unknown, vector in zip(UNKNOWN, vectors, strict=False)}
    return {name: torch.from_numpy(np.array(values, dtype=np.float32)) for name, values in found.items()}


def _stored(graph: Any) -> dict[str, Any]:  # noqa: ANN401 - onnx has no types
    """Every stored tensor by its name, int8 weights also multiplied out under the names that they had before."""
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "DequantizeLinear":
            axis = next(attribute.i for attribute in node.attribute if attribute.name == "axis")
            numbers, scales = (stored.pop(name) for name in node.input)
            stored[node.output[0]] = numbers * np.expand_dims(scales, 1 - axis)
    return stored


def _products(graph: Any, stored: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """The weights of matrix products, which the exporter renames and transposes."""
    for node in graph.node:
        place = PRODUCT.fullmatch(node.name)
        if place is not None and node.op_type == "MatMulNBits":
            yield _parameter(place[1]), _four_bits(node, stored)
        elif place is not None and node.input[1] in stored:
            yield _parameter(place[1]), stored[node.input[1]].T


def _parameter(place: str) -> str:
    """``speaker_tags/speaker_tags.1`` → ``speaker_tags.1.weight``: a sequence stands there twice."""
    parts = place.split("/")
    return (
        ".".join(part for part, after in zip(parts, [*parts[1:], ""], strict=True) if not after.startswith(f"{part}."))
        + ".weight"
    )


def _four_bits(node: Any, stored: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """[N, K] weights of a MatMulNBits: two numbers a byte, the lower half first; a scale and zero point a block."""
    sizes = {attribute.name: attribute.i for attribute in node.attribute}
    packed, scales, zeros = (stored[name] for name in node.input[1:4])
    outputs, blocks = packed.shape[:2]
    numbers = _halves(packed).reshape(outputs, blocks, sizes["block_size"])
    zero_points = _halves(zeros.reshape(outputs, -1))[:, :blocks]
    exact = (numbers - zero_points[..., None]) * scales.reshape(outputs, blocks, 1)
    return exact.reshape(outputs, -1)[:, : sizes["K"]]


def _halves(packed: Any) -> Any:  # noqa: ANN401
    """The two numbers of each byte, the lower half first, along the last axis."""
    return np.stack([packed & 15, packed >> 4], axis=-1).reshape(*packed.shape[:-1], -1).astype(np.float32)
