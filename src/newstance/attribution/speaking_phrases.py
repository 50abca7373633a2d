"""Who speaks where no verb of speech says so: words that only the place beside a quotation makes words of speech.

``"We stay," thundered the mayor``, ``"We stay" was Obi's message``, ``in the words of Tom Lund, "…"``, and a sentence
that ends with a colon (``The mayor was blunt: "…"``).
"""

import re
from typing import Final

from newstance.attribution.lexicon import BODY_WORDS, PERSON_WORDS, PRONOUNS, SPEECH_NOUNS
from newstance.attribution.names import is_body, tokens
from newstance.attribution.noun_heads import FINITE, verbs_in
from newstance.attribution.noun_phrases import leading_speaker, phrase_speaker, subject
from newstance.records import Span

_NOUN: Final = rf"(?:{'|'.join(sorted(SPEECH_NOUNS))})\b"
_WORDS: Final = r"(?:[\w’'-]+\s+){0,2}?"
_IN_WORDS_OF: Final = re.compile(rf"\b[Ii]n the {_NOUN} of ")
_IN_HIS_WORDS: Final = re.compile(
    rf"\b(?:[Ii]n|[Tt]o) ([^,;:“”\"]{{2,60}}?['’]s?|his|her|their) (?:own )?{_NOUN}(?=\s*[,:“”\"]|\s*$)"
)
_PUTS_IT: Final = re.compile(r"\b[Aa]s ([^,;:“”\"]{2,80}?) (?:has |had )?(?:put|puts|sees|saw|phrased) it\b")
_WAS_HOW: Final = re.compile(r"\W*(?:is|was) (?:how|what) ")
_WAS_HIS: Final = re.compile(rf"\W*(?:is|was|came|ran|went) ([^,;:“”\"]{{2,60}}?['’]s?|his|her|their) {_WORDS}{_NOUN}")
_WAS_THE: Final = re.compile(rf"\W*(?:is|was|came|ran|went) (?:the|an?) {_WORDS}{_NOUN} (?:of|from|by) ")
_CAPTION: Final = re.compile(r"\s*:\s+")
_READ: Final = re.compile(r"\W*read (?=(?:an?|the|one|his|her|its|their)\b)")
_FOR: Final = re.compile(
    r"\W*(?:[Bb]ut )?(?:For|To) (?=[^,]{2,80}(?:,[^,]{2,120},)?[^,]{0,80} (?:is|was|are|were|remains?|came)\b)"
)
_VERB: Final = re.compile(
    r"\b(?:[a-z]{2,}ed|[a-z]{3,}s(?=[.,;]|\s*$)|(?:shot|hit|put|cut|came) (?:back|in)|spat|swore|wept)\b(?! by\b)"
)
_INVERTED: Final = re.compile(
    r"\W*(?:[a-z]{2,}ed|(?!this|does|has|was|his|its|as)[a-z]{3,}s|(?:shot|hit|came) back|spat|swore|wept)\s+"
    r"(?=(?:the|an?|one|his|her|its|their|[A-Z][\w’'-]*)\s|[A-Z])"
)
_SOON: Final = re.compile(
    r"\W*(?:(?:And|But|Yet|So|Then|Still|Only|Just|Late|Early|Earlier|Later)\s+)*"
    r"(?:(?:[Bb]y|[Oo]n|[Ii]n|[Aa]t|[Ll]ast|[Tt]his|[Ww]ithin)\s+(?:the\s+|an?\s+)?[\w-]+\s+(?:[a-z]+\s+)?(?=the\b|an?\b|his\b|her\b|s?he\b|they\b|[A-Z]))?"
)
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_HEADLINE: Final = re.compile(r"\s*(\w[\w.’'-]*(?:\s+\w[\w.’'-]*){0,4}?)(?:\s+(?:to|on|tells)\s+[\w\s’'-]+)?:\s*$")
_GETS: Final = re.compile(
    r"\b(?:received|gets?|got|found|saw|held|carried|wore|heard|left|read|opened|sent|given|handed|shown)\b[^,]*$"
)
_REACH: Final = 120


