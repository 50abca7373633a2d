"""What the sentences before a pronoun tell of, where no opinion was about it: things, bodies and people."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from newstance.attribution.cast import Cast
from newstance.attribution.genders import is_owner
from newstance.attribution.layout import Layout
from newstance.attribution.lexicon import FUNCTION_WORDS, PERSON_WORDS
from newstance.attribution.thing_phrases import is_people
from newstance.attribution.thing_synonyms import SAME_SORT, SAME_THING
from newstance.attribution.thing_words import JUDGED
from newstance.records import Sentence, Span

_OPENING: Final = re.compile(r"(?:The|This|That|Its|Their|His|Her|An?) ((?:[\w-]+ ){0,4}[\w-]+)")
_SUBJECT: Final = re.compile(r"(?:The|This) ([a-z][\w-]+) (?:has|have|was|is|met|had|would|will|also|came|drew)\b")
_ARTICLE: Final = re.compile(r"\s*(?:The )?")
_DATELINE: Final = re.compile(r"[^.!?\n]{0,40}?(?: [-–—]|\))")
_WORD: Final = re.compile(r"\b[a-z][\w-]+")
_PEOPLE: Final = re.compile(r"\b[Tt]h(?:e|ese|ose) (?:\w+ )?([A-Z][a-z]+(?:ans|ians|is)|[a-z-]+s)\b(?! [A-Z])")
_LONGEST_OPENING: Final = 120
_REACH: Final = 600
_THINGS: Final = frozenset().union(*SAME_THING, SAME_SORT) | JUDGED


class Topics:
    """What the sentences of an article are about.

    Args:
        cast: the article's actors.
        layout: its sentences and quotations.
        name: the name of the actor that a noun or name at its place stands for.
    """

    def __init__(self, cast: Cast, layout: Layout, name: Callable[[Span], str]) -> None:
        self._cast, self._layout, self._name = cast, layout, name

    def opened_with(self, sentence: Sentence, end: int) -> str | None:
        """The thing or body that a sentence opens with, before ``end`` (*The agreement has critics*)."""
        if self._layout.is_quoted(sentence.start):
            return None
        start = self._layout.label_end(sentence.start) or sentence.start
        body = self._body(start, end)
        if body is not None:
            return self._name(body)
        head = _opening_noun(self._cast.text[start : min(end, sentence.end, start + _LONGEST_OPENING)].lstrip())
        return self._name(Span(end, end, head)) if head else None

    def judged_last(self, sentences: Iterable[Sentence], end: int) -> str | None:
        """The plan, text or work that the first of the sentences to name one names last before ``end``."""
        for sentence in sentences:
            words = _WORD.findall(self._cast.text, *_last_part(sentence, end))
            head = next((word for word in reversed(words) if word in JUDGED), None)
            if head is not None:
                return self._name(Span(end, end, head))
        return None

    def people(self, sentence: Sentence, end: int) -> str | None:
        """The people whom a sentence points to last before ``end`` (*the Norwegians*, *those two farmers*)."""
        found = list(_PEOPLE.finditer(self._cast.text, *_last_part(sentence, end)))
        people = (noun for noun in reversed(found) if noun.group(1)[0].isupper() or is_people(noun.group(1)))
        last = next(people, None)
        return self._name(Span(*last.span(1), last.group(1))) if last is not None else None

    def _body(self, start: int, end: int) -> Span | None:
        """The body that is the subject of the sentence at ``start``; not the place of a dateline."""
        opening = _ARTICLE.match(self._cast.text, start)
        start = opening.end() if opening else start
        first = next(iter(self._cast.mentioned_in(start, min(end, start + 1))), None)
        if first is None or first.person is not False or is_owner(self._cast.text, start):
            return None
        stop = start + len(first.name)
        is_dateline = self._cast.text[start:stop].isupper() and _DATELINE.match(self._cast.text, stop)
        return None if is_dateline else Span(start, stop, first.name)


def _last_part(sentence: Sentence, end: int) -> tuple[int, int]:
    """The bounds of what a sentence says last before ``end``; some texts have no sentences but one."""
    last = min(end, sentence.end)
    return max(sentence.start, last - _REACH), last


def _opening_noun(text: str) -> str | None:
    """The noun for a thing that heads the noun phrase which ``text`` opens with."""
    opening = _OPENING.match(text)
    head = None
    for word in opening.group(1).split() if opening else ():
        if word in FUNCTION_WORDS or word.endswith("ed"):
            break
        if word in _THINGS and word not in PERSON_WORDS and not is_people(word):
            head = word
    subject = _SUBJECT.match(text)
    if head is None and subject and subject.group(1) not in PERSON_WORDS:
        return subject.group(1)
    return head
