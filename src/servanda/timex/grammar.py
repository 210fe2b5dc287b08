"""The grammar of time expressions, as one expression over token classes.

Each rule is a named group over the class letters of `servanda.timex.lexicon`; the first rule that
fits at a place wins and takes as much as it can. `servanda.timex.calendar_rules` turns a match into a
draft of a `TimeRef`, or refuses it. No repetition is without a bound, so reading stays linear.

Letters: M month, W weekday, S season, T part of day, U unit, C century, Y year-like number, N one
or two digits, n other number, w number word, s few/several, O/o ordinal, D decade, L last, H this,
h that, X next, Q same, E early/late, e beginning/end, I/J dates in digits, K clock, k a.m./p.m.,
Z zone, F FY2025, 1 Q1, y fiscal, q quarter/half, B BC/AD, R today, V annually, P now, G ago,
g afterwards, r before/after, j every, A about, t the, a a, f of, i in, c from, d ending, z to, b between.
"""

from __future__ import annotations

import re

from servanda.timex.tokens import OTHER

__all__ = ["MASTER", "RULES"]


_NUM = r"(?:s?(?=[wNn]))?(?:[Nn](?:&aq)?|w(?:-?w){0,4}(?:&aq)?|Y|as?f?|sf?)"
_YEAR = r"(?:YB?|[Nn]B)"
_LAST = r"[LHXQ]"
_UNIT = r"[UC]"
_CLOCK = r"(?:K(?:k)?(?:,?Z)?|[Nw]k(?:,?Z)?|[nY]Z)"
_WD = r"(?:W(?:T)?,?t?)"
_MD = r"(?:Mt?[NO]|t?[NO]f?M|to,?f?M|Mto)"
_PART = r"(?:E-?|eft?)"
_YEARISH = rf"(?:{_YEAR}|t?[LHXQh]y?U|ty?U|t?yU?f?Y|F)"
_FY = r"(?:F|yU?f?Y)"
_DATE = rf"(?:M[NO]|[NO]M)(?:,?{_YEAR})?"
_TAIL = rf"(?:,?f?,?{_YEAR}|f?t?[LHXQh]U)"
_FEAST = r"v"

