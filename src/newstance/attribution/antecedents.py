"""Whom or what *it*, *they* and *these people* mean as the target of an opinion.

What opinions were about before is likelier than what was only mentioned (the topic goes on: Grosz, Joshi & Weinstein
1995, "Centering"). *They* are people or a body, *it* is a body or a thing; never the other side of the same opinion.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, takewhile
from typing import Final

from newstance.attribution.cast import Cast
from newstance.attribution.discourse import Discourse
from newstance.attribution.lexicon import BUSINESS_WORDS, IT, ROLES, THEY
from newstance.attribution.names import is_body
from newstance.attribution.things import Things, head_noun, is_people
from newstance.records import Mention, Opinion, Sentence, Span

_LIKE_IT: Final = IT | {"this one", "that one"}
_DEFINITE: Final = re.compile(
    r"(?<!of )\b(?:[Tt]he|[Tt]his|[Ii]ts) ([a-z][\w-]+)"
    r"(?=[^\w\s]|\s*$"
    r"| (?:ha[sd]|have|is|was|were|met|will|would|also|came|drew|of|for|in|on|at|to|and|but|which|that|as)\b)"
)
_BODIES: Final = BUSINESS_WORDS | {"government", "cabinet"}
_BACK: Final = 3
_BACK_THEY: Final = 4
_BACK_CARRIED: Final = 4
_BACK_PEOPLE: Final = 50
_TWO: Final = 2


class Antecedents:
    """What an article's opinions were about so far."""

    def __init__(self, cast: Cast, discourse: Discourse, things: Things) -> None:
        self._cast, self._discourse, self._things = cast, discourse, things
        self._told: list[tuple[int, Opinion]] = []

    def tell(self, sentence: Sentence, opinion: Opinion) -> None:
        """Adds an opinion whose actors are resolved; call it in reading order."""
        self._told.append((sentence.index, opinion))

    def of_target(self, span: Span, sentence: Sentence, rival: str | None) -> str | None:
        """What the pronoun at ``span`` means as a target; ``rival`` speaks and cannot be meant."""
        word = span.text.casefold()
        if word in THEY:
            return self._they(span, sentence, rival)
        return self._it(sentence, rival) or self._topic(sentence, span) if word in _LIKE_IT else None

    def carried(self, opinion: Opinion, sentence: Sentence) -> Mention | None:
        """What the speaker took the same stance toward in the sentences before: it goes on where none is mentioned."""
        speaker = _actor(opinion.speaker)
        for _, before in self._since(sentence.index - _BACK_CARRIED):
            same = before.stance == opinion.stance and _actor(before.speaker) == speaker
            if speaker is not None and same and before.target is not None:
                return replace(before.target, elsewhere=True)
        return None

    def people(self, rival: str | None) -> str | None:
        """The people (*nurses*) whom an opinion was about or who had one, the last before."""
        told = self._told[-_BACK_PEOPLE:]
        parties = (party for _, opinion in reversed(told) for party in _parties(opinion))
        return next((party for party in parties if party != rival and is_people(head_noun(party))), None)

    def both(self, rival: str | None) -> str | None:
        """The two bodies that the opinions of one sentence told of last; neither is ``rival``."""
        sides: dict[int, list[Mention | None]] = {}
        for index, opinion in self._told:
            sides.setdefault(index, []).extend((opinion.speaker, opinion.target))
        for mentions in reversed(sides.values()):
            actors = dict.fromkeys(actor for actor in map(_actor, mentions) if actor is not None and actor != rival)
            bodies = [actor for actor in actors if self._is_group(actor)]
            if len(bodies) == _TWO:
                return " and ".join(bodies)
        return None

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
        head = head_noun(actor)
        if not head or head in ROLES or (known is not None and known.person):
            return False
        return known is not None or is_body([head]) or head.endswith("s") == plural

    def _it(self, sentence: Sentence, rival: str | None) -> str | None:
        targets = self._targets(sentence.index - _BACK, rival)
        return next((target for target in targets if self.fits(target, plural=False)), None)

    def _topic(self, sentence: Sentence, pronoun: Span) -> str | None:
        """The last thing with an article in the sentence before the pronoun, else in the sentence before that."""
        before = self._discourse.sentences_before(sentence.start, 1)
        stretches = ((sentence.start, pronoun.start), *((place.start, place.end) for place in before))
        for start, end in stretches:
            nouns = [noun for noun in _DEFINITE.finditer(self._cast.text, start, end) if _is_thing(noun.group(1))]
            if nouns:
                return self._things.name(nouns[-1].group(1), nouns[-1].start(1))
        return None

    def _they(self, span: Span, sentence: Sentence, rival: str | None) -> str | None:
        """The nearest party that is a group or body, counted back from where the quotation begins.

        Of one sentence's parties those in the plural come first (*the workers and the company*).
        """
        quotation = self._discourse.quotation_at(span.start)
        start = quotation.start if quotation is not None else sentence.start
        near = self._discourse.sentences_before(start, _BACK_THEY)
        first = near[-1].index if near else sentence.index
        by_sentence = groupby(self._since(first), key=lambda told: told[0])
        for _, told in by_sentence:
            parties = [party for _, opinion in told for party in _parties(opinion) if party != rival]
            groups = sorted(filter(self._is_group, parties), key=lambda party: not is_people(head_noun(party)))
            if groups:
                return groups[0]
        things = self._targets(sentence.index - _BACK, rival)
        return next(
            (thing for thing in things if head_noun(thing).endswith("s") and self._cast.named(thing) is None), None
        )

    def _is_group(self, party: str) -> bool:
        known = self._cast.named(party)
        if known is not None:
            return known.person is False
        return (
            is_people(head_noun(party))
            or head_noun(party).casefold() in _BODIES
            or is_body([head_noun(party).casefold()])
        )

    def _targets(self, first: int, rival: str | None) -> Iterator[str]:
        """The targets told of since sentence ``first``, the nearest first."""
        for _, opinion in self._since(first):
            actor = _actor(opinion.target)
            if actor is not None and actor != rival:
                yield actor

    def _since(self, first: int) -> Iterator[tuple[int, Opinion]]:
        """The opinions told of since sentence ``first`` with their sentences, the nearest first."""
        return takewhile(lambda told: told[0] >= first, reversed(self._told))


def _is_thing(noun: str) -> bool:
    return noun not in ROLES and not noun.endswith(("s", "ly", "day", "week", "month", "year", "time"))


def _actor(mention: Mention | None) -> str | None:
    return mention.actor if mention is not None else None


def _parties(opinion: Opinion) -> Iterator[str]:
    """The actors of an opinion, its target first."""
    yield from (actor for actor in (_actor(opinion.target), _actor(opinion.speaker)) if actor is not None)
