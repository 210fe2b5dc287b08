"""Time expressions of English news: found as they stand, resolved when the report's date is known.

`find` reads a text into symbolic `TimeRef`s, `resolve` works one out against an `Anchor`,
`deadline` gives the last admissible day of a promise,
`times` does it all for one text.
"""

from servanda.timex.expressions import TimeExpression, read_times, times
from servanda.timex.finding import find
from servanda.timex.narrative import Genre
from servanda.timex.resolving import Anchor, Resolved, deadline, is_calendar, resolve, with_country

__all__ = [
    "Anchor",
    "Genre",
    "Resolved",
    "TimeExpression",
    "deadline",
    "find",
    "is_calendar",
    "read_times",
    "resolve",
    "times",
    "with_country",
]
