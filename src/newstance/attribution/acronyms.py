"""Acronyms: introduced in brackets (``the National Renewal Movement (NRM)``) or read off a name's initials.

After Schwartz & Hearst (2003), "A simple algorithm for identifying abbreviation definitions in biomedical text": the
letters are looked for backwards in the words before the bracket. Where the letters come from another language (``the
Democratic Front (FD)``), the name that stands right before the bracket is taken.
"""

import re
from collections.abc import Iterator
from typing import Final

from newstance.attribution.names import LINKED_NAME, folded
from newstance.records import Span

_BRACKET: Final = re.compile(r"\(([A-Z][A-Za-z&.-]{1,9})(?:[,;][^)]{0,40})?\)")
_SMALL: Final = frozenset(["of", "for", "the", "and", "in", "on", "de", "du", "des", "&", "to"])
_REACH: Final = 110


def introduced(text: str) -> Iterator[tuple[str, Span]]:
    """Each acronym that brackets introduce, with the span of the full name before them."""
    for bracket in _BRACKET.finditer(text):
        letters = bracket.group(1)
        if sum(letter.isupper() for letter in letters) < 2:  # noqa: PLR2004 - one capital is a word, not an acronym
            continue
        reach = max(0, bracket.start() - _REACH, text.rfind("\n", 0, bracket.start()) + 1)
        end = reach + len(text[reach : bracket.start()].rstrip())
        runs = [run for run in LINKED_NAME.finditer(text, reach, end) if run.end() == end]
        if runs:
            start = _start(text, runs[0].start(), end, letters)
            yield letters, Span(start, end, text[start:end])


def initials(name: str) -> str:
    """The initials of a name's words, small words left out: ``National Renewal Movement`` gives ``nrm``."""
    return "".join(word[0] for word in folded(name).split() if word not in _SMALL)


def _start(text: str, start: int, end: int, letters: str) -> int:
    """Where within ``text[start:end]`` the name begins whose words carry ``letters``; ``start`` where none do."""
    words = [word.start() for word in re.finditer(r"[^\W_]+", text[start:end])]
    wanted = letters.replace(".", "").casefold()
    for at in reversed(words):
        phrase = text[start + at : end]
        if phrase[0].isupper() and initials(phrase).startswith(wanted[0]) and _spells(initials(phrase), wanted):
            return start + at
    return _without_opening(text, start)


def _spells(heads: str, wanted: str) -> bool:
    return heads == wanted or heads == wanted.removesuffix("s")


def _without_opening(text: str, start: int) -> int:
    opening = re.compile(r"(?:The|In|But|And|While|For|At|On)\s+").match(text, start)
    return opening.end() if opening else start
