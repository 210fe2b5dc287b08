"""Rules for points of the calendar: days, months, quarters, seasons, years, decades, fiscal years."""

from __future__ import annotations

import re
from collections.abc import Callable

from servanda.data_tables import word_set
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
_SEASON_AFTER = word_set("timex", "season_after")
_NO_HOUR = 99
_QUARTERS = {"quarter": ("q", 4), "half": ("h", 2)}
_MONTHS_A_YEAR = 12
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/\d{4}(?![\d/])")
_TWO_DIGITS, _LAST_CENTURY, _TEN = 99, 70, 10
_CENTURIES = (17, 20)  # what a spelled year begins with
_NEW_CLAUSE = frozenset("he she they it the a an when but his her we i its their".split())
_BEFORE_SPELLED = word_set("timex", "before_spelled_year")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")


def day_args(span: Span, start: int = 0, stop: int | None = None) -> Args | None:
    """Read month and day (and year) between two places; None where no calendar holds the day."""
    month = day = 0
    args: Args = {}
    for i, letter in enumerate(span.classes[start:stop], start):
        era = span.classes.startswith("B", i + 1)
        if letter == "M" and not month:
            month = MONTHS[span.word(i).rstrip(".")]
        elif letter in "NOo" and not day and not era:
            day = span.number(i)
        elif letter == "Y" or (era and letter in "Nn"):
            args["y"] = span.number(i)
        elif letter == "B" and span.word(i)[0] == "b":
            args["era"] = "BC"
    year = int(args.get("y", _LEAP_YEAR)) if "era" not in args else _LEAP_YEAR
    if not is_day(max(year, 1), month or 1, day):
        return None
    return args | {"m": month, "d": day}


def clock_args(span: Span) -> Args:
    """Read a clock time with its zone, or a part of the day."""
    time = _clock_time(span)
    zone = span.find("Z")
    if time is None:
        spot = span.find("T")
        return {"tod": DAYPARTS[span.word(spot)]} if spot >= 0 else {}
    if not time:
        return {}
    return {"clock": time} | ({"zone": ZONES[span.word(zone)]} if zone >= 0 else {})


def _clock_time(span: Span) -> str | None:
    """Read the time as HH:MM; empty where no clock shows it, None where none is written."""
    place, half = span.find("K"), span.find("k")
    if place < 0 < half:
        place = half - 1
    if place < 0:
        return _military_time(span)
    found = _CLOCK.match(span.word(place))
    hour, minute = (int(found[1]), int(found[2])) if found else (_hour(span.word(place)), 0)
    if half >= 0:
        hour = _of_half(hour, span.word(half)[0])
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else ""


def _military_time(span: Span) -> str | None:
    """Read: 1430 GMT."""
    zone = span.find("Z")
    if zone <= 0 or span.classes[zone - 1] not in "nY":
        return None
    digits = span.word(zone - 1)
    shown = len(digits) == 4 and int(digits[:2]) <= 24 and int(digits[2:]) < 60
    return f"{digits[:2]}:{digits[2:]}" if shown else ""


