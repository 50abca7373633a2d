"""Who is meant by a name, a role, *he* or *she* at its place in the article."""

import re
from bisect import bisect_left
from typing import Final

from newstance.attribution.apposition import kinds_of
from newstance.attribution.cast import Actor, Cast
from newstance.attribution.genders import GENDERS
from newstance.attribution.layout import Layout
from newstance.attribution.person_mentions import called_by_role, named_persons, nameless_persons
from newstance.attribution.persons import Persons
from newstance.attribution.quotations import Quotation
from newstance.attribution.rules import Rule
from newstance.records import Sentence, Span

_NAMELESS: Final = re.compile(r"\d+-year-old$|(?:young |old )?(?:man|woman)$")


class Discourse:
    """Who is meant where in an article."""

    def __init__(self, cast: Cast, layout: Layout, rules: frozenset[Rule]) -> None:
        self._cast, self._rules = cast, rules
        people = [*named_persons(cast), *nameless_persons(cast, self._with_role)]
        if Rule.ROLE in rules:
            people += called_by_role(cast, self._with_role)
        self._persons = Persons(cast.text, layout, sorted(people, key=lambda mention: mention[0]), self.speaker)

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
        found = self._cast.named(span.text, span.start) if any(char.isupper() for char in span.text) else None
        return found or self._with_role(span.text, span.start)

    def he_or_she(self, pronoun: Span, other: Actor | None = None, *, is_target: bool = False) -> Actor | None:
        """The person whom a pronoun means; ``other`` is the other side of its opinion, who cannot be meant."""
        return self._persons.meant(pronoun, other, is_target=is_target) if Rule.HE_SHE in self._rules else None

    def _with_role(self, phrase: str, position: int) -> Actor | None:
        """The actor called so (*foreign minister*) before ``position``; for the article's opening, also later on."""
        kinds = kinds_of(phrase) if Rule.ROLE in self._rules else []
        fitting = self._cast.called(kinds[0]) if kinds else []
        before = [actor for actor in fitting if actor.mentions[0] < position]
        if before:
            return max(before, key=lambda actor: _prominence(actor, position))
        return fitting[0] if len(fitting) == 1 and position < self._cast.opening_ends else None


def _prominence(actor: Actor, position: int) -> tuple[int, int]:
    """Of two ministers the one named more often is meant, of two companies the one named last."""
    count = bisect_left(actor.mentions, position)
    return (count if actor.person else 0, actor.mentions[count - 1])
