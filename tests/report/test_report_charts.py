"""Steps of time and the choice of names, where a few sentences would not show it."""

from collections import Counter
from datetime import date

import pytest

from newstance.records import Article
from newstance.report.charts import matrix, timeline, top
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
        (None, None),
    ],
)
def test_only_years_in_which_articles_appear_are_dates(written: str | None, day: date | None) -> None:
    assert day_of(Article("n1", "Rain fell.", date=written), latest_year=2027) == day


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
