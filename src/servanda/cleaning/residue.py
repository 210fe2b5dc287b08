"""What stands around a report: menus, share bars, teasers, comments, footers (`data/residue.tsv`)."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from servanda.cleaning.page_lines import Line
from servanda.data_tables import one_of, rows, word_set

__all__ = ["Mark", "glued_head", "glued_tail", "is_foreign", "residue_mark"]

_SMALL_FOREIGN = word_set("cleaning", "foreign")
_FUNCTION = word_set("cleaning", "function")
_INVITE = word_set("cleaning", "invite")
_STREET = word_set("cleaning", "street")
_TRIGGER = word_set("cleaning", "trigger")
_EDGE = re.compile(r"^[\s\W_]*?(?=[\w(\[©#*=_~•—–-])|[\s|>»›→+▼▲►:.…]+$")
_FOLD = re.compile(r"\s+")
_URL = re.compile(
    r"(?:https?://|www\.)\S+$|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|info|co\.\w\w|\w\w)(?:/\S*)?$"
)
_EMAIL = re.compile(r"\S+@\S+\.\w+$")
_HANDLE = re.compile(r"(?:@\w+\s*){1,4}$|(?:#\w+[\s,]*)+$")
_CODE = re.compile(r"(?=\S*\d{8})[A-Z]{2,}\w{12,}$")  # the number of a dispatch
_NUMBER = re.compile(r"[\d\W_]+[kKmM]?$")
_PHONE = re.compile(r"(?:tel\S*|phone|fax)?[\s:.]*\+?[\d\s().-]{7,}$", re.IGNORECASE)
_ZIP = re.compile(
    r"^[\w .'-]+,\s+(?:[A-Z]{2}|[A-Z][a-z]+)\.?\s+(?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d)$"
)
_POSTCODE = re.compile(r"^[\w .,'-]{3,40}\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}$")
_AGO = re.compile(
    r"^(?:.{0,30}\b)?\d+\s*(?:s|m|h|d|w|sec|min|hr|hour|day|week|month|year)\w*\.? ago$",
    re.IGNORECASE,
)
# A language switcher stuck to the last word: "en_USEnglish", "fr_FRFrançais".
_SWITCHER = re.compile(
    r"(?:[a-z]{2}_[A-Z]{3}(?:(?![a-z]{2}_[A-Z]{3})[\w() ]){2,20}+)++$"  # each up to the next
)
_PLAIN_SWITCHER = re.compile(r"(?:[a-z]{2}_[A-Z]{2}\s*){1,}$")
_LANGUAGE = re.compile(rf"(?:{one_of('cleaning', 'language')}[\s|/,·•-]*)+$", re.IGNORECASE)


_QUOTES = "“\"‘'«„"
_ROW = 4  # titles of other stories in one line
_FOREIGN = 3  # small words of other languages that tell a line is not English
_SEPARATOR = re.compile(r"(?<!\s)\s++[•|·»]\s++")
_RIGHTS = re.compile(r"\W*(?:©|\(c\)|copyright)", re.IGNORECASE)
_LONG = 40  # words beyond which one phrase of residue is not enough


# A note of the page stuck to the first word of a paragraph.
_STUCK = re.compile(
    r"(?:(?:Article|Story) continues (?:after|below)(?: this)? advertisement|ADVERTISEMENT|Advertisement"
    r"|Link copied)\s*(?=[A-Z“\"‘])"
)


class Mark(StrEnum):
    """What a line of residue says about the lines after it."""

    SAY = "say"  # nothing
    HEAD = "head"  # other stories follow
    END = "end"  # nothing of the report follows


@cache
def _patterns() -> dict[tuple[str, str], re.Pattern[str]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for sort, where, pattern in rows("cleaning", "residue"):
        groups.setdefault((sort, where), []).append(pattern)
    compiled = {}
    for (sort, where), patterns in groups.items():
        body = "|".join(f"(?:{p})" for p in patterns)
        if where == "line":
            body = f"(?:{body})$"
        elif where == "any":
            body = rf"(?<!\w)(?:{body})"
        compiled[sort, where] = re.compile(body, re.IGNORECASE)
    return compiled


def residue_mark(line: Line) -> Mark | None:
    """Say whether `line` is residue by its own words and shape; None where it may be the report."""
    text = line.text
    if _is_row(line):
        return Mark.SAY
    if "rights reserved" in text.lower() and _RIGHTS.match(text):
        return Mark.END
    if len(text) > 600 or (text[0] in _QUOTES and line.count > 4):
        return None
    mark = _short_mark(text) if len(text) <= 160 else None
    if mark is not None:
        return mark
    return Mark.SAY if _invites(line) or _says_residue(line) else None


def _says_residue(line: Line) -> bool:
    """Whether one of the phrases of residue stands in it; a long line needs two of them."""
    if not (line.lower & _TRIGGER) and "©" not in line.text:
        return False
    folded, patterns = _FOLD.sub(" ", line.text), _patterns()
    if line.count > _LONG:
        return _twice(patterns["say", "any"], folded)
    return bool(patterns["say", "start"].match(folded) or patterns["say", "any"].search(folded))


def _is_row(line: Line) -> bool:
    """Whether a line is a row of titles: three signs between them and more, no sentence among them."""
    if line.terminal or line.bullet:
        return False
    titles = _SEPARATOR.split(line.text)
    if titles[0].rstrip().endswith(":"):
        return False  # words that open a list of the story's own
    ended = sum(title.rstrip().endswith((".", ";", ",")) for title in titles[:-1])
    return len(titles) >= _ROW and 2 * ended < len(titles)


def is_foreign(line: Line) -> bool:
    """Whether a line is written in another language: small words of others and few of English."""
    words = [w.lower() for w in line.words]
    foreign = sum(w in _SMALL_FOREIGN for w in words)
    return foreign >= _FOREIGN and foreign > 2 * sum(w in _FUNCTION for w in words)


def _twice(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a long paragraph holds two phrases of residue: one may be the report's own."""
    return sum(1 for _ in zip(range(2), pattern.finditer(text), strict=False)) == 2


