"""Time expressions of English news: found as they stand, resolved when the report's date is known.

`find` reads a text into symbolic `TimeRef`s, `resolve` works one out against an `Anchor`,
`deadline` gives the last admissible day of a promise,
`times` does it all for one text.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servanda.timex.expressions import TimeExpression, read_times, times
    from servanda.timex.finding import find
    from servanda.timex.narrative import Genre
    from servanda.timex.resolving import (
        Anchor,
        Resolved,
        deadline,
        is_calendar,
        resolve,
        with_country,
    )

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

_HOMES = {
    "Anchor": "resolving",
    "Genre": "narrative",
    "Resolved": "resolving",
    "TimeExpression": "expressions",
    "deadline": "resolving",
    "find": "finding",
    "is_calendar": "resolving",
    "read_times": "expressions",
    "resolve": "resolving",
    "times": "expressions",
    "with_country": "resolving",
}


def __getattr__(name: str) -> Any:
    """Import a public name from its module when it is first asked for."""
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
