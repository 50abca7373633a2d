"""Common nouns: which fuller phrase of the article a bare noun stands for.

News introduces a thing by a telling phrase (*river commission*, *closure of the mill*) and goes on with its head noun
(*the commission*), with a noun of the same sense (*the talks* after *negotiations*), or with one that says nothing but
what sort of thing it is (*the measure* after *the maize levy*). The phrase named first is the thing's name.
"""

import re
from collections import deque
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Final

from newstance.attribution.lexicon import DETERMINERS, FUNCTION_WORDS, ROLES, SPEECH_VERBS
from newstance.attribution.names import folded, is_body, opens_sentence
from newstance.attribution.quote_marks import paragraphs
from newstance.attribution.rules import Rule
from newstance.attribution.thing_words import (
    HEADLINE_VERBS,
    ING_NOUNS,
    PAST_FORMS,
    PEOPLE,
    PEOPLE_ENDINGS,
    PLAIN_MODIFIERS,
    SAME_SORT,
    SAME_THING,
)

AFTER_HEAD: Final = re.compile(r"\b(?:of|for|in|at|on|from|with|to|by|against|about|between)\b")
_GOVERNMENT: Final = re.compile(r"(?<=[\w,] )(?!The |Its |Their |A )(?:[A-Z]\w+ )?[A-Z]\w+ government\b")
_CLAUSE: Final = re.compile(r"\b(?:be|should|not)\b")
_OF: Final = re.compile(
    r" of (?!(?:up|as|at|about|more|less|over|its|the|all)\b)[a-z][\w-]+(?: [a-z][\w-]+)?"
    r"(?=[^\w\s]|\n|$| (?:in|on|at|to|as|and|after|for|that|is|was|could|can|would|will)\b)"
)
_STOPS: Final = FUNCTION_WORDS | DETERMINERS | SPEECH_VERBS | HEADLINE_VERBS | PAST_FORMS | PLAIN_MODIFIERS
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")
_COUNTED: Final = re.compile(r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|half|multi)-")
_REACH: Final = 40
_MOST_MODIFIERS: Final = 3
_MOST_MENTIONS: Final = 5
_MOST_PEOPLE: Final = 50
_LONGEST_HEADLINE: Final = 200
_SHORT: Final = 3
_STEM: Final = 5


