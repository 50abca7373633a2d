"""Verbs of speech, and what their clause tells of who speaks: passives, denials, clauses that hang on a noun.

``Obi was called`` and ``Obi, dubbed`` name whom is spoken of; ``the deal, which Obi called`` has its speaker between
pronoun and verb; ``Lund, who called it`` has him before the pronoun.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from newstance.attribution.lexicon import SPEECH_VERBS

ALONE: Final = r"(?<!\w[-‑])\b(?:{})\b(?![-‑]\w)"
"""Words that are no part of a compound (*so-called*, *commander-in-chief*)."""

VERB: Final = re.compile(ALONE.format("|".join(sorted(SPEECH_VERBS))))
_FRAMED: Final = {
    "found|finds": r"\s+(?:it|him|her|them|(?:the|that|this|his|its|their)(?: [\w’'-]+){1,3})\s*$",
    "charged": r"\s+(?:[^,;]{0,200}\s)?that\b",
    "holds": r"\s+that\b",
    "shot|hit|fired": r"\s+back\b",
    "presented|presents|painted|paints|saw|sees|cast|casts|waved|brushed|shrugged|wrote|laughed": (
        r"\s[^;:]{0,200}\w\s+as(?:\s+an?|\s+the)?\s*$"
    ),
    "put|puts": r"\s[^;:]{0,200}\bdown\s+(?:as|to)(?:\s+an?|\s+the)?\s*$",
}
"""Verbs that tell of somebody's words only where this follows (``found the idea "…"``, ``waved it away as "…"``)."""

_FRAMES: Final = [(re.compile(ALONE.format(verbs)), re.compile(following)) for verbs, following in _FRAMED.items()]
_CANDIDATE: Final = re.compile(ALONE.format("|".join([*sorted(SPEECH_VERBS), *_FRAMED])))
LY: Final = r"(?!(?:al|anoma|assemb|bul|dai|elder|fami|month|monopo|quarter|ral|rep|supp|tal|week)ly\b)[a-z]\w*ly"
"""Adverbs (*angrily*); no nouns (*family*) and no names (*Kelly*)."""

ADVERB: Final = re.compile(rf"later|also|then|once|has|have|had|is|was|{LY}|himself|herself")
BY: Final = re.compile(r"\W*by\s+(?!(?:\w+ing|\w*phone|e-?mail|text|video|letter|name|the (?:fact|time|end))\b)")
GOES_ON: Final = re.compile(r"\s(?:went|goes|going) on to\s*$")
DENIED: Final = re.compile(
    rf"(?:\b(?:not|never|without)|n['’]t|\b(?:declin|refus|fail)(?:ed|es|s|ing)? to)(?: (?!only){LY})?\s*$"
)
QUOTED_AS: Final = re.compile(
    r"(?:quoted|cited)\s+(?!as\b)([^“”\"]{2,120}?)\s+as\s+(?:having said|saying|telling|stating|writing)\b"
)
"""What stands between ``quoted`` and ``as saying``: the phrase that names the speaker."""

_BE: Final = re.compile(rf"\b(?:is|are|was|were|be|been|being)(?:\s+(?:{ADVERB.pattern}))*\s+$")
_NOUN: Final = re.compile(r"(?:\b(?:the|an?|its|his|her|their|our|my|your)|['’]s)\s+$", re.IGNORECASE)
_PLURAL: Final = re.compile(r"\b(?:of|for|in|with|by|to|from|on|about|these|those|no|any|some)\s+$")
_APART: Final = re.compile(
    rf"(?:,|\ban?(?: (?!(?:he|she|it|we|they)\b)[a-z][\w-]*){{1,3}})\s+(?:(?:{ADVERB.pattern})\s+)*$"
)
_WHO: Final = re.compile(rf"\bwho\s+(?:(?:{ADVERB.pattern})\s+)*$")
_STILL_SPEAKS: Final = re.compile(rf"quoted\b|\w+ (?:as|to have) {VERB.pattern}")
_NAMING: Final = re.compile(
    r"(?:(?:called|calls|branded|dubbed|labelled|labeled)|\w+ as|accused of(?: being)?|(?:believed|said|thought) to be)"
    r"(?: an?| the)?\s*$"
)
_TOWARD: Final = re.compile(
    r"(?:accused|advised|asked|attacked|blamed|branded|called|condemned|criticised|criticized|denounced|described"
    r"|dismissed|dubbed|hailed|labelled|labeled|mocked|portrayed|praised|proposed|rebuked|rejected|told|urged|warned"
    r"|welcomed)\s+by\b"
)
_RELATIVE: Final = re.compile(
    r"(?:^|.*\s)(?:(?:which|that|whom|who)\s+(?=[^,;]*\w[^,;]*$)|what\s+(?=[^;]*\w))", re.DOTALL
)
_THOUGHT: Final = frozenset({"believed", "thinks", "thought"})
_FINITE: Final = r"(?:is|are|was|were|has|had|would|will|could|should|must)\b"
_HALF_CLAUSE: Final = re.compile(
    rf"(?:admitted|alleged|alleges|argued|argues|claimed|claims|insisted|insists|said|say|says|warned|warns)\s+{_FINITE}"
)
_OBJECT: Final = (
    "accused|attacked|blamed|blasted|called|condemned|criticised|criticized|defended|denounced|described|dismissed|faulted"
    "|hailed|mocked|praised|questioned|rejected|slammed|thanked|welcomed"
)
_OBJECT_ENDS: Final = re.compile(rf"(?:{_OBJECT})\b(?:\s*$|[^,;]*\b{_FINITE})")
_WHO_WAS: Final = re.compile(r"\b(?:who|which|that)\s+(?:(?:has|had|have|also)\s+)?(?:been|is|are|was|were)\b[^,;]*$")
_REACH: Final = 60


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb of speech whose subject stands in ``text[start:verb.start()]``."""

    start: int
    verb: re.Match[str]


def speech_verbs(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The verbs of speech in ``text[start:end]``, in order; no nouns (*the claims*, *Obi's answers*)."""
    verbs = (verb for verb in _CANDIDATE.finditer(text, start, end) if _speaks(text, verb, end))
    return (verb for verb in verbs if not _is_noun(text, start, verb))


