"""Where quotation marks open and close: the stretches of an article that stand between them.

Marks are paired within a paragraph. One that stays open at a paragraph's end runs on where the next paragraph opens
with a mark of the same kind, as newspapers print long quotations; otherwise it ends with its sentence, so that a
forgotten mark never swallows the article. Marks inside a quotation (nested ones) belong to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

_CLOSERS: Final = {
    "“": "”",
    "”": "”",  # Swedish and Finnish style
    "„": "“”",
    "«": "»",
    "»": "«",  # Danish and German style
    "「": "」",
    "『": "』",
    '"': '"',
    "``": "''",
    "‘": "’",
    "'": "'",
    "‹": "›",
}
_MARK: Final = re.compile("``|''|[“”„«»「」『』\"‘’'‹›]")
_SINGLE: Final = frozenset("‘'")
_AMBIGUOUS: Final = frozenset("\"'‘”»„")
_BEFORE_OPENING: Final = frozenset("([{—–-/:…[\u200f\u200e“\"‘'«„")
_ELISION: Final = re.compile(r"['‘’](?:\d|(?:em|tis|twas|til|cause|n|bout|round)\b)", re.IGNORECASE)
_PLURAL_POSSESSIVE: Final = re.compile(r"s['’] [a-z]")
_STOPS: Final = frozenset(",.!?…;:")
_SENTENCE_END: Final = re.compile(r"[.!?…]+[)\]]*(?=\s+[^\sa-z])")
_WORD: Final = re.compile(r"\w")
_LINE: Final = re.compile(r"\n\s*")
_WRAP: Final = re.compile(r"(?<=\S)[^\S\n]*\n(?=[^\S\n]*\S)")
_IN_SENTENCE: Final = re.compile(r"[^\n.!?:”\"]\n(?=[a-z])")
_MOSTLY: Final = 0.25
_LONGEST_SINGLE: Final = 1000


@dataclass(frozen=True, slots=True)
class Stretch:
    """``text[start:end]`` stands in quotation marks (the marks belong to it); ``opener`` is the opening mark.

    ``closed`` is false where the closing mark is missing; ``runs_on`` where the next stretch goes on with it.
    """

    start: int
    end: int
    opener: str
    closed: bool = True
    runs_on: bool = False


def unwrapped(text: str) -> str:
    """The text with a blank for each line break inside a paragraph, where lines are wrapped by hand; same offsets."""
    wrapped = len(_IN_SENTENCE.findall(text)) > _MOSTLY * len(_WRAP.findall(text))
    return _WRAP.sub(lambda wrap: " " * len(wrap.group()), text) if wrapped else text


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of each paragraph: a line each, or divided by blank lines where the lines are wrapped by hand."""
    bounds, start = [], 0
    for gap in _LINE.finditer(unwrapped(text)):
        bounds.append((start, gap.start()))
        start = gap.end()
    bounds.append((start, len(text)))
    return [(start, end) for start, end in bounds if text[start:end].strip()]


def quoted_stretches(text: str) -> list[Stretch]:
    """All stretches between quotation marks, in reading order, none inside another."""
    found: list[Stretch] = []
    for start, end in paragraphs(text):
        if found and not found[-1].closed:
            found[-1] = _settled(found[-1], text, start)
        found.extend(stretch for stretch in _in_paragraph(text, start, end) if _has_words(text, stretch))
    if found and not found[-1].closed:
        found[-1] = _cut(found[-1], text)
    return found


def _has_words(text: str, stretch: Stretch) -> bool:
    return _WORD.search(text, stretch.start, stretch.end) is not None


def _settled(unclosed: Stretch, text: str, next_paragraph: int) -> Stretch:
    """What a stretch left open at a paragraph's end comes to, now that the next paragraph is known."""
    if text.startswith(unclosed.opener, next_paragraph):
        return replace(unclosed, runs_on=True, closed=True)
    return _cut(unclosed, text)


def _cut(unclosed: Stretch, text: str) -> Stretch:
    stop = _SENTENCE_END.search(text, unclosed.start, unclosed.end)
    return replace(unclosed, end=stop.end() if stop else unclosed.end, closed=True)


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Stretch]:
    while start < end and text[end - 1].isspace():
        end -= 1
    position = start
    while opening := _next_opening(text, position, start, end):
        stretch = _single(text, opening, start, end) if opening.group() in _SINGLE else _double(text, opening, end)
        if stretch is not None:
            yield stretch
        position = stretch.end if stretch is not None else opening.end()


def _next_opening(text: str, position: int, start: int, end: int) -> re.Match[str] | None:
    marks = _MARK.finditer(text, position, end)
    return next((mark for mark in marks if mark.group() in _CLOSERS and _opens(text, mark, start, end)), None)


def _opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark stands where a quotation can begin: words follow it, and none comes right before it."""
    if mark.end() >= end or (text[mark.end()].isspace() and mark.group() != "«"):
        return False
    before = text[mark.start() - 1] if mark.start() > start else " "
    free = before.isspace() or before in _BEFORE_OPENING
    if mark.group() in _SINGLE:
        return free and not _ELISION.match(text, mark.start())
    return free or mark.group() not in _AMBIGUOUS


def _double(text: str, opening: re.Match[str], end: int) -> Stretch:
    """The stretch that a double mark opens; it is cut short where another one opens before it is closed."""
    opener = opening.group()
    for mark in _MARK.finditer(text, opening.end(), end):
        if mark.group() == opener and _opens(text, mark, opening.start(), end):
            return _cut(Stretch(opening.start(), mark.start(), opener), text)
        if mark.group() in _CLOSERS[opener]:
            return Stretch(opening.start(), mark.end(), opener)
    return Stretch(opening.start(), end, opener, closed=False)


def _single(text: str, opening: re.Match[str], start: int, end: int) -> Stretch | None:
    """The stretch that a single mark opens; None where it turns out to be an apostrophe.

    The first closing mark after a stop ends it (``‘The workers’ union is angry,’``), else the first that is no plural.
    """
    opener, reach = opening.group(), min(end, opening.end() + _LONGEST_SINGLE)
    marks = [mark for mark in _MARK.finditer(text, opening.end(), reach) if mark.group() in "‘’'"]
    again = next((mark.start() for mark in marks if mark.group() == opener and _opens(text, mark, start, end)), reach)
    closes = [mark.end() for mark in marks if mark.start() < again and _closes_single(text, mark, opener, end)]
    after_stop = [close for close in closes if text[close - 2] in _STOPS]
    not_plural = [close for close in closes if not _PLURAL_POSSESSIVE.match(text, close - 2, end)]
    for close in (*after_stop, *not_plural):
        return Stretch(opening.start(), close, opener)
    if opener == "‘" and opening.start() == start:
        return Stretch(opening.start(), end, opener, closed=False)
    return None


def _closes_single(text: str, mark: re.Match[str], opener: str, end: int) -> bool:
    if mark.group() not in _CLOSERS[opener] or text[mark.start() - 1].isspace():
        return False
    return mark.end() >= end or not text[mark.end()].isalnum()
