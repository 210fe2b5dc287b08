"""Lines around a story's head: dates and bylines, alone, mixed, or stuck to the first sentence."""

from __future__ import annotations

import re

from servanda.cleaning.agencies import agencies
from servanda.cleaning.dateline import DAY, MONTH
from servanda.cleaning.page_lines import Line
from servanda.data_tables import word_set
from servanda.model.letters import CAPITALS

__all__ = [
    "agency_in",
    "date_inside",
    "date_prefix",
    "is_byline",
    "is_clock",
    "is_date_line",
    "spoken_byline",
]

_BESIDE_DATE = (
    word_set("cleaning", "datelike")
    | word_set("cleaning", "weekday")
    | word_set("cleaning", "month")
    | word_set("cleaning", "beside_date")
)
_FUNCTION = word_set("cleaning", "function")
_WRITER = word_set("cleaning", "writer")
_ISO = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_NUMERIC = r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./]\d{1,2}[./]\d{1,2}"
_FULL = re.compile(
    rf"{_ISO}|{_NUMERIC}|{MONTH},? \d{{4}}\b|{DAY}(?:,? \d{{4}}\b)?|\d{{1,2}}-[A-Z][a-z]{{2}}-\d{{2,4}}"
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_LABELLED = re.compile(
    rf"(?i:date|published(?: on)?|posted(?: on)?|updated(?: on)?|release date)\s*[:|]?\s*(?:{_ISO}|{_NUMERIC})\s+(?=\S)"
)
_LEADING = re.compile(
    rf"(?:[A-Z][a-z]+day,? )?(?:{_ISO}|{DAY},? \d{{4}})(?:,? (?:at )?\d{{1,2}}:\d{{2}}(?: ?[ap]\.?m\.?)?(?: [A-Z]{{2,4}})?)?"
    r"\s*(?:[|•·/–—-]+\s*|\s{2,}|\n|\s)(?=[A-Z“\"(])"
)
_TOKEN = re.compile(r"[^\W\d_][\w.]*|\d[\d:.,/-]*")
_NAME = rf"(?:[{CAPITALS}][\w’'.\-]*|[A-Z]\.|de|van|von|der|al|bin|da|el|Mc\w+)"
_BY = re.compile(
    rf"(?:(?i:by|written by|reported by|story by|text by|from|compiled by|author:?))\s+{_NAME}(?: {_NAME}){{0,5}}"
    rf"(?:(?:\s*,\s*|\s+and\s+|\s*&\s*|\s+in\s+|\s*[|/•·-]\s*|,\s+and\s+)(?:{_NAME}|@\S+|[\w ]{{2,20}})(?: {_NAME}){{0,4}}){{0,5}}\W*$"
)
_CAP = r"(?!AND\b|OF\b|THE\b|FOR\b|ON\b)[A-Z][A-Z.’'\-]*"
_CAPITALS = re.compile(
    rf"{_CAP}(?: {_CAP}){{1,3}}(?:(?:,| and|,? AND| &) {_CAP}(?: {_CAP}){{1,3}}){{1,4}}$|[A-Z]\. {_CAP}(?: {_CAP})?$"
)
_SOURCE = re.compile(
    r"(?i:sources?|agency)\s*[:–—-]\s*([A-Z][\w&’'.-]*(?: [A-Z][\w&’'.-]*){0,3})\.?"
)
_LONGEST = 300  # characters of a byline
_SENDERS = frozenset({"wire", "newswire", "agency", "press"})  # last words of an agency's name
_INITIALLED = re.compile(r"[A-Z]{2,4}(?:/[A-Za-z]{2,4}){1,4}$")  # of writer, editor and desk
_CREDITS = re.compile(
    r"\(?(?:reporting|additional reporting|editing|edited|writing|compiled|translated|translation|produced|news sources?|with reporting|with files|with additional reporting|source|sources|courtesy|agency|agencies|via)(?: by| from)?\b\s*[:by ]",
    re.IGNORECASE,
)  # fmt: skip
_PARTS = re.compile(r"[,|/:()•·–—]|(?<!\s)\s+-\s+|\b(?:by|of|from)\b", re.IGNORECASE)
_REPORTING = re.compile(
    r"[(—–-]{0,3}\s?(?:[Aa]dditional )?[Rr]eporting by [^.]{3,400}(?:[Ee]dit(?:ing|ed)|[Ww]riting) by "
)
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:reporting )?to this (?:report|story|article|dispatch)\b"
)
_GLUED_BY = re.compile(
    rf"By {_NAME}(?: {_NAME}){{1,3}}(?:,? and {_NAME}(?: {_NAME}){{1,3}})?\s+(?=[A-Z]{{3,}}[A-Z,\s]*(?:, \w+)? ?\()"
)


