"""Near duplicates between texts: MinHash over pairs of words, checked exactly (Broder 1997, via datasketch)."""

import re
from collections.abc import Sequence
from typing import Final

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
    try:
        from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - the core installs without it
    except ImportError:
        raise MissingExtraError("The search for near duplicates", "train") from None
    index = MinHashLSH(threshold=_CANDIDATE, num_perm=_PERMUTATIONS)
    other_pairs = [word_pairs(text) for text in others]
    for number, sketch in enumerate(MinHash.generator(other_pairs, num_perm=_PERMUTATIONS)):
        index.insert(number, sketch)
    own_pairs = [word_pairs(text) for text in texts]
    found: dict[int, int] = {}
    for number, sketch in enumerate(MinHash.generator(own_pairs, num_perm=_PERMUTATIONS)):
        for candidate in sorted(index.query(sketch)):
            if jaccard(own_pairs[number], other_pairs[candidate]) >= SIMILAR:
                found[number] = candidate
                break
    return found


def word_pairs(text: str) -> set[bytes]:
    """Every two neighbouring words of ``text``, lower case, without punctuation; the word itself if there is but one."""
    words = _WORD.findall(text.lower())
    pairs = zip(words, words[1:], strict=False) if len(words) > 1 else [words]
    return {" ".join(pair).encode() for pair in pairs}


def jaccard(first: set[bytes], second: set[bytes]) -> float:
    """Shared over all: 1.0 for equal sets, 0.0 for disjoint ones."""
    return len(first & second) / len(first | second)
