"""From the heads' answers to spans and opinions (docs/design.md, "Decoding a sentence")."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from newstance.calibration import softmax
from newstance.inference.engine import TokenRange
from newstance.labels import NEUTRAL, TAGS
from newstance.records import Mention, Opinion, Span
from newstance.tokenising import TokenisedSentence

JOINERS = "-'’"
POSSESSIVE = re.compile(r"['’]s\b")

EDGE_WORDS = (
    *("the", "a", "an", "and", "or", "that", "who", "when", "while", "as", "said", "says"),
    *("of", "by", "with", "to", "on", "in", "at", "for", "from", "against", "over", "about", "into"),
)
_FORWARD, _BACKWARD = "|".join(EDGE_WORDS), "|".join(word[::-1] for word in EDGE_WORDS)
NOT_FIRST = re.compile(rf"(?:['’]s\b|\b(?:{_FORWARD})(?![\w-])|[\s,;:.)\]—–-])+")
NOT_LAST = re.compile(rf"(?:\bs['’]|\b(?:{_BACKWARD})(?![\w-])|[\s,;:(\[—–'’-])+")
"""What no span begins with, and, read backwards, what none ends with (counted: 6 of 16,573 labelled spans do)."""

OUTSIDE, BEGIN, INSIDE = (TAGS.index(tag) for tag in ("O", "B", "I"))


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A span that a tag head found, in characters and in tokens."""

    span: Span
    tokens: TokenRange


@dataclass(frozen=True, slots=True)
class Candidate:
    """A speaker and a target that may form an opinion; None where unknown.

    A ``faint`` target is too unsure to be one by itself, but better than none for an opinion that has no other.
    """

    speaker: TaggedSpan | None
    target: TaggedSpan | None
    faint: bool = False

    @property
    def known(self) -> int:
        """How many of the two are known."""
        return (self.speaker is not None) + (self.target is not None)


def decode_spans(
    logits: NDArray[np.float32], sentence: TokenisedSentence, text: str, threshold: float
) -> tuple[TaggedSpan, ...]:
    """Spans from tag logits [T, 3]: runs of tokens where P(B) + P(I) reaches ``threshold``, grown to whole words."""
    probs = softmax(logits[: len(sentence)])
    inside = (1.0 - probs[:, OUTSIDE] >= threshold) & (sentence.words >= 0)
    spans: list[TaggedSpan] = []
    for position in np.flatnonzero(inside).tolist():
        if spans and position < spans[-1].tokens[1]:
            continue  # already part of a span that was grown to its word's end
        starts_new = probs[position, BEGIN] > probs[position, INSIDE]
        if spans and position == spans[-1].tokens[1] and not starts_new:
            spans[-1] = _whole_words(spans[-1].tokens[0], position + 1, sentence, text)
        else:
            spans.append(_whole_words(position, position + 1, sentence, text))
    trimmed = (_trimmed(found, sentence, text) for found in spans)
    return tuple(found for found in trimmed if found is not None)


def _trimmed(found: TaggedSpan, sentence: TokenisedSentence, text: str) -> TaggedSpan | None:
    """The span without what the codebook leaves outside: articles, possessive, conjunctions and marks at its edges."""
    words = found.span.text
    start = found.span.start + _end_of(NOT_FIRST.match(words))
    end = found.span.end - _end_of(NOT_LAST.match(words[::-1]))
    if start >= end:
        return None
    span = Span(start, end, text[start:end])
    tokens = sentence.token_range(span)
    return None if tokens is None else TaggedSpan(span, tokens)


def _end_of(match: re.Match[str] | None) -> int:
    return match.end() if match else 0


def _whole_words(first: int, end: int, sentence: TokenisedSentence, text: str) -> TaggedSpan:
    while first > 0 and _inseparable(first, sentence, text):
        first -= 1
    while end < len(sentence) and _inseparable(end, sentence, text):
        end += 1
    start, stop = int(sentence.offsets[first, 0]), int(sentence.offsets[end - 1, 1])
    return TaggedSpan(Span(start, stop, text[start:stop]), (first, end))


def _inseparable(position: int, sentence: TokenisedSentence, text: str) -> bool:
    """Whether a token and the one before it are one written word: tokenizers part ``Jean-Luc`` and ``O'Neill``."""
    if sentence.words[position - 1] == sentence.words[position]:
        return True
    start, end = (int(offset) for offset in sentence.offsets[position])
    touching = sentence.words[position - 1] >= 0 and sentence.words[position] >= 0 and start > 0
    if not touching or sentence.offsets[position - 1, 1] != start:
        return False
    return _joins(start - 1, text) or (end - start == 1 and _joins(start, text))


def _joins(place: int, text: str) -> bool:
    """Whether the character at ``place`` is a hyphen or apostrophe within a word; a possessive 's stays outside."""
    before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    if text[place] not in JOINERS or not (before.isalnum() and after.isalnum()):
        return False
    return text[place] == "-" or POSSESSIVE.match(text, place) is None


Answer = tuple[Candidate, NDArray[np.float32]]
"""A candidate and the stance probabilities [stances] for it."""

MAX_SPANS = 8
"""More speakers or targets than this stand in no sentence, only in lists and tables, where pairs would run away."""

