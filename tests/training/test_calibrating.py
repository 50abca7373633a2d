"""What is fitted on validation answers: a known temperature comes back, shares move the bias."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from newstance.calibration import Calibration
from newstance.inference.loading import load_predictor
from newstance.labels import STANCES
from newstance.records import Example
from newstance.training.calibrating import _Answers, _fit_stance, _fit_temperature, calibrate
from newstance.training.config import CalibrationConfig


def answers(temperature: float, rows: int = 4000) -> _Answers:
    """Gold labels drawn as calibrated logits say; the logits that are handed out are ``temperature`` times those."""
    draw = np.random.default_rng(0)
    logits = draw.normal(0.0, 2.0, size=(rows, len(STANCES)))
    gold = (logits + draw.gumbel(size=logits.shape)).argmax(axis=1)
    return _Answers(logits * temperature, gold, np.ones(rows))


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_a_known_temperature_is_recovered(temperature: float) -> None:
    assert _fit_temperature(answers(temperature)) == pytest.approx(temperature, rel=0.06)
    assert _fit_stance(answers(temperature), STANCES, None)[0] == pytest.approx(temperature, rel=0.06)


def test_temperatures_stay_within_bounds() -> None:
    wrong = _Answers(np.eye(4), np.array([1, 2, 3, 0]), np.ones(4))
    assert _fit_temperature(wrong) == pytest.approx(8.0)
    assert _fit_temperature(_Answers(wrong.logits, np.arange(4), np.ones(4))) == pytest.approx(0.25)


def shares(supportive: float, critical: float, conciliatory: float, neutral: float) -> dict[str, float]:
    return dict(zip(STANCES, (supportive, critical, conciliatory, neutral), strict=True))


def test_without_shares_there_is_no_bias() -> None:
    assert _fit_stance(answers(1.0), STANCES, None)[1] == (0.0, 0.0, 0.0, 0.0)


def test_the_shares_of_the_data_need_no_bias() -> None:
    _, bias = _fit_stance(answers(1.0), STANCES, shares(0.25, 0.25, 0.25, 0.25))
    assert bias == pytest.approx((0.0, 0.0, 0.0, 0.0), abs=0.15)


def test_rarer_stances_get_a_lower_bias() -> None:
    temperature, bias = _fit_stance(answers(1.0), STANCES, shares(0.1, 0.2, 0.05, 0.65))
    assert temperature == pytest.approx(1.0, rel=0.1)
    assert bias[2] < bias[0] < bias[1] < bias[3] == 0.0
    assert bias[0] == pytest.approx(np.log(0.1 / 0.65), abs=0.3)


def test_the_order_of_the_shares_does_not_matter_nor_does_their_sum() -> None:
    given = shares(0.1, 0.2, 0.05, 0.65)
    turned = {stance: 10 * given[stance] for stance in reversed(STANCES)}
    assert _fit_stance(answers(1.0), STANCES, turned)[1] == pytest.approx(
        _fit_stance(answers(1.0), STANCES, given)[1], abs=1e-3
    )


def test_what_no_example_answers_stays_as_it_was(tiny_bundle: Path) -> None:
    rows = [
        Example(str(number), "mine", text, str(number), f"f:{number}", stance=stance)
        for number, (text, stance) in enumerate([("Lima slammed the plan.", "critical"), ("Oslo waits.", "neutral")])
    ]
    before = Calibration(7.0, (0.1, 0.2, 0.3, 0.0), 2.0, 3.0, 0.4, 0.6, 5.0)
    predictor = replace(load_predictor(str(tiny_bundle)), calibration=before)
    fitted = calibrate(predictor, rows, CalibrationConfig()).calibration
    assert fitted == replace(before, stance_temperature=fitted.stance_temperature, stance_bias=(0.0, 0.0, 0.0, 0.0))
    assert fitted.stance_temperature != 7.0
    assert calibrate(predictor, [replace(row, stance=None) for row in rows], CalibrationConfig()).calibration == before
