"""A labelled file is read by what its rows look like."""

import json
from pathlib import Path

import pytest

from newstance.corpora.check import check_corpus
from newstance.corpora.files import read_labelled_file
from newstance.corpora.jsonl import Fault
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


def test_words_are_checked_as_they_are_read(tmp_path: Path) -> None:
    file = written(tmp_path, SENTENCE | {"opinions": WORDS})
    assert check_corpus(file) == []
    wrong = [WORDS[0] | {"speaker": "Rome", "target": "deal"}]
    rows = [
        SENTENCE | {"opinions": WORDS},
        SENTENCE | {"opinions": wrong},
        SENTENCE | {"id": "s2", "opinions": OFFSETS},
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in [*rows, {"id": "s3"}]), encoding="utf-8")
    assert check_corpus(file) == [
        Fault(f"{file}:2", "opinion 1: speaker: the text does not contain 'Rome'"),
        Fault(f"{file}:2", "opinion 1: target: the text does not contain 'deal'"),
        Fault(f"{file}:2", f"id 's1' is already that of {file}:1"),
        Fault(f"{file}:3", "opinion 1: speaker: expected null or words of the text"),
        Fault(f"{file}:4", "expected an id and a text that is not empty"),
    ]
    with pytest.raises(InputError) as caught:
        read_labelled_file(file)
    assert str(caught.value) == f"{file}:2: opinion 1: speaker: the text does not contain 'Rome'"


def test_half_a_character_is_replaced_in_text_and_span_alike(tmp_path: Path) -> None:
    half = [{"stance": "critical", "speaker": {"start": 0, "end": 6, "text": "\ud800 Lima"}, "target": None}]
    row = SENTENCE | {"text": "\ud800 Lima slammed the plan.", "opinions": half}
    file = written(tmp_path, row)
    assert check_corpus(file) == []
    (example,) = read_labelled_file(file)
    assert (example.text, example.speakers) == ("\ufffd Lima slammed the plan.", (Span(0, 6, "\ufffd Lima"),))


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
