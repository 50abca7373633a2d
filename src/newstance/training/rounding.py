"""Training with rounded weights, so that rounding them for the bundle takes nothing away any more.

Each product with a matrix of the encoder uses the weights as the 4-bit export will store them; the gradient goes to the
exact ones as if nothing had been rounded (straight-through estimator, Bengio et al. 2013; Jacob et al. 2018).
"""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

from newstance.training import quantising
from newstance.training.model import StanceModel

HIGHEST = 15
"""The biggest number of four bits."""


@contextmanager
def rounded(model: StanceModel) -> Iterator[None]:
    """Within, the encoder's big matrices are rounded whenever they are used; afterwards for good.

    Exact weights that learned so are of no use by themselves (docs/experiments.md): whoever goes on from them needs
    those that were used.
    """
    linear = [module for module in model.encoder.modules() if isinstance(module, nn.Linear)]
    matrices = [module for module in linear if module.weight.numel() >= quantising.SMALLEST]
    for matrix in matrices:
        parametrize.register_parametrization(matrix, "weight", _Rounding())
    try:
        yield
    finally:
        for matrix in matrices:
            parametrize.remove_parametrizations(matrix, "weight", leave_parametrized=True)


class _Rounding(nn.Module):
    def forward(self, exact: Tensor) -> Tensor:
        return exact + (four_bits(exact.detach()) - exact.detach())


def four_bits(exact: Tensor) -> Tensor:
    """[outputs, inputs] weights rounded as MatMulNBits of ONNX Runtime stores them: a scale and zero point a block."""
    outputs, inputs = exact.shape
    blocks = nn.functional.pad(exact, (0, -inputs % quantising.BLOCK)).view(outputs, -1, quantising.BLOCK)
    low = blocks.amin(dim=-1, keepdim=True).clamp(max=0)
    high = blocks.amax(dim=-1, keepdim=True).clamp(min=0)
    scale = ((high - low) / HIGHEST).clamp(min=torch.finfo(exact.dtype).tiny)
    zero = torch.round(-low / scale)
    numbers = torch.clamp(torch.round(blocks / scale) + zero, 0, HIGHEST)
    return ((numbers - zero) * scale).view(outputs, -1)[:, :inputs]