_SOURCE: tuple[tuple[str, str], ...] = (
    ("iso", r"I"),
    ("numeric", r"J"),
    ("short_day", r"N-M-[NY](?![-\d])|M-N-Y(?![-\d])"),
    ("fiscal_range", rf"b?t?{_FY}(?:-|z|&)t?(?:{_FY}|Y)"),
    ("fiscal_from", r"t?yUci?t?MN?,?Y?"),
    ("fiscal_end", r"t?yUdi?(?:MN?,?)?Y"),
    ("fiscal", rf"t?YyU|t?{_PART}?t?{_FY}|t?[LHX]yU|t?{_PART}t?[LHX]yU"),
    (
        "quarter",
        rf"t?y[oO5]-?q|t?[oOLX5e]-?qft?{_YEARISH}|t?[oO5]-?q,?{_FY}|t?[oO]-?q,?Y|1,?(?:f?Y|f?F|yU?Y)|[LXH]q|t[oOLX5]-?q|[oO]-q",
    ),
    ("range_md_d", rf"(?:t(?=M))?(?:{_WD})?M[NO](?:-|z|&)t?[NO](?![-:kKUNM]){_TAIL}?"),
    ("range_d_dm", rf"b?t?[NO](?:-|z|&)t?[NO]f?M{_TAIL}?"),
    ("range_md_md", rf"{_DATE}(?:-|=|z){_DATE}"),
    ("night_of", rf"(?:Eit|t?(?:E-?|ef?t?))?t?TU?ft?(?:{_WD}?{_MD}(?:,?{_YEAR})?|W)"),
    ("feast", rf"v(?:,?f?{_YEAR})?"),
    ("clock_date", rf"TW(?!T)|{_CLOCK},?t?(?:{_WD}?{_MD}(?:,?{_YEAR})?Z?|W|R)|{_CLOCK},?R"),
    ("date", rf"(?:t(?=M)|t?[LHX](?=W))?{_WD}?{_MD}{_TAIL}?(?:,?{_CLOCK}|T)?"),
    ("month_range", rf"M(?:-|z)M(?![NO])(?:f?,?{_YEAR}|f?t?[LHXQ]U)?"),
    ("month", rf"(?:Ei(?=M)|t?{_PART})?t?[LHXQh]?M{_TAIL}?"),
    ("season", rf"(?:Eit?(?=S)|Ei[HX](?=S)|t?{_PART})?t?[LHXQh]?S{_TAIL}?|YS"),
    ("decade", rf"t?[oO]-?qft?D|t?{_PART}?t?D"),
    ("century", rf"t?{_PART}?t?(?:[oO]|w-o)-?CB?"),
    ("weekday_set", r"jWT?"),
    ("weekday", rf"(?:E-?)?t?(?:H(?=[LX]))?[LHXQ]?W(?:T|,?{_CLOCK})?(?:f?t?[LHXQ]U)?"),
    ("day_after", r"tUrR"),
    ("from_now", rf"A{{0,3}}{_NUM}{_UNIT}c[PR]"),
    ("week_of_month", rf"t?[oOL5]U f M(?:f?,?{_YEAR}|f?t?[LHXQ]U)?".replace(" ", "")),
    ("week_of_day", rf"tUf(?:{_MD}(?:,?{_YEAR})?)"),
    ("spelled_year", r"w(?:-?w){1,3}(?![-UC])"),
    ("ago", rf"A{{0,3}}{_NUM}-?{_UNIT}G|UG|U-G"),
    ("later", rf"A{{0,3}}{_NUM}{_UNIT}(?:[Eg]|r(?!_))|U[Eg]|U-E"),
    ("day_rel", r"tUr"),
    ("span", rf"t?A?[LHX]A?{_NUM}-?\+?{_UNIT}|t?[oO]{_NUM}{_UNIT}|tL{_UNIT}"),
    ("unit_part", rf"t?eft?{_UNIT}|{_UNIT}-e|{_UNIT}'_e|E(?:it|-){_UNIT}"),
    ("rel", rf"t?{_PART}?t?(?:[LHXQh]|hQ|H[LX])y?{_UNIT}|t\+U"),
    ("each", rf"j(?:{_NUM}|o|4)?-?{_UNIT}"),
    ("set", r"V"),
    ("today", r"E?RT?|E?t?[LHXQ]T|hT"),
    ("clock", _CLOCK),
    (
        "duration",
        rf"{_NUM}{_UNIT}&aq|A{{0,3}}{_NUM}-?\+?{_UNIT}(?:-?l)?|A{{0,2}}{_NUM}\+q|U-l|qa{_UNIT}",
    ),
    ("recent", r"pU"),
    ("unit_now", r"tU"),
    ("units", r"U"),
    ("bc_range", r"[NnY](?:-|z|&)[NnY]B"),
    ("year_span", r"(?<=[bc])Y[z&]Y(?!U)|Y&Y(?!U)"),
    ("short_year", r"8"),
    ("year_range", rf"t?{_YEAR}-(?:Y|N)B?(?![-UM])"),
    ("year", rf"(?:Ei|t?{_PART})?t?{_YEAR}"),
    ("ref", r"P|tx|tL|[px9]"),
    ("daypart", r"(?:t?E-?)?T|tT"),
)
RULES: tuple[str, ...] = tuple(name for name, _ in _SOURCE)
# No rule begins with a word of no class, as nine of ten words are: asked first, search is seven times as fast.
MASTER = re.compile(f"(?!{OTHER})(?:{'|'.join(f'(?P<{name}>{rule})' for name, rule in _SOURCE)})")
