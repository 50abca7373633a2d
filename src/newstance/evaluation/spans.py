"""How well predicted spans and opinions match the gold ones.

*Exact* asks for the same start and end, as CoNLL-2003 does. *Overlap* asks for at least one shared character and
matches one to one, the longest overlap first: stricter than the binary overlap of Breck, Choi & Cardie (2007), where
one long prediction may match many gold spans, and not the token-weighted overlap that PARC and Citron report.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newstance.labels import NEUTRAL
from newstance.records import Mention, Opinion, Span


@dataclass(frozen=True, slots=True)
class MatchCounts:
    """How many gold and predicted items there are, and how many of them match one to one."""

    matched: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: "MatchCounts") -> "MatchCounts":
        """The counts of both together, for micro averages over sentences."""
        return MatchCounts(self.matched + other.matched, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """The share of predicted items that match, 0 where nothing was predicted."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of gold items that were found, 0 where there are none."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 where there is nothing to match."""
        both = self.predicted + self.gold
        return 2 * self.matched / both if both else 0.0


def match_exact(gold: Iterable[Span], predicted: Iterable[Span]) -> MatchCounts:
    """Spans with the same start and end; a span given twice counts once."""
    wanted, found = _distinct(gold), _distinct(predicted)
    return MatchCounts(len(wanted & found), len(found), len(wanted))


def match_overlapping(gold: Iterable[Span], predicted: Iterable[Span]) -> MatchCounts:
    """Spans that share a character, greedily one to one; a span given twice counts once."""
    wanted, found = sorted(_distinct(gold)), sorted(_distinct(predicted))
    shared = [[min(g[1], p[1]) - max(g[0], p[0]) for p in found] for g in wanted]
    return MatchCounts(_greedy_matches(shared), len(found), len(wanted))


def match_triples(gold: Iterable[Opinion], predicted: Iterable[Opinion]) -> MatchCounts:
    """Opinions of the same stance whose speakers and targets both match, greedily one to one.

    Two mentions match if their spans overlap; an unknown speaker or target matches only an unknown one.
    Neutral opinions say that nobody takes a stance and are left out on both sides.
    """
    wanted = [opinion for opinion in gold if opinion.stance != NEUTRAL]
    found = [opinion for opinion in predicted if opinion.stance != NEUTRAL]
    shared = [[_shared_by_opinions(g, p) for p in found] for g in wanted]
    return MatchCounts(_greedy_matches(shared), len(found), len(wanted))


def _distinct(spans: Iterable[Span]) -> set[tuple[int, int]]:
    return {(span.start, span.end) for span in spans}


def _shared_by_opinions(gold: Opinion, predicted: Opinion) -> int:
    """Shared characters of both mentions plus one, or 0 if the opinions do not match."""
    if gold.stance != predicted.stance:
        return 0
    speaker, target = _shared(gold.speaker, predicted.speaker), _shared(gold.target, predicted.target)
    return 0 if speaker is None or target is None else 1 + speaker + target


def _shared(gold: Mention | None, predicted: Mention | None) -> int | None:
    """Shared characters, 0 where both are unknown, None where they do not match."""
    if gold is None or predicted is None:
        return 0 if gold is predicted else None
    start, end = max(gold.span.start, predicted.span.start), min(gold.span.end, predicted.span.end)
    return end - start if end > start else None


def _greedy_matches(shared: Sequence[Sequence[int]]) -> int:
    """Pair rows with columns, the largest positive entry first, earlier ones where tied; how many pairs were made."""
    ranked = sorted((-size, row, column) for row, sizes in enumerate(shared) for column, size in enumerate(sizes))
    rows: set[int] = set()
    columns: set[int] = set()
    for negative_size, row, column in ranked:
        if negative_size < 0 and row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
    return len(rows)
