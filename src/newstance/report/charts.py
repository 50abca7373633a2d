"""What the charts and tables of the page show: names with their mix of stances, columns over time, who → whom."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from newstance.labels import NEUTRAL, STANCES
from newstance.report.tally import Stances

MOST_COLUMNS = 48
"""Over this many days the time chart counts weeks, over this many weeks months, then years."""


@dataclass(frozen=True, slots=True)
class Share:
    """One stance's part of a whole; ``percent`` is from 0 to 100."""

    stance: str
    count: int
    percent: float


@dataclass(frozen=True, slots=True)
class Row:
    """A name and how often each stance occurs with it."""

    name: str
    counts: Mapping[str, int]
    href: str | None = None

    @property
    def total(self) -> int:
        """How often the name occurs."""
        return sum(self.counts.values())

    @property
    def shares(self) -> tuple[Share, ...]:
        """The stances that occur, in the codebook's order."""
        total = self.total
        return tuple(Share(s, self.counts[s], 100 * self.counts[s] / total) for s in STANCES if self.counts.get(s))

    @property
    def words(self) -> str:
        """The mix in words: ``4 critical, 1 supportive``, the most frequent first."""
        return ", ".join(f"{share.count} {share.stance}" for share in sorted(self.shares, key=lambda s: -s.count))

    @property
    def only(self) -> str | None:
        """The stance that all share; None where they differ."""
        return self.shares[0].stance if len(self.shares) == 1 else None

    @property
    def taking(self) -> int:
        """How many are not neutral."""
        return self.total - self.counts.get(NEUTRAL, 0)


@dataclass(frozen=True, slots=True)
class Top:
    """The most frequent rows and how many rows there are in all; ``most`` is the total of the greatest."""

    rows: tuple[Row, ...]
    of: int

    @property
    def most(self) -> int:
        """The total of the greatest row: the full width of a bar."""
        return max((row.total for row in self.rows), default=1)

    @property
    def leader(self) -> Row | None:
        """The first row, if it occurs more than once and more often than the second; else nobody leads."""
        totals = [*(row.total for row in self.rows[:2]), 1]
        return self.rows[0] if self.rows and totals[0] > totals[1] else None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Sentences over time: one row a day, week, month or year (``step``), empty ones included."""

    step: str
    rows: tuple[Row, ...]

    @property
    def most(self) -> int:
        """Sentences that take a stance in the fullest row: the full height of a column."""
        return max(1, *(row.taking for row in self.rows))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who takes which stance toward whom: a row for each speaker, a column for each target."""

    speakers: tuple[str, ...]
    targets: tuple[str, ...]
    cells: Mapping[tuple[str, str], Row]


def top(counts: Mapping[str, Stances], limit: int) -> Top:
    """The ``limit`` names that occur most often; ties in alphabetical order."""
    rows = sorted((Row(name, stances) for name, stances in counts.items()), key=lambda row: (-row.total, row.name))
    return Top(tuple(rows[:limit]), len(rows))


def top_pairs(pairs: Mapping[tuple[str, str], Stances], limit: int) -> list[tuple[str, str, Row]]:
    """The ``limit`` most frequent (speaker, target) pairs with their row."""
    ranked = sorted(pairs, key=lambda pair: (-pairs[pair].total(), pair))
    return [(*pair, Row(" → ".join(pair), pairs[pair])) for pair in ranked[:limit]]


def matrix(pairs: Mapping[tuple[str, str], Stances], limit: int) -> Matrix:
    """The ``limit`` targets of most opinions, by the ``limit`` speakers with most opinions toward these targets."""
    targets = _leaders(((target, stances.total()) for (_, target), stances in pairs.items()), limit)
    toward = {pair: stances for pair, stances in pairs.items() if pair[1] in targets}
    speakers = _leaders(((speaker, stances.total()) for (speaker, _), stances in toward.items()), limit)
    cells = {pair: Row(" → ".join(pair), stances) for pair, stances in toward.items() if pair[0] in speakers}
    return Matrix(speakers, tuple(target for target in targets if any(target == column for _, column in cells)), cells)


def timeline(days: Mapping[date, Stances]) -> Timeline | None:
    """Sentences by day, week, month or year, whichever gives a readable number of columns; None without two days."""
    if len(days) < 2:  # noqa: PLR2004 - one day is no course
        return None
    step = _step(max(days) - min(days))
    counts: dict[date, Stances] = {}
    for day, stances in days.items():
        counts.setdefault(_begin(day, step), Stances()).update(stances)
    periods = _periods(_begin(min(days), step), max(days), step)
    return Timeline(step, tuple(Row(_label(period, step), counts.get(period, Stances())) for period in periods))


def _leaders(counts: Iterable[tuple[str, int]], limit: int) -> tuple[str, ...]:
    totals: Counter[str] = Counter()
    for name, count in counts:
        totals[name] += count
    return tuple(sorted(totals, key=lambda name: (-totals[name], name))[:limit])


def _step(span: timedelta) -> str:
    days_of = {"day": 1, "week": 7, "month": 30}
    return next((step for step, days in days_of.items() if span.days <= days * MOST_COLUMNS), "year")


def _begin(day: date, step: str) -> date:
    match step:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)
        case _:
            return day


def _periods(first: date, last: date, step: str) -> Iterator[date]:
    longest = {"day": 1, "week": 7, "month": 31, "year": 366}[step]
    period = first
    while period <= last:
        yield period
        period = _begin(period + timedelta(days=longest), step)


def _label(period: date, step: str) -> str:
    month = f"{period:%b %Y}"
    day = f"{period.day} {month}"  # Windows has no %-d
    return {"year": f"{period.year}", "month": month, "week": f"week of {day}"}.get(step, day)
