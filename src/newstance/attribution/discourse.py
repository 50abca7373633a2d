"""Who is meant by a name, a role, *he* or *she* at its place in the article."""

import re
from bisect import bisect_left
from collections import Counter
from typing import Final

from newstance.attribution.actor import Actor
from newstance.attribution.apposition import Kind, gender_of, kinds_of
from newstance.attribution.cast import Cast, named_most, place_of
from newstance.attribution.genders import GENDERS
from newstance.attribution.layout import Layout
from newstance.attribution.lexicon import BYSTANDERS, DESCRIPTIONS, FIRST_PERSON
from newstance.attribution.person_mentions import called_by_role, named_persons, nameless_persons
from newstance.attribution.persons import Persons
from newstance.attribution.quotations import Quotation
from newstance.attribution.rules import Rule
from newstance.attribution.turns import Turn
from newstance.records import Sentence, Span

_NAMELESS: Final = re.compile(r"\d+-year-old$|(?:young |old )?(?:man|woman)$")
_NEW: Final = re.compile(
    r"\b(an?|one|no|some|any|every|each|another|several|two|three|many|few) "
    r"(?:(?!(?:the|th[io]s|that|its|his|her|their|our|my|your|an?|\w{1,2}|for|from|with|and|who)\b)[a-z-]+ ){0,2}$",
    re.IGNORECASE,
)
_A: Final = frozenset({"a", "an"})
_DESCRIBED: Final = re.compile(r" (?:who|[“\"])")
AFTER_THE: Final = re.compile(r"\bthe $", re.IGNORECASE)
_REACH: Final = 40
_LEAD: Final = 2
_NEXT: Final = 4
_SOON: Final = 9
_FAR: Final = 10_000


