"""The noun that heads a phrase without a name, with what the codebook marks of it.

``three Western diplomats in Port Lum`` gives *Western diplomats*, ``his former colleague`` *former colleague*: no
article, possessive, number or age.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from newstance.attribution.lexicon import BODY_WORDS, DETERMINERS, FUNCTION_WORDS, ROLES, SPEECH_VERBS
from newstance.attribution.names import names_in
from newstance.attribution.speech_verbs import ADVERB, ALONE
from newstance.attribution.thing_words import ING_NOUNS, NUMBERS, PAST_FORMS
from newstance.records import Span

WORD: Final = re.compile(r"[^\W_][\w'’-]*")
OWNER: Final = ("'s", "’s", "s'", "s’")
_HEAD_ENDS: Final = re.compile(
    ALONE.format(
        "of|for|in|at|on|by|from|with|to|outside|inside|behind|beside|under|over|during|about|against|among|near|who"
        "|which|that|close|familiar|and|has|have|had|is|are|was|were|be|been|can|could|will|would|should|may|might|must"
        "|shall|do|does|did|also|later|then|left|seen|sent|obtained|published|released|written"
    )
)
_JOINT: Final = re.compile(r"(?:[a-z]+ and [a-z]+ ([a-z]+)|[A-Z]\w+ and [A-Z]\w+ ([A-Z]\w+))\b")
_BEFORE_NOUN: Final = DETERMINERS | NUMBERS | {"few", "many", "more", "most", "no", "several"}
_NO_MODIFIERS: Final = (FUNCTION_WORDS | SPEECH_VERBS | {"different", "larger", "own", "smaller"}) - {"first", "former"}
FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|does|did|wants|sees|says|puts|takes"
    r"|makes|keeps|gets|goes|offers|remains|comes)\b"
)


def head_of(text: str, start: int, end: int) -> Span | None:
    """The noun of ``the ministry's chief spokesman for X``, with what else says who it is: *chief spokesman*."""
    at = text.find("head of state", start, end)
    if at >= 0:
        return span_of(text, at, at + len("head of state"))
    words = list(WORD.finditer(text, start, _head_end(text, start, end)))
    while words and (ADVERB.fullmatch(words[-1].group()) or words[-1].group().casefold() in FUNCTION_WORDS):
        words.pop()
    if not words or (words[-1].group()[0].isdigit() and not words[-1].group().endswith("old")):
        return None
    if is_verb(words, len(words) - 1):
        return None
    words = words[: next((at for at in range(1, len(words)) if is_verb(words, at)), None)]
    if words[-1].group().casefold() in FUNCTION_WORDS:
        return None
    names = names_in(text, start, end) if words[-1].group()[0].isupper() else []
    name = next((name.span for name in names if name.span.end == words[-1].end()), None)
    return name or span_of(text, _first_modifier(text, words), words[-1].end())


def _head_end(text: str, start: int, end: int) -> int:
    """Where a noun's phrase ends; *and* may join two of its modifiers (``the work and pensions secretary``)."""
    position = start
    for stop in _HEAD_ENDS.finditer(text, start, end):
        before = list(WORD.finditer(text, position, stop.start()))[-1:]
        if not before or not _joins_modifiers(text, before[0].start(), end):
            return stop.start()
        position = stop.end()
    return end


def _joins_modifiers(text: str, start: int, end: int) -> bool:
    joint = _JOINT.match(text, start, end)
    noun = (joint.group(1) or joint.group(2).casefold()) if joint else ""
    return joint is not None and noun in ROLES | BODY_WORDS and joint.group().split()[0] not in ROLES


def _first_modifier(text: str, words: Sequence[re.Match[str]]) -> int:
    """Where a noun and the words before it that say who it is begin (*track inspector*); ``words`` end with it."""
    first = len(words) - 1
    while first > 0 and _modifies(text, words, first - 1):
        first -= 1
    return words[first].start()


def _modifies(text: str, words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a word says who the noun after it is: no possessive, number, age, adverb or verb."""
    word = words[at].group().casefold()
    if word == "and":
        return at > 0 and _joins_modifiers(text, words[at - 1].start(), words[-1].end())
    plain = word not in _NO_MODIFIERS and not word[0].isdigit() and not ADVERB.fullmatch(word)
    adjacent = text[words[at].end() : words[at + 1].start()].isspace()
    return plain and adjacent and not word.endswith(OWNER) and not is_verb(words, at)


def is_verb(words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a word is a verb; one that comes first or that a determiner or owner leads to (*the accused*) is none."""
    word, before = words[at].group(), words[at - 1].group().casefold() if at else ""
    nominal = not before or before in _BEFORE_NOUN or before[0].isdigit() or before.endswith((*OWNER, "ly"))
    return (
        not nominal
        and word.islower()
        and (word in PAST_FORMS or (word.endswith(("ed", "ing")) and word not in ING_NOUNS))
    )


def verbs_in(text: str, start: int, end: int) -> Iterator[int]:
    """Where the verbs of a clause begin, as far as their forms tell."""
    words = list(WORD.finditer(text, start, end))
    return (
        word.start() for at, word in enumerate(words) if at and (FINITE.fullmatch(word.group()) or is_verb(words, at))
    )


def span_of(text: str, start: int, end: int) -> Span:
    """The span at ``text[start:end]``."""
    return Span(start, end, text[start:end])
