"""What the words around a name say of its bearer: role or kind, person or not, gender.

``Foreign Minister Ravindra Holder``, ``Pascaline Dossou, the Beninese foreign minister,`` and ``Stanley Adipi, who leads the
NRM`` make persons and their roles known; ``the gang coalition Baz Lanmè`` and ``Fair Basket, a charity`` make kinds of
bodies known. Gender comes only from such words and from pronouns (see ``discourse``), never from a list of given names.
"""

import re
from dataclasses import dataclass
from typing import Final

from newstance.attribution.lexicon import BODY_WORDS, BUSINESS_WORDS, DETERMINERS, FEMALE_WORDS, MALE_WORDS, ROLES, TITLES
from newstance.attribution.names import Name, folded
from newstance.attribution.speakers import VERB

SHE: Final = "she"
HE: Final = "he"
_BEFORE: Final = re.compile(r"(?:^|[,.;:!?\n“”\"()–—])\s*([^,.;:!?\n“”\"()–—]{2,90}?)(,? )$")
_AFTER: Final = re.compile(r"(?:, | \()(?:\d{1,3}, )?([^,.;:!?\n“”\"()]{2,110})")
_WHO_LEADS: Final = re.compile(r",(?: \d{1,3},)?(?: [^,.;\n“”\"]{2,60})? who (?:also )?(?:leads?|heads?|chairs?|led|headed|chaired)\b([^,.;\n]*)")
_AGE_OR_WHO: Final = re.compile(r"(?:'s)?(?:, \d{1,3}\b|, who\b| \(\d{1,2}\))")
_OFFICER_OF: Final = re.compile(r"['’]s? (?:\w+ )?(?:chief executive|CEO|shares|customers|managing director)\b")
_STOCK: Final = re.compile(r"^(?:Inc|Corp|Ltd|plc|AG|SA|SE|GmbH|Holdings?|Group|Industries|Logistics|Securities|Airlines|Motors)$")
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")
_TAIL: Final = re.compile(r"\b(?:of|for|who|which|whose|that|at|in|from|with|under|on|close|and|to|than|as|there)\b")
_LEADER_KINDS: Final = ("leader", "head", "chief")
_REACH: Final = 100
_LONGEST: Final = 7
_HEAD_OF_STATE: Final = re.compile(r"\bhead of state\b")
_ARTICLE: Final = re.compile(r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)|[\w’'-]+['’]s|[a-z]['’]) ")
_WOMAN: Final = re.compile(r"[^.!?\n“”\"]*?\bfirst (?:woman|female)\b")
_SINGULAR: Final = frozenset({"press", "congress"})
_KINDS: Final = ROLES | TITLES | BODY_WORDS | BUSINESS_WORDS


@dataclass(frozen=True, slots=True)
class Bearer:
    """What one mention's surroundings say: nouns with their modifiers, whether a person bears the name, and gender."""

    kinds: tuple[tuple[str, frozenset[str]], ...] = ()
    person: bool | None = None
    gender: str | None = None


def bearer(text: str, name: Name) -> Bearer:
    """What the words around ``name`` say of who bears it."""
    phrases = [phrase for phrase in (name.title, _before(text, name), _after(text, name)) if phrase]
    kinds = tuple(kind for phrase in phrases for kind in kinds_of(phrase))
    leads = _WHO_LEADS.match(text, name.span.end)
    if leads:
        led = frozenset(folded(leads.group(1)).split())
        kinds += tuple((kind, led) for kind in _LEADER_KINDS)
    if _OFFICER_OF.match(text, name.span.end) or any(_STOCK.match(word) for word in name.span.text.split()):
        kinds += (("company", frozenset()),)
    words = {noun.casefold().rstrip(".") for phrase in phrases for noun in phrase.split()}
    return Bearer(kinds, _person(text, name, kinds), _gender(words) or _woman_after(text, name))


def kinds_of(phrase: str) -> list[tuple[str, frozenset[str]]]:
    """The noun of office or kind that heads a phrase, with the words before it (``deputy foreign minister``); else none.

    A company is also called *company*, a head of state *president*.
    """
    if _HEAD_OF_STATE.search(phrase):
        return [("president", frozenset())]
    words = [word.group().casefold() for word in _WORD.finditer(_until_tail(phrase))]
    noun = words[-1].split("-")[-1] if words else ""
    if noun not in _KINDS:
        return []
    if noun in BODY_WORDS and noun.endswith("s") and noun not in _SINGULAR:
        return []
    modifiers = (folded(word).removesuffix("'s").removesuffix("'") for word in words[:-1])
    found = [(noun, frozenset(modifiers) - DETERMINERS)]
    return [*found, ("company", frozenset[str]())] if noun in BUSINESS_WORDS else found


def _before(text: str, name: Name) -> str:
    start = name.span.start - (len(name.title) + 1 if name.title else 0)
    lead = _BEFORE.search(text[max(0, start - _REACH) : start])
    if lead is None:
        return ""
    phrase, link = lead.groups()
    if "," in link:
        nouns = (phrase[article.start() :] for article in _ARTICLE.finditer(phrase))
        return next((noun for noun in nouns if kinds_of(noun)), "")
    words = phrase.split(" ")[-3:]
    while words and not words[0].islower():
        words.pop(0)
    return " ".join(words) if words and words[-1].split("-")[-1] in _KINDS else ""


def _after(text: str, name: Name) -> str:
    after = _AFTER.match(text, name.span.end, name.span.end + _REACH)
    if after is None:
        return ""
    phrase = _until_tail(after.group(1))
    return phrase if len(phrase.split()) <= _LONGEST and not VERB.search(phrase) else ""


def _until_tail(phrase: str) -> str:
    """The part of a noun phrase up to its head noun: ``a spokeswoman for the ministry`` gives ``a spokeswoman``."""
    tail = _TAIL.search(phrase, 1)
    return phrase[: tail.start()] if tail else phrase


def _woman_after(text: str, name: Name) -> str | None:
    return SHE if _WOMAN.match(text, name.span.end, name.span.end + _REACH) else None


def _person(text: str, name: Name, kinds: tuple[tuple[str, frozenset[str]], ...]) -> bool | None:
    if name.title or _AGE_OR_WHO.match(text, name.span.end) or any(noun in ROLES for noun, _ in kinds):
        return True
    return False if kinds else None


def _gender(words: set[str]) -> str | None:
    female, male = bool(words & FEMALE_WORDS), bool(words & MALE_WORDS)
    if female == male:
        return None
    return SHE if female else HE
