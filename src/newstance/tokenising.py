"""The one tokenising path: training, evaluation and inference all turn sentences into tokens here.

It reads a ``tokenizer.json`` (Hugging Face *tokenizers*), with the padding and truncation that the file may have
switched on switched off again: how long a batch is, is decided here alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from newstance.errors import BundleError, ConfigError
from newstance.records import Span

CHARACTERS_PER_TOKEN = 12
"""No text is looked at beyond this many characters a token: a sentence of 5 MB costs no more than a long one."""

SPEAKER_MARK, TARGET_MARK = "@", "#"
"""Stand before and behind the speaker and the target of a marked pair: punctuation, which encoders know already and
which served Zhou & Chen (2022) better than new tokens."""

MARK_TOKENS = 4
"""How many tokens the marks of a pair add at most."""

PAD_TOKENS = ("[PAD]", "<pad>", "<|pad|>", "<|endoftext|>")


@dataclass(frozen=True, slots=True)
class TokenisedSentence:
    """A sentence's tokens, special tokens included.

    ``ids`` [T]; ``offsets`` [T, 2] code points into the sentence, (0, 0) for special tokens;
    ``words`` [T] index of each token's word, -1 for special tokens.
    """

    ids: NDArray[np.int64]
    offsets: NDArray[np.int64]
    words: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)

    def token_range(self, span: Span) -> tuple[int, int] | None:
        """The half-open range of tokens that share a character with ``span``; None where it was cut off."""
        starts, ends = self.offsets[:, 0], self.offsets[:, 1]
        touching = np.flatnonzero((starts < span.end) & (ends > span.start))
        return (int(touching[0]), int(touching[-1]) + 1) if len(touching) else None


class SentenceTokeniser:
    """Tokenises sentences with at most ``max_tokens`` tokens each, special tokens included."""

    def __init__(self, tokenizer: Tokenizer, max_tokens: int) -> None:
        self._tokenizer = tokenizer
        self.max_tokens = max_tokens
        self.pad_id = _pad_id(tokenizer)
        tokenizer.no_padding()
        tokenizer.enable_truncation(max_length=max_tokens)

    @classmethod
    def from_file(cls, path: Path, max_tokens: int) -> "SentenceTokeniser":
        """Reads ``tokenizer.json``; raises BundleError where it is missing or broken."""
        try:
            return cls(Tokenizer.from_str(path.read_text(encoding="utf-8")), max_tokens)
        except FileNotFoundError:
            raise BundleError(f"{path}: no such file; expected the encoder's fast tokenizer (tokenizer.json)") from None
        except Exception as fault:  # the Rust library raises bare Exception
            raise BundleError(f"{path}: not a tokenizer file ({fault})") from fault

    def tokenise(self, sentences: Sequence[str]) -> list[TokenisedSentence]:
        """Tokenises all sentences at once, on all cores."""
        limit = self.max_tokens * CHARACTERS_PER_TOKEN
        encodings = self._tokenizer.encode_batch([sentence[:limit] for sentence in sentences])
        return [
            TokenisedSentence(
                ids=np.array(encoding.ids, dtype=np.int64),
                offsets=np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2),
                words=np.array([-1 if word is None else word for word in encoding.word_ids], dtype=np.int64),
            )
            for encoding in encodings
        ]

    def mark(self, sentence: TokenisedSentence, speaker: Span | None, target: Span | None) -> TokenisedSentence:
        """The sentence with marks around a pair, ``MARK_TOKENS`` longer at most; readers take them for special tokens.

        Raises:
            ConfigError: the tokenizer does not know the marks.
        """
        places: list[int] = []
        ids: list[int] = []
        for span, mark in ((speaker, SPEAKER_MARK), (target, TARGET_MARK)):
            tokens = sentence.token_range(span) if span is not None else None
            if tokens is not None:
                places += tokens
                ids += [self._mark_id(mark)] * len(tokens)
        return TokenisedSentence(
            ids=np.insert(sentence.ids, places, ids),
            offsets=np.insert(sentence.offsets, places, 0, axis=0),
            words=np.insert(sentence.words, places, -1),
        )

    def _mark_id(self, mark: str) -> int:
        token_id = self._tokenizer.token_to_id(mark)
        if token_id is None:
            fault = f"the encoder's tokenizer has no token {mark!r} to mark pairs with"
            raise ConfigError(f"{fault}. Cure: model.marked_pairs=0")
        return int(token_id)

    def to_json(self) -> str:
        """The content of ``tokenizer.json``, for a bundle."""
        return str(self._tokenizer.to_str(pretty=False))


def pad(
    rows: Sequence[NDArray[np.int64] | Sequence[int]], pad_id: int, multiple_of: int = 1
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pads rows of token ids to one length: ``input_ids`` and ``attention_mask``, both [B, T] int64."""
    longest = max(len(row) for row in rows)
    width = -(-longest // multiple_of) * multiple_of
    input_ids = np.full((len(rows), width), pad_id, dtype=np.int64)
    attention_mask = np.zeros((len(rows), width), dtype=np.int64)
    for index, row in enumerate(rows):
        input_ids[index, : len(row)] = row
        attention_mask[index, : len(row)] = 1
    return input_ids, attention_mask


def _pad_id(tokenizer: Tokenizer) -> int:
    if tokenizer.padding:
        return int(tokenizer.padding["pad_id"])
    for token in PAD_TOKENS:
        token_id = tokenizer.token_to_id(token)
        if token_id is not None:
            return int(token_id)
    return 0
