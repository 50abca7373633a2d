"""Near duplicates between texts: MinHash over pairs of words, checked exactly (Broder 1997, via datasketch)."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from newstance.errors import MissingExtraError

SIMILAR: Final = 0.6
"""Two texts are near duplicates from this Jaccard similarity of their word pairs on: one or two words changed."""

_CANDIDATE: Final = 0.4
_PERMUTATIONS: Final = 128
_WORD = re.compile(r"\w+")


def resembling(texts: Sequence[str], others: Sequence[str]) -> dict[int, int]:
    """For every text that has a near duplicate among ``others``: its position and that of the first one found.

    Raises:
        MissingExtraError: datasketch is not installed.
    """
    return {number: matches[0] for number, matches in enumerate(near_duplicates(texts, others)) if matches}


def near_duplicates(texts: Sequence[str], others: Sequence[str]) -> Iterator[list[int]]:
    """Yields for every text the positions in ``others`` of all its near duplicates.

    Raises:
        MissingExtraError: datasketch is not installed.
    """
    try:
        from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - the core installs without it
    except ImportError:
        raise MissingExtraError("The search for near duplicates", "train") from None
    index: Any = MinHashLSH(threshold=_CANDIDATE, num_perm=_PERMUTATIONS)
    other_pairs = [word_pairs(text) for text in others]
    for number, sketch in enumerate(MinHash.generator(other_pairs, num_perm=_PERMUTATIONS)):
        index.insert(number, sketch)
    own_pairs = [word_pairs(text) for text in texts]
    for own, sketch in zip(own_pairs, MinHash.generator(own_pairs, num_perm=_PERMUTATIONS), strict=True):
        yield [match for match in sorted(index.query(sketch)) if jaccard(own, other_pairs[match]) >= SIMILAR]


def word_pairs(text: str) -> set[bytes]:
    """Every two neighbouring words of ``text``, in lower case; the word itself if there is but one."""
    words = _WORD.findall(text.lower())
    pairs = pairwise(words) if len(words) > 1 else [words]
    return {" ".join(pair).encode() for pair in pairs}


def jaccard(first: set[bytes], second: set[bytes]) -> float:
    """Shared over all: 1.0 for equal sets, 0.0 for disjoint ones."""
    return len(first & second) / len(first | second)