def _invites(line: Line) -> bool:
    """Whether a line with an address or a handle in it asks to write, follow or visit."""
    text = line.text
    if len(text) > 400 or not ("@" in text or "http" in text or "www." in text):
        return False
    return text.count("http") >= 2 or bool(line.lower & _INVITE)


def _short_mark(text: str) -> Mark | None:
    patterns = _patterns()
    core = _FOLD.sub(" ", _EDGE.sub("", text)).strip()
    if not core or len(core) == 1:
        return Mark.SAY
    for sort in (Mark.END, Mark.HEAD):
        if patterns[sort, "line"].match(core):
            return sort
    if patterns["end", "start"].match(core):
        return Mark.END
    if patterns["say", "line"].match(core) or patterns["say", "start"].match(core):
        return Mark.SAY
    if _is_address(core, text) or _AGO.match(core) or _CODE.match(core):
        return Mark.SAY
    if not any(ch.isalnum() for ch in text):
        return Mark.SAY
    return None


def _is_address(core: str, text: str) -> bool:
    """Whether a line is an address of any sort: post, telephone, mail, web, a language's code."""
    if _NUMBER.match(text) and not _dated(text):
        return True
    shapes = (_URL, _EMAIL, _HANDLE, _ZIP, _POSTCODE, _SWITCHER, _PLAIN_SWITCHER)
    if any(shape.match(core) for shape in shapes) or _PHONE.match(core):
        return not _dated(text)
    if _LANGUAGE.match(core):
        return True
    words = core.rstrip(".").split()
    if 3 <= len(words) <= 9 and words[0].strip("#,").isdigit() and not core.endswith((":", "?")):
        street = _STREET
        return any(w[0].isupper() and w.strip(".,").lower() in street for w in words[2:])
    return False


def _dated(text: str) -> bool:
    return bool(re.search(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", text))


def glued_tail(line: Line) -> int:
    """Return where a language switcher stuck to the end of `line` begins, or the line's end."""
    match = _SWITCHER.search(line.content, max(line.start, line.end - 80), line.end)
    return match.start() if match else line.end


def glued_head(line: Line) -> int:
    """Return where a note of the page stuck to the start of `line` ends, or the line's start."""
    match = _STUCK.match(line.content, line.start, line.end)
    return match.end() if match and line.end - match.end() >= 30 else line.start
