"""Names of actors over a whole corpus: which of them stand for one actor.

``attribute`` names actors article by article, so that a run can stop, go on and be divided. What one article cannot
tell (*Obi* without a first name, *Zelenskiy* beside *Zelenskyy*, *NRM* without its full name) is gathered here from the
finished annotations. Conservative: a surname goes to a full name only if the corpus has one bearer (in its sentences,
not only among its actors) and its articles show that he or she is meant (``surname_bearers``), an acronym only if the
corpus introduces it in brackets, always for the same name; what the user's or newstance's table has is settled.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from newstance.attribution.acronyms import introduced
from newstance.attribution.actor_table import ActorTable
from newstance.attribution.names import folded, is_body, names_in, tokens, without_generation
from newstance.attribution.surname_bearers import SurnameBearers

LIMIT: Final = 200_000
"""So many different names of actors are kept, and as many full names of the sentences."""

_SPELLINGS: Final = (
    (re.compile(r"sk(?:iy|yy|ii|yi|ij|yj|i|y)$"), "sky"),
    (re.compile(r"v(?:ich|ych|itch)$"), "vich"),
)
_SHORTEST_RESPELLED: Final = 6


class CorpusActors:
    """Counts actors' names and finds the aliases among them.

    Annotations of one article have to come one after the other; else their order does not matter.

    Args:
        table: names that are settled already.
        limit: how many different names are kept; beyond it, new ones are only counted (``dropped``), so that memory
            stays bounded. Then nothing is merged: a second bearer may be among them. It also limits the full names in
            the sentences, and what is known of those who bear a surname; beyond it no surname is merged.
    """

    def __init__(self, table: ActorTable | None = None, limit: int = LIMIT) -> None:
        self._limit, self._table = limit, table if table is not None else ActorTable.builtin()
        self.counts: Counter[str] = Counter()
        self.dropped = 0
        self._introduced: defaultdict[str, set[str]] = defaultdict(set)
        self._people: set[tuple[str, ...]] = set()
        self._bearers = SurnameBearers(limit)

    def add(self, annotation: Mapping[str, Any]) -> None:
        """Counts the actors of one annotation, as it is written."""
        self._bearers.begin(annotation["article_id"])
        for mention in _meant(annotation):
            name = mention["actor"]
            if not name[:1].isupper():
                continue
            if name in self.counts or len(self.counts) < self._limit:
                self.counts[name] += 1
            else:
                self.dropped += 1
            if (surname := _bears(name)) is not None:
                self._bearers.add_actor(mention, surname, full=len(tokens(name)) > 1)
        if "(" in annotation["text"] and len(self._introduced) < self._limit:
            for letters, span in introduced(annotation["text"]):
                self._introduced[letters].add(span.text)
        if len(self._people) <= self._limit:
            self._add_names(annotation["text"])

    def _add_names(self, text: str) -> None:
        for name in names_in(text):
            full, surname = _is_full(name.span.text), _bears(name.span.text)
            if full:
                self._people.add(_spelling(name.span.text))
            if surname is not None:
                self._bearers.add_name(text, name, surname, full=full)

    def aliases(self) -> dict[str, str]:
        """Name → name of the actor in the whole corpus, for the names that change. Empty where names were dropped."""
        if self.dropped:
            return {}
        free = [name for name in self.counts if self._table.lookup(name) is None]
        same = self._spelled_alike(free)
        settled = sorted({same.get(name, name) for name in free})
        further = self._surnames(settled) | self._acronyms(settled)
        return {name: actor for name in free if (actor := _followed(name, same, further)) != name}

    def _spelled_alike(self, names: Iterable[str]) -> dict[str, str]:
        """Name → the commonest spelling of it, one without middle initials first."""
        groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in names:
            groups[_spelling(name)].append(name)
        found = {}
        for group in groups.values():
            several = len({_initials(name) for name in group} - {()}) > 1
            alike = [name for name in group if not (several and _initials(name))]
            best = min(alike, key=lambda name: (len(_initials(name)), -self.counts[name], name), default="")
            found.update({name: best for name in alike if name != best})
        return found

    def _surnames(self, names: Iterable[str]) -> dict[str, str]:
        """Surname → the only full name that ends with it, if its bearer is meant.

        It stays where a commoner name begins with it (*Ford Motor*).
        """
        if len(self._people) > self._limit:
            return {}
        bearers: defaultdict[str, list[str]] = defaultdict(list)
        heads: defaultdict[str, int] = defaultdict(int)
        surnames = []
        for name in names:
            words = _spelling(name)
            if len(words) == 1:
                surnames.append((name, words[0]))
                continue
            heads[words[0]] = max(heads[words[0]], self.counts[name])
            if _is_full(name):
                bearers[_surname(words)].append(name)
        lone = self._without_namesakes({word: full[0] for word, full in bearers.items() if len(full) == 1})
        found = ((name, word, lone[word]) for name, word in surnames if word in lone)
        fitting = (each for each in found if heads[each[1]] <= self.counts[each[2]])
        return {name: full for name, word, full in fitting if self._bearers.one_person(word)}

    def _without_namesakes(self, lone: Mapping[str, str]) -> dict[str, str]:
        """The surnames that no other full name in the sentences ends with (*Outgoing Ada Obi* is no other)."""
        known = ((_surname(words), words) for words in self._people if _surname(words) in lone)
        shared = {surname for surname, words in known if not _ends_alike(words, _spelling(lone[surname]))}
        return {word: full for word, full in lone.items() if word not in shared}

    def _acronyms(self, names: Iterable[str]) -> dict[str, str]:
        """Acronym → the name that the corpus introduces it for; it has to be an actor too."""
        known = {tokens(name): name for name in names}
        found = {}
        for letters, meant in self._introduced.items():
            actors = {known.get(tokens(name)) for name in meant}
            actor = actors.pop() if len(actors) == 1 else None
            if actor is not None and letters != actor:
                found[letters] = actor
        return found


def _meant(annotation: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The mentions of an annotation's opinions that have an actor."""
    mentions = (opinion[side] for opinion in annotation["opinions"] for side in ("speaker", "target"))
    return [mention for mention in mentions if mention is not None and mention["actor"] is not None]


