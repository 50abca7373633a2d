"""Proper names as they stand in a text: where they are, without titles, and whether they name a body.

No statistical recogniser: capital letters, titles and body words. What it does *not* know: names in scripts without
capitals, and whether an unknown name without any cue is a person or a place.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from newstance.attribution.lexicon import BODY_WORDS, DATES, FIELDS, NOT_NAMES, OFFICES, POST_NOMINALS, TITLES
from newstance.records import Span
from newstance.sentences import lexicon as abbreviations

_CAPITAL: Final = "[" + "".join(chr(code) for code in range(0x530) if chr(code).isupper()) + "Ḁ-Ỿ]"
_INNER: Final = r"(?:[’'](?!s\b)\w+|[-‑]\w+)*"
_ABBREVIATION: Final = rf"(?:{abbreviations.TITLES}|{abbreviations.PLACES})\."
_WORD: Final = rf"(?:(?:{_CAPITAL}\.)+|{_ABBREVIATION}|(?:(?:al|el|ad|ar|as|at)[-‑])?{_CAPITAL}\w*{_INNER})"
_PARTICLE: Final = (
    r"(?:de|da|do|dos|das|del|della|di|du|la|le|van|von|der|den|ten|ter|bin|ibn|bint|al|el|zu|ole|wa|ap|af|e|i|y)"
)
_LEADING: Final = r"(?:de|da|dos|das|del|della|di|du|la|le|van|von|der|den|ten|ter|bin|ibn|bint|al|el)"
_RUN: Final = rf"(?:\b{_LEADING} )?{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{0,11}}"
_NAME: Final = re.compile(rf"(?<![\w.]){_RUN}")
_OF: Final = re.compile(rf"['’]? (?:of|for)(?: the)? {_RUN}(?: and {_RUN})?")
_OWNED: Final = re.compile(rf"(?:(?<=s)['’]|(?<=men)['’]s|(?<=eople)['’]s|(?<=ldren)['’]s) ({_RUN})")
_OWNER: Final = r"(?:['’]s?)?"
_LINK: Final = r"(?:,? (?:of|for|and|in|on|against|the|&|de|des|du|dos|et)(?: (?:the|and))?)?"
LINKED_NAME: Final = re.compile(rf"(?<![\w.]){_RUN}{_OWNER}(?:{_LINK} {_RUN}{_OWNER}){{0,7}}")
_OFFICE_OF: Final = re.compile(rf"(?:^|[ “\"(])(?:the )?((?:{_CAPITAL}\w+ )?(?:Secretary|Minister|Director|Head) of )$")
_GENERATIONS: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
_MEMBERS: Final = frozenset({"meps", "mps", "msps", "tds"})
_DATED: Final = re.compile(r"\b(?:after|before|by|early|in|last|late|next|of|on|since|this|until) $", re.IGNORECASE)
_FULL: Final = 2
_STARTS: Final = frozenset("\n.!?:“\"‘'«•–—")
_GAP: Final = 3
_LONGEST_OFFICE: Final = 30


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``span`` (titles left out); ``title`` is what stood before it (``Foreign Minister``), else empty."""

    span: Span
    title: str = ""

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words of the name, folded for comparison."""
        return tokens(self.span.text)

    @property
    def start(self) -> int:
        """Where the title begins, or the name where it has none."""
        return self.span.start - (len(self.title) + 1 if self.title else 0)


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """``text`` for comparison: no case, no accents, no full stops, plain apostrophes, one space between words."""
    plain = text.replace("’", "'").casefold().replace(".", "")
    if not plain.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return " ".join(plain.split())


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a name; Arabic articles are left out (``al-Assad`` and ``Assad`` are one)."""
    words = (word.removeprefix("al-").removeprefix("el-") for word in folded(text).split())
    return tuple(word for word in words if word not in {"al", "el", "the"})


def without_generation(words: tuple[str, ...]) -> tuple[str, ...]:
    """The folded words of a name without *Jr* or *III* at its end: what remains ends with the surname."""
    return words[:-1] if len(words) > 1 and words[-1] in _GENERATIONS else words


def without_honours(words: tuple[str, ...]) -> tuple[str, ...]:
    """The folded words of a name without *KC* or *MPs* at its end."""
    return words[:-1] if len(words) > 1 and _is_after_name(words) else words


