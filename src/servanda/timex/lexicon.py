"""The words of English that time expressions are made of, each with a class of one letter.

The grammar (`servanda.timex.grammar`) is written over these letters, so that a new word is a
new line here and no new rule. Words with a second life ("may", "fall", "second") are settled in
`servanda.timex.tokens`, where their neighbours can be seen.
"""

from __future__ import annotations

__all__ = [
    "ABBREVIATED",
    "CLASSES",
    "DAYPARTS",
    "HOLIDAYS",
    "MONTHS",
    "NUMBERS",
    "ORDINALS",
    "REFS",
    "SEASONS",
    "SETS",
    "TENS",
    "UNITS",
    "WEEKDAYS",
    "ZONES",
]


_MONTH_NAMES = (
    "january february march april may june july august september october november december"
).split()
MONTHS: dict[str, int] = {name: i for i, name in enumerate(_MONTH_NAMES, 1)}
MONTHS |= {name[:3]: i for i, name in enumerate(_MONTH_NAMES, 1)} | {"sept": 9}

_DAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAYS: dict[str, int] = {name: i for i, name in enumerate(_DAY_NAMES, 1)}
WEEKDAYS |= {name[:3]: i for i, name in enumerate(_DAY_NAMES, 1)}
WEEKDAYS |= {"tues": 2, "weds": 3, "thur": 4, "thurs": 4}
WEEKDAYS |= {name + "s": i for i, name in enumerate(_DAY_NAMES, 1)}

# Abbreviations take their full stop with them.
ABBREVIATED = frozenset(
    [m for m in MONTHS if len(m) <= 4 and m not in {"may", "june", "july"}]
    + [d for d in WEEKDAYS if len(d) <= 5 and not d.endswith("day")]
)

SEASONS: dict[str, str] = {
    "spring": "SP",
    "springtime": "SP",
    "summer": "SU",
    "summertime": "SU",
    "autumn": "FA",
    "fall": "FA",
    "winter": "WI",
    "wintertime": "WI",
}

DAYPARTS: dict[str, str] = {
    "morning": "MO",
    "dawn": "MO",
    "daybreak": "MO",
    "sunrise": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "dusk": "EV",
    "sunset": "EV",
    "night": "NI",
    "nightfall": "EV",
    "overnight": "NI",
    "noon": "12:00",
    "midday": "12:00",
    "midnight": "24:00",
    "daytime": "DT",
    "mornings": "MO",
    "afternoons": "AF",
    "evenings": "EV",
    "nights": "NI",
}

# unit -> (letter of the TIMEX3 duration, whether it is counted in days or more)
HOLIDAYS: dict[str, tuple[int, int]] = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "new years day": (1, 1),
    "new years eve": (12, 31),
}

UNITS: dict[str, str] = {
    "seconds": "S",
    "minute": "m",
    "minutes": "m",
    "hour": "h",
    "hours": "h",
    "hrs": "h",
    "day": "D",
    "days": "D",
    "week": "W",
    "weeks": "W",
    "fortnight": "F",
    "fortnights": "F",
    "weekend": "E",
    "weekends": "E",
    "month": "M",
    "months": "M",
    "year": "Y",
    "years": "Y",
    "yr": "Y",
    "yrs": "Y",
    "decade": "T",
    "decades": "T",
    "century": "C",
    "centuries": "C",
    "millennium": "L",
    "millennia": "L",
}

NUMBERS: dict[str, int] = {
    word: i
    for i, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS: dict[str, int] = {
    word: (i + 2) * 10
    for i, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
NUMBERS |= TENS | {"hundred": 100, "thousand": 1000, "dozen": 12}

ORDINALS: dict[str, int] = {
    word: i
    for i, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        1,
    )
}
ORDINALS |= {"thirtieth": 30}

REFS: dict[str, str] = {
    "now": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "presently": "PRESENT_REF",
    "recently": "PAST_REF",
    "the time being": "PRESENT_REF",
    "these days": "PRESENT_REF",
    "the long term": "FUTURE_REF",
    "the medium term": "FUTURE_REF",
    "the near term": "FUTURE_REF",
    "the short term": "FUTURE_REF",
    "the near future": "FUTURE_REF",
    "a later date": "FUTURE_REF",
    "a later time": "FUTURE_REF",
    "a later stage": "FUTURE_REF",
    "very soon": "FUTURE_REF",
}

SETS: dict[str, str] = {
    "annually": "P1Y",
    "annual": "P1Y",
    "yearly": "P1Y",
    "daily": "P1D",
    "weekly": "P1W",
    "monthly": "P1M",
    "quarterly": "P1Q",
    "hourly": "PT1H",
    "nightly": "P1D",
    "biweekly": "P2W",
    "biennially": "P2Y",
    "fortnightly": "P2W",
}

ZONES: dict[str, int] = {
    "gmt": 0,
    "utc": 0,
    "bst": 1,
    "cet": 1,
    "cest": 2,
    "eet": 2,
    "msk": 3,
    "ist": 5,
    "sgt": 8,
    "hkt": 8,
    "jst": 9,
    "kst": 9,
    "aest": 10,
    "aedt": 11,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
}

_WORDS: dict[str, str] = {
    "L": "last past previous preceding prior",
    "5": "final",
    "p": "recent",
    "+": "straight consecutive trading full whole entire business calendar working additional extra",
    "H": "this current",
    "X": "next coming following upcoming ensuing subsequent succeeding",
    "Q": "same",
    "h": "that those these",
    "t": "the",
    "a": "a an",
    "i": "in on at during",
    "f": "of",
    "&": "and or",
    "z": "to through until till thru",
    "b": "between",
    "c": "from starting beginning commencing",
    "d": "ending ended",
    "E": "early mid late earlier later",
    "e": "beginning start middle end close outset midpoint latter",
    "G": "ago",
    "g": "afterwards afterward hence onwards onward previously",
    "r": "before after",
    "j": "every each per",
    "s": "several few couple many some numerous",
    "A": "about around nearly almost roughly approximately over under only more less fewer than up",
    "y": "fiscal financial",
    "q": "quarter half quarters halves",
    "B": "bc bce ad ce",
    "k": "am pm o'clock oclock",
    "R": "today yesterday tomorrow tonight",
    "l": "old long",
    "4": "other",
    "x": "future",
    "9": "former",
}

CLASSES: dict[str, str] = {
    word: letter for letter, words in _WORDS.items() for word in words.split()
}
CLASSES |= dict.fromkeys(MONTHS, "M")
CLASSES |= dict.fromkeys(WEEKDAYS, "W")
CLASSES |= dict.fromkeys(SEASONS, "S")
CLASSES |= dict.fromkeys(DAYPARTS, "T")
CLASSES |= dict.fromkeys(UNITS, "U") | dict.fromkeys(("century", "centuries"), "C")
CLASSES |= dict.fromkeys(NUMBERS, "w")
CLASSES |= dict.fromkeys(ORDINALS, "o")
CLASSES |= dict.fromkeys(REFS, "P")
CLASSES |= dict.fromkeys(SETS, "V")
CLASSES |= dict.fromkeys(ZONES, "Z")