def _hour(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBERS.get(word, _NO_HOUR)


def _of_half(hour: int, half: str) -> int:
    """Count the hours of a half of the day from midnight; "15 p.m." is written, "15 a.m." is not."""
    if half == "p":
        return hour + 12 if hour < 12 else hour
    if half == "a":
        return hour % 12 if hour <= 12 else _NO_HOUR
    return hour


def relative_year(span: Span) -> Args:
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
    """Read: 13/6/2024, 6/13/2024, 2024/06/13; where day and month could be exchanged, by the text's habit."""
    a, b, c = (int(part) for part in re.split(r"[/.]", span.word(0)))
    if a > 99:
        year, month, day = a, b, c
    elif a > 12 >= b:
        year, month, day = c, b, a
    elif (b > 12 >= a) or a == b:
        year, month, day = c, a, b
    elif (habit := _habit(span.tokens.text)) is not None:
        year, month, day = (c, b, a) if habit == "day" else (c, a, b)
    else:
        return None
    if year < 100 or not is_day(year, month, day):
        return None
    return Draft(_DATE, "day", {"y": year, "m": month, "d": day})


def _habit(text: str) -> str | None:
    """Return what a text's dates in digits put first, "day" or "month"; None where they do not tell."""
    told = {
        "day" if int(first) > _MONTHS_A_YEAR else "month"
        for first, second in _SLASHED.findall(text)
        if (int(first) > _MONTHS_A_YEAR) != (int(second) > _MONTHS_A_YEAR)
    }
    return told.pop() if len(told) == 1 else None


def short_day(span: Span) -> Draft | None:
    """Read: 19-Nov-12, 3-May-2024, Nov-19-2012; two digits are a year from 1970 to 2069."""
    last = span.number(4)
    year = last if last > _TWO_DIGITS else last + (1900 if last >= _LAST_CENTURY else 2000)
    month = MONTHS[span.word(span.find("M")).rstrip(".")]
    day = span.number(span.find("N"))
    if not is_day(year, month, day):
        return None
    return Draft(_DATE, "day", {"y": year, "m": month, "d": day})


def _below_hundred(numbers: list[int]) -> int | None:
    """Return what "ninety-six" or "twelve" comes to; None for what is no number from ten to 99."""
    match numbers:
        case [one] if _TEN <= one <= _TWO_DIGITS:
            return one
        case [tens, ones] if tens in TENS.values() and 1 <= ones < _TEN:
            return tens + ones
    return None


def spelled_year(span: Span) -> Draft | None:
    """Read: in nineteen ninety-six · since two thousand and ten · by twenty twenty-five."""
    before = span.tokens.words[span.first - 1] if span.first else ""
    words = [span.word(i) for i, letter in enumerate(span.classes) if letter == "w"]
    after = span.tokens.classes[span.last : span.last + 1]
    if before not in _BEFORE_SPELLED or (
        after and after not in ".,|)(&" and span.tokens.words[span.last] not in _NEW_CLAUSE
    ):
        return None
    lead, *tail = [NUMBERS[word] for word in words]
    rest = _below_hundred(tail)
    if not _CENTURIES[0] <= lead <= _CENTURIES[1] or rest is None:
        return None
    return Draft(_DATE, "year", {"y": lead * 100 + rest})


def date(span: Span) -> Draft | None:
    """Read: Oct. 5, 2023 · 5 October · Thursday, January 18th · Monday evening, May 3."""
    args = day_args(span)
    if args is None:
        return None
    week = span.find("W")
    if not 0 <= span.find("LHX") < week:  # the "next" of "next Saturday, December 20"
        args |= relative_year(span)
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
    return Draft(
        _DATE, "month", {"m": span.month(), "week": nth, **span.year(), **relative_year(span)}
    )


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
        args |= relative_year(span)
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
        args |= relative_year(span)
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
    place = span.find("1q")
    args = _quarter_in_letters(span) if span.classes[place] == "1" else _named_quarter(span, place)
    if args is None:
        return None
    lead, rest = 1 if span.classes.startswith("t") else 0, span.classes[place:]
    if span.classes[lead : lead + 1] == "y":
        return Draft(_DATE, "quarter", args | nested("of", {"shift": 0}, "fiscal"))
    if "y" in rest or "F" in rest:
        year = fiscal(Span(span.tokens, span.first + place + 1, span.last))
        return Draft(_DATE, "quarter", args | nested("of", year.args, "fiscal")) if year else None
    return Draft(_DATE, "quarter", args | (span.year() or _year_of_quarter(span, place)))


def _quarter_in_letters(span: Span) -> Args:
    """Read: Q1 · 2H."""
    digit, letter = sorted(span.word(span.find("1")))  # the digit comes first: Q1, 1Q
    return {"h" if letter == "h" else "q": int(digit)}


def _named_quarter(span: Span, place: int) -> Args | None:
    """Read: the first quarter · the last quarter of · this quarter · the second half of."""
    key, count = _QUARTERS.get(span.word(place), ("", 0))
    lead = span.find("oOLXHe5")
    letter, last = span.classes[lead], span.word(lead)
    of = span.find("f", place) >= 0
    if not key or (key == "h" and span.find("fYF", place) < 0):
        return None
    if letter in "oO":
        number = span.number(lead)
        return {key: number} if 1 <= number <= count else None
    if letter == "L" and (last == "final" or (last == "last" and of)):
        return {key: count}
    return {"shift": span.shift() or 0} if key == "q" and not of else None


def _year_of_quarter(span: Span, place: int) -> Args:
    """Read the year of "the first quarter of next year"."""
    tail = span.find("f,", place)
    spot = span.find("LHXQh", tail) if tail >= 0 else -1
    if spot >= 0:
        return {"ry": {"L": -1, "X": 1}.get(span.classes[spot], 0)}
    return {"ry": 0} if tail >= 0 and "U" in span.classes[place:] else {}


CALENDAR: dict[str, Callable[[Span], Draft | None]] = {
    **FISCAL,
    "iso": iso,
    "numeric": numeric,
    "short_day": short_day,
    "spelled_year": spelled_year,
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
