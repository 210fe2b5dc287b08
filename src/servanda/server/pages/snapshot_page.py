"""The snapshot of a day: what was so, what could be known, and how it differs from another day."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import Any, Generic, TypeVar

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from servanda.export.narrowing import Wanted, narrowed
from servanda.export.page_rows import called
from servanda.record_questions import RecordQuestions
from servanda.server.kept_answers import kept_for
from servanda.server.page_templates import page
from servanda.server.pages.page_filters import filters_of
from servanda.server.visit import Looking, Visit, read_day

__all__ = ["differences", "router"]


V = TypeVar("V")
router = APIRouter()
_BOARDS = ("overdue", "due", "promised", "done", "other")
_LISTS = ("holders", "units", "incidents", "conditions", *_BOARDS)
_ROWS = 40  # of a list
_CHANGES = 200


@router.get("/snapshot")
def show_snapshot(visit: Looking) -> HTMLResponse:
    """Draw the system as it stood on a day, or what is different on two."""
    filters = filters_of(visit)
    day = visit.moment.as_of or visit.moment.today
    beside = read_day(visit.request.query_params, "beside")
    return page(
        visit,
        "snapshot_page.html.j2",
        day=day,
        beside=beside,
        filters=filters,
        known_by=visit.moment.known_by,
        boards=_BOARDS,
        **kept_for(visit, lambda: _shown(visit, day, beside, filters.wanted)),
    )


def _shown(visit: Visit, day: date, beside: date | None, wanted: Wanted) -> dict[str, Any]:
    """Give what the page shows: of each list the first rows and how many there are, and what is different."""
    drawn = _drawn(visit, day, wanted)
    found = None if beside is None else differences(_drawn(visit, beside, wanted), drawn)
    return {
        "drawn": {key: drawn[key] for key in ("last_consultation", "next_consultation")}
        | {name: _first(drawn[name], _ROWS) for name in _LISTS},
        "changes": None if found is None else _first(found, _CHANGES),
    }


@dataclasses.dataclass(frozen=True, slots=True)
class _First(Generic[V]):
    """The first rows of a list, and how many it has."""

    rows: list[V]
    count: int


def _first(rows: list[V], most: int) -> _First[V]:
    return _First(rows[:most], len(rows))


def _drawn(visit: Visit, day: date, wanted: Wanted) -> dict[str, Any]:
    moment = dataclasses.replace(visit.moment, today=day, as_of=day)
    questions = RecordQuestions(visit.desk.record, moment, visit.notes.append)
    drawn = questions.picture(day, whole=False)
    return {**drawn, **{name: narrowed(drawn[name], wanted) for name in _LISTS}}


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """List what is different in a second snapshot: what sort, what, as it was, as it is."""
    found = []
    was, now = _commitments(before), _commitments(after)
    for _, old, new in _side_by_side(was, now, ("", "")):
        if old[1] != new[1]:
            found.append(("commitment", new[0] or old[0], old[1], new[1]))
    for sort, name, words in (("office", "holders", _holder), ("unit", "units", _unit)):
        old_rows, new_rows = (dict(map(words, drawn[name])) for drawn in (before, after))
        for what, old_said, new_said in _side_by_side(old_rows, new_rows, ""):
            if old_said != new_said:
                found.append((sort, what, old_said, new_said))
    known = {row["id"] for row in before["incidents"]}
    happened = (row for row in after["incidents"] if row["id"] not in known)
    return [*found, *(("incident", _incident(row), "", "happened") for row in happened)]


def _side_by_side(was: dict[str, V], now: dict[str, V], none: V) -> Iterator[tuple[str, V, V]]:
    """Give what two snapshots have under each key, those of the first one first."""
    for key in dict.fromkeys((*was, *now)):
        yield key, was.get(key, none), now.get(key, none)


def _commitments(drawn: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {row["id"]: (_promise(row), row["status"]) for name in _BOARDS for row in drawn[name]}


def _promise(row: dict[str, Any]) -> str:
    return _of(called(row["obligors"]), row["what"])


def _incident(row: dict[str, Any]) -> str:
    sides = [called([row[key]]) for key in ("actor", "target") if row[key]]
    return _of(" against ".join(sides) if row["actor"] else "", row["act"])


def _of(who: str, what: str) -> str:
    return f"{who}: {what}" if who else what


def _holder(row: dict[str, Any]) -> tuple[str, str]:
    party = called([row["party"]]) if row["party"] else ""
    return " ".join(filter(None, (party, row["title"]))), row["name"]


def _unit(row: dict[str, Any]) -> tuple[str, str]:
    return row["unit"], f"{row['status']}: {row['change']}"
