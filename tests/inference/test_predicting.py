"""Batches by length, answers in the order of the questions."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from inference_builders import CountingEngine

from newstance.calibration import Calibration
from newstance.inference import predicting
from newstance.inference.predicting import Predictor, batches_by_length
from newstance.labels import CLAIMS, NEUTRAL, STANCES, LabelSet
from newstance.predictions import Prediction
from newstance.records import Pair, Span
from newstance.tokenising import SentenceTokeniser


@pytest.fixture
def predictor(tiny_encoder: Path) -> Predictor:
    tokeniser = SentenceTokeniser.from_file(tiny_encoder / "tokenizer.json", max_tokens=64)
    return Predictor(CountingEngine(), tokeniser, LabelSet(), Calibration(), "counting 1")


def plans(count: int) -> str:
    return "plan " * count


def numbers(predictions: Sequence[Prediction]) -> list[tuple[int, int]]:
    return [(int(found.stance_probs.argmax()), int(found.claim_probs.argmax())) for found in predictions]


def expected(counts: Sequence[int]) -> list[tuple[int, int]]:
    return [((count + 2) % len(STANCES), (count + 2) % len(CLAIMS)) for count in counts]


def test_the_order_of_the_texts_is_kept(predictor: Predictor) -> None:
    counts = [(7 * index) % 61 + 1 for index in range(200)]
    assert numbers(predictor.predict([plans(count) for count in counts])) == expected(counts)
    assert len(predictor.engine.shapes) > 5


def test_identical_texts_each_get_an_answer(predictor: Predictor) -> None:
    counts = [3, 5, 3, 3, 5]
    assert numbers(predictor.predict([plans(count) for count in counts])) == expected(counts)


def test_nothing_asked_nothing_answered(predictor: Predictor) -> None:
    assert predictor.predict([]) == []
    assert predictor.engine.shapes == []


def test_a_text_without_a_word_is_answered(predictor: Predictor) -> None:
    assert numbers(predictor.predict(["", "plan"])) == expected([0, 1])


def test_batches_obey_both_limits() -> None:
    lengths = [500, 3, 3, 90, 70, *[10] * 100, 2048, 3000]
    batches = list(batches_by_length(lengths))
    assert sorted(row for batch in batches for row in batch) == list(range(len(lengths)))
    longest = [max(lengths[row] for row in batch) for batch in batches]
    assert longest == sorted(longest, reverse=True)
    for batch, width in zip(batches, longest, strict=True):
        assert len(batch) <= 32
        assert len(batch) == 1 or len(batch) * width <= 2048
    assert [len(batch) for batch in batches] == [1, 1, 4, 32, 32, 32, 5]


def test_batches_are_the_same_each_time() -> None:
    assert list(batches_by_length([5, 5, 7, 5])) == [(2, 0, 1, 3)]


def test_questions_are_answered_in_their_order(predictor: Predictor) -> None:
    plan, said = Span(0, 4, "plan"), Span(5, 9, "said")
    speaker_only, target_only, both = Pair(plan, None, NEUTRAL), Pair(None, said, NEUTRAL), Pair(plan, said, NEUTRAL)
    questions = [[both, speaker_only], [], [target_only, both, target_only]]
    found = predictor.predict(["plan said", plans(20), "plan said lima"], questions)
    answers = [one.pair_probs.argmax(axis=1).tolist() for one in found if one.pair_probs is not None]
    assert answers == [[3, 1], [], [2, 3, 2]]


def test_a_span_beyond_the_limit_is_asked_as_unknown(predictor: Predictor) -> None:
    text = plans(100)
    beyond = Span(400, 404, text[400:404])
    (found,) = predictor.predict([text], [[Pair(Span(0, 4, "plan"), beyond, NEUTRAL), Pair(beyond, None, NEUTRAL)]])
    assert found.pair_probs is not None
    assert found.pair_probs.argmax(axis=1).tolist() == [1, 64 % 4]


def test_endlessly_many_pairs_are_scored_in_parts(predictor: Predictor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(predicting, "PAIR_TOKENS", 40)
    plan = Span(0, 4, "plan")
    questions = [[Pair(plan, None, NEUTRAL)] * 7, [Pair(None, plan, NEUTRAL)] * 5]
    found = predictor.predict(["plan said", "plan said lima"], questions)
    assert [one.pair_probs.argmax(axis=1).tolist() for one in found if one.pair_probs is not None] == [[1] * 7, [2] * 5]
    assert predictor.engine.asked == [8, 6]  # 40 tokens // 5 tokens a sentence


def test_probabilities_are_the_calibrated_ones(tiny_encoder: Path) -> None:
    tokeniser = SentenceTokeniser.from_file(tiny_encoder / "tokenizer.json", max_tokens=64)
    calibration = Calibration(stance_temperature=10.0, pair_temperature=5.0, claim_temperature=2.0)
    predictor = Predictor(CountingEngine(), tokeniser, LabelSet(), calibration, "counting 1")
    (found,) = predictor.predict(["plan"], [[Pair(Span(0, 4, "plan"), None, NEUTRAL)]])
    assert found.pair_probs is not None
    tops = [found.stance_probs.max(), found.pair_probs[0].max(), found.claim_probs.max()]
    np.testing.assert_allclose(tops, [np.e / (np.e + 3), np.e**2 / (np.e**2 + 3), np.e**5 / (np.e**5 + 5)], rtol=1e-5)


@pytest.fixture
def marking(predictor: Predictor) -> Predictor:
    return replace(predictor, calibration=Calibration(marked_temperature=5.0))


def test_a_marked_pair_is_read_twice(marking: Predictor) -> None:
    plan, said = Span(0, 4, "plan"), Span(5, 9, "said")
    questions = [[Pair(plan, said, NEUTRAL), Pair(None, said, NEUTRAL)], []]
    found = marking.predict(["plan said", "plan said lima"], questions)
    assert found[0].pair_probs is not None
    assert found[1].pair_probs is not None
    assert found[0].pair_probs.argmax(axis=1).tolist() == [3, 2]
    between = np.e ** ((10 + 10 / 5) / 2)  # the geometric mean of one pass (temperature 1) and the marked one (5)
    np.testing.assert_allclose(found[0].pair_probs.max(axis=1), between / (between + 3), rtol=1e-5)
    assert found[1].pair_probs.shape == (0, len(STANCES))
    assert marking.engine.shapes == [(2, 5), (2, 8)]  # the sentences; then 4 tokens with four marks, and with two


def test_readings_that_contradict_each_other_without_doubt_leave_a_distribution(predictor: Predictor) -> None:
    certain = np.eye(4, dtype=np.float32)
    found = Prediction(certain[0], certain[0], pair_probs=certain[:1])
    reader = replace(predictor, calibration=Calibration(marked_temperature=1e-3))
    agreed = reader._agreed(found, certain[1:2]).pair_probs
    assert agreed is not None
    assert agreed.sum() == pytest.approx(1.0)
    assert agreed[0, 0] == pytest.approx(agreed[0, 1])


def test_no_text_no_marked_pair(marking: Predictor) -> None:
    assert marking.predict([], []) == []
