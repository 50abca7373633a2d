"""Sentences to tokens: offsets in code points, limits of our own, one message a fault."""

import json
import time
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from newstance.errors import BundleError, ConfigError
from newstance.records import Span
from newstance.tokenising import SentenceTokeniser, pad


@pytest.fixture(scope="module")
def tokeniser(tiny_encoder: Path) -> SentenceTokeniser:
    return SentenceTokeniser.from_file(tiny_encoder / "tokenizer.json", max_tokens=200)


def test_padding_and_truncation_of_the_file_are_switched_off(tiny_encoder: Path, tokeniser: SentenceTokeniser) -> None:
    switched_on = Tokenizer.from_file(str(tiny_encoder / "tokenizer.json"))
    assert len(switched_on.encode("the plan").ids) == 128
    short, long = tokeniser.tokenise(["the plan", "the plan " * 90])
    assert len(short) == 4
    assert len(long) == 182


def test_the_limit_counts_special_tokens(tiny_encoder: Path) -> None:
    tokeniser = SentenceTokeniser.from_file(tiny_encoder / "tokenizer.json", max_tokens=6)
    (sentence,) = tokeniser.tokenise(["the minister praised the plan with talks"])
    assert sentence.ids.tolist()[0] == 2
    assert sentence.ids.tolist()[-1] == 3
    assert sentence.offsets.tolist() == [[0, 0], [0, 3], [4, 12], [13, 20], [21, 24], [0, 0]]


@pytest.mark.parametrize(
    "text",
    [
        "“Lima,” said the minister",
        "😀 the 👩‍👩‍👧 plan said to Lima",
        "Ménard said the plan",
        "Me\u0301nard said the plan",
        "東京 said the plan",
    ],
)
def test_offsets_are_code_points(tokeniser: SentenceTokeniser, text: str) -> None:
    (sentence,) = tokeniser.tokenise([text])
    start = text.index("said")
    first, end = sentence.token_range(Span(start, start + 4, "said")) or (0, 0)
    assert [text[a:b] for a, b in sentence.offsets[first:end].tolist()] == ["said"]


def test_words_and_special_tokens(tokeniser: SentenceTokeniser) -> None:
    (sentence,) = tokeniser.tokenise(["the xy, plan"])
    assert sentence.words.tolist() == [-1, 0, 1, 1, 2, 3, -1]
    assert sentence.offsets.tolist() == [[0, 0], [0, 3], [4, 5], [5, 6], [6, 7], [8, 12], [0, 0]]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 3, (1, 2)),  # the first word: special tokens, whose offsets are (0, 0), stay outside
        (4, 6, (2, 4)),  # a word of two pieces
        (5, 6, (3, 4)),  # its second piece alone
        (2, 5, (1, 3)),  # touching two words
        (3, 4, None),  # nothing but a blank
        (8, 12, (5, 6)),  # the last word
        (0, 12, (1, 6)),
    ],
)
def test_token_range(tokeniser: SentenceTokeniser, start: int, end: int, expected: tuple[int, int] | None) -> None:
    (sentence,) = tokeniser.tokenise(["the xy, plan"])
    assert sentence.token_range(Span(start, end, "the xy, plan"[start:end])) == expected


def test_a_span_beyond_the_limit_has_no_tokens(tiny_encoder: Path) -> None:
    tokeniser = SentenceTokeniser.from_file(tiny_encoder / "tokenizer.json", max_tokens=4)
    (sentence,) = tokeniser.tokenise(["the plan said lima"])
    assert sentence.token_range(Span(4, 8, "plan")) == (2, 3)
    assert sentence.token_range(Span(14, 18, "lima")) is None


def test_a_sentence_of_5_mb_costs_no_more_than_a_long_one(tokeniser: SentenceTokeniser) -> None:
    endless = "the plan said " * 380_000
    started = time.perf_counter()
    (sentence,) = tokeniser.tokenise([endless])
    assert time.perf_counter() - started < 0.5
    assert len(sentence) == 200


def test_many_sentences_keep_their_order(tokeniser: SentenceTokeniser) -> None:
    texts = ["plan " * (1 + index % 7) for index in range(100)]
    assert [len(sentence) for sentence in tokeniser.tokenise(texts)] == [3 + index % 7 for index in range(100)]
    assert tokeniser.tokenise([]) == []


