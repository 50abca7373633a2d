"""Steps of time and the choice of names, where a few sentences would not show it."""

from collections import Counter
from datetime import date, timedelta

import pytest

from newstance.records import Article
from newstance.report.charts import matrix, timeline, top
from newstance.report.dates import UNDERSTOOD, day_in
from newstance.report.tally import day_of


@pytest.mark.parametrize(
    ("last", "step", "first_two", "columns"),
    [
        (date(2026, 2, 10), "day", ["10 Jan 2026", "11 Jan 2026"], 32),
        (date(2026, 6, 10), "week", ["week of 5 Jan 2026", "week of 12 Jan 2026"], 23),
        (date(2027, 12, 31), "month", ["Jan 2026", "Feb 2026"], 24),
        (date(2036, 3, 1), "year", ["2026", "2027"], 11),
    ],
)
def test_the_step_of_time_suits_the_span(last: date, step: str, first_two: list[str], columns: int) -> None:
    chart = timeline({date(2026, 1, 10): Counter(critical=1), last: Counter(supportive=2)})
    assert chart is not None
    assert (chart.step, [row.name for row in chart.rows[:2]], len(chart.rows)) == (step, first_two, columns)
    assert [(row.words) for row in chart.rows if row.total] == ["1 critical", "2 supportive"]
    assert chart.most == 2


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2027-12-31", date(2027, 12, 31)),
        ("2028-01-01", None),
        ("9999-12-31", None),
        ("1600-01-01T08:00Z", date(1600, 1, 1)),
        ("1599-12-31", None),
        ("last spring", None),
        ("01.03.2026", date(2026, 3, 1)),
        (None, None),
    ],
)
def test_only_years_in_which_articles_appear_are_dates(written: str | None, day: date | None) -> None:
    assert day_of(Article("n1", "Rain fell.", date=written), latest_year=2027) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-3-1", date(2026, 3, 1)),
        ("2026-03-01T08:00Z", date(2026, 3, 1)),
        ("2026/03/01 08:00", date(2026, 3, 1)),
        ("20260301", date(2026, 3, 1)),
        ("1. 3. 2026", date(2026, 3, 1)),
        ("March 3, 2026", date(2026, 3, 3)),
        ("Tuesday, MAR. 3rd 2026", date(2026, 3, 3)),
        ("3 Sept 2026", date(2026, 9, 3)),
        ("3rd of May, 2026", date(2026, 5, 3)),
        ("3-Mar-2026", date(2026, 3, 3)),
        ("Sun, 01 Mar 2026 08:00:00 GMT", date(2026, 3, 1)),
        ("03/04/2026", None),
        ("27/11/2026", None),
        ("03-04-2026", None),
        ("01.03.26", None),
        ("31.02.2026", None),
        ("2026-13-01", None),
        ("1772323200", None),
        ("Maybe 3, 2026", None),
        ("", None),
    ],
)
def test_written_forms_that_mean_one_day_are_understood(written: str, day: date | None) -> None:
    assert day_in(written) == day


def test_every_form_that_users_are_told_is_understood() -> None:
    assert {day_in(form) for form in UNDERSTOOD} == {date(2026, 3, 31)}


class WindowsDate(date):
    """A date that is written as on Windows, whose ``strftime`` refuses ``%-d``."""

    def __format__(self, form: str) -> str:
        if "%-" in form:
            raise ValueError("Invalid format string")
        return super().__format__(form)


@pytest.mark.parametrize(("last", "name"), [(20, "5 Jan 2026"), (300, "week of 5 Jan 2026")])
def test_days_are_written_without_what_windows_refuses(last: int, name: str) -> None:
    first = WindowsDate(2026, 1, 5)
    chart = timeline({first: Counter(critical=1), first + timedelta(days=last): Counter(critical=1)})
    assert chart is not None
    assert chart.rows[0].name == name


def test_one_day_is_no_course() -> None:
    assert timeline({date(2026, 1, 10): Counter(critical=1)}) is None


def test_the_most_frequent_names_come_first_and_ties_go_by_name() -> None:
    chosen = top({"C": Counter(critical=1), "B": Counter(critical=1), "A": Counter(neutral=3), "D": Counter()}, 2)
    assert ([row.name for row in chosen.rows], chosen.of, chosen.most) == (["A", "B"], 4, 3)


@pytest.mark.parametrize(("counts", "leader"), [([3, 2], "A"), ([2, 2], None), ([1], None), ([2], "A"), ([], None)])
def test_only_who_is_clearly_first_leads(counts: list[int], leader: str | None) -> None:
    first = top({name: Counter(critical=count) for name, count in zip("AB", counts, strict=False)}, 5).leader
    assert (first and first.name) == leader


def test_the_matrix_takes_the_busiest_targets_and_who_speaks_of_them() -> None:
    pairs = {
        ("a", "x"): Counter(critical=3),
        ("b", "x"): Counter(critical=2),
        ("c", "y"): Counter(supportive=4),
        ("d", "z"): Counter(supportive=1),
        ("a", "y"): Counter(critical=1),
    }
    chosen = matrix(pairs, 2)
    assert (chosen.speakers, chosen.targets) == (("a", "c"), ("x", "y"))
    assert {pair: row.words for pair, row in chosen.cells.items()} == {
        ("a", "x"): "3 critical",
        ("c", "y"): "4 supportive",
        ("a", "y"): "1 critical",
    }


def test_the_matrix_drops_a_target_that_none_of_its_speakers_speaks_of() -> None:
    pairs = {("a", "x"): Counter(critical=3), ("b", "y"): Counter(critical=1), ("c", "y"): Counter(critical=1)}
    assert matrix(pairs, 2).targets == ("x", "y")
    assert matrix(pairs | {("d", "x"): Counter(critical=3)}, 2).targets == ("x",)
