"""The noun phrase that speaks: its name, else its noun, cut down to what the codebook marks (no title, no article).

``the EU's foreign policy chief, Marit Oldenkamp, said`` gives *Marit Oldenkamp*; ``the 63-year-old head of state said``
gives *head of state*; ``three Western diplomats said`` gives *Western diplomats*; ``he said`` gives *he*.
"""

import re
from typing import Final

from newstance.attribution.lexicon import DETERMINERS, PRONOUNS, ROLES, TITLES
from newstance.attribution.names import Name, is_body, names_in
from newstance.attribution.noun_heads import OWNER, WORD, head_of, is_verb, span_of, verbs_in
from newstance.attribution.speech_verbs import ADVERB, DENIED, GOES_ON, LY
from newstance.records import Span
from newstance.sentences.lexicon import FULL_STOP

_COMMA: Final = re.compile(r",(?!\d)\s*|\s[–—-]\s|\(|\)")
_PREPOSITION: Final = re.compile(
    r"\W*(?:in|on|at|by|for|from|to|of|with|after|before|during|since|under|over|through|across|outside|inside|amid"
    r"|against|among|within|until|unlike|as|asked|pressed|following|despite|citing|speaking|reacting"
    r"|when|while|because|although|though|once|if)\b",
    re.IGNORECASE,
)
_AFTER_NAME: Final = re.compile(
    rf"\.?\s*(?:$|(?:of|for|at|from|in|on|and|himself|herself|as|has|have|had|can|could|would|do|does|did|\w+n['’]t|{LY}"
    r"|also|later|told|said)\b)"
)
_END: Final = re.compile(
    rf"{FULL_STOP}(?!\w)|[!?;:“”\"«»](?!\w)"
    r"|\b(?:who|which|whose|after|as|when|while|because|during|since|where|adding)\b"
)
_OPENERS: Final = DETERMINERS | {"and", "but", "or", "so", "then", "yet"}
_OFFICE_OF: Final = re.compile(r"\b(?:of|for|at)(?: the)?$")
_PLACE_BEFORE: Final = re.compile(r"\b(?:in|at|near|from)\s+[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)*,\s+$")
_SECOND_CLAUSE: Final = re.compile(
    r"(?:,\s+(?:and|but|so|while)|\b(?:days?|hours?|minutes?|moments|months?|shortly|soon|weeks?|years?) after)\s+"
)
_DETERMINER: Final = re.compile(r"\s*(?:" + "|".join(sorted(DETERMINERS)) + r")\b", re.IGNORECASE)
_AND: Final = re.compile(r"\band\b")
_HANGS: Final = re.compile(r"([\w'’-]+)\s+(of|for|at|from|in|with|to)\s+(?:the\s+)?$")
_GROUPS: Final = frozenset(
    {"member", "group", "party", "company", "firm", "daily", "weekly", "union", "charity", "coalition"}
)
NAMELESS_SUBJECTS: Final = frozenset({"which", "that", "this"})


def subject(text: str, start: int, end: int) -> Span | None:
    """The subject of the verb that stands at ``end``; None where nothing between ``start`` and it can be one."""
    if DENIED.search(text, start, end):
        return None
    goes_on = GOES_ON.search(text, start, end)
    end = goes_on.start() if goes_on else end
    words = list(WORD.finditer(text, start, end))
    while words and ADVERB.fullmatch(words[-1].group()):
        end = words.pop().start()
    last = words[-1].group().casefold() if words else ""
    if not words or last in NAMELESS_SUBJECTS or last.endswith(("'s", "’s")):  # ``Obi's claims``: no verb
        return None
    if last == "who":
        return _before_who(text, start, words[-1].start())
    if last in PRONOUNS:
        return span_of(text, words[-1].start(), words[-1].end())
    start = _clause_start(text, start, end)
    return _nearest_name(text, start, end) or phrase_speaker(text, start, end)


def _clause_start(text: str, start: int, end: int) -> int:
    """Where a second main clause begins (``The port will close, and the mayor said``); else ``start``."""
    second = list(_SECOND_CLAUSE.finditer(text, start, end))[-1:]
    if not second or "," in text[second[0].end() : end] or not text[second[0].end() : end].strip():
        return start
    return start if next(verbs_in(text, start, second[0].start()), None) is None else second[0].end()


def phrase_speaker(text: str, start: int, end: int) -> Span | None:
    """The name in a noun phrase, else the noun that heads it; appositions on either side are seen through."""
    parts = sorted(_parts(text, start, end), key=lambda part: text.startswith("(", part[0] - 1))  # asides come last
    for part_start, part_end in parts:
        name = _whole_name(text, part_start, part_end)
        if name is not None and not _is_region(text, start, name):
            return name
    for part_start, part_end in parts:
        head = None if _PREPOSITION.match(text, part_start) else head_of(text, part_start, part_end)
        if head is not None:
            return head
    return None


def leading_speaker(text: str, start: int, stop: int) -> Span | None:
    """The speaker in the phrase that begins at ``start``, up to its end or ``stop``."""
    phrase_end = _END.search(text, start, stop)
    stop = phrase_end.start() if phrase_end else stop
    words = list(WORD.finditer(text, start, stop))
    participle = next((words[at].start() for at in range(1, len(words)) if is_verb(words, at)), stop)
    return phrase_speaker(text, start, stop) or phrase_speaker(text, start, participle)  # ``an official briefed on it``


def _is_region(text: str, start: int, name: Span) -> bool:
    """Whether one word behind a place and a comma says where that place lies (``Police in Akron, Ohio, said``)."""
    return " " not in name.text and _PLACE_BEFORE.search(text, start, name.start) is not None


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
    words = list(WORD.finditer(text, start, end))
    openings = [word.start() for word in words if word.group().casefold() in DETERMINERS]
    openings += [word.end() for word in words if word.group().endswith(OWNER[:2])]
    nearest = next((at for at in sorted(openings, reverse=True) if not _says_of_what(text, start, at)), start)
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
    words = [word for word in lead.split() if word.casefold() not in _OPENERS]
    if not words:
        return True
    last = words[-1].casefold()
    return last.endswith((*OWNER, "named", "called")) or last.split("-")[-1] in ROLES | _GROUPS


def _person_behind_body(text: str, name: Name) -> Span:
    """``Refugee Council Enver Solomon`` names a person behind the body that he leads."""
    words = name.span.text.split(" ")
    for at in range(len(words) - 2, 0, -1):
        is_name = words[at][0].isupper()  # unlike the *of* of ``Bank of Ghana``
        if is_name and is_body([words[at - 1].casefold()]) and not is_body([word.casefold() for word in words[at:]]):
            return span_of(text, name.span.end - len(" ".join(words[at:])), name.span.end)
    return name.span
