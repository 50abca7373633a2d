"""Two names of one actor that the text itself equates: *RT, still commonly known as Russia Today*.

The actor is called by the name that is in use: the first, unless the text says *now* of the second (*Twitter, now
called X*).
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from newstance.attribution.names import Name

_ADVERB: Final = (
    r"(?:also|better|commonly|formerly|generally|initially|locally|more|now|often|once|originally|popularly|previously"
    r"|since|sometimes|still|then|today|until \w+|usually|widely)"
)
_ADVERBS: Final = rf"(?:{_ADVERB}(?:,? (?:and|or|but))? )"
_BEFORE: Final = r"(?:the )?[“\"‘']?"
_NOUN: Final = r"(?:(?:who|which) is |(?:the|an?) (?:[a-z-]+ ){1,3}?)?"
_KNOWN: Final = re.compile(rf",? \(?{_NOUN}{_ADVERBS}*(?:known|rebranded|referred to)(?: \w+)? as {_BEFORE}")
_CALLED: Final = re.compile(rf"(?:, | \(){_NOUN}{_ADVERBS}+(?:called |renamed )?{_BEFORE}")
_CLOSED: Final = re.compile(r"[”\"’']?(?:[,.;:)\n]|$)")
_NOW: Final = re.compile(r"\b(?:now|since|today|rebranded|renamed)\b")
_LONGEST: Final = 70


def other_names(text: str, names: Sequence[Name]) -> dict[tuple[str, ...], Name]:
    """For each name that the text says is another name of an actor, the one to call the actor by.

    ``names`` are in order of the text.
    """
    found: dict[tuple[str, ...], Name] = {}
    for first, second in pairwise(names):
        if not 0 < second.start - first.span.end <= _LONGEST or first.tokens == second.tokens:
            continue
        between = text[first.span.end : second.start]
        if _equates(text, between, second.span.end):
            is_new = _NOW.search(between) and "still" not in between
            other, used = (first, second) if is_new else (second, first)
            found.setdefault(other.tokens, used)
    return {other: used for other, used in found.items() if used.tokens not in found}


def _equates(text: str, between: str, end: int) -> bool:
    """Whether the words between two names, the second of which stops at ``end``, say that both are one actor's.

    *Ada Obi, also called Ben Roe a liar* does not: the second name goes on.
    """
    known = _KNOWN.fullmatch(between) is not None
    return known or (_CALLED.fullmatch(between) is not None and _CLOSED.match(text, end) is not None)
