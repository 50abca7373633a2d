"""The cast of an article: its named actors, each with all its names, kinds and mentions.

Parts of a name go to the full name that they begin or end (``Sabajo`` to ``Marijke Sabajo``) only where the article has
exactly one such name; otherwise they stay apart: precision before recall.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from newstance.attribution.acronyms import initials, introduced
from newstance.attribution.actor_table import ActorTable
from newstance.attribution.apposition import bearer, kinds_in
from newstance.attribution.names import Name, is_body, names_in, opens_sentence, tokens, without_title
from newstance.attribution.rules import Rule
from newstance.records import Span

_HEADLINE: Final = 2
_PARTS: Final = 2


@dataclass(slots=True, eq=False)
class Actor:
    """One actor. ``kinds`` are the nouns that the article calls it (*minister*, *union*), with their modifiers."""

    name: str
    key: tuple[str, ...]
    person: bool | None = None
    gender: str | None = None
    kinds: dict[str, set[str]] = field(default_factory=dict)
    mentions: list[int] = field(default_factory=list)

    def learn(self, kinds: Iterable[tuple[str, frozenset[str]]], person: bool | None, gender: str | None) -> None:
        """Adds what one mention's surroundings say."""
        for noun, modifiers in kinds:
            self.kinds.setdefault(noun, set()).update(modifiers)
        self.person = person if self.person is None else self.person or bool(person)
        self.gender = self.gender or gender


class Cast:
    """The actors of one article. ``spans`` are mentions that are known already: those of the opinions."""

    def __init__(self, text: str, spans: Sequence[Span], table: ActorTable, rules: frozenset[Rule]) -> None:
        self.text, self._table, self._rules = text, table, rules
        self._by_key: dict[tuple[str, ...], Actor] = {}
        self._by_part: dict[str, list[Actor]] = {}
        self._by_acronym: dict[str, Actor] = {}
        names = _names(text, spans, self._introduce(text))
        full = [name for name in names if len(name.tokens) >= _PARTS]
        for name in full:
            self._note(self._actor(name), name)
        self._index_parts()
        for name in names:
            if len(name.tokens) == 1:
                self._note(self.named(name.span.text) or self._actor(name), name)
        self.mentions = sorted(
            ((at, actor) for actor in self.actors for at in actor.mentions), key=lambda mention: mention[0]
        )

    @property
    def actors(self) -> list[Actor]:
        """All actors, those with full names first."""
        return list(self._by_key.values())

    def named(self, name: str) -> Actor | None:
        """The actor that a full name, a part of one or an acronym stands for; None where none or several may be meant."""
        key = tokens(name)
        words = name.split(" ")
        bare = tokens(" ".join(words[without_title(words) :]))
        found = self._by_key.get(key) or self._by_key.get(bare)
        if found is None and Rule.ACRONYM in self._rules:
            found = self._by_acronym.get("".join(key)) or self._by_initials(name)
        if (found is None or len(found.key) == 1) and Rule.SURNAME in self._rules:
            found = self._by_name_part(bare) or found
        return found

    def _introduce(self, text: str) -> list[tuple[str, Span]]:
        return list(introduced(text)) if Rule.ACRONYM in self._rules else []

    def _actor(self, name: Name) -> Actor:
        return self._by_key.setdefault(name.tokens, Actor(name.span.text, name.tokens))
