"""Exchanges the names in a training sentence, so that no label can hang on who is named.

Persons, organisations and countries of the tables take the place of others of their group, each the same one throughout
the sentence (*Donald Trump … Trump's*, *Russia … Moscow*); all spans follow. Names that the tables lack stay. What it
does not know: a country's people (*Russians*), plurals, nicknames and names that are also words.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Final

from newstance.corpora import nametables
from newstance.records import Example, Mention, Opinion, Pair, Span

Forms = tuple[str, ...]

_GROUPS: Final[tuple[tuple[Forms, ...], ...]] = (
    nametables.MEN,
    nametables.WOMEN,
    nametables.WITH_THE,
    nametables.WITHOUT_THE,
    nametables.COUNTRIES,
    nametables.VOWEL_COUNTRIES,
)
_PERSONS: Final = (0, 1)


@dataclass(frozen=True, slots=True)
class _Found:
    """A form of a name at ``start:end``: form ``form`` of name ``name`` of group ``group``."""

    start: int
    end: int
    group: int
    name: int
    form: int


def swap_names(examples: Sequence[Example], probability: float, seed: int) -> list[Example]:
    """``examples``, of which about ``probability`` stand with other names; the number of rows stays the same.

    The draw hangs on the seed and the row's id alone, so that a run can be repeated whatever else it reads.
    """
    return [_perhaps(example, probability, seed) for example in examples]


def with_other_names(example: Example, draw: random.Random) -> Example:
    """``example`` with other names of the same kinds, and the spans where they stand then; the same if it has none."""
    found = list(_names_in(example.text))
    chosen = _choose(found, draw)
    pieces = [(name.start, name.end, _form(name.group, chosen[name.group, name.name], name.form)) for name in found]
    if not pieces or not all(_aligned(span, pieces) for span in _spans_of(example)):
        return example
    text = _replaced(example.text, pieces)

    def moved(span: Span) -> Span:
        start, end = _shifted(span.start, pieces), _shifted(span.end, pieces)
        return Span(start, end, text[start:end])

    return _with_spans(replace(example, text=text), moved)


def _perhaps(example: Example, probability: float, seed: int) -> Example:
    draw = random.Random(f"names {seed} {example.corpus} {example.id}")  # noqa: S311 - sampling, not secrets
    return with_other_names(example, draw) if draw.random() < probability else example


@cache
def _lexicon() -> tuple[re.Pattern[str], dict[str, tuple[int, int, int]]]:
    entries = {
        form: (group, name, number)
        for group, names in enumerate(_GROUPS)
        for name, forms in enumerate(names)
        for number, form in enumerate(forms)
    }
    # A person's given name counts only before the surname, hence as a part of its own in the pattern.
    persons = [forms for group in _PERSONS for forms in _GROUPS[group]]
    full = "|".join(rf"(?:{re.escape(given)}(?= {re.escape(surname)}\b))" for given, surname in persons)
    known = [surname for _, surname in persons if surname not in nametables.AMBIGUOUS]
    after = "|".join(rf"(?<={re.escape(given)} ){re.escape(surname)}" for given, surname in persons)
    others = [form for group, names in enumerate(_GROUPS) if group not in _PERSONS for forms in names for form in forms]
    words = "|".join(re.escape(form) for form in sorted([*known, *others], key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{full}|{after}|{words})(?![\w-])"), entries


def _names_in(text: str) -> Iterator[_Found]:
    pattern, entries = _lexicon()
    for match in pattern.finditer(text):
        yield _Found(match.start(), match.end(), *entries[match.group()])


def _choose(found: Sequence[_Found], draw: random.Random) -> dict[tuple[int, int], int]:
    """For every name found another of its group that has all the forms in use, no two the same."""
    chosen: dict[tuple[int, int], int] = {}
    for group in sorted({name.group for name in found}):
        here = list(dict.fromkeys(name.name for name in found if name.group == group))
        for name in here:
            needed = 1 + max(other.form for other in found if (other.group, other.name) == (group, name))
            taken = {*here, *(new for (kind, _), new in chosen.items() if kind == group)}
            free = [new for new, forms in enumerate(_GROUPS[group]) if new not in taken and len(forms) >= needed]
            chosen[group, name] = draw.choice(free) if free else name
    return chosen


def _form(group: int, name: int, form: int) -> str:
    return _GROUPS[group][name][form]


def _replaced(text: str, pieces: Sequence[tuple[int, int, str]]) -> str:
    bounds = [(0, 0, ""), *pieces, (len(text), len(text), "")]
    return "".join(text[before[1] : piece[0]] + piece[2] for before, piece in pairwise(bounds))


def _shifted(offset: int, pieces: Iterable[tuple[int, int, str]]) -> int:
    return offset + sum(len(new) - (end - start) for start, end, new in pieces if end <= offset)


def _aligned(span: Span, pieces: Iterable[tuple[int, int, str]]) -> bool:
    return not any(start < edge < end for start, end, _ in pieces for edge in (span.start, span.end))


def _spans_of(example: Example) -> Iterator[Span]:
    yield from (*(example.speakers or ()), *(example.targets or ()))
    for asked in (*example.pairs, *_sides(example.opinions or ())):
        yield from (span for span in (asked.speaker, asked.target) if span)


def _sides(opinions: Iterable[Opinion]) -> Iterator[Pair]:
    for opinion in opinions:
        speaker, target = (mention.span if mention else None for mention in (opinion.speaker, opinion.target))
        yield Pair(speaker, target, opinion.stance)


def _with_spans(example: Example, moved: Callable[[Span], Span]) -> Example:
    def mention(old: Mention | None) -> Mention | None:
        return Mention(moved(old.span)) if old else None  # the actor of another name is unknown

    def span(old: Span | None) -> Span | None:
        return moved(old) if old else None

    def spans(old: tuple[Span, ...] | None) -> tuple[Span, ...] | None:
        return None if old is None else tuple(moved(each) for each in old)

    return replace(
        example,
        speakers=spans(example.speakers),
        targets=spans(example.targets),
        opinions=None
        if example.opinions is None
        else tuple(replace(o, speaker=mention(o.speaker), target=mention(o.target)) for o in example.opinions),
        pairs=tuple(Pair(span(pair.speaker), span(pair.target), pair.stance) for pair in example.pairs),
    )
