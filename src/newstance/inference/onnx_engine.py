"""The engine that bundles ship with: two ONNX graphs, run by ONNX Runtime on the CPU."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from newstance.errors import BundleError
from newstance.inference.engine import Encoded, PairQuestion, span_masks


class OnnxEngine:
    """Implements ``newstance.inference.engine.Engine``.

    ``encoder``: input_ids, attention_mask → hidden, speaker_logits, target_logits, claim_logits.
    ``pairs``: hidden, attention_mask, rows, speaker_mask, target_mask → stance_logits.
    """

    def __init__(self, encoder: Path, pairs: Path, threads: int = 0) -> None:
        self._encoder = _session(encoder, threads)
        self._pairs = _session(pairs, threads)

    def encode(self, input_ids: NDArray[np.int64], attention_mask: NDArray[np.int64]) -> Encoded:
        """One encoder pass over a padded batch [B, T]."""
        inputs = {"input_ids": input_ids, "attention_mask": attention_mask}
        hidden, speakers, targets, claims = self._encoder.run(None, inputs)
        return Encoded(hidden, attention_mask, speakers, targets, claims)

    def score_pairs(self, encoded: Encoded, questions: Sequence[PairQuestion]) -> NDArray[np.float32]:
        """Stance logits [P, stances]."""
        width = encoded.attention_mask.shape[1]
        inputs = {
            "hidden": encoded.hidden,
            "attention_mask": encoded.attention_mask,
            "rows": np.array([question.row for question in questions], dtype=np.int64),
            "speaker_mask": span_masks([question.speaker for question in questions], width),
            "target_mask": span_masks([question.target for question in questions], width),
        }
        logits: NDArray[np.float32] = self._pairs.run(None, inputs)[0]
        return logits


def _session(graph: Path, threads: int) -> Any:  # noqa: ANN401 - onnxruntime has no types
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads  # 0: as many as there are cores
    options.add_session_config_entry("session.disable_quant_qdq", "1")  # multiply int8 weights out while loading
    options.log_severity_level = 3  # errors only: its warnings speak of graph optimisation
    try:
        return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    except Exception as fault:  # onnxruntime raises its own unrelated classes
        raise BundleError(f"{graph}: ONNX Runtime cannot load this graph ({fault})") from fault