def named_by_phrase(text: str, start: int, end: int) -> Span | None:
    """Whom a phrase that leads to a quotation or follows it names: ``in the words of X``, ``as X put it``."""
    words_of = _IN_WORDS_OF.search(text, start, end)
    if words_of:
        return leading_speaker(text, words_of.end(), end)
    found = _PUTS_IT.search(text, start, end) or _IN_HIS_WORDS.search(text, start, end)
    return _owner(text, *found.span(1)) if found else None


def named_first(text: str, start: int, end: int) -> Span | None:
    """Whose view a sentence opens with: ``For Ada Obi, the deal was "…"``; only names, no *for years*."""
    opening = _FOR.match(text, start, end)
    finite = FINITE.search(text, opening.end(), end) if opening else None
    speaker = (
        phrase_speaker(text, opening.end(), _comma(text, opening.end(), finite.start())) if opening and finite else None
    )
    return speaker if speaker is not None and speaker.text[0].isupper() else None


def before_colon(text: str, start: int, end: int) -> Span | None:
    """Whom the sentence is about that a colon ends before a quotation; not who got or read the words."""
    if not text[start:end].rstrip().endswith(":") or _GETS.search(text, start, end):
        return None
    found = clause_subject(text, max(start, text.rfind(";", start, end) + 1), end)
    headline = _HEADLINE.match(text, start, end) if found is None else None
    return _person(phrase_speaker(text, *headline.span(1)) if headline else found, or_body=True)


def person_told_of(text: str, start: int, end: int) -> Span | None:
    """The person whom a sentence is about, who speaks the quotation that follows it: ``Lund shook his head. "No."``."""
    found = _person(clause_subject(text, start, end))
    return None if found is None or found.text.isupper() or is_body(tokens(found.text)) else found


def clause_subject(text: str, start: int, end: int) -> Span | None:
    """The subject of the first verb of a clause; of *Obi's message* it is Obi."""
    opening = _SOON.match(text, start, end)
    start = opening.end() if opening else start
    verb = next(verbs_in(text, start, end), None)
    found = subject(text, start, verb) if verb is not None else None
    if found is not None and found.text in SPEECH_NOUNS:
        return _owner(text, start, len(text[start : found.start].rstrip()) + start)
    return found


def right_after(text: str, start: int, end: int) -> Span | None:
    """Who speaks by a noun of speech after a quotation: ``was Obi's message``, ``was how the whip put it``."""
    how = _WAS_HOW.match(text, start, end)
    if how:
        verb = next(verbs_in(text, how.end(), end), None)
        return phrase_speaker(text, how.end(), verb) if verb is not None else None
    for phrase in (_WAS_THE, _READ):
        found = phrase.match(text, start, end)
        if found:
            return leading_speaker(text, found.end(), end)
    caption = _CAPTION.match(text, start, end)
    if caption:
        return _person(leading_speaker(text, caption.end(), end))
    his = _WAS_HIS.match(text, start, end)
    return _owner(text, *his.span(1)) if his else named_by_phrase(text, start, end)


def at_any_verb(text: str, start: int, end: int) -> Span | None:
    """The person beside whatever verb follows a quotation at once: ``sighed Ada Obi``, ``the mayor beamed``."""
    inverted = _INVERTED.match(text, start, end)
    if inverted:
        found = leading_speaker(text, inverted.end(), end)
    else:
        verb = _VERB.search(text, start, min(end, start + _REACH))
        found = subject(text, start, verb.start()) if verb else None
    return _person(found)


def _owner(text: str, start: int, end: int) -> Span | None:
    """Who owns words: a pronoun (*in her words*), else the phrase."""
    if text[start:end].casefold() in PRONOUNS:
        return Span(start, end, text[start:end])
    owner = _POSSESSIVE.search(text, start, end)
    return phrase_speaker(text, start, owner.start() if owner else end)


def _comma(text: str, start: int, end: int) -> int:
    at = text.find(",", start, end)
    return at if at >= 0 else end


def _person(found: Span | None, *, or_body: bool = False) -> Span | None:
    """The speaker if the words are a name, a pronoun, or a noun for people (or for a body)."""
    last = found.text.casefold().split()[-1] if found is not None else ""
    known = last in PRONOUNS or last in PERSON_WORDS or last.removesuffix("s") in PERSON_WORDS
    known = known or (or_body and last in BODY_WORDS)
    return found if found is not None and (known or found.text[0].isupper()) else None
