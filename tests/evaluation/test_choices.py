import numpy as np
import pytest
from evaluation_builders import example, pair, prediction

from newstance.evaluation.choices import Choice, choice_answers
from newstance.labels import LabelSet

LABELS = LabelSet()
RELATIONS = Choice(("supportive", "critical", "conciliatory"))
THREE_WAY = Choice(("supportive", "critical", "neutral"), {"conciliatory": "neutral"})


def test_a_stance_that_is_no_choice_is_not_chosen() -> None:
    probs = np.array([[0.1, 0.2, 0.05, 0.65]])

    answers = choice_answers([example(0, pairs=(pair("critical"),))], [prediction(pair_probs=probs)], LABELS, RELATIONS)

    assert answers.labels == ("supportive", "critical", "conciliatory")
    assert (answers.gold.tolist(), answers.predicted.tolist()) == ([1], [1])
    assert answers.confidence.tolist() == pytest.approx([0.2 / 0.35])


def test_mass_is_added_to_the_stance_that_it_counts_as() -> None:
    probs = np.array([[0.4, 0.0, 0.35, 0.25]])

    answers = choice_answers([example(0, pairs=(pair("neutral"),))], [prediction(pair_probs=probs)], LABELS, THREE_WAY)

    assert answers.predicted.tolist() == [2]
    assert answers.confidence.tolist() == pytest.approx([0.6])


def test_pairs_whose_answer_is_no_choice_are_not_asked() -> None:
    examples = [example(0, pairs=(pair("neutral"),)), example(1, pairs=(pair("critical"), pair("supportive")))]
    certain = np.array([[0.0, 1.0, 0.0, 0.0]])
    predictions = [prediction(pair_probs=certain), prediction(pair_probs=np.repeat(certain, 2, axis=0))]

    answers = choice_answers(examples, predictions, LABELS, Choice(("supportive", "critical")))

    assert answers.gold.tolist() == [1, 0]
    assert answers.predicted.tolist() == [1, 1]
    assert answers.example.tolist() == [1, 1]


def test_no_mass_at_all_is_no_division_by_zero() -> None:
    certain_neutral = prediction(pair_probs=np.array([[0.0, 0.0, 0.0, 1.0]]))

    answers = choice_answers([example(0, pairs=(pair("critical"),))], [certain_neutral], LABELS, RELATIONS)

    assert answers.confidence.tolist() == [0.0]


def test_a_reader_that_answers_no_pairs_is_an_error() -> None:
    fault = r"^made-up\.jsonl:1: expected probabilities for 1 pairs$"

    with pytest.raises(ValueError, match=fault):
        choice_answers([example(0, pairs=(pair("critical"),))], [prediction()], LABELS, RELATIONS)
