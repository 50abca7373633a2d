"""Which person *he* or *she* means.

The antecedent is sought as readers do: in the same sentence, then the subject of the sentence before, then whoever was
named last, up to four sentences back; never the speaker of the quotation or turn that the pronoun stands in, never the
other side of the same opinion (after Lappin & Leass 1994 and the sieves of Lee et al. 2013, much reduced). A pronoun
mentions its person as a name does, so that whom an article goes on about stays near. Whom the article has shown to be
*she* goes before somebody of whom it does not tell: as a subject only where both are as near, else also from further
away, for who is spoken of is the article's topic.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from newstance.attribution.actor import Actor
from newstance.attribution.apposition import gender_of
from newstance.attribution.genders import GENDERS, excludes, is_object, is_owner, own_gender, pronouns, somebody_else
from newstance.attribution.layout import Layout
from newstance.attribution.quotations import Quotation
from newstance.attribution.turns import Turn
from newstance.records import Span

_BACK: Final = 4
_MOST: Final = 30
_LONGEST_LEARNT: Final = 400
_SUBJECTS: Final = frozenset({"he", "she"})

# Who is likelier, counted in sentences: how much nearer a gender shown for sure, or made likely, brings a person …
_SURE: Final = {"subject": 0.5, "owner": 1.1, "topic": 2.5}
_LIKELY: Final = {"subject": 0.2, "owner": 0.5, "topic": 1.1}
# … and how much further away a doubt whether that is a person, or a name that is missing.
_MAY_BE_PERSON: Final = 0.4
_NAMELESS: Final = 1.0


@dataclass(frozen=True, slots=True)
class _Mention:
    """One mention of a person.

    ``may_be_subject`` is false of *his*, *her*, *him* and of possessive names; ``gender`` is a pronoun's.
    """

    place: int
    sentence: int
    person: Actor
    quoted: bool
    may_be_subject: bool
    gender: str | None = None


class _Candidate(NamedTuple):
    """A mention of a person whom a pronoun may mean, ``distance`` sentences back; the one of the lowest cost counts."""

    cost: float
    mention: _Mention
    distance: int


class Persons:
    """The persons of an article in the order of reading.

    Args:
        text: the article's text.
        layout: its sentences and quotations.
        named: where persons are mentioned by name, role or noun, in order.
        speaker: who speaks a quotation or turn.
    """

    def __init__(
        self,
        text: str,
        layout: Layout,
        named: Iterable[tuple[int, Actor]],
        speaker: Callable[[Quotation | Turn], Actor | None],
    ) -> None:
        self._text, self._layout, self._speaker = text, layout, speaker
        self._named = [self._mention(at, person, not is_owner(text, at)) for at, person in named]
        self._read: list[_Mention] = []
        self._likely: dict[Actor, str] = {}
        self._begun = self._asking = False
        self._learn_genders()

    def meant(self, pronoun: Span, other: Actor | None = None, *, is_target: bool = False) -> Actor | None:
        """The person whom a pronoun means; ``other`` is the other side of its opinion, who cannot be meant."""
        if not self._begun:
            self._begun = True
            self._read_article()
        candidates = self._candidates(pronoun, other, is_target=is_target)
        return candidates[0].mention.person if candidates else None

    def _mention(self, place: int, person: Actor, may_be_subject: bool, gender: str | None = None) -> _Mention:
        layout = self._layout
        return _Mention(place, layout.sentence_number(place), person, layout.is_quoted(place), may_be_subject, gender)

    def _learn_genders(self) -> None:
        """Genders that are sure before any pronoun is resolved."""
        for number, group in groupby(self._named, key=lambda mention: mention.sentence):
            mentions = list(group)
            outside = [(mention.place, mention.person) for mention in mentions if not mention.quoted]
            if outside and mentions[0].person is outside[0][1]:
                sentence, person = self._layout.sentences[max(0, number)], mentions[0].person
                person.gender = person.gender or own_gender(self._text, self._layout, sentence, outside)

    def _read_article(self) -> None:
        """Adds the pronouns to the mentions, each as whom it means by what stands before it."""
        ahead = iter(self._named)
        mention = next(ahead, None)
        for pronoun in pronouns(self._text):
            while mention is not None and mention.place < pronoun.start:
                self._read.append(mention)
                mention = next(ahead, None)
            if not pronoun.text.endswith("self"):
                self._read_pronoun(pronoun)
        self._read.extend((mention, *ahead) if mention is not None else ())

    def _read_pronoun(self, pronoun: Span) -> None:
        """Adds a pronoun to the mentions and learns from it, if nobody else with a name is as near.

        A subject shows its person's gender, unless another person is known to be of it; else it is just likely. Where
        somebody without a name comes up in between (*the suspect*), only the subject of a new sentence tells.
        """
        word = pronoun.text.casefold()
        candidates = self._candidates(pronoun, None)
        if not candidates:
            return
        meant, distance = candidates[0].mention, candidates[0].distance
        mention = self._mention(pronoun.start, meant.person, word in _SUBJECTS, GENDERS[word])
        between = self._is_somebody_between(meant, mention)
        if distance or not between:
            self._read.append(mention)
        others = (other.mention.person for other in candidates if other.distance == distance)
        if (
            mention.quoted
            or not meant.person.person
            or any(other is not meant.person and other.key for other in others)
        ):
            return
        if mention.may_be_subject and not between and not any(other.mention.person.gender for other in candidates):
            meant.person.gender = mention.gender
        elif not between or (distance and mention.may_be_subject):
            self._likely.setdefault(meant.person, GENDERS[word])

    def _is_somebody_between(self, first: _Mention, second: _Mention) -> bool:
        """Whether somebody without a name comes up between two mentions of a person."""
        near = second.place - first.place < _LONGEST_LEARNT
        return near and somebody_else(self._text, first.person, first.place, second.place, second.gender) is not None

    def _candidates(self, pronoun: Span, other: Actor | None, *, is_target: bool = False) -> list[_Candidate]:
        """Persons whom a pronoun can mean, the likeliest first."""
        word, quotation = pronoun.text.casefold(), self._layout.quotation_at(pronoun.start)
        is_topic = is_target or quotation is not None or is_object(self._text, pronoun)
        gender = GENDERS.get(word) or gender_of([word])
        use = "topic" if is_topic else "subject" if word in _SUBJECTS else "owner"
        speech = self._layout.speech_at(pronoun.start)
        barred = {other, self._speaker(speech) if speech else None}
        found = [
            _Candidate(distance + self._doubt(mention.person, use, gender), mention, distance)
            for distance, mention in self._before(pronoun, quotation, is_topic=is_topic)
            if mention.person not in barred and self._agrees(mention, gender)
        ]
        return sorted(found, key=lambda candidate: candidate.cost)

    def _agrees(self, mention: _Mention, gender: str | None) -> bool:
        """Whether the person can be of the gender; None is any."""
        known = mention.person.gender or self._likely.get(mention.person) or mention.gender or gender
        return gender is None or known == gender

    def _doubt(self, person: Actor, use: str, gender: str | None) -> float:
        if not person.key:
            return _NAMELESS
        doubt = 0.0 if person.person else _MAY_BE_PERSON
        if gender is None:
            return doubt
        return doubt - (_SURE[use] if person.gender else _LIKELY[use] if person in self._likely else 0)

    def _before(self, pronoun: Span, quotation: Quotation | None, *, is_topic: bool) -> Iterator[tuple[int, _Mention]]:
        """Who is mentioned before a pronoun and how many sentences back, the likeliest of each sentence first."""
        start = quotation.start if quotation is not None else pronoun.start
        here = self._layout.sentence_number(start)
        at = bisect_left(self._read, pronoun.start, key=lambda mention: mention.place)
        near = [
            mention for mention in reversed(self._read[max(0, at - _MOST) : at]) if mention.sentence >= here - _BACK
        ]
        barred = {mention.person for mention in near if self._excludes(mention, pronoun, here)}
        near = [mention for mention in near if mention.person not in barred and _reaches(mention, here)]
        yield from ((0, mention) for mention in near if mention.place >= start)
        before = (mention for mention in near if mention.place < start)
        for number, group in groupby(before, key=lambda mention: mention.sentence):
            yield from ((here - number, mention) for mention in self._ordered(list(group), number == here, is_topic))

    def _excludes(self, mention: _Mention, pronoun: Span, here: int) -> bool:
        subject = mention.may_be_subject or not is_object(self._text, pronoun)
        return mention.sentence >= here and subject and excludes(self._text, mention.place, pronoun)

    def _ordered(self, mentions: list[_Mention], is_own: bool, is_topic: bool) -> Iterator[_Mention]:
        """The mentions of a sentence, given from the last to the first, the likeliest first.

        That is its subject; then, in the pronoun's own sentence, who comes first, in those before who comes last; those
        of whom a quotation tells only for a pronoun that is spoken of.
        """
        outside = [mention for mention in mentions if not mention.quoted]
        subject = self._subject(mentions[0].sentence, outside)
        if subject is not None:
            yield subject
        yield from reversed(outside) if is_own else outside
        if is_topic:
            yield from (mention for mention in mentions if mention.quoted)

    def _subject(self, number: int, outside: list[_Mention]) -> _Mention | None:
        """The person whom a sentence is about: the first outside quotations, or the speaker of its quotation."""
        if outside or self._asking:
            return next((mention for mention in reversed(outside) if mention.may_be_subject), None)
        self._asking = True  # a speaker who is a pronoun is sought in the sentences before: no recursion over them
        sentence = self._layout.sentences[max(0, number)]
        quotation = self._layout.quotation_at(sentence.start) or self._layout.quotation_at(sentence.end - 1)
        speaker = self._speaker(quotation) if quotation else None
        self._asking = False
        return self._mention(sentence.start, speaker, True) if speaker is not None else None


def _reaches(mention: _Mention, number: int) -> bool:
    """Whether a pronoun in the sentence ``number`` can mean who is mentioned: without a name only in the one before."""
    return bool(mention.person.key) or mention.sentence >= number - 1
