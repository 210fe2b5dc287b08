"""Rules for what leans on another day: weekdays, last and next, ago and later, durations, sets."""

from __future__ import annotations

from collections.abc import Callable

from servanda.data_tables import word_set
from servanda.model.time import TimexType
from servanda.timex.calendar_rules import clock_args
from servanda.timex.draft import Args, Draft, Span
from servanda.timex.lexicon import DAYPARTS, ORDINALS, REFS, SETS, UNITS, WEEKDAYS
from servanda.timex.timex3 import scaled_unit, unit_value
from servanda.timex.tokens import Tokens

__all__ = ["RELATIVE", "runs_out"]


_DATE, _TIME = TimexType.DATE, TimexType.TIME
_DURATION, _SET = TimexType.DURATION, TimexType.SET
_TODAY = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
_TELLING = {"recent": "PAST_REF", "former": "PAST_REF", "future": "FUTURE_REF"}
_THE_TIMES = {"past": "PAST_REF", "future": "FUTURE_REF"}
_OFTEN = frozenset({"once", "twice", "times", "thrice"})
_FOLLOWING, _ENDS = word_set("timex", "following"), word_set("timex", "ends")
_OUT, _UNTIL = word_set("timex", "out"), word_set("timex", "until")
_APPROX = word_set("timex", "approximate")


def _approx(span: Span) -> str | None:
    words = {span.word(i) for i, letter in enumerate(span.classes) if letter in "As"}
    if words & _APPROX:
        return "APPROX"
    if "more" in words or "over" in words:
        return "MORE_THAN"
    if "less" in words or "fewer" in words or "under" in words:
        return "LESS_THAN"
    return None


def weekday(span: Span) -> Draft | None:
    """Read: Sunday · Tuesday morning · last Friday · Monday of next week."""
    place = span.find("W")
    args: Args = {"wd": WEEKDAYS[span.word(place).rstrip(".")]}
    before, after = span.find("LHXQ"), span.find("LHXQ", place)
    if 0 <= before < place:
        if span.classes[before] == "Q":
            args["same"] = 1
        else:
            args["shift"] = span.shift() or 0
    elif after > place:
        unit = UNITS[span.word(span.find("U", after))]
        if unit != "W":
            return Draft(_DATE, "weekday", args, last=place + 1)
        args["week"] = {"L": -1, "X": 1}.get(span.classes[after], 0)
    if span.word(place).endswith("days") and not span.find("LHXQ") >= 0:
        return Draft(_SET, "set", {"value": f"XXXX-WXX-{args['wd']}"})
    hour = clock_args(span)
    return Draft(
        _TIME if hour else _DATE, "weekday", args | hour, span.part() if not hour else None
    )


def weekday_set(span: Span) -> Draft | None:
    """Read: Every Monday."""
    return Draft(
        _SET, "set", {"value": f"XXXX-WXX-{WEEKDAYS[span.word(1).rstrip('.')]}", "quant": "EVERY"}
    )


def ago(span: Span) -> Draft | None:
    """Read: Two years ago · a few days ago."""
    count, _ = span.count()
    unit = span.unit()
    if span.classes == "U-G":  # the year-ago quarter
        count = 1
    if count is None:
        return Draft(_DATE, "ref", {"value": "PAST_REF"})
    unit, count = scaled_unit(unit, count)
    return Draft(
        _DATE, "offset", {"u": unit, "n": -int(count), "half": int(count % 1 * 2)}, _approx(span)
    )


def later(span: Span) -> Draft | None:
    """Read: Three days later · a year earlier · two weeks after."""
    last = span.word(len(span.classes) - 1)
    if last in {"early", "mid", "late"}:
        return duration(span, trim=1)
    if last in {"after", "before"} and span.tokens.classes[span.last : span.last + 1] not in ".,|)":
        return duration(span, trim=1)
    sign = -1 if last in {"earlier", "before", "previously"} else 1
    count, _ = span.count()
    unit = span.unit()
    if span.tokens.words[span.last : span.last + 1] == ["than"]:
        args: Args = {"value": unit_value(unit, count), "u": unit, "n": sign * int(count or 0)}
        return Draft(_DURATION, "revision", args)
    if span.classes == "U-E":  # the year-earlier period
        count = 1
    if count is None:
        return Draft(_DATE, "ref", {"value": "PAST_REF" if sign < 0 else "FUTURE_REF"})
    unit, count = scaled_unit(unit, count)
    return Draft(_DATE, "later", {"u": unit, "n": sign * int(count)}, _approx(span))


