"""Whom an interview is with: who answers where its answers are labelled ``A:``."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from newstance.attribution.cast import Cast, named_most, place_of
from newstance.attribution.person_mentions import named_persons
from newstance.attribution.turns import Turn
from newstance.records import Sentence, Span

_I: Final = re.compile(r"\b(?:I|[Mm]e|[Mm]y)\b")
_BYLINE: Final = re.compile(r"\W*[Bb][Yy] ")
_LONGEST_INTRODUCTION: Final = 12


def with_interviewee(turns: Sequence[Turn], text: str, cast: Cast, sentences: Sequence[Sentence]) -> list[Turn]:
    """The turns with the person interviewed as the speaker of the answers, where the introduction makes plain who.

    Where no answer says *I* it is no interview, but a guide to something (``Q: Can I travel? A: Yes, you can.``).
    """
    answers = [turn for turn in turns if turn.answers]
    personal = any(_I.search(text, turn.content, turn.end) for turn in answers)
    speaker = _introduced(turns[0].start, text, cast, sentences) if personal else None
    return [replace(turn, speaker=speaker) if turn.answers else turn for turn in turns]


def _introduced(end: int, text: str, cast: Cast, sentences: Sequence[Sentence]) -> Span | None:
    """The person named most before the first turn; None where two are named as often, or a whole article precedes."""
    starts = [sentence.start for sentence in sentences[: _LONGEST_INTRODUCTION + 1]]
    if starts[-1] < end:
        return None
    bylines = {at for at in starts if _BYLINE.match(text, at)}
    named = [
        (at, person)
        for at, person in named_persons(cast)
        if at < end and starts[bisect_right(starts, at) - 1] not in bylines
    ]
    most = named_most(Counter(person for _, person in named))
    if most is None:
        return None
    forms = (most.name, *reversed(most.name.split()))
    spans = (
        Span(at, at + len(form), form)
        for form in forms
        for at, person in sorted(named, key=place_of)
        if person is most and text.startswith(form, at)
    )
    return next(spans, None)
