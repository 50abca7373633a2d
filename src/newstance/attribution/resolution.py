"""The actor behind each mention of an opinion: its canonical name, or None where a pronoun stays open."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from newstance.attribution.actor import Actor
from newstance.attribution.actor_table import ActorTable
from newstance.attribution.antecedents import Antecedents
from newstance.attribution.cast import Cast
from newstance.attribution.discourse import AFTER_THE, Discourse
from newstance.attribution.genders import GENDERS
from newstance.attribution.interviewee import with_interviewee
from newstance.attribution.layout import Layout
from newstance.attribution.lexicon import FEDERATIONS, FIRST_PERSON, IT, PRONOUNS, THEY, YOU
from newstance.attribution.names import folded, without_title
from newstance.attribution.quotations import Quotation
from newstance.attribution.quote_marks import unwrapped
from newstance.attribution.rules import Rule
from newstance.attribution.speakers import speaker_before
from newstance.attribution.things import Things
from newstance.attribution.topics import Topics
from newstance.attribution.turns import Turn, find_turns
from newstance.records import Annotation, Mention, Opinion, Sentence, Span

_POSSESSIVE: Final = re.compile(r"(?:['’]s|(?<=s)['’])$")
_THESE: Final = re.compile(r"\b[Tt]h(?:e|o)se (?:\w+ )?$")
_SOME: Final = re.compile(r" (?:who|whose|living|working|from|aged|killed|held|on board)\b")
_COUNTRY: Final = frozenset({"country", "nation", "state"})
_NEIGHBOUR: Final = frozenset({"neighbour", "neighbor"})
_PEOPLE: Final = frozenset({"people", "men", "women", "folk"})
_LIKE_PRONOUNS: Final = frozenset({"this one", "that one"})
_MOSTLY: Final = 0.5
_REACH: Final = 30
_BACK: Final = 3
_TWO: Final = 2


class Resolver:
    """Resolves the opinions of one article in reading order; later mentions lean on earlier ones."""

    def __init__(  # noqa: PLR0913 - all that is known of an article
        self,
        text: str,
        sentences: Sequence[Sentence],
        annotations: Sequence[Annotation],
        quotations: Sequence[Quotation],
        table: ActorTable,
        rules: frozenset[Rule],
    ) -> None:
        opinions = [opinion for annotation in annotations for opinion in annotation.opinions]
        speakers = [quotation.speaker for quotation in quotations if quotation.speaker is not None]
        turns = find_turns(text, sentences, quotations, table) if Rule.TURNS in rules else []
        labels = [turn.speaker for turn in turns if turn.speaker is not None and not turn.by_role]
        speakers += [opinion.speaker.span for opinion in opinions if opinion.speaker is not None]
        targets = [opinion.target.span for opinion in opinions if opinion.target is not None]
        self._text, self._table, self._rules = unwrapped(text), table, rules
        self._cast = Cast(self._text, sentences, [*speakers, *targets], labels, table, rules)
        self._mark_people([*speakers, *labels])
        self._layout = Layout(sentences, quotations, with_interviewee(turns, text, self._cast, sentences))
        self._discourse = Discourse(self._cast, self._layout, rules)
        self._things = Things(self._text, rules)
        self._antecedents = Antecedents(
            self._cast, self._layout, Topics(self._cast, self._layout, self._common_or_proper)
        )

    def opinions(self, annotation: Annotation) -> tuple[Opinion, ...]:
        """The annotation's opinions with speakers and actors filled in. Call it once for each, in reading order."""
        return tuple(self._opinion(opinion, annotation.sentence) for opinion in annotation.opinions)

    def _mark_people(self, speakers: Sequence[Span]) -> None:
        """Who speaks and has a name of several words that is no body's and takes no *the* is taken for a person."""
        for span in speakers:
            if self._text.endswith(("the ", "The "), 0, span.start):
                continue
            actor = self._cast.named(span.text)
            if actor is not None and actor.person is None and len(actor.key) > 1 and not self._table.lookup(actor.name):
                actor.person = True

    def _opinion(self, opinion: Opinion, sentence: Sentence) -> Opinion:
        speaker = self._resolved(self._speaker(opinion, sentence), sentence)
        target = self._resolved(opinion.target, sentence, speaker, is_target=True)
        resolved = replace(opinion, speaker=speaker, target=target)
        self._antecedents.tell(sentence, resolved)
        return resolved

    def _speaker(self, opinion: Opinion, sentence: Sentence) -> Mention | None:
        """The opinion's speaker; where it has none, the speaker of the quotation or turn that it stands in.

        *I* and *we* stay where the sentence names the speaker by nothing else (codebook: *which span*).
        """
        given = opinion.speaker
        speech = self._quotation_around(opinion, sentence) or self._layout.turn_at(sentence.start)
        if speech is None or speech.speaker is None or Rule.INHERIT not in self._rules:
            return given
        span = speech.speaker
        elsewhere = span.start < sentence.start or span.end > sentence.end
        speaks = given is None or (given.span.text.casefold() in FIRST_PERSON and not elsewhere)
        return Mention(span, elsewhere=elsewhere) if speaks else given

    def _quotation_around(self, opinion: Opinion, sentence: Sentence) -> Quotation | None:
        """The quotation that an opinion stands in; without a speaker, the one that its sentence mostly consists of."""
        mention = opinion.speaker or opinion.target
        place = mention.span.start if mention is not None else sentence.start
        around = self._layout.quotation_at(place) or self._layout.quotation_at(sentence.start)
        return around if around is not None or opinion.speaker is not None else self._main_quotation(sentence)

    def _main_quotation(self, sentence: Sentence) -> Quotation | None:
        """The quotation that takes up more than half of a sentence: its middle then lies in there."""
        quotation = self._layout.quotation_at((sentence.start + sentence.end) // 2)
        if quotation is None:
            return None
        inside = min(quotation.end, sentence.end) - max(quotation.start, sentence.start)
        return quotation if inside > _MOSTLY * (sentence.end - sentence.start) else None

    def _resolved(
        self, mention: Mention | None, sentence: Sentence, other: Mention | None = None, *, is_target: bool = False
    ) -> Mention | None:
        if mention is None:
            return None
        span, rival = mention.span, other.actor if other is not None else None
        turn = self._layout.turn_at(span.start)
        if turn is not None and span.start < turn.content:  # a label
            return replace(mention, actor=self._party(turn))
        text = _POSSESSIVE.sub("", self._text[span.start : span.end])
        if _is_pronoun(text) or text.casefold() in _LIKE_PRONOUNS:
            return replace(mention, actor=self._pronoun(span, sentence, rival, is_target=is_target))
        people = self._these_people(span, rival) if is_target and text.casefold() in _PEOPLE else None
        side = people or self._country(replace(span, text=text), rival)
        return replace(mention, actor=side or self._common_or_proper(replace(span, text=text), rival))

    def _country(self, span: Span, rival: str | None) -> str | None:
        """The country that *the country* means, or a country (``rival``) by *its neighbour*."""
        before = self._text[max(0, span.start - _REACH) : span.start]
        if Rule.OFFICE not in self._rules:
            return None
        if span.text in _COUNTRY and AFTER_THE.search(before):
            country = self._cast.country_in_question(span.start)
            return country if span.text != "state" or country not in FEDERATIONS else None
        is_neighbour = span.text in _NEIGHBOUR and rival in self._table.people.values()
        return self._cast.country_in_question(span.start, rival) if is_neighbour else None

    def _these_people(self, span: Span, rival: str | None) -> str | None:
        """Whom *people who* means inside a quotation, or *these people* anywhere."""
        pointed = _THESE.search(self._text[max(0, span.start - _REACH) : span.start])
        quoted = self._text.startswith(" who ", span.end) and self._layout.quotation_at(span.start) is not None
        if Rule.PEOPLE not in self._rules or not (pointed or quoted):
            return None
        return self._antecedents.people(rival)

    def _common_or_proper(self, span: Span, rival: str | None = None) -> str:
        return self._nation(span) or self._name(span, rival) or self._things.name(span.text, span.start)

    def _nation(self, span: Span) -> str | None:
        """The country that *the Finns* means as a side; *Finns* alone and *the Finns who fled* are people."""
        listed = self._table.people.get(folded(span.text)) if Rule.OFFICE in self._rules else None
        if listed is None or self._table.lookup(span.text) or _SOME.match(self._text, span.end):
            return None
        return listed if AFTER_THE.search(self._text[max(0, span.start - _REACH) : span.start]) else None

    def _name(self, span: Span, rival: str | None) -> str | None:
        """The canonical name of a proper name, seat, acronym or role."""
        actor = self._discourse.actor(span, self._cast.named(rival) if rival else None)
        listed = self._table.lookup(span.text) if Rule.OFFICE in self._rules else None
        if actor is not None and (listed is None or len(actor.key) > 1 or actor.person):
            return self._canonical(actor)
        return listed

    def _canonical(self, actor: Actor) -> str:
        if not actor.key:
            return self._things.name(actor.name, 0)
        name = without_title(actor.name.replace("’", "'"))
        return (self._table.lookup(name) if Rule.OFFICE in self._rules else None) or name

    def _pronoun(self, span: Span, sentence: Sentence, rival: str | None, *, is_target: bool) -> str | None:
        word = span.text.casefold()
        if word in FIRST_PERSON:
            return self._first_person(span)
        if word in GENDERS:
            actor = self._discourse.he_or_she(span, self._cast.named(rival) if rival else None, is_target=is_target)
            return self._canonical(actor) if actor else None
        if Rule.IT_THEY not in self._rules:
            return None
        if word in YOU and self._layout.quotation_at(span.start) is None:
            return self._addressed(span.start)
        if is_target:
            return self._antecedents.of_target(span, sentence, rival)
        return self._it_as_speaker(span, sentence, plural=word in THEY) if word in IT | THEY else None

    def _first_person(self, span: Span) -> str | None:
        speech = self._layout.speech_at(span.start) if Rule.FIRST_PERSON in self._rules else None
        if speech is None or speech.speaker is None:
            return None
        if isinstance(speech, Turn):
            return self._party(speech)
        speaker = self._discourse.speaker(speech)
        if speaker is not None:
            return self._canonical(speaker)
        words = self._text[speech.speaker.start : speech.speaker.end]
        return None if _is_pronoun(words) else words

    def _party(self, turn: Turn) -> str | None:
        """The actor whose turn it is; a role (*THE PRESIDENT*) in small letters, a person for initials (*AO*)."""
        span = turn.speaker
        if span is None:
            return None
        if turn.by_role:
            return self._common_or_proper(replace(span, text=span.text.casefold()))
        person = self._cast.with_initials(span.text)
        return self._canonical(person) if person is not None else self._common_or_proper(span)

    def _addressed(self, position: int) -> str | None:
        """Whom *you* means in a turn: the other party, where there are two."""
        turn = self._layout.turn_at(position)
        if turn is None or len(self._parties) != _TWO:
            return None
        return next(party for party in self._parties if party != self._party(turn))

    @cached_property
    def _parties(self) -> dict[str | None, None]:
        """All whose turn it is once."""
        return dict.fromkeys(self._party(turn) for turn in self._layout.turns)

    def _it_as_speaker(self, span: Span, sentence: Sentence, *, plural: bool) -> str | None:
        """The body that the sentence has named already, else the body or group that spoke in the sentences before."""
        owner = self._discourse.body_before(span.start, sentence)
        if owner is not None:
            return self._canonical(owner)
        return self._antecedents.spoke(sentence, plural=plural) or self._spoke_before(sentence, plural=plural)

    def _spoke_before(self, sentence: Sentence, *, plural: bool) -> str | None:
        """Who speaks in the sentences before and can be meant, where the model found no opinion in them."""
        for before in self._layout.sentences_before(sentence.start, _BACK):
            span = speaker_before(self._text, before.start, before.end)
            if span is not None and not _is_pronoun(span.text):
                actor = self._common_or_proper(span)
                if self._antecedents.fits(actor, plural=plural):
                    return actor
        return None


def _is_pronoun(text: str) -> bool:
    """Whether the word is a pronoun; *US* and *WHO* in capitals are none."""
    return text.casefold() in PRONOUNS and (text == "I" or len(text) == 1 or not text.isupper())