def day_after(span: Span) -> Draft | None:
    """Read: the day before yesterday · the day after tomorrow."""
    step = {"yesterday": -1, "tomorrow": 1}.get(span.word(3), 0)
    way = -1 if span.word(2) == "before" else 1
    if span.unit() != "D":
        return None
    return Draft(_DATE, "today", {"k": step + way})


def from_now(span: Span) -> Draft | None:
    """Read: two weeks from now · 90 days from today."""
    count, _ = span.count()
    last = span.word(len(span.classes) - 1)
    if count is None or span.word(len(span.classes) - 2) != "from" or last not in {"now", "today"}:
        return duration(span, trim=2)
    unit, number = scaled_unit(span.unit(), count)
    return Draft(_DATE, "offset", {"u": unit, "n": int(number)}, _approx(span))


def day_rel(span: Span) -> Draft | None:
    """Read: The day before · the week after."""
    if span.unit() in "hmSCTL":
        return None
    sign = -1 if span.word(len(span.classes) - 1) == "before" else 1
    return Draft(_DATE, "later", {"u": span.unit(), "n": sign})


def span_of(span: Span) -> Draft | None:
    """Read: The past two years · the next five years · the first three months."""
    place = span.find("LHXoO")
    count, _ = span.count()
    unit = span.unit()
    if span.classes in {"tLU", "tLC"}:
        if span.word(1) != "past" or unit in "hmSE":
            return rel(span)
        count = 1 if not span.word(2).endswith("s") else None
    if span.classes[place] in "oO":
        if span.find("o") >= 0 and span.classes.count("o") + span.classes.count("O") > 1:
            return None
        return Draft(_DURATION, "duration", {"value": unit_value(unit, count)})
    args: Args = {
        "value": unit_value(unit, count),
        "u": unit,
        "dir": {"L": -1, "X": 1}.get(span.classes[place], 0),
    }
    if count is not None:
        scaled, number = scaled_unit(unit, count)
        args |= {"u": scaled, "n": int(number)}
    return Draft(_DURATION, "span", args)


def rel(span: Span) -> Draft | None:
    """Read: Last year · this month · late last year · the following week · the same day · that year."""
    place = span.find("LHXQh")
    letter, word = span.classes[place], span.word(place)
    unit, last = span.unit(), span.word(len(span.classes) - 1)
    if word in {"these", "those"} or (last in UNITS and last.endswith("s")):
        return _unsaid(unit, letter)
    if unit in "hmS":
        return None
    if word == "coming" and unit in "WMYT" and "t" in span.classes:
        return _coming(unit)
    if letter in "Qh":
        return Draft(_DATE, "later", {"u": unit, "n": 0}, span.part())
    if word in _FOLLOWING or (span.find("t") == place - 1 >= 0 and unit == "D"):
        return Draft(_DATE, "later", {"u": unit, "n": 1 if letter == "X" else -1}, span.part())
    return Draft(_DATE, "rel", {"u": unit, "k": span.shift() or 0, **span.edge()}, span.part())


def _unsaid(unit: str, letter: str) -> Draft | None:
    """Read: the past years · the coming weeks: an unsaid number of units."""
    if unit in "hmS" or letter in "Qh":
        return None
    if letter not in "LX":
        return Draft(_DATE, "ref", {"value": "PRESENT_REF"})
    args: Args = {"value": unit_value(unit, None), "u": unit, "dir": -1 if letter == "L" else 1}
    return Draft(_DURATION, "span", args)


def _coming(unit: str) -> Draft:
    """Read: the coming year, twelve months from now, not the next of the calendar."""
    scaled, number = scaled_unit(unit, 1)
    args: Args = {"value": unit_value(unit, 1), "u": scaled, "n": int(number), "dir": 1}
    return Draft(_DURATION, "span", args)


