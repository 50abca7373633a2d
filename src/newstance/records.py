"""The records that flow through newstance: articles and sentences in, annotations out, examples for training.

All offsets are Unicode code points, half open: ``text[start:end]``. Gold data, predictions and output share
``Opinion`` and ``Mention``, so that one scorer and one writer serve all three.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: ``text == whole[start:end]``."""

    start: int
    end: int
    text: str

    def shifted(self, by: int) -> "Span":
        """The same words, counted from a point ``by`` code points earlier."""
        return Span(self.start + by, self.end + by, self.text)

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Mention:
    """A speaker or target as it stands in the text, and the actor behind it where that is known.

    ``elsewhere`` is true where the sentence does not name it and ``span`` lies in another sentence of the article.
    """

    span: Span
    actor: str | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """A speaker takes a stance toward a target. ``prob`` is 1.0 for gold opinions."""

    stance: str
    speaker: Mention | None
    target: Mention | None
    prob: float = 1.0


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as read. ``extra`` holds the input's other keys, which are carried through."""

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    url: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article: ``article.text[start:end] == text``. ``index`` counts from 0."""

    article_id: str
    index: int
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """What newstance says of one sentence. Spans of ``opinions`` are offsets into the article's text."""

    sentence: Sentence
    stance: str
    stance_probs: Mapping[str, float]
    claim: str
    claim_probs: Mapping[str, float]
    uncertain: bool
    opinions: tuple[Opinion, ...]
    quoted: bool
    model: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A question to the stance head and its gold answer: which stance does ``speaker`` take toward ``target``?

    ``None`` asks with the learned *unknown* vector. Spans are offsets into the sentence.
    """

    speaker: Span | None
    target: Span | None
    stance: str


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled sentence. ``None`` means that the corpus lacks the layer, which then trains and scores nothing.

    ``stance`` is the sentence's own (main) stance; ``pairs`` are asked one by one; ``speakers`` and ``targets`` are
    *all* spans of their kind; ``opinions`` are complete gold opinions, the main one first, with spans into ``text``.
    ``group`` is the article or source that must not be divided between splits; ``place`` is file and line.
    """

    id: str
    corpus: str
    text: str
    group: str
    place: str
    stance: str | None = None
    claim: str | None = None
    speakers: tuple[Span, ...] | None = None
    targets: tuple[Span, ...] | None = None
    opinions: tuple[Opinion, ...] | None = None
    pairs: tuple[Pair, ...] = ()
