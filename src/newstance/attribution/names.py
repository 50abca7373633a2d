"""Proper names as they stand in a text: where they are, without titles, and whether they name a body or a person.

No statistical recogniser: capital letters, titles and body words. What it does *not* know: names in scripts without
capitals, and whether an unknown name without any cue is a person or a place.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from newstance.attribution.lexicon import BODY_WORDS, NOT_NAMES, OFFICES, TITLES
from newstance.records import Span


def _ranges_of_capitals() -> str:
    """The capitals of Latin, Greek and Cyrillic as a regular expression's character class."""
    return "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper()) + "Ḁ-Ỿ"


_CAPITAL: Final = f"[{_ranges_of_capitals()}]"
_INNER: Final = r"(?:[’'](?!s\b)\w+|[-‑]\w+)*"
_ABBREVIATION: Final = r"(?:Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Gov|Gen|Col|Lt|Capt|Sgt|Adm|Rev|Maj|Brig|St|Hon)\."
_WORD: Final = rf"(?:(?:{_CAPITAL}\.)+|{_ABBREVIATION}|(?:(?:al|el|ad|ar|as|at)[-‑])?{_CAPITAL}\w*{_INNER})"
_PARTICLE: Final = r"(?:de|da|do|dos|das|del|della|di|du|la|le|van|von|der|den|ten|ter|bin|ibn|bint|al|el|zu|e|y)"
_RUN: Final = rf"(?:\b{_PARTICLE} )?{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD})*"
NAME: Final = re.compile(rf"(?<![\w.]){_RUN}")
LINKED_NAME: Final = re.compile(
    rf"(?<![\w.]){_RUN}(?:['’]s?)?(?:,? (?:of|for|and|in|on|against|the|&|de|des|du|dos|et)(?: (?:the|and))? {_RUN}(?:['’]s?)?| {_RUN}(?:['’]s?)?)*"
)
_OF: Final = re.compile(rf"['’]? (?:of|for)(?: the)? {_RUN}(?: and {_RUN})?")
_STARTS: Final = frozenset("\n.!?:“\"‘'«•–—")


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``span`` (titles left out); ``title`` is what stood before it (``Foreign Minister``), else empty."""

    span: Span
    title: str

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words of the name, folded for comparison."""
        return tokens(self.span.text)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """``text`` for comparison: no case, no accents, no full stops, plain apostrophes, one space between words."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").casefold().replace(".", ""))
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a name; Arabic articles are left out (``al-Assad`` and ``Assad`` are one)."""
    words = (word.removeprefix("al-").removeprefix("el-") for word in folded(text).split())
    return tuple(word for word in words if word not in {"al", "el", "the"})


def is_body(words: tuple[str, ...]) -> bool:
    """Whether one of the folded ``words`` says that the name is a body's."""
    return any(word.removesuffix("'s").removesuffix("'") in BODY_WORDS for word in words)


def names_in(text: str, start: int = 0, end: int | None = None) -> list[Name]:
    """The proper names in ``text[start:end]``, in order, without titles and without words that merely open a sentence."""
    found: list[Name] = []
    for run in NAME.finditer(text, start, len(text) if end is None else end):
        if not found or run.start() >= found[-1].span.end:
            found.extend(_name(text, run))
    return found


def opens_sentence(text: str, position: int) -> bool:
    """Whether a sentence, a heading or a quotation begins at ``position``, so that its capital says nothing."""
    before = text[:position].rstrip(" \t") if position < 3 else text[position - 3 : position].rstrip(" \t")
    return not before or before[-1] in _STARTS


def without_title(words: list[str]) -> int:
    """How many leading words of a name are title (``Foreign Minister Ravindra Holder``: 2); 0 where all is name."""
    last = max((at for at, word in enumerate(words) if _bare(word) in TITLES), default=-1)
    rest = words[last + 1 :]
    if last < 0 or not rest or is_body(tuple(map(_bare, rest))):
        return 0
    return last + 1


def _opens_anew(word: str) -> bool:
    return _bare(word) in NOT_NAMES and not _is_acronym(word)


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _bare(word: str) -> str:
    return word.casefold().rstrip(".")


def _name(text: str, run: re.Match[str]) -> Iterator[Name]:
    words, start, end = run.group().split(" "), run.start(), run.end()
    while words and _opens_anew(words[0]):
        if not opens_sentence(text, start):
            break
        start += len(words.pop(0)) + 1
    end_at = next((at for at in range(1, len(words)) if words[at - 1][-1] == "." and _opens_anew(words[at])), len(words))
    words, end = words[:end_at], start + len(" ".join(words[:end_at]))
    if not words or _bare(words[-1]) in OFFICES or all(_bare(word) in TITLES for word in words) or (len(words) == 1 and _opens_anew(words[0])):
        return
    cut = without_title(words)
    name_start = start + sum(len(word) + 1 for word in words[:cut])
    if is_body(tuple(map(_bare, words[cut:]))):
        longer = _OF.match(text, end)
        end = longer.end() if longer else end
    yield Name(Span(name_start, end, text[name_start:end]), " ".join(words[:cut]))
