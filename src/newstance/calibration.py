"""How a bundle turns logits into probabilities, and probabilities into decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Calibration:
    """Numbers fitted on validation data and stored in the bundle.

    Temperatures divide a head's logits (Guo et al. 2017); ``stance_bias`` is added to the stance logits of a
    sentence, in the order of the bundle's stances, and moves the model from the label shares that it was trained on
    to those of unselected news. A token belongs to a span where P(B) + P(I) reaches ``tag_threshold``; an opinion
    is kept where the probability of a non-neutral stance reaches ``opinion_threshold``. ``marked_temperature`` is None
    unless the model has learned to read a sentence with one pair marked in it.
    """

    stance_temperature: float = 1.0
    stance_bias: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)
    pair_temperature: float = 1.0
    claim_temperature: float = 1.0
    tag_threshold: float = 0.5
    opinion_threshold: float = 0.5
    marked_temperature: float | None = None

    @property
    def reads_marks(self) -> bool:
        """Whether pairs that somebody asks about are read once more, marked in their sentence."""
        return self.marked_temperature is not None

    def stance_probs(self, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """Calibrated probabilities [..., stances] of a sentence's own stance."""
        return softmax(logits / self.stance_temperature + np.array(self.stance_bias, dtype=np.float32))

    def pair_probs(self, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """Calibrated probabilities [..., stances] for pairs."""
        return softmax(logits / self.pair_temperature)

    def marked_probs(self, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """Calibrated probabilities [..., stances] for marked pairs."""
        return softmax(logits / (self.marked_temperature or 1.0))

    def claim_probs(self, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """Calibrated probabilities [..., claims]."""
        return softmax(logits / self.claim_temperature)

    def to_dict(self) -> dict[str, Any]:
        """As it stands in the bundle's ``calibration.json``."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, float | Sequence[float] | None]) -> "Calibration":
        """Reads ``calibration.json``; an unknown or ill-typed entry raises TypeError or ValueError."""
        unmarked = values.get("marked_temperature") is None  # in older bundles it is not there at all
        left_out = {"stance_bias", "marked_temperature"} if unmarked else {"stance_bias"}
        numbers = {name: value for name, value in values.items() if name not in left_out}
        bias = values["stance_bias"]
        if not isinstance(bias, Sequence):
            raise TypeError(f"stance_bias: expected a list of numbers, found {bias!r}")
        return cls(stance_bias=tuple(float(value) for value in bias), **{k: float(v) for k, v in numbers.items()})  # type: ignore[arg-type]


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Softmax over the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)
