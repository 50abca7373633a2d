"""What the shipped bundle can do, skill by skill, on sentences that it has never seen (see ``behaviour_cases``)."""

import json
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from behaviour_cases import DOMAINS, NAME_SKILLS, Case, read_suite
from behaviour_verdicts import Verdict, judge, swapped_names

from newstance.corpora.duplicates import resembling
from newstance.errors import InputError
from newstance.inference.loading import load_predictor
from newstance.labels import STANCES, LabelSet
from newstance.predictions import Prediction
from newstance.records import Article, Mention, Opinion, Span
from newstance.sentences import split_sentences

# The least percentage of its cases that each skill must pass. Floors, not 100: the suite is meant to stay harder than
# the model, so that it shows what is gained, and labels are never bent to the model's answers. A floor is the shipped
# bundle's rate when it was set, less about five points, because other processors round otherwise and a retrained
# bundle moves a few cases either way. Raise them with a better bundle; a lower one needs a reason in the changelog.
FLOORS = {
    "casing": 95,
    "concession": 88,
    "conditionals": 77,
    "direction": 80,
    "facts": 95,
    "forecast": 85,
    "headlines": 78,
    "names_gender": 95,
    "names_region": 95,
    "negation": 87,
    "passive": 86,
    "quotes": 91,
    "reported": 66,
    "sarcasm": 37,
    "typos": 73,
}

MOST_CHANGED_BY_NAMES = 2
"""Percent of the sentences whose label may change with the names in them, of both name skills together."""


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return read_suite()


@pytest.fixture(scope="module")
def verdicts(cases: list[Case]) -> list[Verdict]:
    return judge(cases, load_predictor(threads=2))


def test_the_suite_is_large_and_every_skill_has_a_floor(cases: list[Case]) -> None:
    by_skill = Counter(case.skill for case in cases)
    assert len(cases) >= 450
    assert by_skill.keys() == FLOORS.keys()
    assert min(by_skill.values()) >= 25
    assert all(by_skill[skill] >= 60 for skill in NAME_SKILLS)


def test_ids_tell_the_skill_and_count_from_1(cases: list[Case]) -> None:
    for skill in FLOORS:
        ids = [case.id for case in cases if case.skill == skill]
        assert ids == [f"{skill}-{number:03}" for number in range(1, len(ids) + 1)]


def test_stances_and_domains_are_balanced(cases: list[Case]) -> None:
    stances = Counter(stance for case in cases for stance in case.stances)
    domains = Counter(case.domain for case in cases)
    assert all(0.15 <= stances[stance] / stances.total() <= 0.35 for stance in STANCES), stances
    assert all(domains[domain] >= 35 for domain in DOMAINS), domains
    names = Counter(case.stance for case in cases if case.skill in NAME_SKILLS)
    assert all(names[stance] >= 30 for stance in STANCES), names


def test_no_case_stands_twice(cases: list[Case]) -> None:
    texts = Counter(text for case in cases for text in case.texts)
    assert [text for text, count in texts.items() if count > 1] == []


def test_no_case_resembles_a_sentence_of_our_corpora(cases: list[Case], root: Path) -> None:
    folders = ("sentences", "constructions", "dispatches", "articles")
    corpora = [sentence for folder in folders for sentence in sentences_of(root / "data" / folder)]
    texts = [case.text for case in cases]
    alike = resembling(texts, corpora)
    assert len(corpora) > 2000
    assert {texts[place]: corpora[other] for place, other in alike.items()} == {}


def sentences_of(folder: Path) -> list[str]:
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [Article(id=str(number), text=json.loads(line)["text"]) for number, line in enumerate(lines)]
    return [sentence.text for article in articles for sentence in split_sentences(article)]


@pytest.mark.parametrize("skill", FLOORS)
def test_the_shipped_bundle_keeps_to_its_floor(skill: str, verdicts: list[Verdict]) -> None:
    mine = [verdict for verdict in verdicts if verdict.case.skill == skill]
    failed = [verdict for verdict in mine if not verdict.passed]
    rate = 100 * (1 - len(failed) / len(mine))
    report = "\n".join(map(str, failed))
    assert rate >= FLOORS[skill], f"{skill}: {rate:.1f} % pass, {FLOORS[skill]} % should. These fail:\n{report}"


def test_other_names_change_few_labels(verdicts: list[Verdict]) -> None:
    swaps = swapped_names(verdicts)
    changed = [verdict for verdict in swaps if not verdict.passed]
    share = 100 * len(changed) / len(swaps)
    assert share <= MOST_CHANGED_BY_NAMES, f"{share:.1f} % changed:\n" + "\n".join(map(str, changed))


PRAISE = {
    "id": "praise-001",
    "kind": "MFT",
    "domain": "local",
    "text": "Ana praised Ben, and Ben blushed.",
    "stance": "supportive",
    "speaker": "Ana",
}
SWAP = {"id": "swap-001", "kind": "INV", "domain": "local", "text": "Ana sang.", "variant": "Ben sang."}


