"""A teacher fills in what a corpus lacks, and leaves alone what it says."""

from dataclasses import replace
from pathlib import Path

import pytest

from newstance.labels import CLAIMS, STANCES
from newstance.records import Example, Pair, Span
from newstance.training.batches import one_hot
from newstance.training.distilling import BundleTeacher, open_teacher

TEXT = "The minister praised the plan, said Lima."
TARGET = Span(25, 29, "plan")
GOLD = Example("1", "full", TEXT, "g", "f:1", "critical", "fact", (), (), (), (Pair(None, TARGET, "critical"),))
PAIR = Example("2", "pairs", TEXT, "g", "f:2", pairs=(Pair(None, TARGET, "supportive"),))
BARE = Example("3", "texts", "Talks with Europe.", "g", "f:3")


@pytest.fixture(scope="module")
def teacher(tiny_bundle: Path) -> BundleTeacher:
    return open_teacher(tiny_bundle)


def test_gold_labels_stay_and_the_rest_is_the_teachers(teacher: BundleTeacher) -> None:
    gold, pair, bare = teacher.complete([GOLD, PAIR, BARE])
    assert (gold.example, gold.stance, gold.claim) == (GOLD, one_hot("critical", STANCES), one_hot("fact", CLAIMS))
    assert gold.pairs == [one_hot("critical", STANCES)]
    answers = teacher.predictor.predict([PAIR.text, BARE.text])
    for taught, answer in zip((pair, bare), answers, strict=True):
        assert taught.stance == pytest.approx(list(answer.stance_probs), abs=1e-5)
        assert taught.claim == pytest.approx(list(answer.claim_probs), abs=1e-5)
        assert (taught.example.speakers, taught.example.targets) == (answer.speakers, answer.targets)
        assert len(taught.pairs) == len(taught.example.pairs)
    assert pair.pairs[0] == one_hot("supportive", STANCES)
    assert pair.example.pairs[0] == PAIR.pairs[0]
    assert [example.example.id for example in (gold, pair, bare)] == ["1", "2", "3"]


def test_a_row_with_a_stance_alone_keeps_it_and_learns_the_rest(teacher: BundleTeacher) -> None:
    [taught] = teacher.complete([replace(BARE, stance="conciliatory")])
    [answer] = teacher.predictor.predict([BARE.text])
    assert taught.stance == one_hot("conciliatory", STANCES)
    assert taught.claim == pytest.approx(list(answer.claim_probs), abs=1e-5)
    assert (taught.example.speakers, taught.example.targets) == (answer.speakers, answer.targets)
