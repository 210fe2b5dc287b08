"""What a plan comes to when its day has passed: the same status in every list, page and calendar.

Of a meeting that was announced, the record may have no later report: its day has passed and nothing is
reported. A change of a unit that no report tells of is overdue, as a promise is.
"""

from __future__ import annotations

from datetime import date

from servanda.model import CommitmentStatus

__all__ = ["DAY_PASSED", "PLANS", "awaited_status", "plan_status", "status_words"]


DAY_PASSED = "day_passed"
"""The status of an announced meeting whose last day has passed: no report says what became of it."""

PLANS = frozenset({"planned", "proposed"})
"""The statuses of meetings and changes that are still to come, as reports tell them."""

_WORDS = {DAY_PASSED: "day passed, not reported"}
_OVERDUE = CommitmentStatus.OVERDUE.value
_PASSED = {"consultation": DAY_PASSED, "structure": _OVERDUE}
_CAME_TO = {
    "consultation": {"done": "held", "dropped": "cancelled", DAY_PASSED: DAY_PASSED},
    "structure": {"done": "done", "partly_done": "started", _OVERDUE: _OVERDUE},
}


def status_words(status: object) -> str:
    """Write a status for people: "day passed, not reported", "partly done"."""
    said = "" if status is None else str(status)
    return _WORDS.get(said) or said.replace("_", " ")


def awaited_status(kind: str, status: str) -> str:
    """Return the status of what is waited for: a meeting is not overdue, its day has passed."""
    return DAY_PASSED if kind == "consultation" and status == _OVERDUE else str(status)


def plan_status(
    kind: str, status: str, last: date | None, today: date, awaited: str | None = None
) -> str:
    """Return the status on `today` of a meeting, or a change of a unit, that reports tell as `status`.

    `last` is its last day, `awaited` its status in the list of what is waited for, where it is in that.
    """
    if kind not in _PASSED or status not in PLANS:
        return status
    came_to = _CAME_TO[kind].get(awaited or "")
    if came_to is not None:
        return came_to
    return _PASSED[kind] if last is not None and last < today else status
