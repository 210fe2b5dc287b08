"""Reading a history: incomplete dates lean on the date told before, not on the day of writing.

News looks out from its own day; a history walks through the years it tells of. The two are told apart by
the years the text itself states (as HeidelTime does by document type).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from statistics import median

from servanda.dates.calc import add_days
from servanda.dates.from_day import Seen, seen_from
from servanda.model.timeref import Direction, TimeRef

__all__ = ["Genre", "genre_of", "walk"]

_FEW = 4  # stated years a text must have before it can be called a history
_FAR = 3  # years between the report and the middle of what it tells
_TURN = 7  # a month that many months or more before the last one told is of the next year
_YEARLESS = frozenset({"day", "month", "season", "range", "quarter"})


class Genre(StrEnum):
    """What kind of text it is, as far as its dates are concerned."""

    NEWS = "news"
    NARRATIVE = "narrative"


def genre_of(refs: Sequence[TimeRef], published: date | None) -> Genre:
    """Tell a history from news by the years the text states."""
    years = [int(year) for ref in refs if (year := ref.arg("y")) is not None and not ref.arg("era")]
    past = sum(1 for ref in refs if ref.arg("era"))
    if past >= _FEW:
        return Genre.NARRATIVE
    leaning = sum(1 for ref in refs if ref.form in {"weekday", "today", "rel", "offset"})
    if len(years) < _FEW or leaning > len(years):
        return Genre.NEWS
    if published is None:
        return Genre.NARRATIVE if len(years) > 4 * leaning else Genre.NEWS
    distance = median(abs(published.year - year) for year in years)
    return Genre.NARRATIVE if distance >= _FAR else Genre.NEWS


def walk(refs: Sequence[TimeRef], published: date | None, country: str | None) -> list[Seen]:
    """Resolve expressions in the order told, each leaning on the one before."""
    out: list[Seen] = []
    here: date | None = None  # the first day of what was told last
    month_known = False
    for ref in refs:
        asked = _with_year(ref, here, month_known=month_known)
        if ref.form in {"later", "clock", "rel", "weekday", "today"} and here is not None:
            bare = replace(asked, args=tuple(p for p in asked.args if not p[0].startswith("of.")))
            if bare.form == "weekday" and bare.direction is None:
                bare = replace(bare, direction=Direction.FUTURE)
            seen = seen_from(bare, here, country)
        else:
            seen = seen_from(asked, here or published, country)
        out.append(seen)
        told = seen.when
        if (
            told is None
            or told.start is None
            or ref.form in {"span", "duration", "century", "decade"}
        ):
            continue
        if here is not None and abs(told.start.year - here.year) > 400:
            continue
        here = (
            told.start
            if ref.form != "range"
            else add_days(told.end, -1)
            if told.end
            else told.start
        )
        month_known = ref.form != "year" or ref.mod is not None
    return out


def _with_year(ref: TimeRef, here: date | None, *, month_known: bool) -> TimeRef:
    """Give a date without a year the year that was told last, or the next after its turn."""
    if here is None or ref.form not in _YEARLESS:
        return ref
    lead = "b." if ref.form == "range" else ""
    if ref.arg(lead + "y") is not None or ref.arg("ry") is not None:
        return ref
    month = ref.arg(lead + "m")
    if ref.form == "season":
        month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[str(ref.arg("s"))]
    if month is None:
        return replace(ref, args=(*ref.args, ("y", here.year))) if ref.form == "quarter" else ref
    turned = month_known and int(month) + _TURN <= here.month
    year = here.year + turned
    args = tuple(p for p in ref.args if p[0] not in {"shift"})
    if ref.form == "range":
        over = int(ref.arg("a.m") or 0) > int(month)
        return replace(ref, args=(*args, ("a.y", year - over), ("b.y", year)))
    return replace(ref, args=(*args, ("y", year)))
