"""What stands on a day as lists in plain values: the board of commitments, what is due, the timeline."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from servanda.analysis.daily_states import AWAITED, TABLE, Reader
from servanda.analysis.due_list import OPEN
from servanda.analysis.lifecycle import SILENT, SOON
from servanda.analysis.plan_status import DAY_PASSED, PLANS, plan_status
from servanda.analysis.standing import Standing
from servanda.model import CommitmentStatus
from servanda.model.parties import EVERYBODY, PartyFilter
from servanda.reference_cycles import unhurried
from servanda.store.index.asked import Asked

if TYPE_CHECKING:
    from servanda.store.index.day_lists import DayList

__all__ = [
    "AWAITING",
    "counted_on",
    "due_day",
    "due_days",
    "last_due",
    "list_commitments",
    "list_due",
    "table_commitments",
    "with_plan_statuses",
]


Row = dict[str, Any]
_STATUS = CommitmentStatus
AWAITING = ("commitment", "structure", "consultation")
"""The kinds of what is waited for."""
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
    on: tuple[date, date] | None = None,
) -> list[Row]:
    """List what is to be waited for, as `servanda.analysis.due_list.due` does; see there.

    `kinds` keeps commitment, structure or consultation, `on` what has its last day between two
    (`due_day`), both included. Without `whole` a commitment's reports are left out, of which `told` is the number.
    """
    wanted = _wanted_statuses(status)
    found = {*wanted, *(_PASSING if wanted.intersection(_PASSING) else ())}
    last = last_due(until, status)
    first, end = on or (date.min, date.max)
    between = Asked(whole, first if on else None, min(last, end), found)
    days = first.isoformat(), min(last, end).isoformat()
    read = Reader(day)
    rows: list[Row] = []
    asked = frozenset(kinds or AWAITING)
    with unhurried():
        if "commitment" in asked:
            promised = standing.on("commitment", day, between)
            rows += [read.promise_due(*one) for one in promised]
        if asked != {"commitment"}:
            ahead = standing.on(AWAITED, day, replace(between, whole=False))
            rows += [read.awaited(owner, cells) for owner, cells, _ in ahead]
        rows = [
            row
            for row in rows
            if row["kind"] in asked
            and row["status"] in wanted
            and days[0] <= due_day(row) <= days[1]
        ]
        rows.sort(key=_by_last)
    return rows


def last_due(until: date | None, status: Collection[CommitmentStatus]) -> date:
    """Return the last day of what is listed as due; the calendar's own takes in what has none."""
    return until or (date.max if status else _NEVER)


def counted_on(
    standing: Standing, kinds: tuple[str, ...], day: date, sides: PartyFilter = EVERYBODY
) -> tuple[DayList, Mapping[str, int]] | None:
    """Give what stands on a day in some lists, and how much of it there is by status.

    None where it has to be worked out: there is no index, or claims say how something reads on that day.
    """
    from servanda.store.index.day_lists import OfDay  # only who asks a record needs a database

    found = standing.in_order(
        OfDay(kinds, min(day, _NEVER), _moved(day, SOON), _moved(day, -SILENT), sides)
    )
    if found is None:
        return None
    counts = found.counts()
    return None if "" in counts else (found, counts)


def _moved(day: date, by: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + by, 1), _NEVER.toordinal()))


def due_days(
    standing: Standing,
    day: date,
    sides: PartyFilter,
    *,
    until: date | None = None,
    status: Collection[CommitmentStatus] = (),
    kinds: Collection[str] = (),
) -> dict[str, int] | None:
    """Count what `list_due` lists by `due_day`, without making a row; None where that cannot be done."""
    asked = frozenset(kinds or AWAITING)
    lists = {"commitment": "commitment", **dict.fromkeys(AWAITING[1:], AWAITED)}
    if asked not in ({"commitment"}, set(AWAITING)):
        return None  # which of the others one is stands in its cells
    found = counted_on(standing, tuple(sorted({lists[one] for one in asked})), day, sides)
    if found is None:
        return None
    counted = found[0].last_days(_wanted_statuses(status))
    last = last_due(until, status)
    return {one.isoformat(): count for one, count in counted.items() if one <= last}


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


def due_day(row: Row) -> str:
    """Return the last day of what a row waits for, in ISO 8601; the calendar's own where it has none."""
    return (row["due"] and row["due"]["latest"]) or _END


def _by_last(row: Row) -> tuple[str, str, str, str]:
    return due_day(row), row["kind"], row["what"], row["id"]
