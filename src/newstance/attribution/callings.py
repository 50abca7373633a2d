"""Who is called so: the actors of an article by their roles and kinds (*the foreign minister*, *the union*)."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from newstance.attribution.actor import Actor
from newstance.attribution.actor_table import ActorTable
from newstance.attribution.apposition import COMPANY, OPPOSITION, Kind
from newstance.attribution.names import folded
from newstance.attribution.role_words import RANKS, WIDER_KINDS, WIDER_ROLES

_FIRM: Final = frozenset({"business", "firm"})
_LESSER: Final = ("deputy", "former")


class Callings:
    """Which actors the article calls by which nouns.

    Args:
        actors: all actors of the article, with all that their mentions say of them.
        table: tells the countries of modifiers (*Finnish*, *Helsinki's*).
    """

    def __init__(self, actors: Iterable[Actor], table: ActorTable) -> None:
        self._actors, self._table = [*actors], table
        self._by_kind: dict[str, list[Actor]] = defaultdict(list)
        self._by_country: dict[str, list[Actor]] = defaultdict(list)
        self._called: dict[Kind, list[Actor]] = {}
        for actor in self._actors:
            self._add(actor)

    def called(self, kind: Kind) -> list[Actor]:
        """The actors whom the article calls so; where none is, the only one that a like phrase fits.

        That is the only person of that role whom the modifiers do not rule out (*the Labour senator*), else the only
        one called by a role or body that is also called so (*the lawmaker* is the senator).
        """
        if kind not in self._called:
            self._called[kind] = self._opposition() if kind.noun == OPPOSITION else self._find(kind)
        return self._called[kind]

    def called_alike(self, noun: str) -> list[Actor]:
        """The people whose role is ``noun`` or may also be called so (*the boss*: director), whatever their field."""
        nouns = (noun, *sorted(WIDER_ROLES.get(noun, ())))
        return [actor for role in nouns for actor in self._by_kind.get(role, ()) if actor.person]

    def of_country(self, country: str) -> list[Actor]:
        """The people whose role the article gives to a country (*Finland's president*)."""
        return [actor for actor in self._by_country.get(folded(country), ()) if actor.person]

    def _add(self, actor: Actor) -> None:
        actor.forget_others()
        for noun, modifiers in actor.kinds.items():
            alike = self._alike(modifiers)
            actor.kinds[noun] = {*alike}
            self._by_kind[noun].append(actor)
            for country in self._countries(alike):
                self._by_country[country].append(actor)

    def _opposition(self) -> list[Actor]:
        """The parties that the article calls so (*the largest opposition party*)."""
        bodies = (actor for actor in self._actors if not actor.person)
        return [body for body in bodies if any(OPPOSITION in modifiers for modifiers in body.kinds.values())]

    def _find(self, kind: Kind) -> list[Actor]:
        bearers = self._by_kind.get(kind.noun, [])
        wanted = self._alike(kind.modifiers)
        fitting = [actor for actor in bearers if wanted <= actor.kinds[kind.noun] | set(actor.key)]
        if not fitting and kind.noun in _FIRM:
            return self._find(Kind(COMPANY, kind.modifiers))
        return fitting or _only(self._likely(kind.noun, wanted)) or self._wider(kind, wanted)

    def _wider(self, kind: Kind, wanted: frozenset[str]) -> list[Actor]:
        """The only actor of another role or kind that is also called so; else the only deputy or former one."""
        people = [actor for noun in WIDER_ROLES.get(kind.noun, ()) for actor in self._likely(noun, wanted)]
        field = wanted - self._countries(wanted)
        people = [actor for actor in people if any(field <= modifiers for modifiers in actor.kinds.values())]
        people = people or [actor for word in _LESSER for actor in self._by_kind.get(f"{word} {kind.noun}", ())]
        if people or kind.modifiers:
            return _only(people)
        wider = (actor for noun in WIDER_KINDS.get(kind.noun, ()) for actor in self._by_kind.get(noun, ()))
        return _only(actor for actor in wider if not actor.person and not self._table.lookup(actor.name))

    def _likely(self, noun: str, wanted: frozenset[str]) -> list[Actor]:
        """The people called by ``noun`` who may also be called by the modifiers ``wanted``."""
        people = (actor for actor in self._by_kind.get(noun, ()) if actor.person)
        return [actor for actor in people if self._may_be(frozenset(actor.kinds[noun]), wanted)]

    def _may_be(self, had: frozenset[str], wanted: frozenset[str]) -> bool:
        """Whether modifiers speak of no other rank, country or field."""
        had_countries, wanted_countries = self._countries(had), self._countries(wanted)
        same_field = _agree(had - had_countries, wanted - wanted_countries)
        return wanted & RANKS <= had and _agree(had_countries, wanted_countries) and same_field

    def _alike(self, modifiers: Iterable[str]) -> frozenset[str]:
        """Modifiers with adjectives and capitals as countries (*Finnish*, *Helsinki's*: *Finland*)."""
        return frozenset(folded(self._table.country(word) or word) for word in modifiers)

    def _countries(self, modifiers: frozenset[str]) -> frozenset[str]:
        return frozenset(word for word in modifiers if self._table.lookup(word))


def _only(actors: Iterable[Actor]) -> list[Actor]:
    """The actor if there is just one."""
    different = list(dict.fromkeys(actors))
    return different if len(different) == 1 else []


def _agree(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two sets of words have one in common, or one says nothing."""
    return not some or not others or not some.isdisjoint(others)
