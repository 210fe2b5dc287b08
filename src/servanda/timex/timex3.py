"""Write TIMEX3 values; a part that is not known is written with X."""

from __future__ import annotations

from datetime import date

from servanda.timex.calendar import iso_week, quarter_of

__all__ = ["duration_unit", "grain", "scaled_unit", "unit_value", "unknown", "year_value"]


def year_value(year: int, era: str | None = None) -> str:
    """Write a year: `2024`, `BC0264`."""
    return f"BC{year:04d}" if era == "BC" else f"{year:04d}"


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


def unit_value(unit: str, count: float | None) -> str:
    """Write a TIMEX3 duration: P3D, PT50M, P2.5Y, PXM."""
    number = "X" if count is None else f"{count:.12g}"
    if unit in "hmS":
        return f"PT{number}{unit.upper()}"
    if unit == "F":
        return f"P{'X' if count is None else f'{count * 2:.12g}'}W"
    if unit == "E":
        return f"P{number}WE"
    if unit in "TCL":
        years = {"T": "E", "C": "CE", "L": "ML"}[unit]
        if unit == "T" and count is not None:
            return f"P{count * 10:.12g}Y"
        return f"P{number}{years}"
    return f"P{number}{unit}"


def scaled_unit(unit: str, count: float) -> tuple[str, float]:
    """Turn fortnights, decades and centuries into weeks and years."""
    return {"F": ("W", count * 2), "T": ("Y", count * 10), "C": ("Y", count * 100)}.get(
        unit, (unit, count)
    )
