"""Seasons as months, by hemisphere."""

from __future__ import annotations

from datetime import date

from servanda.dates.calc import add_days, add_months
from servanda.model.when import Basis, Precision, When

__all__ = ["season_of", "season_span", "season_year"]

_NORTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SOUTH = {"SP": 9, "SU": 12, "FA": 3, "WI": 6}
_SOUTHERN = frozenset(
    {"AU", "NZ", "ZA", "AR", "CL", "UY", "PY", "BO", "PE", "ZW", "MZ", "BW", "NA", "FJ", "PG"}
)


def _first_month(season: str, country: str | None) -> int:
    return (_SOUTH if country in _SOUTHERN else _NORTH)[season]


def season_span(season: str, year: int, country: str | None) -> tuple[date, date]:
    """Return first and last day of the season that begins in `year`."""
    start = date(min(max(year, 1), 9998), _first_month(season, country), 1)
    return start, add_days(add_months(start, 3), -1)


def season_year(season: str, year: int, country: str | None) -> When:
    """Return the season named with a year; one across New Year may lie at either end of it."""
    start, end = season_span(season, year, country)
    if end.year != start.year:
        start = season_span(season, year - 1, country)[0]
    return When.between(start, end, Precision.SEASON, Basis.DERIVED)


def season_of(
    season: str, anchor: date, shift: int | None, country: str | None
) -> tuple[When, int]:
    """Return the last (-1), this (0) or next (1) such season from `anchor`, and its year."""
    spans = [season_span(season, anchor.year + k, country) for k in range(-2, 3)]
    if shift is not None and shift < 0:
        start, end = max((s for s in spans if s[1] < anchor), default=spans[0])
    elif shift is not None and shift > 0:
        start, end = min((s for s in spans if s[0] > anchor), default=spans[-1])
    else:
        # the one that holds the day, or the one that begins in its calendar year
        holding = [s for s in spans if s[0] <= anchor <= s[1]]
        start, end = (
            holding[0]
            if holding
            else next((s for s in spans if s[0].year == anchor.year), spans[2])
        )
    return When.between(start, end, Precision.SEASON, Basis.DERIVED), start.year
