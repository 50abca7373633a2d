"""Several bundles as one: mean, standard deviation and range of each figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from quality_suite.scoring import Result


@dataclass(frozen=True, slots=True)
class Spread:
    """One figure of several bundles; ``sd`` is the sample standard deviation."""

    mean: float
    sd: float
    low: float
    high: float


def spreads(results: Sequence[Result]) -> dict[str, Spread]:
    """By metric, for those that all bundles have; empty for fewer than two bundles."""
    if len(results) < 2:  # noqa: PLR2004 — one bundle has no spread
        return {}
    shared = [name for name in results[0].metrics if all(name in result.metrics for result in results)]
    return {name: _spread([result.metrics[name] for result in results]) for name in shared}


def _spread(values: Sequence[float]) -> Spread:
    return Spread(fmean(values), stdev(values), min(values), max(values))
