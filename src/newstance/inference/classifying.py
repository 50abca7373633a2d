"""Answers questions about given pairs: which stance does this speaker take toward this target?"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, cast

from newstance.errors import InputError
from newstance.inference.predicting import Predictor
from newstance.labels import NEUTRAL
from newstance.predictions import FloatArray
from newstance.reading import SkipLog
from newstance.reading.decoding import well_formed
from newstance.records import Pair, Span
from newstance.tokenising import TokenisedSentence

WINDOW_QUESTIONS = 1024
"""Questions are read so many at a time, and batched by length together."""

SPANS = ("speaker", "target")
ALIKE = 0.83
"""From this similarity on a key passes for a misspelt one (*speakr*, *traget*, but not *speaker_id*)."""


@dataclass(frozen=True, slots=True)
class Question:
    """A line of the input: which stance does ``pair.speaker`` take toward ``pair.target`` in ``text``?

    ``place`` is its file and line.
    """

    place: str
    id: str
    text: str
    pair: Pair


def read_questions(source: str, skips: SkipLog) -> Iterator[Question]:
    """Questions of a JSON Lines file or of ``-``; a line that is none goes to ``skips`` with file and line."""
    with _open(source) as lines:
        for number, line in enumerate(lines, start=1):
            place = f"{source}:{number}"
            if not line.strip():
                continue
            try:
                yield _question(line, place, str(number))
            except InputError as fault:
                skips.add(fault.place, fault.fault)


def classify_questions(questions: Iterable[Question], predictor: Predictor, skips: SkipLog) -> Iterator[dict[str, Any]]:
    """The answers in the order of the questions: ``{"id", "stance", "stance_probs"}``.

    A question about a span that the model does not read, for its text is too long, goes to ``skips``.
    """
    iterator = iter(questions)
    while window := list(islice(iterator, WINDOW_QUESTIONS)):
        yield from _answers(_within_reach(window, predictor, skips), predictor)


def _within_reach(window: Sequence[Question], predictor: Predictor, skips: SkipLog) -> list[Question]:
    sentences = predictor.tokeniser.tokenise([question.text for question in window])
    reached = []
    for question, sentence in zip(window, sentences, strict=True):
        if beyond := _beyond(question.pair, sentence):
            fault = f"lies beyond the {predictor.tokeniser.max_tokens} tokens that the model reads"
            skips.add(question.place, f'"{beyond}" {fault}. Cure: shorten the text')
        else:
            reached.append(question)
    return reached


def _beyond(pair: Pair, sentence: TokenisedSentence) -> str | None:
    """Which of the pair's spans was cut off, if any."""
    spans = {"speaker": pair.speaker, "target": pair.target}
    return next((key for key, span in spans.items() if span and sentence.token_range(span) is None), None)


def _answers(questions: Sequence[Question], predictor: Predictor) -> Iterator[dict[str, Any]]:
    stances = predictor.labels.stances
    texts, pairs = [question.text for question in questions], [[question.pair] for question in questions]
    for question, found in zip(questions, predictor.predict(texts, pairs), strict=True):
        asks_sentence = question.pair.speaker is None and question.pair.target is None
        # other readers may leave pairs unanswered; a Predictor answers every pair that it is asked
        probs = found.stance_probs if asks_sentence else cast("FloatArray", found.pair_probs)[0]
        named = {stance: round(float(prob), 4) for stance, prob in zip(stances, probs, strict=True)}
        yield {"id": question.id, "stance": stances[int(probs.argmax())], "stance_probs": named}


def _open(source: str) -> "nullcontext[BinaryIO] | BinaryIO":
    if source == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(source).open("rb")
    except OSError as fault:
        raise InputError(source, f"cannot be opened ({fault.strerror}). Cure: check the path") from fault


def _question(line: bytes, place: str, default_id: str) -> Question:
    try:
        record = well_formed(json.loads(line))
    except UnicodeDecodeError as fault:
        raise InputError(place, f"not UTF-8 (byte {fault.start}). Cure: save the file as UTF-8") from fault
    except json.JSONDecodeError as fault:
        raise InputError(place, f"broken JSON ({fault.msg}, column {fault.colno})") from fault
    except (RecursionError, ValueError) as fault:  # nested too deeply, or a number of thousands of digits
        raise InputError(place, f"broken JSON ({fault})") from fault
    text = record.get("text") if isinstance(record, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise InputError(place, 'expected an object with a non-empty "text"')
    _demand_no_typo(record, place)
    speaker, target = (_span(record.get(key), text, key, place) for key in SPANS)
    given_id = record.get("id")
    return Question(place, default_id if given_id is None else str(given_id), text, Pair(speaker, target, NEUTRAL))


def _demand_no_typo(record: dict[str, Any], place: str) -> None:
    """Other keys are not read; but one that stands for a missing span would make another question of this one."""
    for known in SPANS:
        for key in record:
            if known not in record and SequenceMatcher(None, key.lower(), known).ratio() >= ALIKE:
                raise InputError(place, f'no "{known}", but "{key}". Cure: rename it, or add "{known}": null')


def _span(offsets: object, text: str, key: str, place: str) -> Span | None:
    match offsets:
        case None:
            return None
        case [int(start), int(end)] if 0 <= start < end <= len(text) and bool not in (type(start), type(end)):
            if _blank(text[start:end]):
                raise InputError(place, f'"{key}": {offsets!r} is blank. Cure: give where a name stands, or null')
            return Span(start, end, text[start:end])
        case _:
            raise InputError(
                place,
                f'"{key}": expected null or [start, end] within the text (0 to {len(text)}), found {offsets!r}',
            )


def _blank(text: str) -> bool:
    """Whether there is nothing to see: spaces, and characters such as the zero-width joiner."""
    return not any(character.isprintable() and not character.isspace() for character in text)
