"""Actors compared by who they are, not by what they are called.

A thing has many fair names (*fishermen*, *Indian fishermen*; *choice*, *choice of judge*), and gold picks one. So the
actors that we found in an article are paired with gold's one to one, such that as many mentions as possible agree, as
CEAF pairs entities (Luo 2005); two actors that we took for one, or one that we took for two, still cost what they
should. An actor with a single mention is right as soon as its mention was found.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
from scipy.optimize import linear_sum_assignment

Named = tuple[str, str]
"""What we call the actor of a mention, and what gold calls it."""


def counterparts(mentions: Iterable[Named]) -> Mapping[str, str]:
    """Gold's actor for each of ours, from the mentions of one article that both have; some of ours have none."""
    shared = Counter(mentions)
    ours, gold = (sorted({names[side] for names in shared}) for side in (0, 1))
    agreeing = np.array([[shared[found, right] for right in gold] for found in ours]).reshape(len(ours), len(gold))
    pairs = zip(*linear_sum_assignment(agreeing, maximize=True), strict=True)
    return {ours[row]: gold[column] for row, column in pairs if agreeing[row, column]}
