"""Who is meant by a name, a role, *he* or *she* at its place in the article."""

import re
from bisect import bisect_left
from collections import Counter
from typing import Final

from newstance.attribution.actor import Actor
from newstance.attribution.apposition import Kind, gender_of, kinds_of
from newstance.attribution.cast import Cast
from newstance.attribution.genders import GENDERS
from newstance.attribution.layout import Layout
from newstance.attribution.lexicon import DESCRIPTIONS
from newstance.attribution.person_mentions import called_by_role, named_persons, nameless_persons
from newstance.attribution.persons import Persons
from newstance.attribution.quotations import Quotation
from newstance.attribution.rules import Rule
from newstance.records import Sentence, Span

_NAMELESS: Final = re.compile(r"\d+-year-old$|(?:young |old )?(?:man|woman)$")
_NEW: Final = re.compile(
    r"\b(an?|one|no|some|any|every|each|another|several|two|three|many|few) "
    r"(?:(?!(?:the|th[io]s|that|its|his|her|their|our|my|your|an?|\w{1,2}|for|from|with|and|who)\b)[a-z-]+ ){0,2}$",
    re.IGNORECASE,
)
_DESCRIBED: Final = re.compile(r" (?:who|[“\"])")
_DEFINITE: Final = re.compile(r"\bthe $", re.IGNORECASE)
_REACH: Final = 40
_FAR: Final = 10_000


class Discourse:
    """Who is meant where in an article."""

    def __init__(self, cast: Cast, layout: Layout, rules: frozenset[Rule]) -> None:
        self._cast, self._layout, self._rules = cast, layout, rules
        people = [*named_persons(cast), *nameless_persons(cast, self._with_role)]
        if Rule.ROLE in rules:
            people += called_by_role(cast, self._with_role)
        self._people = sorted(people, key=_place)
        self._persons = Persons(cast.text, layout, self._people, self.speaker)

    def body_before(self, position: int, sentence: Sentence) -> Actor | None:
        """The first body that the sentence names before ``position``."""
        named = self._cast.mentioned_in(sentence.start, position)
        return next((actor for actor in named if actor.person is False), None)

    def speaker(self, quotation: Quotation) -> Actor | None:
        """The actor who speaks a quotation."""
        return self.actor(quotation.speaker) if quotation.speaker is not None else None

    def actor(self, span: Span) -> Actor | None:
        """The actor that a name, a role, *he* or *she* means."""
        if span.text.casefold() in GENDERS or _NAMELESS.match(span.text):
            return self.he_or_she(span)
        country = self._cast.country_of(span)
        if country is not None:
            return self._cast.compatriot(country, span.start) or self.he_or_she(span)
        found = self._cast.named(span.text, span.start) if any(char.isupper() for char in span.text) else None
        return found or self._with_role(span.text, span.start) or self._described(span)

    def _described(self, span: Span) -> Actor | None:
        """Whom *the singer* means where the article calls nobody so: of those without a role the one named most."""
        definite = _DEFINITE.search(self._cast.text, max(0, span.start - _REACH), span.start)
        if definite is None or span.text not in DESCRIPTIONS or self._cast.called(Kind(span.text)):
            return None
        gender = gender_of([span.text])
        start, end = (bisect_left(self._people, at, key=_place) for at in (span.start - _FAR, span.start))
        named = (person for _, person in self._people[start:end] if person.key and person.person)
        count = Counter(person for person in named if not person.has_role and gender in {None, person.gender or gender})
        (first, most), (_, next_most) = [*count.most_common(2), (None, 0), (None, 0)][:2]
        return first if most > next_most else None

    def he_or_she(self, pronoun: Span, other: Actor | None = None, *, is_target: bool = False) -> Actor | None:
        """The person whom a pronoun means; ``other`` is the other side of its opinion, who cannot be meant."""
        return self._persons.meant(pronoun, other, is_target=is_target) if Rule.HE_SHE in self._rules else None

    def _with_role(self, phrase: str, position: int) -> Actor | None:
        """The actor called so (*foreign minister*) before ``position``; for the article's opening, also later on."""
        kinds = kinds_of(phrase) if Rule.ROLE in self._rules else []
        if not kinds or (kinds[0].is_role and self._is_new(position, position + len(phrase))):
            return None
        fitting = self._cast.called(kinds[0])
        headline = bool(self._layout.sentences) and position < self._layout.sentences[0].end
        if headline and not fitting:
            fitting = self._cast.called(Kind(kinds[0].noun))
        if headline and kinds[0].is_role:
            return min(fitting, key=lambda actor: actor.mentions[0], default=None)
        before = [actor for actor in fitting if actor.mentions[0] < position]
        if before:
            return max(before, key=lambda actor: _prominence(actor, position))
        ahead = position < self._cast.opening_ends or any(_is_named_so(actor, kinds[0]) for actor in fitting)
        return fitting[0] if len(fitting) == 1 and ahead else None

    def _is_new(self, start: int, end: int) -> bool:
        """Whether the words before a role say that it is somebody new (*a second minister*, *no minister*).

        *A mayor who sells the lake* is the mayor: it tells what the one in question does.
        """
        new = _NEW.search(self._cast.text, max(0, start - _REACH), start)
        described = _DESCRIBED.match(self._cast.text, end) is not None
        return new is not None and not (described and new.group(1).casefold() in {"a", "an"})


def _place(mention: tuple[int, Actor]) -> int:
    return mention[0]


def _is_named_so(actor: Actor, kind: Kind) -> bool:
    """Whether an actor is called by the very noun, or at least by no lesser office (*deputy governor*)."""
    lesser = any(noun.endswith(f" {kind.noun}") for noun in actor.kinds)
    return kind.noun in actor.kinds or (kind.is_role and not lesser)


def _prominence(actor: Actor, position: int) -> tuple[int, int]:
    """Of two ministers the one named more often is meant, of two companies the one named last."""
    count = bisect_left(actor.mentions, position)
    return (count if actor.person else 0, actor.mentions[count - 1])
