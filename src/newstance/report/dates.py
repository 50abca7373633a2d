"""Dates as articles carry them, in the written forms that mean one day only.

``03/04/2026`` is March to some and April to others, so days with slashes count only where the year comes first.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

UNDERSTOOD: Final = ("2026-03-31", "31.03.2026", "31 March 2026", "March 31, 2026")
"""One example of each form, for users."""

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY: Final = r"(?P<day>\d{1,2})"
_YEAR: Final = r"(?P<year>\d{4})(?!\d)"
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<month>\d\d?)-{_DAY}(?!\d)",
        rf"{_YEAR}/(?P<month>\d\d?)/{_DAY}(?!\d)",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        rf"{_DAY}\. ?(?P<month>\d\d?)\. ?{_YEAR}",
        rf"{_WEEKDAY}{_DAY}(?:st|nd|rd|th|\.)?(?: of)?[ -]{_MONTH},?[ -]{_YEAR}",
        rf"{_WEEKDAY}{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
    )
)


def day_in(written: str) -> date | None:
    """The day with which ``written`` begins (a time may follow); None where it has no form that is understood."""
    return next(_days(" ".join(written.split())), None)


def _days(written: str) -> Iterator[date]:
    for form in _FORMS:
        found = form.match(written)
        if found:
            month = found["month"].lower()
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
            try:
                yield date(int(found["year"]), number, int(found["day"]))
            except ValueError:  # no such day
                return