def suite(folder: Path, *rows: dict[str, Any]) -> Path:
    (folder / "praise.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (
            PRAISE | {"stance": "friendly"},
            "expected 'stance' to be one of supportive, critical, conciliatory, neutral, got 'friendly'",
        ),
        (
            PRAISE | {"claim": "wish"},
            "expected 'claim' to be one of fact, forecast, judgement, demand, pledge, none, got 'wish'",
        ),
        (PRAISE | {"kind": "mft"}, "expected 'kind' to be one of MFT, INV, DIR, got 'mft'"),
        (PRAISE | {"speaker": "Eva"}, "expected the speaker 'Eva' once in the text, found it 0 times"),
        (PRAISE | {"target": "Ben"}, "expected the target 'Ben' once in the text, found it 2 times"),
        (PRAISE | {"target": "blush"}, "expected the target 'blush' once in the text, found it 0 times"),
        (PRAISE | {"text": " "}, "expected 'text' to be words, got ' '"),
        (PRAISE | {"variant": "Ben blushed."}, "a case of kind MFT has no 'variant'"),
        (PRAISE | {"note": "?"}, "a case of kind MFT has no 'note'"),
        ({key: PRAISE[key] for key in ("id", "domain", "text")}, "a case of kind None needs 'kind'"),
        (
            {key: PRAISE[key] for key in ("id", "kind", "domain", "text")},
            "expected 'stance' or 'pairs', got neither: the case expects nothing",
        ),
        (
            PRAISE | {"pairs": [{"speaker": "Ana", "stance": "neutral"}]},
            "expected a pair to have 'speaker', 'target', 'stance', got 'speaker', 'stance'",
        ),
        (SWAP, "a case of kind INV needs 'stance'"),
        (SWAP | {"stance": "neutral", "variant": "Ana sang."}, "'variant' is the same as 'text'"),
    ],
)
def test_a_faulty_case_is_named_by_file_and_line(row: dict[str, Any], fault: str, tmp_path: Path) -> None:
    folder = suite(tmp_path, PRAISE | {"id": "praise-000"}, row)
    with pytest.raises(InputError) as raised:
        read_suite(folder)
    assert str(raised.value) == f"{folder / 'praise.jsonl'}:2: {fault}"


def test_an_id_used_twice_is_named_with_both_places(tmp_path: Path) -> None:
    file = suite(tmp_path, PRAISE, PRAISE | {"text": "Ana praised Eva."}) / "praise.jsonl"
    with pytest.raises(InputError) as raised:
        read_suite(tmp_path)
    assert str(raised.value) == f"{file}:2: the id 'praise-001' is already used at {file}:1"


class Parrot:
    """A predictor that gives the same opinion on everything, and ``other`` on texts with *not*."""

    labels = LabelSet()

    def __init__(self, stance: str, other: str, speaker: Span | None) -> None:
        self.stance, self.other = stance, other
        self.opinions = (Opinion(stance, Mention(speaker) if speaker else None, None),)

    def predict(self, texts: list[str], questions: list[Any] | None = None) -> list[Prediction]:
        pairs = questions or [()] * len(texts)
        return [
            Prediction(
                stance_probs=self.sure(self.other if " not " in text else self.stance),
                claim_probs=np.array([1.0, 0, 0, 0, 0, 0]),
                opinions=self.opinions,
                pair_probs=np.array([self.sure(self.stance) for _ in asked]).reshape(-1, 4),
            )
            for text, asked in zip(texts, pairs, strict=True)
        ]

    def sure(self, stance: str) -> np.ndarray:
        return np.array([float(label == stance) for label in STANCES])


def faults(folder: Path, row: dict[str, Any], parrot: Parrot) -> list[str]:
    (verdict,) = judge(read_suite(suite(folder, row)), parrot)  # type: ignore[arg-type]
    return [str(fault) for fault in verdict.faults]


def test_everything_that_a_case_names_is_checked_and_nothing_else(tmp_path: Path) -> None:
    right = Parrot("supportive", "neutral", Span(0, 3, "Ana"))
    assert faults(tmp_path, PRAISE, right) == []
    row = PRAISE | {"claim": "judgement", "stance": "critical", "speaker": "blushed", "target": "praised"}
    assert faults(tmp_path, row, right) == [
        "stance: expected critical, got supportive",
        "claim: expected judgement, got fact",
        "speaker: expected 'blushed', got 'Ana'",
        "target: expected 'praised', got none",
    ]
    assert faults(tmp_path, PRAISE | {"speaker": None}, right) == ["speaker: expected none, got 'Ana'"]
    assert faults(tmp_path, PRAISE | {"speaker": None}, Parrot("supportive", "neutral", None)) == []


def test_pairs_are_judged_one_by_one(tmp_path: Path) -> None:
    pairs = [
        {"speaker": "Ana", "target": "praised", "stance": "supportive"},
        {"speaker": "praised", "target": "Ana", "stance": "neutral"},
    ]
    row = {key: PRAISE[key] for key in ("id", "kind", "domain", "text")} | {"pairs": pairs}
    found = faults(tmp_path, row, Parrot("supportive", "neutral", None))
    assert found == ["pair: expected praised -> Ana neutral, got supportive"]


@pytest.mark.parametrize(
    ("kind", "stance", "other", "expected"),
    [
        ("INV", "critical", "critical", []),
        ("INV", "neutral", "critical", ["variant: expected neutral, got critical"]),
        ("DIR", "critical", "neutral", []),
        ("DIR", "critical", "critical", ["variant: expected not critical, got critical"]),
        ("DIR", "neutral", "neutral", ["stance: expected critical, got neutral"]),
    ],
)
def test_invariance_and_direction(kind: str, stance: str, other: str, expected: list[str], tmp_path: Path) -> None:
    row = SWAP | {"kind": kind, "stance": "critical", "variant": "Ana has not sung."}
    assert faults(tmp_path, row, Parrot(stance, other, None)) == expected


def test_a_verdict_tells_case_faults_and_texts() -> None:
    case = SimpleNamespace(id="swap-001", texts=("Ana sang.", "Ben sang."))
    assert str(Verdict(case, ())) == "swap-001: passed | Ana sang. => Ben sang."  # type: ignore[arg-type]
