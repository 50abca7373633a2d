"""Forms of one name: which longer name of the article a shorter one of several words stands for.

``Sarmento Falcão`` is ``Benedita Sarmento Falcão``, ``Mercy Oduya`` is ``Mercy Wanjiru Oduya`` and ``Harlan Implement
Co`` is ``Harlan Implement``, as long as the article has only one such name.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from newstance.attribution.lexicon import LEGAL_FORMS
from newstance.attribution.names import Name, folded, is_body, without_generation

Key = tuple[str, ...]
_GENERATIONS: Final = frozenset({"jr", "sr"})
_SHORTEST: Final = 2
_SPELLED: Final = re.compile(r"(?<![\w-])(?<!\w[’'])[^\W\d_a-z][^\W\d_]*[a-z][^\W\d_]*(?:['’-](?!s\b)[^\W\d_]+)*")
_PART: Final = re.compile(r"(MC(?=[A-Z]{3}))?([^\W\d_])([^\W\d_]*)")
_PARTICLES: Final = frozenset(
    {"BIN", "DA", "DE", "DEL", "DEN", "DER", "DI", "DU", "IBN", "LA", "LE", "TER", "VAN", "VON"}
)
_INITIALS: Final = re.compile(r"(?:[A-Z]\.)+|[^AEIOUYaeiouy]+|[AEIOUY][A-Z]")
_LONGEST_ACRONYM: Final = 3


def is_short(words: Key) -> bool:
    """Whether a name is one word, or *Kennedy Jr*: a full name may explain it."""
    return len(words) == 1 or (len(without_generation(words)) == 1 and words[-1] in _GENERATIONS)


def endings(key: Key, length: int) -> set[Key]:
    """What a short form of a name can be of its last words: *Kennedy* and *Kennedy Jr* of *Robert F. Kennedy Jr*."""
    return {key[-length:], without_generation(key)[-length:]}


def middle(key: Key) -> Key:
    """The words of a person's name between the first and the last: *Mosquera* of *Patricio Mosquera Vélez*."""
    return key[1:-1] if not is_body(key) else ()


def ends_with(name: str, part: Key) -> bool:
    """Whether the last words of a body's name can stand for it: not where it says *of* them (*Bank of Ghana*)."""
    words = " ".join(part)
    return not folded(name).endswith((f" of {words}", f" for {words}", f" of the {words}"))


def fuller_names(names: Iterable[Name]) -> dict[Key, Name]:
    """For each name of several words the one that it is a form of; those that could be several are left out."""
    by_key = {name.tokens: name for name in reversed([*names])}
    fuller: dict[Key, set[Key]] = defaultdict(set)
    for key in by_key:
        for form in _forms(key):
            if form in by_key:
                fuller[form].add(key)
        if key[-1] in LEGAL_FORMS and key[:-1] in by_key:
            fuller[key].add(key[:-1])
    return {form: by_key[next(iter(found))] for form, found in fuller.items() if len(found) == 1}


def spelled_words(text: str) -> dict[str, str]:
    """How the text spells its words with a capital and small letters, by the words in capitals (*McDonald*)."""
    return {word.upper(): word for word in reversed(_SPELLED.findall(text))}


def in_small_letters(name: str, spellings: Mapping[str, str]) -> str:
    """A name in capitals (*KEIR LOWE*) as the text spells its words elsewhere, else *Keir Lowe*.

    Initials stay, and so does a lone short word, which may be an acronym (*JD Vance*, *ABC*).
    """
    words = name.split()
    if not name.isupper() or (len(words) == 1 and len(name) <= _LONGEST_ACRONYM and name not in spellings):
        return name
    return " ".join(spellings.get(word) or _small(word, is_first=not at) for at, word in enumerate(words))


def _small(word: str, *, is_first: bool) -> str:
    if word in _PARTICLES and not is_first:
        return word.lower()
    if _INITIALS.fullmatch(word):
        return word
    return _PART.sub(lambda part: (part[1] or "").capitalize() + part[2] + part[3].lower(), word)


def _forms(key: Key) -> set[Key]:
    """The shorter forms, of two words or more, of a person's name."""
    if len(key) <= _SHORTEST or is_body(key):
        return set()
    ends = {key[at:] for at in range(1, len(key) - _SHORTEST + 1)}
    return {*ends, (key[0], without_generation(key)[-1])} - {key}
