import numpy as np
import pytest
from evaluation_builders import prediction, span
from sklearn.metrics import f1_score

from newstance.evaluation.directed import directed_answers, directed_gold, directed_probs, fit_neutral_weight
from newstance.evaluation.metrics import accuracy, confusion_matrix, macro_f1
from newstance.labels import LabelSet
from newstance.records import Example, Pair

FIRST, SECOND = span(0, 4), span(10, 14)
LABELS = LabelSet()


def row(forth: str = "neutral", back: str = "neutral") -> Example:
    pairs = (Pair(FIRST, SECOND, forth), Pair(SECOND, FIRST, back))
    return Example("r", "dse", "Lima and  Oslo", "r", "test.txt:1", pairs=pairs)


def asked(forth: list[float], back: list[float]) -> np.ndarray:
    """Supportive, critical, conciliatory, neutral of both directions."""
    return np.array([[forth, back]])


def test_gold_classes_are_numbered_as_the_authors_number_them() -> None:
    rows = [row(), row("supportive"), row(back="supportive"), row("critical"), row(back="critical")]

    assert directed_gold(rows).tolist() == [0, 1, 2, 3, 4]


def test_a_class_is_the_joint_outcome_in_which_the_other_direction_is_neutral() -> None:
    probs = directed_probs(asked([0.2, 0.5, 0.1, 0.2], [0.1, 0.0, 0.0, 0.9]), LABELS)

    joint = np.array([0.3 * 0.9, 0.2 * 0.9, 0.1 * 0.3, 0.5 * 0.9, 0.0])
    assert probs[0].tolist() == pytest.approx(joint / joint.sum())


def test_conciliatory_mass_counts_as_neutral() -> None:
    conciliatory = directed_probs(asked([0.1, 0.2, 0.6, 0.1], [0.0, 0.0, 0.5, 0.5]), LABELS)
    neutral = directed_probs(asked([0.1, 0.2, 0.0, 0.7], [0.0, 0.0, 0.0, 1.0]), LABELS)

    assert conciliatory[0].tolist() == pytest.approx(neutral[0].tolist())
    assert conciliatory[0].argmax() == 0


def test_the_neutral_weight_multiplies_the_odds_of_neutral() -> None:
    probs = asked([0.0, 0.6, 0.0, 0.4], [0.0, 0.0, 0.0, 1.0])

    assert directed_probs(probs, LABELS)[0].tolist() == pytest.approx([0.4, 0, 0, 0.6, 0])
    assert directed_probs(probs, LABELS, 3.0)[0].tolist() == pytest.approx([1.2 / 1.8, 0, 0, 0.6 / 1.8, 0])


def test_certain_stances_in_both_directions_leave_a_choice_of_one() -> None:
    probs = directed_probs(asked([1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]), LABELS)

    assert probs[0].tolist() == pytest.approx([0, 0.5, 0, 0, 0.5])


def test_micro_and_macro_are_those_of_scikit_learn_over_five_classes() -> None:
    rng = np.random.default_rng(0)
    rows = [row(), row("supportive"), row(back="supportive"), row("critical"), row(back="critical")] * 8
    answers = directed_answers(rows, [prediction(pair_probs=rng.dirichlet(np.ones(4), 2)) for _ in rows], LABELS)

    confusion = confusion_matrix(answers)
    assert float(macro_f1(confusion)) == pytest.approx(f1_score(answers.gold, answers.predicted, average="macro"))
    assert float(accuracy(confusion)) == pytest.approx(f1_score(answers.gold, answers.predicted, average="micro"))


def test_the_weight_is_fitted_to_the_best_macro_f1() -> None:
    barely_critical = prediction(pair_probs=asked([0.0, 0.6, 0.0, 0.4], [0.0, 0.0, 0.0, 1.0])[0])
    surely_critical = prediction(pair_probs=asked([0.0, 0.9, 0.0, 0.1], [0.0, 0.0, 0.0, 1.0])[0])

    weight = fit_neutral_weight([row(), row("critical")], [barely_critical, surely_critical], LABELS)

    assert weight == pytest.approx(2**0.75)  # the first step above 0.6 / 0.4


def test_without_anything_to_gain_the_weight_is_one() -> None:
    neutral = prediction(pair_probs=asked([0.0, 0.1, 0.0, 0.9], [0.0, 0.0, 0.0, 1.0])[0])

    assert fit_neutral_weight([row()], [neutral], LABELS) == 1.0


def test_an_example_needs_both_directions() -> None:
    lonely = Example("r", "dse", "Lima and  Oslo", "r", "test.txt:7", pairs=(Pair(FIRST, SECOND, "critical"),))

    with pytest.raises(ValueError, match=r"^test\.txt:7: expected both directions of one pair, found 1 pairs$"):
        directed_gold([lonely])


def test_a_stance_in_both_directions_is_no_directed_class() -> None:
    fault = r"^test\.txt:1: expected a stance in one direction, found first supportive and second critical$"

    with pytest.raises(ValueError, match=fault):
        directed_gold([row("supportive", "critical")])
