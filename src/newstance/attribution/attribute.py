"""From what the model says of an article's sentences to who says it of whom: quotations and actors.

The model reads one sentence at a time. Here the whole article is known: who goes on speaking inside a running
quotation, whom *he*, *the minister* or *NRM* mean, and which actor a seat of government stands for. Rules and small
tables only; the annotations come back in order with ``quoted``, speakers inside quotations and ``actor`` filled in.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from newstance.attribution.actor_table import ActorTable
from newstance.attribution.quotations import Quotation, find_quotations
from newstance.attribution.resolution import Resolver
from newstance.attribution.rules import ALL_RULES, Rule
from newstance.records import Annotation, Article, Sentence

_MOSTLY: Final = 0.5


def attribute(
    article: Article,
    sentences: Sequence[Sentence],
    annotations: Sequence[Annotation],
    actors_table: ActorTable | None = None,
    rules: frozenset[Rule] = ALL_RULES,
) -> list[Annotation]:
    """Fills in quotations, the speakers inside them, and canonical actors.

    Args:
        article: the article; the spans of ``annotations`` count from its text's start.
        sentences: all its sentences in reading order.
        annotations: the model's, in reading order; each belongs to one of ``sentences``.
        actors_table: names that stand for an actor whatever the article says; newstance's own table if None.
        rules: which rules apply; fewer only to measure what one brings.
    """
    table = actors_table if actors_table is not None else ActorTable.builtin()
    quotations = find_quotations(article.text, rules)
    resolver = Resolver(article.text, sentences, annotations, quotations, table, rules)
    return [
        replace(annotation, quoted=is_quoted(annotation.sentence, quotations), opinions=resolver.opinions(annotation))
        for annotation in annotations
    ]


def is_quoted(sentence: Sentence, quotations: Sequence[Quotation]) -> bool:
    """Whether most of the sentence's characters stand inside direct quotation (``quotations`` in reading order)."""
    first = max(0, bisect_right(quotations, sentence.start, key=lambda quotation: quotation.start) - 1)
    last = bisect_right(quotations, sentence.end, key=lambda quotation: quotation.start)
    inside = sum(
        max(0, min(sentence.end, quotation.end) - max(sentence.start, quotation.start))
        for quotation in quotations[first:last]
    )
    return inside > _MOSTLY * (sentence.end - sentence.start)
