"""The timeline in plain values: everything that bears a date, in order, whole or a part of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import Any

import orjson

from servanda.analysis.daily_states import Reader
from servanda.analysis.dated_entries import office_entries
from servanda.analysis.listed import with_plan_statuses
from servanda.analysis.standing import DatedReport, Standing
from servanda.model import CommitmentStatus, When
from servanda.model.parties import EVERYBODY, PartyFilter
from servanda.model.serialization import from_plain, plain_row
from servanda.reference_cycles import unhurried
from servanda.store.index.asked import Asked

__all__ = [
    "count_entries",
    "entry_day",
    "list_entries",
    "list_nearest",
    "list_timeline",
    "nearest",
    "timeline_days",
    "with_day_statuses",
]


Row = dict[str, Any]
Lanes = Mapping[str, str]
_DAY = timedelta(days=1)
_NEVER = date.max - _DAY
_END = date.max.isoformat()
_VAGUE = 10**6
_ENTRY = ("when", "precision", "kind", "what", "parties", "status", "reports", "id")


def list_timeline(
    standing: Standing,
    *,
    since: date | None = None,
    until: date | None = None,
    today: date,
    kinds: Collection[str] = (),
    on: tuple[date, date] | None = None,
) -> list[Row]:
    """List everything dated, in order, as `servanda.analysis.timeline` does; see there.

    `kinds` keeps entries of these kinds, `on` those that stand under a day between two
    (`entry_day`), both included: a part of the list.
    """
    rows = list_entries(standing, since=since, until=until, kinds=kinds, on=on)
    return with_day_statuses(standing, rows, today)


def list_entries(
    standing: Standing,
    *,
    since: date | None = None,
    until: date | None = None,
    kinds: Collection[str] = (),
    on: tuple[date, date] | None = None,
) -> list[Row]:
    """List everything dated in the order of `list_timeline`, before any has the status of a day.

    A deadline bears none yet, a plan the one that reports gave it; a row may have more than its own
    keys. What is looked at closer is completed by `with_day_statuses`.
    """
    first, last = since or date.min, until or _NEVER
    with unhurried():
        begin, end = on or (first, last)
        rows = _dated(standing, min(begin, _NEVER), min(end, _NEVER), kinds)
        if on is not None:
            days = begin.isoformat(), end.isoformat()
            rows = [
                row
                for row in rows
                if days[0] <= entry_day(row) <= days[1] and _meets(row, first, last)
            ]
        if kinds or since or until:
            asked = frozenset(kinds)
            rows = [row for row in rows if _asked(row, asked) and _possible(row, first, last)]
        rows.sort(key=_in_time)
    return rows


def with_day_statuses(standing: Standing, rows: Sequence[Row], today: date) -> list[Row]:
    """Give some entries the status that each has on `today`, in their order."""
    values = itemgetter(*_ENTRY)
    with unhurried():
        found = with_plan_statuses(standing, rows, today)
        known = _deadlines(standing, found, today)
        done = [dict(zip(_ENTRY, values(row), strict=True)) for row in found]
        for row in done:
            if row["kind"] == "deadline":
                row["status"] = known.get(row["id"], CommitmentStatus.UNKNOWN.value)
    return done


def timeline_days(standing: Standing, today: date) -> Counter[str]:
    """Count the entries of the whole timeline by the days under which they stand (`entry_day`).

    No entry is made for that where the days are known without.
    """
    counted = standing.days()
    if counted is None:
        return Counter(map(entry_day, list_timeline(standing, today=today)))
    found: Counter[str] = Counter()
    for day, count in counted:
        found[day.isoformat()] += count
    if found.pop(date.min.isoformat(), 0):  # what is of any day up to another stands under that one
        found.update(map(entry_day, standing.dated(date.min, date.min)))
    found.update(map(entry_day, _offices(standing, date.min, _NEVER)))
    return found


def _dated(standing: Standing, first: date, last: date, kinds: Collection[str]) -> list[Row]:
    """Give everything that may lie between two days, in no order; of some kinds, others too."""
    rows = list(standing.dated(first, last, kinds))
    if not kinds or "office" in kinds:
        rows += _offices(standing, first, last)
    if not kinds or "report" in kinds:
        rows += map(_report, standing.dated_reports(first, last))
    return rows


def _deadlines(standing: Standing, rows: Sequence[Row], today: date) -> dict[str, str]:
    """Return the statuses that the commitments of the deadlines among some rows have on `today`."""
    owners = {row["id"] for row in rows if row["kind"] == "deadline"}
    if not owners:
        return {}
    read = Reader(today)
    return {
        key: read.status(cells)
        for key, cells, _ in standing.on("commitment", today, Asked(owners=owners))
    }


def _asked(row: Row, kinds: Collection[str]) -> bool:
    return not kinds or row["kind"] in kinds


def _meets(row: Row, first: date, last: date) -> bool:
    """Whether a row's time has a day between two, as far as its ends tell; a deadline is its last day."""
    earliest, latest = row["when"]["earliest"], row["when"]["latest"]
    if row["kind"] == "deadline":
        earliest = latest or earliest
    return (earliest or "") <= last.isoformat() and (latest or _END) >= first.isoformat()


