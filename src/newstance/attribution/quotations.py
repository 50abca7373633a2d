"""Direct quotations of an article and who speaks them.

A quotation's speaker is looked for where newspapers name it: in the sentence that the quotation stands in, before or
after it; in the attribution between the two halves of a broken quotation; else it is carried on from the quotation
before. Quotations that run on over several paragraphs have one speaker. Where none of this holds, nobody is named.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from newstance.attribution.quote_marks import Stretch, paragraphs, quoted_stretches
from newstance.attribution.rules import ALL_RULES, Rule
from newstance.attribution.speakers import speaker_after, speaker_before
from newstance.records import Span

_STOP: Final = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSen)(?<!\bGen)(?<!\bRep)(?<!\bGov)[.!?…]['\"”’)]*(?=\s)"
)
_ENDED: Final = re.compile(r"[.…]['\"”’»]*$")
_REACH: Final = 600


@dataclass(frozen=True, slots=True)
class Quotation:
    """``text[start:end]`` is quoted, marks included; ``speaker`` is where the text names who says it, or None."""

    start: int
    end: int
    speaker: Span | None


@dataclass(frozen=True, slots=True)
class _Context:
    """A stretch with the words of its sentence that stand before and after it.

    ``joined`` is true where an earlier stretch belongs to the same sentence (``"a", said X, "b"``).
    """

    stretch: Stretch
    before: tuple[int, int]
    after: tuple[int, int]
    paragraph: int
    joined: bool


def find_quotations(text: str, rules: frozenset[Rule] = ALL_RULES) -> list[Quotation]:
    """The direct quotations of ``text`` in reading order, none inside another, each with its speaker if named.

    Args:
        text: an article's text; offsets of the quotations and speakers count from its start.
        rules: which rules apply; fewer only to measure what one brings.
    """
    contexts = _contexts(text, quoted_stretches(text))
    speakers: list[Span | None] = []
    for context in contexts:
        first_half = speakers[-1] if context.joined else None
        speakers.append(first_half or _named(text, context, rules))
    if Rule.RUNNING in rules:
        _share_running(contexts, speakers)
    if Rule.CARRIED in rules:
        _carry_on(text, contexts, speakers)
    pairs = zip(contexts, speakers, strict=True)
    return [Quotation(context.stretch.start, context.stretch.end, speaker) for context, speaker in pairs]


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
    joined = earlier is not None and start == lower and not _ended(text, earlier.stretch)
    if joined and earlier is not None:
        start = max(earlier.before[0], stretch.start - _REACH)
    after = (stretch.end, max(stretch.end, _sentence_end(text, stretch.end, min(room[1], stretch.end + _REACH))))
    return _Context(stretch, (start, stretch.start), after, paragraph, joined)


def _named(text: str, context: _Context, rules: frozenset[Rule]) -> Span | None:
    """The speaker that the quotation's own sentence names: before it where words lead to it, else after it."""
    found = None
    if Rule.BEFORE in rules and text[slice(*context.before)].strip():
        found = speaker_before(text, *context.before)
    if found is None and Rule.AFTER in rules and _goes_on(text, context):
        found = speaker_after(text, *context.after)
    return found


def _goes_on(text: str, context: _Context) -> bool:
    """Whether the words after a quotation belong to its sentence."""
    following = text[slice(*context.after)].lstrip()
    return bool(following) and (not _ended(text, context.stretch) or following[0].islower())


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


def _carry_on(text: str, contexts: Sequence[_Context], speakers: list[Span | None]) -> None:
    """Gives a quotation that is a whole sentence the speaker of the one before, or of the words that lead to it."""
    for number, context in enumerate(contexts):
        if speakers[number] is not None or text[slice(*context.before)].strip():
            continue
        if number and contexts[number - 1].paragraph >= context.paragraph - 1:
            speakers[number] = speakers[number - 1]
        if speakers[number] is None:
            speakers[number] = _introduced(text, context)


def _introduced(text: str, context: _Context) -> Span | None:
    """The speaker of the sentence before, in the same paragraph or at the end of the one before with a colon."""
    lower = max(0, context.stretch.start - _REACH)
    lead = text[lower : context.stretch.start].rstrip()
    gap = text[lower + len(lead) : context.stretch.start]
    if not lead or ("\n" in gap and not lead.endswith(":")):
        return None
    line = lower + lead.rfind("\n") + 1
    end = lower + len(lead)
    return speaker_before(text, _sentence_start(text, line, end - 1), end)


def _ended(text: str, stretch: Stretch) -> bool:
    """Whether the quoted words end with a full stop."""
    return _ENDED.search(text[max(stretch.start, stretch.end - 4) : stretch.end]) is not None


def _sentence_start(text: str, start: int, end: int) -> int:
    stops = [stop.end() for stop in _STOP.finditer(text, start, end)]
    return stops[-1] if stops else start


def _sentence_end(text: str, start: int, end: int) -> int:
    stop = _STOP.search(text, start, end)
    return stop.end() if stop else end
