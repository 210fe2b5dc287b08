"""What stands on a day as lists in plain values: the board of commitments, what is due, the timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import Any

import orjson

from servanda.analysis.daily_states import AWAITED, TABLE, Reader
from servanda.analysis.dated_entries import office_entries
from servanda.analysis.due_list import OPEN
from servanda.analysis.plan_status import DAY_PASSED, PLANS, plan_status
from servanda.analysis.standing import DatedReport, Standing
from servanda.model import CommitmentStatus, When
from servanda.model.serialization import from_plain, plain_row
from servanda.reference_cycles import unhurried
from servanda.store.index.asked import Asked

__all__ = [
    "entry_day",
    "list_commitments",
    "list_due",
    "list_timeline",
    "table_commitments",
    "timeline_days",
    "with_plan_statuses",
]


Row = dict[str, Any]
_STATUS = CommitmentStatus
_PASSING = (_STATUS.PLANNED, _STATUS.DUE, _STATUS.OVERDUE, _STATUS.UNKNOWN)
"""The statuses that one becomes another as days pass, whatever reports say."""
_NEVER = date.max - timedelta(days=1)
_VAGUE = 10**6
_ENTRY = ("when", "precision", "kind", "what", "parties", "status", "reports", "id")


def list_commitments(
    standing: Standing, day: date, *, whole: bool = True, owners: Collection[str] | None = None
) -> list[Row]:
    """List the commitments as they stand on `day`, earliest deadline first, those without one last.

    Each row is a `servanda.analysis.answers.BoardRow` with the confidence of its surest claim besides.
    Without `whole` what is long is left out: history, links, claims and reports, of which `told`
    is the number. `owners` keeps those of these ids.
    """
    with unhurried():
        read = Reader(day).row
        found = standing.on("commitment", day, Asked(whole, owners=owners))
        return [read(*one) for one in found]


def table_commitments(standing: Standing, day: date) -> Iterator[list[Any]]:
    """Give the commitments as `list_commitments` lists them, each as its id and the cells of a table.

    See `servanda.analysis.commitment_board.table_cells`: quantity, speakers and the first words besides.
    """
    with unhurried():
        read = Reader(day).tabled
        for one in standing.on(TABLE, day):
            yield read(*one)


def list_due(
    standing: Standing,
    day: date,
    *,
    until: date | None = None,
    status: Collection[CommitmentStatus] = (),
    kinds: Collection[str] = (),
    whole: bool = True,
    owners: Collection[str] | None = None,
) -> list[Row]:
    """List what is to be waited for, as `servanda.analysis.due_list.due` does; see there.

    `kinds` keeps commitment, structure or consultation. Without `whole` a commitment's reports are
    left out, of which `told` is the number. `owners` keeps what has one of these ids.
    """
    wanted = _wanted_statuses(status)
    found = {*wanted, *(_PASSING if wanted.intersection(_PASSING) else ())}
    last = until or (None if status else _NEVER)
    by = last.isoformat() if last else None
    read = Reader(day)
    rows: list[Row] = []
    asked = frozenset(kinds or ("commitment", "structure", "consultation"))
    with unhurried():
        if "commitment" in asked:
            promised = standing.on("commitment", day, Asked(whole, last, found, owners))
            rows += [read.promise_due(*one) for one in promised]
        if asked != {"commitment"}:
            ahead = standing.on(AWAITED, day, Asked(until=last, statuses=found, owners=owners))
            rows += [read.awaited(owner, cells) for owner, cells, _ in ahead]
        rows = [
            row
            for row in rows
            if row["kind"] in asked and row["status"] in wanted and _ends(row, by)
        ]
        rows.sort(key=_by_last)
    return rows


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
    first, last = since or date.min, until or _NEVER
    values = itemgetter(*_ENTRY)
    with unhurried():
        begin, end = on or (first, last)
        rows = _dated(standing, min(begin, _NEVER), min(end, _NEVER), today, kinds)
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
        return [dict(zip(_ENTRY, values(row), strict=True)) for row in rows]


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


def _dated(
    standing: Standing, first: date, last: date, today: date, kinds: Collection[str]
) -> list[Row]:
    """Give everything that may lie between two days, in no order; of some kinds, others too."""
    rows = with_plan_statuses(standing, standing.dated(first, last, kinds), today)
    _stand(standing, rows, today)
    if not kinds or "office" in kinds:
        rows += _offices(standing, first, last)
    if not kinds or "report" in kinds:
        rows += map(_report, standing.dated_reports(first, last))
    return rows


def with_plan_statuses(standing: Standing, rows: Iterable[Row], day: date) -> list[Row]:
    """Give every meeting and every change of a unit among rows the status that it has on `day`.

    Rows have a kind, an id, a status, and a time under `due` or `when`.
    """
    found = list(rows)
    plans = {r["id"] for r in found if r["kind"] in ("consultation", "structure")}
    plans = {r["id"] for r in found if r["id"] in plans and r["status"] in PLANS}
    if not plans:
        return found
    read = Reader(day).awaited
    known = {
        owner: read(owner, cells)["status"]
        for owner, cells, _ in standing.on(AWAITED, day, Asked(owners=plans))
    }
    return [
        {
            **row,
            "status": plan_status(
                row["kind"], row["status"], _last(row), day, known.get(row["id"])
            ),
        }
        if row["id"] in plans
        else row
        for row in found
    ]


def _last(row: Row) -> date | None:
    last = (row.get("due") or row.get("when") or {}).get("latest")
    return date.fromisoformat(last) if last else None


_END = date.max.isoformat()


# -- what is due -----------------------------------------------------------------------------


def _wanted_statuses(status: Collection[CommitmentStatus]) -> frozenset[str]:
    """Return the statuses asked for, by default the open ones; of a meeting, overdue is day passed."""
    wanted = frozenset(one.value for one in status or OPEN)
    return wanted | {DAY_PASSED} if _STATUS.OVERDUE.value in wanted else wanted


def _ends(row: Row, last: str | None) -> bool:
    """Whether what a row waits for ends by `last`, in ISO 8601; without one, everything does."""
    if last is None:
        return True
    end = row["due"]["latest"] if row["due"] else None
    return end is not None and end <= last


def _by_last(row: Row) -> tuple[str, str, str, str]:
    due = row["due"]
    return (due and due["latest"]) or _END, row["kind"], row["what"], row["id"]


# -- the timeline ----------------------------------------------------------------------------


def _stand(standing: Standing, rows: Sequence[Row], today: date) -> None:
    """Give every deadline the status of its commitment on `today`."""
    deadlines = [row for row in rows if row["kind"] == "deadline"]
    if not deadlines:
        return
    read, owners = Reader(today), {row["id"] for row in deadlines}
    found = {
        key: read.status(cells)
        for key, cells, _ in standing.on("commitment", today, Asked(owners=owners))
    }
    for row in deadlines:
        row["status"] = found.get(row["id"], _STATUS.UNKNOWN.value)


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
