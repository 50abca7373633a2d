"""Stores the big weights of an ONNX graph as int8 and computes with them in full precision.

A fourth of the size, and answers that differ from the full model's by the rounding of the weights alone, whatever else
is in a batch. ONNX Runtime multiplies the weights out once, as it loads the graph.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

SMALLEST = 4096
"""Tensors of fewer numbers stay as they are."""

SCALED_BY: Mapping[str, tuple[int, int]] = {"MatMul": (1, 1), "Gather": (0, 0)}
"""Operator: which of its inputs is a weight, and the axis of that weight with a scale for each entry."""


def weights_to_int8(exact: Path, small: Path) -> None:
    """Rewrites the graph ``exact`` as ``small``: weights of MatMul by column and of Gather by row, symmetric int8."""
    model = onnx.load(exact)
    weights = {tensor.name: tensor for tensor in model.graph.initializer}
    axes = {node.input[place]: axis for node in model.graph.node for place, axis in _weight_of(node, weights)}
    for name, axis in axes.items():
        _store_as_int8(model.graph, weights[name], axis)
    onnx.save(model, small)


def _weight_of(node: Any, weights: Mapping[str, Any]) -> list[tuple[int, int]]:  # noqa: ANN401 - onnx has no types
    """The place among the node's inputs and the axis of its weight, if it has one worth storing as int8."""
    if node.op_type not in SCALED_BY:
        return []
    place, axis = SCALED_BY[node.op_type]
    tensor = weights.get(node.input[place])
    big = tensor is not None and len(tensor.dims) == 2 and np.prod(tensor.dims) >= SMALLEST  # noqa: PLR2004 - a matrix
    return [(place, axis)] if big and tensor.data_type == onnx.TensorProto.FLOAT else []


def _store_as_int8(graph: Any, tensor: Any, axis: int) -> None:  # noqa: ANN401 - onnx has no types
    """Replaces a weight by int8 numbers, their scales, and the node that multiplies them out under the old name."""
    name, exact = tensor.name, numpy_helper.to_array(tensor)
    scales = (np.abs(exact).max(axis=1 - axis) / 127).clip(min=1e-12).astype(np.float32)
    rounded = np.round(exact / np.expand_dims(scales, 1 - axis)).astype(np.int8)
    graph.initializer.remove(tensor)
    graph.initializer.append(numpy_helper.from_array(rounded, f"{name}_int8"))
    graph.initializer.append(numpy_helper.from_array(scales, f"{name}_scales"))
    node = helper.make_node("DequantizeLinear", [f"{name}_int8", f"{name}_scales"], [name], axis=axis)
    graph.node.insert(0, node)
