"""Who is meant: pronouns and roles of an article, read in the order of its sentences.

The antecedent of *he* or *she* is sought as readers do: in the same sentence, then the subject of the sentence before,
then whoever was named last, up to four sentences back; never the speaker of the quotation that the pronoun stands in,
never the other side of the same opinion (after Lappin & Leass 1994 and the sieves of Lee et al. 2013, much reduced).
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from newstance.attribution.actor import Actor
from newstance.attribution.apposition import HE, SHE, Kind, gender_of, kinds_of
from newstance.attribution.cast import Cast
from newstance.attribution.lexicon import BYSTANDERS, DESCRIPTIONS, PERSON_WORDS, ROLES
from newstance.attribution.quotations import Quotation
from newstance.attribution.rules import Rule
from newstance.records import Sentence, Span

GENDERS: Final = {"he": HE, "him": HE, "his": HE, "himself": HE, "she": SHE, "her": SHE, "hers": SHE, "herself": SHE}
_PRONOUN: Final = re.compile(r"\b(?:" + "|".join(GENDERS) + r")\b", re.IGNORECASE)
_SUBJECT_PRONOUN: Final = re.compile(r"\bs?he\b", re.IGNORECASE)
_ROLE_PHRASE: Final = re.compile(r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) ((?:[a-z][\w-]* ){0,2}?[a-z][\w-]*)\b")
_NAMELESS: Final = re.compile(r"\d+-year-old$|(?:young |old )?(?:man|woman)$")
_NOUN_FOLLOWS: Final = re.compile(
    r" (?!(?:to|on|in|at|for|with|as|of|and|or|by|from|that|because|after|when|if)\b)[a-z]"
)
_NOUN: Final = re.compile(r"\b[a-z]+\b")
_NEW: Final = re.compile(
    r"\b(an?|one|no|some|any|every|each|another|several|two|three|many|few) "
    r"(?:(?!(?:the|th[io]s|that|its|his|her|their|our|my|your|an?|\w{1,2}|for|from|with|and|who)\b)[a-z-]+ ){0,2}$",
    re.IGNORECASE,
)
_A: Final = frozenset({"a", "an"})
_DESCRIBED: Final = re.compile(r" (?:who|[“\"])")
_DEFINITE: Final = re.compile(r"\bthe $", re.IGNORECASE)
_REACH: Final = 40
_BACK: Final = 4
_LEAD: Final = 2
_NEXT: Final = 4
_SOON: Final = 9
_FAR: Final = 10_000


class Discourse:
    """The article in the order of reading: who is mentioned where, and who is the subject of each sentence."""

    def __init__(
        self, cast: Cast, sentences: Sequence[Sentence], quotations: Sequence[Quotation], rules: frozenset[Rule]
    ) -> None:
        self._cast, self._sentences, self._quotations, self._rules = cast, sentences, quotations, rules
        self._lead_ends = max((sentence.end for sentence in sentences[:_LEAD]), default=0)
        self._starts = [sentence.start for sentence in sentences]
        self._quote_starts = [quotation.start for quotation in quotations]
        self._subjects: list[Actor | None] = []
        self._looking = False
        self._people = [(at, actor) for at, actor in cast.mentions if actor.person]
        if Rule.ROLE in rules:
            self._people = sorted([*self._people, *self._called_by_role()], key=lambda mention: mention[0])
        self._places = [at for at, _ in self._people]
        self._learn_genders()

    def quotation_at(self, position: int) -> Quotation | None:
        """The quotation that ``position`` lies in."""
        at = bisect_right(self._quote_starts, position) - 1
        inside = at >= 0 and position < self._quotations[at].end
        return self._quotations[at] if inside else None

    def sentences_before(self, position: int, count: int) -> list[Sentence]:
        """The ``count`` sentences that begin before ``position``, the nearest first."""
        at = bisect_left(self._starts, position)
        return list(reversed(self._sentences[max(0, at - count) : at]))

    def sentence_at(self, position: int) -> Sentence:
        """The sentence that ``position`` lies in, or the one before it."""
        return self._sentences[max(0, bisect_right(self._starts, position) - 1)]

    def body_before(self, position: int, sentence: Sentence) -> Actor | None:
        """The first body that the sentence names before ``position``."""
        named = self._cast.mentioned_in(sentence.start, position)
        return next((actor for actor in named if actor.person is False), None)

    def speaker(self, quotation: Quotation) -> Actor | None:
        """The actor who speaks a quotation."""
        return self.actor(quotation.speaker) if quotation.speaker is not None else None

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
        definite = _DEFINITE.search(self._cast.text, max(0, span.start - _REACH), span.start)
        if definite is None or span.text not in DESCRIPTIONS or self._cast.called(Kind(span.text)):
            return None
        gender = gender_of([span.text])
        named = (person for _, person in self._between(span.start - _FAR, span.start) if person is not other)
        count = Counter(person for person in named if _agrees(person, gender) and not person.has_role)
        (first, most), (_, next_most) = [*count.most_common(2), (None, 0), (None, 0)][:2]
        return first if most > next_most else None

    def he_or_she(self, pronoun: Span, other: Actor | None = None) -> Actor | None:
        """The person whom a pronoun means; ``other`` is the other side of its opinion, who cannot be meant."""
        if Rule.HE_SHE not in self._rules:
            return None
        gender = GENDERS.get(pronoun.text.casefold()) or gender_of([pronoun.text])
        quotation = self.quotation_at(pronoun.start)
        barred = (other, self.speaker(quotation) if quotation else None)
        for people in self._candidates(pronoun.start, quotation):
            fitting = [person for person in people if person not in barred and _agrees(person, gender)]
            if fitting:
                person = next((person for person in fitting if person.gender == gender), fitting[0])
                person.gender = person.gender or gender
                return person
        return None

    def _with_role(self, phrase: str, position: int) -> Actor | None:
        """The actor called so (*foreign minister*) before ``position``; for the article's opening, also later on."""
        kinds = kinds_of(phrase) if Rule.ROLE in self._rules else []
        if not kinds:
            return None
        new = self._newness(position, position + len(phrase)) if kinds[0].is_role else ""
        if kinds[0].is_role and position < self._lead_ends and (not new or new in _A):
            meant = self._named_soon(kinds[0], position) or self._named_next(kinds[0], position)
            if meant or position < self._sentences[0].end:
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
        near = self._sentences[:_SOON][-1].end
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
        after = self._outside(self.sentence_at(position).end, self._sentences[:_NEXT][-1].end)
        people = dict.fromkeys(person for _, person in after if not person.has_role)
        return next(iter(people)) if len(people) == 1 else None

    def _newness(self, start: int, end: int) -> str:
        """The word before a role that says that it is somebody new (*a second minister*, *no minister*); else empty.

        *A mayor who sells the lake* is the mayor: it tells what the one in question does.
        """
        new = _NEW.search(self._cast.text, max(0, start - _REACH), start)
        word = new.group(1).casefold() if new is not None else ""
        return "" if word in _A and _DESCRIBED.match(self._cast.text, end) is not None else word

    def _subject(self, index: int) -> Actor | None:
        """The person whom a sentence is about: the first outside quotations, or the speaker of its quotation."""
        while len(self._subjects) <= index and not self._looking:
            self._looking = True  # what leads here again meets only the sentences before: no recursion over the article
            found = self._find_subject(self._sentences[len(self._subjects)])
            self._looking = False
            self._subjects.append(found)
        return self._subjects[index] if index < len(self._subjects) else None

    def _find_subject(self, sentence: Sentence) -> Actor | None:
        named = self._outside(sentence.start, sentence.end)
        first = named[0][0] if named else sentence.end
        pronouns = _SUBJECT_PRONOUN.finditer(self._cast.text, sentence.start, first)
        pronoun = next((found for found in pronouns if self.quotation_at(found.start()) is None), None)
        meant = self.he_or_she(Span(*pronoun.span(), pronoun.group())) if pronoun else None
        if meant is not None or named:
            return meant or named[0][1]
        quotation = self.quotation_at(sentence.start) or self.quotation_at(sentence.end - 1)
        return self.speaker(quotation) if quotation else None

    def _candidates(self, position: int, quotation: Quotation | None) -> Iterator[list[Actor]]:
        """Persons who may be meant at ``position``, sentence by sentence backwards, the likeliest of each first."""
        if quotation is not None:
            yield [actor for _, actor in reversed(self._between(quotation.start, position))]
            position = quotation.start
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return
        yield [actor for _, actor in self._outside(self._starts[index], position)]
        for back in range(index - 1, max(-1, index - 1 - _BACK), -1):
            sentence, subject = self._sentences[back], self._subject(back)
            others = [actor for _, actor in reversed(self._outside(sentence.start, sentence.end))]
            yield [subject, *others] if subject is not None else others

    def _between(self, start: int, end: int) -> list[tuple[int, Actor]]:
        return self._people[bisect_left(self._places, start) : bisect_left(self._places, end)]

    def _outside(self, start: int, end: int) -> list[tuple[int, Actor]]:
        """Mentions of persons outside quotations."""
        return [mention for mention in self._between(start, end) if self.quotation_at(mention[0]) is None]

    def _called_by_role(self) -> Iterator[tuple[int, Actor]]:
        """Mentions of persons by their role (*the minister*)."""
        nouns = {noun for actor in self._cast.actors if actor.person for noun in actor.kinds} & ROLES
        for phrase in _ROLE_PHRASE.finditer(self._cast.text):
            words = phrase.group(1).split()
            length = next((at for at, word in enumerate(words, 1) if word in nouns), None)
            actor = self._with_role(" ".join(words[:length]), phrase.start(1)) if length else None
            if actor is not None and actor.person:
                yield phrase.start(1), actor

    def _learn_genders(self) -> None:
        """A person who is alone in a sentence is *he* or *she* by the pronouns that follow there."""
        for sentence in self._sentences:
            people = self._outside(sentence.start, sentence.end)
            if not people or any(actor is not people[0][1] for _, actor in people):
                continue
            place, person = people[0]
            pronouns = _PRONOUN.finditer(self._cast.text, place, self._other_person(person, place, sentence.end))
            genders = {GENDERS[found.group().casefold()] for found in pronouns if self._is_own(found)}
            if len(genders) == 1:
                person.gender = person.gender or genders.pop()

    def _other_person(self, person: Actor, start: int, end: int) -> int:
        """Where somebody without a name comes up (*the suspect*), whom pronouns may mean from there; else ``end``."""
        nouns = (noun for noun in _NOUN.finditer(self._cast.text, start, end) if noun.group() in PERSON_WORDS)
        return next((noun.start() for noun in nouns if noun.group() not in person.kinds), end)

    def _is_own(self, pronoun: re.Match[str]) -> bool:
        """*him* and *her* may be somebody else; *he*, *she*, *his* and *her* before a noun are the subject's own."""
        word = pronoun.group().casefold()
        if word == "him" or self.quotation_at(pronoun.start()) is not None:
            return False
        return word != "her" or _NOUN_FOLLOWS.match(self._cast.text, pronoun.end()) is not None


def _is_named_so(actor: Actor, kind: Kind) -> bool:
    """Whether an actor is called by the very noun, or at least by no lesser office (*deputy governor*)."""
    lesser = any(noun.endswith(f" {kind.noun}") for noun in actor.kinds)
    return kind.noun in actor.kinds or (kind.is_role and not lesser)


def _agrees(person: Actor, gender: str | None) -> bool:
    return gender is None or person.gender is None or person.gender == gender


def _prominence(actor: Actor, position: int) -> tuple[int, int]:
    """Of two ministers the one named more often is meant, of two companies the one named last."""
    count = bisect_left(actor.mentions, position)
    return (count if actor.person else 0, actor.mentions[count - 1])
