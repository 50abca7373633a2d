"""Counts over all annotations, taken in one pass; memory grows with the names in the news, not with its length."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from newstance.records import Annotation, Article, Mention, Opinion
from newstance.report.dates import day_in

EARLIEST_YEAR = 1600
"""The first newspapers; a date before them is a fault of the source, not a date."""

Stances = Counter[str]
"""How often each stance occurs."""


def _by_name() -> defaultdict[str, Stances]:
    return defaultdict(Counter)


def _next_year() -> int:
    return date.today().year + 1


@dataclass(slots=True)
class Tally:
    """How often what occurs. ``claims``, ``outlets`` and ``days`` count sentences, the others opinions.

    ``undated`` are the articles without a date that is understood.

    ``latest_year`` is the last in which an article can have appeared: next year's, for what is dated ahead.
    """

    latest_year: int = field(default_factory=_next_year)
    sentences: Stances = field(default_factory=Counter)
    claims: defaultdict[str, Stances] = field(default_factory=_by_name)
    outlets: defaultdict[str, Stances] = field(default_factory=_by_name)
    days: defaultdict[date, Stances] = field(default_factory=lambda: defaultdict(Counter))
    speakers: defaultdict[str, Stances] = field(default_factory=_by_name)
    targets: defaultdict[str, Stances] = field(default_factory=_by_name)
    pairs: defaultdict[tuple[str, str], Stances] = field(default_factory=lambda: defaultdict(Counter))
    models: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)
    undated: set[str] = field(default_factory=set)
    uncertain: int = 0
    opinions: int = 0

    def add(self, annotation: Annotation, article: Article | None) -> None:
        """Counts one sentence and its opinions; ``article`` gives its outlet and date where they are known."""
        self.sentences[annotation.stance] += 1
        self.claims[annotation.claim][annotation.stance] += 1
        self.uncertain += annotation.uncertain
        self.models[annotation.model] += 1
        self.articles.add(annotation.sentence.article_id)
        self._place(annotation, article)
        for opinion in annotation.opinions:
            self._add_opinion(opinion)

    def _place(self, annotation: Annotation, article: Article | None) -> None:
        day = day_of(article, self.latest_year)
        if day is None:
            self.undated.add(annotation.sentence.article_id)
        else:
            self.days[day][annotation.stance] += 1
        if article and article.outlet:
            self.outlets[article.outlet][annotation.stance] += 1

    def _add_opinion(self, opinion: Opinion) -> None:
        self.opinions += 1
        speaker, target = name_of(opinion.speaker), name_of(opinion.target)
        if speaker:
            self.speakers[speaker][opinion.stance] += 1
        if target:
            self.targets[target][opinion.stance] += 1
        if speaker and target:
            self.pairs[speaker, target][opinion.stance] += 1


def name_of(mention: Mention | None) -> str | None:
    """The actor behind a mention; None where nobody is named, or by a pronoun that stays open (*I* of any article)."""
    return " ".join(mention.actor.split()) or None if mention and mention.actor else None


def day_of(article: Article | None, latest_year: int) -> date | None:
    """The day of an article; None where its date is missing or has no form that is understood.

    None also where the year is one in which no article can have appeared (``9999-12-31`` stands for *no end*).
    """
    day = day_in(article.date) if article and article.date else None
    return day if day and EARLIEST_YEAR <= day.year <= latest_year else None
