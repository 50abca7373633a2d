"""Forms of one name: which longer name of the article a shorter one of several words stands for.

``Sarmento Falcão`` is ``Benedita Sarmento Falcão``, ``Mercy Oduya`` is ``Mercy Wanjiru Oduya`` and ``Harlan Implement
Co`` is ``Harlan Implement``, as long as the article has only one such name.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from newstance.attribution.lexicon import LEGAL_FORMS
from newstance.attribution.names import Name, folded, is_body, without_generation

Key = tuple[str, ...]
_GENERATIONS: Final = frozenset({"jr", "sr"})
_SHORTEST: Final = 2


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


def _forms(key: Key) -> set[Key]:
    """The shorter forms, of two words or more, of a person's name."""
    if len(key) <= _SHORTEST or is_body(key):
        return set()
    ends = {key[at:] for at in range(1, len(key) - _SHORTEST + 1)}
    return {*ends, (key[0], without_generation(key)[-1])} - {key}
