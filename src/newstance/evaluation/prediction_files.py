"""Predictions with their gold labels as JSON Lines, so that models can be compared sentence by sentence later.

One line a sentence, without its text, which many corpora do not allow to pass on:

    {"id": "s1", "group": "6f0a8e…", "gold": {"stance": "critical", "claim": "fact", "speakers": [[0, 5]],
     "targets": [[17, 23]], "opinions": [{"stance": "critical", "speaker": [0, 5], "target": null}],
     "pairs": ["critical"]}, "stance_probs": {"critical": 0.9, …}, "claim_probs": {…}, "speakers": [[0, 5]],
     "targets": [], "opinions": […], "pair_probs": [[0.1, …]]}

A layer that the corpus or the model lacks is null. ``group`` is a hash, because some corpora group by the text itself.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from newstance.errors import InputError
from newstance.evaluation.answers import check_aligned
from newstance.labels import LabelSet
from newstance.predictions import Prediction
from newstance.records import Example, Mention, Opinion, Pair, Span

GROUP_DIGITS: Final = 16
"""Hex digits of a group's sha256: enough to tell the groups of a corpus apart."""


@dataclass(frozen=True, slots=True)
class StoredPredictions:
    """What one model said of one corpus. Examples and spans have their places, but no text."""

    labels: LabelSet
    examples: tuple[Example, ...]
    predictions: tuple[Prediction, ...]


def write_predictions(
    path: Path, examples: Sequence[Example], predictions: Sequence[Prediction], labels: LabelSet
) -> None:
    """Write one line a sentence, in the examples' order; the folder is made if missing.

    Raises:
        ValueError: there is not one prediction for each example.
    """
    check_aligned(examples, predictions)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        for example, prediction in zip(examples, predictions, strict=True):
            lines.write(json.dumps(_record(example, prediction, labels), ensure_ascii=False) + "\n")


def read_predictions(path: Path) -> StoredPredictions:
    """Read what ``write_predictions`` wrote.

    Raises:
        InputError: a line that is none, named by its number, or an empty file.
    """
    examples: list[Example] = []
    predictions: list[Prediction] = []
    labels = None
    with path.open(encoding="utf-8") as lines:  # not splitlines(), which also cuts at U+2028
        for number, line in enumerate(lines, start=1):
            place = f"{path.name}:{number}"
            try:
                record = json.loads(line)
                labels = labels or LabelSet(tuple(record["stance_probs"]), tuple(record["claim_probs"]))
                examples.append(_example(record, path.stem, place))
                predictions.append(_prediction(record, labels))
            except (ValueError, TypeError, KeyError) as error:
                raise InputError(place, f"is no prediction ({error!r}). Cure: log the predictions again") from error
    if labels is None:
        raise InputError(path.name, "holds no prediction. Cure: log the predictions again")
    return StoredPredictions(labels, tuple(examples), tuple(predictions))


def _record(example: Example, prediction: Prediction, labels: LabelSet) -> dict[str, Any]:
    gold = {
        "stance": example.stance,
        "claim": example.claim,
        "speakers": _places(example.speakers),
        "targets": _places(example.targets),
        "opinions": _opinion_records(example.opinions),
        "pairs": [pair.stance for pair in example.pairs],
    }
    return {
        "id": example.id,
        "group": hashlib.sha256(example.group.encode()).hexdigest()[:GROUP_DIGITS],
        "gold": gold,
        "stance_probs": _rounded(labels.stances, prediction.stance_probs.tolist()),
        "claim_probs": _rounded(labels.claims, prediction.claim_probs.tolist()),
        "speakers": _places(prediction.speakers),
        "targets": _places(prediction.targets),
        "opinions": _opinion_records(prediction.opinions),
        "pair_probs": None if prediction.pair_probs is None else prediction.pair_probs.round(6).tolist(),
    }


def _rounded(labels: tuple[str, ...], probs: list[float]) -> dict[str, float]:
    return {label: round(prob, 6) for label, prob in zip(labels, probs, strict=True)}


def _places(spans: Iterable[Span] | None) -> list[list[int]] | None:
    return None if spans is None else [[span.start, span.end] for span in spans]


def _opinion_records(opinions: Iterable[Opinion] | None) -> list[dict[str, Any]] | None:
    if opinions is None:
        return None
    return [
        {"stance": opinion.stance, "speaker": _place(opinion.speaker), "target": _place(opinion.target)}
        for opinion in opinions
    ]


def _place(mention: Mention | None) -> list[int] | None:
    return None if mention is None else [mention.span.start, mention.span.end]


def _example(record: dict[str, Any], corpus: str, place: str) -> Example:
    gold = record["gold"]
    return Example(
        id=record["id"],
        corpus=corpus,
        text="",
        group=record["group"],
        place=place,
        stance=gold["stance"],
        claim=gold["claim"],
        speakers=_spans(gold["speakers"]),
        targets=_spans(gold["targets"]),
        opinions=_opinions(gold["opinions"]),
        pairs=tuple(Pair(None, None, stance) for stance in gold["pairs"]),
    )


def _prediction(record: dict[str, Any], labels: LabelSet) -> Prediction:
    pair_probs = record["pair_probs"]
    return Prediction(
        stance_probs=np.array([record["stance_probs"][label] for label in labels.stances]),
        claim_probs=np.array([record["claim_probs"][label] for label in labels.claims]),
        speakers=_spans(record["speakers"]),
        targets=_spans(record["targets"]),
        opinions=_opinions(record["opinions"]),
        pair_probs=None if pair_probs is None else np.array(pair_probs).reshape(-1, len(labels.stances)),
    )


def _spans(places: list[list[int]] | None) -> tuple[Span, ...] | None:
    return None if places is None else tuple(Span(start, end, "") for start, end in places)


def _opinions(records: list[dict[str, Any]] | None) -> tuple[Opinion, ...] | None:
    if records is None:
        return None
    return tuple(Opinion(each["stance"], _mention(each["speaker"]), _mention(each["target"])) for each in records)


def _mention(place: list[int] | None) -> Mention | None:
    return None if place is None else Mention(Span(place[0], place[1], ""))
