"""The cast of an article: its named actors, each with all its names, kinds and mentions.

Parts of a name go to the full name that they begin or end (``Sabajo`` to ``Marijke Sabajo``) only where the article has
exactly one such name; otherwise they stay apart: precision before recall.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from newstance.attribution.acronyms import initials, introduced
from newstance.attribution.actor_table import ActorTable
from newstance.attribution.apposition import COMPANY, OPPOSITION, Kind, bearer, gender_of
from newstance.attribution.lexicon import BUSINESS_WORDS, TITLES, WIDER_KINDS
from newstance.attribution.names import (
    Name,
    folded,
    is_body,
    names_in,
    opens_sentence,
    title_length,
    tokens,
    without_generation,
    without_title,
)
from newstance.attribution.quote_marks import paragraphs
from newstance.attribution.rules import Rule
from newstance.records import Span

_OPENING_PARAGRAPHS: Final = 2
_SHORTEST_ACRONYM: Final = 3
_LONGEST_TITLE: Final = 20
_LONGEST_HEADLINE: Final = 200
_FEWEST_WORDS: Final = 5
_TITLE_CASE: Final = 0.6


@dataclass(slots=True, eq=False)
class Actor:
    """One actor. ``kinds`` are the nouns that the article calls it (*minister*, *union*), with their modifiers.

    ``person`` is None where the text does not tell; ``mentions`` are offsets of its names, in order.
    """

    name: str
    key: tuple[str, ...]
    person: bool | None = None
    gender: str | None = None
    kinds: dict[str, set[str]] = field(default_factory=dict)
    mentions: list[int] = field(default_factory=list)

    def learn(self, kinds: Iterable[Kind], person: bool | None, gender: str | None = None) -> None:
        """Adds what one mention's surroundings say."""
        for kind in kinds:
            self.kinds.setdefault(kind.noun, set()).update(kind.modifiers)
        self.person = person if self.person is None else self.person or bool(person)
        self.gender = self.gender or gender


class Cast:
    """The actors of one article.

    Args:
        text: the article's text.
        spans: mentions that are known already (those of the opinions); multi-word names of bodies are taken from them.
        table: names that stand for an actor whatever the article says.
        rules: which rules apply.
    """

    def __init__(self, text: str, spans: Sequence[Span], table: ActorTable, rules: frozenset[Rule]) -> None:
        self.text, self._table, self._rules = text, table, rules
        self.opening_ends = [0, *(end for _, end in paragraphs(text)[:_OPENING_PARAGRAPHS])][-1]
        self._by_key: dict[tuple[str, ...], Actor] = {}
        self._by_part: dict[str, list[Actor]] = defaultdict(list)
        self._by_initials: dict[str, list[Actor]] = defaultdict(list)
        self._acronyms: dict[str, Actor] = {}
        self._first_alone: dict[str, int] = {}
        acronyms = list(introduced(text)) if Rule.ACRONYM in rules else []
        names = _sure_names(text, [*spans], [span for _, span in acronyms], table)
        self._add_full_names(names, acronyms)
        self._add_single_names(names)
        for actor in self.actors:
            actor.mentions.sort()
        self.mentions = sorted(((at, actor) for actor in self.actors for at in actor.mentions), key=_place)
        self._by_kind: dict[str, list[Actor]] = defaultdict(list)
        for actor in self.actors:
            for noun in actor.kinds:
                self._by_kind[noun].append(actor)

    @property
    def actors(self) -> Iterable[Actor]:
        """All actors, those with full names first."""
        return self._by_key.values()

    def named(self, name: str, position: int | None = None) -> Actor | None:
        """The actor of a full name, a part of one or an acronym; None where none or several may be meant.

        Of two people with one surname, it is the one whom the title fits (*Ms*), or who is named before ``position`` if
        the other is not.
        """
        key, bare = tokens(name), tokens(without_title(name))
        found = self._by_key.get(key) or self._by_key.get(bare)
        if found is None and Rule.ACRONYM in self._rules:
            found = self._by_acronym(name)
        if (found is None or len(found.key) == 1) and Rule.SURNAME in self._rules:
            found = self._by_name_part(bare, position, self._gender_by_title(name, position)) or found
        return found

    def called(self, kind: Kind) -> list[Actor]:
        """The actors whom the article calls so; where none is, the only body that is called by a wider word."""
        if kind.noun == OPPOSITION:
            return [actor for actor in self.actors if not actor.person and _is_opposition(actor)]
        bearers = self._by_kind.get(kind.noun, [])
        fitting = [actor for actor in bearers if kind.modifiers <= actor.kinds[kind.noun] | set(actor.key)]
        if fitting or kind.modifiers:
            return fitting
        wider = (actor for noun in WIDER_KINDS.get(kind.noun, ()) for actor in self._by_kind.get(noun, ()))
        bodies = list(dict.fromkeys(actor for actor in wider if not actor.person))
        return bodies if len(bodies) == 1 else []

    def mentioned_in(self, start: int, end: int) -> list[Actor]:
        """The actors named in ``text[start:end]``, in order."""
        first = bisect_left(self.mentions, start, key=_place)
        return [actor for _, actor in self.mentions[first : bisect_left(self.mentions, end, key=_place)]]

    def _add_full_names(self, names: Sequence[Name], acronyms: Sequence[tuple[str, Span]]) -> None:
        for name in names:
            if not _is_short(name.tokens):
                self._note(self._actor(name), name)
        for actor in self.actors:
            for part in {actor.key[0], actor.key[-1], without_generation(actor.key)[-1]}:
                self._by_part[part].append(actor)
            self._by_initials[initials(actor.name)].append(actor)
        for letters, span in acronyms:
            if tokens(span.text) in self._by_key:
                self._acronyms.setdefault("".join(tokens(letters)), self._by_key[tokens(span.text)])

    def _add_single_names(self, names: Sequence[Name]) -> None:
        for name in names:
            if not _is_short(name.tokens):
                continue
            if name.span.start >= self.opening_ends:
                self._first_alone.setdefault(name.tokens[0], name.span.start)
            self._note(self.named(name.span.text, name.span.start) or self._actor(name), name)

    def _actor(self, name: Name) -> Actor:
        return self._by_key.setdefault(name.tokens, Actor(name.span.text, name.tokens))

    def _note(self, actor: Actor, name: Name) -> None:
        actor.mentions.append(name.span.start)
        listed = self._table.lookup(actor.name)
        if is_body(actor.key):
            actor.learn((*_own_kinds(actor.key), *bearer(self.text, name).kinds), person=False)
        elif listed is None:
            found = bearer(self.text, name)
            actor.learn(found.kinds, found.person, found.gender)
        if listed is not None:
            actor.learn((Kind(noun) for noun in self._table.kinds.get(listed, ())), person=False)

    def _by_acronym(self, name: str) -> Actor | None:
        letters = "".join(tokens(name))
        if letters in self._acronyms:
            return self._acronyms[letters]
        spelled = self._by_initials.get(letters, []) if name.isupper() and len(letters) >= _SHORTEST_ACRONYM else []
        return spelled[0] if len(spelled) == 1 else None

    def _gender_by_title(self, name: str, position: int | None) -> str | None:
        """What the title in a name, or before its ``position``, says (*Ms Smith*)."""
        before = self.text[max(0, position - _LONGEST_TITLE) : position].split()[-1:] if position is not None else []
        titles = [word for word in name.split()[:-1] or before if word.casefold().rstrip(".") in TITLES]
        return gender_of(titles)

    def _by_name_part(self, part: tuple[str, ...], position: int | None, gender: str | None) -> Actor | None:
        if not part:
            return None
        candidates = (*self._by_part.get(part[0], ()), *self._by_part.get(part[-1], ()))
        longer: list[Actor] = list(dict.fromkeys(actor for actor in candidates if len(actor.key) > len(part)))
        namesakes = [actor for actor in longer if actor.person is not False and part in _endings(actor.key, len(part))]
        if len(namesakes) > 1 and gender is not None:
            namesakes = _of_gender(namesakes, gender)
        if len(namesakes) > 1 and position is not None:
            namesakes = [actor for actor in namesakes if actor.mentions[0] < position]
        if len(namesakes) == 1 and namesakes[0].person:
            return namesakes[0]
        if self._table.lookup(" ".join(part)):
            return None
        longer = [actor for actor in longer if part in {actor.key[: len(part)], *_endings(actor.key, len(part))}]
        return longer[0] if len(longer) == 1 and self._may_shorten(part, longer[0]) else None

    def _may_shorten(self, part: tuple[str, ...], full: Actor) -> bool:
        """A body's first word stands for it only after its full name (or in the opening): else it is another's name.

        Its last word does not where the name says *of* it (*Bank of Ghana* is not *Ghana*).
        """
        if full.person:
            return True
        if full.key[-len(part) :] == part:
            words = " ".join(part)
            return not folded(full.name).endswith((f" of {words}", f" for {words}", f" of the {words}"))
        first = self._first_alone.get(part[0], full.mentions[0])
        return len(part) > 1 or first >= full.mentions[0] or first < self.opening_ends