def recent(span: Span) -> Draft | None:
    """Read: Recent years."""
    return Draft(_DATE, "ref", {"value": "PAST_REF"}) if span.word(1).endswith("s") else None


def unit_now(span: Span) -> Draft | None:
    """Read: The weekend; the day, the week, the year after "end", "for", "during"."""
    unit = span.unit()
    if span.word(1).endswith("s"):
        return None
    if unit == "E":
        return Draft(_DATE, "weekend", {})
    before = span.tokens.words[span.first - 1] if span.first else ""
    closing = before == "for" and span.tokens.classes[span.last : span.last + 1] in {",", "."}
    if (
        before in _ENDS or closing or runs_out(span.tokens, span.first, span.last)
    ) and unit in "DWMY":
        return Draft(_DATE, "later" if unit == "D" else "rel", {"u": unit, "n": 0, "k": 0})
    return None


def runs_out(tokens: Tokens, first: int, last: int) -> bool:
    """Whether what stands at tokens `first` to `last` (excluded) is told to end: "before the year is out"."""
    after = " ".join(tokens.words[last : last + 2])
    ending = any(after == words or after.startswith(f"{words} ") for words in _OUT)
    return ending and first > 0 and tokens.words[first - 1] in _UNTIL


def unit_part(span: Span) -> Draft | None:
    """Read: The end of the year · year-end · later in the day."""
    unit = span.unit()
    if unit not in "DWMYTC" or (
        unit == "D" and {"end", "close"} & set(span.tokens.words[span.first : span.last])
    ):
        return None
    part = span.part()
    if "'" in span.classes and (span.word(2) != "s" or part != "END"):
        return None
    if unit == "D":
        return Draft(_DATE, "later", {"u": "D", "n": 0}, part)
    return Draft(_DATE, "rel", {"u": unit, "k": 0, **span.edge()}, part)


def each(span: Span) -> Draft | None:
    """Read: Every two years · each month · every other day."""
    count, _ = span.count()
    if count == 0:
        return None
    place = span.find("o")
    if place >= 0:
        count = float(ORDINALS[span.word(place)])
    if "4" in span.classes:
        count = 2
    if span.word(0) == "per":
        return Draft(_SET, "set", {"value": unit_value(span.unit(), 1)})
    return Draft(_SET, "set", {"value": unit_value(span.unit(), count or 1), "quant": "EVERY"})


def set_of(span: Span) -> Draft | None:
    """Read: Annually · daily."""
    return Draft(_SET, "set", {"value": SETS[span.word(0)]})


def today(span: Span) -> Draft | None:
    """Read: Yesterday · tomorrow morning · tonight · this evening · the same night."""
    place = span.find("R")
    part = span.find("T")
    tod = DAYPARTS[span.word(part)] if part >= 0 else None
    if place < 0:
        lead = span.find("LHXQh")
        if span.classes[lead] == "H":
            return Draft(_TIME, "today", {"k": 0, "tod": tod or "NI"})
        if span.classes[lead] == "L" and span.find("t") < 0:
            return Draft(_TIME, "today", {"k": -1, "tod": tod or "NI"})
        shift = {"L": -1, "X": 1}.get(span.classes[lead], 0)
        return Draft(_TIME, "later", {"u": "D", "n": shift, "tod": tod or "NI"})
    word = span.word(place)
    args: Args = {"k": _TODAY[word]}
    if word == "tonight":
        args["tod"] = "NI"
    elif tod is not None:
        args["tod"] = tod
    return Draft(_TIME if "tod" in args else _DATE, "today", args)


def clock(span: Span) -> Draft | None:
    """Read: 10:35 JST · 5 p.m."""
    args = clock_args(span)
    return Draft(_TIME, "clock", args) if "clock" in args else None


