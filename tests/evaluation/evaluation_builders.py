"""Small builders for examples and predictions, so that each test shows only what it is about."""

import numpy as np

from newstance.labels import CLAIMS, STANCES
from newstance.predictions import Prediction
from newstance.records import Example, Mention, Opinion, Pair, Span


def span(start: int, end: int) -> Span:
    return Span(start, end, "x" * (end - start))


def opinion(stance: str, speaker: Span | None, target: Span | None) -> Opinion:
    return Opinion(stance, Mention(speaker) if speaker else None, Mention(target) if target else None)


def probs(labels: tuple[str, ...], label: str, confidence: float = 0.9) -> np.ndarray:
    rest = (1 - confidence) / (len(labels) - 1)
    return np.array([confidence if each == label else rest for each in labels])


def example(number: int, stance: str | None = None, group: str | None = None, **layers: object) -> Example:
    return Example(
        id=f"s{number}",
        corpus="made-up",
        text="The mayor praised the new ferry line.",
        group=group or f"a{number}",
        place=f"made-up.jsonl:{number + 1}",
        stance=stance,
        **layers,  # type: ignore[arg-type]
    )


def prediction(stance: str = "neutral", claim: str = "fact", confidence: float = 0.9, **parts: object) -> Prediction:
    return Prediction(probs(STANCES, stance, confidence), probs(CLAIMS, claim, confidence), **parts)  # type: ignore[arg-type]


def pair(stance: str) -> Pair:
    return Pair(None, None, stance)
