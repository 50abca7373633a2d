"""Where an article mentions persons other than by pronouns: by name, by role, or by a noun where they have no name."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from newstance.attribution.actor import Actor
from newstance.attribution.apposition import gender_of
from newstance.attribution.cast import Cast
from newstance.attribution.lexicon import FUNCTION_WORDS, OFFICES, PERSON_WORDS, ROLES

WithRole = Callable[[str, int], Actor | None]
"""Who is called so at a position."""

_NOUNS: Final = r"((?:[a-z][\w-]* ){0,2}[a-z][\w-]*)\b"
_ROLE_PHRASE: Final = re.compile(rf"\b(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) {_NOUNS}")
_NOT_SAID_OF: Final = r"(?<!\bis )(?<!\bwas )(?<!\bbe )(?<!\bas )(?<!\blike )"
_NEW_PHRASE: Final = re.compile(
    rf"(?:{_NOT_SAID_OF}\b(?:[Aa]n?|[Oo]ne|[Aa]nother)|\b(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Mm]y|[Oo]ur)|['’]s)"
    rf" (?:[A-Z][\w-]+ )?{_NOUNS}(?!['’])"
)
_NAME_FOLLOWS: Final = re.compile(r" [A-Z]|, (?:[a-z-]+ ){0,4}[A-Z]")
_NAME_BEFORE: Final = re.compile(r"[A-Z]\w+, $")
_OPENS: Final = re.compile(r"(?:[.!?:,][”\"]?\s|year-old |\n)$")
_GOES_ON: Final = re.compile(r",| [a-z]")
_REACH: Final = 30
_LONGEST_NAME: Final = 4


def named_persons(cast: Cast) -> Iterator[tuple[int, Actor]]:
    """Where persons, and those who may be persons, are named."""
    may_be = {actor: _may_be_person(cast.text, actor) for actor in cast.actors if actor.person is None}
    return ((at, actor) for at, actor in cast.mentions if actor.person or may_be.get(actor))


def called_by_role(cast: Cast, with_role: WithRole) -> Iterator[tuple[int, Actor]]:
    """Mentions of named persons by their role (*the minister*)."""
    nouns = {noun for actor in cast.actors if actor.person for noun in actor.kinds} & ROLES
    for phrase in _ROLE_PHRASE.finditer(cast.text):
        words = phrase.group(1).split()
        length = next((at for at, word in enumerate(words, 1) if word in nouns), None)
        role = " ".join(words[:length])
        named = _NAME_FOLLOWS.match(cast.text, phrase.start(1) + len(role))
        actor = with_role(role, phrase.start(1)) if length and not named else None
        if actor is not None and actor.person:
            yield phrase.start(1), actor


def nameless_persons(cast: Cast, with_role: WithRole) -> Iterator[tuple[int, Actor]]:
    """Mentions of persons who bear no name (*a former manager*, *his lawyer*, *the mayor*); such an actor has no key.

    Whom *the* points to may be somebody with a name (*the singer*); only an office that nobody named holds is new.
    """
    for phrase in _NEW_PHRASE.finditer(cast.text):
        noun = _person_phrase(phrase.group(1))
        start, end = phrase.start(1), phrase.start(1) + len(noun)
        pointed = phrase.group()[:4].casefold() == "the " and noun.split(" ")[-1] not in OFFICES
        if not noun or pointed or _NAME_FOLLOWS.match(cast.text, end):
            continue
        opening = max(0, phrase.start() - _REACH)
        if not _NAME_BEFORE.search(cast.text, opening, phrase.start()) and with_role(noun, start) is None:
            yield start, Actor(noun, (), person=True, gender=gender_of([noun]))


def _person_phrase(words: str) -> str:
    """The words up to the noun for a person that ends them (*chief minister*); empty where none does."""
    known = [word in PERSON_WORDS for word in words.split()]
    if True not in known:
        return ""
    first = known.index(True)
    last = known.index(False, first) if False in known[first:] else len(known)
    return " ".join(words.split()[:last])


def _may_be_person(text: str, actor: Actor) -> bool:
    """Whether a name of which the article does not tell can be a person's: a subject's, or shortened to a surname."""
    if not 1 < len(actor.key) <= _LONGEST_NAME or actor.key[0] in FUNCTION_WORDS:
        return False
    first, surname = actor.name.split()[0], actor.name.split()[-1]
    if any(text.startswith(first, at) and not text.startswith(actor.name, at) for at in actor.mentions):
        return False  # a firm's
    return any(
        text.startswith(surname, at)
        or (_OPENS.search(text, max(0, at - _REACH), at) and _GOES_ON.match(text, at + len(actor.name)))
        for at in actor.mentions
    )