FAINT_TAG = 0.1
FAINT_STANCE = 0.3
"""From which P(B) + P(I) words may be the target of an opinion that has none, and from which probability of its stance
toward them they are (of 0.05 to 0.3 and 0 to 0.5, what found the most opinions of validation and ``dispatches``)."""


def faint_targets(
    logits: NDArray[np.float32], sentence: TokenisedSentence, text: str, targets: Sequence[TaggedSpan]
) -> tuple[TaggedSpan, ...]:
    """What might be a target beside the ``targets`` found, from tag logits [T, 3]."""
    found = decode_spans(logits, sentence, text, FAINT_TAG)
    return tuple(one for one in found if not any(one.span.overlaps(target.span) for target in targets))


def candidates(
    speakers: Sequence[TaggedSpan], targets: Sequence[TaggedSpan], faint: Sequence[TaggedSpan] = ()
) -> list[Candidate]:
    """All (speaker or unknown) x (target, faint target or unknown) that do not overlap, without (unknown, unknown).

    Of more than ``MAX_SPANS`` speakers or targets the first ones are taken.
    """
    sure = [Candidate(speaker, target) for speaker, target in _apart(speakers, (*targets[:MAX_SPANS], None))]
    return sure + [Candidate(speaker, target, faint=True) for speaker, target in _apart(speakers, faint[:MAX_SPANS])]


def _apart(
    speakers: Sequence[TaggedSpan], targets: Sequence[TaggedSpan | None]
) -> Iterator[tuple[TaggedSpan | None, TaggedSpan | None]]:
    for speaker, target in product((*speakers[:MAX_SPANS], None), targets):
        if (speaker or target) and not (speaker and target and speaker.span.overlaps(target.span)):
            yield speaker, target


def decode_opinions(
    options: Sequence[Candidate],
    probs: NDArray[np.float32],
    stances: Sequence[str],
    own_probs: NDArray[np.float32],
    threshold: float,
) -> tuple[Opinion, ...]:
    """The sentence's opinions, the main one first; none where the sentence's own stance is neutral.

    ``probs`` [len(options), stances] are the calibrated answers for each candidate, ``own_probs`` [stances] those
    for the sentence. Of each speaker and stance only the best target stays, and a known one goes before an unknown.
    The first opinion always has the sentence's own stance. What is left without a target gets the likeliest other one.
    """
    own = stances[int(own_probs.argmax())]
    if own == NEUTRAL:
        return ()
    answers = list(zip(options, probs, strict=True))
    sure = [(option, row) for option, row in answers if not option.faint]
    held = [(option, row) for option, row in sure if 1.0 - row[stances.index(NEUTRAL)] >= threshold]
    kept = _best_of_each_speaker([_best_stance(option, row, stances) for option, row in held])
    if not any(opinion.stance == own for opinion in kept):
        kept = [_main_opinion(sure, stances.index(own), own, own_probs), *kept]
    kept = [_with_target(opinion, kept, answers, stances.index(opinion.stance)) for opinion in kept]
    return tuple(sorted(kept, key=lambda opinion: (opinion.stance != own, -opinion.prob)))


def _best_stance(option: Candidate, row: NDArray[np.float32], stances: Sequence[str]) -> Opinion:
    taken = [index for index, stance in enumerate(stances) if stance != NEUTRAL]
    best = max(taken, key=lambda index: row[index])
    return _opinion(option, stances[best], float(row[best]))


def _opinion(option: Candidate, stance: str, prob: float) -> Opinion:
    speaker = Mention(option.speaker.span) if option.speaker else None
    target = Mention(option.target.span) if option.target else None
    return Opinion(stance, speaker, target, prob)


def _best_of_each_speaker(opinions: Sequence[Opinion]) -> list[Opinion]:
    """One opinion for each speaker and stance; without a speaker only where nobody else has that target or stance."""
    best: dict[tuple[str, Mention | None], Opinion] = {}
    for opinion in opinions:
        key = (opinion.stance, opinion.speaker)
        if key not in best or _rank(opinion) > _rank(best[key]):
            best[key] = opinion
    spoken = {opinion.stance for opinion in best.values() if opinion.speaker}
    return [opinion for opinion in best.values() if opinion.speaker or opinion.stance not in spoken]


def _rank(opinion: Opinion) -> tuple[bool, float]:
    return opinion.target is not None, opinion.prob


def _main_opinion(sure: Sequence[Answer], own: int, stance: str, own_probs: NDArray[np.float32]) -> Opinion:
    """The best holder of the sentence's own stance where no candidate passed the threshold."""
    if not sure:
        return Opinion(stance, None, None, float(own_probs[own]))
    option, row = max(sure, key=lambda answer: (answer[0].known, answer[1][own]))
    return _opinion(option, stance, float(row[own]))


def _with_target(opinion: Opinion, others: Sequence[Opinion], answers: Sequence[Answer], stance: int) -> Opinion:
    """An opinion without a target with the likeliest that its speaker has no other opinion of, if one is likely."""
    if opinion.target is not None:
        return opinion
    taken = {other.target for other in others if other.speaker == opinion.speaker}  # None, its own, among them
    likely = [
        (float(row[stance]), other.target)
        for option, row in answers
        if (other := _opinion(option, opinion.stance, 0.0)).speaker == opinion.speaker and other.target not in taken
    ]
    prob, target = max(likely, key=lambda one: one[0], default=(0.0, None))
    return replace(opinion, target=target) if prob >= FAINT_STANCE else opinion
