"""Reading a history: incomplete dates lean on the date before, not on the day of writing.

News looks out from its own day; a history walks through the years it tells of. The two are told apart by
the years the text itself states (as HeidelTime does by document type).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from statistics import median

from servanda.model.time import Direction, TimeRef, TimexType
from servanda.timex.calendar import add_days
from servanda.timex.resolving import Seen, seen_from
from servanda.timex.timex3 import year_value

__all__ = ["Genre", "genre_of", "walk"]


_FEW = 8  # stated years a text must have before it can be called a history
_FAR = 3  # years between the report and the middle of what it tells
_RARE = (
    6  # so many stated years to one "on Monday" or "last year" make a history even of late years
)
_TURN = 9  # a month that many months or more before the last one is of the next year
_OUTERMOST = 0.1  # share of the stated years, at either end, that are mentioned in passing
_FIRST_YEAR, _LAST_YEAR = 200, 9000  # years a thread may be in; room to reckon on either side
_MIND = (
    30  # years: a date further off than that is mentioned in passing and leaves the thread as it is
)
_YEARLESS = frozenset({"day", "month", "season", "range", "quarter"})
_LEANS = frozenset({"later", "clock", "rel", "weekday", "today"})
_NO_PLACE = frozenset({"span", "duration", "century", "decade"})  # no place to go on from
_MONTH_OF = {"SP": 3, "SU": 6, "FA": 9, "WI": 1}


class Genre(StrEnum):
    """What kind of text it is, as far as its dates are concerned."""

    NEWS = "news"
    NARRATIVE = "narrative"


def genre_of(refs: Sequence[TimeRef], published: date | None) -> Genre:
    """Tell a history from news by the years the text states."""
    years = [int(year) for ref in refs if (year := ref.arg("y")) is not None and not ref.arg("era")]
    if sum(1 for ref in refs if ref.arg("era")) >= _FEW:
        return Genre.NARRATIVE
    leaning = sum(1 for ref in refs if ref.form in {"weekday", "today", "rel", "offset"})
    if len(years) < _FEW or leaning > len(years):
        return Genre.NEWS
    if leaning * _RARE <= len(years):
        return Genre.NARRATIVE
    if published is None:
        return Genre.NEWS
    distance = median(abs(published.year - year) for year in years)
    return Genre.NARRATIVE if distance >= _FAR else Genre.NEWS


@dataclass(slots=True)
class _Thread:
    """Where the story has come to: its last day, and the year stated last."""

    here: date | None = None
    month_known: bool = False
    stated: int | None = None
    before_christ: int | None = None

    def follow(self, ref: TimeRef, seen: Seen, core: tuple[int, int]) -> None:
        """Move on to an expression's day, unless it lies outside the years of the story (`core`)."""
        if ref.arg("era"):
            self.before_christ = int(ref.arg("y") or 0) or None
            return
        day = _reached(ref, seen)
        if day is None:
            return
        stated = ref.arg("y") is not None or ref.arg("b.y") is not None
        whole_year = ref.form == "year" and ref.mod is None
        if self.here is not None:
            if abs(day.year - self.here.year) > _MIND and not stated:
                return
            if whole_year and day.year == self.here.year:
                self.stated = day.year
                return  # the last month still holds
        if stated:
            if not core[0] <= day.year <= core[1]:
                return
            self.stated = day.year
            self.before_christ = None
        self.here = day
        self.month_known = not whole_year


def _reached(ref: TimeRef, seen: Seen) -> date | None:
    """Return the day that the story has come to with an expression; None where it leads nowhere."""
    told = seen.when
    if told is None or told.start is None or ref.form in _NO_PLACE:
        return None
    if not _FIRST_YEAR <= told.start.year <= _LAST_YEAR:
        return None
    return add_days(told.end, -1) if ref.form == "range" and told.end is not None else told.start