def renamed(annotation: dict[str, Any], aliases: Mapping[str, str]) -> dict[str, Any]:
    """The annotation with its actors' names in the corpus; it is changed in place."""
    for mention in (opinion[side] for opinion in annotation["opinions"] for side in ("speaker", "target")):
        if mention is not None and mention["actor"] in aliases:
            mention["actor"] = aliases[mention["actor"]]
    return annotation


def _followed(name: str, same: Mapping[str, str], further: Mapping[str, str]) -> str:
    name = same.get(name, name)
    return further.get(name, name)


def _is_full(name: str) -> bool:
    """Whether a name can be a person's full name."""
    words = name.split()
    return len(tokens(name)) > 1 and all(word[0].isupper() for word in words) and not is_body(tokens(name))


def _bears(name: str) -> str | None:
    """The surname, in its one spelling, of a full name or of a name of one word; None of what can be neither."""
    words = _spelling(name)
    return _surname(words) if len(words) == 1 or _is_full(name) else None


def _ends_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one name ends with the whole of the other."""
    length = min(len(one), len(other))
    return one[-length:] == other[-length:]


def _initials(name: str) -> tuple[str, ...]:
    """The middle initials of a full name."""
    return tuple(word for word in tokens(name)[1:-1] if len(word) == 1) if _is_full(name) else ()


def _spelling(name: str) -> tuple[str, ...]:
    """The words of a name, the same for its spellings (*Zelenskiy*, *Zelenskyy*), without middle initials."""
    words = tokens(name) or (folded(name),)
    person = len(words) == 1 or _is_full(name)
    middle = tuple(word for word in words[1:-1] if len(word) > 1 or not person)
    last = _respelled(words[-1]) if person else words[-1]
    return (words[0], *middle, last) if len(words) > 1 else (last,)


def _surname(words: tuple[str, ...]) -> str:
    """The surname of a full name that is spelled so (*Kennedy* of *Robert Kennedy Jr*)."""
    return without_generation(words)[-1]


def _respelled(surname: str) -> str:
    """Slavic surnames have several spellings in Latin letters; here they have one."""
    if len(surname) < _SHORTEST_RESPELLED:
        return surname
    for ending, plain in _SPELLINGS:
        surname, changed = ending.subn(plain, surname)
        if changed:
            break
    return surname
