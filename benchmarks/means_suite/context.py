"""The previous sentence as context: it stands before the sentence, whose spans move along."""

from collections.abc import Sequence
from dataclasses import replace

from newstance.records import Example, Mention, Opinion, Pair, Span

BETWEEN = " / "
"""Between the previous sentence and the one that is asked about."""


def with_previous(examples: Sequence[Example]) -> list[Example]:
    """Sentences of whole articles in order, each with the one before it of the same article."""
    previous = [None, *examples][:-1]
    return [
        _joined(before.text + BETWEEN, example) if before is not None and before.group == example.group else example
        for before, example in zip(previous, examples, strict=True)
    ]


def _joined(context: str, example: Example) -> Example:
    by = len(context)
    return replace(
        example,
        text=context + example.text,
        speakers=_spans(example.speakers, by),
        targets=_spans(example.targets, by),
        opinions=None if example.opinions is None else tuple(_opinion(opinion, by) for opinion in example.opinions),
        pairs=tuple(Pair(_span(pair.speaker, by), _span(pair.target, by), pair.stance) for pair in example.pairs),
    )


def _spans(spans: tuple[Span, ...] | None, by: int) -> tuple[Span, ...] | None:
    return None if spans is None else tuple(span.shifted(by) for span in spans)


def _span(span: Span | None, by: int) -> Span | None:
    return None if span is None else span.shifted(by)


def _opinion(opinion: Opinion, by: int) -> Opinion:
    return replace(opinion, speaker=_mention(opinion.speaker, by), target=_mention(opinion.target, by))


def _mention(mention: Mention | None, by: int) -> Mention | None:
    return None if mention is None else replace(mention, span=mention.span.shifted(by))
