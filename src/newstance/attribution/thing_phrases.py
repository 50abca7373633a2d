"""Phrases for things: their head noun, their other words, and how far they reach in a text."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from newstance.attribution.lexicon import DETERMINERS, FUNCTION_WORDS, PERSON_WORDS, SPEECH_VERBS
from newstance.attribution.names import folded, is_body, opens_sentence
from newstance.attribution.thing_words import (
    COLLECTIVES,
    HEADLINE_VERBS,
    ING_NOUNS,
    IRREGULAR_PLURALS,
    NUMBERS,
    PAST_FORMS,
    PEOPLE,
    PEOPLE_ENDINGS,
    PLAIN_MODIFIERS,
    UNITS,
)

AFTER_HEAD: Final = re.compile(
    r"\b(?:of|for|in|at|on|from|with|to|by|against|about|between|who|that|which|whose|where)\b"
)
WORD: Final = re.compile(r"(?<![\w-])[^\W\d_][\w'’-]*")
_OF: Final = re.compile(
    r" of (?!(?:up|as|at|about|more|less|over|its|the|all)\b)[a-z][\w-]+(?: [a-z][\w-]+)?"
    r"(?=[^\w\s]|\n|$| (?:in|on|at|to|as|and|after|for|that|is|was|could|can|would|will)\b)"
)
_STOPS: Final = (
    FUNCTION_WORDS | DETERMINERS | SPEECH_VERBS | HEADLINE_VERBS | PAST_FORMS | PLAIN_MODIFIERS | NUMBERS | UNITS
)
_PARTICIPLE: Final = re.compile(r"\w{2,}(?:ed|ing)$")
_COUNTED: Final = re.compile(r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|half|multi)-")
_SUM: Final = re.compile(r"(?:US|A|C)?[$£€¥]\d[\d.,]*(?:[ -]?(?:m|bn|million|billion|trillion))? (?=\w)")
_REACH: Final = 40
_MOST_MODIFIERS: Final = 3
_SHORT: Final = 3
_SHORTEST_IES: Final = 4
_STEM: Final = 5


class Phrase(NamedTuple):
    """A phrase's head noun in the singular, whether it stands in the plural, and the first letters of its other words.

    Of the other words only those that are long enough to tell something.
    """

    head: str
    plural: bool
    others: frozenset[str]


@lru_cache(maxsize=8192)
def parsed(phrase: str) -> Phrase:
    """The parts of a phrase by which phrases are compared."""
    words = folded(phrase).split()
    before = folded(AFTER_HEAD.split(phrase)[0]).split()
    head = "".join(before[: _participle(before)][-1:])
    others = (word.removesuffix("'s") for word in words if word != head and word not in NUMBERS)
    return Phrase(singular(head), _is_plural(head), frozenset(word[:_STEM] for word in others if len(word) > _SHORT))


def _participle(words: list[str]) -> int:
    """Where a participle begins that follows its noun (*families seeking asylum*), else the number of words."""
    for at, word in enumerate(words[1:], 1):
        follows = _PARTICIPLE.match(word) and word not in ING_NOUNS
        last = at + 1 == len(words) or words[at + 1] in FUNCTION_WORDS
        if (follows or word in PAST_FORMS) and (last or _is_plural(words[at - 1])):
            return at
    return len(words)


def _is_plural(word: str) -> bool:
    return word in IRREGULAR_PLURALS or (singular(word) != word and not word.endswith("'s"))


@lru_cache(maxsize=8192)
def singular(noun: str) -> str:
    """A folded noun without its plural ending (*families*: *family*; *crewmen*: *crewman*)."""
    if noun in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[noun]
    if noun.endswith("men"):
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > _SHORTEST_IES:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    return noun if noun.endswith(("ss", "us", "is")) else noun.removesuffix("s")


def widened(text: str, start: int, end: int) -> str:
    """The phrase around the noun at ``text[start:end]``: *of* and a noun after it, or its modifiers before it.

    Of several words before it only the nearest is sure to be a modifier (*extends police mission*), unless a
    determiner, an owner or a preposition stands before them (*the bank's monetary policy committee*).
    """
    of = _OF.match(text, end)
    if of:
        return text[start : of.end()]
    capital = not is_people(text[start:end]) and not is_body([text[start:end].casefold()])
    modifiers, bounded = _modifiers(text, start, capital)
    return text[modifiers[-1 if bounded else 0].start() : end] if modifiers else text[start:end]


def _modifiers(text: str, start: int, capital: bool) -> tuple[list[re.Match[str]], bool]:
    """The modifiers before ``start``, the nearest first, and whether something bounds them on the left."""
    found: list[re.Match[str]] = []
    for word in reversed(list(WORD.finditer(text, max(0, start - _REACH), start))):
        if text[word.end() : found[-1].start() if found else start] != " ":
            break
        if not _is_modifier(word, capital):
            if word.group() == "to" and len(found) > 1:
                found.pop()  # a verb
            return found[:_MOST_MODIFIERS], _bounds(word.group())
        found.append(word)
    return found[:_MOST_MODIFIERS], False


def _bounds(word: str) -> bool:
    """Whether a word can only stand before a noun phrase: a determiner, an owner, a number, a preposition."""
    plain = word.casefold()
    closed = plain in FUNCTION_WORDS or plain in PLAIN_MODIFIERS or plain in NUMBERS
    return closed or plain.endswith(("'s", "’s")) or _COUNTED.match(plain) is not None


def _is_modifier(word: re.Match[str], capital: bool) -> bool:
    """Whether a word before a noun says what the thing is: a noun or adjective; a name only if ``capital``."""
    plain = word.group().casefold()
    if plain in _STOPS or plain.endswith(("ly", "ed", "est", "'s", "’s")) or _COUNTED.match(plain):
        return False
    if plain.endswith("ing") and plain not in ING_NOUNS:
        return False
    if plain.endswith("s") and not plain.endswith("ss"):
        return False
    return capital or word.group()[0].islower() or opens_sentence(word.string, word.start())


def without_sum(phrase: str) -> str:
    """A phrase without what the thing costs (*$54 billion budget*)."""
    return _SUM.sub("", phrase)


def is_people(phrase: str) -> bool:
    """Whether a phrase's noun stands in the plural and means people (*farmers*, *asylum families*)."""
    noun, plural, _ = parsed(phrase)
    people = noun in PEOPLE or noun in PERSON_WORDS or noun.endswith(PEOPLE_ENDINGS)
    return noun in COLLECTIVES or (plural and people)
