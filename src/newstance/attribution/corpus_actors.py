"""Names of actors over a whole corpus: which of them stand for one actor, for a table that the user can look through.

``attribute`` names actors article by article, the same way in every one, so that a run can stop, go on and be divided.
What one article cannot tell (*Trump* without a first name, *Donald J. Trump*) is gathered here afterwards and written
as a table for ``--actors``. Conservative: a surname goes to a full name only if the corpus has one such name.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from newstance.attribution.actor_table import ActorTable
from newstance.attribution.names import is_body, tokens
from newstance.records import Annotation


class CorpusActors:
    """Counts actors' names and finds the aliases among them. The order in which annotations come does not matter.

    Args:
        limit: how many different names are kept; beyond it, new ones are only counted (``dropped``), so that memory
            stays bounded. Aliases are certain only where nothing was dropped.
        table: names that are settled already.
    """

    def __init__(self, limit: int = 500_000, table: ActorTable | None = None) -> None:
        self._limit, self._table = limit, table if table is not None else ActorTable.builtin()
        self.counts: Counter[str] = Counter()
        self.dropped = 0

    def add(self, annotations: Iterable[Annotation]) -> None:
        """Counts the actors of some annotations."""
        opinions = (opinion for annotation in annotations for opinion in annotation.opinions)
        for mention in (mention for opinion in opinions for mention in (opinion.speaker, opinion.target)):
            name = mention.actor if mention is not None else None
            if name is None or not name[:1].isupper():
                continue
            if name in self.counts or len(self.counts) < self._limit:
                self.counts[name] += 1
            else:
                self.dropped += 1

    def aliases(self) -> dict[str, str]:
        """Surname or variant → full name. Empty where names were dropped: a second bearer may be among them."""
        if self.dropped:
            return {}
        variants = self._variants()
        full_names = {variants.get(name, name) for name in self.counts if _is_full(name)}
        bearers: defaultdict[str, set[str]] = defaultdict(set)
        for name in full_names:
            bearers[tokens(name)[-1]].add(name)
        surnames = (name for name in self.counts if len(tokens(name)) == 1 and self._table.lookup(name) is None)
        single = {name: bearers[tokens(name)[0]] for name in surnames}
        return variants | {name: next(iter(found)) for name, found in single.items() if len(found) == 1}

    def write(self, path: Path) -> None:
        """Writes the aliases as a table for ``--actors``, with ``count`` of each name. Look it through before use."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("name", "actor", "count"))
            writer.writerows((name, actor, self.counts[name]) for name, actor in sorted(self.aliases().items()))

    def _variants(self) -> dict[str, str]:
        """Names that differ by a middle initial only (*Ada B. Obi*), where the corpus has just one initial for them."""
        spelled: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for name in filter(_is_full, self.counts):
            spelled[_without_initials(tokens(name))].add(name)
        found = {}
        for names in spelled.values():
            plain = [name for name in names if _without_initials(tokens(name)) == tokens(name)]
            others = names - set(plain)
            if len(plain) == 1 and len({tokens(name) for name in others}) == 1:
                found.update(dict.fromkeys(others, plain[0]))
        return found


def _is_full(name: str) -> bool:
    words = name.split()
    return len(tokens(name)) > 1 and all(word[0].isupper() for word in words) and not is_body(tokens(name))


def _without_initials(words: tuple[str, ...]) -> tuple[str, ...]:
    middle = tuple(word for word in words[1:-1] if len(word) > 1)
    return (words[0], *middle, words[-1])