def duration(span: Span, trim: int = 0) -> Draft | None:
    """Read: Three days · 50 minutes · forty-year · about two and a half years · a few months."""
    if span.classes == "U-l":
        return _long(span)
    unit, count, fuzzy = _counted(span)
    before = span.tokens.words[span.first - 1] if span.first else ""
    if span.classes in {"aU", "aC"} and before in _OFTEN:
        return Draft(_SET, "set", {"value": unit_value(unit, 1)})
    if unit == "S" and count is None:
        return None
    last = len(span.classes) - trim
    if span.classes.endswith("l") and "-" not in span.classes and span.word(last - 1) == "long":
        last -= 1
    first = 1 if span.word(0) == "than" or span.classes.startswith("aU-") else 0
    args = _length(unit, count)
    if count == 1 and not fuzzy and span.classes.startswith("a"):
        args["one"] = 1
    return Draft(_DURATION, "duration", args, _approx(span), first=first, last=last)


def _counted(span: Span) -> tuple[str, float | None, bool]:
    """Return the unit of a duration, how many of it, and whether that is a guess."""
    count, fuzzy = span.count()
    unit = span.unit()
    if span.classes.startswith("qa"):  # half an hour
        count = 0.5 if span.word(0) == "half" else 0.25
    elif span.classes.endswith("&aq") and count is not None:
        count += 0.5
    elif span.classes.endswith("q"):
        unit = "Q"
    if unit == "h" and count is not None and count < 1:
        unit, count = "m", count * 60
    return unit, count, fuzzy


def _long(span: Span) -> Draft | None:
    """Read: a decade-long dispute."""
    unit = span.unit()
    if span.word(2) != "long" or unit in "mS":
        return None
    count = None if span.word(0).endswith("s") else 1
    return Draft(_DURATION, "duration", _length(unit, count), last=3)


def _length(unit: str, count: float | None) -> Args:
    args: Args = {"value": unit_value(unit, count), "u": unit}
    if count is not None and count == int(count):
        scaled, number = scaled_unit(unit, count)
        args |= {"u": scaled, "n": int(number)}
    return args


def units(span: Span) -> Draft | None:
    """Read: Years · months · decades: an unsaid number of them."""
    word = span.word(0)
    tokens = span.tokens
    if (
        not word.endswith("s")
        or span.unit() in "SE"
        or (span.first and tokens.glued(span.first - 1))
    ):
        return None
    if span.unit() == "m" and (
        not span.first or tokens.words[span.first - 1] not in {"in", "within", "for", "just"}
    ):
        return None
    return Draft(_DURATION, "duration", {"value": unit_value(span.unit(), None), "u": span.unit()})


def ref(span: Span) -> Draft | None:
    """Read: now · currently · recently · in the past · in the future · for the time being."""
    word, tokens = span.word(0), span.tokens
    before = tokens.words[span.first - 1] if span.first else ""
    if " " in word:
        return Draft(_DATE, "ref", {"value": REFS[word]})
    if word == "the":
        named = _THE_TIMES.get(span.word(1))
        after = tokens.classes[span.last : span.last + 1]
        if named is None or before not in {"in", "of", "for"} or after not in ".,|'":
            return None
        return Draft(_DATE, "ref", {"value": named})
    if word == "recently" and before == "as":
        return None
    if word in _TELLING:
        return Draft(_DATE, "ref", {"value": _TELLING[word], "adj": 1})
    return Draft(_DATE, "ref", {"value": REFS[word]})


def daypart(span: Span) -> Draft | None:
    """Read: noon · the evening · overnight · at night."""
    before = span.tokens.words[span.first - 1] if span.first else ""
    if span.word(0) == "daytime" or (span.word(0) == "night" and before == "at"):
        tod = DAYPARTS[span.word(0)]
        return Draft(_TIME, "ref", {"value": f"XXXX-XX-XXT{tod}"})
    return Draft(_TIME, "clock", {"tod": DAYPARTS[span.word(span.find("T"))]})


RELATIVE: dict[str, Callable[[Span], Draft | None]] = {
    "weekday": weekday,
    "weekday_set": weekday_set,
    "ago": ago,
    "later": later,
    "day_after": day_after,
    "from_now": from_now,
    "day_rel": day_rel,
    "span": span_of,
    "rel": rel,
    "unit_part": unit_part,
    "each": each,
    "set": set_of,
    "today": today,
    "clock": clock,
    "duration": duration,
    "recent": recent,
    "unit_now": unit_now,
    "units": units,
    "ref": ref,
    "daypart": daypart,
}
