"""What the words around a name say of its bearer: role or kind, person or not, gender.

``Foreign Minister Ravindra Holder``, ``Pascaline Dossou, the Beninese foreign minister,`` and ``Stanley Adipi, who
leads the NRM`` make persons and their roles known; ``the gang coalition Baz Lanmè`` and ``Fair Basket, a charity`` make
kinds of bodies known. Gender comes only from such words and from pronouns (``genders``), never from a list of given
names.
"""

import re
from dataclasses import dataclass
from typing import Final

from newstance.attribution.lexicon import (
    BODY_WORDS,
    BUSINESS_WORDS,
    DETERMINERS,
    FEMALE_WORDS,
    MALE_WORDS,
    NO_BUSINESS,
    ROLES,
    TITLES,
)
from newstance.attribution.names import Name, folded, is_body
from newstance.attribution.role_words import ABBREVIATED_ROLES, LESSER, OFFICE_ACRONYMS, ROYALS
from newstance.attribution.speech_verbs import VERB
from newstance.attribution.thing_words import PAST_FORMS

SHE: Final = "she"
HE: Final = "he"
COMPANY: Final = "company"
OPPOSITION: Final = "opposition"

_BEFORE: Final = re.compile(r"(?:^|[,.;:!?\n“”\"()–—])\s*([^,.;:!?\n“”\"()–—]{2,100}?)(, (?:retired |former )?| )$")
_AFTER: Final = re.compile(
    r"(?: \([A-Z][\w.-]{1,9}\))?(?:, | \()(?:\d{1,3}, )?"
    r"(?:who (?:(?:is|was|has been) (?:named|appointed|chosen)(?: as)?|is|was) |(?:now|then|also|today|currently) )?"
    r"([^,.;:!?\n“”\"()–—]{2,110})"
)
_WHO_LEADS: Final = re.compile(
    r",(?: \d{1,3},)?(?: [^,.;\n“”\"]{2,60})? who (?:also )?(?:leads?|heads?|chairs?|led|headed|chaired)\b([^,.;\n]*)"
)
_AGE_OR_WHO: Final = re.compile(r"(?:'s)?(?:, \d{1,3}\b|, who\b| \(\d{1,2}\))")
_OFFICER_OF: Final = re.compile(
    r"(?:['’]s?)? (?:\w+ )?(?:chief executive|CEO|shares|shareholders|stock|customers|managing director)\b"
)
_FIRM: Final = re.compile(
    r"\b(?:Inc|Corp|Ltd|plc|AG|SA|SE|GmbH|Holdings?|Group|Industries|Logistics|Securities|Airlines|Motors?|Aerospace"
    r"|Brewer(?:y|ies)|Bros|Chemicals|Electronics|Energy|Engineering|Foods|Freight|Gas|Handling|Homes|Insurance"
    r"|Labs|Lines|Minerals|Mining|Oil|Petroleum|Pharma|Pharmaceuticals|Properties|Realty|Renewables|Residential"
    r"|Rubber|Shipping|Software|Stores|Studios|Systems|Technologies|Telecom|Textiles|Ventures)\.?$"
)
_FIRST_WOMAN: Final = re.compile(r"[^.!?\n“”\"]*?\bfirst (?:woman|female)\b")
_HEAD_OF_STATE: Final = re.compile(r"\bhead of state\b")
_RELATIVE: Final = re.compile(r"(?:who|whose|whom|which|where)\b")
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")
_ACRONYM: Final = re.compile(rf"\b(?:{'|'.join(OFFICE_ACRONYMS)})\b")
_COMPOUND: Final = re.compile(rf"\b({'|'.join(sorted(LESSER))})-|(?<=\w)-(?=general\b)", re.IGNORECASE)
_TAIL: Final = re.compile(
    r"\b(?:of|for|who|which|whose|that|at|in|from|with|under|on|close|and|to|than|as|there|behind|by|since|until|over"
    r"|before|after|about|against|now)\b"
)
_ARTICLE: Final = re.compile(r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)|[\w’'-]+['’]s|[a-z]['’]) ")
_COMMON: Final = re.compile(r"\b(?:an?|the) $")  # no person is called *a Mass*
_INNER_ARTICLE: Final = re.compile(r" (?:the|an?) ")
_GENERALS: Final = (["attorneys"], ["directors"], ["inspectors"], ["secretaries"])
_LEADER_KINDS: Final = ("leader", "head", "chief")
_SINGULAR: Final = frozenset({"press", "congress"})
_NOUNS: Final = ROLES | TITLES | BODY_WORDS | BUSINESS_WORDS | {OPPOSITION, "bloc"}
_REACH: Final = 100
_WITH_MODIFIER: Final = 2
_LONGEST: Final = 7


@dataclass(frozen=True, slots=True)
class Kind:
    """A noun that somebody is called by (*minister*), with the folded words that stood before it (*foreign*)."""

    noun: str
    modifiers: frozenset[str] = frozenset()

    @property
    def is_role(self) -> bool:
        """Whether the noun is a person's."""
        return self.noun.split()[-1] in ROLES


@dataclass(frozen=True, slots=True)
class Bearer:
    """What one mention's surroundings say of who bears the name; None where they do not tell."""

    kinds: tuple[Kind, ...]
    person: bool | None
    gender: str | None


def bearer(text: str, name: Name) -> Bearer:
    """What the words around ``name`` say of who bears it."""
    around = (name.title, _royal(name), *_before(text, name.start), _after(text, name))
    phrases = [phrase for phrase in around if phrase]
    kinds = [kind for phrase in phrases for kind in kinds_of(phrase)]
    leads = _WHO_LEADS.match(text, name.span.end)
    if leads:
        led = frozenset(folded(leads.group(1)).split())
        kinds += [Kind(noun, led) for noun in _LEADER_KINDS]
    firm = " of " not in name.span.text and _FIRM.search(name.span.text) is not None  # no *Department of Energy*
    if firm or _OFFICER_OF.match(text, name.span.end):
        kinds.append(Kind(COMPANY))
    return Bearer(tuple(kinds), _person(text, name, kinds), gender_of(phrases) or _first_woman(text, name))


def kinds_of(phrase: str) -> list[Kind]:
    """The noun of office or kind that heads a phrase (``the deputy foreign minister of X``); empty where none does.

    An airline is also a company, a head of state also a president; a *deputy governor* is no *governor*.
    """
    if _HEAD_OF_STATE.search(phrase):
        return [Kind("president")]
    words = _words(_until_tail(phrase))
    noun = ABBREVIATED_ROLES.get(words[-1], words[-1]) if words else ""
    noun = noun if noun in _NOUNS else noun.split("-")[-1]
    several = noun in BODY_WORDS and noun.endswith("s") and noun not in _SINGULAR
    several |= noun == "general" and words[-2:-1] in _GENERALS
    if noun not in _NOUNS or several:
        return []
    modifiers = frozenset(folded(word).removesuffix("'s").removesuffix("'") for word in words[:-1])
    lesser = [word for word in words[:-1] if word in LESSER] if noun in ROLES else []
    kind = Kind(" ".join([*lesser[:1], noun]), modifiers - DETERMINERS - LESSER)
    of_people = any(word.endswith(("s'", "s’")) for word in words) or not NO_BUSINESS.isdisjoint(modifiers)
    return [kind, Kind(COMPANY)] if noun in BUSINESS_WORDS and not of_people else [kind]


def _words(phrase: str) -> list[str]:
    """The words of a phrase in small letters: *ex-president* and *vice-president* are two, *film-maker* is one."""
    spelled = _ACRONYM.sub(lambda found: OFFICE_ACRONYMS[found.group()], phrase)
    words = _WORD.findall(_COMPOUND.sub(r"\1 ", spelled).casefold())
    return ["former" if word == "ex" else word for word in words]


def _royal(name: Name) -> str:
    """What a royal name begins with (*queen*); empty for others."""
    first = name.tokens[0]
    return first if first in ROYALS and len(name.tokens) > 1 and not is_body(name.tokens) else ""


def _before(text: str, start: int) -> list[str]:
    """The noun phrases that lead to a name at ``start``: ``Iran's deputy foreign minister,``, ``opposition senator``.

    There can be two: ``its founder, the economist``.
    """
    reach = max(0, start - _REACH)
    lead = _BEFORE.search(text[reach:start])
    if lead is None:
        return []
    phrase, link = lead.groups()
    if "," in link:
        nouns = (phrase[article.start() :] for article in _ARTICLE.finditer(phrase))
        return [noun for noun in nouns if kinds_of(noun)][:1]
    words = phrase.split(" ")[-3:]
    while len(words) > _WITH_MODIFIER and not words[0].islower():
        words.pop(0)
    if not kinds_of(words[-1]):
        return []
    outer = _before(text, reach + lead.start(1)) if lead.group().startswith(",") and _ARTICLE.match(phrase) else []
    return [" ".join(words), *outer]


def _after(text: str, name: Name) -> str:
    """The apposition that follows the name: ``, the secretary of the NFPF,``."""
    after = _AFTER.match(text, name.span.end, name.span.end + _REACH)
    phrase = _until_participle(_until_tail(after.group(1))) if after and not _RELATIVE.match(after.group(1)) else ""
    is_noun = len(phrase.split()) <= _LONGEST and not VERB.search(phrase) and not _INNER_ARTICLE.search(phrase)
    common = _COMMON.search(text, max(0, name.start - _LONGEST), name.start) is not None
    return phrase if is_noun and not (common and any(kind.is_role for kind in kinds_of(phrase))) else ""


def _until_tail(phrase: str) -> str:
    """The part of a noun phrase up to its head noun: ``a spokeswoman for the ministry`` gives ``a spokeswoman``."""
    tail = _TAIL.search(phrase, 1)
    return phrase[: tail.start()] if tail else phrase


def _until_participle(phrase: str) -> str:
    """The part of a noun phrase up to its noun where a participle follows it (``a presenter detained since May``)."""
    words = phrase.split(" ")
    follows = (
        at
        for at, word in enumerate(words)
        if at and (word.endswith("ed") or word in PAST_FORMS) and kinds_of(words[at - 1])
    )
    return " ".join(words[: next(follows, len(words))])


def _person(text: str, name: Name, kinds: list[Kind]) -> bool | None:
    if name.title or _AGE_OR_WHO.match(text, name.span.end) or any(kind.is_role for kind in kinds):
        return True
    return False if kinds else None


def gender_of(phrases: list[str]) -> str | None:
    """``she`` or ``he`` by the words of titles and appositions; None where they do not tell, or tell both."""
    words = {word.casefold().rstrip(".") for phrase in phrases for word in phrase.split()}
    female, male = bool(words & FEMALE_WORDS), bool(words & MALE_WORDS)
    if female == male:
        return None
    return SHE if female else HE


def _first_woman(text: str, name: Name) -> str | None:
    return SHE if _FIRST_WOMAN.match(text, name.span.end, name.span.end + _REACH) else None
