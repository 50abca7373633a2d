"""The actor behind each mention of an opinion: its canonical name, or None where a pronoun stays open."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from newstance.attribution.actor_table import ActorTable
from newstance.attribution.cast import Actor, Cast
from newstance.attribution.discourse import Discourse
from newstance.attribution.lexicon import FIRST_PERSON, HE, IT, PRONOUNS, SHE, THEY
from newstance.attribution.names import folded, is_body, without_title
from newstance.attribution.quotations import Quotation
from newstance.attribution.rules import Rule
from newstance.records import Annotation, Mention, Opinion, Sentence, Span

_POSSESSIVE: Final = re.compile(r"(?:['’]s|(?<=s)['’])$")
_HEAD_ENDS: Final = re.compile(r"\b(?:of|for|in|at|on|from|with|to|by|against|about|between)\b")
_BACK: Final = 3


class Resolver:
    """Resolves the opinions of one article in reading order; later mentions lean on earlier ones."""

    def __init__(  # noqa: PLR0913 - what is known of an article
        self,
        text: str,
        sentences: Sequence[Sentence],
        annotations: Sequence[Annotation],
        quotations: Sequence[Quotation],
        table: ActorTable,
        rules: frozenset[Rule],
    ) -> None:
        mentions = [m for a in annotations for o in a.opinions for m in (o.speaker, o.target) if m is not None]
        speakers = [q.speaker for q in quotations if q.speaker is not None]
        self._text, self._table, self._rules = text, table, rules
        self._cast = Cast(text, [*(m.span for m in mentions), *speakers], table, rules)
        self._mark_people(speakers + [o.speaker.span for a in annotations for o in a.opinions if o.speaker])
        self._discourse = Discourse(self._cast, sentences, quotations, table, rules)
        self._things: dict[str, str] = {}
        self._told: list[tuple[int, Opinion]] = []

    def opinions(self, annotation: Annotation) -> tuple[Opinion, ...]:
        """The annotation's opinions with speakers and actors filled in. Call it once for each, in reading order."""
        found = []
        for opinion in annotation.opinions:
            resolved = self._opinion(opinion, annotation.sentence)
            self._told.append((annotation.sentence.index, resolved))
            found.append(resolved)
        return tuple(found)

    def _mark_people(self, speakers: Sequence[Span]) -> None:
        for span in speakers:
            actor = self._cast.named(span.text)
            if actor is not None and actor.person is None and len(actor.key) > 1 and not self._table.lookup(actor.name):
                actor.person = True

    def _opinion(self, opinion: Opinion, sentence: Sentence) -> Opinion:
        speaker = opinion.speaker or self._inherited(opinion, sentence)
        speaker = self._resolved(speaker, opinion, None, sentence)
        target = self._resolved(opinion.target, opinion, speaker, sentence)
        return replace(opinion, speaker=speaker, target=target)

    def _inherited(self, opinion: Opinion, sentence: Sentence) -> Mention | None:
        """The speaker of the quotation that the opinion stands in, where the sentence itself names none."""
        if Rule.INHERIT not in self._rules:
            return None
        place = opinion.target.span.start if opinion.target else sentence.start
        quotation = self._discourse.quotation_at(place) or self._discourse.quotation_at(sentence.start)
        if quotation is None or quotation.speaker is None:
            return None
        span = quotation.speaker
        return Mention(span, elsewhere=not (sentence.start <= span.start and span.end <= sentence.end))

    def _resolved(self, mention: Mention | None, opinion: Opinion, other: Mention | None, sentence: Sentence) -> Mention | None:
        if mention is None:
            return None
        return replace(mention, actor=self._actor(mention.span, opinion, other, sentence))

    def _actor(self, span: Span, opinion: Opinion, other: Mention | None, sentence: Sentence) -> str | None:
        text = _POSSESSIVE.sub("", span.text)
        if _is_pronoun(text):
            return self._pronoun(span, opinion, other, sentence)
        named = self._name(replace(span, text=text))
        return named if named is not None else self._thing(text)

    def _name(self, span: Span) -> str | None:
        """The canonical name of a proper name, seat, acronym or role."""
        actor = self._discourse.actor(span)
        if actor is not None and (len(actor.key) > 1 or actor.person):
            return self._canonical(actor.name)
        listed = self._table.lookup(span.text) if Rule.OFFICE in self._rules else None
        if listed is not None:
            return listed
        return self._canonical(actor.name) if actor is not None else None

    def _canonical(self, name: str) -> str:
        words = name.replace("’", "'").split()
        name = " ".join(words[without_title(words) :])
        listed = self._table.lookup(name) if Rule.OFFICE in self._rules else None
        return listed or name

    def _pronoun(self, span: Span, opinion: Opinion, other: Mention | None, sentence: Sentence) -> str | None:
        word = span.text.casefold()
        if word in FIRST_PERSON:
            return self._first_person(span)
        if word in HE | SHE:
            barred = self._cast.named(other.actor) if other is not None and other.actor else None
            actor = self._discourse.he_or_she(span, barred) if Rule.HE_SHE in self._rules else None
            return self._canonical(actor.name) if actor else None
        if word in IT | THEY and Rule.IT_THEY in self._rules:
            return self._it_or_they(span, other, sentence, plural=word in THEY)
        return None

    def _first_person(self, span: Span) -> str | None:
        quotation = self._discourse.quotation_at(span.start) if Rule.FIRST_PERSON in self._rules else None
        speaker = self._discourse.speaker(quotation) if quotation else None
        if speaker is not None:
            return self._canonical(speaker.name)
        return _own_text(quotation.speaker) if quotation and quotation.speaker else None

    def _it_or_they(self, span: Span, other: Mention | None, sentence: Sentence, *, plural: bool) -> str | None:
        """What earlier opinions were about, nearest first: their targets for a target, their speakers for a speaker."""
        side = "target" if other is not None else "speaker"
        for index, opinion in reversed(self._told):
            if index < sentence.index - _BACK:
                break
            mention = getattr(opinion, side)
            actor = mention.actor if mention is not None else None
            if actor is not None and actor != (other.actor if other else None) and self._fits(actor, plural=plural):
                return actor
        return None

    def _fits(self, actor: str, *, plural: bool) -> bool:
        known = self._cast.named(actor)
        if known is not None and known.person:
            return False
        head = _HEAD_ENDS.split(actor)[0].split()[-1:]
        body = known is not None or is_body(tuple(head))
        many = not body and bool(head) and head[0].endswith("s")
        return body or many == plural

    def _thing(self, text: str) -> str:
        """A bare noun stands for the first longer phrase with the same head (*levy*: *maize levy*); else for itself."""
        if Rule.THING not in self._rules:
            return text
        key = folded(text)
        head = folded(_HEAD_ENDS.split(text)[0]).split()
        if not head:
            return text
        if len(key.split()) > 1:
            self._things.setdefault(head[-1], text)
            return text
        return self._things.get(key, text)


def _own_text(span: Span) -> str | None:
    return None if _is_pronoun(span.text) else span.text


def _is_pronoun(text: str) -> bool:
    return text.casefold() in PRONOUNS and (text == "I" or not (text.isupper() and len(text) > 1))
