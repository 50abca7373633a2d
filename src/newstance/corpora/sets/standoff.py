"""Labels without text: our opinions on sentences of somebody else's corpus, joined with it at load time.

    {"stance": "critical", "claim": "judgement", "unsure": false,
     "opinions": [{"stance": "critical", "speaker": "Meyer", "target": "the plan", "speaker_resolved": "Karin Meyer"}]}

Spans are exact substrings, found on word boundaries; ``speaker_resolved`` is the actor. All layers are labelled.
"""

from newstance.corpora.jsonl import Row
from newstance.corpora.labelled import stance_and_claim_faults
from newstance.corpora.pairs import completed
from newstance.corpora.phrases import find_phrase
from newstance.errors import InputError
from newstance.records import Example, Mention, Opinion, Span


def with_opinions(example: Example, labels: Row) -> Example:
    """``example``, which has a text, with the layers of ``labels``.

    Raises:
        InputError: an unknown label, or a span that the text does not contain.
    """
    for fault in stance_and_claim_faults(labels):
        raise InputError(example.place, fault)
    opinions = tuple(_opinion(example, opinion) for opinion in labels["opinions"])
    return completed(example, opinions, labels["claim"])


def _opinion(example: Example, opinion: Row) -> Opinion:
    speaker = _mention(example, opinion.get("speaker"), opinion.get("speaker_resolved"), None)
    avoid = speaker.span if speaker else None
    return Opinion(opinion["stance"], speaker, _mention(example, opinion.get("target"), None, avoid))


def _mention(example: Example, phrase: str | None, actor: str | None, avoid: Span | None) -> Mention | None:
    if not phrase:
        return None
    span = find_phrase(example.text, phrase, avoid)
    if span is None:
        raise InputError(example.place, f"the text does not contain {phrase!r}")
    return Mention(span, actor)
