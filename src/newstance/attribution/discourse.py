"""Who is meant: pronouns, roles and bare nouns of an article, read in the order of its sentences.

The antecedent of *he* or *she* is sought as readers do: in the same sentence, then the subject of the sentence before,
then whoever was named last, up to four sentences back; never the speaker of the quotation that the pronoun stands in,
never the other side of the same opinion (after Lappin & Leass 1994 and the sieves of Lee et al. 2013, much reduced).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from newstance.attribution.actor_table import ActorTable
from newstance.attribution.apposition import HE, SHE, kinds_of
from newstance.attribution.cast import Actor, Cast
from newstance.attribution.lexicon import ROLES, WIDER_KINDS
from newstance.attribution.quotations import Quotation
from newstance.attribution.rules import Rule
from newstance.records import Sentence, Span

_PRONOUN: Final = re.compile(r"\b(?:(s?he)|(her|him|his|hers|herself|himself))\b", re.IGNORECASE)
_KIND_PHRASE: Final = re.compile(r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) ((?:[a-z][\w-]* ){0,2}?[a-z][\w-]*)\b")
_GENDERS: Final = {"he": HE, "him": HE, "his": HE, "himself": HE, "she": SHE, "her": SHE, "hers": SHE, "herself": SHE}
_NAMELESS: Final = re.compile(r"\d+-year-old$|(?:young |old )?(?:man|woman)$")
_NOUN_FOLLOWS: Final = re.compile(r" (?!(?:to|on|in|at|for|with|as|of|and|or|by|from|that|because|after|when|if)\b)[a-z]")
_BACK: Final = 4


class Discourse:
    """The article in the order of reading: who is mentioned where, and who is the subject of each sentence."""

    def __init__(
        self,
        cast: Cast,
        sentences: Sequence[Sentence],
        quotations: Sequence[Quotation],
        table: ActorTable,
        rules: frozenset[Rule],
    ) -> None:
        self._cast, self._sentences, self._quotations = cast, sentences, quotations
        self._table, self._rules = table, rules
        self._starts = [sentence.start for sentence in sentences]
        self._quote_starts = [quotation.start for quotation in quotations]
        self._subjects: dict[int, Actor | None] = {}
        self._people = [(at, actor) for at, actor in cast.mentions if actor.person]
        if Rule.ROLE in rules:
            self._people = sorted([*self._people, *self._called()], key=lambda mention: mention[0])
        self._places = [at for at, _ in self._people]
        self._learn_genders()

    def quotation_at(self, position: int) -> Quotation | None:
        """The quotation that ``position`` lies in."""
        at = bisect_right(self._quote_starts, position) - 1
        inside = at >= 0 and position < self._quotations[at].end
        return self._quotations[at] if inside else None

    def he_or_she(self, pronoun: Span, other: Actor | None = None) -> Actor | None:
        """The person whom a pronoun means; ``other`` is the other side of its opinion, who cannot be meant."""
        gender = _GENDERS.get(pronoun.text.casefold())
        quotation = self.quotation_at(pronoun.start)
        barred = (other, self.speaker(quotation) if quotation else None)
        for people in self._candidates(pronoun.start, quotation):
            fitting = [person for person in people if person not in barred and person.gender in {None, gender, gender or person.gender}]
            sure = next((person for person in fitting if person.gender == gender), None)
            if fitting:
                person = sure or fitting[0]
                person.gender = person.gender or gender
                return person
        return None

    def speaker(self, quotation: Quotation) -> Actor | None:
        """The actor who speaks a quotation."""
        span = quotation.speaker
        if span is None:
            return None
        if span.text.casefold() in _GENDERS:
            return self.he_or_she(span) if Rule.HE_SHE in self._rules else None
        return self.actor(span)

    def actor(self, span: Span) -> Actor | None:
        """The actor that a name or a role means."""
        if _NAMELESS.match(span.text):
            return self.he_or_she(span) if Rule.HE_SHE in self._rules else None
        found = self._cast.named(span.text) if any(char.isupper() for char in span.text) else None
        if found is None and Rule.ROLE in self._rules:
            found = self.with_kind(span.text, span.start)
        return found

    def with_kind(self, phrase: str, position: int) -> Actor | None:
        """The actor whom the article calls what ``phrase`` says (*foreign minister*): the last one before, else the only one."""
        kinds = kinds_of(phrase)
        if not kinds:
            return None
        noun, modifiers = kinds[0]
        fitting = self._called_by(noun, modifiers)
        before = [actor for actor in fitting if actor.mentions[0] < position]
        if before:
            return max(before, key=lambda actor: actor.mentions[bisect_left(actor.mentions, position) - 1])
        return fitting[0] if len(fitting) == 1 and position < self._cast.body_starts else None

    def _called_by(self, noun: str, modifiers: frozenset[str]) -> list[Actor]:
        """The actors that are called ``noun`` with ``modifiers``; where none is, the only one called by a wider word."""
        bearers = [actor for actor in self._cast.actors if noun in actor.kinds]
        fitting = [actor for actor in bearers if modifiers <= actor.kinds[noun] | set(actor.key)]
        if fitting or modifiers:
            return fitting
        wider = WIDER_KINDS.get(noun, frozenset())
        near = [actor for actor in self._cast.actors if not actor.person and wider & actor.kinds.keys()]
        return near if len(near) == 1 else []

    def subject(self, index: int) -> Actor | None:
        """The person whom a sentence is about: the first one named outside quotations, or the speaker of its quotation."""
        if index not in self._subjects:
            self._subjects[index] = None
            self._subjects[index] = self._find_subject(index)
        return self._subjects[index]

    def _find_subject(self, index: int) -> Actor | None:
        sentence = self._sentences[index]
        for at, actor in self._outside(sentence.start, sentence.end):
            return self._earlier_pronoun(sentence, at) or actor
        pronoun = self._earlier_pronoun(sentence, sentence.end)
        if pronoun is not None:
            return pronoun
        quotation = self.quotation_at(sentence.start) or self.quotation_at(sentence.end - 1)
        return self.speaker(quotation) if quotation else None

    def _earlier_pronoun(self, sentence: Sentence, end: int) -> Actor | None:
        """The person behind a *he* or *she* that comes before ``end`` outside quotations."""
        for match in _PRONOUN.finditer(self._cast.text, sentence.start, end):
            if match.group(1) and self.quotation_at(match.start()) is None:
                return self.he_or_she(Span(match.start(), match.end(), match.group()))
        return None

    def _candidates(self, position: int, quotation: Quotation | None) -> Iterator[list[Actor]]:
        """Persons who may be meant at ``position``, sentence by sentence backwards, the likeliest of each first."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return
        if quotation is not None:
            yield [actor for _, actor in reversed(self._between(quotation.start, position))]
            index = bisect_right(self._starts, quotation.start) - 1
            position = quotation.start
        yield [actor for _, actor in self._outside(self._sentences[index].start, position)]
        for back in range(index - 1, max(-1, index - 1 - _BACK), -1):
            sentence, subject = self._sentences[back], self.subject(back)
            others = [actor for _, actor in reversed(self._outside(sentence.start, sentence.end))]
            yield [subject, *others] if subject is not None else others

    def _outside(self, start: int, end: int) -> list[tuple[int, Actor]]:
        """Mentions of persons outside quotations."""
        return [mention for mention in self._between(start, end) if self.quotation_at(mention[0]) is None]

    def _between(self, start: int, end: int) -> list[tuple[int, Actor]]:
        return self._people[bisect_left(self._places, start) : bisect_left(self._places, end)]

    def _called(self) -> list[tuple[int, Actor]]:
        """Mentions of persons by their role (*the minister*)."""
        nouns = {noun for actor in self._cast.actors if actor.person for noun in actor.kinds}
        found = []
        for phrase in _KIND_PHRASE.finditer(self._cast.text):
            words = phrase.group(1).split()
            length = next((at for at, word in enumerate(words, 1) if word in nouns and word in ROLES), None)
            actor = self.with_kind(" ".join(words[:length]), phrase.start(1)) if length else None
            if actor is not None and actor.person:
                found.append((phrase.start(1), actor))
        return found

    def _learn_genders(self) -> None:
        """A person who is alone in a sentence is *he* or *she* by the pronouns that follow there."""
        for sentence in self._sentences:
            people = self._outside(sentence.start, sentence.end)
            if people and all(actor is people[0][1] for _, actor in people):
                pronouns = _PRONOUN.finditer(self._cast.text, people[0][0], sentence.end)
                genders = {_GENDERS[p.group().casefold()] for p in pronouns if self._tells_gender(p)}
                if len(genders) == 1:
                    people[0][1].gender = people[0][1].gender or genders.pop()

    def _tells_gender(self, pronoun: re.Match[str]) -> bool:
        """*him* and *her* may be somebody else's; *he*, *she*, *his* and *her* before a noun are the subject's own."""
        if self.quotation_at(pronoun.start()) is not None or pronoun.group().casefold() == "him":
            return False
        return pronoun.group().casefold() != "her" or _NOUN_FOLLOWS.match(self._cast.text, pronoun.end()) is not None
