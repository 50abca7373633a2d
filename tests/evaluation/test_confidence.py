import numpy as np
import pytest

from newstance.evaluation.confidence import (
    SelectiveRisk,
    ece_by_chance,
    reliability,
    risk_coverage,
    selective_risks,
)


def test_ece_is_the_weighted_gap_between_confidence_and_accuracy() -> None:
    confidence = np.array([0.95, 0.95, 0.95, 0.95, 0.55, 0.55])
    correct = np.array([True, True, True, False, True, False])

    bins = reliability(confidence, correct, bins=10)

    assert bins.count.tolist() == [0, 0, 0, 0, 0, 2, 0, 0, 0, 4]
    assert bins.accuracy[[5, 9]].tolist() == [0.5, 0.75]
    assert bins.ece == pytest.approx(4 / 6 * 0.20 + 2 / 6 * 0.05)


def test_bins_include_their_upper_edge_and_the_first_also_zero() -> None:
    bins = reliability(np.array([0.0, 0.5, 0.51, 1.0]), np.array([True] * 4), bins=2)

    assert bins.count.tolist() == [2, 2]
    assert bins.edges.tolist() == [0.0, 0.5, 1.0]


def test_fifteen_bins_unless_told_otherwise() -> None:
    assert len(reliability(np.array([0.7]), np.array([True])).count) == 15


def test_ece_by_chance_is_the_luck_of_one_answer() -> None:
    """One answer of confidence 0.8 misses it by 0.2 with probability 0.8, by 0.8 with 0.2."""
    assert ece_by_chance(np.array([0.8]), draws=20_000) == pytest.approx(0.8 * 0.2 + 0.2 * 0.8, abs=0.01)


def test_ece_by_chance_of_the_sure_and_of_the_many_is_nearly_nothing() -> None:
    assert ece_by_chance(np.ones(10)) == 0
    assert ece_by_chance(np.full(100_000, 0.8), draws=5) < 0.005  # standard error 0.0013


def test_risk_coverage_takes_the_most_confident_first() -> None:
    curve = risk_coverage(np.array([0.6, 0.9, 0.7, 0.8]), np.array([False, True, False, True]))

    assert curve.coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert curve.threshold.tolist() == [0.9, 0.8, 0.7, 0.6]
    assert curve.risk.tolist() == pytest.approx([0, 0, 1 / 3, 0.5])
    assert curve.area == pytest.approx((1 / 3 + 0.5) / 4)


def test_selective_risks_round_the_share_of_answers_up() -> None:
    curve = risk_coverage(np.array([0.9, 0.8, 0.7, 0.6, 0.5]), np.array([True, True, False, True, False]))

    rows = selective_risks(curve, (1.0, 0.8, 0.5))

    assert rows == [
        SelectiveRisk(1.0, pytest.approx(2 / 5), 0.5),
        SelectiveRisk(0.8, pytest.approx(1 / 4), 0.6),
        SelectiveRisk(0.5, pytest.approx(1 / 3), 0.7),
    ]


def test_selective_risks_are_told_at_six_coverages() -> None:
    curve = risk_coverage(np.linspace(1, 0, 20), np.array([True] * 19 + [False]))

    rows = selective_risks(curve)

    assert [row.coverage for row in rows] == [1.0, 0.95, 0.9, 0.8, 0.7, 0.5]
    assert [row.risk for row in rows] == [pytest.approx(0.05), 0, 0, 0, 0, 0]
