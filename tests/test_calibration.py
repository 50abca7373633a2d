"""Logits to probabilities, and the numbers' way into the bundle and back."""

import numpy as np
import pytest

from newstance.calibration import Calibration, softmax

LOGITS = np.array([[2.0, 0.0, 0.0, 0.0]], dtype=np.float32)


def test_softmax_sums_to_one_and_bears_large_logits() -> None:
    probs = softmax(np.array([[1000.0, 1000.0], [-1000.0, 0.0]], dtype=np.float32))
    np.testing.assert_allclose(probs, [[0.5, 0.5], [0.0, 1.0]])
    assert probs.dtype == np.float32


def test_a_higher_temperature_flattens() -> None:
    expected = np.exp(1) / (np.exp(1) + 3)
    assert Calibration(pair_temperature=2.0).pair_probs(LOGITS)[0, 0] == pytest.approx(expected)
    assert Calibration(claim_temperature=2.0).claim_probs(LOGITS)[0, 0] == pytest.approx(expected)
    assert Calibration(stance_temperature=2.0).stance_probs(LOGITS)[0, 0] == pytest.approx(expected)


def test_each_head_has_its_own_temperature() -> None:
    plain = Calibration().pair_probs(LOGITS)
    other = Calibration(stance_temperature=3.0, claim_temperature=3.0, stance_bias=(0.0, 5.0, 0.0, 0.0))
    np.testing.assert_array_equal(other.pair_probs(LOGITS), plain)


def test_the_bias_is_added_after_the_temperature() -> None:
    calibration = Calibration(stance_temperature=2.0, stance_bias=(0.0, 0.0, 0.0, 1.0))
    probs = calibration.stance_probs(LOGITS)[0]
    assert probs[3] == pytest.approx(probs[0])  # 2.0 / 2.0 == 0.0 / 2.0 + 1.0


def test_it_survives_json() -> None:
    calibration = Calibration(1.5, (0.1, 0.2, 0.3, 0.0), 0.7, 0.9, 0.4, 0.6, 1.2)
    assert Calibration.from_dict(calibration.to_dict()) == calibration


def test_a_bundle_that_says_nothing_of_marks_reads_none() -> None:
    plain = Calibration().to_dict()
    assert not Calibration.from_dict(plain).reads_marks
    assert not Calibration.from_dict({k: v for k, v in plain.items() if k != "marked_temperature"}).reads_marks
    assert Calibration.from_dict(plain | {"marked_temperature": 1.0}).reads_marks
    with pytest.raises(TypeError):
        Calibration.from_dict(plain | {"pair_temperature": None})


def test_an_unknown_entry_is_refused() -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'temperature'"):
        Calibration.from_dict(Calibration().to_dict() | {"temperature": 1.0})


def test_a_bias_that_is_no_list_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^stance_bias: expected a list of numbers, found 0\.5$"):
        Calibration.from_dict({"stance_bias": 0.5})
