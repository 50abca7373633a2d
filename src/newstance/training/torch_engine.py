"""The engine of a model in training: the same questions as ONNX Runtime answers, answered by torch."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from newstance.inference.engine import Encoded, PairQuestion, span_masks
from newstance.training.model import StanceModel


class TorchEngine:
    """Implements ``newstance.inference.engine.Engine`` in fp32 on the model's own device."""

    def __init__(self, model: StanceModel) -> None:
        self._model = model
        self._device = next(model.parameters()).device

    @torch.inference_mode()
    def encode(self, input_ids: NDArray[np.int64], attention_mask: NDArray[np.int64]) -> Encoded:
        """One encoder pass over a padded batch [B, T]."""
        self._model.eval()
        ids, mask = self._tensor(input_ids), self._tensor(attention_mask)
        hidden, speakers, targets, claims = self._model.encode(ids, mask)
        return Encoded(hidden, attention_mask, _array(speakers), _array(targets), _array(claims))

    @torch.inference_mode()
    def score_pairs(self, encoded: Encoded, questions: Sequence[PairQuestion]) -> NDArray[np.float32]:
        """Stance logits [P, stances]."""
        width = encoded.attention_mask.shape[1]
        rows = np.array([question.row for question in questions], dtype=np.int64)
        speakers = span_masks([question.speaker for question in questions], width)
        targets = span_masks([question.target for question in questions], width)
        inputs = (self._tensor(array) for array in (encoded.attention_mask, rows, speakers, targets))
        return _array(self._model.score_pairs(encoded.hidden, *inputs))

    def _tensor(self, array: NDArray[np.int64] | NDArray[np.float32]) -> torch.Tensor:
        return torch.from_numpy(array).to(self._device)


def _array(tensor: torch.Tensor) -> NDArray[np.float32]:
    return tensor.float().cpu().numpy()
