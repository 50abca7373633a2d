"""Labels without text: our opinions on sentences of somebody else's corpus, joined with it at load time.

    {"stance": "critical", "claim": "judgement", "unsure": false,
     "opinions": [{"stance": "critical", "speaker": "Meyer", "target": "the plan", "speaker_resolved": "Karin Meyer"}]}

Spans are exact substrings, found on word boundaries; ``speaker_resolved`` is the actor. All layers are labelled.
"""

from collections.abc import Iterator

from newstance.corpora.jsonl import Row
from newstance.corpora.labelled import SIDES, stance_and_claim_faults
from newstance.corpora.pairs import completed
from newstance.corpora.phrases import find_phrase
from newstance.errors import InputError
from newstance.records import Example, Mention, Opinion, Span


def with_opinions(example: Example, labels: Row) -> Example:
    """``example``, which has a text, with the layers of ``labels``.

    Raises:
        InputError: an unknown label, or a span that the text does not contain.
    """
    for fault in opinion_faults(labels, example.text):
        raise InputError(example.place, fault)
    opinions = tuple(_opinion(example, opinion) for opinion in labels["opinions"])
    return completed(example, opinions, labels["claim"])


def opinion_faults(labels: Row, text: str) -> Iterator[str]:
    """What is wrong with the labels of a sentence whose spans are words of ``text``; nothing where all is well."""
    faults = list(stance_and_claim_faults(labels))
    yield from faults
    if not faults:
        for number, opinion in enumerate(labels["opinions"], start=1):
            for side in SIDES:
                yield from (f"opinion {number}: {side}: {fault}" for fault in _phrase_faults(opinion.get(side), text))


def _phrase_faults(phrase: object, text: str) -> Iterator[str]:
    if phrase is not None and not isinstance(phrase, str):
        yield "expected null or words of the text"
    elif phrase and find_phrase(text, phrase) is None:
        yield f"the text does not contain {phrase!r}"


def _opinion(example: Example, opinion: Row) -> Opinion:
    speaker = _mention(example, opinion.get("speaker"), opinion.get("speaker_resolved"), None)
    avoid = speaker.span if speaker else None
    return Opinion(opinion["stance"], speaker, _mention(example, opinion.get("target"), None, avoid))


def _mention(example: Example, phrase: str | None, actor: str | None, avoid: Span | None) -> Mention | None:
    if not phrase:
        return None
    span = find_phrase(example.text, phrase, avoid)
    return Mention(span, actor) if span else None
