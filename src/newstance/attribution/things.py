"""Common nouns: which fuller phrase of the article a bare noun stands for.

News introduces a thing by a telling phrase (*river commission*, *closure of the mill*) and goes on with its head noun
(*the commission*), with a noun of the same sense (*the talks* after *negotiations*), or with one that says nothing but
what sort of thing it is (*the measure* after *the maize levy*). The phrase named first is the thing's name.
"""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Final

from newstance.attribution.lexicon import FUNCTION_WORDS, PERSON_WORDS
from newstance.attribution.names import is_body
from newstance.attribution.quote_marks import paragraphs
from newstance.attribution.rules import Rule
from newstance.attribution.thing_phrases import AFTER_HEAD, WORD, is_people, parsed, widened, without_sum
from newstance.attribution.thing_synonyms import ENACTED, SAME_SORT, SAME_THING
from newstance.attribution.thing_words import AMOUNTS, NUMBERS

_GOVERNMENT: Final = re.compile(r"(?<=[\w,] )(?!The |Its |Their |A )(?:[A-Z]\w+ )?[A-Z]\w+ government\b")
_CLAUSE: Final = re.compile(r"\b(?:be|should|not)\b")
_OWNER: Final = re.compile(r"\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Mm]y|[Yy]our) $")
_LONGEST_OWNER: Final = 7
_GROUP: Final = re.compile(
    rf"\b({'|'.join(NUMBERS)}) ((?:[\w-]+ ){{0,2}}?[\w-]*[^\W_](?<!s)s|(?:[\w-]+ )?(?:wo)?men|people)\b", re.I
)
_MOST_MENTIONS: Final = 5
_MOST_PEOPLE: Final = 50
_LEAD: Final = 400
_LONGEST_HEADLINE: Final = 200


