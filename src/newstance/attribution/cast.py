"""The cast of an article: its named actors, each with all its names, kinds and mentions.

Full names come first, then parts of them (``short_names``) and acronyms.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, TypeVar

from newstance.attribution.acronyms import initials, introduced
from newstance.attribution.actor import Actor
from newstance.attribution.actor_table import ActorTable
from newstance.attribution.apposition import COMPANY, Kind, bearer, gender_of
from newstance.attribution.callings import Callings
from newstance.attribution.lexicon import BUSINESS_WORDS, TITLES
from newstance.attribution.name_forms import fuller_names, in_small_letters, is_short, spelled_words
from newstance.attribution.names import (
    Name,
    folded,
    is_body,
    tokens,
    without_honours,
    without_title,
)
from newstance.attribution.other_names import other_names
from newstance.attribution.quote_marks import paragraphs
from newstance.attribution.rules import Rule
from newstance.attribution.short_names import ShortNames
from newstance.attribution.sure_names import sure_names
from newstance.records import Sentence, Span

_Named = TypeVar("_Named")
_OPENING_PARAGRAPHS: Final = 2
_OPENING_SENTENCES: Final = 4
_SHORTEST_ACRONYM: Final = 3
_MANY: Final = 100
_LONGEST_TITLE: Final = 20


class Cast:
    """The actors of one article.

    Args:
        text: the article's text.
        sentences: all its sentences in reading order.
        spans: mentions that are known already (those of the opinions); multi-word names of bodies are taken from them.
        labels: names that say whose turn it is in an interview or transcript, often in capitals.
        table: names that stand for an actor whatever the article says.
        rules: which rules apply.
    """

    def __init__(  # noqa: PLR0913 - all that is known of an article
        self,
        text: str,
        sentences: Sequence[Sentence],
        spans: Sequence[Span],
        labels: Sequence[Span],
        table: ActorTable,
        rules: frozenset[Rule],
    ) -> None:
        self.text, self._table, self._rules = text, table, rules
        starts = [sentence.start for sentence in sentences[_OPENING_SENTENCES:][:1]]
        ends = [end for _, end in paragraphs(text)[:_OPENING_PARAGRAPHS]]
        self.opening_ends = min([*starts, *ends[-1:]], default=0)
        self._by_key: dict[tuple[str, ...], Actor] = {}
        self._by_initials: dict[str, list[Actor]] = defaultdict(list)
        self._acronyms: dict[str, Actor] = {}
        self._fuller: dict[tuple[str, ...], Name] = {}
        acronyms = list(introduced(text)) if Rule.ACRONYM in rules else []
        names = sure_names(text, sentences, [*spans], [*labels, *(span for _, span in acronyms)], table)
        self._add_full_names(names, acronyms)
        self._short = ShortNames(text, self.opening_ends, names, self.actors, table)
        for name in names:
            if is_short(name.tokens):
                self._note(self.named(name.span.text, name.span.start) or self._actor(name), name)
        self._introduce_speakers(labels)
        for actor in self.actors:
            actor.mentions.sort()
        self.mentions = sorted(((at, actor) for actor in self.actors for at in actor.mentions), key=place_of)
        self._callings = Callings(self.actors, table)

    @property
    def actors(self) -> Iterable[Actor]:
        """All actors, those with full names first."""
        return dict.fromkeys(self._by_key.values())

    def named(self, name: str, position: int | None = None) -> Actor | None:
        """The actor of a full name, a part of one or an acronym; None where none or several may be meant.

        Of two people with one surname, it is the one whom the title fits (*Ms*), or who is named before ``position`` if
        the other is not.
        """
        key, bare = tokens(name), without_honours(tokens(without_title(name)))
        found = self._by_key.get(key) or self._by_key.get(bare)
        if found is None and Rule.ACRONYM in self._rules:
            found = self._by_acronym(name)
        if (found is None or len(found.key) == 1) and Rule.SURNAME in self._rules:
            found = self._short.meant(bare, position, self._gender_by_title(name, position)) or found
        return found

    def with_initials(self, letters: str) -> Actor | None:
        """The only person with the initials; None where nobody or several have them."""
        people = [actor for actor in self._by_initials.get(letters.casefold(), ()) if actor.person is not False]
        return people[0] if letters.isupper() and len(people) == 1 else None

    def called(self, kind: Kind) -> list[Actor]:
        """The actors whom the article calls so; where none is, the only one that a like phrase fits."""
        return self._callings.called(kind)

    def called_alike(self, noun: str) -> list[Actor]:
        """The people whose role is ``noun`` or may also be called so (*the boss*: director)."""
        return self._callings.called_alike(noun)

    def country_of(self, span: Span) -> str | None:
        """The country whose citizen is meant (*the Finn*); None where none is, or the article has such a name."""
        country = self._table.citizens.get(folded(span.text))
        definite = self.text[max(0, span.start - 4) : span.start] in {"the ", "The "}
        return country if definite and not self._table.lookup(span.text) else None

    def compatriot(self, country: str, position: int) -> Actor | None:
        """The only person named before ``position`` whose role the article gives to that country."""
        before = [actor for actor in self._callings.of_country(country) if actor.mentions[0] < position]
        return before[0] if len(before) == 1 else None

    def country_in_question(self, position: int, other: str | None = None) -> str | None:
        """The country that the article has named most until then (in its opening: until its end), never ``other``."""
        places, countries = self._named_countries
        last = bisect_left(places, position) if position >= self.opening_ends else _MANY
        count = Counter(country for country in countries[max(0, last - _MANY) : last] if country != other)
        return named_most(count)

    @cached_property
    def _named_countries(self) -> tuple[list[int], list[str]]:
        """Where the article names which countries, with their adjectives."""
        known = set(self._table.people.values())
        named = [(at, self._table.country(actor.name)) for at, actor in self.mentions]
        found = [(at, country) for at, country in named if country is not None and country in known]
        return [at for at, _ in found], [country for _, country in found]

    def mentioned_in(self, start: int, end: int) -> list[Actor]:
        """The actors named in ``text[start:end]``, in order."""
        first = bisect_left(self.mentions, start, key=place_of)
        return [actor for _, actor in self.mentions[first : bisect_left(self.mentions, end, key=place_of)]]

    def _add_full_names(self, names: Sequence[Name], acronyms: Sequence[tuple[str, Span]]) -> None:
        full = [name for name in names if not is_short(name.tokens)]
        self._fuller = fuller_names(full) | other_names(self.text, names)
        for name in full:
            self._note(self._actor(name), name)
        for actor in self.actors:
            self._by_initials[initials(actor.name)].append(actor)
        for letters, span in acronyms:
            if tokens(span.text) in self._by_key:
                self._acronyms.setdefault("".join(tokens(letters)), self._by_key[tokens(span.text)])

    def _actor(self, name: Name) -> Actor:
        full = self._fuller.get(name.tokens, name)
        actor = self._by_key.setdefault(full.tokens, Actor(full.span.text, full.tokens))
        return self._by_key.setdefault(name.tokens, actor)

    def _note(self, actor: Actor, name: Name) -> None:
        actor.mentions.append(name.span.start)
        if actor.name.isupper() and not name.span.text.isupper() and actor.key == name.tokens:
            actor.name = name.span.text  # not as a dateline or headline in capitals has it
        listed = self._table.lookup(actor.name)
        if is_body(actor.key):
            actor.learn((*_own_kinds(actor.key), *bearer(self.text, name).kinds), person=False)
        elif listed is None:
            found = bearer(self.text, name)
            actor.learn(found.kinds, found.person, found.gender)
        if listed is not None:
            actor.learn((Kind(noun) for noun in self._table.kinds.get(listed, ())), person=False)

    def _introduce_speakers(self, labels: Sequence[Span]) -> None:
        """Those whose turn it is are people, if no bodies, and are spelled as elsewhere, not as labels are."""
        speakers = dict.fromkeys(self.named(label.text, label.start) for label in labels)
        capitals = any(actor is not None and actor.name.isupper() for actor in speakers)
        spellings = spelled_words(self.text) if capitals else {}
        for actor in speakers:
            if actor is not None and not is_body(actor.key) and self._table.lookup(actor.name) is None:
                actor.name = in_small_letters(actor.name, spellings)
                actor.person = actor.person or not actor.name.isupper() or None

    def _by_acronym(self, name: str) -> Actor | None:
        letters = "".join(tokens(name))
        if letters in self._acronyms:
            return self._acronyms[letters]
        spelled = self._by_initials.get(letters, []) if name.isupper() else []
        if len(letters) < _SHORTEST_ACRONYM:  # two letters are a body's (*FG*: Federal Government), not a person's
            spelled = [actor for actor in spelled if len(letters) > 1 and not actor.person]
        return spelled[0] if len(spelled) == 1 else None

    def _gender_by_title(self, name: str, position: int | None) -> str | None:
        """What the title in a name, or before its ``position``, says (*Ms Smith*)."""
        before = self.text[max(0, position - _LONGEST_TITLE) : position].split()[-1:] if position is not None else []
        titles = [word for word in name.split()[:-1] or before if word.casefold().rstrip(".") in TITLES]
        return gender_of(titles)


def place_of(mention: tuple[int, Actor]) -> int:
    """Where an actor is mentioned, to sort and to search by."""
    return mention[0]


def named_most(count: Counter[_Named]) -> _Named | None:
    """Who is named most often; None where nobody is, or two are named as often."""
    most = count.most_common(2)
    tied = len({times for _, times in most}) < len(most)
    return most[0][0] if most and not tied else None


def _own_kinds(words: tuple[str, ...]) -> Iterator[Kind]:
    """What a body's own name calls it: *Union of Ward Nurses* is a union."""
    yield from (Kind(word, frozenset(words) - {word}) for word in words if is_body([word]))
    if words[words.index("of") - 1 if "of" in words else -1] in BUSINESS_WORDS:
        yield Kind(COMPANY)
