import time

import numpy as np
import pytest
from evaluation_builders import example, opinion, pair, prediction, probs, span

from newstance.evaluation.intervals import Interval, Resampling, bootstrap_intervals, paired_tests
from newstance.evaluation.metrics import score
from newstance.labels import STANCES, LabelSet
from newstance.predictions import Prediction
from newstance.records import Example

LABELS = LabelSet()


def corpus(size: int, accuracy: float, seed: int, sentences_each: int = 1) -> tuple[list[Example], list[Prediction]]:
    """Examples in articles of ``sentences_each``, predicted right with chance ``accuracy``, article by article."""
    rng = np.random.default_rng(seed)
    right = np.repeat(rng.random(size // sentences_each) < accuracy, sentences_each)
    gold = [STANCES[i] for i in np.random.default_rng(99).integers(0, 4, size)]
    wrong = [STANCES[(STANCES.index(stance) + 1) % 4] for stance in gold]
    examples = [example(i, stance, group=f"a{i // sentences_each}") for i, stance in enumerate(gold)]
    return examples, [prediction(g if ok else w) for g, w, ok in zip(gold, wrong, right, strict=True)]


def test_the_value_is_the_plain_score_for_every_metric() -> None:
    examples = [
        example(
            i,
            STANCES[i % 4],
            claim="fact",
            speakers=(span(0, 4),),
            targets=(span(6, 9),),
            opinions=(opinion("critical", span(0, 4), span(6, 9)),),
            pairs=(pair(STANCES[i % 4]), pair("neutral")),
        )
        for i in range(30)
    ]
    predictions = [
        prediction(
            STANCES[i % 3],
            "pledge" if i % 5 else "fact",
            speakers=(span(0, 4 + i % 2),),
            targets=(span(6 + i % 4, 10),),
            opinions=(opinion("critical", span(0, 4), span(6 + i % 4, 10)),),
            pair_probs=np.stack([probs(STANCES, "critical"), probs(STANCES, "neutral")]),
        )
        for i in range(30)
    ]

    intervals = bootstrap_intervals(examples, predictions, LABELS, Resampling(seed=0, resamples=50))

    flat = score(examples, predictions, LABELS).flat()
    assert set(intervals) == {
        *("stance_macro_f1", "stance_accuracy", "claim_macro_f1", "claim_accuracy", "pair_macro_f1", "pair_accuracy"),
        *("speaker_exact_f1", "speaker_overlap_f1", "target_exact_f1", "target_overlap_f1", "triple_f1"),
    }
    for name, interval in intervals.items():
        assert interval.value == pytest.approx(flat[name])
        assert interval.low <= interval.value <= interval.high


def test_accuracy_intervals_are_as_wide_as_the_binomial_says() -> None:
    examples, predictions = corpus(400, 0.7, seed=1)

    found = bootstrap_intervals(examples, predictions, LABELS, Resampling(seed=0))["stance_accuracy"]

    error = np.sqrt(found.value * (1 - found.value) / 400)
    assert found.low == pytest.approx(found.value - 1.96 * error, abs=0.01)
    assert found.high == pytest.approx(found.value + 1.96 * error, abs=0.01)
    assert found.groups == 400


def test_sentences_of_one_article_are_drawn_together() -> None:
    examples, predictions = corpus(400, 0.7, seed=1, sentences_each=20)

    found = bootstrap_intervals(examples, predictions, LABELS, Resampling(seed=0))["stance_accuracy"]

    error = np.sqrt(found.value * (1 - found.value) / 20)
    assert found.groups == 20
    assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.15)


def test_the_seed_decides_also_if_it_is_zero() -> None:
    examples, predictions = corpus(100, 0.7, seed=1)

    def interval(seed: int) -> Interval:
        return bootstrap_intervals(examples, predictions, LABELS, Resampling(seed, 200))["stance_macro_f1"]

    assert interval(0) == interval(0)
    assert interval(0) != interval(1)


def test_one_article_gives_no_interval() -> None:
    examples, predictions = corpus(20, 0.7, seed=1, sentences_each=20)

    assert bootstrap_intervals(examples, predictions, LABELS, Resampling(0)) == {}
    assert paired_tests(examples, predictions, predictions, LABELS, Resampling(0)) == {}


def test_a_clear_difference_is_found_and_points_the_right_way() -> None:
    examples, worse = corpus(300, 0.6, seed=1)
    _, better = corpus(300, 0.9, seed=2)

    found = paired_tests(examples, worse, better, LABELS, Resampling(0))["stance_accuracy"]

    assert found.difference == pytest.approx(found.second - found.first)
    assert found.difference > 0.2
    assert found.p_value == pytest.approx(1 / 1001)
    assert found.interval[0] > 0.1


def test_a_model_does_not_differ_from_itself() -> None:
    examples, predictions = corpus(100, 0.6, seed=1)

    found = paired_tests(examples, predictions, predictions, LABELS, Resampling(0, 200))["stance_macro_f1"]

    assert (found.difference, found.interval, found.p_value) == (0.0, (0.0, 0.0), 1.0)


def test_p_values_of_equal_models_are_not_small_too_often() -> None:
    p_values = []
    for seed in range(60):
        examples, first = corpus(80, 0.7, seed=2 * seed)
        _, second = corpus(80, 0.7, seed=2 * seed + 1)
        p_values.append(paired_tests(examples, first, second, LABELS, Resampling(0, 200))["stance_accuracy"].p_value)

    assert np.mean(np.array(p_values) < 0.05) <= 0.15
    assert 0.3 < np.mean(p_values) < 0.7


def test_only_layers_that_both_models_answer_are_compared() -> None:
    examples = [example(i, "critical", pairs=(pair("critical"),)) for i in range(5)]
    with_pairs = [prediction("critical", pair_probs=probs(STANCES, "critical")[None])] * 5

    found = paired_tests(examples, with_pairs, [prediction("critical")] * 5, LABELS, Resampling(0, 50))

    assert set(found) == {"stance_macro_f1", "stance_accuracy"}


def test_a_thousand_resamples_of_two_thousand_sentences_take_seconds() -> None:
    examples, predictions = corpus(2000, 0.7, seed=1)

    start = time.process_time()
    bootstrap_intervals(examples, predictions, LABELS, Resampling(0))

    assert time.process_time() - start < 5
