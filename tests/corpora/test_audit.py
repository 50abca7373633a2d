import csv
import json
import re
from pathlib import Path

import pytest

from newstance.corpora.audit import audit_rows, write_review
from newstance.errors import ConfigError
from newstance.records import Example, Pair, Span

PRAISE = ["praised the plan", "hailed the plan", "welcomed the plan", "applauded the plan"]
BLAME = ["slammed the plan", "mocked the plan", "attacked the plan", "condemned the plan"]


def rows() -> list[Example]:
    made = []
    for number in range(120):
        stance, acts = ("supportive", PRAISE) if number % 2 else ("critical", BLAME)
        text = f"Speaker {number % 7} {acts[number % 4]} on day {number % 5}."
        label = "critical" if number in {31, 77} else stance
        made.append(Example(str(number), "a", text, group=str(number), place=f"f:{number + 1}", stance=label))
    return made


def test_planted_errors_come_first() -> None:
    suspects = audit_rows(rows(), seed=0)
    assert {suspect.id for suspect in suspects[:2]} == {"31", "77"}
    assert [(suspect.label, suspect.suggested, suspect.issue) for suspect in suspects[:2]] == [
        ("critical", "supportive", True)
    ] * 2
    assert suspects[0].place in {"f:32", "f:78"}
    assert [suspect.score for suspect in suspects] == sorted(suspect.score for suspect in suspects)
    assert audit_rows(rows(), seed=0) == suspects


def test_pairs_are_audited_where_a_sentence_has_no_stance_of_its_own() -> None:
    made = []
    for number in range(60):
        text = f"Oslo {PRAISE[number % 4]} and Lima {BLAME[number % 4]}."
        oslo, lima = Span(0, 4, "Oslo"), Span(text.index("Lima"), text.index("Lima") + 4, "Lima")
        pairs = (Pair(oslo, None, "supportive"), Pair(lima, None, "critical"))
        made.append(Example(str(number), "a", text, group=str(number), place="f:1", pairs=pairs))
    suspects = audit_rows(made, seed=0)
    assert len(suspects) == 120
    assert {suspect.speaker for suspect in suspects} == {"Oslo", "Lima"}


def test_the_review_file_is_csv_or_json_lines(tmp_path: Path) -> None:
    worst = audit_rows(rows(), seed=0)[:3]
    write_review(worst, tmp_path / "review.csv")
    write_review(worst, tmp_path / "review.jsonl")
    with (tmp_path / "review.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    lines = [json.loads(line) for line in (tmp_path / "review.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in table] == [row["id"] for row in lines] == [suspect.id for suspect in worst]
    assert list(table[0]) == [
        "score",
        "issue",
        "label",
        "suggested",
        "probability",
        "corpus",
        "id",
        "place",
        "speaker",
        "target",
        "text",
    ]


@pytest.mark.parametrize(
    ("count", "found"), [(0, "none"), (3, "critical 2, supportive 1"), (6, "critical 3, supportive 3")]
)
def test_too_few_labels_are_told(count: int, found: str) -> None:
    with pytest.raises(
        ConfigError, match=f"^{re.escape(f'an audit needs two labels or more, each at least 5 times; found {found}')}$"
    ):
        audit_rows(rows()[:count], seed=0)
