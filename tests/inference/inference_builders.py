"""A tokenised sentence made by hand, and an engine whose answers can be foretold."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from newstance.inference.engine import Encoded, PairQuestion
from newstance.labels import CLAIMS, STANCES
from newstance.tokenising import TokenisedSentence


def tokenised(text: str, pieces: Sequence[Sequence[str]]) -> TokenisedSentence:
    """``text`` cut into words, each word into pieces, between two special tokens."""
    offsets, words, place = [(0, 0)], [-1], 0
    for index, word in enumerate(pieces):
        for piece in word:
            start = text.index(piece, place)
            place = start + len(piece)
            offsets.append((start, place))
            words.append(index)
    ids = np.arange(len(offsets) + 1, dtype=np.int64)
    return TokenisedSentence(ids, np.array([*offsets, (0, 0)], dtype=np.int64), np.array([*words, -1], dtype=np.int64))


def tag_logits(tags: str) -> NDArray[np.float32]:
    """Logits [T, 3] that leave no doubt, for tags such as ``OBIIO`` with the special tokens left out."""
    rows = [["OBI".index(tag) == column for column in range(3)] for tag in f"O{tags}O"]
    return np.where(np.array(rows), 10.0, -10.0).astype(np.float32)


@dataclass
class CountingEngine:
    """Tags nothing; a sentence's stance and claim follow from its number of tokens, a pair's from its spans.

    Claim: the number of real tokens modulo 6. Pair: 1 where only a speaker is given, 2 where only a target is, 3 for
    both; of the sentence itself the number of tokens modulo 4.
    """

    shapes: list[tuple[int, int]] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)

    def encode(self, input_ids: NDArray[np.int64], attention_mask: NDArray[np.int64]) -> Encoded:
        self.shapes.append((input_ids.shape[0], input_ids.shape[1]))
        outside = np.zeros((*input_ids.shape, 3), dtype=np.float32)
        outside[..., 0] = 10.0
        lengths = attention_mask.sum(axis=1)
        claims = 10.0 * np.eye(len(CLAIMS), dtype=np.float32)[lengths % len(CLAIMS)]
        return Encoded(lengths, attention_mask, outside, outside, claims)

    def score_pairs(self, encoded: Encoded, questions: Sequence[PairQuestion]) -> NDArray[np.float32]:
        self.asked.append(len(questions))
        answers = [self._answer(encoded, question) for question in questions]
        return 10.0 * np.eye(len(STANCES), dtype=np.float32)[answers]

    @staticmethod
    def _answer(encoded: Encoded, question: PairQuestion) -> int:
        given = (question.speaker is not None) + 2 * (question.target is not None)
        return given or int(encoded.hidden[question.row]) % len(STANCES)
