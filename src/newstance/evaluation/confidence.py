"""Whether confidence can be trusted: reliability bins with expected calibration error, and risk–coverage curves."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt

from newstance.predictions import FloatArray, IntArray

BINS = 15
"""Equal-width bins of the expected calibration error, as in Guo et al. (2017)."""

COVERAGES = (1.0, 0.95, 0.9, 0.8, 0.7, 0.5)
"""The shares of answers at which model cards and benchmarks tell the risk."""


@dataclass(frozen=True, slots=True, eq=False)
class Reliability:
    """Predictions sorted into equal-width confidence bins; an empty bin has accuracy and confidence 0."""

    edges: FloatArray  # [bins + 1]
    count: IntArray  # [bins]
    accuracy: FloatArray  # [bins], share of correct predictions
    confidence: FloatArray  # [bins], mean confidence

    @property
    def ece(self) -> float:
        """Expected calibration error: the mean gap between confidence and accuracy, weighted by bin (0 is best)."""
        gaps = np.abs(self.accuracy - self.confidence)
        return float((self.count * gaps).sum() / self.count.sum())


def reliability(confidence: FloatArray, correct: npt.NDArray[np.bool_], bins: int = BINS) -> Reliability:
    """Sort predictions ``[n]`` into bins ``(low, high]``; the first bin includes 0."""
    edges = np.linspace(0.0, 1.0, bins + 1)
    place = np.searchsorted(edges[1:-1], confidence, side="left")
    count = np.bincount(place, minlength=bins).astype(np.int64)
    divisor = np.maximum(count, 1)
    return Reliability(
        edges=edges,
        count=count,
        accuracy=np.bincount(place, weights=correct.astype(float), minlength=bins) / divisor,
        confidence=np.bincount(place, weights=confidence, minlength=bins) / divisor,
    )


def ece_by_chance(confidence: FloatArray, draws: int = 1000, seed: int = 0) -> float:
    """The mean ECE of a perfectly calibrated reader with these confidences ``[n]``: what remains of it is sampling.

    Few answers in a bin are right more or less often than their confidence says by luck alone, so the ECE of a small
    set cannot come near 0 (Roelofs et al. 2022). Each draw makes every answer right with its own confidence.
    """
    luck = np.random.default_rng(seed).random((draws, len(confidence)))
    return float(np.mean([reliability(confidence, correct).ece for correct in luck < confidence]))


@dataclass(frozen=True, slots=True, eq=False)
class RiskCoverage:
    """The error rate among the most confident predictions, for every share of them (Geifman & El-Yaniv 2017)."""

    coverage: FloatArray  # [n], ascending shares of all predictions
    risk: FloatArray  # [n], error rate among that share
    threshold: FloatArray  # [n], the lowest confidence in that share

    @property
    def area(self) -> float:
        """Area under the risk–coverage curve: the mean risk over all coverages (0 is best)."""
        return float(self.risk.mean())


def risk_coverage(confidence: FloatArray, correct: npt.NDArray[np.bool_]) -> RiskCoverage:
    """Rank predictions ``[n]`` by confidence, ties in their given order."""
    order = np.argsort(-confidence, kind="stable")
    taken = np.arange(1, len(order) + 1)
    return RiskCoverage(
        coverage=taken / len(order),
        risk=np.cumsum(~correct[order]) / taken,
        threshold=np.asarray(confidence[order], dtype=float),
    )


@dataclass(frozen=True, slots=True)
class SelectiveRisk:
    """The error rate if only the most confident ``coverage`` of the answers is kept.

    ``threshold`` is the lowest confidence among them: what ``--min-confidence`` has to be for this coverage.
    """

    coverage: float
    risk: float
    threshold: float


def selective_risks(curve: RiskCoverage, coverages: Sequence[float] = COVERAGES) -> list[SelectiveRisk]:
    """One row for each coverage in (0, 1]; a share that is no whole number of answers is rounded up."""
    places = [min(len(curve.coverage), ceil(round(share * len(curve.coverage), 9))) - 1 for share in coverages]
    return [
        SelectiveRisk(share, float(curve.risk[place]), float(curve.threshold[place]))
        for share, place in zip(coverages, places, strict=True)
    ]
