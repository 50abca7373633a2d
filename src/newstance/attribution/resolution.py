"""The actor behind each mention of an opinion: its canonical name, or None where a pronoun stays open."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from newstance.attribution.actor_table import ActorTable
from newstance.attribution.cast import Actor, Cast
from newstance.attribution.discourse import GENDERS, Discourse
from newstance.attribution.lexicon import FIRST_PERSON, IT, PRONOUNS, ROLES, THEY
from newstance.attribution.names import folded, is_body, without_title
from newstance.attribution.quotations import Quotation
from newstance.attribution.rules import Rule
from newstance.attribution.speakers import speaker_before
from newstance.records import Annotation, Mention, Opinion, Sentence, Span

_POSSESSIVE: Final = re.compile(r"(?:['’]s|(?<=s)['’])$")
_AFTER_HEAD: Final = re.compile(r"\b(?:of|for|in|at|on|from|with|to|by|against|about|between)\b")
_GOVERNMENT: Final = re.compile(r"(?<=[\w,] )(?!The |Its |Their |A )(?:[A-Z]\w+ )?[A-Z]\w+ government\b")
_CLAUSE: Final = re.compile(r"\b(?:be|should|not)\b")
_TOPIC: Final = re.compile(r"(?:The|This) ([a-z][\w-]+) (?:has|have|was|is|met|had|would|will|also|came|drew)\b")
_BACK: Final = 3
_SHORT: Final = 3
_STEM: Final = 5


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
        speakers += [opinion.speaker.span for opinion in opinions if opinion.speaker is not None]
        targets = [opinion.target.span for opinion in opinions if opinion.target is not None]
        self._text, self._table, self._rules = text, table, rules
        self._cast = Cast(text, [*speakers, *targets], table, rules)
        self._mark_people(speakers)
        self._discourse = Discourse(self._cast, sentences, quotations, rules)
        self._things: dict[str, list[str]] = {}
        self._told: list[tuple[int, Opinion]] = []

    def opinions(self, annotation: Annotation) -> tuple[Opinion, ...]:
        """The annotation's opinions with speakers and actors filled in. Call it once for each, in reading order."""
        for opinion in annotation.opinions:
            self._told.append((annotation.sentence.index, self._opinion(opinion, annotation.sentence)))
        first = len(self._told) - len(annotation.opinions)
        return tuple(opinion for _, opinion in self._told[first:])

    def _mark_people(self, speakers: Sequence[Span]) -> None:
        """Who speaks and has a name of several words that is no body's is taken for a person."""
        for span in speakers:
            actor = self._cast.named(span.text)
            if actor is not None and actor.person is None and len(actor.key) > 1 and not self._table.lookup(actor.name):
                actor.person = True

    def _opinion(self, opinion: Opinion, sentence: Sentence) -> Opinion:
        speaker = self._resolved(self._speaker(opinion, sentence), sentence)
        target = self._resolved(opinion.target, sentence, speaker, is_target=True)
        return replace(opinion, speaker=speaker, target=target)

    def _speaker(self, opinion: Opinion, sentence: Sentence) -> Mention | None:
        """The opinion's speaker; where it has none, the speaker of the quotation that it stands in.

        *I* and *we* stay where the sentence names the speaker by nothing else (codebook: *which span*).
        """
        given = opinion.speaker
        quotation = self._quotation_around(opinion, sentence)
        if quotation is None or quotation.speaker is None or Rule.INHERIT not in self._rules:
            return given
        span = quotation.speaker
        elsewhere = span.start < sentence.start or span.end > sentence.end
        speaks = given is None or (given.span.text.casefold() in FIRST_PERSON and not elsewhere)
        return Mention(span, elsewhere=elsewhere) if speaks else given

    def _quotation_around(self, opinion: Opinion, sentence: Sentence) -> Quotation | None:
        mention = opinion.speaker or opinion.target
        place = mention.span.start if mention is not None else sentence.start
        return self._discourse.quotation_at(place) or self._discourse.quotation_at(sentence.start)

    def _resolved(
        self, mention: Mention | None, sentence: Sentence, other: Mention | None = None, *, is_target: bool = False
    ) -> Mention | None:
        if mention is None:
            return None
        span, rival = mention.span, other.actor if other is not None else None
        text = _POSSESSIVE.sub("", span.text)
        if _is_pronoun(text):
            return replace(mention, actor=self._pronoun(span, sentence, rival, is_target=is_target))
        return replace(mention, actor=self._name(replace(span, text=text)) or self._thing(text))

    def _name(self, span: Span) -> str | None:
        """The canonical name of a proper name, seat, acronym or role."""
        actor = self._discourse.actor(span)
        listed = self._table.lookup(span.text) if Rule.OFFICE in self._rules else None
        if actor is not None and (listed is None or len(actor.key) > 1 or actor.person):
            return self._canonical(actor)
        return listed

    def _canonical(self, actor: Actor) -> str:
        name = without_title(actor.name.replace("’", "'"))
        return (self._table.lookup(name) if Rule.OFFICE in self._rules else None) or name

    def _pronoun(self, span: Span, sentence: Sentence, rival: str | None, *, is_target: bool) -> str | None:
        word = span.text.casefold()
        if word in FIRST_PERSON:
            return self._first_person(span)
        if word in GENDERS:
            actor = self._discourse.he_or_she(span, self._cast.named(rival) if rival else None)
            return self._canonical(actor) if actor else None
        if word not in IT | THEY or Rule.IT_THEY not in self._rules:
            return None
        plural = word in THEY
        if is_target:
            return self._told_of(sentence, rival, plural=plural) or self._topic(sentence, span)
        return self._it_as_speaker(span, sentence, plural=plural)

    def _first_person(self, span: Span) -> str | None:
        quotation = self._discourse.quotation_at(span.start) if Rule.FIRST_PERSON in self._rules else None
        if quotation is None or quotation.speaker is None:
            return None
        speaker = self._discourse.speaker(quotation)
        if speaker is not None:
            return self._canonical(speaker)
        return None if _is_pronoun(quotation.speaker.text) else quotation.speaker.text

    def _told_of(self, sentence: Sentence, rival: str | None, *, plural: bool) -> str | None:
        """What the opinions before were aimed at, the nearest that fits *it* (body, thing) or *them* (body, group)."""
        for index, opinion in reversed(self._told):
            if index < sentence.index - _BACK:
                return None
            actor = opinion.target.actor if opinion.target is not None else None
            if actor is not None and actor != rival and self._fits(actor, plural=plural):
                return actor
        return None

    def _topic(self, sentence: Sentence, pronoun: Span) -> str | None:
        """The thing that the sentence opens with (*The agreement has critics: a deputy rejected it*)."""
        topic = _TOPIC.match(sentence.text)
        if topic is None or pronoun.text.casefold() != "it" or sentence.start + topic.end() > pronoun.start:
            return None
        return self._thing(topic.group(1))

    def _it_as_speaker(self, span: Span, sentence: Sentence, *, plural: bool) -> str | None:
        """The body that the sentence has named already, else the body or group that spoke in the sentences before."""
        owner = self._discourse.body_before(span.start, sentence)
        if owner is not None:
            return self._canonical(owner)
        spoke = [opinion for index, opinion in reversed(self._told) if index >= sentence.index - _BACK]
        names = [opinion.speaker.actor for opinion in spoke if opinion.speaker is not None]
        told = next((name for name in names if name is not None and self._fits(name, plural=plural)), None)
        return told or self._spoke_before(sentence, plural=plural)

    def _spoke_before(self, sentence: Sentence, *, plural: bool) -> str | None:
        """Who speaks in the sentences before, where the model found no opinion in them."""
        for before in self._discourse.sentences_before(sentence, _BACK):
            span = speaker_before(self._text, before.start, before.end)
            if span is not None and not _is_pronoun(span.text):
                actor = self._name(span) or self._thing(span.text)
                return actor if self._fits(actor, plural=plural) else None
        return None

    def _fits(self, actor: str, *, plural: bool) -> bool:
        """Whether *they* (``plural``) or *it* can mean the actor: bodies can be both, persons neither."""
        known = self._cast.named(actor)
        head = _AFTER_HEAD.split(actor)[0].split()[-1:]
        if not head or head[0] in ROLES or (known is not None and known.person):
            return False
        return known is not None or is_body(head) or head[0].endswith("s") == plural

    def _thing(self, text: str) -> str:
        """The first phrase of the article with the same head that can mean the same; the text itself if there is none.

        A bare noun can mean any longer phrase (*levy*: *maize levy*); of longer phrases, those that share a word more
        (*screws from Vietnam*: *Vietnamese screws*), or a bare noun before (*dismissal of 46 people*: *dismissals*).
        """
        head, others = _head_and_others(text)
        if Rule.THING not in self._rules or not head or _CLAUSE.search(text):
            return text
        known = self._things.setdefault(head, [])
        same = self._same_thing(text, others, known)
        if same == text and text not in known:
            known.append(text)
        return same

    def _same_thing(self, text: str, others: frozenset[str], known: Sequence[str]) -> str:
        longer = [thing for thing in known if len(thing.split()) > 1]
        if len(text.split()) == 1:
            return next(iter((*longer, *known)), None) or self._qualified(text)
        shares = (thing for thing in longer if _head_and_others(thing)[1] & others)
        bare = known[0] if not longer and known and _AFTER_HEAD.search(text) else text
        return next(shares, bare)

    def _qualified(self, noun: str) -> str:
        """*the government* is the one that the article names (*the Belgian government*), if it names just one."""
        named = {found.group() for found in _GOVERNMENT.finditer(self._text)} if noun == "government" else set()
        return named.pop() if len(named) == 1 else noun


def _is_pronoun(text: str) -> bool:
    """Whether the word is a pronoun; *US* and *WHO* in capitals are none."""
    return text.casefold() in PRONOUNS and (text == "I" or len(text) == 1 or not text.isupper())


def _head_and_others(phrase: str) -> tuple[str, frozenset[str]]:
    """A phrase's head noun without plural ending, and the first letters of its other longer words."""
    words = folded(phrase).split()
    head = folded(_AFTER_HEAD.split(phrase)[0]).split()[-1:]
    stems = (word.removesuffix("'s")[:_STEM] for word in words if word not in head and len(word) > _SHORT)
    return "".join(head).removesuffix("s"), frozenset(stems)
