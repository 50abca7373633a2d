"""Stores the big weights of an ONNX graph in 8 or 4 bits, so that answers do not depend on what else is in a batch.

Dynamic quantisation, ONNX Runtime's own, scales activations over a whole batch. Here activations stay exact
(``weights_to_int8``; the weights are multiplied out once, as the graph is loaded) or are rounded token by token
(``weights_to_int4``, an eighth of the size, for encoders that would be too big otherwise).
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer

SMALLEST = 4096
"""Tensors of fewer numbers stay as they are."""

MATRIX = 2
"""Dimensions."""

BLOCK = 128
"""Weights that share a scale in 4 bits: with 64 a bundle of MPNet would not keep within 75 MB."""

INT8_ACTIVATIONS = 4
"""MatMulNBits' accuracy level: activations rounded to int8, each token's with their own scales."""


def weights_to_int8(exact: Path, small: Path) -> None:
    """Rewrites ``exact`` as ``small``: symmetric int8, scaled by output of a matrix product or row of an embedding."""
    model = onnx.load(exact)
    weights = {tensor.name: tensor for tensor in model.graph.initializer if _is_big_matrix(tensor)}
    axes = {node.input[place]: axis for node in model.graph.node for place, axis in _weight_of(node)}
    for name in axes.keys() & weights.keys():
        _store_as_int8(model.graph, weights[name], axes[name])
    onnx.save(model, small)


def weights_to_int4(exact: Path, small: Path) -> None:
    """Rewrites ``exact`` as ``small``: matrix products in 4 bits by blocks, the rest as ``weights_to_int8`` has it.

    Round to nearest with a scale and a zero point for each block of 128 weights (MatMulNBits of ONNX Runtime).
    """
    model = onnx.load(exact)
    big = {tensor.name for tensor in model.graph.initializer if _is_big_matrix(tensor)}
    tiny = [node.name for node in model.graph.node if node.op_type == "MatMul" and node.input[1] not in big]
    settings = DefaultWeightOnlyQuantConfig(
        block_size=BLOCK, accuracy_level=INT8_ACTIVATIONS, op_types_to_quantize=("MatMul",)
    )
    quantiser = MatMulNBitsQuantizer(model, algo_config=settings, nodes_to_exclude=tiny)
    quantiser.process()
    onnx.save(quantiser.model.model, small)
    weights_to_int8(small, small)


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
