"""Sentences of an article: blingfire's boundaries, repaired, with offsets into the article's text.

Blingfire (Microsoft, MIT) splits 180,000 sentences a second on one core. Source of the algorithm: finite-state
rules compiled from the Penn Treebank conventions, https://github.com/microsoft/BlingFire.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import blingfire

from newstance.records import Article, Sentence
from newstance.sentences.paragraphs import paragraph_spans
from newstance.sentences.repairs import repaired

MAX_CHARACTERS: Final = 1500
"""No sentence is longer; tables and endless lines are cut at whitespace."""

_UNREADABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Line breaks and characters that blingfire stumbles over; each becomes one blank, so that offsets hold."""


def split_sentences(article: Article) -> list[Sentence]:
    """The sentences of an article in reading order, without surrounding whitespace, paragraphs counted from 0.

    ``article.text[s.start:s.end] == s.text`` holds for each, and every character outside them is whitespace. Time
    grows linearly with the text.
    """
    sentences: list[Sentence] = []
    for paragraph, (start, end) in enumerate(paragraph_spans(article.text)):
        for first, last in sentence_spans(article.text[start:end]):
            text = article.text[start + first : start + last]
            sentences.append(Sentence(article.id, len(sentences), paragraph, start + first, start + last, text))
    return sentences


def sentence_spans(paragraph: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of one paragraph; line breaks in it count as blanks."""
    text = _UNREADABLE.sub(" ", paragraph)
    cuts = [0, *repaired(text, _blingfire_starts(text)), len(text)]
    for start, end in pairwise(cuts):
        for piece in _pieces(text, start, end):
            yield from _trimmed(paragraph, *piece)


def _blingfire_starts(text: str) -> list[int]:
    """Where a sentence starts according to blingfire, the first one left out."""
    _, spans = blingfire.text_to_sentences_and_offsets(text)
    return [start for start, _ in spans[1:]]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch in pieces of at most ``MAX_CHARACTERS``, cut at the last blank that allows it, else anywhere."""
    while end - start > MAX_CHARACTERS:
        blank = text.rfind(" ", start + 1, start + MAX_CHARACTERS)
        cut = blank if blank > start else start + MAX_CHARACTERS
        yield start, cut
        start = cut
    yield start, end


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without surrounding whitespace; nothing if it is all whitespace."""
    piece = text[start:end]
    if stripped := piece.strip():
        start += len(piece) - len(piece.lstrip())
        yield start, start + len(stripped)
