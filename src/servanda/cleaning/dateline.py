"""The dateline in front of a story: "NORTHPORT, Amberland (Agency) —", with place and agency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from servanda.cleaning.page_lines import Line, agencies
from servanda.cleaning.page_lines import words as word_list
from servanda.world.gazetteer import gazetteer

__all__ = ["DAY", "MONTH", "Dateline", "dashes", "find_dateline", "place_before"]


MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|"
    r"JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT|SEP|OCT|NOV|DEC)\b\.?)"
)
_NTH = r"(?:st|nd|rd|th)?"
DAY = rf"(?:{MONTH} \d{{1,2}}{_NTH}\b|\b\d{{1,2}}{_NTH} {MONTH})(?:,? \d{{4}}\b)?"

_WORD = r"[A-ZÀ-ÞŁŚŽ][\w’'./]*(?:-[\w’'.]+)*"
_SMALL = r"(?:de|del|della|la|las|le|el|al|da|do|dos|di|du|of|on|sur|upon|and|the|am|an der|in)"
_PLACE = rf"{_WORD}(?: (?:{_SMALL} )?{_WORD}){{0,3}}"
_PLACED = re.compile(rf"({_PLACE}(?:, {_PLACE})?),\s*")
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
    head = line.content[line.start : min(line.end, line.start + 160)]
    if not head or not (head[0].isupper() or head[0] == "("):
        return None
    bracketed = _BRACKETED.match(head) if first else None
    if bracketed is not None and gazetteer().country_of_place(_tidy(bracketed[1])) is not None:
        return Dateline(line.start + bracketed.end(), _tidy(bracketed[1]), None, dated=False)
    match = _pattern().match(head)
    if match is None or match.end() == 0:
        return None
    place, agency = match["place"], match["agency"] or match["slashed"]
    dated = bool(match["date"])
    alone = line.start + match.end() >= line.end
    spaced = alone or match["dash"][-1:].isspace()
    mark = match["dash"].strip(" .\n\t")
    if alone and not agency and not mark:
        return None
    named = agencies().named(_without_date(agency)) if agency else None
    if agency and not named and not _like_agency(agency):
        return None
    if not _credible(place, match["region"], agency, named, dated, mark, first):
        return None
    spaced = spaced or (mark != "-" and place is not None and place.split(",")[0].isupper())
    if not (named or dated) and not (spaced and (alone or line.terminal)):
        return None  # a title with a dash in it: "Eastland–Westland Accord"
    where = _tidy(place) if place else None
    source = named or _unlisted(agency)
    dated = dated or bool(agency and _dated(agency))
    return Dateline(line.start + match.end(), where, source, dated)


def place_before(line: Line, start: int) -> str | None:
    """Return the place in front of a date that stands alone: "Eastmouth, 20 May 2031"; or None.

    Only a place that is known, or one word: nothing else tells a place from a person.
    """
    match = _PLACED.fullmatch(line.content, line.start, start)
    if match is None or match[1].split()[-1].lower() in word_list("outlet"):
        return None
    place = _tidy(match[1])
    low = place.lower()
    if agencies().named(place) or low in word_list("datelike") | word_list("weekday"):
        return None
    known = gazetteer().country_of_place(place.split(",")[0]) is not None
    return place if known or (" " not in place and len(place) > 3) else None


def _credible(
    place: str | None,
    region: str | None,
    agency: str | None,
    named: str | None,
    dated: bool,
    mark: str,
    first: bool,
) -> bool:
    """Whether these parts together make a dateline and not the beginning of a sentence."""
    if place is None:
        return bool(named) and (bool(mark) or first)
    words = place.replace(",", " ").split()
    if words[0].lower() in word_list("function") or words[0].lower() in word_list("byword"):
        return False
    capitals = sum(ch.isupper() for ch in words[0]) > 1 and words[0].isupper()
    if named:
        return bool(mark) or capitals or first
    if not first:
        return False
    if mark in {"", "|"}:
        return False
    if dated:
        return True
    known = len(words) <= 4 and gazetteer().country_of_place(_tidy(place)) is not None
    if agency:
        return known or capitals or bool(region)
    if mark in {"-", ":"}:
        return known
    return known or capitals or bool(region)


def _unlisted(words: str | None) -> str | None:
    """Return an agency that no list knows as it is written; None for "(Staff)" and its like."""
    if words is None:
        return None
    name = _without_date(words).strip(" ,-–—")
    generic = word_list("writer") | {"news", "web", "online", "national", "foreign", "the", "and"}
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
    if re.search(r"[A-ZÀ-Þ]{3}\.$", place):
        place = place[:-1]
    return " ".join(_cased(word) for word in place.split())


def _cased(word: str) -> str:
    letters = [ch for ch in word if ch.isalpha()]
    if len(letters) > 2 and all(ch.isupper() for ch in letters) and "." not in word:
        return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), word)
    return word
