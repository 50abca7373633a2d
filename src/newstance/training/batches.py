"""From examples to encoded rows (Hugging Face *datasets*), and from rows to padded batches of tensors."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

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

MARKED = " marked"
"""Ends the corpus of a row that asks about one pair, marked, of an example that has a row of its own beside it."""

FEATURES = datasets.Features(
    {
        "corpus": datasets.Value("string"),
        "input_ids": datasets.List(datasets.Value("int32")),
        "length": datasets.Value("int32"),
        "speaker_tags": datasets.List(datasets.Value("int8")),
        "target_tags": datasets.List(datasets.Value("int8")),
        "claim": datasets.List(datasets.Value("float32")),
        "pair_speakers": datasets.List(datasets.List(datasets.Value("int16"))),
        "pair_targets": datasets.List(datasets.List(datasets.Value("int16"))),
        "pair_stances": datasets.List(datasets.List(datasets.Value("float32"))),
        "pair_is_sentence": datasets.List(datasets.Value("bool")),
    }
)
"""One encoded example. Tags and claim are empty where the corpus lacks the layer; stances and claims are probabilities:
1 for a gold label, or what a teacher says."""


class Teacher(Protocol):
    """Answers what a corpus does not say, for a student to learn from (``distilling.py``)."""

    @property
    def key(self) -> str:
        """Names the teacher in the cache of encoded examples."""
        ...

    def complete(self, examples: Sequence[Example]) -> "list[Taught]":
        """The examples with every missing layer filled in."""
        ...


@dataclass(frozen=True, slots=True)
class Taught:
    """An example and the probabilities of its labels: ``stance`` [stances], ``claim`` [claims], one row a pair."""

    example: Example
    stance: Sequence[float] | None
    claim: Sequence[float] | None
    pairs: Sequence[Sequence[float]]


def encode_examples(
    examples: Sequence[Example],
    tokeniser: SentenceTokeniser,
    cache: Path | None = None,
    teacher: Teacher | None = None,
    *,
    marked: bool = False,
) -> datasets.Dataset:
    """Encodes examples, or takes them from ``cache``, where they lie under a hash of content, tokenizer and teacher.

    With ``marked`` every pair has a row of its own in which it is marked; of corpora that know nothing else, no other.
    """
    if cache is None:
        return _encoded(examples, tokeniser, teacher, marked=marked)
    place = cache / _content_hash(examples, tokeniser, teacher, marked=marked)
    if not place.is_dir():
        datasets.disable_progress_bars()
        encoded = _encoded(examples, tokeniser, teacher, marked=marked)
        unfinished = place.with_suffix(f".{id(encoded)}.part")
        encoded.save_to_disk(unfinished)
        _move_into_place(unfinished, place)
    return datasets.load_from_disk(place)


def _move_into_place(unfinished: Path, place: Path) -> None:
    """Only what is whole gets its name, so that a killed run leaves no half-written cache behind."""
    try:
        unfinished.rename(place)
    except OSError:
        if not place.is_dir():
            raise
        shutil.rmtree(unfinished)  # another training has encoded the same rows meanwhile


def _content_hash(
    examples: Sequence[Example], tokeniser: SentenceTokeniser, teacher: Teacher | None, *, marked: bool
) -> str:
    digest = hashlib.sha256(tokeniser.to_json().encode())
    for example in examples:
        digest.update(repr(example).encode())
    settings = [STANCES, CLAIMS, TAGS, str(FEATURES), teacher.key if teacher else None, marked]
    digest.update(json.dumps(settings).encode())
    return digest.hexdigest()[:24]


def _encoded(
    examples: Sequence[Example], tokeniser: SentenceTokeniser, teacher: Teacher | None, *, marked: bool
) -> datasets.Dataset:
    taught = teacher.complete(examples) if teacher else [gold(example) for example in examples]
    sentences = tokeniser.tokenise([each.example.text for each in taught])
    both = list(zip(taught, sentences, strict=True))
    rows = [_encoded_row(each, sentence) for each, sentence in both if not (marked and _asks_pairs_alone(each))]
    if marked:
        rows += [row for each, sentence in both for row in _marked_rows(each, sentence, tokeniser)]
    return datasets.Dataset.from_list(rows, features=FEATURES)


def _asks_pairs_alone(taught: Taught) -> bool:
    example = taught.example
    return taught.stance is None and taught.claim is None and example.speakers is None and example.targets is None


def _marked_rows(taught: Taught, sentence: TokenisedSentence, tokeniser: SentenceTokeniser) -> Iterator[dict[str, Any]]:
    corpus = taught.example.corpus + ("" if _asks_pairs_alone(taught) else MARKED)
    for pair, stances in zip(taught.example.pairs, taught.pairs, strict=True):
        bare = replace(taught.example, corpus=corpus, speakers=None, targets=None, pairs=(pair,))
        marked = tokeniser.mark(sentence, pair.speaker, pair.target)
        yield _encoded_row(Taught(bare, stance=None, claim=None, pairs=[stances]), marked)


def gold(example: Example) -> Taught:
    """The example with its own labels, each certain."""
    return Taught(
        example,
        stance=one_hot(example.stance, STANCES) if example.stance is not None else None,
        claim=one_hot(example.claim, CLAIMS) if example.claim is not None else None,
        pairs=[one_hot(pair.stance, STANCES) for pair in example.pairs],
    )


def shares_with_marked(sources: Mapping[str, float], marked_pairs: float) -> dict[str, float]:
    """The share of an epoch of each corpus's rows, and of the marked rows beside them."""
    return {**sources, **{corpus + MARKED: share * marked_pairs for corpus, share in sources.items()}}