def _speaks(text: str, verb: re.Match[str], end: int) -> bool:
    """Whether a verb is one of speech as it is, or by what follows up to ``end``."""
    framed = (frame.match(text, verb.end(), end) for verbs, frame in _FRAMES if verbs.fullmatch(verb.group()))
    return verb.group() in SPEECH_VERBS or any(framed)


def _is_noun(text: str, start: int, verb: re.Match[str]) -> bool:
    before = max(start, verb.start() - _REACH), verb.start()
    plural = verb.group().endswith("s") and _PLURAL.search(text, *before) is not None
    return plural or _NOUN.search(text, *before) is not None


def is_passive(text: str, start: int, verb: re.Match[str], end: int) -> bool:
    """Whether who stands before the verb is spoken of; ``end`` is where the quotation begins or the sentence ends."""
    if was_told(text, start, verb):
        return True
    if _TOWARD.match(text, verb.start(), end):
        return True
    before = max(start, verb.start() - _REACH)
    return names_what_follows(text, verb, end) and _APART.search(text, before, verb.start()) is not None


def was_told(text: str, start: int, verb: re.Match[str]) -> bool:
    """Whether the verb is a passive with *be*. Whoever *was quoted as saying* something speaks."""
    active = verb.group().endswith(("ing", "s")) or _STILL_SPEAKS.match(text, verb.start()) is not None
    return not active and _BE.search(text, max(start, verb.start() - _REACH), verb.start()) is not None


def closed_before(text: str, start: int, verb: re.Match[str], end: int) -> bool:
    """Whether a relative clause ends between its verb and the quotation (``the man who attacked her was "…"``)."""
    if was_told(text, start, verb):
        return _WHO_WAS.search(text, start, verb.start()) is not None
    return _is_whose_verb(text, start, verb) and _OBJECT_ENDS.match(text, verb.start(), end) is not None


def _is_whose_verb(text: str, start: int, verb: re.Match[str]) -> bool:
    return _WHO.search(text, max(start, verb.start() - _REACH), verb.start()) is not None


def names_what_follows(text: str, verb: re.Match[str], end: int) -> bool:
    """Whether no object stands between a verb of naming and the quotation (``called a "…"``, ``described as "…"``)."""
    return _NAMING.match(text, verb.start(), end) is not None


def hanging_clause(text: str, start: int, end: int) -> Clause | None:
    """The clause that hangs on a noun and leads to a quotation at ``end``: ``which X called``, ``X, who said it was``.

    A comma after its verb may have closed it: then it does not lead there.
    """
    for verb in reversed(list(speech_verbs(text, start, end))):
        if "," in text[verb.end() : end].rstrip(" ,:"):
            return None
        if verb.group() in _THOUGHT or was_told(text, start, verb) or QUOTED_AS.match(text, verb.start(), end):
            continue
        if _is_whose_verb(text, start, verb) and not _OBJECT_ENDS.match(text, verb.start(), end):
            return Clause(start, verb)
        lacks_object = names_what_follows(text, verb, end) or _HALF_CLAUSE.match(text, verb.start(), end)
        pronoun = _RELATIVE.match(text[start : verb.start()]) if lacks_object else None
        if pronoun:
            return Clause(start + pronoun.end(), verb)
    return None
