"""Examples as encoded rows: tags, pairs, and what a corpus does not say."""

from pathlib import Path

import pytest

from newstance.labels import CLAIMS, STANCES
from newstance.records import Example, Pair, Span
from newstance.tokenising import SentenceTokeniser
from newstance.training.batches import MARKED, Collator, encode_examples, one_hot

TEXT = "the Zo, plan said lima"  # [CLS] the Z ##o , plan said lima [SEP]
ZO, PLAN, LIMA = Span(4, 6, "Zo"), Span(8, 12, "plan"), Span(18, 22, "lima")
EXAMPLE = Example(
    "1", "ours", TEXT, "g", "f:1", "critical", "fact", (ZO, Span(8, 17, "plan said")), (LIMA,), (),
    (Pair(ZO, LIMA, "critical"), Pair(None, PLAN, "neutral")),
)  # fmt: skip


@pytest.fixture(scope="module")
def tokeniser(tiny_encoder: Path) -> SentenceTokeniser:
    return SentenceTokeniser.from_file(tiny_encoder / "tokenizer.json", max_tokens=64)


def test_a_row(tokeniser: SentenceTokeniser) -> None:
    (row,) = encode_examples([EXAMPLE], tokeniser)
    assert row["corpus"] == "ours"
    assert row["length"] == len(row["input_ids"]) == 9
    assert row["speaker_tags"] == [-100, 0, 1, 2, 0, 1, 2, 0, -100]
    assert row["target_tags"] == [-100, 0, 0, 0, 0, 0, 0, 1, -100]
    assert row["claim"] == one_hot("fact", CLAIMS)
    assert row["pair_speakers"] == [[-1, -1], [2, 4], [-1, -1]]
    assert row["pair_targets"] == [[-1, -1], [7, 8], [5, 6]]
    assert row["pair_stances"] == [one_hot(stance, STANCES) for stance in ("critical", "critical", "neutral")]
    assert row["pair_is_sentence"] == [True, False, False]


def test_a_row_whose_corpus_lacks_the_layers(tokeniser: SentenceTokeniser) -> None:
    (row,) = encode_examples([Example("1", "bare", TEXT, "g", "f:1")], tokeniser)
    assert (row["speaker_tags"], row["target_tags"], row["claim"], row["pair_stances"]) == ([], [], [], [])


def test_no_speaker_is_another_thing_than_no_layer(tokeniser: SentenceTokeniser) -> None:
    (row,) = encode_examples([Example("1", "bare", TEXT, "g", "f:1", speakers=())], tokeniser)
    assert row["speaker_tags"] == [-100, 0, 0, 0, 0, 0, 0, 0, -100]


def test_a_pair_beyond_the_limit_trains_nothing(tiny_encoder: Path) -> None:
    short = SentenceTokeniser.from_file(tiny_encoder / "tokenizer.json", max_tokens=7)
    (row,) = encode_examples([EXAMPLE], short)
    assert row["pair_is_sentence"] == [True, False]
    assert row["pair_targets"] == [[-1, -1], [5, 6]]
    assert row["target_tags"] == [-100, 0, 0, 0, 0, 0, -100]


def test_collated_rows_of_different_lengths(tokeniser: SentenceTokeniser) -> None:
    rows = encode_examples([Example("1", "bare", "plan", "g", "f:1"), EXAMPLE], tokeniser)
    batch = Collator(tokeniser.pad_id, multiple_of=8)([rows[0], rows[1]])
    assert batch["input_ids"].shape == batch["speaker_tags"].shape == (2, 16)
    assert batch["attention_mask"].sum(dim=1).tolist() == [3, 9]
    assert batch["claims"].tolist() == [[0.0] * len(CLAIMS), one_hot("fact", CLAIMS)]
    assert batch["pair_rows"].tolist() == [1, 1, 1]
    assert batch["pair_is_sentence"].tolist() == [True, False, False]
    assert batch["pair_speakers"].nonzero().tolist() == [[1, 2], [1, 3]]
    assert batch["pair_targets"].nonzero().tolist() == [[1, 7], [2, 5]]
    assert (batch["speaker_tags"][0] == -100).all()


def test_rows_are_cached_by_content_and_limit(tiny_encoder: Path, tokeniser: SentenceTokeniser, tmp_path: Path) -> None:
    first = encode_examples([EXAMPLE], tokeniser, tmp_path)
    again = encode_examples([EXAMPLE], tokeniser, tmp_path)
    assert first.to_list() == again.to_list() == encode_examples([EXAMPLE], tokeniser).to_list()
    assert len(list(tmp_path.iterdir())) == 1
    short = SentenceTokeniser.from_file(tiny_encoder / "tokenizer.json", max_tokens=7)
    assert encode_examples([EXAMPLE], short, tmp_path)[0]["length"] == 7
    assert len(list(tmp_path.iterdir())) == 2


def test_each_pair_has_a_marked_row(tokeniser: SentenceTokeniser) -> None:
    plain, both, target_alone = encode_examples([EXAMPLE], tokeniser, marked=True)
    assert plain == encode_examples([EXAMPLE], tokeniser)[0]
    assert (both["corpus"], target_alone["corpus"]) == ("ours" + MARKED, "ours" + MARKED)
    assert (both["length"], target_alone["length"]) == (9 + 4, 9 + 2)
    assert (both["pair_speakers"], both["pair_targets"]) == ([[3, 5]], [[10, 11]])
    assert (target_alone["pair_speakers"], target_alone["pair_targets"]) == ([[-1, -1]], [[6, 7]])
    assert both["pair_stances"] == [one_hot("critical", STANCES)]
    assert both["pair_is_sentence"] == [False]
    assert (both["speaker_tags"], both["target_tags"], both["claim"]) == ([], [], [])


def test_what_knows_pairs_alone_has_marked_rows_alone(tokeniser: SentenceTokeniser) -> None:
    bare = Example("1", "bare", TEXT, "g", "f:1", pairs=(Pair(ZO, LIMA, "critical"), Pair(LIMA, ZO, "neutral")))
    rows = encode_examples([bare], tokeniser, marked=True)
    assert [row["corpus"] for row in rows] == ["bare", "bare"]
    assert [row["length"] for row in rows] == [13, 13]
    assert [row["pair_stances"][0] for row in rows] == [one_hot("critical", STANCES), one_hot("neutral", STANCES)]


def test_marked_rows_are_cached_apart(tokeniser: SentenceTokeniser, tmp_path: Path) -> None:
    assert len(encode_examples([EXAMPLE], tokeniser, tmp_path)) == 1
    assert len(encode_examples([EXAMPLE], tokeniser, tmp_path, marked=True)) == 3
