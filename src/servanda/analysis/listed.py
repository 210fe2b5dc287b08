"""What stands on a day as lists in plain values: the board of commitments, what is due, the timeline."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from servanda.analysis.daily_states import AWAITED, TABLE, Reader
from servanda.analysis.due_list import OPEN
from servanda.analysis.plan_status import DAY_PASSED, PLANS, plan_status
from servanda.analysis.standing import Standing
from servanda.model import CommitmentStatus
from servanda.reference_cycles import unhurried
from servanda.store.index.asked import Asked

__all__ = [
    "list_commitments",
    "list_due",
    "table_commitments",
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
