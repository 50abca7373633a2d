"""Turns of interviews and transcripts: who speaks from one label (``Q:``, ``KEIR LOWE:``) to the next.

A text has turns where at least two labels are sure: question and answer, or names that the text has elsewhere too; or
where two unknown names take turns. At least a third of the turns must address or ask somebody, or say *I* or *we*: what
a list tells of (``Lowe: 7. Made two good saves.``) is no speech. A turn goes on over paragraphs, but not over one that
names its speaker: that is the reporter's.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final

from newstance.attribution.actor_table import ActorTable
from newstance.attribution.quotations import Quotation, without_quoted
from newstance.attribution.turn_labels import FIRST_PERSON_WORDS, Label, Sort, Vocabulary, labels_in
from newstance.records import Sentence, Span

_TALKS: Final = re.compile(r"\b(?:I|me|my|we|We|us|our|Our|My|you|You|your|Your)\b|\?")
_ASKS: Final = re.compile(r"[^.?]{0,400}\?")
_QUOTED: Final = re.compile(r"\s*[“\"‘'«„]")
_REMARK: Final = re.compile(
    r"\W*(?:(?:This|The) (?:above )?(?:interview|conversation|transcript|discussion|exchange|Q&A)\b|Interview by\b)"
)
_FEWEST: Final = 2
_TALKING: Final = 3  # one of so many turns talks to somebody


@dataclass(frozen=True, slots=True)
class Turn:
    """``text[start:end]`` is one party's, its label included; the words spoken begin at ``content``.

    ``speaker`` is where the text names the party, or None; ``answers`` is whether the label is *A*, ``by_role`` whether
    it is a role (*THE PRESIDENT*).
    """

    start: int
    content: int
    end: int
    speaker: Span | None
    answers: bool = False
    by_role: bool = False


def find_turns(
    text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation], table: ActorTable
) -> list[Turn]:
    """The turns of ``text`` in reading order; empty where it is no conversation.

    Args:
        text: an article's text; offsets count from its start.
        sentences: all its sentences in reading order.
        quotations: its direct quotations, whose words are not the turn's.
        table: names that stand for an actor whatever the article says; a place speaks in no conversation.
    """
    prose = without_quoted(text, quotations)
    labels = [label for label in labels_in(text, sentences) if not prose[label.start].isspace()]
    labels = _spoken(text, prose, labels, table) if len(labels) >= _FEWEST else []
    bounds = pairwise([*(label.number for label in labels), len(sentences)])
    turns = [
        _turn(prose, label, sentences[first:last], is_last=last == len(sentences))
        for label, (first, last) in zip(labels, bounds, strict=True)
    ]
    talking = sum(_TALKS.search(prose, turn.content, turn.end) is not None for turn in turns)
    return turns if len(turns) >= _FEWEST and talking * _TALKING >= len(turns) else []


def _spoken(text: str, prose: str, labels: Sequence[Label], table: ActorTable) -> list[Label]:
    """The labels of turns among what looks like labels; empty where too few are sure."""
    words = Vocabulary(prose)
    asks = any(label.sort is Sort.ASKS for label in labels)
    surnames = {label.words[-1] for label in labels if len(label.words) > 1 or label.titled}
    fit = [label for label in labels if (asks if label.name is None else _can_speak(label, words, surnames, table))]
    sure = {label for label in fit if label.name is None or words.knows(label)}
    aloud = [label for label in fit if not _QUOTED.match(text, label.end)]  # no headlines (``Ada Obi: “No”``)
    times = Counter(label.key for label in aloud if label.name is not None and label.opens)
    often = {key for key, count in times.items() if count >= _FEWEST}
    if len(sure.intersection(aloud)) < _FEWEST and len(often) < _FEWEST:
        return []
    return [label for label in fit if label in sure or (label.opens and (label.key in often or _is_new(prose, label)))]


def _can_speak(label: Label, words: Vocabulary, surnames: set[str], table: ActorTable) -> bool:
    """Whether a name or role is no heading (*Ingredients*) and no place (*LONDON*), unless that is a surname here."""
    is_place = table.country(label.key) is not None and label.words[-1] not in surnames
    return not is_place and not words.is_heading(label)


def _is_new(prose: str, label: Label) -> bool:
    """Whether somebody speaks who has one turn only: with a full name, or asking (``Herald: Do you regret it?``)."""
    return len(label.words) > 1 or _ASKS.match(prose, label.end) is not None


def _turn(prose: str, label: Label, sentences: Sequence[Sentence], *, is_last: bool) -> Turn:
    """The turn of a label; ``sentences`` are those up to the next one."""
    end = _end(prose, label, sentences, is_last=is_last)
    return Turn(label.start, label.end, end, label.name, label.sort is Sort.ANSWERS, label.sort is Sort.ROLE)


def _end(prose: str, label: Label, sentences: Sequence[Sentence], *, is_last: bool) -> int:
    """Where a turn ends: before a remark on the conversation, or a paragraph that is not the speaker's.

    That is one that names the speaker; after the last turn, one without *I* or *we*.
    """
    end = label.end
    for paragraph, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        own = list(group)
        if end > label.end and paragraph != sentences[0].paragraph:
            told = own[0].start, own[-1].end
            if (label.name and _word(label.words[-1]).search(prose, *told)) or (
                is_last and not FIRST_PERSON_WORDS.search(prose, *told)
            ):
                return end
        for sentence in own:
            if _REMARK.match(prose, sentence.start):
                return end
            end = max(end, sentence.end)
    return end


@lru_cache(maxsize=1024)
def _word(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
