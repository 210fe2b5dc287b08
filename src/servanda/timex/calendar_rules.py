"""Rules for points of the calendar: days, months, quarters, seasons, years, decades, fiscal years."""

from __future__ import annotations

import re
from collections.abc import Callable

from servanda.model.time import TimexType
from servanda.timex.calendar import is_day
from servanda.timex.draft import Args, Draft, Span, nested
from servanda.timex.fiscal_rules import FISCAL, fiscal
from servanda.timex.lexicon import (
    DAYPARTS,
    HOLIDAYS,
    MONTHS,
    NUMBERS,
    SEASONS,
    TENS,
    UNITS,
    WEEKDAYS,
    ZONES,
)

__all__ = ["CALENDAR"]


_DATE, _TIME = TimexType.DATE, TimexType.TIME
_LEAP_YEAR = 2000  # a day of February is refused only where no year holds it
_SEASON_AFTER = frozenset({"in", "by", "until", "since", "during", "through", "before", "after"})
_NO_HOUR = 99
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")


def day_args(span: Span, start: int = 0, stop: int | None = None) -> Args | None:
    """Read month and day (and year) between two places; None where no calendar holds the day."""
    stop = len(span.classes) if stop is None else stop
    month = day = 0
    args: Args = {}
    for i in range(start, stop):
        letter = span.classes[i]
        if letter == "M" and not month:
            month = MONTHS[span.word(i).rstrip(".")]
        elif letter in "NOo" and not day and not span.classes.startswith("B", i + 1):
            day = span.number(i)
        elif letter in "YNn" and (letter == "Y" or span.classes.startswith("B", i + 1)):
            args["y"] = span.number(i)
        elif letter == "B" and span.word(i)[0] == "b":
            args["era"] = "BC"
    year = int(args.get("y", _LEAP_YEAR)) if "era" not in args else _LEAP_YEAR
    if not is_day(max(year, 1), month or 1, day):
        return None
    args["m"], args["d"] = month, day
    return args


def clock_args(span: Span) -> Args:
    """Read a clock time with its zone, or a part of the day."""
    args: Args = {}
    place = span.find("K")
    if place < 0:
        spot = span.find("k")
        place = spot - 1 if spot > 0 else -1
    if place >= 0:
        found = _CLOCK.match(span.word(place))
        if found:
            hour, minute = int(found[1]), int(found[2])
        else:
            hour, minute = _hour(span.word(place)), 0
        spot = span.find("k")
        if spot >= 0:
            hour = _of_half(hour, span.word(spot)[0])
        if hour <= 24 and minute < 60:
            args["clock"] = f"{hour:02d}:{minute:02d}"
    elif span.find("Z") > 0 and span.classes[span.find("Z") - 1] in "nY":
        digits = span.word(span.find("Z") - 1)
        if len(digits) == 4 and int(digits[:2]) <= 24 and int(digits[2:]) < 60:
            args["clock"] = f"{digits[:2]}:{digits[2:]}"
    else:
        spot = span.find("T")
        if spot >= 0:
            args["tod"] = DAYPARTS[span.word(spot)]
    zone = span.find("Z")
    if zone >= 0 and "clock" in args:
        args["zone"] = ZONES[span.word(zone)]
    return args


