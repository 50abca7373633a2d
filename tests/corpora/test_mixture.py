import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from corpus_builders import sentence_row, write_jsonl, write_text

from newstance.corpora.corpus import Table
from newstance.corpora.mixture import epoch_indices, fingerprint, load_data, without_leaks
from newstance.corpora.registry import read_split
from newstance.errors import ConfigError
from newstance.records import Example

ROWS = ["a"] * 100 + ["b"] * 10


def example(name: str, text: str, corpus: str = "a") -> Example:
    return Example(name, corpus, text, group=name, place="f:1", stance="neutral")


def our_data(folder: Path, train: list[str], validation: list[str], test: list[str]) -> Path:
    for corpus in ("sentences", "articles"):
        for part, texts in (("train", train), ("validation", validation), ("test", test)):
            rows = [sentence_row(f"{part}{number}", text) for number, text in enumerate(texts)]
            write_jsonl(folder / corpus / f"{part}.jsonl", rows if corpus == "sentences" else [])
    return folder


def test_a_share_of_one_is_every_row_once_in_shuffled_order() -> None:
    drawn = epoch_indices(ROWS, {"a": 1.0, "b": 1.0}, seed=0, epoch=0)
    assert sorted(drawn) == list(range(110))
    assert drawn != sorted(drawn)


def test_a_part_is_drawn_without_replacement_and_anew_each_epoch() -> None:
    first, second = (epoch_indices(ROWS, {"a": 0.25, "b": 1.0}, seed=0, epoch=epoch) for epoch in (0, 1))
    assert Counter(ROWS[index] for index in first) == {"a": 25, "b": 10}
    assert len(set(first)) == 35
    assert set(first) != set(second)


def test_more_than_one_is_whole_copies_and_a_part() -> None:
    counts = Counter(epoch_indices(ROWS, {"a": 1.0, "b": 2.5}, seed=3, epoch=0))
    assert sorted(counts[index] for index in range(100, 110)) == [2] * 5 + [3] * 5


def test_seed_and_epoch_fix_the_draw() -> None:
    shares = {"a": 0.5, "b": 1.5}
    assert epoch_indices(ROWS, shares, 0, 2) == epoch_indices(ROWS, shares, 0, 2)
    assert epoch_indices(ROWS, shares, 0, 2) != epoch_indices(ROWS, shares, 1, 2)
    assert epoch_indices(["a"] * 8, {"a": 1.0}, 0, 0) == [3, 0, 1, 7, 2, 4, 5, 6]  # the same on every machine


def test_the_fingerprint_hangs_on_content_alone() -> None:
    rows = [example("1", "Oslo met Lima."), example("2", "Lima met Oslo.")]
    assert fingerprint(rows) == fingerprint([replace(row, place="elsewhere:9") for row in reversed(rows)])
    assert fingerprint(rows) != fingerprint([rows[0], replace(rows[1], stance="critical")])
    assert fingerprint(rows) != fingerprint([*rows, rows[0]])


def test_training_rows_that_resemble_an_evaluation_row_are_dropped_and_counted(tmp_path: Path) -> None:
    near = "The mayor of Oslo told reporters on Monday that the council would meet the harbour workers again."
    root = our_data(
        tmp_path,
        train=["Lima met Oslo.", near.replace("Monday", "Tuesday"), "Nobody else said anything about it at all."],
        validation=["Lima  met Oslo!"],
        test=[near],
    )
    data = load_data({"sentences": 1.0}, ["sentences"], ["sentences"], root, tmp_path / "raw")
    assert [row.id for row in data.train] == ["train2"]
    assert data.dropped == {"sentences": 2}
    assert ([row.id for row in data.validation], list(data.test)) == (["validation0"], ["sentences"])


def test_rows_are_dropped_for_sets_that_this_run_does_not_evaluate_on(tmp_path: Path) -> None:
    root = our_data(tmp_path, ["Lima met Oslo in Rome.", "Another thing."], ["A.", "B c."], ["D e f."])
    write_jsonl(tmp_path / "raw" / "real-dev.jsonl", [sentence_row("x#1", "Lima met Oslo in Rome.")])
    data = load_data({"sentences": 1.0}, ["sentences"], [], root, tmp_path / "raw")
    assert data.dropped == {"sentences": 1}


