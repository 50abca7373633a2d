"""Direct quotations of an article and who speaks them.

A quotation's speaker is looked for where newspapers name it: in the sentence that the quotation stands in, before or
after it; in the attribution between the two halves of a broken quotation; else it is carried on from the quotation
before, or it is the person whom the sentence before is about. Quotations that run on over several paragraphs have one
speaker. Where none of this holds, nobody is named.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from newstance.attribution.lexicon import PRONOUNS
from newstance.attribution.names import names_in, opens_sentence, tokens
from newstance.attribution.quote_marks import Stretch, paragraphs, quoted_stretches, unwrapped
from newstance.attribution.rules import ALL_RULES, Rule
from newstance.attribution.speakers import speaker_after, speaker_before, speaker_between, speaker_by, speaks_on
from newstance.attribution.speaking_phrases import before_colon, person_told_of
from newstance.records import Span
from newstance.sentences.lexicon import FULL_STOP

_STOP: Final = re.compile(rf"(?:{FULL_STOP}|[!?…])['\"”’)]*(?=\s)")
_ENDED: Final = re.compile(r"[.…]['\"”’»]*$")
_ALSO: Final = re.compile(r"[\s,]*(?:and|or|but)?(?: (?:an?|as|the))*\s*")
_REACH: Final = 600
_SHORTEST: Final = 3


@dataclass(frozen=True, slots=True)
class Quotation:
    """``text[start:end]`` is quoted, marks included; ``speaker`` is where the text names who says it, or None."""

    start: int
    end: int
    speaker: Span | None


@dataclass(frozen=True, slots=True)
class _Context:
    """A stretch with the words of its sentence that stand before and after it.

    ``joined`` is where an earlier stretch of the same sentence ends (``"a", said X, "b"``), or None.
    """

    stretch: Stretch
    before: tuple[int, int]
    after: tuple[int, int]
    paragraph: int
    joined: int | None


def find_quotations(text: str, rules: frozenset[Rule] = ALL_RULES) -> list[Quotation]:
    """The direct quotations of ``text`` in reading order, none inside another, each with its speaker if named.

    Args:
        text: an article's text; offsets of the quotations and speakers count from its start.
        rules: which rules apply; fewer only to measure what one brings.
    """
    stretches = quoted_stretches(text)
    contexts, prose = _contexts(text, stretches), without_quoted(unwrapped(text), stretches)
    speakers: list[Span | None] = []
    for context in contexts:
        first_half = (
            speakers[-1] if speakers and _goes_on_speaking(prose, contexts[len(speakers) - 1], context) else None
        )
        speakers.append(_own_clause(prose, context, rules) or first_half or _named(text, prose, context, rules))
    if Rule.RUNNING in rules:
        _share_running(contexts, speakers)
    if Rule.CARRIED in rules:
        _carry_on(text, prose, contexts, speakers)
    named = [Span(who.start, who.end, text[who.start : who.end]) if who is not None else None for who in speakers]
    return [Quotation(stretch.start, stretch.end, who) for stretch, who in zip(stretches, named, strict=True)]


def without_quoted(text: str, stretches: Sequence[Stretch] | Sequence[Quotation]) -> str:
    """The text with blanks for all that is quoted: whoever speaks in there speaks no other quotation."""
    parts, position = [], 0
    for stretch in stretches:
        parts += [text[position : stretch.start], " " * (stretch.end - stretch.start)]
        position = stretch.end
    return "".join([*parts, text[position:]])


def _contexts(text: str, stretches: Sequence[Stretch]) -> list[_Context]:
    bounds = paragraphs(text)
    found: list[_Context] = []
    at = 0
    for number, stretch in enumerate(stretches):
        while bounds[at][1] <= stretch.start:
            at += 1
        start, end = bounds[at]
        earlier = found[-1] if found and found[-1].paragraph == at else None
        following = stretches[number + 1].start if number + 1 < len(stretches) else end
        found.append(_context(text, stretch, earlier, (start, min(following, end)), at))
    return found


def _context(text: str, stretch: Stretch, earlier: _Context | None, room: tuple[int, int], paragraph: int) -> _Context:
    """``earlier`` is the stretch before in the same paragraph; ``room`` reaches up to the next one."""
    lower = max(room[0], earlier.stretch.end if earlier else 0)
    start = _sentence_start(text, max(lower, stretch.start - _REACH), stretch.start)
    joined = None
    if earlier is not None and start == lower and not _ended(text, earlier.stretch):
        joined = earlier.stretch.end
        start = max(earlier.before[0], stretch.start - _REACH)
    after = (stretch.end, max(stretch.end, _sentence_end(text, stretch.end, min(room[1], stretch.end + _REACH))))
    return _Context(stretch, (start, stretch.start), after, paragraph, joined)


def _goes_on_speaking(prose: str, earlier: _Context, context: _Context) -> bool:
    """Whether who speaks the earlier quotation of a sentence speaks this one: not where a side clause names him."""
    if context.joined is None:
        return False
    return _ALSO.fullmatch(prose, context.joined, context.stretch.start) is not None or speaks_on(
        prose, *earlier.before
    )


def _own_clause(prose: str, context: _Context, rules: frozenset[Rule]) -> Span | None:
    """Who speaks where a sentence goes on to another speaker (``"a", while X called it "b"``)."""
    if context.joined is None or Rule.BEFORE not in rules:
        return None
    return speaker_between(prose, context.joined, context.stretch.start)


def _named(text: str, prose: str, context: _Context, rules: frozenset[Rule]) -> Span | None:
    """The speaker that the quotation's own sentence names: before it where words lead to it, else after it."""
    goes_on = Rule.AFTER in rules and _goes_on(text, context)
    found = speaker_by(prose, context.before, context.after) if goes_on else None
    if found is None and Rule.BEFORE in rules and text[slice(*context.before)].strip():
        found = speaker_before(prose, *context.before)
    if found is None and goes_on:
        found = speaker_after(prose, *context.after, attributed=_is_attributed(text, context))
    if found is None or found.text.casefold() in PRONOUNS:  # ``The minister was blunt: "No," he said``
        found = (before_colon(prose, *context.before) if Rule.BEFORE in rules else None) or found
    return found


