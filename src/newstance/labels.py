"""The labels of the codebook (``docs/codebook.md``): the one place where they are listed.

A trained bundle carries its own copy (``labels.json``); inference reads that copy, never this module's order.
"""

from dataclasses import dataclass
from typing import Final

STANCES: Final = ("supportive", "critical", "conciliatory", "neutral")
"""What a speaker takes toward a target; ``neutral`` also where nobody takes a stance."""

NEUTRAL: Final = "neutral"
NO_CLAIM: Final = "none"

CLAIMS: Final = ("fact", "forecast", "judgement", "demand", "pledge", "none")
"""What a sentence's main assertion commits its speaker to."""

TAGS: Final = ("O", "B", "I")
"""Token tags of the speaker and target heads: outside, begin, inside (IOB2; Ramshaw & Marcus 1995)."""


@dataclass(frozen=True, slots=True)
class LabelSet:
    """The label orders of one model: position ``i`` of its probabilities belongs to label ``i``."""

    stances: tuple[str, ...] = STANCES
    claims: tuple[str, ...] = CLAIMS
