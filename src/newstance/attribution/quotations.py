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

_STOP: Final = re.compile(r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSen)(?<!\bGen)[.!?…]['\"”’)]*(?=\s)|\n")
_ENDS_SENTENCE: Final = re.compile(r"[.…][”\"’'»]*$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """``text[start:end]`` is quoted, marks included. ``speaker`` is the mention of who says it (anywhere in the text)."""

    start: int
    end: int
    speaker: Span | None


@dataclass(slots=True)
class _Context:
    """A stretch with the words of its own sentence before and after it, and what came before."""

    stretch: Stretch
    before: tuple[int, int]
    after: tuple[int, int]
    paragraph: int
    joined: bool


def find_quotations(text: str, rules: frozenset[Rule] = ALL_RULES) -> list[Quotation]:
    """The direct quotations of ``text`` in reading order, none inside another, each with its speaker where one is named."""
    contexts = _contexts(text, quoted_stretches(text))
    speakers: list[Span | None] = []
    for context in contexts:
        half = speakers[-1] if context.joined else None
        speakers.append(half or _named(text, context, rules))
    if Rule.RUNNING in rules:
        _share_running(contexts, speakers)
    if Rule.CARRIED in rules:
        _carry_on(text, contexts, speakers)
    return [
        Quotation(context.stretch.start, context.stretch.end, speaker)
        for context, speaker in zip(contexts, speakers, strict=True)
    ]


def _contexts(text: str, stretches: Sequence[Stretch]) -> list[_Context]:
    bounds = paragraphs(text)
    found: list[_Context] = []
    at = 0
    for number, stretch in enumerate(stretches):
        while bounds[at][1] <= stretch.start:
            at += 1
        start, end = bounds[at]
        previous = stretches[number - 1].end if number and stretches[number - 1].end > start else start
        following = stretches[number + 1].start if number + 1 < len(stretches) else end
        before = (_sentence_start(text, previous, stretch.start), stretch.start)
        joined = previous != start and before[0] == previous and not _ENDS_SENTENCE.search(text, start, previous)
        if joined and found:
            before = (found[-1].before[0], stretch.start)
        after = (stretch.end, max(stretch.end, _sentence_end(text, stretch.end, min(following, end))))
        found.append(_Context(stretch, before, after, at, joined))
    return found


def _sentence_start(text: str, start: int, end: int) -> int:
    stops = [stop.end() for stop in _STOP.finditer(text, start, end)]
    return stops[-1] if stops else start


def _sentence_end(text: str, start: int, end: int) -> int:
    stop = _STOP.search(text, start, end)
    return stop.end() if stop else end


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
    ended = _ENDS_SENTENCE.search(text, context.stretch.start, context.stretch.end)
    return bool(following) and (not ended or following[0].islower())


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
    """Gives a quotation that is a sentence of its own the speaker of the one before it, or of the words that lead to it."""
    for number, context in enumerate(contexts):
        if speakers[number] is not None or text[slice(*context.before)].strip():
            continue
        previous = contexts[number - 1] if number else None
        if previous is not None and previous.paragraph >= context.paragraph - 1:
            speakers[number] = speakers[number - 1]
        if speakers[number] is None:
            speakers[number] = _introduced(text, context)


def _introduced(text: str, context: _Context) -> Span | None:
    """The speaker of the sentence before, in the same paragraph or at the end of the one before with a colon."""
    lead = text[: context.stretch.start].rstrip()
    if not lead or ("\n" in text[len(lead) : context.stretch.start] and not lead.endswith(":")):
        return None
    line = lead.rfind("\n") + 1
    return speaker_before(text, _sentence_start(text, line, len(lead) - 1), len(lead))
