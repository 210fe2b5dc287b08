"""Time expressions of English news: found as they stand, resolved when the report's date is known.

`find` reads a text into symbolic `TimeRef`s, `resolve` works one out against an `Anchor`, and
`deadline` gives the last admissible day of a promise.
"""

from servanda.dates.find import find
from servanda.dates.resolve import Anchor, Resolved, deadline, is_calendar, resolve, with_country

__all__ = ["Anchor", "Resolved", "deadline", "find", "is_calendar", "resolve", "with_country"]
