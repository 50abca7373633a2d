"""The names of one article that are sure, in order: no headlines in Title Case, no words that merely open a sentence.

A name never goes on over the end of a sentence (``… in Moscow`` / ``When Ada Obi …``).
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from newstance.attribution.actor_table import ActorTable
from newstance.attribution.names import Name, is_body, names_in, opens_sentence, title_length, tokens
from newstance.attribution.quote_marks import paragraphs
from newstance.records import Sentence, Span

_LONGEST_HEADLINE: Final = 200
_FEWEST_WORDS: Final = 5
_TITLE_CASE: Final = 0.6


def sure_names(
    text: str, sentences: Sequence[Sentence], spans: Sequence[Span], sure: Sequence[Span], table: ActorTable
) -> list[Name]:
    """The names of the text in order; those known otherwise (``sure``, and likely ``spans``) replace theirs."""
    plain = [bounds for bounds in paragraphs(text) if not _is_title_case(text[slice(*bounds)])]
    starts = [sentence.start for sentence in sentences]
    found = [name for bounds in plain for start, end in _divided(bounds, starts) for name in names_in(text, start, end)]
    ends = {name.span.end for name in found if len(name.tokens) > 1}
    better = {span.start: span for span in spans if _is_body_name(span) or (span.end in ends and _is_full_name(span))}
    better |= {span.start: span for span in sure}
    names = _replaced(found, sorted(better.values(), key=lambda span: span.start))
    inside = Counter(name.tokens for name in names if not opens_sentence(text, name.span.start))
    parts = {part for name in names if len(name.tokens) > 1 for part in name.tokens}
    known = {*sure}
    return [name for name in names if name.span in known or _is_sure(name, text, parts, inside[name.tokens] > 0, table)]


def _divided(bounds: tuple[int, int], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """A paragraph's bounds, divided where sentences start within it."""
    start, end = bounds
    for cut in starts[bisect_right(starts, start) : bisect_left(starts, end)]:
        yield start, cut
        start = cut
    yield start, end


def _replaced(names: Sequence[Name], better: Sequence[Span]) -> list[Name]:
    starts = [span.start for span in better]
    known = {name.span for name in names}
    fresh = [Name(span) for span in better if span not in known]

    def stays(name: Name) -> bool:
        at = bisect_left(starts, name.span.end) - 1
        return at < 0 or better[at] == name.span or not better[at].overlaps(name.span)

    return sorted([*filter(stays, names), *fresh], key=lambda name: name.span.start)


def _is_title_case(paragraph: str) -> bool:
    words = [word for word in paragraph.split() if word[0].isalpha()] if len(paragraph) < _LONGEST_HEADLINE else []
    capitals = [word for word in words if word[0].isupper()]
    mostly = len(words) >= _FEWEST_WORDS and len(capitals) > _TITLE_CASE * len(words)
    return mostly and all(word[0].isupper() or len(word) < _FEWEST_WORDS for word in words)


def _is_body_name(span: Span) -> bool:
    words = span.text.split()
    capitals = len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()
    return capitals and is_body(tokens(span.text)) and "and" not in words[:2]


def _is_full_name(span: Span) -> bool:
    """Whether a span is a person's full name, though another name runs into it (``Refugee Council Ada Obi``)."""
    words = span.text.split()
    return len(words) > 1 and all(word[0].isupper() for word in words) and not title_length(words)


def _is_sure(name: Name, text: str, parts: set[str], inside: bool, table: ActorTable) -> bool:
    """Whether a name is one: a single capitalised word that opens a sentence needs another cue."""
    if len(name.tokens) != 1:
        return bool(name.tokens)
    cue = name.title or inside or name.tokens[0] in parts or table.lookup(name.span.text)
    return bool(cue) or not opens_sentence(text, name.span.start)