def _possible(row: Row, first: date, last: date) -> bool:
    """Whether one of the days that a row's time leaves open lies between two days."""
    edtf: str = row["when"]["edtf"]
    if not edtf.startswith("[") or row["kind"] == "deadline":
        return True
    return any(first <= date.fromisoformat(day) <= last for day in edtf.strip("[]").split(","))


def _offices(standing: Standing, first: date, last: date) -> Iterator[Row]:
    if first > last:
        return  # nothing lies between days in the wrong order
    window = When.between(first, last)
    for entry in office_entries(standing.terms()):
        if entry.when.meets(window):
            yield plain_row(entry)


def _report(found: DatedReport) -> Row:
    identity, name, title, dating = found
    when, precision = _when(orjson.dumps(dating["when"]))
    return {
        "when": when,
        "precision": precision,
        "kind": "report",
        "what": title or name,
        "parties": [],
        "status": dating["basis"],
        "reports": [name],
        "id": identity,
    }


@lru_cache(maxsize=4096)
def _when(plain: bytes) -> tuple[dict[str, str | None], str]:
    """Read a time as a record stores it; many reports are of one day."""
    when: When = from_plain(When, orjson.loads(plain))
    return when.to_json(), when.precision.value


def entry_day(row: Row) -> str:
    """Return the day under which an entry stands: of a deadline the last, of all else the first."""
    earliest, latest = row["when"]["earliest"], row["when"]["latest"]
    return (latest if row["kind"] == "deadline" else earliest) or latest or earliest or _END


def _in_time(row: Row) -> tuple[str, int, str, str, str]:
    """Sort by the day under which each stands; of two of one day, the finer one first."""
    width = _width(row["when"]["earliest"], row["when"]["latest"])
    return entry_day(row), width, row["kind"], row["what"], row["id"]


@lru_cache(maxsize=4096)
def _width(earliest: str | None, latest: str | None) -> int:
    if earliest is None or latest is None:
        return _VAGUE
    return (date.fromisoformat(latest) - date.fromisoformat(earliest)).days + 1


# -- where there are too many to be shown ------------------------------------------------------


Window = tuple[date, date]
Counted = Counter[tuple[str, str]]
"""How many entries there are, by their kind and by the day under which they stand."""


def count_entries(
    standing: Standing, days: Window, kinds: Collection[str], sides: PartyFilter = EVERYBODY
) -> Counted | None:
    """Count what `list_entries` lists of some kinds, and a filter lets pass, between two days.

    No entry is made for that but of what began before; None where each would have to be made.
    """
    first, last = days
    begin = max(first, date.min + _DAY)  # what has no first day begins before all
    counted = standing.counted(kinds, begin, min(last, _NEVER), sides)
    if counted is None:
        return None
    found = Counter({(kind, day.isoformat()): count for kind, day, count in counted})
    rows = standing.dated(first, begin - _DAY, kinds)
    rows = [row for row in rows if _possible(row, first, last)]
    if "office" in kinds:
        rows += _offices(standing, first, last)
    found.update((row["kind"], entry_day(row)) for row in rows if sides.passes(row))
    return found


def list_nearest(
    standing: Standing, days: Window, counted: Counted, at: date, most: int, lanes: Lanes
) -> list[Row]:
    """List at least those entries between two days that `nearest` would choose of all, in order.

    `counted` says how many there are (`count_entries`), `lanes` which kinds of entry stand in one lane.
    """
    rows: list[Row] = []
    for lane in dict.fromkeys(lanes.values()):
        kinds = [kind for kind, of in lanes.items() if of == lane]
        reach = _reach({day: n for (kind, day), n in counted.items() if kind in kinds}, at, most)
        if reach is not None:
            rows += list_entries(standing, since=days[0], until=days[1], kinds=kinds, on=reach)
    rows.sort(key=_in_time)
    return rows


def _reach(counts: Mapping[str, int], at: date, most: int) -> Window | None:
    """Return the days around one that have so many entries, or all there are; None where there is none."""
    away = Counter[int]()
    for day, count in counts.items():
        away[abs(_number(day) - at.toordinal())] += count
    reach, there = -1, 0
    for reach in sorted(away):
        there += away[reach]
        if there >= most:
            break
    if reach < 0:
        return None
    ends = (max(at.toordinal() - reach, 1), min(at.toordinal() + reach, date.max.toordinal()))
    return date.fromordinal(ends[0]), date.fromordinal(ends[1])


def nearest(rows: Sequence[Row], most: int, at: date, lane: Callable[[Row], str]) -> list[int]:
    """Choose so many of the rows, and return their places in order: all, where there are no more.

    Each lane gives as many as the others, as far as it has them, those that stand nearest to the day.
    """
    if len(rows) <= most:
        return list(range(len(rows)))
    day = at.toordinal()
    lanes: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, row in enumerate(rows):
        lanes[lane(row)].append((abs(_number(entry_day(row)) - day), place))
    turns = [
        (turn, away, place)
        for found in lanes.values()
        for turn, (away, place) in enumerate(sorted(found)[:most])
    ]
    return sorted(place for _, _, place in sorted(turns)[:most])


@lru_cache(maxsize=4096)
def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