class Things:
    """The common nouns of one article in reading order; later ones lean on earlier ones."""

    def __init__(self, text: str, rules: frozenset[Rule]) -> None:
        self._text, self._rules = text, rules
        self._known: dict[str, list[str]] = {}
        self._told: dict[str, tuple[int, str]] = {}
        self._people: deque[str] = deque(maxlen=_MOST_PEOPLE)

    def name(self, phrase: str, position: int) -> str:
        """What the phrase at ``position`` stands for; the phrase itself if nothing that was named before."""
        if phrase.casefold() in NUMBERS and Rule.THING in self._rules:
            return self._counted(phrase, position) or phrase
        phrase = without_sum(phrase)
        head = parsed(phrase).head
        if not head or _CLAUSE.search(phrase):
            return phrase
        known = self._known.setdefault(head, [])
        same = self._same_head(phrase, known) if Rule.THING in self._rules else phrase
        if same == phrase and " " not in phrase:
            same = self._fuller(phrase, position) or self._other_word(phrase, position) or phrase
        elif same == phrase:
            same = self._alike(phrase, position) or phrase
        if same not in known:
            known.append(same)
        self._tell(same, position)
        return same

    def _tell(self, thing: str, position: int) -> None:
        self._told[parsed(thing).head] = position, thing
        if is_people(thing):
            self._people.append(thing)

    def _same_head(self, phrase: str, known: Sequence[str]) -> str:
        """What was told of before and has the same head.

        A bare noun can mean any longer phrase (*levy*: *maize levy*); a longer one those that share a word (*screws
        from Vietnam*: *Vietnamese screws*), or a bare noun before (*dismissal of 46 people*: *dismissals*).
        """
        others = parsed(phrase).others
        longer = [thing for thing in known if len(thing.split()) > 1]
        if len(phrase.split()) == 1:
            fitting = (thing for thing in (*longer, *known) if _agree(phrase, thing))
            return next(fitting, None) or self._qualified(phrase)
        shares = (thing for thing in longer if parsed(thing).others & others)
        bare = known[0] if not longer and known and known[0] != "people" and AFTER_HEAD.search(phrase) else phrase
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

    def _counted(self, number: str, position: int) -> str | None:
        """Whom *the six* are: what the article counted so last before."""
        counted = self._groups.get(number.casefold(), [])
        at = bisect_left(counted, (position, "")) - 1
        return counted[at][1] if at >= 0 else None

    @cached_property
    def _groups(self) -> dict[str, list[tuple[int, str]]]:
        """What the article counts with each number word, and where."""
        found: dict[str, list[tuple[int, str]]] = {}
        for group in _GROUP.finditer(self._text):
            if (
                FUNCTION_WORDS.isdisjoint(group.group(2).casefold().split())
                and parsed(group.group(2)).head not in AMOUNTS
            ):
                found.setdefault(group.group(1).casefold(), []).append((group.start(), group.group(2)))
        return found

    def _other_word(self, noun: str, position: int) -> str | None:
        """The thing of the same sense or sort that an opinion was about last, else that the headline names.

        Else, for *the measure*, the bill or resolution that the article names first.
        """
        if Rule.SAME not in self._rules or _OWNER.search(self._text[max(0, position - _LONGEST_OWNER) : position]):
            return None
        head, plural, _ = parsed(noun)
        sort = SAME_SORT.get(head, frozenset())
        others = dict.fromkeys((*_same(head), *sorted(sort)))
        told = [self._told[other] for other in others if other in self._told]
        if told:
            return max(told, key=lambda thing: (parsed(thing[1]).plural == plural, thing[0]))[1]
        people = reversed(self._people) if is_people(noun) else ()
        compound = next((thing for thing in people if _one_in_other(noun, thing)), None)
        headline = next((self._headline[other] for other in others if other in self._headline), None)
        return compound or headline or (None if plural else self._enacted(sort, position))

    def _enacted(self, sort: frozenset[str], position: int) -> str | None:
        """The first phrase before ``position`` for what is voted on, of a ``sort``."""
        places = ((self._mentions[noun][0], noun) for noun in sort & ENACTED if noun in self._mentions)
        at, noun = min(places, default=(position, ""))
        return widened(self._text, at, at + len(noun)) if at < position else None

    def _alike(self, phrase: str, position: int) -> str | None:
        """What a longer phrase puts in other words: a head of the same sense and a shared word.

        *limit on the size of its army* is the *army cap*. Where the lead says again what the headline said, the head is
        enough (*levy on each litre of petrol*: *fuel levy*).
        """
        if Rule.SAME not in self._rules or position < self._headline_ends:
            return None
        head, _, others = parsed(phrase)
        heads = (head, *_same(head))
        known = [self._told[other][1] for other in heads if other in self._told]
        known += [self._headline[other] for other in heads if other in self._headline]
        if phrase.startswith("people "):
            known += reversed(self._people)
        shared = next((thing for thing in known if parsed(thing).others & others), None)
        return shared or (self._of_headline(heads) if position < self._headline_ends + _LEAD else None)

    def _of_headline(self, heads: Sequence[str]) -> str | None:
        """The phrase of the headline with one of ``heads``, if it has just one."""
        named = [self._headline[head] for head in heads if head in self._headline]
        return named[0] if len(named) == 1 and " " in named[0] else None

    @cached_property
    def _headline_ends(self) -> int:
        """Where the first paragraph ends, if it has a title's length; else 0."""
        end = next((end for _, end in paragraphs(self._text)), 0)
        return end if end <= _LONGEST_HEADLINE else 0

    @cached_property
    def _mentions(self) -> dict[str, list[int]]:
        """Where each word of the text stands first, a few places each."""
        found: dict[str, list[int]] = {}
        for word in WORD.finditer(self._text):
            places = found.setdefault(word.group().casefold(), [])
            if len(places) < _MOST_MENTIONS:
                places.append(word.start())
        return found

    @cached_property
    def _headline(self) -> dict[str, str]:
        """The phrases of the headline by their head."""
        words = list(WORD.finditer(self._text, 0, self._headline_ends))
        title = sum(word.group()[0].isupper() for word in words) > len(words) / 2
        phrases = [widened(self._text, *word.span()) for word in words if title or word.group().islower()]
        return {parsed(phrase).head: phrase for phrase in reversed(phrases)}


def _one_in_other(noun: str, thing: str) -> bool:
    """Whether one compound ends with the other: *men* and *fishermen*, *steelworkers* and *workers*."""
    longer, shorter = sorted((parsed(noun).head, parsed(thing).head), key=len, reverse=True)
    return longer.endswith(shorter) and not longer.endswith("woman")


def _agree(noun: str, thing: str) -> bool:
    """Whether a bare noun can mean a thing named before: *officers* are not the *second officer*."""
    one, other = parsed(noun), parsed(thing)
    return other.plural or not one.plural or not (one.head in PERSON_WORDS or is_body([one.head]))


@lru_cache(maxsize=8192)
def _same(head: str) -> tuple[str, ...]:
    """The other nouns of the same sense."""
    return tuple(sorted({noun for group in SAME_THING if head in group for noun in group if noun != head}))
