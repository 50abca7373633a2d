import json
import re
from pathlib import Path
from typing import Any

import pytest
from corpus_builders import asked, mention, sentence_row, write_jsonl, write_text

from newstance.corpora.check import check_corpus
from newstance.corpora.files import read_labelled_file
from newstance.corpora.sets.articles import read_articles
from newstance.corpora.sets.sentences import read_sentences
from newstance.errors import InputError

TEXT = "Lima slammed the plan."
GOOD = sentence_row(
    "s1",
    TEXT,
    "critical",
    "judgement",
    opinions=[{"stance": "critical", "speaker": mention(TEXT, "Lima"), "target": mention(TEXT, "plan")}],
)
ARTICLE_TEXT = "Lima slams plan\n\nLima slammed the plan. Oslo kept silent."
ARTICLE = {
    "id": "a1",
    "text": ARTICLE_TEXT,
    "sentences": [
        {"start": 0, "end": 15, "stance": "neutral", "claim": "fact", "opinions": []},
        {
            "start": 17,
            "end": 39,
            "stance": "critical",
            "claim": "judgement",
            "opinions": [
                {
                    "stance": "critical",
                    "speaker": {"start": 17, "end": 21, "text": "Lima"},
                    "target": {"start": 34, "end": 38, "text": "plan"},
                    "speaker_actor": "Peru",
                    "target_actor": None,
                }
            ],
        },
        {"start": 40, "end": 57, "stance": "neutral", "claim": "fact", "opinions": []},
    ],
}


