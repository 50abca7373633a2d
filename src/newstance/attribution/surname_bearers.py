"""What the articles of a corpus show of who bears a surname: is it the same person where it stands alone?

An article that names *Johnson* without a first name may mean *Boris Johnson*, another Johnson or a firm. Articles tell
by titles and appositions (*House Speaker Johnson*, *the carmaker Ford*) and by the pronouns that attribution found to
mean the name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from newstance.attribution.apposition import Kind, bearer
from newstance.attribution.genders import GENDERS
from newstance.attribution.names import Name
from newstance.attribution.speech_verbs import VERB

_SAID_HE: Final = re.compile(rf" (?:{VERB.pattern})(?: that)? (he|she)\b")
_ITS: Final = frozenset({"it", "its", "itself"})
_PAST: Final = ("former ", "ex ")
_ALMOST_ALWAYS: Final = 0.9
_HALF: Final = 0.5

Office = tuple[str, frozenset[str]]
"""A noun that a person is called by (*minister*), and the words before it (*foreign*)."""


@dataclass(slots=True)
class _Shown:
    """What is shown of a surname's bearer. ``articles`` are those that count, ``showing`` those that show a person."""

    articles: int = 0
    showing: int = 0
    genders: Counter[str] = field(default_factory=Counter)
    offices: set[Office] = field(default_factory=set)
    no_person: bool = False

    @property
    def gender(self) -> str | None:
        """The gender that the articles agree on; a stray pronoun does not count."""
        often = [gender for gender, n in self.genders.items() if n >= _ALMOST_ALWAYS * self.genders.total()]
        return often[0] if often else None

    @property
    def is_empty(self) -> bool:
        return not (self.articles or self.genders or self.offices or self.no_person)

    def add(self, other: "_Shown") -> None:
        self.articles += other.articles
        self.showing += other.showing
        self.genders += other.genders
        self.offices |= other.offices
        self.no_person |= other.no_person

    def fits(self, office: Office) -> bool:
        """Whether the bearer has such an office: not *foreign minister* where only a health minister is known."""
        noun, wanted = office
        had = [modifiers for known, modifiers in self.offices if known == noun]
        known = frozenset[str]().union(*had)
        return bool(had) and (not wanted or not known or not wanted.isdisjoint(known))


@dataclass(slots=True)
class _Article:
    """The surnames of one article: which stand behind a first name, alone, alone as an actor; what is shown of each."""

    id: str | None = None
    full: set[str] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    shown: defaultdict[str, _Shown] = field(default_factory=lambda: defaultdict(_Shown))


class SurnameBearers:
    """Gathers annotations; those of one article have to come one after the other, articles in any order.

    Args:
        limit: so many surnames, and offices of their bearers, are kept; beyond it nothing is known of any.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._article = _Article()
        self._known: defaultdict[str, _Shown] = defaultdict(_Shown)
        self._alone: defaultdict[str, _Shown] = defaultdict(_Shown)
        self._kept = 0

    def begin(self, article_id: str) -> None:
        """What is added from here on belongs to that article."""
        if article_id != self._article.id:
            self._end_article()
            self._article.id = article_id

    def add_name(self, text: str, name: Name, surname: str, *, full: bool) -> None:
        """A name in the sentence ``text``: ``full``, or a ``surname`` alone."""
        (self._article.full if full else self._article.alone).add(surname)
        found, shown = bearer(text, name), self._article.shown[surname]
        shown.offices.update(map(_office, filter(lambda kind: kind.is_role, found.kinds)))
        said = _SAID_HE.match(text, name.span.end)
        gender = found.gender or (said and GENDERS[said.group(1)])
        shown.genders.update([gender] if gender else ())
        shown.no_person |= found.person is False

    def add_actor(self, mention: Mapping[str, Any], surname: str, *, full: bool) -> None:
        """A mention in an opinion of the actor who is named in ``full``, or by the ``surname`` alone."""
        if not full:
            self._article.actors.add(surname)
        word, shown = mention["text"].casefold(), self._article.shown[surname]
        shown.genders.update([GENDERS[word]] if word in GENDERS else ())
        shown.no_person |= word in _ITS

    def one_person(self, surname: str) -> bool:
        """Whether the articles that name only the surname mean the person whom others name in full.

        Some article must go from the full name to the surname alone, and no fewer than name the surname alone. Of these
        at least half must show a person, by pronoun, title or office, and none another gender or office, or no person.
        """
        self._end_article()
        known, alone = self._known.get(surname), self._alone.get(surname)
        if known is None or alone is None or self._kept > self._limit or alone.no_person:
            return False
        usual = 0 < alone.articles <= known.articles and alone.showing >= _HALF * alone.articles
        return usual and set(alone.genders) <= {known.gender} and all(map(known.fits, alone.offices))

    def _end_article(self) -> None:
        article, self._article = self._article, _Article()
        for surname, shown in article.shown.items():
            if surname in article.full:
                shown.articles = int(surname in article.alone)
                self._keep(self._known, surname, shown)
            else:
                shown.articles = int(surname in article.actors)
                shown.showing = int(shown.articles and bool(shown.genders or shown.offices))
                self._keep(self._alone, surname, shown)

    def _keep(self, side: defaultdict[str, _Shown], surname: str, shown: _Shown) -> None:
        if shown.is_empty or self._kept > self._limit:
            return
        before = len(side[surname].offices) if surname in side else -1
        side[surname].add(shown)
        self._kept += len(side[surname].offices) - before


def _office(kind: Kind) -> Office:
    """A former president is called president too."""
    noun = kind.noun
    for past in _PAST:
        noun = noun.removeprefix(past)
    return noun, kind.modifiers