def _is_attributed(text: str, context: _Context) -> bool:
    """Whether a quotation opens its sentence and a comma (or a small letter) tells that the sentence goes on."""
    opens, end = not text[slice(*context.before)].strip(), context.stretch.end
    last = text[context.stretch.start : end].rstrip("\"'”’»“")[-1:]
    following = text[slice(*context.after)].lstrip()[:1]
    return opens and (last == "," or following == "," or (last in "!?" and following.islower()))


def _goes_on(text: str, context: _Context) -> bool:
    """Whether the words after a quotation belong to its sentence."""
    following = text[slice(*context.after)].lstrip()
    if not following or following[0].islower():
        return bool(following)
    led_to = text[slice(*context.before)].rstrip().endswith((":", ","))
    return not _ended(text, context.stretch) and not (led_to and text[context.stretch.end - 2] in "!?")


def _share_running(contexts: Sequence[_Context], speakers: list[Span | None]) -> None:
    """Gives all paragraphs of a running quotation the speaker that one of them names, the last one before others."""
    start = 0
    for number, context in enumerate(contexts):
        if context.stretch.runs_on:
            continue
        named = [speaker for speaker in speakers[start : number + 1] if speaker is not None]
        if named:
            speakers[start : number + 1] = [named[-1]] * (number + 1 - start)
        start = number + 1


def _carry_on(text: str, prose: str, contexts: Sequence[_Context], speakers: list[Span | None]) -> None:
    """Gives a quotation that is a whole sentence the speaker of the one before, or of the words that lead to it.

    The speaker before does not go on where a sentence between the two is about somebody else.
    """
    for number, context in enumerate(contexts):
        if speakers[number] is not None or text[slice(*context.before)].strip():
            continue
        earlier = contexts[number - 1] if number else context
        speaker = speakers[number - 1] if number and earlier.paragraph >= context.paragraph - 1 else None
        start = earlier.after[1] if _goes_on(text, earlier) else earlier.stretch.end
        if speaker is not None and not _names_another(text, prose, (start, context.stretch.start), speaker):
            speakers[number] = speaker
        if speakers[number] is None:
            speakers[number] = _introduced(text, prose, context)


def _names_another(text: str, prose: str, gap: tuple[int, int], speaker: Span) -> bool:
    """Whether a sentence in the ``gap`` between two quotations is about a name that is not the first one's speaker."""
    names = [
        name
        for name in names_in(text, *gap)
        if opens_sentence(text, name.start) or not text[gap[0] : name.start].strip()
    ]
    told_of = person_told_of(prose, _sentence_start(text, max(gap[0], gap[1] - _REACH), gap[1] - _SHORTEST), gap[1])
    others = [name.tokens for name in names]
    if told_of is not None and told_of.text[0].isupper() and told_of.text.casefold() not in PRONOUNS:
        others.append(tokens(told_of.text))
    return any(set(other).isdisjoint(tokens(speaker.text)) for other in others)


def _introduced(text: str, prose: str, context: _Context) -> Span | None:
    """The speaker of the sentence before, in the same paragraph or at the end of the one before with a colon."""
    lower = max(0, context.stretch.start - _REACH)
    lead = text[lower : context.stretch.start].rstrip()
    gap = text[lower + len(lead) : context.stretch.start]
    if not lead or ("\n" in gap and not lead.endswith(":")):
        return None
    line = lower + lead.rfind("\n") + 1
    end = lower + len(lead)
    start = _sentence_start(text, line, end - 1)
    return speaker_before(prose, start, end) or person_told_of(prose, start, end)


def _ended(text: str, stretch: Stretch) -> bool:
    """Whether the quoted words end with a full stop."""
    return _ENDED.search(text[max(stretch.start, stretch.end - 4) : stretch.end]) is not None


def _sentence_start(text: str, start: int, end: int) -> int:
    stops = [stop.end() for stop in _STOP.finditer(text, start, end)]
    return stops[-1] if stops else start


def _sentence_end(text: str, start: int, end: int) -> int:
    stop = _STOP.search(text, start, end)
    return stop.end() if stop else end