def test_an_article_of_held_out_sentences_trains_nothing() -> None:
    held_out = [replace(example("e", "Lima met Oslo."), group="article 1", stance="neutral")]
    train = [
        replace(example("t1", "Nobody else said anything."), group="article 1"),
        replace(example("t2", "Rome waits."), group="article 2"),
    ]
    assert without_leaks(train, held_out) == (train[1:], {train[0].corpus: 1})
    pairs_alone = [replace(held_out[0], stance=None)]  # their authors split them by other rules
    assert without_leaks(train, pairs_alone) == (train, {})


@pytest.mark.parametrize(
    ("corpus", "held_out", "dropped"),
    [
        ("table", "articles", 0),  # a user's article e05 is not ours
        ("table", "table", 1),
        ("news-standoff", "dse-standoff", 1),
        ("news-standoff", "newsmtsc-standoff", 1),
        ("newsmtsc", "newsmtsc-standoff", 1),
        ("dse-standoff", "newsmtsc-standoff", 0),
    ],
)
def test_an_article_is_the_same_only_in_corpora_of_the_same_texts(corpus: str, held_out: str, dropped: int) -> None:
    kept_out = [replace(example("e", "Lima met Oslo.", held_out), group="e05")]
    train = [replace(example("t", "Nobody else said anything.", corpus), group="e05")]
    assert without_leaks(train, kept_out)[1] == ({corpus: 1} if dropped else {})


def test_a_table_keeps_the_rows_of_a_group_that_is_called_like_an_article_of_ours(root: Path, tmp_path: Path) -> None:
    rows = "".join(f"Sentence number {n} of many.,critical,e05\n" for n in range(6))
    own = write_text(tmp_path / "my.csv", f"text,stance,doc\n{rows}")
    table = Table(path=str(own), group="doc")
    assert [row.id for row in read_split("articles", "test", root / "data", tmp_path) if row.group == "e05"]
    data = load_data({"table": 1.0}, [], [], root / "data", tmp_path, table)
    assert (len(data.train), data.dropped) == (6, {})


def test_without_leaks_keeps_what_only_shares_words() -> None:
    held_out = [example("e", "Lima said that Oslo must leave the harbour by Friday.")]
    train = [example("t", "Oslo said that Lima must leave the airport by Monday.")]
    assert without_leaks(train, held_out) == (train, {})


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ({}, "data.sources is empty; expected at least one corpus and its share, e.g. {sentences: 1.0}"),
        ({"sentences": 0.0}, "data.sources.sentences: expected a share above 0, got 0.0"),
        ({"sentences": float("nan")}, "data.sources.sentences: expected a share above 0, got nan"),
        ({"plv": 1.0}, "data.sources: 'plv' is for evaluation only and must not train"),
        ({"realdev": 1.0}, "data.sources: 'realdev' is for evaluation only and must not train"),
    ],
)
def test_mixtures_that_cannot_work_are_refused(tmp_path: Path, sources: dict[str, float], message: str) -> None:
    with pytest.raises(ConfigError, match=f"^{re.escape(message)}$"):
        load_data(sources, [], [], tmp_path, tmp_path)


def test_a_name_swap_outside_zero_to_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=re.escape("data.name_swap: expected a part between 0 and 1, got 1.5")):
        load_data({"sentences": 1.0}, [], [], tmp_path, tmp_path, name_swap=1.5)


def test_name_swap_changes_training_rows_alone(tmp_path: Path) -> None:
    root = our_data(
        tmp_path, ["Donald Trump met Angela Merkel."], ["Vladimir Putin left."], ["Berlin waits for Obama."]
    )
    data = load_data({"sentences": 1.0}, ["sentences"], ["sentences"], root, tmp_path / "raw", name_swap=1.0, seed=1)
    assert "Trump" not in data.train[0].text
    assert (data.validation[0].text, data.test["sentences"][0].text) == (
        "Vladimir Putin left.",
        "Berlin waits for Obama.",
    )


def test_a_newsroom_trains_on_its_own_table(tmp_path: Path) -> None:
    rows = "".join(f"Sentence number {n} of many.,critical\n" for n in range(40))
    own = write_text(tmp_path / "my.csv", f"text,stance\n{rows}")
    data = load_data({"table": 1.0}, ["table"], ["table"], tmp_path, tmp_path, Table(path=str(own)))
    assert len(data.train) + len(data.validation) + len(data.test["table"]) + data.dropped.get("table", 0) == 40