def one_hot(label: str, names: Sequence[str]) -> list[float]:
    """1 for the label, 0 for the others, in the order of ``names``."""
    return [float(name == label) for name in names]


def _encoded_row(taught: Taught, sentence: TokenisedSentence) -> dict[str, Any]:
    example, questions = taught.example, list(_questions(taught, sentence))
    return {
        "corpus": example.corpus,
        "input_ids": sentence.ids.tolist(),
        "length": len(sentence),
        "speaker_tags": _tags(example.speakers, sentence),
        "target_tags": _tags(example.targets, sentence),
        "claim": list(taught.claim or ()),
        "pair_speakers": [question.speaker for question in questions],
        "pair_targets": [question.target for question in questions],
        "pair_stances": [question.stances for question in questions],
        "pair_is_sentence": [question.is_sentence for question in questions],
    }


@dataclass(frozen=True, slots=True)
class _Question:
    speaker: tuple[int, int]
    target: tuple[int, int]
    stances: Sequence[float]
    is_sentence: bool


def _questions(taught: Taught, sentence: TokenisedSentence) -> Iterator[_Question]:
    if taught.stance is not None:
        yield _Question(UNKNOWN, UNKNOWN, taught.stance, is_sentence=True)
    for pair, stances in zip(taught.example.pairs, taught.pairs, strict=True):
        if not _cut_off(pair, sentence):
            speaker, target = _tokens(pair.speaker, sentence), _tokens(pair.target, sentence)
            yield _Question(speaker, target, stances, is_sentence=False)


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
            "claims": np.array([row["claim"] or [0.0] * len(CLAIMS) for row in rows], dtype=np.float32),
            "pair_rows": np.repeat(np.arange(len(rows)), [len(row["pair_stances"]) for row in rows]),
            "pair_speakers": _masks(rows, "pair_speakers", width),
            "pair_targets": _masks(rows, "pair_targets", width),
            "pair_stances": _probabilities([stances for row in rows for stances in row["pair_stances"]]),
            "pair_is_sentence": np.array([own for row in rows for own in row["pair_is_sentence"]], dtype=bool),
        }
        return {name: torch.from_numpy(array) for name, array in arrays.items()}


def _probabilities(rows: Sequence[Sequence[float]]) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(STANCES))


def _padded_tags(rows: Sequence[Sequence[int]], width: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    tags = np.full((len(rows), width), IGNORED, dtype=np.int64)
    for index, row in enumerate(rows):
        tags[index, : len(row)] = row
    return tags


def _masks(rows: Sequence[Mapping[str, Any]], column: str, width: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    ranges = [tuple(tokens) for row in rows for tokens in row[column]]
    return span_masks([None if tokens == UNKNOWN else tokens for tokens in ranges], width)
