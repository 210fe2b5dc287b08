"""servanda: agreements must be kept, and kept track of.

    import servanda

    reading = servanda.read("Ruritania and Sylvania agreed on Monday to ...", published="2024-05-07")
    for claim in reading.claims:
        print(claim.kind, claim.evidence[0].exact)

    with servanda.open_record("servanda.db") as record:
        for found in record.view(known_by=date(2024, 7, 29)).claims("commitment"):
            print(found.due, found.words)

    for ref, resolved in servanda.times("by the end of June", published="2024-05-07"):
        print(ref.text, resolved.value)

Names are imported when first used, so that `import servanda` costs next to nothing. What stands in
`__all__` is the public surface; everything else may change.
"""

from __future__ import annotations

TYPE_CHECKING = (
    False  # type checkers know the name; to load `typing` takes half of Python's own start
)

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from servanda.errors import ServandaError
    from servanda.model import Claim, Evidence, Report, TimeRef, When
    from servanda.pipeline import Reading
    from servanda.store import open_record
    from servanda.timex.resolving import Resolved

__all__ = [
    "Claim",
    "Evidence",
    "Report",
    "ServandaError",
    "When",
    "__version__",
    "open_record",
    "read",
    "times",
]

_HOMES = {
    "Claim": "servanda.model",
    "Evidence": "servanda.model",
    "Report": "servanda.model",
    "ServandaError": "servanda.errors",
    "When": "servanda.model",
    "open_record": "servanda.store",
}


def read(text: str, *, name: str = "text", published: date | str | None = None) -> Reading:
    """Read one report and return it with what it says: `reading.report`, `reading.claims`.

    `published` is the day it appeared (a date, or `YYYY-MM-DD`); without it the report is dated as
    far as its own words allow. Nothing is kept: put the result into a record with `Record.put`.
    Raises ServandaError where the text is none or the language model is missing.
    """
    from servanda.pipeline import read_text

    day = _day(published)
    return read_text(text, name=name, published=None if day is None else day.isoformat())


def times(
    text: str, *, published: date | str | None = None, country: str | None = None
) -> tuple[tuple[TimeRef, Resolved], ...]:
    """Find the time expressions in `text`, each with what it comes to, in order.

    `published` is the day that "yesterday" counts from; without it such expressions stay open.
    `country` (ISO 3166-1 alpha-2) says whose fiscal year is meant.
    """
    from servanda.model import Basis, When
    from servanda.timex.expressions import read_times
    from servanda.timex.resolving import Anchor

    day = _day(published)
    anchor = Anchor(None if day is None else When.on(day, basis=Basis.STATED), country)
    return tuple(read_times(text, anchor))


def _day(given: date | str | None) -> date | None:
    from datetime import date, datetime

    from servanda.errors import TimeError

    if isinstance(given, datetime):
        return given.date()
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise TimeError(repr(given), "no calendar has such a day", "write it YYYY-MM-DD") from None


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("servanda")
    if name not in _HOMES:
        raise AttributeError(f"module 'servanda' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