def test_pad_fills_with_the_id_of_padding_and_a_mask() -> None:
    ids, mask = pad([[2, 5, 3], [2, 3]], pad_id=9)
    assert ids.tolist() == [[2, 5, 3], [2, 3, 9]]
    assert mask.tolist() == [[1, 1, 1], [1, 1, 0]]
    assert ids.dtype == mask.dtype == np.int64


def test_pad_to_a_multiple() -> None:
    ids, mask = pad([[2, 5, 5, 5, 3]], pad_id=0, multiple_of=4)
    assert ids.tolist() == [[2, 5, 5, 5, 3, 0, 0, 0]]
    assert mask.sum() == 5
    assert pad([[2, 5, 5, 3]], pad_id=0, multiple_of=4)[0].shape == (1, 4)


def test_the_id_of_padding_comes_from_the_file(tiny_encoder: Path, tmp_path: Path) -> None:
    content = json.loads((tiny_encoder / "tokenizer.json").read_text(encoding="utf-8"))
    content["padding"] = None
    vocabulary = content["model"]["vocab"]
    vocabulary["<pad>"] = vocabulary.pop("!")
    del vocabulary["[PAD]"]
    (tmp_path / "tokenizer.json").write_text(json.dumps(content), encoding="utf-8")
    assert SentenceTokeniser.from_file(tmp_path / "tokenizer.json", 16).pad_id == vocabulary["<pad>"] != 0


def test_a_bundle_gets_the_same_tokenizer_back(tokeniser: SentenceTokeniser, tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text(tokeniser.to_json(), encoding="utf-8")
    again = SentenceTokeniser.from_file(tmp_path / "tokenizer.json", max_tokens=200)
    text = "“Lima,” said the minister 😀"
    assert again.tokenise([text])[0].ids.tolist() == tokeniser.tokenise([text])[0].ids.tolist()
    assert again.pad_id == tokeniser.pad_id == 0


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    with pytest.raises(BundleError) as fault:
        SentenceTokeniser.from_file(path, 16)
    assert str(fault.value) == f"{path}: no such file; expected the encoder's fast tokenizer (tokenizer.json)"


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    path.write_text("{not json", encoding="utf-8")
    with pytest.raises(BundleError) as fault:
        SentenceTokeniser.from_file(path, 16)
    assert str(fault.value) == f"{path}: not a tokenizer file (key must be a string at line 1 column 2)"


def test_marks_stand_around_speaker_and_target(tiny_encoder: Path, tokeniser: SentenceTokeniser) -> None:
    words = Tokenizer.from_file(str(tiny_encoder / "tokenizer.json"))
    (plain,) = tokeniser.tokenise(["the plan of Lima said"])
    marked = tokeniser.mark(plain, Span(12, 16, "Lima"), Span(0, 16, "the plan of Lima"))
    tokens = [words.id_to_token(token_id) for token_id in marked.ids.tolist()]
    assert tokens == ["[CLS]", "#", "the", "plan", "o", "##f", "@", "lima", "@", "#", "said", "[SEP]"]
    assert [index for index, token in enumerate(tokens) if token in {"@", "#"}] == [1, 6, 8, 9]
    assert [marked.words[index] for index in (1, 6, 8, 9)] == [-1] * 4
    assert marked.token_range(Span(12, 16, "Lima")) == (7, 8)
    assert marked.token_range(Span(0, 21, "the plan of Lima said")) == (2, 11)


def test_what_is_not_given_or_was_cut_off_has_no_marks(tokeniser: SentenceTokeniser) -> None:
    (plain,) = tokeniser.tokenise(["the plan said"])
    assert tokeniser.mark(plain, None, None).ids.tolist() == plain.ids.tolist()
    assert len(tokeniser.mark(plain, None, Span(4, 8, "plan"))) == len(plain) + 2
    assert len(tokeniser.mark(plain, Span(50, 54, "Lima"), None)) == len(plain)


def test_a_vocabulary_without_marks(tmp_path: Path, tiny_encoder: Path) -> None:
    content = json.loads((tiny_encoder / "tokenizer.json").read_text(encoding="utf-8"))
    content["model"]["vocab"] = {name: i for name, i in content["model"]["vocab"].items() if name != "#"}
    (tmp_path / "tokenizer.json").write_text(json.dumps(content), encoding="utf-8")
    tokeniser = SentenceTokeniser.from_file(tmp_path / "tokenizer.json", 64)
    (plain,) = tokeniser.tokenise(["the plan"])
    with pytest.raises(ConfigError, match=r"has no token '#' to mark pairs with. Cure: model.marked_pairs=0"):
        tokeniser.mark(plain, None, Span(4, 8, "plan"))
