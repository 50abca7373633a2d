"""Our own labelled format: how a sentence's stance, claim and opinions stand in JSON, and what can be wrong with them.

    {"stance": "critical", "claim": "judgement", "opinions": [{"stance": "critical",
     "speaker": {"start": 0, "end": 7, "text": "Lavrov"} | null, "target": {…} | null,
     "speaker_actor": "Sergei Lavrov", "target_actor": "Europe"}]}          (the actors are optional)

Offsets are code points into the row's ``text``: the sentence in ``sentences/``, the whole article in ``articles/``.
"""

from collections.abc import Iterator, Mapping, Sequence

from newstance.corpora.jsonl import Row
from newstance.corpora.pairs import completed
from newstance.labels import CLAIMS, NEUTRAL, STANCES
from newstance.records import Example, Mention, Opinion, Span

SIDES = ("speaker", "target")


def label_faults(labels: Row, text: str, start: int, end: int) -> Iterator[str]:
    """What is wrong with a labelled sentence that stands at ``text[start:end]``; nothing where all is well."""
    faults = list(stance_and_claim_faults(labels))
    yield from faults
    if not faults:
        for number, opinion in enumerate(labels["opinions"], start=1):
            yield from (f"opinion {number}: {fault}" for fault in _mention_faults(opinion, text, start, end))


def stance_and_claim_faults(labels: Row) -> Iterator[str]:
    """What is wrong with the labels of a sentence, its spans apart; nothing where all is well."""
    yield from unknown("stance", labels.get("stance"), STANCES)
    yield from unknown("claim", labels.get("claim"), CLAIMS)
    opinions = labels.get("opinions")
    if not isinstance(opinions, list) or not all(isinstance(opinion, dict) for opinion in opinions):
        yield "opinions: expected a list of objects (empty where nobody takes a stance)"
        return
    for number, opinion in enumerate(opinions, start=1):
        yield from (f"opinion {number}: {fault}" for fault in _stance_faults(opinion))
    main = opinions[0].get("stance") if opinions else NEUTRAL
    if labels.get("stance") in STANCES and labels["stance"] != main:
        yield f"stance is {labels['stance']!r}, but the first opinion's is {main!r}; they must be equal"


def unknown(layer: str, label: object, known: Sequence[str]) -> Iterator[str]:
    """The fault of a label that the codebook does not have, if it is one."""
    if label not in known:
        yield f"unknown {layer} {label!r}; expected one of {', '.join(known)}"


def with_labels(example: Example, labels: Row, offset: int = 0) -> Example:
    """``example`` with all layers of ``labels``, whose offsets count from ``offset`` before its text."""
    opinions = tuple(_opinion(opinion, -offset) for opinion in labels["opinions"])
    return completed(example, opinions, labels["claim"])


def _stance_faults(opinion: Row) -> Iterator[str]:
    yield from unknown("stance", opinion.get("stance"), STANCES)
    if opinion.get("stance") == NEUTRAL:
        yield "a neutral opinion is none; leave it out"


def _mention_faults(opinion: Row, text: str, start: int, end: int) -> Iterator[str]:
    for side in SIDES:
        mention = opinion.get(side)
        if mention is not None:
            yield from (f"{side}: {fault}" for fault in _span_faults(mention, text, start, end))


def _span_faults(mention: object, text: str, start: int, end: int) -> Iterator[str]:
    if not isinstance(mention, Mapping) or not {"start", "end", "text"} <= set(mention):
        yield 'expected null or {"start", "end", "text"}'
        return
    a, b = mention["start"], mention["end"]
    if not (isinstance(a, int) and isinstance(b, int) and start <= a < b <= end):
        yield f"span {a}:{b} lies outside the sentence ({start}:{end})"
    elif text[a:b] != mention["text"]:
        yield f"span {a}:{b} reads {text[a:b]!r}, not {mention['text']!r}"


def _opinion(opinion: Row, shift: int) -> Opinion:
    speaker, target = (_mention(opinion, side, shift) for side in SIDES)
    return Opinion(opinion["stance"], speaker, target)


def _mention(opinion: Row, side: str, shift: int) -> Mention | None:
    mention = opinion.get(side)
    if mention is None:
        return None
    span = Span(mention["start"], mention["end"], mention["text"]).shifted(shift)
    return Mention(span, actor=opinion.get(f"{side}_actor"))
