"""Tricky boundaries: ``cases.jsonl`` holds invented news lines with ``¦`` where a new sentence starts.

The 40 of the kind ``later`` were written after the rules, which split 38 of them rightly at first sight.
"""

import json
from pathlib import Path

from newstance.records import Article
from newstance.sentences import split_sentences

MARK = "¦"
CASES = [json.loads(line) for line in (Path(__file__).parent / "cases.jsonl").read_text(encoding="utf-8").splitlines()]


def starts(text: str) -> list[int]:
    """Where a sentence starts, the first one left out."""
    return [sentence.start for sentence in split_sentences(Article(id="a", text=text))[1:]]


def marked_starts(marked: str) -> list[int]:
    parts = marked.split(MARK)
    return [sum(map(len, parts[:number])) for number in range(1, len(parts))]


def with_marks(text: str, places: list[int]) -> str:
    return "".join(MARK * (place in places) + char for place, char in enumerate(text))


def test_at_least_98_percent_of_200_tricky_cases_are_split_rightly() -> None:
    assert len(CASES) >= 200
    faults = []
    gold_count = right_count = found_count = 0
    for case in CASES:
        text = case["text"].replace(MARK, "")
        gold, found = marked_starts(case["text"]), starts(text)
        gold_count, found_count = gold_count + len(gold), found_count + len(found)
        right_count += len(set(gold) & set(found))
        if gold != found:
            faults.append(f"{case['kind']}: expected {case['text']!r}, got {with_marks(text, found)!r}")
    report = "\n".join(faults)
    assert all(fault.startswith("later: ") for fault in faults), report
    assert len(faults) <= 0.02 * len(CASES), report
    assert right_count >= 0.98 * max(gold_count, found_count), report
