"""Which full name of an article a part of one stands for: ``Sabajo``, ``Ms Sabajo`` or ``Harrow`` alone.

Only where the article has exactly one such name, and has given it before: precision before recall.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from newstance.attribution.actor import Actor
from newstance.attribution.actor_table import ActorTable
from newstance.attribution.name_forms import endings, ends_with, is_short, middle
from newstance.attribution.names import Name, without_generation

_THERE: Final = re.compile(r"(?:^|(\w+)\W+)(?:in|across|throughout) $", re.IGNORECASE)
_OWNED: Final = frozenset({"confidence", "faith", "interest", "invest", "invested", "shares", "stake", "trust"})
_REACH: Final = 20
_OFTEN: Final = 2


class ShortNames:
    """The parts of an article's full names.

    Args:
        text: the article's text.
        opening_ends: where its opening ends, in which a part may stand before the full name.
        names: all names of the article in order.
        actors: those with full names; their mentions so far are the full ones.
        table: names that stand for an actor whatever the article says.
    """

    def __init__(
        self, text: str, opening_ends: int, names: Sequence[Name], actors: Iterable[Actor], table: ActorTable
    ) -> None:
        self._opening_ends, self._table = opening_ends, table
        self._by_part: dict[str, list[Actor]] = defaultdict(list)
        self._by_middle: dict[str, list[Actor]] = defaultdict(list)
        self._in_full = {actor: actor.mentions[0] for actor in actors}
        for actor in self._in_full:
            self._add(actor)
        short = [name for name in names if is_short(name.tokens)]
        self._places = {name.tokens[0] for name in short if len(name.tokens) == 1 and _is_place(text, name)}
        self._first_alone: dict[str, int] = {}
        for name in short:
            if name.span.start >= opening_ends:
                self._first_alone.setdefault(name.tokens[0], name.span.start)

    def meant(self, part: tuple[str, ...], position: int | None, gender: str | None) -> Actor | None:
        """Whom the folded words ``part`` mean at ``position``; ``gender`` is what a title before them says."""
        if not part:
            return None
        ends = (*self._by_part.get(part[0], ()), *self._by_part.get(part[-1], ()))
        longer = [actor for actor in dict.fromkeys(ends) if len(actor.key) > len(part)]
        namesakes = _namesakes(longer, part, position, gender)
        if len(namesakes) == 1 and namesakes[0].person:
            return namesakes[0] if gender or self._is_introduced(part, namesakes[0]) else None
        if self._table.lookup(" ".join(part)):
            return None
        fitting = [actor for actor in longer if part in {actor.key[: len(part)], *endings(actor.key, len(part))}]
        if not fitting:
            return self._with_middle(part[0], position) if len(part) == 1 else None
        return fitting[0] if len(fitting) == 1 and self._may_shorten(part, fitting[0]) else None

    def _add(self, actor: Actor) -> None:
        if self._table.lookup(actor.name) is None and self._table.country(actor.name) is not None:
            return  # *North Korean* is no longer name of the North
        for part in {actor.key[0], actor.key[-1], without_generation(actor.key)[-1]}:
            self._by_part[part].append(actor)
        for part in set(middle(actor.key)):
            self._by_middle[part].append(actor)

    def _with_middle(self, part: str, position: int | None) -> Actor | None:
        """The only person who was named before and has the word in the middle of the name."""
        people = [actor for actor in self._by_middle.get(part, ()) if actor.person is not False]
        before = [actor for actor in people if position is None or actor.mentions[0] < position]
        return before[0] if len(before) == 1 else None

    def _is_introduced(self, part: tuple[str, ...], person: Actor) -> bool:
        """Whether a person is named in full before the surname stands alone: else that is a firm's, or a town's."""
        in_full = self._in_full[person]
        return in_full < self._opening_ends or self._first_alone.get(part[-1], in_full) >= in_full

    def _may_shorten(self, part: tuple[str, ...], full: Actor) -> bool:
        """A body's first word stands for it only after its full name (or in the opening): else it is another's name.

        It does not where it is a place (*in Carsk*), nor its last word where the name says *of* it (*Bank of Ghana*).
        """
        if full.person:
            return True
        if full.key[-len(part) :] == part:
            return ends_with(full.name, part)
        if part[0] in self._places and full.person is False:
            return False
        in_full = self._in_full[full]
        return len(part) > 1 or self._first_alone.get(part[0], in_full) >= in_full


def _namesakes(actors: Iterable[Actor], part: tuple[str, ...], position: int | None, gender: str | None) -> list[Actor]:
    """Those who may be people and whose names end so; of several, whom the title fits and the article spoke of."""
    people = [actor for actor in actors if actor.person is not False and part in endings(actor.key, len(part))]
    if len(people) > 1 and gender is not None:
        sure = [person for person in people if person.gender == gender]
        people = sure or [person for person in people if person.gender is None]
    if len(people) > 1 and position is not None:
        people = _mainly_meant([person for person in people if person.mentions[0] < position], position)
    return people


def _mainly_meant(people: list[Actor], position: int) -> list[Actor]:
    """Of namesakes the one of whom the article has spoken all along, if there is one (not a brother named once)."""
    often = sorted(people, key=lambda person: bisect_left(person.mentions, position), reverse=True)
    counts = [bisect_left(person.mentions, position) for person in often[:2]]
    return often[:1] if len(counts) > 1 and counts[0] >= _OFTEN * counts[1] else people


def _is_place(text: str, name: Name) -> bool:
    """Whether the words before a name say that something happens there (*in Carsk*, but not *a stake in Harlan*)."""
    there = _THERE.search(text[max(0, name.start - _REACH) : name.start])
    return there is not None and there.group(1) not in _OWNED
