"""A labelled file is read by what its rows look like."""

import json
from pathlib import Path

import pytest

from newstance.corpora.files import read_labelled_file
from newstance.errors import InputError
from newstance.records import Span

SENTENCE = {"id": "s1", "text": "Lima slammed the plan.", "stance": "critical", "claim": "judgement"}
OFFSETS = [{"stance": "critical", "speaker": {"start": 0, "end": 4, "text": "Lima"}, "target": None}]
WORDS = [{"stance": "critical", "speaker": "Lima", "target": "plan"}]


def written(folder: Path, row: dict) -> Path:
    file = folder / "mine.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return file


def test_sentences_with_offsets(tmp_path: Path) -> None:
    (example,) = read_labelled_file(written(tmp_path, SENTENCE | {"opinions": OFFSETS}))
    assert (example.corpus, example.speakers, example.targets) == ("mine", (Span(0, 4, "Lima"),), ())


def test_sentences_with_words(tmp_path: Path) -> None:
    (example,) = read_labelled_file(written(tmp_path, SENTENCE | {"opinions": WORDS}))
    assert (example.speakers, example.targets) == ((Span(0, 4, "Lima"),), (Span(17, 21, "plan"),))


def test_articles(tmp_path: Path) -> None:
    sentence = {"start": 0, "end": 22, "stance": "critical", "claim": "judgement", "opinions": OFFSETS}
    row = {"id": "a1", "text": "Lima slammed the plan. Nobody replied.", "sentences": [sentence]}
    (example,) = read_labelled_file(written(tmp_path, row))
    assert (example.id, example.text) == ("a1#1", "Lima slammed the plan.")


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "empty.jsonl"
    file.touch()
    with pytest.raises(InputError, match=r"empty\.jsonl: no rows; expected labelled sentences or articles"):
        read_labelled_file(file)
