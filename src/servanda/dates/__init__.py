"""Time expressions of English news: found as they stand, resolved when the report's date is known.

`find` reads a text into symbolic `TimeRef`s, `resolve` works one out against an `Anchor`,
`deadline` gives the last admissible day of a promise, `date_report` dates a report from its own words,
`times` does it all for one text.
"""

from servanda.dates.dating import date_report
from servanda.dates.find import find
from servanda.dates.narrative import Genre
from servanda.dates.resolve import Anchor, Resolved, deadline, is_calendar, resolve, with_country
from servanda.dates.times import TimeExpression, read_times, times

__all__ = [
    "Anchor",
    "Genre",
    "Resolved",
    "TimeExpression",
    "date_report",
    "deadline",
    "find",
    "is_calendar",
    "read_times",
    "resolve",
    "times",
    "with_country",
]
