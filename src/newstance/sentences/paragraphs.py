"""Paragraphs of a text as spans. A line break ends a paragraph unless it only wraps a long line.

Wrapped text (mail, old wire copy) is recognised by its form: a line that goes on in lower case, or lines filled so far
that the next word would not have fitted.
"""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Final

MIN_WRAPPED: Final = 40
"""Characters; shorter lines are headings, list items or verse."""

MAX_WRAPPED: Final = 100
SLACK: Final = 8
"""How much shorter than the longest line a wrapped line may end before the next word."""

_LINE_BREAKS: Final = str.maketrans(dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n"))
_FIRST_WORD: Final = re.compile(r"\S+")
_CLOSED: Final = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*$")
_BULLET: Final = re.compile(r"\s*(?:[-–—*•·▪◦‣]|\(?\w{1,3}[.)])\s")


def paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph, in order; together they hold every character that is not whitespace."""
    position = 0
    for blank, lines in groupby(text.translate(_LINE_BREAKS).split("\n"), key=lambda line: not line.strip()):
        block = list(lines)
        if not blank:
            yield from _paragraphs_of_block(block, position)
        position += sum(map(len, block)) + len(block)


def _paragraphs_of_block(lines: list[str], offset: int) -> Iterator[tuple[int, int]]:
    """Paragraphs of consecutive lines; ``offset`` is where the first one starts in the text."""
    width = _wrapping_width(lines)
    start = position = offset
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        position += len(line)
        if following is None or not _goes_on(line, following, width):
            yield start, position
            start = position + 1
        position += 1


def _wrapping_width(lines: list[str]) -> int | None:
    """The width to which a block was wrapped, or None if its lines are paragraphs of their own."""
    width = max(map(len, lines))
    breaks = list(pairwise(lines))
    if not breaks or width > MAX_WRAPPED:
        return None
    filled = sum(_fills(line, following, width) for line, following in breaks)
    in_sentence = sum(_continues(line, following) for line, following in breaks)
    return width if in_sentence and 2 * filled >= len(breaks) else None


def _goes_on(line: str, following: str, width: int | None) -> bool:
    """Whether the paragraph continues across the break between two lines."""
    if _BULLET.match(following):
        return False
    return _continues(line, following) or (width is not None and _fills(line, following, width))


def _continues(line: str, following: str) -> bool:
    """A long line without a final mark, and lower case after it."""
    return len(line) >= MIN_WRAPPED and following.lstrip()[0].islower() and not _CLOSED.search(line)


def _fills(line: str, following: str, width: int) -> bool:
    """Whether the next word would not have fitted on a line of ``width``, give or take ``SLACK``."""
    word = _FIRST_WORD.search(following)
    return len(line) >= MIN_WRAPPED and word is not None and len(line) + 1 + len(word.group()) > width - SLACK