def is_date_line(line: Line) -> bool:
    """Whether the line is a date with at most labels, a clock time and a zone around it."""
    text = line.text
    if len(text) > 120 or not any(ch.isdigit() for ch in text):
        return False
    match = _FULL.search(text)
    if match is None:
        return False
    rest = text[: match.start()] + " " + text[match.end() :]
    return all(_date_word(token) for token in _TOKEN.findall(rest))


def _date_word(token: str) -> bool:
    if token[0].isdigit():
        return True
    return len(token) == 1 or token.lower().strip(".") in _BESIDE_DATE


def is_clock(line: Line) -> bool:
    """Whether the line is nothing but a time of day, a zone, or labels of a date."""
    return len(line.text) <= 60 and all(_date_word(t) for t in _TOKEN.findall(line.text))


def date_prefix(line: Line) -> int:
    """Return where a date stuck in front of the first sentence ends; the line's start without one."""
    head = line.content[line.start : min(line.end, line.start + 120)]
    match = _LABELLED.match(head) or _LEADING.match(head)
    if match is None or match.end() >= line.end - line.start:
        return line.start
    return line.start + match.end()


def date_inside(line: Line) -> tuple[int, int] | None:
    """Return the span of a full date in a short line of names and labels, or None."""
    if line.count > 16 or (line.terminal and not line.text.endswith((":", ")"))):
        return None
    match = _FULL.search(line.text)
    if match is None or not _YEAR.search(match.group()):
        return None
    rest = line.text[: match.start()].strip()
    if rest and _prepositional(rest):
        return None
    return line.start + match.start(), line.start + match.end()


def _prepositional(rest: str) -> bool:
    """Whether the words before a date make it part of a phrase ("signed on", "accord of")."""
    last = re.findall(r"[^\W\d_]+", rest)
    return bool(last) and last[-1].lower() in _FUNCTION


def is_byline(line: Line, *, first: bool = True) -> bool:
    """Whether the line names who wrote or distributed the story, and nothing else.

    `first` says that no prose stood before: only there names in capitals are no heading.
    """
    if _REPORTING.match(line.text) and line.count <= 60:
        return True
    if len(line.text) > _LONGEST or line.count > 40:
        return False
    return (
        _names_agency(line)
        or _names_writer(line)
        or (first and _names_in_capitals(line))
        or _names_desk(line)
    )


def _names_agency(line: Line) -> bool:
    return bool(agencies().named(line.text)) and line.count <= 5 and _all_agency(line.text)


def _names_writer(line: Line) -> bool:
    """Whether it says by whom: "By …", "Reporting by …", "… contributed to this report", "AB/CD"."""
    text = line.text
    if _BY.match(text) and not line.has_verb:
        return True
    if _CREDITS.match(text) and line.count <= 20:
        return True
    return bool(_CONTRIBUTED.search(text) or _INITIALLED.match(text))


def _names_in_capitals(line: Line) -> bool:
    return line.count <= 10 and not line.terminal and bool(_CAPITALS.match(line.text))


def _names_desk(line: Line) -> bool:
    """Whether it ends in "Correspondent", "Staff", "Desk" and the like."""
    if line.terminal or not 2 <= line.count <= 5:
        return False
    return line.words[-1].lower() in _WRITER and line.words[0][0].isupper()


def _all_agency(text: str) -> bool:
    core = text.strip(" .()[]|-–—")
    if agencies().named(core) is None:
        return False
    parts = re.split(r" ?[/|,] ?| and | with ", " ".join(core.split()))
    return all(agencies().named(p) or p.islower() for p in parts if p)


def agency_in(text: str) -> str | None:
    """Find an agency named within a byline: "By A. Writer, Agency", "Agency | Town | Updated"."""
    for part in _PARTS.split(text):
        found = agencies().named(part.strip()) if part.strip() else None
        if found:
            return found
    source = _SOURCE.fullmatch(text.strip())
    return source[1] if source and source[1].split()[-1].lower() in _SENDERS else None


def spoken_byline(line: Line) -> int:
    """Return where a byline stuck in front of a dateline ends; the line's start without one."""
    match = _GLUED_BY.match(line.content, line.start, min(line.end, line.start + _LONGEST))
    return match.end() if match else line.start
