"""Rules for fiscal years: named by number, as this or next, by their first or last month."""

from __future__ import annotations

import re
from collections.abc import Callable

from servanda.model.time import TimexType
from servanda.timex.draft import Args, Draft, Span
from servanda.timex.lexicon import MONTHS

__all__ = ["FISCAL", "fiscal"]


_DATE = TimexType.DATE


def _fy(text: str) -> tuple[int, int | None]:
    digits: list[str] = re.findall(r"\d+", text)
    first = int(digits[0]) + (2000 if len(digits[0]) == 2 else 0)
    if len(digits) < 2:
        return first, None
    return first, int(digits[1]) + (first // 100 * 100 if len(digits[1]) == 2 else 0)


def fiscal(span: Span) -> Draft | None:
    """Read: Fiscal 2025 · FY2025 · FY 2024-25 · the fiscal year of 2025 · this fiscal year."""
    place = span.find("F")
    if place >= 0:
        first, second = _fy(span.word(place))
        args: Args = {"y": first}
        if second is not None:
            args["split"] = second
    elif span.find("Y") >= 0:
        args = span.year()
    else:
        shift = span.shift()
        if shift is None:
            return None
        args = {"shift": shift}
    return Draft(_DATE, "fiscal", args | span.edge(), span.part())


def fiscal_range(span: Span) -> Draft | None:
    """Read: Fiscal 2026 and 2027 · between fiscal 2025 and fiscal 2027."""
    years = [
        _fy(span.word(i))[0] if letter == "F" else span.number(i)
        for i, letter in enumerate(span.classes)
        if letter in "FY"
    ]
    if len(years) < 2 or years[1] < years[0]:
        return None
    return Draft(_DATE, "fiscal", {"y": years[0], "y2": years[-1]})


def fiscal_from(span: Span) -> Draft | None:
    """Read: The fiscal year from April 2025."""
    place = span.find("M")
    args: Args = {"from_m": MONTHS[span.word(place).rstrip(".")]}
    return Draft(_DATE, "fiscal", args | span.year())


def fiscal_end(span: Span) -> Draft | None:
    """Read: The fiscal year ending March 31, 2026."""
    place = span.find("M")
    args: Args = {"to_m": MONTHS[span.word(place).rstrip(".")]} if place >= 0 else {}
    return Draft(_DATE, "fiscal", args | ({"end_y": span.year()["y"]} if span.year() else {}))


FISCAL: dict[str, Callable[[Span], Draft | None]] = {
    "fiscal": fiscal,
    "fiscal_range": fiscal_range,
    "fiscal_from": fiscal_from,
    "fiscal_end": fiscal_end,
}
