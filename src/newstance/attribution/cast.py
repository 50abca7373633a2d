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
from newstance.attribution.apposition import bearer
from newstance.attribution.names import Name, folded, is_body, names_in, opens_sentence, tokens, without_title
from newstance.attribution.quote_marks import paragraphs
from newstance.attribution.rules import Rule
from newstance.records import Span

_HEADLINE: Final = 2
_PARTS: Final = 2
_HEADLINE_LENGTH: Final = 200
_HEADLINE_WORDS: Final = 4
_TITLE_CASE: Final = 0.6


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
        self._introduced = list(introduced(text)) if Rule.ACRONYM in rules else []
        names = _names(text, spans, [span for _, span in self._introduced], table)
        self.body_starts = ([0] + [end for _, end in paragraphs(text)[:_HEADLINE]])[-1]
        self._first_alone: dict[str, int] = {}
        full = [name for name in names if len(name.tokens) >= _PARTS]
        for name in full:
            self._note(self._actor(name), name)
        self._index_parts()
        for name in names:
            if len(name.tokens) == 1 and name.span.start >= self.body_starts:
                self._first_alone.setdefault(name.tokens[0], name.span.start)
            if len(name.tokens) == 1:
                self._note(self.named(name.span.text) or self._actor(name), name)
        for actor in self.actors:
            actor.mentions.sort()
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

    def _actor(self, name: Name) -> Actor:
        return self._by_key.setdefault(name.tokens, Actor(name.span.text, name.tokens))

    def _note(self, actor: Actor, name: Name) -> None:
        actor.mentions.append(name.span.start)
        found = bearer(self.text, name)
        listed = self._table.lookup(actor.name)
        if is_body(actor.key):
            own = [(word, frozenset(actor.key) - {word}) for word in actor.key if is_body((word,))]
            actor.learn((*own, *found.kinds), person=False, gender=None)
        elif listed is None:
            actor.learn(found.kinds, found.person, found.gender)
        if listed is not None:
            kind = self._table.kinds.get(listed)
            actor.learn([(kind, frozenset())] if kind else [], person=False, gender=None)

    def _index_parts(self) -> None:
        for actor in self._by_key.values():
            for part in {actor.key[0], actor.key[-1]}:
                self._by_part.setdefault(part, []).append(actor)
        for letters, span in self._introduced:
            actor = self._by_key.get(tokens(span.text))
            if actor is not None:
                self._by_acronym.setdefault("".join(tokens(letters)), actor)

    def _by_name_part(self, part: tuple[str, ...]) -> Actor | None:
        if not part:
            return None
        longer = [actor for actor in self._by_part.get(part[0], ()) if actor.key[: len(part)] == part]
        longer += [actor for actor in self._by_part.get(part[-1], ()) if actor.key[-len(part) :] == part]
        longer = list(dict.fromkeys(actor for actor in longer if len(actor.key) > len(part)))
        if self._table.lookup(" ".join(part)):
            longer = [actor for actor in longer if actor.person]
        surname = [actor for actor in longer if actor.person and actor.key[-len(part) :] == part]
        longer = surname if len(surname) == 1 else longer
        return longer[0] if len(longer) == 1 and self._may_shorten(part, longer[0]) else None

    def _may_shorten(self, part: tuple[str, ...], full: Actor) -> bool:
        """A body's first word stands for it only after its full name (or in the headline): else it is another's name."""
        if full.person:
            return True
        if full.key[-len(part) :] == part:
            return not folded(full.name).endswith((f"of {' '.join(part)}", f"for {' '.join(part)}", f"of the {' '.join(part)}"))
        first = self._first_alone.get(part[0], full.mentions[0])
        return len(part) > 1 or first >= full.mentions[0] or first < self.body_starts

    def _by_initials(self, name: str) -> Actor | None:
        if not name.isupper() or len(name) < _PARTS + 1:
            return None
        letters = name.casefold().replace(".", "")
        spelled = [actor for actor in self.actors if len(actor.key) > 1 and initials(actor.name) == letters]
        return spelled[0] if len(spelled) == 1 else None


def _names(text: str, spans: Sequence[Span], known: Sequence[Span], table: ActorTable) -> list[Name]:
    """The names of the text in order; ``known`` phrases and opinions' spans count as names of their own."""
    seeds = {span.start: span for span in spans if _is_proper(span.text)} | {span.start: span for span in known}
    names = [name for line in _plain_lines(text) for name in names_in(text, *line)]
    exact = {name.span for name in names}
    taken = [span for span in seeds.values() if span not in exact]
    kept = [name for name in names if not any(name.span.overlaps(span) for span in taken)]
    names = sorted([*kept, *(Name(span, "") for span in taken)], key=lambda name: name.span.start)
    inside = Counter(name.tokens for name in names if not opens_sentence(text, name.span.start))
    parts = {part for name in names if len(name.tokens) > 1 for part in name.tokens}
    return [name for name in names if _is_sure(name, text, inside, parts, table)]


def _plain_lines(text: str) -> list[tuple[int, int]]:
    """The paragraphs but for headlines in Title Case, whose capitals say nothing."""
    return [(start, end) for start, end in paragraphs(text) if not _is_title_case(text[start:end])]


def _is_title_case(paragraph: str) -> bool:
    words = [word for word in paragraph.split() if word[0].isalpha()] if len(paragraph) < _HEADLINE_LENGTH else []
    return len(words) > _HEADLINE_WORDS and sum(word[0].isupper() for word in words) > _TITLE_CASE * len(words)


def _is_proper(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper() and "and" not in words[:2]


def _is_sure(name: Name, text: str, inside: Counter[tuple[str, ...]], parts: set[str], table: ActorTable) -> bool:
    """Whether a name is one: a single capitalised word that opens a sentence needs another cue."""
    if len(name.tokens) != 1:
        return bool(name.tokens)
    known = name.tokens[0] in parts or inside[name.tokens] or table.lookup(name.span.text)
    return bool(name.title or known or not opens_sentence(text, name.span.start))
