"""Attribution behind the model: texts go in, and of the opinions whose stance is right the actors are compared.

A predicted opinion's stance is right where the gold sentence that it stands in has an opinion of that stance; of
several it is paired with the one whose target overlaps its own, then whose speaker does, each gold opinion once. Its
speaker and target are right where gold's actor has the same name (``same_actor``); asked is only where gold knows the
actor. So a target that the model marked wrongly, or missed, is wrong here; ``target given span`` asks only where the
target's span overlaps gold's; ``target identity`` compares whom we mean instead of what we call it (``identity.py``).
Intervals: 95 % percentile bootstrap over articles; with under ten articles they are too narrow.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from attribution_suite.gold import GoldArticle
from attribution_suite.gold_spans import plain, same_actor
from attribution_suite.identity import Named, counterparts
from newstance.attribution import find_quotations
from newstance.attribution.attribute import is_quoted
from newstance.inference.annotating import annotate
from newstance.inference.predicting import Predictor
from newstance.records import Annotation, Mention, Opinion, Sentence

BEHIND = ("quotation speaker", "speaker", "target", "target given span", "target identity")
RESAMPLES = 2000
SIDES = ("speaker", "target")


@dataclass(frozen=True)
class Pairing:
    """A predicted opinion and the gold one of its stance, in a sentence of gold."""

    quoted: bool
    found: Opinion
    gold: Opinion


def behind_model(gold: Sequence[GoldArticle], predictor: Predictor) -> dict[str, dict[str, float]]:
    """Share right, its interval and the number of cases for each of ``BEHIND``; and how many opinions there were."""
    windows = annotate((article.article for article in gold), predictor)
    annotated = list(chain.from_iterable(windows))
    pairings = [list(_pairings(g, a.annotations)) for g, a in zip(gold, annotated, strict=True)]
    counts = [_counts(found) for found in pairings]
    figures = {name: _share(name, counts) for name in BEHIND if any(count[f"{name} n"] for count in counts)}
    predicted = sum(len(annotation.opinions) for each in annotated for annotation in each.annotations)
    opinions = sum(len(annotation.opinions) for each in gold for annotation in each.annotations)
    return figures | {
        "opinions": {"gold": opinions, "predicted": predicted, "stance_right": sum(map(len, pairings))},
    }


def _pairings(gold: GoldArticle, annotations: Sequence[Annotation]) -> Iterator[Pairing]:
    quotations = find_quotations(gold.article.text)
    for asked in gold.annotations:
        found = [o for a in annotations if _belongs(a.sentence, asked.sentence) for o in a.opinions]
        quoted = is_quoted(asked.sentence, quotations)
        for prediction, right in _paired(found, list(asked.opinions)):
            yield Pairing(quoted, prediction, right)


def _belongs(sentence: Sentence, asked: Sentence) -> bool:
    """Whether the middle of our sentence lies in gold's."""
    return asked.start <= (sentence.start + sentence.end) // 2 < asked.end


def _paired(found: Sequence[Opinion], gold: Sequence[Opinion]) -> Iterator[tuple[Opinion, Opinion]]:
    options = [(f, g) for f in range(len(found)) for g in range(len(gold)) if found[f].stance == gold[g].stance]
    options.sort(key=lambda option: -_overlap(found[option[0]], gold[option[1]]))
    used_found, used_gold = set(), set()
    for f, g in options:
        if f not in used_found and g not in used_gold:
            used_found.add(f)
            used_gold.add(g)
            yield found[f], gold[g]


def _overlap(found: Opinion, gold: Opinion) -> int:
    return 2 * _overlaps(found.target, gold.target) + _overlaps(found.speaker, gold.speaker)


def _overlaps(found: Mention | None, gold: Mention | None) -> bool:
    return found is not None and gold is not None and bool(gold.span.text) and found.span.overlaps(gold.span)


def _counts(pairings: Sequence[Pairing]) -> Counter[str]:
    return _named_alike(pairings) + _identities(pairings)


def _identities(pairings: Sequence[Pairing]) -> Counter[str]:
    """How many targets are the actors that gold means, whatever their names."""
    counterpart = counterparts(names for each in pairings for side in SIDES if (names := _both_names(each, side)))
    counts = Counter[str]()
    for pairing in pairings:
        if pairing.gold.target is not None and pairing.gold.target.actor is not None:
            names = _both_names(pairing, "target")
            counts["target identity n"] += 1
            counts["target identity right"] += names is not None and counterpart.get(names[0]) == names[1]
    return counts


def _both_names(pairing: Pairing, side: str) -> Named | None:
    """What we and gold call an actor, where both speak of the same words, or of the same name."""
    found, gold = getattr(pairing.found, side), getattr(pairing.gold, side)
    if found is None or gold is None or found.actor is None or gold.actor is None:
        return None
    same = _overlaps(found, gold) or same_actor(found.actor, gold.actor)
    return (plain(found.actor), plain(gold.actor)) if same else None


def _named_alike(pairings: Sequence[Pairing]) -> Counter[str]:
    counts = Counter[str]()
    for pairing in pairings:
        for name, found, gold in _asked(pairing):
            actor = gold.actor if gold is not None else None
            if actor is not None:
                counts[f"{name} n"] += 1
                counts[f"{name} right"] += same_actor(found.actor if found is not None else None, actor)
    return counts


def _asked(pairing: Pairing) -> Iterator[tuple[str, Mention | None, Mention | None]]:
    found, gold = pairing.found, pairing.gold
    yield "speaker", found.speaker, gold.speaker
    yield "target", found.target, gold.target
    if pairing.quoted:
        yield "quotation speaker", found.speaker, gold.speaker
    if _overlaps(found.target, gold.target):
        yield "target given span", found.target, gold.target


def _share(name: str, counts: Sequence[Counter[str]]) -> dict[str, float]:
    right = np.array([count[f"{name} right"] for count in counts])
    asked = np.array([count[f"{name} n"] for count in counts])
    draws = np.random.default_rng(0).integers(len(counts), size=(RESAMPLES, len(counts)))
    shares = right[draws].sum(axis=1) / np.maximum(1, asked[draws].sum(axis=1))
    low, high = np.percentile(shares, [2.5, 97.5])
    return {"right": right.sum() / asked.sum(), "low": float(low), "high": float(high), "n": int(asked.sum())}
