"""Who speaks: the noun phrase at a verb of speech, cut down to what the codebook marks (no title, no article).

``the EU's foreign policy chief, Marit Oldenkamp, said`` gives *Marit Oldenkamp*; ``the 63-year-old head of state said``
gives *head of state*; ``he said`` gives *he*.
"""

import re
from typing import Final

from newstance.attribution.lexicon import DETERMINERS, FUNCTION_WORDS, PRONOUNS, ROLES, TITLES
from newstance.attribution.names import Name, is_body, names_in
from newstance.attribution.speech_verbs import (
    ADVERB,
    ALONE,
    BY,
    DENIED,
    GOES_ON,
    LY,
    QUOTED_AS,
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
_OWN_CLAUSE: Final = re.compile(r"(?:\A\W*|, )(?:while|whereas|but|although|though|and)\b")
_CLAUSE: Final = re.compile(r"; |, (?:while|whereas|but|although|though) ")
_COMMA: Final = re.compile(r",(?!\d)\s*|\s[–—-]\s|\(|\)")
_END: Final = re.compile(
    rf"{FULL_STOP}(?!\w)|[!?;:“”\"«»](?!\w)"
    r"|\b(?:who|which|whose|after|as|when|while|because|during|since|where|adding)\b"
)
_NEW_SENTENCE: Final = re.compile(rf"(?:{FULL_STOP}|[!?;])\s")
_PREPOSITION: Final = re.compile(
    r"\W*(?:in|on|at|by|for|from|to|of|with|after|before|during|since|under|over|as|asked|following|despite|citing"
    r"|speaking)\b",
    re.IGNORECASE,
)
_HEAD_ENDS: Final = re.compile(
    ALONE.format(
        "of|for|in|at|on|by|from|with|to|who|which|that|close|familiar|among|near|and|has|have|had|is|are|was|were|be"
        "|been|can|could|would|should|do|does|did|also|later|then|seen|sent|obtained|published|released|written"
    )
)
_AFTER_NAME: Final = re.compile(
    rf"\.?\s*(?:$|(?:of|for|at|from|in|on|and|himself|herself|as|has|have|had|can|could|would|do|does|did|\w+n['’]t|{LY}"
    r"|also|later|told|said)\b)"
)
_OFFICE_OF: Final = re.compile(r"\b(?:of|for|at)(?: the)?$")
_LINKS: Final = re.compile(r"[\s,:;–—-]*(?:that)?[\s,:]*")
_LEADING: Final = re.compile(r"\s*(?:(?:with|and|as|but|while)\s+)?")
_WORD: Final = re.compile(r"[^\W_][\w'’-]*")
_DETERMINER: Final = re.compile(r"\s*(?:" + "|".join(sorted(DETERMINERS)) + r")\b", re.IGNORECASE)
_FOR_SAYING: Final = re.compile(r"\b(?:for|of|after|over)\s+(?:\w+ly\s+)?\w+ing$")
_ASIDE: Final = re.compile(r",\s*\w")
_SHORT: Final = re.compile(r"[\s”\"’]*(?:[\w'’.-]+\s+){1,4}")
_AND: Final = re.compile(r"\band\b")
_HANGS: Final = re.compile(r"([\w'’-]+)\s+(of|for|at|from|in|with|to)\s+(?:the\s+)?$")
_GROUPS: Final = frozenset(
    {"member", "group", "party", "company", "firm", "daily", "weekly", "union", "charity", "coalition"}
)
_NAMELESS_SUBJECTS: Final = frozenset({"which", "that", "this"})
_REACH: Final = 220


def speaker_after(text: str, start: int, end: int) -> Span | None:
    """The speaker in what follows a quotation: ``said X``, ``X said`` or ``according to X`` at ``text[start:end]``."""
    stop = min(end, start + _REACH)
    source = _SOURCE.match(text, start, stop)
    if source:
        return _leading_speaker(text, source.end(), stop)
    verb = next(speech_verbs(text, start, stop), None)
    if verb is None or _NEW_SENTENCE.search(text, start, verb.start()):
        return None
    if _WORD.search(text, start, verb.start()):
        return _at_verb(text, start, verb, stop)
    if verb.group().endswith("ing"):  # ``adding that Lund had lied``: Lund does not speak
        return None
    word = _WORD.search(text, verb.end(), stop)
    if word and word.group().casefold() in PRONOUNS - _NAMELESS_SUBJECTS:
        return _span(text, word.start(), word.end())
    return _leading_speaker(text, verb.end(), stop)


def speaker_before(text: str, start: int, end: int) -> Span | None:
    """The speaker in what leads to a quotation within its sentence: ``X said that`` at ``text[start:end]``."""
    source = _ACCORDING.search(text, start, end)
    if source:
        return phrase_speaker(text, source.end(), end)
    hanging = hanging_clause(text, start, end)
    if hanging is not None:
        return subject(text, hanging.start, hanging.verb.start())
    adjacent = _adjacent(text, start, end)
    if adjacent is not None:
        return adjacent
    breaks = [clause.end() for clause in _CLAUSE.finditer(text, start, end)]
    clauses = (_first_in_clause(text, clause, end) for clause in (*reversed(breaks), start))
    return next((speaker for speaker in clauses if speaker is not None), None)


def speaker_by(text: str, before: tuple[int, int], after: tuple[int, int]) -> Span | None:
    """Whom *by* names after a quotation that a passive leads to: ``was called "a", by X``."""
    verb = next(reversed(list(speech_verbs(text, *before))), None)
    by = BY.match(text, *after)
    if by is None or verb is None or not is_passive(text, before[0], verb, before[1]):
        return None
    return _leading_speaker(text, by.end(), after[1]) if names_what_follows(text, verb, before[1]) else None


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


def subject(text: str, start: int, end: int) -> Span | None:
    """The subject of the verb that stands at ``end``; None where nothing between ``start`` and it can be one."""
    if DENIED.search(text, start, end):
        return None
    goes_on = GOES_ON.search(text, start, end)
    end = goes_on.start() if goes_on else end
    words = list(_WORD.finditer(text, start, end))
    while words and ADVERB.fullmatch(words[-1].group()):
        end = words.pop().start()
    last = words[-1].group().casefold() if words else ""
    if not words or last in _NAMELESS_SUBJECTS or last.endswith(("'s", "’s")):  # ``Obi's claims``: no verb
        return None
    if last == "who":
        return _before_who(text, start, words[-1].start())
    if last in PRONOUNS:
        return _span(text, words[-1].start(), words[-1].end())
    return _nearest_name(text, start, end) or phrase_speaker(text, start, end)


def phrase_speaker(text: str, start: int, end: int) -> Span | None:
    """The name in a noun phrase, else the noun that heads it; appositions on either side are seen through."""
    parts = _parts(text, start, end)
    for part_start, part_end in parts:
        name = _whole_name(text, part_start, part_end)
        if name is not None:
            return name
    for part_start, part_end in parts:
        head = None if _PREPOSITION.match(text, part_start) else _head(text, part_start, part_end)
        if head is not None:
            return head
    return None


def _leading_speaker(text: str, start: int, stop: int) -> Span | None:
    """The speaker in the phrase that begins at ``start``, up to its end or ``stop``."""
    phrase_end = _END.search(text, start, stop)
    return phrase_speaker(text, start, phrase_end.start() if phrase_end else stop)


def _first_in_clause(text: str, start: int, end: int) -> Span | None:
    """Who speaks at the first verb of a clause that tells; after a passive only what follows it can."""
    told = start
    for verb in speech_verbs(text, start, end):
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
    found = subject(text, _aside(text, start, verb, end), verb.start())
    if found is None or not is_passive(text, start, verb, end):
        return found
    by = BY.match(text, verb.end(), end)
    leads = by is not None and next(speech_verbs(text, by.end(), end), None) is None
    return _leading_speaker(text, by.end(), end) if by is not None and leads else None


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


def _nearest_name(text: str, start: int, end: int) -> Span | None:
    """The name right before the verb where another phrase comes first (``Sentencing Lund, Judge Obi said``)."""
    parts = _parts(text, start, end)
    joins = len(parts) > 1 and not text[parts[-1][1] : end].strip() and not _AND.search(text, *parts[-1])
    return _whole_name(text, *parts[-1]) if joins else None


def _before_who(text: str, start: int, end: int) -> Span | None:
    """Whom *who* means: the name before it (``Obi thanked Tom Lund, who``), else the noun."""
    parts = _parts(text, start, end)
    apart = bool(parts) and (_COMMA.search(text, parts[-1][1], end) or _DETERMINER.match(text, parts[-1][0]))
    for first, last in reversed(parts if apart else parts[-1:]):
        names = names_in(text, first, last)
        ends = names and not text[names[-1].span.end : last].strip()
        if ends and not _PREPOSITION.match(text, first) and not _says_of_what(text, first, names[-1].start):
            return _person_behind_body(text, names[-1])
    return _noun_before_who(text, *parts[-1]) if parts else None


def _noun_before_who(text: str, start: int, end: int) -> Span | None:
    """The head of the noun phrase before *who*, which a determiner opens."""
    if _PREPOSITION.match(text, start):
        return None
    openings = [word.start() for word in _WORD.finditer(text, start, end) if word.group().casefold() in DETERMINERS]
    nearest = next((at for at in reversed(openings) if not _says_of_what(text, start, at)), start)
    found = phrase_speaker(text, nearest, end)
    whole = found is not None and (found.end == len(text[:end].rstrip()) or found.text in ROLES | _GROUPS)
    return found if found is not None and (whole or found.text[0].isupper()) else None


def _says_of_what(text: str, start: int, end: int) -> bool:
    """Whether ``of``, or a preposition after a role or name, hangs what follows on it (*the head of*, *an MP for*)."""
    hung = _HANGS.search(text, start, end)
    if hung is None:
        return False
    word = hung.group(1)
    return hung.group(2) == "of" or word[0].isupper() or word.split("-")[-1] in ROLES | _GROUPS


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    bounds, position = [], start
    for comma in _COMMA.finditer(text, start, end):
        bounds.append((position, comma.start()))
        position = comma.end()
    bounds.append((position, end))
    return [(first, last) for first, last in bounds if text[first:last].strip()]


def _whole_name(text: str, start: int, end: int) -> Span | None:
    """The name that a comma-free part consists of, but for a determiner, title or role before and a place after it."""
    if _PREPOSITION.match(text, start):
        return None
    for name in names_in(text, start, end):
        alone = len(name.tokens) == 1 and name.tokens[0] in TITLES
        if alone or not _AFTER_NAME.match(text[name.span.end : end]):
            continue
        person = _person_behind_body(text, name)
        lead = text[start : name.start].strip()
        if _is_role(lead) or (person != name.span and _OFFICE_OF.search(lead)):
            return person
    return None


def _is_role(lead: str) -> bool:
    """Whether the words before a name only say what its bearer is."""
    words = [word for word in lead.split() if word.casefold() not in DETERMINERS]
    if not words:
        return True
    last = words[-1].casefold()
    return last.endswith(("'s", "’s", "s'", "s’")) or last.split("-")[-1] in ROLES | _GROUPS


def _person_behind_body(text: str, name: Name) -> Span:
    """``Refugee Council Enver Solomon`` names a person behind the body that he leads."""
    words = name.span.text.split(" ")
    for at in range(len(words) - 2, 0, -1):
        is_name = words[at][0].isupper()  # unlike the *of* of ``Bank of Ghana``
        if is_name and is_body([words[at - 1].casefold()]) and not is_body([word.casefold() for word in words[at:]]):
            return _span(text, name.span.end - len(" ".join(words[at:])), name.span.end)
    return name.span


def _head(text: str, start: int, end: int) -> Span | None:
    """The noun that heads ``the defence ministry's chief spokesman for X``: *spokesman*."""
    at = text.find("head of state", start, end)
    if at >= 0:
        return _span(text, at, at + len("head of state"))
    stop = _HEAD_ENDS.search(text, start, end)
    words = list(_WORD.finditer(text, start, stop.start() if stop else end))
    while words and (ADVERB.fullmatch(words[-1].group()) or words[-1].group().casefold() in FUNCTION_WORDS):
        words.pop()
    if not words or (words[-1].group()[0].isdigit() and not words[-1].group().endswith("old")):
        return None
    return _span(text, words[-1].start(), words[-1].end())


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])
