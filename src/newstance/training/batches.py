"""From examples to encoded rows (Hugging Face *datasets*), and from rows to padded batches of tensors."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import datasets
import numpy as np
import torch
from torch import Tensor

from newstance.inference.engine import span_masks
from newstance.labels import CLAIMS, STANCES, TAGS
from newstance.records import Example, Pair, Span
from newstance.tokenising import SentenceTokeniser, TokenisedSentence, pad
from newstance.training.model import IGNORED

UNKNOWN = (-1, -1)
"""How an encoded row writes a speaker or target that is not given."""

FEATURES = datasets.Features(
    {
        "corpus": datasets.Value("string"),
        "input_ids": datasets.List(datasets.Value("int32")),
        "length": datasets.Value("int32"),
        "speaker_tags": datasets.List(datasets.Value("int8")),
        "target_tags": datasets.List(datasets.Value("int8")),
        "claim": datasets.Value("int8"),
        "pair_speakers": datasets.List(datasets.List(datasets.Value("int16"))),
        "pair_targets": datasets.List(datasets.List(datasets.Value("int16"))),
        "pair_stances": datasets.List(datasets.Value("int8")),
        "pair_is_sentence": datasets.List(datasets.Value("bool")),
    }
)
"""One encoded example. Tag lists are empty and labels -100 where the corpus lacks the layer."""


def encode_examples(
    examples: Sequence[Example], tokeniser: SentenceTokeniser, cache: Path | None = None
) -> datasets.Dataset:
    """Encodes examples, or takes them from ``cache``, where they lie under a hash of their content and tokenizer."""
    if cache is None:
        return datasets.Dataset.from_list(list(_encoded_rows(examples, tokeniser)), features=FEATURES)
    place = cache / _content_hash(examples, tokeniser)
    if not place.is_dir():
        datasets.disable_progress_bars()
        encoded = datasets.Dataset.from_list(list(_encoded_rows(examples, tokeniser)), features=FEATURES)
        unfinished = place.with_suffix(f".{id(encoded)}.part")
        encoded.save_to_disk(unfinished)
        unfinished.rename(place)  # so that a killed run leaves no half-written cache behind
    return datasets.load_from_disk(place)


def _content_hash(examples: Sequence[Example], tokeniser: SentenceTokeniser) -> str:
    digest = hashlib.sha256(tokeniser.to_json().encode())
    for example in examples:
        digest.update(repr(example).encode())
    digest.update(json.dumps([STANCES, CLAIMS, TAGS, str(FEATURES)]).encode())
    return digest.hexdigest()[:24]


def _encoded_rows(examples: Sequence[Example], tokeniser: SentenceTokeniser) -> Iterator[dict[str, Any]]:
    tokenised = tokeniser.tokenise([example.text for example in examples])
    for example, sentence in zip(examples, tokenised, strict=True):
        yield _encoded_row(example, sentence)


def _encoded_row(example: Example, sentence: TokenisedSentence) -> dict[str, Any]:
    questions = list(_questions(example, sentence))
    return {
        "corpus": example.corpus,
        "input_ids": sentence.ids.tolist(),
        "length": len(sentence),
        "speaker_tags": _tags(example.speakers, sentence),
        "target_tags": _tags(example.targets, sentence),
        "claim": CLAIMS.index(example.claim) if example.claim is not None else IGNORED,
        "pair_speakers": [question.speaker for question in questions],
        "pair_targets": [question.target for question in questions],
        "pair_stances": [STANCES.index(question.stance) for question in questions],
        "pair_is_sentence": [question.is_sentence for question in questions],
    }


@dataclass(frozen=True, slots=True)
class _Question:
    speaker: tuple[int, int]
    target: tuple[int, int]
    stance: str
    is_sentence: bool


def _questions(example: Example, sentence: TokenisedSentence) -> Iterator[_Question]:
    if example.stance is not None:
        yield _Question(UNKNOWN, UNKNOWN, example.stance, is_sentence=True)
    for pair in example.pairs:
        if not _cut_off(pair, sentence):
            speaker, target = _tokens(pair.speaker, sentence), _tokens(pair.target, sentence)
            yield _Question(speaker, target, pair.stance, is_sentence=False)


def _cut_off(pair: Pair, sentence: TokenisedSentence) -> bool:
    """Whether the pair speaks of words beyond the tokeniser's limit."""
    return any(span is not None and sentence.token_range(span) is None for span in (pair.speaker, pair.target))


def _tokens(span: Span | None, sentence: TokenisedSentence) -> tuple[int, int]:
    return UNKNOWN if span is None else sentence.token_range(span) or UNKNOWN


def _tags(spans: Sequence[Span] | None, sentence: TokenisedSentence) -> list[int]:
    """A tag for each token, -100 for special tokens; empty where the corpus lacks the layer."""
    if spans is None:
        return []
    tags = np.where(sentence.words < 0, IGNORED, TAGS.index("O"))
    for span in spans:
        tokens = sentence.token_range(span)
        if tokens is not None:
            tags[tokens[0] : tokens[1]] = TAGS.index("I")
            tags[tokens[0]] = TAGS.index("B")
    return [int(tag) for tag in tags]


@dataclass(frozen=True, slots=True)
class Collator:
    """Pads encoded rows to one batch, to a multiple of ``multiple_of`` tokens (bf16 on a CPU wants 16)."""

    pad_id: int
    multiple_of: int = 1

    def __call__(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, Tensor]:
        """Tensors for ``StanceModel.forward``; P counts the pairs of all B rows together."""
        input_ids, attention_mask = pad([row["input_ids"] for row in rows], self.pad_id, self.multiple_of)
        width = input_ids.shape[1]
        arrays = {
            "input_ids": input_ids,
            "attention_mask": attention_mask,
            "speaker_tags": _padded_tags([row["speaker_tags"] for row in rows], width),
            "target_tags": _padded_tags([row["target_tags"] for row in rows], width),
            "claims": np.array([row["claim"] for row in rows], dtype=np.int64),
            "pair_rows": np.repeat(np.arange(len(rows)), [len(row["pair_stances"]) for row in rows]),
            "pair_speakers": _masks(rows, "pair_speakers", width),
            "pair_targets": _masks(rows, "pair_targets", width),
            "pair_stances": np.array([s for row in rows for s in row["pair_stances"]], dtype=np.int64),
            "pair_is_sentence": np.array([own for row in rows for own in row["pair_is_sentence"]], dtype=bool),
        }
        return {name: torch.from_numpy(array) for name, array in arrays.items()}


def _padded_tags(rows: Sequence[Sequence[int]], width: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    tags = np.full((len(rows), width), IGNORED, dtype=np.int64)
    for index, row in enumerate(rows):
        tags[index, : len(row)] = row
    return tags


def _masks(rows: Sequence[Mapping[str, Any]], column: str, width: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    ranges = [tuple(tokens) for row in rows for tokens in row[column]]
    return span_masks([None if tokens == UNKNOWN else tokens for tokens in ranges], width)
