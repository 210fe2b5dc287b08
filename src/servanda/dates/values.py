"""Write TIMEX3 values; a part that is not known is written with X."""

from __future__ import annotations

from datetime import date

from servanda.dates.calc import iso_week, quarter_of

__all__ = ["day_value", "duration_unit", "grain", "unknown", "year_value"]


def year_value(year: int, era: str | None = None) -> str:
    """Write a year: `2024`, `BC0264`."""
    return f"BC{year:04d}" if era == "BC" else f"{year:04d}"


def day_value(day: date) -> str:
    """Write a day: `2024-07-29`."""
    return day.isoformat()


def grain(day: date, unit: str) -> str:
    """Write the stretch of size `unit` that holds `day`."""
    if unit == "D":
        return day.isoformat()
    if unit == "W":
        return iso_week(day)
    if unit == "E":
        return iso_week(day) + "-WE"
    if unit == "M":
        return day.isoformat()[:7]
    if unit == "Q":
        return f"{day.year:04d}-Q{quarter_of(day.month)}"
    if unit == "T":
        return f"{day.year // 10:03d}"
    if unit == "C":
        return f"{day.year // 100:02d}"
    return f"{day.year:04d}"


def unknown(unit: str) -> str:
    """Write a stretch of size `unit` of which nothing is known."""
    return {
        "D": "XXXX-XX-XX",
        "W": "XXXX-WXX",
        "E": "XXXX-WXX-WE",
        "M": "XXXX-XX",
        "Q": "XXXX-QX",
        "T": "XXX",
        "C": "XX",
    }.get(unit, "XXXX")


def duration_unit(unit: str) -> str:
    """Return the unit whose stretch a span of `unit` is read off: hours and minutes are of a day."""
    return "D" if unit in "hmS" else unit
