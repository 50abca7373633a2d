"""Who speaks a quotation: the subject of the verb of speech that leads to it or follows it, or whom *by* names."""

import re
from typing import Final

from newstance.attribution.lexicon import DETERMINERS, PRONOUNS, ROLES
from newstance.attribution.noun_heads import WORD, span_of
from newstance.attribution.noun_phrases import (
    NAMELESS_SUBJECTS,
    leading_speaker,
    phrase_speaker,
    subject,
)
from newstance.attribution.speaking_phrases import (
    at_any_verb,
    clause_subject,
    named_by_phrase,
    named_first,
    person_told_of,
    right_after,
)
from newstance.attribution.speech_verbs import (
    BY,
    QUOTED_AS,
    closed_before,
    hanging_clause,
    is_passive,
    names_what_follows,
    speech_verbs,
    was_told,
)
from newstance.records import Span
from newstance.sentences.lexicon import FULL_STOP

_ACCORDING: Final = re.compile(r"\b[Aa]ccording to\b")
_SOURCE: Final = re.compile(r"\W*[Aa]ccording to\b")
_TOLD_TOO: Final = re.compile(r"[^,;]*, that\b")
_OWN_CLAUSE: Final = re.compile(r"(?:\A\W*|, )(?:while|whereas|but|although|though|and)\b")
_CLAUSE: Final = re.compile(r"; |, (?:while|whereas|but|although|though) ")
_NEW_SENTENCE: Final = re.compile(rf"(?:{FULL_STOP}|[!?;])\s")
_LINKS: Final = re.compile(r"[\s,:;–—-]*(?:that)?[\s,:]*")
_LEADING: Final = re.compile(r"\s*(?:(?:with|and|as|but|while)\s+)?")
_FOR_SAYING: Final = re.compile(r"\b(?:for|of|after|over)\s+(?:\w+ly\s+)?\w+ing$")
_SHARES: Final = re.compile(r"(?:,\s+(?:and |\w+ly )?\w+ing|\b(?:and|but|then)\s+(?:\w+ly )?\w+)$")
_ASIDE: Final = re.compile(r",\s*\w")
_SHORT: Final = re.compile(r"[\s”\"’]*(?:[\w'’.-]+\s+){1,4}")
_REACH: Final = 220
_NEAR: Final = 40


def speaker_after(text: str, start: int, end: int, *, attributed: bool = False) -> Span | None:
    """The speaker in what follows a quotation: ``said X``, ``X said`` or ``according to X`` at ``text[start:end]``.

    ``attributed`` is whether a comma leads there from a quotation that opens its sentence: any verb may then tell.
    """
    stop = min(end, start + _REACH)
    source = _SOURCE.match(text, start, stop)
    if source:
        return leading_speaker(text, source.end(), stop)
    verb = next(speech_verbs(text, start, stop), None)
    found = right_after(text, start, stop)
    if found is None and attributed:
        found = at_any_verb(text, start, verb.start() if verb else stop)
    return found or _at_verb_after(text, start, verb, stop)


def _at_verb_after(text: str, start: int, verb: re.Match[str] | None, stop: int) -> Span | None:
    if verb is None or _NEW_SENTENCE.search(text, start, verb.start()):
        return None
    if WORD.search(text, start, verb.start()):
        return _at_verb(text, start, verb, stop)
    if verb.group().endswith("ing"):  # ``adding that Lund had lied``: Lund does not speak
        return None
    word = WORD.search(text, verb.end(), stop)
    if word and word.group().casefold() in PRONOUNS - DETERMINERS - NAMELESS_SUBJECTS:
        return span_of(text, word.start(), word.end())
    return leading_speaker(text, verb.end(), stop)


def speaker_before(text: str, start: int, end: int) -> Span | None:
    """The speaker in what leads to a quotation within its sentence: ``X said that`` at ``text[start:end]``."""
    source = _ACCORDING.search(text, start, end)
    if source and not _TOLD_TOO.match(text, source.end(), end):
        return phrase_speaker(text, source.end(), end)
    phrase = named_by_phrase(text, start, end)
    if phrase is not None and phrase.text.casefold() not in PRONOUNS:
        return phrase
    found = _by_verb(text, start, end) or named_first(text, start, end)
    return found or (phrase and (person_told_of(text, start, end) or phrase))