def _hour(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBERS.get(word, _NO_HOUR)


def _of_half(hour: int, half: str) -> int:
    """Count the hours of a half of the day from midnight; "15 p.m." is written, "15 a.m." is not."""
    if half == "p":
        return hour + 12 if hour < 12 else hour
    if half == "a":
        return hour % 12 if hour <= 12 else _NO_HOUR
    return hour


def _relative(span: Span) -> Args:
    """Read the year that "last year", "this year", "next year" after a month stands for."""
    place = span.find("LHXQh")
    if place < 0 or span.find("U", place) < 0 or UNITS[span.word(span.find("U", place))] != "Y":
        return {}
    return {"ry": span.shift() or 0} if span.classes[place] not in "hQ" else {"same": 1}


def _ofday(word: str) -> Args:
    return {"k": {"yesterday": -1, "tomorrow": 1}.get(word, 0)}


def _weekday_args(span: Span, place: int) -> Args:
    return {"wd": WEEKDAYS[span.word(place).rstrip(".")]}


def iso(span: Span) -> Draft | None:
    """Read: 2024-07-29, 2024-07-29T10:00Z."""
    word = span.word(0)
    year, month, day = int(word[:4]), int(word[5:7]), int(word[8:10])
    if not is_day(year, month, day):
        return None
    args: Args = {"y": year, "m": month, "d": day}
    if len(word) > 10:
        args["clock"] = word[11:16]
        return Draft(_TIME, "day", args)
    return Draft(_DATE, "day", args)


def numeric(span: Span) -> Draft | None:
    """Read: 13/6/2024, 6/13/2024, 2024/06/13; refused where day and month could be exchanged."""
    a, b, c = (int(part) for part in re.split(r"[/.]", span.word(0)))
    if a > 99:
        year, month, day = a, b, c
    elif a > 12 >= b:
        year, month, day = c, b, a
    elif (b > 12 >= a) or a == b:
        year, month, day = c, a, b
    else:
        return None
    if year < 100 or not is_day(year, month, day):
        return None
    return Draft(_DATE, "day", {"y": year, "m": month, "d": day})


def date(span: Span) -> Draft | None:
    """Read: Oct. 5, 2023 · 5 October · Thursday, January 18th · Monday evening, May 3."""
    args = day_args(span)
    if args is None:
        return None
    args |= _relative(span)
    week = span.find("W")
    if week >= 0:
        args["wd"] = WEEKDAYS[span.word(week).rstrip(".")]
    hour = clock_args(span)
    first = 1 if span.classes.startswith("tM") else 0
    if "clock" in hour or "tod" in hour:
        return Draft(_TIME, "day", args | hour, first=first)
    return Draft(_DATE, "day", args, first=first)


def week_of_month(span: Span) -> Draft | None:
    """Read: the second week of May · the last week of June."""
    if span.unit() not in {"W"} and UNITS[span.word(span.find("U"))] != "W":
        return None
    lead = span.find("oOL5")
    nth = span.number(lead) if span.classes[lead] in "oO" else -1
    if nth > 5 or (nth < 0 and span.word(lead) not in {"last", "final"}):
        return None
    return Draft(_DATE, "month", {"m": span.month(), "week": nth, **span.year(), **_relative(span)})


def week_of_day(span: Span) -> Draft | None:
    """Read: the week of Oct. 23."""
    args = day_args(span, 3 if span.classes[3] != "f" else 4)
    if args is None or UNITS[span.word(1)] != "W":
        return None
    return Draft(_DATE, "later", {"u": "W", "n": 0, **nested("of", args, "day")})


def feast(span: Span) -> Draft | None:
    """Read: Christmas Day · New Year's Eve · Christmas 1963."""
    month_, day = HOLIDAYS[span.word(0).replace("'", "").replace("’", "")]
    return Draft(_DATE, "day", {"m": month_, "d": day, **span.year()})


def night_of(span: Span) -> Draft | None:
    """Read: The night of April 18, 1775 · the morning of Monday."""
    if span.find("M") < 0:
        week = span.find("W")
        return Draft(_TIME, "weekday", _weekday_args(span, week) | clock_args(span))
    return date(span)


def clock_date(span: Span) -> Draft | None:
    """Read: 10:35 JST, October 5, 2023."""
    if span.find("R") >= 0:
        word = span.word(span.find("R"))
        return Draft(_TIME, "today", _ofday(word) | clock_args(span))
    place = span.find("MW")
    start = 0
    while start < place and span.classes[start] in "KkZNwT,t":
        start += 1
        if span.classes[start - 1] == "," or (
            span.classes[start] == "N" and "k" in span.classes[:start]
        ):
            break
    if span.find("M") < 0:
        week = span.find("W")
        return Draft(_TIME, "weekday", _weekday_args(span, week) | clock_args(span))
    args = day_args(span, start)
    if args is None:
        return None
    week = span.find("W")
    if week >= 0:
        args["wd"] = WEEKDAYS[span.word(week).rstrip(".")]
    return Draft(_TIME, "day", args | clock_args(span))


def month(span: Span) -> Draft | None:
    """Read: Early October · March 2025 · last November · December last year · mid-September."""
    place = span.find("M")
    args: Args = {"m": MONTHS[span.word(place).rstrip(".")], **span.year()}
    before = span.find("LHXQh")
    if 0 <= before < place:
        args["shift"] = span.shift() or 0
    else:
        args |= _relative(span)
    first = 1 if span.classes.startswith("tM") else 0
    return Draft(_DATE, "month", args | span.edge(), span.part(), first=first)


def season(span: Span) -> Draft | None:
    """Read: This spring · the winter of 1941."""
    place = span.find("S")
    args: Args = {"s": SEASONS[span.word(place)], **span.year()}
    before = span.find("LHXQh")
    if 0 <= before < place:
        args["shift"] = span.shift() or 0
    else:
        args |= _relative(span)
    tokens = span.tokens
    if span.classes == "S" and tokens.classes[span.last : span.last + 1] == "_":
        preceding = tokens.words[span.first - 1] if span.first else ""
        if preceding not in _SEASON_AFTER:
            args["adj"] = 1  # a summer exercise
    return Draft(_DATE, "season", args, span.part())


def year(span: Span) -> Draft | None:
    """Read: 2025 · late 2023 · the end of 1776 · 264 BC."""
    args = span.year()
    if not args.get("y"):  # nor is there a year 0, of either era
        return None
    first = 0 if span.part() or span.classes[0] != "t" else 1
    return Draft(_DATE, "year", args | span.edge(), span.part(), first=first)


def short_year(span: Span) -> Draft | None:
    """Read: since '82 · in the summer of '44."""
    before = span.tokens.words[span.first - 1] if span.first else ""
    if before not in {"in", "since", "of", "until", "by", "from", "before", "after"}:
        return None
    return Draft(_DATE, "year", {"yy": span.number(0)})


def decade(span: Span) -> Draft | None:
    """Read: The early 2030s · the 1990s · the '80s."""
    word = span.word(span.find("D"))
    half = span.find("q")
    if half >= 0:
        nth = span.number(span.find("oO"))
        if span.word(half) != "half" or nth not in {1, 2} or not word[:4].isdecimal():
            return None
        return Draft(_DATE, "decade", {"y": int(word[:4]), "half": nth})
    digits = "".join(c for c in word if c.isdecimal())
    args: Args = {"y": int(digits)} if len(digits) == 4 else {"yy": int(digits)}
    return Draft(_DATE, "decade", args, span.part())


def century(span: Span) -> Draft | None:
    """Read: The 19th century · the middle of the twenty-first century BC."""
    place = span.find("oO")
    number = span.number(place)
    if place >= 2 and span.classes[place - 2] == "w":
        number += TENS.get(span.word(place - 2), 0)
    era = span.find("B")
    args: Args = {"c": number}
    if era >= 0 and span.word(era)[0] == "b":
        args["era"] = "BC"
    return Draft(_DATE, "century", args, span.part()) if 1 <= number <= 30 else None


def quarter(span: Span) -> Draft | None:
    """Read: The first quarter of 2022 · the second half of this year · Q1 2022 · last quarter."""
    place = span.find("1")
    lead_at = 1 if span.classes.startswith("t") else 0
    if place >= 0:
        word = "".join(sorted(span.word(place)))  # the digit first: Q1, 1Q
        args: Args = {"h" if word[1] == "h" else "q": int(word[0])}
    else:
        place = span.find("q")
        name = span.word(place)
        lead = span.find("oOLXHe5")
        letter = span.classes[lead]
        if name not in {"quarter", "half"}:
            return None
        key = "q" if name == "quarter" else "h"
        count = 4 if key == "q" else 2
        if letter in "oO":
            args = {key: span.number(lead)}
            if not 1 <= int(args[key]) <= count:
                return None
        elif (
            letter == "L"
            and span.word(lead) in {"last", "final"}
            and (span.find("f", place) >= 0 or span.word(lead) == "final")
        ):
            args = {key: count}
        elif key == "q" and span.find("f", place) < 0:
            args = {"shift": span.shift() or 0}
        else:
            return None
        if key == "h" and span.find("fYF", place) < 0:
            return None
    tail = span.find("f,", place)
    rest = span.classes[place:]
    if span.classes[lead_at : lead_at + 1] == "y":
        return Draft(_DATE, "quarter", args | nested("of", {"shift": 0}, "fiscal"))
    if "y" in rest or "F" in rest:
        fiscal_year = fiscal(Span(span.tokens, span.first + place + 1, span.last))
        return (
            Draft(_DATE, "quarter", args | nested("of", fiscal_year.args, "fiscal"))
            if fiscal_year
            else None
        )
    args |= span.year()
    if tail >= 0 and "y" not in args:
        spot = span.find("LHXQh", tail)
        if spot >= 0:
            args["ry"] = {"L": -1, "X": 1}.get(span.classes[spot], 0)
        elif "U" in rest:
            args["ry"] = 0
    return Draft(_DATE, "quarter", args)


CALENDAR: dict[str, Callable[[Span], Draft | None]] = {
    **FISCAL,
    "iso": iso,
    "numeric": numeric,
    "date": date,
    "week_of_month": week_of_month,
    "week_of_day": week_of_day,
    "feast": feast,
    "night_of": night_of,
    "clock_date": clock_date,
    "month": month,
    "season": season,
    "year": year,
    "short_year": short_year,
    "decade": decade,
    "century": century,
    "quarter": quarter,
}
