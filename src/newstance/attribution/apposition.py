"""What the words around a name say of its bearer: role or kind, person or not, gender.

``Foreign Minister Ravindra Holder``, ``Pascaline Dossou, the Beninese foreign minister,`` and ``Stanley Adipi, who leads the
NRM`` make persons and their roles known; ``the gang coalition Baz Lanmè`` and ``Fair Basket, a charity`` make kinds of
bodies known. Gender comes only from such words and from pronouns (see ``discourse``), never from a list of given names.
"""

import re
from dataclasses import dataclass
from typing import Final

from newstance.attribution.lexicon import BODY_WORDS, BUSINESS_WORDS, FEMALE_WORDS, MALE_WORDS, ROLES, TITLES
from newstance.attribution.names import Name

SHE: Final = "she"
HE: Final = "he"
_BEFORE: Final = re.compile(r"(?:^|[,.;:!?\n“”\"()–—])\s*([^,.;:!?\n“”\"()–—]{2,90}?)(,? )$")
_AFTER: Final = re.compile(r"(?:, | \()(?:\d{1,3}, )?([^,.;:!?\n“”\"()]{2,110})")
_WHO_LEADS: Final = re.compile(r",(?: \d{1,3},)? who (?:also )?(?:leads?|heads?|chairs?|led|headed|chaired)\b")
_AGE_OR_WHO: Final = re.compile(r"(?:'s)?(?:, \d{1,3}\b|, who\b| \(\d{1,2}\))")
_OFFICER_OF: Final = re.compile(r"['’]s? (?:\w+ )?(?:chief executive|CEO|chairman|chairwoman|shares|customers|managing director)\b")
_STOCK: Final = re.compile(r"^(?:Inc|Corp|Ltd|plc|AG|SA|SE|GmbH|Holdings?|Group|Industries|Logistics|Securities|Airlines|Motors)$")
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")
_TAIL: Final = re.compile(r"\b(?:of|for|who|which|whose|that|at|in|from|with|under|on|close|and|to)\b")
_LEADER_KINDS: Final = ("leader", "head", "chief")
_REACH: Final = 100


@dataclass(frozen=True, slots=True)
class Bearer:
    """What one mention's surroundings say: nouns with their modifiers, whether a person bears the name, and gender."""

    kinds: tuple[tuple[str, frozenset[str]], ...] = ()
    person: bool | None = None
    gender: str | None = None


def bearer(text: str, name: Name) -> Bearer:
    """What the words around ``name`` say of who bears it."""
    phrases = [name.title, *_before(text, name), *_after(text, name)]
    kinds = tuple(kind for phrase in phrases for kind in kinds_in(phrase))
    if _WHO_LEADS.match(text, name.span.end):
        kinds += tuple((kind, frozenset[str]()) for kind in _LEADER_KINDS)
    if _OFFICER_OF.match(text, name.span.end) or any(_STOCK.match(word) for word in name.span.text.split()):
        kinds += (("company", frozenset()),)
    words = {noun.casefold().rstrip(".") for phrase in phrases for noun in phrase.split()}
    return Bearer(kinds, _person(text, name, kinds), _gender(words))


def kinds_in(phrase: str) -> list[tuple[str, frozenset[str]]]:
    """The nouns of office or kind in a phrase, with the words right before them: ``deputy foreign minister``."""
    words = [word.group().casefold() for word in _WORD.finditer(phrase)]
    found = []
    for at, word in enumerate(words):
        noun = word.split("-")[-1]
        if noun in ROLES or noun in TITLES or noun in BODY_WORDS or noun in BUSINESS_WORDS:
            found.append((noun, frozenset(words[max(0, at - 2) : at])))
        if noun in BUSINESS_WORDS:
            found.append(("company", frozenset()))
        if noun == "state" and words[max(0, at - 2) : at] == ["head", "of"]:
            found.append(("president", frozenset()))
    return found


def _before(text: str, name: Name) -> list[str]:
    start = name.span.start - (len(name.title) + 1 if name.title else 0)
    lead = _BEFORE.search(text[max(0, start - _REACH) : start])
    if lead is None:
        return []
    phrase, link = lead.groups()
    if "," in link:
        return [_until_tail(phrase)]
    words = phrase.split(" ")[-3:]
    while words and not words[0].islower():
        words.pop(0)
    kept = words if words and words[-1].split("-")[-1] in ROLES | BODY_WORDS | BUSINESS_WORDS else []
    return [" ".join(kept)]


def _after(text: str, name: Name) -> list[str]:
    after = _AFTER.match(text, name.span.end, name.span.end + _REACH)
    return [_until_tail(after.group(1))] if after else []


def _until_tail(phrase: str) -> str:
    """The part of a noun phrase up to its head noun: ``a spokeswoman for the ministry`` gives ``a spokeswoman``."""
    tail = _TAIL.search(phrase, 1)
    return phrase[: tail.start()] if tail else phrase


def _person(text: str, name: Name, kinds: tuple[tuple[str, frozenset[str]], ...]) -> bool | None:
    if name.title or _AGE_OR_WHO.match(text, name.span.end) or any(noun in ROLES for noun, _ in kinds):
        return True
    return False if kinds else None


def _gender(words: set[str]) -> str | None:
    female, male = bool(words & FEMALE_WORDS), bool(words & MALE_WORDS)
    if female == male:
        return None
    return SHE if female else HE