def _by_verb(text: str, start: int, end: int) -> Span | None:
    hanging = hanging_clause(text, start, end)
    if hanging is not None:
        return subject(text, hanging.start, hanging.verb.start())
    adjacent = _adjacent(text, start, end)
    if adjacent is not None:
        return adjacent
    breaks = [clause.end() for clause in _CLAUSE.finditer(text, start, end)]
    clauses = (_first_in_clause(text, clause, end) for clause in (*reversed(breaks), start))
    return next((speaker for speaker in clauses if speaker is not None), None)


def speaks_on(text: str, start: int, end: int) -> bool:
    """Whether the subject of a sentence speaks the quotation that ``text[start:end]`` leads to, and so the next."""
    verb = next(reversed(list(speech_verbs(text, start, end))), None)
    return hanging_clause(text, start, end) is None and (verb is None or not is_passive(text, start, verb, end))


def speaker_by(text: str, before: tuple[int, int], after: tuple[int, int]) -> Span | None:
    """Whom *by* names after a quotation that a passive leads to: ``was called "a", by X``."""
    verb = next(reversed(list(speech_verbs(text, *before))), None)
    by = BY.match(text, *after)
    if by is None or verb is None or not is_passive(text, before[0], verb, before[1]):
        return None
    return leading_speaker(text, by.end(), after[1]) if names_what_follows(text, verb, before[1]) else None


def speaker_between(text: str, start: int, end: int) -> Span | None:
    """The speaker of a clause of its own between two quotations: ``, while X called it``, ``said Y, and X added``.

    Only a name or a role: ``but he said it was`` and ``and the plan proposed by X`` go on with the first speaker.
    """
    opening = _OWN_CLAUSE.search(text[start:end])
    clause = start + opening.end() if opening else end
    verb = next(speech_verbs(text, clause, end), None)
    active = verb is not None and not is_passive(text, clause, verb, end)
    found = _at_verb(text, clause, verb, end) if verb is not None and active else None
    speaks = found is not None and (found.text[0].isupper() or found.text in ROLES)
    return found if speaks else None


def _first_in_clause(text: str, start: int, end: int) -> Span | None:
    """Who speaks at the first verb of a clause that tells; after a passive only what follows it can."""
    told = start
    for verb in speech_verbs(text, start, end):
        if closed_before(text, start, verb, end):
            continue
        for_saying = _FOR_SAYING.search(text, start, verb.end()) is not None
        found = _at_verb(text, start if for_saying else told, verb, end)
        if found is not None:
            return found
        told = verb.end() if was_told(text, start, verb) else told
    return None


def _at_verb(text: str, start: int, verb: re.Match[str], end: int) -> Span | None:
    """Who speaks at a verb: its subject; of a passive whom *by* names; whom it *quotes as saying* something."""
    quoted = QUOTED_AS.match(text, verb.start(), end)
    if quoted:
        return phrase_speaker(text, *quoted.span(1))
    found = (
        clause_subject(text, start, verb.start())
        if _SHARES.search(text, max(start, verb.start() - _NEAR), verb.end())
        else None
    )
    found = found or subject(text, _aside(text, start, verb, end), verb.start())
    if found is None or not is_passive(text, start, verb, end):
        return found
    by = BY.match(text, verb.end(), end)
    leads = by is not None and next(speech_verbs(text, by.end(), end), None) is None
    return leading_speaker(text, by.end(), end) if by is not None and leads else None


def _aside(text: str, start: int, verb: re.Match[str], end: int) -> int:
    """Where a clause between commas begins (``Obi, the mayor said, was``); ``start`` where the verb stands in none."""
    comma = text.rfind(",", start, verb.start()) + 1
    aside = comma and _ASIDE.match(text, verb.end(), end) and _SHORT.fullmatch(text, comma, verb.start())
    return comma if aside else start


def _adjacent(text: str, start: int, end: int) -> Span | None:
    """The name or pronoun right before a verb that stands right before the quotation (``with Boswell stating: "``)."""
    verbs = list(speech_verbs(text, start, end))
    if not verbs or not _LINKS.fullmatch(text, verbs[-1].end(), end):
        return None
    comma = max(start, text.rfind(",", start, verbs[-1].start()) + 1)
    leading = _LEADING.match(text, comma)
    found = _at_verb(text, leading.end() if leading else comma, verbs[-1], end)
    return found if found is not None and (found.text[0].isupper() or found.text in PRONOUNS) else None
