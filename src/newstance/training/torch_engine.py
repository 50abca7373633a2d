"""The engine of a model in training: the same questions as ONNX Runtime answers, answered by torch."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from newstance.inference.engine import Encoded, PairQuestion, span_masks
from newstance.training.model import StanceModel
from newstance.training.precision import BF16_MULTIPLE, computes_in_bf16


class TorchEngine:
    """Implements ``newstance.inference.engine.Engine`` on the model's own device.

    ``precision`` is as in ``trainer.precision``; bf16 changes probabilities by about 0.01.
    """

    def __init__(self, model: StanceModel, precision: str = "fp32") -> None:
        self._model = model
        self._device = next(model.parameters()).device
        self._bf16 = computes_in_bf16(precision, self._device.type)

    @torch.inference_mode()
    def encode(self, input_ids: NDArray[np.int64], attention_mask: NDArray[np.int64]) -> Encoded:
        """One encoder pass over a padded batch [B, T]."""
        self._model.eval()
        width = input_ids.shape[1]
        more = ((0, 0), (0, -width % BF16_MULTIPLE if self._bf16 else 0))
        ids, mask = self._tensor(np.pad(input_ids, more)), self._tensor(np.pad(attention_mask, more))
        with torch.autocast(self._device.type, dtype=torch.bfloat16, enabled=self._bf16):
            hidden, speakers, targets, claims = self._model.encode(ids, mask)
        speaker_logits, target_logits = _array(speakers[:, :width]), _array(targets[:, :width])
        return Encoded(hidden[:, :width].float(), attention_mask, speaker_logits, target_logits, _array(claims))

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
