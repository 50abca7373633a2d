"""What *he*, *she*, *his* and *her* say in their own sentence: who they cannot be, and who is *she* and who *he*."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from newstance.attribution.actor import Actor
from newstance.attribution.apposition import HE, SHE, gender_of
from newstance.attribution.layout import Layout
from newstance.attribution.lexicon import FUNCTION_WORDS, PERSON_WORDS
from newstance.records import Sentence, Span

GENDERS: Final = {"he": HE, "him": HE, "his": HE, "himself": HE, "she": SHE, "her": SHE, "hers": SHE, "herself": SHE}
_GENDERED: Final = re.compile(r"\b(?:" + "|".join(GENDERS) + r")\b", re.IGNORECASE)
_OPEN_PHRASE: Final = frozenset(
    {"few", "first", "five", "former", "four", "last", "least", "many", "most", "nine", "once", "one", "only", "other"}
    | {"same", "second", "seven", "several", "six", "so-called", "ten", "third", "three", "two"}
)
"""Function words that can follow *her* within its noun phrase (*her first visit*)."""
_NOUN_FOLLOWS: Final = re.compile(
    r" (?!(?:" + "|".join(sorted(FUNCTION_WORDS - _OPEN_PHRASE)) + r")\b)[\w“\"]", re.IGNORECASE
)
_CLAUSE: Final = re.compile(
    r"[,;:—“”\"]|\b(?:that|who|which|whom|whose|and|but|when|while|after|before|as|because|if|to|than|for|of)\b"
)
_NAME_AND_COMMA: Final = re.compile(r"[\w’'.-]+(?: [\w’'.-]+){0,4}, ")
_OWNER: Final = re.compile(r"[\w.-]+(?: [\w.-]+){0,4}?['’]s?\b")
_NOUN: Final = re.compile(r"\b[a-z]+\b")
_LONGEST_CLAUSE: Final = 120


def pronouns(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The pronouns of a gender in ``text[start:end]``."""
    for found in _GENDERED.finditer(text, start, len(text) if end is None else end):
        yield Span(*found.span(), found.group())


def is_object(text: str, pronoun: Span) -> bool:
    """Whether the pronoun is *him*, or *her* with no noun after it."""
    word = pronoun.text.casefold()
    return word == "him" or (word == "her" and _NOUN_FOLLOWS.match(text, pronoun.end) is None)


def is_owner(text: str, name: int) -> bool:
    """Whether the name at ``name`` is a possessive (*Obi's party*)."""
    return _OWNER.match(text, name) is not None


def excludes(text: str, name: int, pronoun: Span) -> bool:
    """Whether the pronoun cannot be whom the sentence names at ``name``.

    In *Obi, her aide*, Obi is somebody else's; in *Obi called her*, an object in the subject's own clause would be
    *herself* (principle B of Chomsky's binding theory).
    """
    if not name < pronoun.start < name + _LONGEST_CLAUSE:
        return False
    if is_object(text, pronoun):
        return _CLAUSE.search(text, name, pronoun.start) is None
    owner = pronoun.text.casefold() in {"his", "her"}
    return owner and _NAME_AND_COMMA.fullmatch(text, name, pronoun.start) is not None


def somebody_else(text: str, person: Actor, start: int, end: int, gender: str | None = None) -> int | None:
    """Where somebody without a name comes up (*the suspect*), whom pronouns (of a ``gender``) may mean from there."""
    nouns = (noun for noun in _NOUN.finditer(text, start, end) if noun.group() in PERSON_WORDS)
    own = {kind.split(" ")[-1] for kind in person.kinds}
    others = (noun for noun in nouns if noun.group() not in own)
    fitting = (noun for noun in others if gender is None or gender_of([noun.group()]) in {None, gender})
    return next((noun.start() for noun in fitting), None)


def own_gender(text: str, layout: Layout, sentence: Sentence, people: Sequence[tuple[int, Actor]]) -> str | None:
    """What the pronouns of a sentence say of the person whom it names first.

    They count up to where somebody else comes up, named (``people``: all mentions, in order) or not (*the suspect*),
    whom pronouns may mean from there; not if they can be those of somebody whom the sentence means already (*her
    deputy, Tom Roe, said she …*). *him* and *her* may always be somebody else.
    """
    place, person = people[0]
    if is_owner(text, place):
        return None
    end = next((at for at, other in people if other is not person), sentence.end)
    ends = {gender: somebody_else(text, person, place, end, gender) or end for gender in (HE, SHE)}
    before = {GENDERS[word.text.casefold()] for word in _outside(text, layout, sentence.start, place)}
    own = {
        GENDERS[word.text.casefold()]
        for word in _outside(text, layout, place, end)
        if not is_object(text, word) and not excludes(text, place, word)
        if word.start < ends[GENDERS[word.text.casefold()]]
    }
    return own.pop() if len(own) == 1 and own.isdisjoint(before) else None


def _outside(text: str, layout: Layout, start: int, end: int) -> Iterator[Span]:
    """The pronouns outside quotations."""
    return (word for word in pronouns(text, start, end) if not layout.is_quoted(word.start))