def is_body(words: Sequence[str]) -> bool:
    """Whether one of the folded ``words`` says that the name is a body's (*ministry*, *union*)."""
    return any(word.removesuffix("'s").removesuffix("'") in BODY_WORDS for word in words)


def names_in(text: str, start: int = 0, end: int | None = None) -> list[Name]:
    """The proper names in ``text[start:end]``, in order, without titles or words that merely open a sentence."""
    found: list[Name] = []
    for run in _NAME.finditer(text, start, len(text) if end is None else end):
        if not found or run.start() >= found[-1].span.end:
            found.extend(_name(text, run, opens=run.start() == start))
    return found


def opens_sentence(text: str, position: int) -> bool:
    """Whether a sentence, a heading or a quotation begins at ``position``, so that its capital says nothing."""
    before = text[max(0, position - _GAP) : position].rstrip(" \t")
    return not before or before[-1] in _STARTS


def title_length(words: Sequence[str]) -> int:
    """How many leading words of a name are title (``Foreign Minister Ravindra Holder``: 2); 0 where all is name."""
    last = max((at for at, word in enumerate(words) if _bare(word) in TITLES), default=-1)
    rest = [_bare(word) for word in words[last + 1 :]]
    return last + 1 if rest and not is_body(rest) else 0


def without_title(name: str) -> str:
    """The name without leading titles."""
    words = name.split()
    return " ".join(words[title_length(words) :])


def _name(text: str, run: re.Match[str], *, opens: bool) -> Iterator[Name]:
    """The name in a run of capitalised words; none where they are titles, dates or just open a sentence.

    A body's name goes on over its possessive (*Dockers' Federation*) and its *of* (*Bank of Ghana*).
    """
    words, start = run.group().split(" "), run.start()
    while words and _only_opens(text, start, words, opens=opens):
        start += len(words.pop(0)) + 1
    words = words[: _sentence_length(words)]
    words = words[:-1] if len(words) > 1 and _is_after_name(words) else words
    if not words or _bare(words[-1]) in OFFICES or all(_bare(word) in TITLES for word in words):
        return
    if len(words) == 1 and _is_no_name(words[0]):
        return
    end, cut = start + len(" ".join(words)), title_length(words)
    office = _office(text, start, words) if not cut else ""
    title, cut = (office, 1) if office else (" ".join(words[:cut]), cut)
    start += sum(len(word) + 1 for word in words[:cut])
    owned = _OWNED.match(text, end)
    owns_body = owned is not None and is_body(folded(owned.group(1)).split())
    end = owned.end() if owned is not None and owns_body else end
    if owns_body or is_body([_bare(word) for word in words[cut:]]):
        longer = _OF.match(text, end)
        end = longer.end() if longer else end
    yield Name(Span(start, end, text[start:end]), title)


def _only_opens(text: str, start: int, words: Sequence[str], *, opens: bool) -> bool:
    """Whether the first of the words at ``start`` opens a sentence or is a date and the name begins after it.

    *Jan Kowal* and *Sunday Obi* are people even there.
    """
    if _bare(words[0]) in DATES and len(words) > 1:
        return _DATED.search(text, max(0, start - _LONGEST_OFFICE), start) is not None
    return _is_no_name(words[0]) and (opens or opens_sentence(text, start))


def _is_after_name(words: Sequence[str]) -> bool:
    """Whether the last word is no part of the name before it (*Ada Obi KC*, *NDP MPs*)."""
    return _bare(words[-1]) in _MEMBERS or (len(words) > _FULL and _bare(words[-1]) in POST_NOMINALS)


def _office(text: str, start: int, words: Sequence[str]) -> str:
    """The office of which a name's first word is part (``Secretary of State Ada Obi``); empty where it is none."""
    office = _OFFICE_OF.search(text, max(0, start - _LONGEST_OFFICE), start)
    of_name = office is not None and len(words) > _FULL and _bare(words[0]) in FIELDS
    return f"{office.group(1)}{words[0]}" if office is not None and of_name else ""


def _sentence_length(words: Sequence[str]) -> int:
    """How many of the words belong to the first one's sentence (``U.S. The President``: 1)."""
    breaks = (at for at in range(1, len(words)) if words[at - 1].endswith(".") and _is_no_name(words[at]))
    return next(breaks, len(words))


def _is_no_name(word: str) -> bool:
    is_acronym = len(word) > 1 and word.isupper()
    return _bare(word) in NOT_NAMES and not is_acronym


def _bare(word: str) -> str:
    return word.casefold().rstrip(".")
