"""One actor of an article, and what the article calls it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from newstance.attribution.apposition import Kind
from newstance.attribution.lexicon import BODY_WORDS, BUSINESS_WORDS, TITLES


@dataclass(slots=True, eq=False)
class Actor:
    """One actor. ``kinds`` are the nouns that the article calls it (*minister*, *union*), with their modifiers.

    ``person`` is None where the text does not tell; ``mentions`` are offsets of its names, in order.
    """

    name: str
    key: tuple[str, ...]
    person: bool | None = None
    gender: str | None = None
    kinds: dict[str, set[str]] = field(default_factory=dict)
    mentions: list[int] = field(default_factory=list)

    def learn(self, kinds: Iterable[Kind], person: bool | None, gender: str | None = None) -> None:
        """Adds what one mention's surroundings say."""
        for kind in kinds:
            self.kinds.setdefault(kind.noun, set()).update(kind.modifiers)
        self.person = person if self.person is None else self.person or bool(person)
        self.gender = self.gender or gender

    @property
    def has_role(self) -> bool:
        """Whether the article says what the person is."""
        return any(Kind(noun).is_role for noun in self.kinds)

    def forget_others(self) -> None:
        """Drops what only a body can be called where this is a person, and the other way round."""
        if self.person is not None:
            fits = _says_person if self.person else _says_body
            self.kinds = {noun: modifiers for noun, modifiers in self.kinds.items() if fits(noun)}


def _says_person(noun: str) -> bool:
    return Kind(noun).is_role or noun in TITLES


def _says_body(noun: str) -> bool:
    return noun in BODY_WORDS | BUSINESS_WORDS or not _says_person(noun)
