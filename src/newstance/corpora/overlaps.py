"""How much of one split stands in another, word for word or nearly."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from newstance.corpora.duplicates import near_duplicates
from newstance.records import Example


def overlaps(splits: Mapping[str, Sequence[Example]]) -> dict[str, dict[str, int]]:
    """For each split, how many of its rows resemble a row of each other split; a row is no duplicate of itself.

    Raises:
        MissingExtraError: datasketch is not installed.
    """
    rows_of: dict[str, list[tuple[str, Example]]] = defaultdict(list)
    for split, examples in splits.items():
        for example in examples:
            rows_of[example.text].append((split, example))
    texts = list(rows_of)
    counts: dict[str, Counter[str]] = {split: Counter() for split in splits}
    for text, matches in zip(texts, near_duplicates(texts, texts), strict=True):
        twins = [row for match in matches for row in rows_of[texts[match]]]
        for split, example in rows_of[text]:
            counts[split].update(_other_splits(split, example, twins))
    return {split: dict(sorted(found.items())) for split, found in counts.items()}


def _other_splits(split: str, example: Example, twins: Sequence[tuple[str, Example]]) -> set[str]:
    same = (example.corpus, example.id)
    return {other for other, twin in twins if other != split and (twin.corpus, twin.id) != same}
