"""What is in the corpora: rows, layers, label shares, lengths, and how much of one lies in another."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from newstance.corpora.corpus import Corpus, Places
from newstance.corpora.overlaps import overlaps
from newstance.labels import CLAIMS, STANCES
from newstance.records import Example


@dataclass(frozen=True)
class SplitStatistics:
    """One split of a corpus. Shares are of its labelled sentences or pairs and sum to 1; lengths are in words.

    ``left_out`` counts the corpus's rows that say nothing in our labels, by reason; ``overlaps`` the rows that resemble
    a row of another split, by that split's name (``dse/train``).
    """

    corpus: str
    split: str
    rows: int
    layers: tuple[str, ...]
    stances: Mapping[str, float]
    pair_stances: Mapping[str, float]
    claims: Mapping[str, float]
    pairs: int
    words: float
    longest: int
    licence: str
    left_out: Mapping[str, int]
    overlaps: Mapping[str, int]


def describe(corpora: Sequence[Corpus], places: Places) -> list[SplitStatistics]:
    """Statistics of every split of ``corpora`` whose files are there, in their order."""
    present = [corpus for corpus in corpora if corpus.present(places)]
    rows = {
        f"{corpus.name}/{split}": list(reader(places)) for corpus in present for split, reader in corpus.splits.items()
    }
    found = overlaps(rows)
    left_out = {corpus.name: corpus.left_out(places) for corpus in present if corpus.left_out}
    return [
        _describe(corpus, split, rows[f"{corpus.name}/{split}"], found[f"{corpus.name}/{split}"], left_out)
        for corpus in present
        for split in corpus.splits
    ]


def _describe(
    corpus: Corpus,
    split: str,
    rows: Sequence[Example],
    found: Mapping[str, int],
    left_out: Mapping[str, Mapping[str, int]],
) -> SplitStatistics:
    lengths = [len(row.text.split()) for row in rows]
    pairs = [pair.stance for row in rows for pair in row.pairs]
    return SplitStatistics(
        corpus=corpus.name,
        split=split,
        rows=len(rows),
        layers=corpus.layers,
        stances=_shares([row.stance for row in rows], STANCES),
        pair_stances=_shares(pairs, STANCES),
        claims=_shares([row.claim for row in rows], CLAIMS),
        pairs=len(pairs),
        words=median(lengths) if lengths else 0.0,
        longest=max(lengths, default=0),
        licence=corpus.licence,
        left_out=left_out.get(corpus.name, {}),
        overlaps=found,
    )


def _shares(labels: Sequence[str | None], known: Sequence[str]) -> dict[str, float]:
    counts = Counter(label for label in labels if label is not None)
    return {label: counts[label] / counts.total() for label in known} if counts else {}
