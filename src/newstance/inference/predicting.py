"""From sentences to predictions: batches by length, one encoder pass each, all pairs scored at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

import numpy as np
from numpy.typing import NDArray

from newstance.calibration import Calibration
from newstance.inference.decoding import (
    Candidate,
    TaggedSpan,
    candidates,
    decode_opinions,
    decode_spans,
    faint_targets,
)
from newstance.inference.engine import Encoded, Engine, PairQuestion, TokenRange
from newstance.labels import LabelSet
from newstance.predictions import FloatArray, Prediction
from newstance.records import Pair, Span
from newstance.tokenising import SentenceTokeniser, TokenisedSentence, pad

BATCH_SENTENCES = 32
BATCH_TOKENS = 2048
"""A batch holds at most so many sentences and so many padded tokens: long sentences come in smaller batches."""

TINY = 1e-9
"""No stance is less probable to two readings together, so that even those that contradict each other have a mean."""

PAIR_TOKENS = 65_536
"""Pairs are scored so many padded tokens at a time (100 MB of hidden states of 384 dimensions)."""


@dataclass(frozen=True, slots=True)
class EncodedBatch:
    """A batch after the encoder's pass; ``rows`` are the positions of its sentences in the caller's list."""

    rows: tuple[int, ...]
    texts: tuple[str, ...]
    sentences: tuple[TokenisedSentence, ...]
    encoded: Encoded


@dataclass(frozen=True, slots=True)
class Predictor:
    """A model ready to read: engine, tokeniser, labels and calibration. ``name`` goes into every annotation."""

    engine: Engine
    tokeniser: SentenceTokeniser
    labels: LabelSet
    calibration: Calibration
    name: str

    def predict(
        self,
        texts: Sequence[str],
        questions: Sequence[Sequence[Pair]] | None = None,
    ) -> list[Prediction]:
        """One prediction a text, in the order of ``texts``.

        ``questions`` are pairs to answer beside the model's own candidates (their ``stance`` is not read). A span of
        theirs that lies beyond the tokens that the model reads is asked as unknown. A model that reads marks reads each
        of these pairs in a pass of its own as well, and answers with the geometric mean of both.
        """
        if questions is None or not self.calibration.reads_marks:
            return self._in_one_pass(texts, questions)
        both = zip(self._in_one_pass(texts, questions), self.marked_logits(texts, questions), strict=True)
        return [self._agreed(found, marked) for found, marked in both]

    def _in_one_pass(self, texts: Sequence[str], questions: Sequence[Sequence[Pair]] | None) -> list[Prediction]:
        predictions: dict[int, Prediction] = {}
        for batch in self.encode(texts):
            predictions |= self.decode(batch, questions)
        return [predictions[row] for row in range(len(texts))]

    def _agreed(self, found: Prediction, marked: NDArray[np.float32]) -> Prediction:
        """The prediction, its pairs answered by both readings: among all others, and marked (logits)."""
        among_others = cast("FloatArray", found.pair_probs)  # which a Predictor always has
        joint = np.sqrt(among_others * self.calibration.marked_probs(marked)).clip(min=TINY)
        return replace(found, pair_probs=joint / joint.sum(axis=-1, keepdims=True))

    def encode(self, texts: Sequence[str]) -> Iterator[EncodedBatch]:
        """Encodes texts in batches of similar length, the longest first."""
        for rows, members, encoded in self._encode(self.tokeniser.tokenise(texts)):
            yield EncodedBatch(rows, tuple(texts[row] for row in rows), members, encoded)

    def marked_logits(self, texts: Sequence[str], questions: Sequence[Sequence[Pair]]) -> list[NDArray[np.float32]]:
        """Stance logits [pairs, stances] for each text, from one pass a pair over the text with the pair marked."""
        plain = self.tokeniser.tokenise(texts)
        asked = [(sentence, pair) for sentence, pairs in zip(plain, questions, strict=True) for pair in pairs]
        marked = [self.tokeniser.mark(sentence, pair.speaker, pair.target) for sentence, pair in asked]
        logits = np.zeros((len(asked), len(self.labels.stances)), dtype=np.float32)
        for rows, members, encoded in self._encode(marked):
            pairs = [asked[row][1] for row in rows]
            logits[list(rows)] = self.engine.score_pairs(
                encoded,
                [
                    PairQuestion(place, _tokens(pair.speaker, sentence), _tokens(pair.target, sentence))
                    for place, (pair, sentence) in enumerate(zip(pairs, members, strict=True))
                ],
            )
        ends = np.cumsum([0, *(len(pairs) for pairs in questions)])
        return [logits[start:end] for start, end in pairwise(ends)]

    def _encode(
        self, sentences: Sequence[TokenisedSentence]
    ) -> Iterator[tuple[tuple[int, ...], tuple[TokenisedSentence, ...], Encoded]]:
        for rows in batches_by_length([len(sentence) for sentence in sentences]):
            members = tuple(sentences[row] for row in rows)
            input_ids, attention_mask = pad([sentence.ids for sentence in members], self.tokeniser.pad_id)
            yield rows, members, self.engine.encode(input_ids, attention_mask)

    def decode(self, batch: EncodedBatch, questions: Sequence[Sequence[Pair]] | None = None) -> dict[int, Prediction]:
        """Spans, pairs and opinions of an encoded batch, by row."""
        drafts = [self._draft(batch, place, questions) for place in range(len(batch.rows))]
        asked = [question for draft in drafts for question in draft.questions()]
        logits = self._score(batch.encoded, asked)
        ends = np.cumsum([1 + len(draft.options) + len(draft.pairs) for draft in drafts])
        answers = np.split(logits, ends[:-1])
        parts = zip(batch.rows, drafts, answers, strict=True)
        return {row: self._finish(draft, answer) for row, draft, answer in parts}

    def _score(self, encoded: Encoded, asked: Sequence[PairQuestion]) -> NDArray[np.float32]:
        """Stance logits [P, stances], so many pairs at a time that memory stays small for endless lists of names."""
        size = max(1, PAIR_TOKENS // encoded.attention_mask.shape[1])
        parts = [self.engine.score_pairs(encoded, asked[at : at + size]) for at in range(0, len(asked), size)]
        return np.concatenate(parts)

    def _draft(self, batch: EncodedBatch, place: int, questions: Sequence[Sequence[Pair]] | None) -> "_Draft":
        sentence, text, encoded = batch.sentences[place], batch.texts[place], batch.encoded
        threshold = self.calibration.tag_threshold
        speakers = decode_spans(encoded.speaker_logits[place], sentence, text, threshold)
        targets = decode_spans(encoded.target_logits[place], sentence, text, threshold)
        asked = questions[batch.rows[place]] if questions is not None else ()
        pairs = [(_tokens(pair.speaker, sentence), _tokens(pair.target, sentence)) for pair in asked]
        faint = faint_targets(encoded.target_logits[place], sentence, text, targets)
        options = candidates(speakers, targets, faint)
        return _Draft(place, speakers, targets, options, pairs, encoded.claim_logits[place])

    def _finish(self, draft: "_Draft", logits: NDArray[np.float32]) -> Prediction:
        """``logits`` [1 + candidates + asked pairs, stances], in this order."""
        calibration = self.calibration
        stance_probs = calibration.stance_probs(logits[0])
        pair_probs = calibration.pair_probs(logits[1:])
        option_probs = pair_probs[: len(draft.options)]
        return Prediction(
            stance_probs=stance_probs,
            claim_probs=calibration.claim_probs(draft.claim_logits),
            speakers=tuple(found.span for found in draft.speakers),
            targets=tuple(found.span for found in draft.targets),
            opinions=decode_opinions(
                draft.options, option_probs, self.labels.stances, stance_probs, calibration.opinion_threshold
            ),
            pair_probs=pair_probs[len(draft.options) :],
        )


@dataclass(frozen=True, slots=True)
class _Draft:
    """What the tag heads found in a sentence, before the stance head is asked."""

    place: int
    speakers: tuple[TaggedSpan, ...]
    targets: tuple[TaggedSpan, ...]
    options: list[Candidate]
    pairs: list[tuple[TokenRange | None, TokenRange | None]]
    claim_logits: NDArray[np.float32]

    def questions(self) -> Iterator[PairQuestion]:
        """The sentence itself, then its candidates, then the pairs asked by the caller."""
        yield PairQuestion(self.place, None, None)
        for option in self.options:
            speaker = option.speaker.tokens if option.speaker else None
            target = option.target.tokens if option.target else None
            yield PairQuestion(self.place, speaker, target)
        for speaker, target in self.pairs:
            yield PairQuestion(self.place, speaker, target)


def batches_by_length(lengths: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Positions in batches of similar length, the longest first, within ``BATCH_SENTENCES`` and ``BATCH_TOKENS``."""
    order = sorted(range(len(lengths)), key=lambda row: (-lengths[row], row))
    start = 0
    while start < len(order):
        size = max(1, min(BATCH_SENTENCES, BATCH_TOKENS // lengths[order[start]]))
        yield tuple(order[start : start + size])
        start += size


def _tokens(span: Span | None, sentence: TokenisedSentence) -> TokenRange | None:
    return None if span is None else sentence.token_range(span)