def _is_short(words: tuple[str, ...]) -> bool:
    """Whether a name is one word, or *Kennedy Jr*: a full name may explain it."""
    return len(words) == 1 or (len(without_generation(words)) == 1 and words[-1] in {"jr", "sr"})


def _endings(key: tuple[str, ...], length: int) -> set[tuple[str, ...]]:
    """What a short form of a name can be of its last words: *Kennedy* and *Kennedy Jr* of *Robert F. Kennedy Jr*."""
    return {key[-length:], without_generation(key)[-length:]}


def _of_gender(people: Sequence[Actor], gender: str) -> list[Actor]:
    """The people known to be of that gender; where none is, those who may be."""
    sure = [person for person in people if person.gender == gender]
    return sure or [person for person in people if person.gender is None]


def _is_opposition(actor: Actor) -> bool:
    """Whether the article calls a party so (*the largest opposition party*)."""
    return any(OPPOSITION in modifiers for modifiers in actor.kinds.values())


def _place(mention: tuple[int, Actor]) -> int:
    return mention[0]


def _own_kinds(words: tuple[str, ...]) -> Iterator[Kind]:
    """What a body's own name calls it: *Union of Ward Nurses* is a union."""
    yield from (Kind(word, frozenset(words) - {word}) for word in words if is_body([word]))
    if not BUSINESS_WORDS.isdisjoint(words):
        yield Kind(COMPANY)


def _sure_names(text: str, spans: Sequence[Span], acronyms: Sequence[Span], table: ActorTable) -> list[Name]:
    """The names of the text in order, without headlines in Title Case; names known otherwise replace theirs."""
    plain = [bounds for bounds in paragraphs(text) if not _is_title_case(text[slice(*bounds)])]
    found = [name for start, end in plain for name in names_in(text, start, end)]
    ends = {name.span.end for name in found if len(name.tokens) > 1}
    better = {span.start: span for span in spans if _is_body_name(span) or (span.end in ends and _is_full_name(span))}
    better |= {span.start: span for span in acronyms}
    names = _replaced(found, sorted(better.values(), key=lambda span: span.start))
    inside = Counter(name.tokens for name in names if not opens_sentence(text, name.span.start))
    parts = {part for name in names if len(name.tokens) > 1 for part in name.tokens}
    return [name for name in names if _is_sure(name, text, parts, inside[name.tokens] > 0, table)]


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
