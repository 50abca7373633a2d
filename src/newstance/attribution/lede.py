"""The opening of an article tells one piece of news twice: in the headline and in the first paragraph.

A headline says by common nouns (*Brazilian miner settles lawsuit*) what the first paragraph says by names (*Serra Clara
agreed to pay*), or the paragraph goes on with other nouns (*cap on food prices*, *a government order*). So where two
opinions there have the same stance and share one side, their other sides are one actor. Names are not joined with
names, groups not with things, and nothing with a person or a country.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from newstance.attribution.lexicon import BODY_WORDS, BUSINESS_WORDS, ROLES
from newstance.attribution.names import folded, is_body
from newstance.attribution.quote_marks import paragraphs
from newstance.attribution.things import head_noun, is_people
from newstance.records import Annotation, Opinion, Span

_LONGEST_HEADLINE: Final = 200
_GROUP, _ROLE, _THING = "group", "role", "thing"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a mention by itself: its canonical name if it is a name, and whether that is a body's."""

    name: str | None
    is_body: bool


Knower = Callable[[Span], Known]


def retold(text: str, annotations: Sequence[Annotation], know: Knower) -> dict[int, Span]:
    """For a mention's start, the first mention of the same actor in the opening that has another name.

    Args:
        text: the article's text.
        annotations: those of the article in reading order.
        know: what is known of a mention by itself.
    """
    found: dict[int, Span] = {}
    for earlier, later, main in _retellings(text, annotations):
        for first, second in _counterparts(earlier, later, know, main=main):
            better = second if know(second).name else first
            found.setdefault((first if better is second else second).start, better)
    return found


def _retellings(text: str, annotations: Sequence[Annotation]) -> Iterator[tuple[Opinion, Opinion, bool]]:
    """Opinions of one stance in two paragraphs up to the first long one; and whether both are main opinions.

    Main are the first opinion of the headline and the first of the long paragraph.
    """
    start, end = next((bounds for bounds in paragraphs(text) if bounds[1] - bounds[0] > _LONGEST_HEADLINE), (0, 0))
    opening = [(a.sentence, o) for a in annotations if a.sentence.end <= end for o in a.opinions]
    leading = next((opinion for sentence, opinion in opening if sentence.start >= start), None)
    for at, (place, later) in enumerate(opening):
        for before, earlier in opening[:at]:
            if before.paragraph < place.paragraph and earlier.stance == later.stance:
                yield earlier, later, earlier is opening[0][1] and later is leading


def _counterparts(earlier: Opinion, later: Opinion, know: Knower, *, main: bool) -> Iterator[tuple[Span, Span]]:
    """The mentions of two opinions that mean the same although their words differ."""
    sides = ((earlier.speaker, later.speaker), (earlier.target, later.target))
    pairs = [(first.span, second.span) for first, second in sides if first is not None and second is not None]
    differing = [pair for pair in pairs if not _agree(*pair, know)]
    if main or len(differing) < len(pairs):
        yield from (pair for pair in differing if _may_be_one(*pair, know))


def _agree(first: Span, second: Span, know: Knower) -> bool:
    return (know(first).name or folded(first.text)) == (know(second).name or folded(second.text))


def _may_be_one(first: Span, second: Span, know: Knower) -> bool:
    """Whether two mentions can mean one: at most one is a name, and that of a body, and both are of one sort."""
    if head_noun(first.text).casefold() == head_noun(second.text).casefold():
        return False  # Things knows which of two phrases with one head is the fuller one
    names = [known for known in (know(first), know(second)) if known.name is not None]
    sorts = {_sort(span) for span in (first, second) if know(span).name is None}
    if not names:
        return len(sorts) == 1
    return len(names) == 1 and names[0].is_body and sorts == {_GROUP}


def _sort(span: Span) -> str:
    """Group, role or thing, by the head noun."""
    head = head_noun(span.text).casefold()
    singular = head.removesuffix("s")
    if is_people(head) or is_body([head]) or singular in BODY_WORDS | BUSINESS_WORDS:
        return _GROUP
    return _ROLE if head in ROLES else _THING
