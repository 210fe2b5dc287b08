"""The dateline in front of a story: "NORTHPORT, Amberland (Agency) —", with place and agency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from servanda.cleaning.agencies import agencies
from servanda.cleaning.page_lines import Line
from servanda.data_tables import word_set
from servanda.model.letters import CAPITALS
from servanda.world.gazetteer import gazetteer

__all__ = ["DAY", "MONTH", "Dateline", "dashes", "find_dateline", "place_before"]

_NO_PLACE = word_set("cleaning", "datelike") | word_set("cleaning", "weekday")
_NOT_FIRST = word_set("cleaning", "function") | word_set("cleaning", "byword")
_OUTLET = word_set("cleaning", "outlet")
_WRITER = word_set("cleaning", "writer")
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|"
    r"JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT|SEP|OCT|NOV|DEC)\b\.?)"
)
_NTH = r"(?:st|nd|rd|th)?"
DAY = rf"(?:{MONTH} \d{{1,2}}{_NTH}\b|\b\d{{1,2}}{_NTH} {MONTH})(?:,? \d{{4}}\b)?"

_WORD = rf"[{CAPITALS}][\w’'./]*(?:-[\w’'.]+)*"
_SMALL = r"(?:de|del|della|la|las|le|el|al|da|do|dos|di|du|of|on|sur|upon|and|the|am|an der|in)"
_PLACE = rf"{_WORD}(?: (?:{_SMALL} )?{_WORD}){{0,3}}"
_PLACED = re.compile(rf"({_PLACE}(?:, {_PLACE})?),\s*")
_LONGEST = 160  # characters of a dateline
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_AGENCY = r"(?:\((?P<agency>[^()\n]{2,60})\)|/(?P<slashed>[A-Z][\w ]{1,20})/\.?)"


_BRACKETED = re.compile(rf"\(({_PLACE})\)\s*(?:[—–-]|--)\s+(?=[A-Z“\"])")


@cache
def dashes() -> str:
    """Return a pattern for a dash, also one whose bytes were read in a wrong encoding."""
    forms = {"—", "–", "―", "−", "‒", "--", "---", "‑"}
    for dash in "—–―":
        for codec in ("cp1252", "cp874", "cp1251", "cp1250", "cp1253", "cp1254", "cp437", "cp850",
                      "mac_roman", "latin-1", "cp866", "koi8_r", "gbk", "shift_jis"):  # fmt: skip
            forms.add(dash.encode().decode(codec, "ignore").strip())
    kept = sorted((f for f in forms if len(f) > 1 or f in "—–―−‒‑"), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(form) for form in kept) + ")"


@cache
def _pattern() -> re.Pattern[str]:
    dash = dashes()
    return re.compile(
        rf"(?P<place>{_PLACE}(?P<region>,? \[{_PLACE}\]|(?:, {_PLACE}){{1,2}}(?=[ ,(:—–-]))?)?"
        rf"(?P<date>[,:.]? ?(?:/|[|]|{dash}|-)? ?\(?{_WEEKDAY}{DAY}\)?)?"
        rf"[,.]?\s?(?:{_AGENCY})?"
        rf"(?P<dash>\.?\s*(?:{dash}|[-:|])(?:\s+|$|(?=[“\"‘A-Z]))|\s+(?=[“\"A-Z])|\s*$)"
    )


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: where it ends in the text, its place and agency as far as it names them."""

    end: int
    place: str | None
    agency: str | None
    dated: bool


def find_dateline(line: Line, *, first: bool) -> Dateline | None:
    """Find the dateline at the start of `line`, or None.

    `first` says that no prose stood before: only there a dateline may do without an agency.
    """
    head = line.content[line.start : min(line.end, line.start + _LONGEST)]
    if not head or not (head[0].isupper() or head[0] == "("):
        return None
    return (_bracketed(line, head) if first else None) or _dashed(line, head, first=first)


def _bracketed(line: Line, head: str) -> Dateline | None:
    """Find: (Eastmouth) — with a place that is known."""
    match = _BRACKETED.match(head)
    if match is None or gazetteer().country_of_place(_tidy(match[1])) is None:
        return None
    return Dateline(line.start + match.end(), _tidy(match[1]), None, dated=False)