def changed(row: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return json.loads(json.dumps(row)) | fields


def test_a_sentence_is_read_with_all_its_layers(tmp_path: Path) -> None:
    [example] = read_sentences(write_jsonl(tmp_path / "s.jsonl", [GOOD]))
    assert (example.id, example.text, example.stance, example.claim) == ("s1", TEXT, "critical", "judgement")
    assert [s.text for s in example.speakers or ()] == ["Lima"]
    assert [t.text for t in example.targets or ()] == ["plan"]
    assert asked(example)[0] == ("Lima", "plan", "critical")
    assert example.place == f"{tmp_path / 's.jsonl'}:1"


def test_sentences_of_one_article_are_one_group(tmp_path: Path) -> None:
    rows = [changed(GOOD, id="s1", article="d1"), changed(GOOD, id="s2", article="d1"), changed(GOOD, id="s3")]
    examples = read_sentences(write_jsonl(tmp_path / "s.jsonl", rows))
    assert [example.group for example in examples] == ["d1", "d1", "s3"]


def test_sentences_of_an_article_count_their_spans_from_their_own_start(tmp_path: Path) -> None:
    examples = list(read_articles(write_jsonl(tmp_path / "a.jsonl", [ARTICLE])))
    assert [example.id for example in examples] == ["a1#1", "a1#2", "a1#3"]
    assert {example.group for example in examples} == {"a1"}
    [spoken] = examples[1].opinions or ()
    assert spoken.speaker is not None
    assert (spoken.speaker.span.start, spoken.speaker.span.text, spoken.speaker.actor) == (0, "Lima", "Peru")


def test_a_labelled_file_is_read_by_what_it_holds(tmp_path: Path) -> None:
    assert len(read_labelled_file(write_jsonl(tmp_path / "a.jsonl", [ARTICLE]))) == 3
    assert len(read_labelled_file(write_jsonl(tmp_path / "s.jsonl", [GOOD]))) == 1


ROW_FAULTS = [
    (
        changed(GOOD, stance="hostile"),
        "unknown stance 'hostile'; expected one of supportive, critical, conciliatory, neutral",
    ),
    (changed(GOOD, claim=None), "unknown claim None; expected one of fact, forecast, judgement, demand, pledge, none"),
    (changed(GOOD, text=" "), "text is empty"),
    (
        changed(GOOD, article=7),
        "article: expected a text that names the article the sentence is from, or no such key",
    ),
    (changed(GOOD, id=""), "id: expected a text that names the sentence"),
    (changed(GOOD, stance="neutral"), "stance is 'neutral', but the first opinion's is 'critical'; they must be equal"),
    (changed(GOOD, opinions="none"), "opinions: expected a list of objects (empty where nobody takes a stance)"),
    (
        changed(
            GOOD, opinions=[{"stance": "critical", "speaker": {"start": 20, "end": 40, "text": "?"}, "target": None}]
        ),
        "opinion 1: speaker: span 20:40 lies outside the sentence (0:22)",
    ),
    (
        changed(
            GOOD, opinions=[{"stance": "critical", "speaker": None, "target": {"start": 0, "end": 4, "text": "Rome"}}]
        ),
        "opinion 1: target: span 0:4 reads 'Lima', not 'Rome'",
    ),
    (
        changed(GOOD, opinions=[{"stance": "critical", "speaker": "Lima", "target": None}]),
        'opinion 1: speaker: expected null or {"start", "end", "text"}',
    ),
    (
        changed(GOOD, stance="neutral", opinions=[{"stance": "neutral", "speaker": None, "target": None}]),
        "opinion 1: a neutral opinion is none; leave it out",
    ),
    ([1, 2], "expected a JSON object, got list"),
]


@pytest.mark.parametrize(("row", "fault"), ROW_FAULTS)
def test_every_fault_of_a_sentence_is_named_by_file_and_line(tmp_path: Path, row: Any, fault: str) -> None:
    path = write_jsonl(tmp_path / "s.jsonl", [changed(GOOD, id="s0"), row])
    assert [(found.place, found.fault) for found in check_corpus(path)] == [(f"{path}:2", fault)]
    with pytest.raises(InputError, match=f"^{re.escape(f'{path}:2: {fault}')}$"):
        list(read_sentences(path))


def test_a_line_that_is_no_json_is_named_with_its_column(tmp_path: Path) -> None:
    path = write_text(tmp_path / "s.jsonl", '{"id": s1}\n')
    assert [fault.fault for fault in check_corpus(path)] == [
        "expected one JSON object a line, but column 8 reads: Expecting value"
    ]


UNREADABLE = [
    ("[" * 100_000, "nested too deep to be read. Cure: mend or delete the line"),
    (
        f'{{"id": {"9" * 5000}}}',
        "holds a number too long to be read. Cure: shorten it, or put it in quotation marks",
    ),
]


@pytest.mark.parametrize(("line", "fault"), UNREADABLE)
def test_a_line_that_json_chokes_on_is_named(tmp_path: Path, line: str, fault: str) -> None:
    path = write_text(tmp_path / "s.jsonl", f"{json.dumps(GOOD)}\n{line}\n")
    assert [(found.place, found.fault) for found in check_corpus(path)] == [(f"{path}:2", fault)]
    with pytest.raises(InputError, match=f"^{re.escape(f'{path}:2: {fault}')}$"):
        list(read_sentences(path))


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(json.dumps(GOOD).encode("utf-8-sig"))
    assert check_corpus(path) == []
    [example] = read_labelled_file(path)
    assert (example.id, example.place) == ("s1", f"{path}:1")
    path.write_bytes('{"id": s1}'.encode("utf-8-sig"))
    assert [fault.fault for fault in check_corpus(path)] == [
        "expected one JSON object a line, but column 8 reads: Expecting value"
    ]


def test_a_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(json.dumps(GOOD).encode() + b'\n{"id": "caf\xe9"}\n')
    assert [(fault.place, fault.fault) for fault in check_corpus(path)] == [
        (f"{path}:2", "not UTF-8. Cure: save the file as UTF-8")
    ]


def test_ids_must_differ_in_a_file_and_between_the_files_of_a_folder(tmp_path: Path) -> None:
    first = write_jsonl(tmp_path / "a.jsonl", [GOOD])
    second = write_jsonl(tmp_path / "b.jsonl", [changed(GOOD, id="s2"), GOOD])
    assert [(fault.place, fault.fault) for fault in check_corpus(tmp_path)] == [
        (f"{second}:2", f"id 's1' is already that of {first}:1")
    ]
    twice = write_jsonl(tmp_path / "twice.jsonl", [GOOD, GOOD])
    with pytest.raises(InputError, match="id 's1' occurs twice in this file"):
        list(read_sentences(twice))


ARTICLE_FAULTS = [
    ({"start": 50, "end": 70}, "sentence 3: 50:70 lies outside the text (0:57)"),
    ({"start": 30, "end": 57}, "sentence 3: starts at 30, before the one ahead of it ends (39)"),
    ({"start": 39, "end": 40}, "sentence 3: text is empty"),
    (
        {"stance": "angry"},
        "sentence 3: unknown stance 'angry'; expected one of supportive, critical, conciliatory, neutral",
    ),
]


@pytest.mark.parametrize(("fields", "fault"), ARTICLE_FAULTS)
def test_every_fault_of_an_article_names_its_sentence(tmp_path: Path, fields: dict[str, Any], fault: str) -> None:
    *good, last = ARTICLE["sentences"]
    path = write_jsonl(tmp_path / "a.jsonl", [ARTICLE | {"sentences": [*good, last | fields]}])
    assert [(found.place, found.fault) for found in check_corpus(path)] == [(f"{path}:1", fault)]


def test_a_span_outside_its_sentence_but_inside_the_article_is_a_fault(tmp_path: Path) -> None:
    title, *rest = ARTICLE["sentences"]
    broken = title | {
        "stance": "critical",
        "opinions": [{"stance": "critical", "speaker": {"start": 17, "end": 21, "text": "Lima"}, "target": None}],
    }
    [fault] = check_corpus(write_jsonl(tmp_path / "a.jsonl", [ARTICLE | {"sentences": [broken, *rest]}]))
    assert fault.fault == "sentence 1: opinion 1: speaker: span 17:21 lies outside the sentence (0:15)"


def test_an_empty_file_and_a_missing_one_are_faults(tmp_path: Path) -> None:
    assert check_corpus(write_text(tmp_path / "empty.jsonl", ""))[0].fault == "no rows"
    assert check_corpus(tmp_path / "missing")[0].fault == "no .jsonl file here"


def test_our_own_data_is_sound_and_split_by_article(root: Path) -> None:
    assert check_corpus(root / "data" / "sentences") == []
    assert check_corpus(root / "data" / "articles") == []
    parts = {
        part: read_articles(root / "data" / "articles" / f"{part}.jsonl") for part in ("train", "validation", "test")
    }
    articles = {part: {example.group for example in examples} for part, examples in parts.items()}
    assert all(int(name[1:]) % 5 == 0 for name in articles["test"])
    assert all(int(name[1:]) % 5 == 3 for name in articles["validation"])
    assert {part: len(found) for part, found in articles.items()} == {"train": 24, "validation": 8, "test": 8}
