"""Rules for ranges: from a day, month or year to another, both ends kept with their places."""

from __future__ import annotations

from collections.abc import Callable

from servanda.model.time import TimexType
from servanda.timex.calendar_rules import day_args, relative_year
from servanda.timex.draft import Args, Draft, Span, nested
from servanda.timex.lexicon import MONTHS

__all__ = ["RANGES"]


_DATE = TimexType.DATE
_FROM = frozenset({"from", "between"})
_FIRST_YEAR, _LAST_YEAR = 1400, 2199


def _pair(span: Span, cut: int, end: int) -> Draft | None:
    a, b = day_args(span, 0, cut), day_args(span, cut + 1, end)
    if a is None or b is None:
        return None
    return _range(span, a, b, cut)


def _range(span: Span, a: Args, b: Args, cut: int) -> Draft | None:
    if "y" in b and "y" not in a:
        over = (int(a.get("m", 0)), int(a.get("d", 0))) > (int(b.get("m", 0)), int(b.get("d", 0)))
        a["y"] = int(b["y"]) - over
    form = "day" if "d" in a else "month"
    first = 1 if span.classes.startswith("tM") else 0
    args = nested("a", a, form) | nested("b", b, form) | {"cut": cut - first}
    return Draft(_DATE, "range", args, first=first)


def _cut(span: Span, start: int = 0) -> int:
    return next(i for i, c in enumerate(span.classes) if c in "-=z&" and i > start)


def range_md_d(span: Span) -> Draft | None:
    """Read: November 29-30, 2023 · May 3 to 5 · the June 29-30 summit · June 23-24 this year."""
    cut = _cut(span)
    a = day_args(span, span.find("M"), cut)
    day = span.number(span.find("NO", cut))
    if a is None or day <= int(a["d"]) or day > 31:
        return None
    year = span.year() | relative_year(span)
    b: Args = {"m": a["m"], "d": day, **year}
    return _range(span, a | year, b, cut)


def range_d_dm(span: Span) -> Draft | None:
    """Read: 5 to 7 October 2023 · between 3 and 5 June · 5-7 October this year."""
    cut = _cut(span)
    b = day_args(span, cut + 1)
    day = span.number(span.find("NO"))
    if b is None or not 1 <= day < int(b["d"]):
        return None
    b |= relative_year(span)
    return _range(span, dict(b) | {"d": day}, b, cut)


def range_md_md(span: Span) -> Draft | None:
    """Read: Nov. 30 to Dec. 12 · May 20-May 24."""
    return _pair(span, _cut(span), len(span.classes))


def month_range(span: Span) -> Draft | None:
    """Read: July to September 2023."""
    cut = _cut(span)
    months = [MONTHS[span.word(i).rstrip(".")] for i, c in enumerate(span.classes) if c == "M"]
    year = span.year()
    return _range(span, {"m": months[0]}, {"m": months[1], **year}, cut)


def year_range(span: Span) -> Draft | None:
    """Read: 2021-2022 · 1914-18."""
    cut = _cut(span)
    years = [span.number(i) for i, c in enumerate(span.classes) if c in "YNn"]
    first, second = years[0], years[1]
    era: Args = {"era": "BC"} if "B" in span.classes and span.word(span.find("B"))[0] == "b" else {}
    if second < 100 and not era:
        second += first // 100 * 100
    if (second < first) != bool(era):
        return None
    args = nested("a", {"y": first} | era, "year") | nested("b", {"y": second} | era, "year")
    first = 1 if span.classes.startswith("t") else 0
    return Draft(_DATE, "range", args | {"cut": cut - first}, first=first)


def year_span(span: Span) -> Draft | None:
    """Read: from 2009 to 2011 · between 2014 and 2016 · in 2031 and 2032."""
    first, second = span.number(0), span.number(2)
    before = span.tokens.words[span.first - 1] if span.first else ""
    joined = before in _FROM or (before == "in" and second == first + 1)
    if not joined or not _FIRST_YEAR <= first < second <= _LAST_YEAR:
        return None
    args = nested("a", {"y": first}, "year") | nested("b", {"y": second}, "year")
    return Draft(_DATE, "range", args | {"cut": 1})


def bc_range(span: Span) -> Draft | None:
    """Read: 264 to 241 BC."""
    cut = _cut(span)
    first, second = span.number(0), span.number(cut + 1)
    if span.word(len(span.classes) - 1)[0] != "b" or second >= first:
        return None
    args = nested("a", {"y": first, "era": "BC"}, "year")
    return Draft(
        _DATE, "range", args | nested("b", {"y": second, "era": "BC"}, "year") | {"cut": cut}
    )


RANGES: dict[str, Callable[[Span], Draft | None]] = {
    "range_md_d": range_md_d,
    "range_d_dm": range_d_dm,
    "range_md_md": range_md_md,
    "month_range": month_range,
    "bc_range": bc_range,
    "year_span": year_span,
    "year_range": year_range,
}
