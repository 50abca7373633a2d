"""From complete gold opinions to the layers that the heads learn from."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from newstance.labels import NEUTRAL
from newstance.records import Example, Mention, Opinion, Pair, Span

Question = tuple[Span | None, Span | None]


def completed(example: Example, opinions: tuple[Opinion, ...], claim: str | None) -> Example:
    """``example`` with all layers as its gold ``opinions`` say, the main one first; these must be all there are."""
    stance = opinions[0].stance if opinions else NEUTRAL
    return replace(
        example,
        stance=stance,
        claim=claim,
        opinions=opinions,
        speakers=_spans(opinion.speaker for opinion in opinions),
        targets=_spans(opinion.target for opinion in opinions),
        pairs=pairs_of(opinions, stance),
    )


def pairs_of(opinions: Sequence[Opinion], stance: str) -> tuple[Pair, ...]:
    """All questions that complete gold opinions answer, each once; where two answers compete, the first opinion wins.

    Asked are every (speaker, target), (unknown, target) and (speaker, unknown) with the opinion's stance, then, as
    neutral, what the opinions do not contain: the reverse direction and speaker 1 with target 2, unless the two spans
    overlap. (unknown, unknown) is left out: it is the sentence's own ``stance``.

    Raises:
        ValueError: ``stance`` is not that of the first opinion, so the heads would learn a contradiction.
    """
    main = opinions[0].stance if opinions else NEUTRAL
    if stance != main:
        raise ValueError(f"the sentence's stance is {stance!r}, but its main opinion is {main!r}")
    answers: dict[Question, str] = {}
    for opinion in opinions:
        for question in _asked_by(opinion):
            answers.setdefault(question, opinion.stance)
    for question in _absent(opinions):
        answers.setdefault(question, NEUTRAL)
    return tuple(Pair(speaker, target, answer) for (speaker, target), answer in answers.items())


def _asked_by(opinion: Opinion) -> list[Question]:
    speaker, target = _span(opinion.speaker), _span(opinion.target)
    questions: list[Question] = [(speaker, target), (None, target), (speaker, None)]
    return [question for question in questions if question != (None, None)]


def _absent(opinions: Sequence[Opinion]) -> list[Question]:
    speakers = _known(opinion.speaker for opinion in opinions)
    targets = _known(opinion.target for opinion in opinions)
    reverse = [(_span(opinion.target), _span(opinion.speaker)) for opinion in opinions]
    crossed = [(speaker, target) for speaker in speakers for target in targets]
    return [(a, b) for a, b in [*reverse, *crossed] if a and b and not a.overlaps(b)]


def _known(mentions: Iterable[Mention | None]) -> list[Span]:
    return [span for mention in mentions if (span := _span(mention))]


def _span(mention: Mention | None) -> Span | None:
    return None if mention is None or mention.elsewhere else mention.span


def _spans(mentions: Iterable[Mention | None]) -> tuple[Span, ...]:
    spans = {mention.span for mention in mentions if mention and not mention.elsewhere}
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))
