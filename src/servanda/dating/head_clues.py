"""Clues to the day a report appeared that its head gives: date lines, datelines, dated titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from servanda.data_tables import one_of
from servanda.dating.day_sets import count, only, span
from servanda.dating.textual_clues import SAVED, Clue, Rank, every_year, full_day
from servanda.model.report import BlockKind, Text
from servanda.model.time import Basis, TimeRef
from servanda.timex.calendar import add_days

__all__ = ["head_clues"]


_FOOT = 160  # characters at the end of a page that may hold its date
_HEAD = 900  # characters in which a page states its date
_MENU = 3  # lines of residue between a date at the top and the title that make it the site's clock
_REST = 40  # characters after a date that are looked at
_TITLE_LAG = 2  # days a report may appear after the day its title bears
_REPORT = frozenset({BlockKind.BODY, BlockKind.LIST_ITEM})

_PUBLISHED = re.compile(r"\b" + one_of("dating", "published") + r"\b", re.IGNORECASE)
_UPDATED = re.compile(r"\b" + one_of("dating", "updated") + r"\b", re.IGNORECASE)
_CRAWLED = re.compile(r"\b" + one_of("dating", "crawled") + r"\b\s*[:©]?|©|\(c\)", re.IGNORECASE)
_SCRAPED = re.compile(r"^\W*date\W", re.IGNORECASE)
_HOLDER = re.compile(r"\b" + one_of("dating", "holder") + r"\b", re.IGNORECASE)


def _line(content: str, offset: int) -> str:
    start = content.rfind("\n", 0, offset) + 1
    end = content.find("\n", offset)
    return content[start : end if end >= 0 else len(content)]


def head_clues(text: Text, refs: Sequence[TimeRef]) -> Iterator[Clue]:
    """Read date lines and datelines at the head of the page, and the date a title ends with."""
    found = list(_read(text, refs))
    lines = [(ref, clue) for ref, clue in found if clue.rank is Rank.DATE_LINE and _plain(clue)]
    nearest = min(lines, key=lambda pair: _distance(text, pair[0]), default=None)
    for ref, clue in found:
        if nearest is None or (ref, clue) not in lines or clue.days == nearest[1].days:
            yield from _clocked(text, ref, clue)
        elif ref.start <= _HEAD:
            yield replace(clue, rank=Rank.SCRAPED)  # one nearer to the report says another day
    yield from _titled(text, refs)


def _plain(clue: Clue) -> bool:
    """Whether a clue is for one day: a line about an update is not."""
    return count(clue.days) == 1


def _distance(text: Text, ref: TimeRef) -> tuple[bool, int]:
    """Return how far a date is from the first words of the report; dates above them come first."""
    first = next((b.start for b in text.blocks if b.kind in _REPORT), 0)
    return ref.start > first, abs(first - ref.start)


def _clocked(text: Text, ref: TimeRef, clue: Clue) -> Iterator[Clue]:
    """Read a date above a page's menu as the site's clock: the report is not later."""
    title = next((b.start for b in text.blocks if b.kind is BlockKind.HEADLINE), 0)
    between = [b for b in text.blocks if ref.end <= b.start < title]
    menu = sum(b.kind is BlockKind.RESIDUE for b in between)
    day = full_day(ref)
    if clue.rank is Rank.DATE_LINE and day is not None and _plain(clue) and menu >= _MENU:
        reason = f"“{ref.text}” stands above the page's menu: it appeared by then"
        yield replace(clue, days=span(None, day), reason=reason, basis=Basis.DERIVED)
    else:
        yield clue


def _titled(text: Text, refs: Sequence[TimeRef]) -> Iterator[Clue]:
    """Read the date a title ends with: "Call with the Minister: 13 February 2031"."""
    title = next((b for b in text.blocks if b.kind is BlockKind.HEADLINE), None)
    for ref in refs:
        day = full_day(ref)
        if title is None or day is None or not title.start < ref.start < title.end:
            continue
        before = text.content[title.start : ref.start].rstrip()
        after = text.content[ref.end : title.end].strip(" .)]")
        if before.endswith((":", "(", "[", ",", "–", "—", "|", "-")) and not after:
            days = span(day, add_days(day, _TITLE_LAG))
            yield Clue(days, f"its title bears the date “{ref.text}”", Rank.CAPTION)


def _read(text: Text, refs: Sequence[TimeRef]) -> Iterator[tuple[TimeRef, Clue]]:
    """Read every date line and dateline, with the expression that it is made of."""
    content = text.content
    for ref in refs:
        kind = text.kind_at(ref.start)
        line = _line(content, ref.start)
        label = content[max(0, ref.start - 40) : ref.start].rsplit("\n", 1)[-1]
        if _CRAWLED.search(label) or _CRAWLED.match(line.strip()):
            continue
        if _HOLDER.search(label) and not _PUBLISHED.search(label):
            continue  # who said a motto, and when
        day = full_day(ref)
        if kind is BlockKind.DATELINE or (not text.blocks and _is_dateline(content, ref)):
            for clue in _dateline(text, ref, day):
                yield ref, clue
        elif (
            day is not None
            and _at_an_end(content, ref)
            and (kind is BlockKind.HEADER_DATE or _is_date_line(text, ref, line))
        ):
            yield ref, _header(ref, day, label)


def _is_date_line(text: Text, ref: TimeRef, line: str) -> bool:
    """Whether a line near the top is little more than its date."""
    if text.blocks and text.kind_at(ref.start) not in {
        None,
        BlockKind.HEADER_DATE,
        BlockKind.BYLINE,
    }:
        return False
    if ref.start > _HEAD:
        return False
    return len(line.strip()) <= len(ref.text) + 40 or bool(
        _SCRAPED.match(text.content[max(0, ref.start - 12) : ref.start])
    )


def _at_an_end(content: str, ref: TimeRef) -> bool:
    """Whether it stands where pages state their date: near the top, or at the very end."""
    return ref.start <= _HEAD or ref.end >= len(content) - _FOOT


def _is_dateline(content: str, ref: TimeRef) -> bool:
    after = content[ref.end : ref.end + 40]
    start = content.rfind("\n", 0, ref.start) + 1
    return (
        ref.start - start < 60
        and ref.start < _HEAD
        and bool(re.match(r"\s*(?:\([^)]{2,30}\)\s*)?(?:--|—|–|-)", after))
    )


def _header(ref: TimeRef, day: date, label: str) -> Clue:
    if _PUBLISHED.search(label):
        return Clue(
            only([day]),
            f"a line says it was published: “{ref.text}”",
            Rank.PUBLISHED_LINE,
            Basis.STATED,
        )
    if _UPDATED.search(label):
        return Clue(
            span(None, day),
            f"it was updated on {day}, so it appeared by then",
            Rank.DATE_LINE,
            Basis.STATED,
        )
    if _SCRAPED.search(label):
        return Clue(only([day]), f"the page is dated {day} {SAVED}", Rank.SCRAPED, Basis.STATED)
    return Clue(only([day]), f"a date line says “{ref.text}”", Rank.DATE_LINE, Basis.STATED)


def _alone(text: Text, ref: TimeRef) -> bool:
    """Whether nothing follows a dateline's date in its line: that is how a document is dated."""
    after = text.content[ref.end : ref.end + _REST].lstrip(" .,)\t")
    return not after or after[0] in "\r\n"


def _dateline(text: Text, ref: TimeRef, day: date | None) -> Iterator[Clue]:
    if day is not None and _alone(text, ref):
        reason = f"a line of place and date says “{ref.text}”"
        yield Clue(only([day]), reason, Rank.DATE_LINE, Basis.STATED)
        return
    if day is not None:
        yield Clue(
            only([day]),
            f"the dateline says “{ref.text}”: it appeared then or the day after",
            Rank.DATELINE,
            Basis.STATED,
        )
        return
    if ref.form != "day":
        return
    days = every_year(ref)
    if days:
        yield Clue(
            only(days),
            f"the dateline says “{ref.text}”, without a year: it appeared then or the day after",
            Rank.DATELINE,
        )
