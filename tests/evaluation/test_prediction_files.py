import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from evaluation_builders import example, opinion, pair, prediction, probs, span

from newstance.errors import InputError
from newstance.evaluation.metrics import score
from newstance.evaluation.prediction_files import read_predictions, write_predictions
from newstance.labels import STANCES, LabelSet

EXAMPLES = [
    example(
        0,
        "critical",
        group="article-3",
        claim="fact",
        speakers=(span(0, 4),),
        targets=(),
        opinions=(opinion("critical", span(0, 4), None),),
        pairs=(pair("critical"), pair("neutral")),
    ),
    example(1, "neutral"),
]
PREDICTIONS = [
    prediction(
        "critical",
        "pledge",
        speakers=(span(0, 5),),
        targets=(span(9, 12),),
        opinions=(opinion("critical", span(0, 5), span(9, 12)),),
        pair_probs=np.stack([probs(STANCES, "critical", 0.7), probs(STANCES, "supportive", 0.6)]),
    ),
    prediction("supportive", confidence=0.4),
]


def test_stored_predictions_score_as_the_fresh_ones_do(tmp_path: Path) -> None:
    write_predictions(tmp_path / "new" / "test.jsonl", EXAMPLES, PREDICTIONS, LabelSet())

    stored = read_predictions(tmp_path / "new" / "test.jsonl")

    assert stored.labels == LabelSet()
    assert [each.id for each in stored.examples] == ["s0", "s1"]
    assert [each.group for each in stored.examples] == ["ed626b18776a198b", "f55ff16f66f43360"]
    assert score(stored.examples, stored.predictions, stored.labels).flat() == pytest.approx(
        score(EXAMPLES, PREDICTIONS, LabelSet()).flat()
    )


def test_a_group_that_is_the_text_is_stored_as_a_hash_that_tells_groups_apart(tmp_path: Path) -> None:
    text = EXAMPLES[0].text
    examples = [example(0, "critical", group=text), example(1, "critical", group=text), example(2, "critical")]
    write_predictions(tmp_path / "test.jsonl", examples, [prediction("critical")] * 3, LabelSet())

    assert "ferry" not in (tmp_path / "test.jsonl").read_text(encoding="utf-8")
    first, second, third = (each.group for each in read_predictions(tmp_path / "test.jsonl").examples)
    assert first == second == hashlib.sha256(text.encode()).hexdigest()[:16]
    assert third != first


def test_files_with_plain_groups_and_odd_line_separators_are_read(tmp_path: Path) -> None:
    path = tmp_path / "test.jsonl"
    write_predictions(path, [replace(EXAMPLES[1], id="Oslo\u2028waits.")], PREDICTIONS[1:], LabelSet())
    record = json.loads(path.read_text(encoding="utf-8")) | {"group": "Oslo\x85waits."}  # as groups once were stored
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")

    [stored] = read_predictions(path).examples

    assert (stored.id, stored.group, stored.place) == ("Oslo\u2028waits.", "Oslo\x85waits.", "test.jsonl:1")


def test_no_text_is_stored(tmp_path: Path) -> None:
    write_predictions(tmp_path / "test.jsonl", EXAMPLES, PREDICTIONS, LabelSet())

    first, second = map(json.loads, (tmp_path / "test.jsonl").read_text(encoding="utf-8").splitlines())

    assert "mayor" not in (tmp_path / "test.jsonl").read_text(encoding="utf-8")
    assert "article-3" not in first["group"]
    assert first["gold"]["opinions"] == [{"stance": "critical", "speaker": [0, 4], "target": None}]
    assert first["opinions"] == [{"stance": "critical", "speaker": [0, 5], "target": [9, 12]}]
    assert second["gold"] == {
        "stance": "neutral",
        "claim": None,
        "speakers": None,
        "targets": None,
        "opinions": None,
        "pairs": [],
    }
    assert second["stance_probs"] == {"supportive": 0.4, "critical": 0.2, "conciliatory": 0.2, "neutral": 0.2}
    assert second["pair_probs"] is None


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "test.jsonl"
    write_predictions(path, EXAMPLES, PREDICTIONS, LabelSet())
    path.write_text(path.read_text(encoding="utf-8") + '{"id": "s2"}\n', encoding="utf-8")

    with pytest.raises(InputError) as caught:
        read_predictions(path)

    assert str(caught.value) == "test.jsonl:3: is no prediction (KeyError('gold')). Cure: log the predictions again"


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "test.jsonl").touch()

    with pytest.raises(InputError) as caught:
        read_predictions(tmp_path / "test.jsonl")

    assert str(caught.value) == "test.jsonl: holds no prediction. Cure: log the predictions again"
