"""Labels of turns: the words before a colon that say who speaks in an interview or transcript.

``Q:``, ``A.``, ``KEIR LOWE:``, ``MR. LOWE:``, ``SCOTT PELLEY, HOST:``, ``Rep. Jim Marsh (R-OH):``, ``THE PRESIDENT:``,
``Herald:``, in bold type or not. ``Ingredients:``, ``Update:`` and ``LONDON:`` look alike and are none.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from newstance.attribution.lexicon import ASKERS, BODY_WORDS, HEADINGS, NOT_NAMES, PERSON_WORDS
from newstance.attribution.names import is_body, names_in
from newstance.records import Sentence, Span
from newstance.sentences.lexicon import TITLES

_BOLD: Final = r"[*_]{0,3}"
_WORD: Final = r"[^\W\d_a-z][\w.’'-]{0,30}"
_LABEL: Final = re.compile(
    rf"{_BOLD}(?P<label>{_WORD}(?: (?:{_WORD}|al|bin|da|de|del|den|der|di|du|ibn|la|le|of|ter|van|von)){{0,6}})"
    rf"(?:,? \([^()\n]{{1,40}}\)|(?:, {_WORD}(?: {_WORD}){{0,5}}){{1,2}})?{_BOLD}:{_BOLD}(?=\s|$)"
)
_QUESTION: Final = re.compile(
    rf"{_BOLD}(?:Q\d{{0,2}}|Question|QUESTION)(?: \([^()\n]{{1,40}}\))?(?:{_BOLD}[:.]{_BOLD}(?=\s)|[ \t]{{2,}}|\t)"
)
_ANSWER: Final = re.compile(rf"{_BOLD}(?:A\d{{0,2}}|Answer|ANSWER){_BOLD}[:.]{_BOLD}(?=\s)")
_CAPITALISED: Final = re.compile(r"(?<![\w-])(?<!\w[’'])[^\W\d_a-z][^\W\d_]*(?:[’'-](?!s\b)[^\W\d_]+)*")
_FULL_NAME: Final = re.compile(rf"({_CAPITALISED.pattern})\.? (?=({_CAPITALISED.pattern}))")
_LOWER: Final = re.compile(r"(?<!\w)[a-z][a-z’'-]*")
_REACH: Final = 6
_TITLE: Final = re.compile(rf"(?:{TITLES})\.? ", re.IGNORECASE)
_THE: Final = re.compile(r"the ", re.IGNORECASE)
FIRST_PERSON_WORDS: Final = re.compile(r"\b(?:I|me|[Mm]y|[Ww]e|us|[Oo]ur)\b")
_CLOSED: Final = re.compile(r"[.!?…:;—–-][\"'”’»)\]*_]*\Z")
_COURT: Final = "court"


class Sort(Enum):
    """How a label says who speaks."""

    ASKS = auto()
    ANSWERS = auto()
    NAME = auto()
    ROLE = auto()


@dataclass(frozen=True, slots=True)
class Label:
    """A label at ``start``; the words spoken begin at ``end`` and reach at least to ``spoken_until``.

    ``number`` is the place of its sentence among all; ``opens`` is whether a paragraph begins with it; ``name`` is the
    name or role, without titles.
    """

    number: int
    start: int
    end: int
    sort: Sort
    opens: bool
    name: Span | None = None
    titled: bool = False
    spoken_until: int = 0

    @property
    def key(self) -> str:
        """What two labels of one speaker have in common."""
        return self.name.text.casefold() if self.name is not None else self.sort.name

    @property
    def words(self) -> list[str]:
        """The words of the name."""
        return self.key.split() if self.name is not None else []


def labels_in(text: str, sentences: Sequence[Sentence]) -> list[Label]:
    """What looks like a label at the beginning of a sentence, in order; not where a line ends like a headline."""
    found: list[Label] = []
    ends = {sentence.paragraph: sentence.end for sentence in sentences}
    for number, sentence in enumerate(sentences):
        opens = not number or sentences[number - 1].paragraph != sentence.paragraph
        label = _label_at(text, number, sentence.start, opens)
        if label is None or (found and sentence.start < found[-1].end):  # ``MR.`` / ``LOWE:`` are one
            continue
        end = ends[sentence.paragraph]
        if label.name is None or not opens or _CLOSED.search(text, max(0, end - _REACH), end):
            found.append(replace(label, spoken_until=end))
    following = [*(label.start for label in found[1:]), len(text)]
    return [
        replace(label, spoken_until=min(label.spoken_until, start))
        for label, start in zip(found, following, strict=bool(found))
    ]


class Vocabulary:
    """The words of a text, as far as they tell names from headings."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._capitalised = Counter(word.casefold() for word in _CAPITALISED.findall(text))
        self._lower = set(_LOWER.findall(text))
        self._last = {last.casefold() for first, last in _FULL_NAME.findall(text) if first.casefold() not in NOT_NAMES}

    def knows(self, label: Label) -> bool:
        """Whether a label has a title, or its name stands elsewhere too; what names itself is told of (*Bleak House*).

        Of two words in capitals the speaker's *I* makes a name.
        """
        if label.sort is not Sort.NAME or self.is_heading(label) or is_body(label.words):
            return False
        if label.titled:
            return True
        last, spoken = label.words[-1], self._text[label.end : label.spoken_until]
        if last in spoken.casefold().split():
            return False
        if len(label.words) == 1:
            return last in self._last
        shouted = label.name is not None and label.name.text.isupper()
        return self._capitalised[last] > 1 or (shouted and FIRST_PERSON_WORDS.search(spoken) is not None)

    def is_heading(self, label: Label) -> bool:
        """Whether a label is made of common nouns (*Ingredients*, *Cooking Time*)."""
        if label.sort is not Sort.NAME or label.titled:
            return False
        common = all(word in self._lower and word not in BODY_WORDS for word in label.words)
        return common or label.words[0] in HEADINGS


def _label_at(text: str, number: int, start: int, opens: bool) -> Label | None:
    for form, sort in ((_QUESTION, Sort.ASKS), (_ANSWER, Sort.ANSWERS)):
        found = form.match(text, start)
        if found:
            return Label(number, start, found.end(), sort, opens)
    found = _LABEL.match(text, start)
    return _named(text, number, start, found, opens) if found else None


def _named(text: str, number: int, start: int, found: re.Match[str], opens: bool) -> Label | None:
    """A label with a name or a role."""
    first, last = found.span("label")
    the = _THE.match(text, first, last)
    title = _TITLE.match(text, the.end() if the else first, last)
    opening = title or the
    first = opening.end() if opening else first
    span, noun = Span(first, last, text[first:last]), text[first:last].casefold().split()[-1]
    if noun in ASKERS:
        return Label(number, start, found.end(), Sort.ASKS, opens)
    if noun in PERSON_WORDS or noun == _COURT:
        return Label(number, start, found.end(), Sort.ROLE, opens, span)
    names = names_in(text, first, last)
    if len(names) != 1 or names[0].start != first or names[0].span.end != last:
        return None
    return Label(number, start, found.end(), Sort.NAME, opens, names[0].span, bool(title or names[0].title))
