import json

import numpy as np
import pytest
from evaluation_builders import example, opinion, pair, prediction, probs, span
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, precision_recall_fscore_support

from newstance.errors import InputError
from newstance.evaluation.metrics import score
from newstance.labels import CLAIMS, STANCES, LabelSet
from newstance.predictions import Prediction

LABELS = LabelSet()


def random_labels(names: tuple[str, ...], size: int, seed: int) -> list[str]:
    return [names[i] for i in np.random.default_rng(seed).integers(0, len(names), size)]


@pytest.mark.parametrize("gold_names", [STANCES, ("critical", "neutral")])
def test_agrees_with_scikit_learn_also_where_a_label_never_occurs_in_gold(gold_names: tuple[str, ...]) -> None:
    gold, predicted = random_labels(gold_names, 300, 1), random_labels(STANCES, 300, 2)
    layer = score(
        [example(i, stance) for i, stance in enumerate(gold)], [prediction(stance) for stance in predicted], LABELS
    ).stance

    occurring = [label for label in STANCES if label in gold]
    assert layer.macro_f1 == pytest.approx(f1_score(gold, predicted, average="macro", labels=occurring))
    assert layer.accuracy == pytest.approx(accuracy_score(gold, predicted))
    assert layer.confusion.tolist() == confusion_matrix(gold, predicted, labels=list(STANCES)).tolist()
    theirs = precision_recall_fscore_support(gold, predicted, labels=list(STANCES), zero_division=0)
    ours = [(s.precision, s.recall, s.f1, s.support) for s in layer.by_label.values()]
    np.testing.assert_allclose(ours, np.transpose(theirs))


def test_claims_are_scored_with_their_own_labels() -> None:
    gold, predicted = random_labels(CLAIMS, 200, 3), random_labels(CLAIMS, 200, 4)
    scores = score(
        [example(i, claim=claim) for i, claim in enumerate(gold)],
        [prediction(claim=claim) for claim in predicted],
        LABELS,
    )

    assert scores.flat()["claim_macro_f1"] == pytest.approx(f1_score(gold, predicted, average="macro"))
    assert scores.stance is None


def test_the_model_order_of_labels_is_what_counts() -> None:
    reversed_labels = LabelSet(stances=STANCES[::-1])
    found = Prediction(probs(STANCES[::-1], "critical"), probs(CLAIMS, "fact"))

    assert score([example(0, "critical")], [found], reversed_labels).stance.accuracy == 1.0


def test_pairs_are_pooled_over_sentences() -> None:
    examples = [
        example(0, pairs=(pair("critical"), pair("neutral"))),
        example(1, pairs=(pair("supportive"),)),
        example(2),
    ]
    found = [
        prediction(pair_probs=np.stack([probs(STANCES, "critical"), probs(STANCES, "critical")])),
        prediction(pair_probs=probs(STANCES, "supportive")[None]),
        prediction(pair_probs=np.empty((0, 4))),
    ]

    flat = score(examples, found, LABELS).flat()

    assert flat["pair_count"] == 3
    assert flat["pair_accuracy"] == pytest.approx(2 / 3)
    assert flat["pair_macro_f1"] == pytest.approx((1 + 2 / 3 + 0) / 3)


def test_layers_that_corpus_or_model_lack_are_left_out() -> None:
    examples = [example(0, "critical", speakers=(span(0, 3),), pairs=(pair("critical"),)), example(1)]

    flat = score(examples, [prediction("critical"), prediction("supportive")], LABELS).flat()

    assert flat["examples"] == 2
    assert flat["stance_count"] == 1
    assert flat["stance_accuracy"] == 1.0
    assert not [name for name in flat if name.startswith(("claim", "pair", "speaker", "target", "triple"))]


def test_an_empty_corpus_has_no_scores() -> None:
    assert score([], [], LABELS).flat() == {"examples": 0.0}


def test_spans_and_triples_are_micro_averaged() -> None:
    gold = opinion("critical", span(0, 4), span(10, 14))
    examples = [
        example(0, speakers=(span(0, 4),), targets=(span(10, 14),), opinions=(gold,)),
        example(1, speakers=(), targets=(span(5, 9),), opinions=()),
    ]
    found = [
        prediction(
            speakers=(span(0, 5),),
            targets=(span(10, 14),),
            opinions=(opinion("critical", span(0, 5), span(10, 14)), opinion("supportive", span(0, 5), None)),
        ),
        prediction(speakers=(), targets=(), opinions=()),
    ]

    flat = score(examples, found, LABELS).flat()

    assert flat["speaker_exact_f1"] == 0.0
    assert flat["speaker_overlap_f1"] == 1.0
    assert flat["target_exact_precision"] == 1.0
    assert flat["target_exact_recall"] == 0.5
    assert flat["target_exact_f1"] == pytest.approx(2 / 3)
    assert flat["triple_precision"] == 0.5
    assert flat["triple_recall"] == 1.0
    assert flat["triple_count"] == 1


def test_main_figures_are_few() -> None:
    examples = [example(0, "critical", claim="fact", speakers=(span(0, 4),))]

    scores = score(examples, [prediction("critical", speakers=(span(0, 4),))], LABELS)

    assert sorted(scores.main_figures()) == [
        *("claim_accuracy", "claim_ece", "claim_macro_f1", "speaker_exact_f1", "speaker_overlap_f1", "stance_accuracy"),
        *("stance_ece", "stance_f1_conciliatory", "stance_f1_critical", "stance_f1_neutral", "stance_f1_supportive"),
        "stance_macro_f1",
    ]


def test_as_dict_is_ready_for_json() -> None:
    scores = score(
        [example(0, "critical"), example(1, "neutral")], [prediction("critical"), prediction("critical")], LABELS
    )

    restored = json.loads(json.dumps(scores.as_dict()))

    assert restored["metrics"]["stance_recall_critical"] == 1.0
    assert restored["confusion"]["stance"] == {
        "labels": list(STANCES),
        "rows_are_gold": [[0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0], [0, 1, 0, 0]],
    }


def test_a_gold_label_that_the_model_lacks_names_its_place() -> None:
    with pytest.raises(InputError) as caught:
        score([example(0, "critical"), example(1, "hostile")], [prediction(), prediction()], LABELS)

    assert str(caught.value) == (
        "made-up.jsonl:2: the model knows no stance 'hostile', only supportive, critical, conciliatory, neutral. "
        "Cure: map the corpus's labels to these"
    )


def test_predictions_of_other_examples_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^expected one prediction per example, got 1 for 2 examples$"):
        score([example(0), example(1)], [prediction()], LABELS)
    with pytest.raises(ValueError, match=r"^made-up.jsonl:1: 1 pairs, but predictions for 2$"):
        score([example(0, pairs=(pair("neutral"),))], [prediction(pair_probs=np.full((2, 4), 0.25))], LABELS)
    with pytest.raises(ValueError, match=r"^made-up.jsonl:1: expected 4 stance probabilities, got shape \(6,\)$"):
        score([example(0, "critical")], [Prediction(probs(CLAIMS, "fact"), probs(CLAIMS, "fact"))], LABELS)
