"""What any engine (ONNX Runtime, torch) must answer: one encoder pass, then any number of pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

TokenRange = tuple[int, int]
"""Half-open range of token positions in a sentence."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """One batch after the encoder's pass.

    ``hidden`` [B, T, D] stays in the engine's own array type; ``attention_mask`` [B, T];
    ``speaker_logits`` and ``target_logits`` [B, T, 3]; ``claim_logits`` [B, claims].
    """

    hidden: Any
    attention_mask: NDArray[np.int64]
    speaker_logits: NDArray[np.float32]
    target_logits: NDArray[np.float32]
    claim_logits: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PairQuestion:
    """A question to the stance head: ``row`` of the batch, and where speaker and target stand (None: unknown)."""

    row: int
    speaker: TokenRange | None
    target: TokenRange | None


class Engine(Protocol):
    """The model behind a predictor."""

    def encode(self, input_ids: NDArray[np.int64], attention_mask: NDArray[np.int64]) -> Encoded:
        """One encoder pass over a padded batch [B, T]."""
        ...

    def score_pairs(self, encoded: Encoded, questions: Sequence[PairQuestion]) -> NDArray[np.float32]:
        """Stance logits [P, stances] for questions about an encoded batch."""
        ...


def span_masks(ranges: Sequence[TokenRange | None], width: int) -> NDArray[np.float32]:
    """[P, width] with 1.0 on each range's tokens; a row of zeros asks for the *unknown* vector."""
    masks = np.zeros((len(ranges), width), dtype=np.float32)
    for row, tokens in enumerate(ranges):
        if tokens is not None:
            masks[row, tokens[0] : tokens[1]] = 1.0
    return masks
