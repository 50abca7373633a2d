"""What a model or baseline answers to one sentence."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newstance.records import Opinion, Span

FloatArray = npt.NDArray[np.floating]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """A model's answer to one example; label orders are those of the model's ``LabelSet``.

    Spans, also those inside ``opinions``, are offsets into the example's text; the main opinion comes first.
    ``None`` means that the model has no such part, which is then not scored.
    """

    stance_probs: FloatArray  # [stances]
    claim_probs: FloatArray  # [claims]
    speakers: tuple[Span, ...] | None = None
    targets: tuple[Span, ...] | None = None
    opinions: tuple[Opinion, ...] | None = None
    pair_probs: FloatArray | None = None  # [len(example.pairs), stances]