def _dashed(line: Line, head: str, *, first: bool) -> Dateline | None:
    """Find: EASTMOUTH, Amberland (Agency) — with what of it is there."""
    match = _pattern().match(head)
    if match is None or match.end() == 0:
        return None
    parts = _Parts.of(match, alone=line.start + match.end() >= line.end)
    if not parts.whole or not _credible(parts, first=first):
        return None
    if not parts.named and not parts.dated and not parts.apart(line):
        return None  # a title with a dash in it: "Eastland–Westland Accord"
    return Dateline(
        line.start + match.end(),
        _tidy(parts.place) if parts.place else None,
        parts.named or _unlisted(parts.agency),
        parts.dated or _dated(parts.agency or ""),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a dateline's pattern found; `named` is the agency where a list knows it."""

    place: str | None
    region: str | None
    agency: str | None
    named: str | None
    dated: bool
    mark: str  # the dash, without the space around it
    alone: bool  # on its line
    after_space: bool

    @classmethod
    def of(cls, match: re.Match[str], *, alone: bool) -> _Parts:
        agency = match["agency"] or match["slashed"]
        return cls(
            place=match["place"],
            region=match["region"],
            agency=agency,
            named=agencies().named(_without_date(agency)) if agency else None,
            dated=bool(match["date"]),
            mark=match["dash"].strip(" .\n\t"),
            alone=alone,
            after_space=alone or match["dash"][-1:].isspace(),
        )

    @property
    def whole(self) -> bool:
        """Whether it ends in a dash or an agency, and what is in brackets may be an agency."""
        if self.agency:
            return self.named is not None or _like_agency(self.agency)
        return bool(self.mark) or not self.alone

    def apart(self, line: Line) -> bool:
        """Whether a sentence follows after a space, or nothing; places in capitals need no space."""
        capitals = self.place is not None and self.place.split(",")[0].isupper()
        spaced = self.after_space or (self.mark != "-" and capitals)
        return spaced and (self.alone or line.terminal)


def place_before(line: Line, start: int) -> str | None:
    """Return the place in front of a date that stands alone: "Eastmouth, 20 May 2031"; or None.

    Only a place that is known, or one word: nothing else tells a place from a person.
    """
    if start - line.start > _LONGEST:
        return None
    match = _PLACED.fullmatch(line.content, line.start, start)
    if match is None or match[1].split()[-1].lower() in _OUTLET:
        return None
    place = _tidy(match[1])
    low = place.lower()
    if agencies().named(place) or low in _NO_PLACE:
        return None
    known = gazetteer().country_of_place(place.split(",")[0]) is not None
    return place if known or (" " not in place and len(place) > 3) else None


def _credible(parts: _Parts, *, first: bool) -> bool:
    """Whether these parts together make a dateline and not the beginning of a sentence."""
    if parts.place is None:
        return bool(parts.named) and (bool(parts.mark) or first)
    words = parts.place.replace(",", " ").split()
    if words[0].lower() in _NOT_FIRST:
        return False
    capitals = sum(ch.isupper() for ch in words[0]) > 1 and words[0].isupper()
    if parts.named:
        return bool(parts.mark) or capitals or first
    if not first or parts.mark in {"", "|"}:
        return False
    return parts.dated or _known_place(parts, words, capitals=capitals)


def _known_place(parts: _Parts, words: list[str], *, capitals: bool) -> bool:
    """Whether the place is in the gazetteer, or written as only a dateline's is."""
    if len(words) <= 4 and gazetteer().country_of_place(_tidy(parts.place or "")) is not None:
        return True
    hyphen = parts.agency is None and parts.mark in {"-", ":"}
    return not hyphen and (capitals or bool(parts.region))


def _unlisted(words: str | None) -> str | None:
    """Return an agency that no list knows as it is written; None for "(Staff)" and its like."""
    if words is None:
        return None
    name = _without_date(words).strip(" ,-–—")
    generic = _WRITER | {
        "news",
        "web",
        "online",
        "national",
        "foreign",
        "the",
        "and",
    }
    own = all(part.lower() in generic for part in name.split())
    return None if own or len(name) < 2 or name[0].isdigit() or _dated(name) else name


def _like_agency(words: str) -> bool:
    parts = words.split()
    return len(parts) <= 6 and parts[0][0].isupper() and not any(p.isdigit() for p in parts[:1])


def _without_date(words: str) -> str:
    return re.split(rf"\s[-–]\s(?=\d|{MONTH})|,\s*(?=\d|{MONTH})", words)[0]


def _dated(words: str) -> bool:
    return bool(re.search(DAY, words))


def _tidy(place: str) -> str:
    """Write a place in capitals as it is written in a sentence."""
    place = re.sub(r",? \[", ", ", place).replace("]", "").strip(" ,:")
    if re.search(rf"[{CAPITALS}]{{3}}\.$", place):
        place = place[:-1]
    return " ".join(_cased(word) for word in place.split())


def _cased(word: str) -> str:
    letters = [ch for ch in word if ch.isalpha()]
    if len(letters) > 2 and all(ch.isupper() for ch in letters) and "." not in word:
        return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), word)
    return word
