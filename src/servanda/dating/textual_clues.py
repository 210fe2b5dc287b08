"""Clues to the day a report appeared: each is a set of days, a reason for people, and a rank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import pairwise

from servanda.data_tables import one_of
from servanda.dating.day_sets import BASE, LAST, only, span, weekdays
from servanda.model.report import BlockKind, Dating, Text
from servanda.model.time import Basis, Direction, TimeRef, TimexType
from servanda.timex.calendar import add_days
from servanda.timex.resolving import Anchor, resolve, seen_from
from servanda.timex.stated_day import StatedDay, stated_day

__all__ = [
    "NONE",
    "SAVED",
    "Clue",
    "Rank",
    "body_clues",
    "every_year",
    "full_day",
    "is_scraped",
    "lead_weekday",
    "metadata_clues",
]


STORY_LAG = 2  # days a story may appear after the weekday it names as the day of the event
_LEAD = 700  # characters of the report itself in which its own day is named
_CAPTION_LAG = 2  # days between a dated picture of the event and the report


class Rank(IntEnum):
    """How far a clue is trusted when clues disagree: the lower the rank, the more."""

    METADATA = 0
    PUBLISHED_LINE = 1
    DATE_LINE = 2
    DATELINE = 3
    SCRAPED = 4
    CAPTION = 5
    WEEKDAY = 6
    OFFICE = 7
    MILESTONE = 8
    TOLD = 9


@dataclass(frozen=True, slots=True)
class Clue:
    """The days on which a report may have appeared, why, and how far that is trusted."""

    days: int
    reason: str
    rank: Rank
    basis: Basis = Basis.DERIVED


NONE = 0  # the days of a clue that is said and not taken
_WHOLE_DAY = len("2024-03-12")
SAVED = "by whoever saved it"  # how the reason of a date that a scraper gave ends
_URL_DATE = re.compile(
    r"[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|\D|$)"
)


def metadata_clues(metadata: Mapping[str, str]) -> Iterator[Clue]:
    """Read what the source itself states: `published`, and a date within `url`."""
    stated = metadata.get("published", "")
    day = stated_day(stated) if stated else None
    if day is not None and day.first is not None:
        reason = f"the source states it was published on {day.iso}"
        if len(day.iso) < _WHOLE_DAY or "W" in day.iso:
            reason = f"the source states it was published in {day.iso}"
        yield Clue(span(day.first, day.last), reason, Rank.METADATA, Basis.STATED)
    elif day is not None:
        yield _refused(stated, day)
    elif metadata.get("published_refused"):
        yield _refused(metadata["published_refused"], stated_day(metadata["published_refused"]))
    found = _URL_DATE.search(metadata.get("url", ""))
    if found and (day is None or day.first is None):
        try:
            there = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return
        yield Clue(
            only([there]), f"its address bears the date {there}", Rank.PUBLISHED_LINE, Basis.STATED
        )


def _refused(stated: str, day: StatedDay) -> Clue:
    """Say that what a source states is not taken for its day, and why."""
    reason = f"the source states “{stated[:40]}”, which is not taken: {day.problem}"
    return Clue(NONE, reason, Rank.METADATA, Basis.STATED)


_WILL_REACH = 9  # words between "will" and the date it governs
_DEADLINE_REACH = 22  # words between "will" and "by …"
_SENTENCE = 400  # characters of a sentence before the expression that are looked at
_PREPOSED = re.compile(r"\b" + one_of("dating", "preposed") + r"\s+$", re.IGNORECASE)
_WILL = re.compile(r"\b" + one_of("dating", "will") + r"\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b" + one_of("dating", "ahead") + r"\b", re.IGNORECASE)
_FORMS = frozenset({"day", "month", "year", "quarter", "range"})  # that say when something was
_NOT_YET = frozenset({"by", "until", "before", "as_early_as"})  # relations that look ahead


def is_scraped(dating: Dating) -> bool:
    """Whether a date is that of the page on which somebody saved the report, weeks later perhaps."""
    return any(reason.endswith(SAVED) for reason in dating.reasons)


def full_day(ref: TimeRef) -> date | None:
    """Return the day an expression states in full, or None."""
    if ref.form != "day" or ref.arg("y") is None or ref.arg("era"):
        return None
    seen = seen_from(ref, None, None)
    return seen.when.start if seen.when is not None else None


def every_year(ref: TimeRef) -> list[date]:
    """Return that day of that month in every year the calendar of clues holds."""
    month, number = int(ref.arg("m") or 0), int(ref.arg("d") or 0)
    out: list[date] = []
    for year in range(BASE.year, LAST.year + 1):
        try:
            out.append(date(year, month, number))
        except ValueError:
            continue
    return out


def _report_part(text: Text, refs: Sequence[TimeRef]) -> tuple[list[TimeRef], int]:
    """Return the expressions within the report itself, and where its first sentence begins."""
    if not text.blocks:
        return list(refs), 0
    first = next((b.start for b in text.blocks if b.kind is BlockKind.BODY), 0)
    kinds = {BlockKind.BODY, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.HEADLINE}
    return [ref for ref in refs if text.kind_at(ref.start) in kinds], first


def lead_weekday(text: Text, refs: Sequence[TimeRef]) -> TimeRef | None:
    """Return the weekday the lead names as the day of what happened, or None."""
    own, first = _report_part(text, refs)
    for ref in own:
        if ref.start > first + _LEAD:
            return None
        if ref.form != "weekday" or ref.arg("shift") is not None or ref.arg("week") is not None:
            continue
        if ref.direction is not Direction.FUTURE and ref.relation not in {"since", "until", "by"}:
            return ref
    return None


def body_clues(text: Text, refs: Sequence[TimeRef], *, dateline: bool) -> Iterator[Clue]:
    """Read captions, the weekday of the story, and dates mentioned as past or still ahead."""
    weekday = lead_weekday(text, refs)
    if weekday is not None and not dateline:
        number = int(weekday.arg("wd") or 1)
        yield Clue(
            weekdays(number + k for k in range(STORY_LAG + 1)),
            f"it tells of “{weekday.text}” as news: it appeared that day or up to {STORY_LAG} days later",
            Rank.WEEKDAY,
        )
    yield from _today_dated(text, refs)
    for ref in refs:
        kind = text.kind_at(ref.start)
        if kind in {BlockKind.RESIDUE, BlockKind.DOUBLE, BlockKind.HEADER_DATE, BlockKind.DATELINE}:
            continue
        day = full_day(ref)
        if kind is BlockKind.CAPTION and day is not None:
            yield from _caption(ref, day, weekday)
        elif kind is not BlockKind.CAPTION:
            yield from _past_or_ahead(ref, _clause(text.content, ref.start))


def _today_dated(text: Text, refs: Sequence[TimeRef]) -> Iterator[Clue]:
    """Read "today, May 3, 2031" and "yesterday (May 2)": the report states its own day."""
    for left, right in pairwise(refs):
        if left.form != "today" or right.form != "day":
            continue
        between = text.content[left.end : right.start]
        if between.strip() not in {",", "(", "–", "-"} or len(between) > 3:
            continue
        if text.kind_at(left.start) in {BlockKind.RESIDUE, BlockKind.DOUBLE}:
            continue
        day = full_day(right)
        days = [day] if day is not None else every_year(right)
        step = -int(left.arg("k") or 0)
        yield Clue(
            only(add_days(one, step) for one in days),
            f"it says “{left.text}{between}{right.text}”",
            Rank.DATE_LINE,
            Basis.STATED if day is not None else Basis.DERIVED,
        )


def _caption(ref: TimeRef, day: date, weekday: TimeRef | None) -> Iterator[Clue]:
    number = int(weekday.arg("wd") or 0) if weekday is not None else 0
    last = add_days(day, _CAPTION_LAG)
    if number and number in {day.isoweekday(), day.isoweekday() % 7 + 1}:
        yield Clue(
            span(day, last),
            f"a picture of {day} shows what the report tells of",
            Rank.CAPTION,
        )
    else:
        yield Clue(span(day, None), f"a picture is dated {day}", Rank.TOLD)


def _clause(content: str, offset: int) -> str:
    """Return the words of the sentence that stand before an expression."""
    left = content[max(0, offset - _SENTENCE) : offset]
    return re.split(r"[.!?;:](?=\s)|\n|[•●]", left)[-1]


def _past_or_ahead(ref: TimeRef, before: str) -> Iterator[Clue]:
    """Read a date mentioned as past as "not before", one still ahead as "not after".

    Only where the sentence leaves no doubt: a past verb and no word that looks ahead, or "will" and
    no past verb nearer than it; and a preposition, so that "the 2023 summit" says nothing.
    """
    if ref.type is TimexType.SET or ref.form not in _FORMS:
        return
    if ref.form == "day" and not _states_year(ref) and ref.arg("wd") is not None:
        yield from _weekday_of_month(ref)
        return
    if not _states_year(ref) or ref.arg("era") or not _PREPOSED.search(before):
        return
    when = resolve(ref, Anchor(None)).when
    if when is None or when.earliest is None or when.latest is None:
        return
    if ref.direction is Direction.FUTURE and _will_govern(ref, before):
        yield Clue(span(None, when.latest), f"“{ref.text}” is still ahead of it", Rank.TOLD)
    elif _is_past(ref, before):
        yield Clue(span(when.earliest, None), f"it tells of “{ref.text}” as past", Rank.TOLD)


def _states_year(ref: TimeRef) -> bool:
    return ref.arg("y") is not None or ref.arg("b.y") is not None


def _is_past(ref: TimeRef, before: str) -> bool:
    looks_ahead = _AHEAD.search(before) or ref.relation in _NOT_YET
    return ref.direction is Direction.PAST and not looks_ahead


def _will_govern(ref: TimeRef, before: str) -> bool:
    """Whether "will" stands near enough to be the verb of the date."""
    found = list(_WILL.finditer(before))
    reach = _DEADLINE_REACH if ref.relation in {"by", "until"} else _WILL_REACH
    return bool(found) and len(before[found[-1].end() :].split()) <= reach


def _weekday_of_month(ref: TimeRef) -> Iterator[Clue]:
    """Keep the years in which that day of the month is that weekday."""
    number = int(ref.arg("wd") or 0)
    days = [d for d in every_year(ref) if d.isoweekday() == number]
    mask = 0
    reach = {Direction.PAST: (0, 330), Direction.FUTURE: (330, 0)}
    back, ahead = reach.get(ref.direction, (183, 183)) if ref.direction else (183, 183)
    for day in days:
        mask |= span(add_days(day, -back), add_days(day, ahead))
    if mask:
        yield Clue(mask, f"“{ref.text}” falls on that weekday in some years only", Rank.MILESTONE)