class Discourse:
    """Who is meant where in an article."""

    def __init__(self, cast: Cast, layout: Layout, rules: frozenset[Rule]) -> None:
        self._cast, self._layout, self._rules = cast, layout, rules
        self._lead_ends = max((sentence.end for sentence in layout.sentences[:_LEAD]), default=0)
        named = (mention for mention in named_persons(cast) if layout.label_end(place_of(mention)) is None)
        self._named = sorted(named, key=place_of)
        people = [*self._named, *nameless_persons(cast, self._with_role)]
        if Rule.ROLE in rules:
            people += called_by_role(cast, self._with_role)
        self._people = sorted(people, key=place_of)
        self._persons = Persons(cast.text, layout, self._people, self.speaker)

    def body_before(self, position: int, sentence: Sentence) -> Actor | None:
        """The first body that the sentence names before ``position``."""
        named = self._cast.mentioned_in(sentence.start, position)
        return next((actor for actor in named if actor.person is False), None)

    def speaker(self, speech: Quotation | Turn) -> Actor | None:
        """The actor who speaks a quotation or whose turn it is."""
        span = speech.speaker
        turn = self._layout.turn_at(span.start) if span is not None and span.text.casefold() in FIRST_PERSON else None
        span = turn.speaker if turn is not None else span
        return self.actor(span) if span is not None else None

    def actor(self, span: Span, other: Actor | None = None) -> Actor | None:
        """The actor that a name, a role, *he* or *she* means; ``other`` is the other side of its opinion."""
        if span.text.casefold() in GENDERS or _NAMELESS.match(span.text):
            return self.he_or_she(span, other)
        country = self._cast.country_of(span)
        if country is not None:
            return self._cast.compatriot(country, span.start) or self.he_or_she(span, other)
        found = self._cast.named(span.text, span.start) if any(char.isupper() for char in span.text) else None
        return found or self._with_role(span.text, span.start) or self._described(span, other)

    def _described(self, span: Span, other: Actor | None) -> Actor | None:
        """Whom *the singer* means where the article calls nobody so: of those without a role the one named most."""
        definite = AFTER_THE.search(self._cast.text, max(0, span.start - _REACH), span.start)
        if definite is None or span.text not in DESCRIPTIONS or self._cast.called(Kind(span.text)):
            return None
        gender = gender_of([span.text])
        start, end = (bisect_left(self._people, at, key=place_of) for at in (span.start - _FAR, span.start))
        named = (
            person for _, person in self._people[start:end] if person.key and person.person and person is not other
        )
        count = Counter(person for person in named if not person.has_role and gender in {None, person.gender or gender})
        return named_most(count)

    def he_or_she(self, pronoun: Span, other: Actor | None = None, *, is_target: bool = False) -> Actor | None:
        """The person whom a pronoun means; ``other`` is the other side of its opinion, who cannot be meant."""
        return self._persons.meant(pronoun, other, is_target=is_target) if Rule.HE_SHE in self._rules else None

    def _with_role(self, phrase: str, position: int) -> Actor | None:
        """The actor called so (*foreign minister*) before ``position``; for the article's opening, also later on."""
        kinds = kinds_of(phrase) if Rule.ROLE in self._rules else []
        if not kinds:
            return None
        new = self._newness(position, position + len(phrase)) if kinds[0].is_role else ""
        if kinds[0].is_role and position < self._lead_ends and (not new or new in _A):
            meant = self._named_soon(kinds[0], position) or self._named_next(kinds[0], position)
            if meant or position < self._layout.sentences[0].end:
                return meant
        if new:
            return None
        fitting = self._cast.called(kinds[0])
        before = [actor for actor in fitting if actor.mentions[0] < position]
        if before:
            return max(before, key=lambda actor: _prominence(actor, position))
        ahead = position < self._cast.opening_ends or any(_is_named_so(actor, kinds[0]) for actor in fitting)
        return fitting[0] if len(fitting) == 1 and ahead else None

    def _named_soon(self, kind: Kind, position: int) -> Actor | None:
        """Whom the headline or lead calls so: of those whom the article introduces so, or alike, after it the first.

        Who is introduced late is meant only by the very role (*mediator*, but not *Norden mediator*).
        """
        near = self._layout.sentences[:_SOON][-1].end
        called = [actor for actor in self._cast.called(kind) if actor.mentions[0] > position]
        alike = [actor for actor in self._cast.called_alike(kind.noun) if actor.mentions[0] > position]
        soon = ([actor for actor in people if actor.mentions[0] <= near] for people in (called, alike))
        late = called if not kind.modifiers else []
        return min(next(filter(None, soon), late), key=lambda actor: actor.mentions[0], default=None)

    def _named_next(self, kind: Kind, position: int) -> Actor | None:
        """Whom the lead leaves unnamed (*a former commander has asked for pardon*) and the sentences after it name.

        Only where the article calls nobody so, they name just one person without a role, and it is no role of a mere
        source (*a judge*).
        """
        if kind.noun.split()[-1] in BYSTANDERS or self._cast.called_alike(kind.noun):
            return None
        start, end = self._layout.sentence_at(position).end, self._layout.sentences[:_NEXT][-1].end
        first, last = (bisect_left(self._named, at, key=place_of) for at in (start, end))
        after = [person for at, person in self._named[first:last] if not self._layout.is_quoted(at)]
        people = dict.fromkeys(person for person in after if not person.has_role)
        return next(iter(people)) if len(people) == 1 else None

    def _newness(self, start: int, end: int) -> str:
        """The word before a role that says that it is somebody new (*a second minister*, *no minister*); else empty.

        *A mayor who sells the lake* is the mayor: it tells what the one in question does.
        """
        new = _NEW.search(self._cast.text, max(0, start - _REACH), start)
        word = new.group(1).casefold() if new is not None else ""
        return "" if word in _A and _DESCRIBED.match(self._cast.text, end) is not None else word


def _is_named_so(actor: Actor, kind: Kind) -> bool:
    """Whether an actor is called by the very noun, or at least by no lesser office (*deputy governor*)."""
    lesser = any(noun.endswith(f" {kind.noun}") for noun in actor.kinds)
    return kind.noun in actor.kinds or (kind.is_role and not lesser)


def _prominence(actor: Actor, position: int) -> tuple[int, int]:
    """Of two ministers the one named more often is meant, of two companies the one named last."""
    count = bisect_left(actor.mentions, position)
    return (count if actor.person else 0, actor.mentions[count - 1])