def _core(years: Sequence[int]) -> tuple[int, int]:
    """Return the years between which the story goes on: all but the outermost, mentioned in passing."""
    if not years:
        return -9999, 9999
    ordered = sorted(years)
    cut = int(len(ordered) * _OUTERMOST)
    return ordered[cut] - 1, ordered[len(ordered) - 1 - cut] + 1


def _stated_years(ref: TimeRef) -> list[int]:
    if ref.arg("era"):
        return []
    year = ref.arg("y") or ref.arg("b.y")
    return [] if year is None else [int(year)]


def walk(refs: Sequence[TimeRef], published: date | None, country: str | None) -> list[Seen]:
    """Resolve expressions in their order, each leaning on the one before."""
    if published is not None and not _FIRST_YEAR <= published.year <= _LAST_YEAR:
        published = None
    out: list[Seen] = []
    thread = _Thread()
    core = _core([year for ref in refs for year in _stated_years(ref)])
    for ref in refs:
        seen = _of_the_story(ref, thread, country)
        if seen is None:
            seen = _leaning(_with_year(ref, thread), thread, published, country)
            thread.follow(ref, seen, core)
        out.append(seen)
    return out


def _of_the_story(ref: TimeRef, thread: _Thread, country: str | None) -> Seen | None:
    """Read what does not move the story on: dates before our era, and "today" in a history."""
    if thread.before_christ is not None and not any(k.endswith("y") for k, _ in ref.args):
        seen = _before_christ(ref, thread.before_christ, country)
        if seen is not None:
            return seen
    if ref.form == "today" and ref.type is TimexType.DATE and ref.arg("k") == 0:
        return Seen("PRESENT_REF", None, "the day of writing, in a history")
    return None


def _leaning(ref: TimeRef, thread: _Thread, published: date | None, country: str | None) -> Seen:
    """Resolve an expression seen from the last day of the story, or from the report's."""
    if ref.form not in _LEANS or thread.here is None:
        return seen_from(ref, thread.here or published, country)
    if ref.form != "clock" or ref.arg("of.y") is None:
        ref = replace(ref, args=tuple(p for p in ref.args if p[0][:3] != "of."))
    if ref.form == "weekday" and ref.direction is None:
        ref = replace(ref, direction=Direction.FUTURE)
    return seen_from(ref, thread.here, country)


def _before_christ(ref: TimeRef, year: int, country: str | None) -> Seen | None:
    """Read an expression without a year within a story before our era, or return None."""
    if ref.form in _YEARLESS and ref.form != "range":
        return seen_from(replace(ref, args=(*ref.args, ("y", year), ("era", "BC"))), None, country)
    if ref.form in {"later", "rel"} and ref.arg("u") in {"Y", "T"}:
        step = int(ref.arg("n") or ref.arg("k") or 0)
        there = year - step
        if there > 0:
            return Seen(year_value(there, "BC"), None, "counted from the year told before")
    return None


def _with_year(ref: TimeRef, thread: _Thread) -> TimeRef:
    """Give a date without a year the year of the story so far, or the next one where the months start again."""
    here = thread.here
    if here is None or ref.form not in _YEARLESS:
        return ref
    lead = "b." if ref.form == "range" else ""
    if ref.arg(lead + "y") is not None or ref.arg("ry") is not None:
        return ref
    month = ref.arg(lead + "m")
    if ref.form == "season":
        month = _MONTH_OF[str(ref.arg("s"))]
    if month is None:
        return replace(ref, args=(*ref.args, ("y", here.year))) if ref.form == "quarter" else ref
    turned = thread.month_known and int(month) + _TURN <= here.month
    year = here.year + turned
    if thread.stated is not None:
        year = min(year, thread.stated + 1)  # a thread that lost its year goes no further astray
    args = tuple(p for p in ref.args if p[0] != "shift")
    if ref.form == "range":
        over = int(ref.arg("a.m") or 0) > int(month)
        return replace(ref, args=(*args, ("a.y", year - over), ("b.y", year)))
    return replace(ref, args=(*args, ("y", year)))