class Things:
    """The common nouns of one article in reading order; later ones lean on earlier ones."""

    def __init__(self, text: str, rules: frozenset[Rule]) -> None:
        self._text, self._rules = text, rules
        self._known: dict[str, list[str]] = {}
        self._told: dict[str, tuple[int, str]] = {}
        self._people: deque[str] = deque(maxlen=_MOST_PEOPLE)

    def name(self, phrase: str, position: int) -> str:
        """What the phrase at ``position`` stands for; the phrase itself if nothing that was named before."""
        head, others = _head_and_others(phrase)
        if not head or _CLAUSE.search(phrase):
            return phrase
        known = self._known.setdefault(head, [])
        same = self._same_head(phrase, others, known) if Rule.THING in self._rules else phrase
        if same == phrase and " " not in phrase:
            same = self._fuller(phrase, position) or self._other_word(phrase) or phrase
        if same not in known:
            known.append(same)
        self._tell(same, position)
        return same

    def _tell(self, thing: str, position: int) -> None:
        self._told[_head_and_others(thing)[0]] = position, thing
        if is_people(thing):
            self._people.append(thing)

    def _same_head(self, phrase: str, others: frozenset[str], known: Sequence[str]) -> str:
        """What was told of before and has the same head.

        A bare noun can mean any longer phrase (*levy*: *maize levy*); a longer one those that share a word (*screws
        from Vietnam*: *Vietnamese screws*), or a bare noun before (*dismissal of 46 people*: *dismissals*).
        """
        longer = [thing for thing in known if len(thing.split()) > 1]
        if len(phrase.split()) == 1:
            return next(iter((*longer, *known)), None) or self._qualified(phrase)
        shares = (thing for thing in longer if _head_and_others(thing)[1] & others)
        bare = known[0] if not longer and known and AFTER_HEAD.search(phrase) else phrase
        return next(shares, bare)

    def _qualified(self, noun: str) -> str:
        """*the government* is the one that the article names (*the Belgian government*), if it names just one."""
        named = {found.group() for found in _GOVERNMENT.finditer(self._text)} if noun == "government" else set()
        return named.pop() if len(named) == 1 else noun

    def _fuller(self, noun: str, position: int) -> str | None:
        """The first phrase with this noun before ``position`` that has a modifier, of the noun's first mentions."""
        if Rule.FULLER not in self._rules:
            return None
        mentions = (start for start in self._mentions.get(noun.casefold(), ()) if start < position)
        phrases = (widened(self._text, start, start + len(noun)) for start in mentions)
        return next((phrase for phrase in phrases if " " in phrase), None)

    def _other_word(self, noun: str) -> str | None:
        """The thing of the same sense or sort that an opinion was about last, else that the headline names."""
        if Rule.SAME not in self._rules:
            return None
        others = _same_or_sort(_head_and_others(noun)[0])
        told = max((self._told[other] for other in others if other in self._told), default=None)
        if told is not None:
            return told[1]
        people = reversed(self._people) if is_people(noun) else ()
        compound = next((thing for thing in people if _one_in_other(noun, thing)), None)
        return compound or next((self._headline[other] for other in others if other in self._headline), None)

    @cached_property
    def _mentions(self) -> dict[str, list[int]]:
        """Where each word of the text stands first, a few places each."""
        found: dict[str, list[int]] = {}
        for word in _WORD.finditer(self._text):
            places = found.setdefault(word.group().casefold(), [])
            if len(places) < _MOST_MENTIONS:
                places.append(word.start())
        return found

    @cached_property
    def _headline(self) -> dict[str, str]:
        """The phrases of the headline by their head; a headline has a title's length."""
        end = next((end for _, end in paragraphs(self._text)), 0)
        words = _WORD.finditer(self._text, 0, end) if end <= _LONGEST_HEADLINE else ()
        phrases = [widened(self._text, *word.span()) for word in words if word.group().islower()]
        return {_head_and_others(phrase)[0]: phrase for phrase in reversed(phrases)}


def _one_in_other(noun: str, thing: str) -> bool:
    """Whether one compound ends with the other: *men* and *fishermen*, *steelworkers* and *workers*."""
    longer, shorter = sorted((noun.casefold(), thing.casefold()), key=len, reverse=True)
    return " " not in longer and longer.endswith(shorter) and not longer.endswith("women")


def _same_or_sort(head: str) -> frozenset[str]:
    """The nouns that ``head`` can stand for beside itself."""
    groups = [group - {head} for group in SAME_THING if head in group]
    return frozenset().union(*groups, SAME_SORT.get(head, frozenset()))


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
    for word in reversed(list(_WORD.finditer(text, max(0, start - _REACH), start))):
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
    closed = plain in FUNCTION_WORDS or plain in PLAIN_MODIFIERS
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


def is_people(noun: str) -> bool:
    """Whether a noun in the plural means people (*farmers*, *families*)."""
    plain = noun.casefold()
    singular = plain.removesuffix("s")
    return plain in PEOPLE or (plain != singular and (singular in ROLES or singular.endswith(PEOPLE_ENDINGS)))


@lru_cache(maxsize=8192)
def _head_and_others(phrase: str) -> tuple[str, frozenset[str]]:
    """A phrase's head noun without plural ending, and the first letters of its other longer words."""
    words = folded(phrase).split()
    head = folded(AFTER_HEAD.split(phrase)[0]).split()[-1:]
    stems = (word.removesuffix("'s")[:_STEM] for word in words if word not in head and len(word) > _SHORT)
    return "".join(head).removesuffix("s"), frozenset(stems)
