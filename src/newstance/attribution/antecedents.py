"""Whom or what *it*, *they* and *these people* mean as the target of an opinion.

What opinions were about before is likelier than what was only mentioned (the topic goes on: Grosz, Joshi & Weinstein
1995, "Centering"). *They* are people or a body, *it* is a body or a thing; never the other side of the same opinion.
"""

from collections.abc import Iterator
from typing import Final

from newstance.attribution.cast import Cast
from newstance.attribution.layout import Layout
from newstance.attribution.lexicon import BUSINESS_WORDS, IT, ROLES, THEY, YOU
from newstance.attribution.names import is_body
from newstance.attribution.thing_phrases import AFTER_HEAD, is_people
from newstance.attribution.topics import Topics
from newstance.records import Opinion, Sentence, Span

_LIKE_IT: Final = IT | {"this one", "that one"}
_BODIES: Final = BUSINESS_WORDS | {"government", "cabinet"}
_BACK: Final = 3
_BACK_THEY: Final = 4
_BACK_YOU: Final = 2
_BACK_PEOPLE: Final = 50


class Antecedents:
    """What an article's opinions were about so far."""

    def __init__(self, cast: Cast, layout: Layout, topics: Topics) -> None:
        self._cast, self._layout, self._topics = cast, layout, topics
        self._told: list[tuple[int, Opinion]] = []

    def tell(self, sentence: Sentence, opinion: Opinion) -> None:
        """Adds an opinion whose actors are resolved; call it in reading order."""
        self._told.append((sentence.index, opinion))

    def of_target(self, span: Span, sentence: Sentence, rival: str | None) -> str | None:
        """What the pronoun at ``span`` means as a target; ``rival`` speaks and cannot be meant."""
        word = span.text.casefold()
        if word in THEY:
            return self._they(span, sentence, rival)
        if word in YOU:
            return self._you(span, sentence, rival)
        return self._it(span, sentence, rival) if word in _LIKE_IT else None

    def people(self, rival: str | None) -> str | None:
        """The people (*nurses*) whom an opinion was about or who had one, the last before."""
        told = self._told[-_BACK_PEOPLE:]
        parties = (party for _, opinion in reversed(told) for party in _parties(opinion))
        return next((party for party in parties if party != rival and is_people(_head(party))), None)

    def spoke(self, sentence: Sentence, *, plural: bool) -> str | None:
        """The body or group (``plural``) that spoke last in the sentences before."""
        speakers = (
            opinion.speaker for _, opinion in self._since(sentence.index - _BACK) if opinion.speaker is not None
        )
        names = (speaker.actor for speaker in speakers if speaker.actor is not None)
        return next((name for name in names if self.fits(name, plural=plural)), None)

    def fits(self, actor: str, *, plural: bool) -> bool:
        """Whether *they* (``plural``) or *it* can mean the actor: bodies can be both, persons neither."""
        known = self._cast.named(actor)
        head = AFTER_HEAD.split(actor)[0].split()[-1:]
        if not head or head[0] in ROLES or (known is not None and known.person):
            return False
        return known is not None or is_body(head) or head[0].endswith("s") == plural

    def _it(self, pronoun: Span, sentence: Sentence, rival: str | None) -> str | None:
        """What is singular and an opinion was about last, or what its own sentence or the one before is about.

        Of the two the nearer counts, in one sentence the former.
        """
        told = self._targets(sentence.index - _BACK, rival)
        index, name = next((found for found in told if self.fits(found[1], plural=False)), (-1, None))
        near = [sentence, *self._layout.sentences_before(sentence.start, 1)]
        for topical in near:
            if name is not None and index >= topical.index:
                return name
            topic = self._topics.opened_with(topical, pronoun.start)
            if topic is not None and topic != rival:
                return topic
        return name or self._topics.judged_last(
            [sentence, *self._layout.sentences_before(sentence.start, 2)], pronoun.start
        )

    def _you(self, span: Span, sentence: Sentence, rival: str | None) -> str | None:
        """Whom a quotation addresses: the person whom an opinion was about just before."""
        if self._layout.quotation_at(span.start) is None:
            return None
        for _, name in self._targets(sentence.index - _BACK_YOU, rival):
            known = self._cast.named(name)
            if known is not None and known.person:
                return name
        return None

    def _they(self, span: Span, sentence: Sentence, rival: str | None) -> str | None:
        """The nearest party that is a group or body, counted back from where the quotation begins."""
        quotation = self._layout.quotation_at(span.start)
        start = quotation.start if quotation is not None else sentence.start
        near = self._layout.sentences_before(start, _BACK_THEY)
        first = near[-1].index if near else sentence.index
        parties = (party for _, opinion in self._since(first) for party in _parties(opinion))
        told = next((party for party in parties if party != rival and self._is_group(party)), None)
        if told is not None or quotation is None or not near:
            return told
        people = self._topics.people(near[0], start)
        return people if people != rival else None

    def _is_group(self, party: str) -> bool:
        known = self._cast.named(party)
        if known is not None:
            return known.person is False
        return is_people(_head(party)) or _head(party).casefold() in _BODIES or is_body([_head(party).casefold()])

    def _targets(self, first: int, rival: str | None) -> Iterator[tuple[int, str]]:
        """The targets told of since sentence ``first`` with their sentences, the nearest first."""
        for index, opinion in self._since(first):
            actor = opinion.target.actor if opinion.target is not None else None
            if actor is not None and actor != rival:
                yield index, actor

    def _since(self, first: int) -> Iterator[tuple[int, Opinion]]:
        """The opinions told of since sentence ``first``, the nearest first."""
        for index, opinion in reversed(self._told):
            if index < first:
                return
            yield index, opinion


def _parties(opinion: Opinion) -> Iterator[str]:
    """The actors of an opinion, its target first."""
    for mention in (opinion.target, opinion.speaker):
        if mention is not None and mention.actor is not None:
            yield mention.actor


def _head(phrase: str) -> str:
    return next(iter(AFTER_HEAD.split(phrase)[0].split()[-1:]), "")
