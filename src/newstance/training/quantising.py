"""Stores the big weights of an ONNX graph as int8 and computes with them in full precision.

A fourth of the size, and answers that differ from the full model's by the rounding of the weights alone, whatever else
is in a batch. ONNX Runtime multiplies the weights out once, as it loads the graph.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

SMALLEST = 4096
"""Tensors of fewer numbers stay as they are."""

MATRIX = 2
"""Dimensions."""


def weights_to_int8(exact: Path, small: Path) -> None:
    """Rewrites ``exact`` as ``small``: symmetric int8, scaled by output of a matrix product or row of an embedding."""
    model = onnx.load(exact)
    weights = {tensor.name: tensor for tensor in model.graph.initializer if _is_big_matrix(tensor)}
    axes = {node.input[place]: axis for node in model.graph.node for place, axis in _weight_of(node)}
    for name in axes.keys() & weights.keys():
        _store_as_int8(model.graph, weights[name], axes[name])
    onnx.save(model, small)


def _is_big_matrix(tensor: Any) -> bool:  # noqa: ANN401 - onnx has no types
    return (
        tensor.data_type == onnx.TensorProto.FLOAT and len(tensor.dims) == MATRIX and np.prod(tensor.dims) >= SMALLEST
    )


def _weight_of(node: Any) -> list[tuple[int, int]]:  # noqa: ANN401 - onnx has no types
    """Which of the node's inputs may be a weight, and the axis of that weight with a scale for each entry."""
    if node.op_type == "MatMul":
        return [(1, 1)]
    if node.op_type == "Gemm":
        transposed = any(attribute.name == "transB" and attribute.i for attribute in node.attribute)
        return [(1, 0 if transposed else 1)]
    return [(0, 0)] if node.op_type == "Gather" else []


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
