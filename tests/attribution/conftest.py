"""An article as the model leaves it: opinions with spans, without actors."""

from collections.abc import Callable

import pytest

from newstance.records import Annotation, Article, Mention, Opinion, Sentence, Span

Told = tuple[int, str | None, str | None]
Setup = tuple[Article, list[Sentence], list[Annotation]]


@pytest.fixture
def told() -> Callable[..., Setup]:
    """``told([paragraph, …], (sentence, speaker, target), …)``: sentences are divided by `` | `` within paragraphs."""
    return build


def build(paragraphs: list[str], *opinions: Told) -> Setup:
    text, sentences = "", []
    for number, paragraph in enumerate(paragraphs):
        for part in paragraph.split(" | "):
            sentences.append(Sentence("a", len(sentences), number, len(text), len(text) + len(part), part))
            text += part + " "
        text = text.rstrip(" ") + "\n\n"
    annotations = [annotation(sentence, [o for o in opinions if o[0] == sentence.index]) for sentence in sentences]
    return Article("a", text), sentences, annotations


def annotation(sentence: Sentence, opinions: list[Told]) -> Annotation:
    found = tuple(Opinion("critical", mention(sentence, told[1]), mention(sentence, told[2])) for told in opinions)
    return Annotation(sentence, "neutral", {}, "none", {}, False, found, False, "test")


def mention(sentence: Sentence, words: str | None) -> Mention | None:
    if words is None:
        return None
    at = sentence.start + sentence.text.index(words)
    return Mention(Span(at, at + len(words), words))
