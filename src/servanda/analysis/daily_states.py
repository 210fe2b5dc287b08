"""Daily states: how an entity reads on each day, kept so that a day's list needs none of its reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple, TypeVar

from servanda.analysis.answers import BoardRow, Holder, Step
from servanda.analysis.commitment_board import (
    BETWEEN,
    HISTORY,
    STATUS,
    WHY,
    History,
    step_line,
    table_cells,
)
from servanda.analysis.conditions import act_on, began
from servanda.analysis.dated_entries import entry_of
from servanda.analysis.due_list import (
    DueRow,
    awaited,
    awaited_row,
    resting,
    waiting_for,
)
from servanda.analysis.incident_board import incident_row, incident_since, response_sort
from servanda.analysis.lifecycle import (
    Course,
    beside_reports,
    first_day,
    overdue_step,
    said_of,
    waiting,
)
from servanda.analysis.plan_status import awaited_status
from servanda.analysis.unit_board import unit_row
from servanda.model import (
    Commitment,
    CommitmentStatus,
    ConsultationStatus,
    Entity,
    ResolvedClaim,
    When,
)
from servanda.model.claim_cells import entity_cells
from servanda.model.serialization import plain_row
from servanda.resolution import Resolution
from servanda.store.index.side_text import sides_text

__all__ = [
    "AWAITED",
    "TABLE",
    "Layer",
    "Reader",
    "State",
    "entry_list",
    "entry_states",
    "event_states",
    "kept_layers",
    "layered",
    "listing",
    "on_layer",
    "short_holder",
]


# -- Layers: lists that grow from day to day, kept as one list with the days of each item


T = TypeVar("T", bound=Hashable)
_LAST = (date.max - timedelta(days=1)).isoformat()

Layer = tuple[T, date, date]
"""An item with the day from which, and the day until before which, it is in the list."""


def layered(lists: Sequence[tuple[Sequence[T], date, date]]) -> list[Layer[T]] | None:
    """Lay lists, each with its days, over each other; None where no one order gives them all.

    The days must follow each other. An item may be in a list more than once.
    """
    order: list[tuple[T, int]] = []
    days: list[tuple[date, date]] = []
    there: set[tuple[T, int]] = set()
    for items, start, until in lists:
        at = 0
        for item in _numbered(items):
            if not (at < len(order) and order[at] == item):  # mostly a list goes on as it was
                if item not in there:
                    there.add(item)
                    order.insert(at, item)
                    days.insert(at, (start, start))
                elif item in order[at:]:
                    at = order.index(item, at)
                else:
                    return None
            if days[at][1] != start:
                return None
            days[at] = days[at][0], until
            at += 1
    return [(item, *both) for (item, _), both in zip(order, days, strict=True)]


def _numbered(items: Iterable[T]) -> Iterator[tuple[T, int]]:
    """Give each item with how many equal ones come before it, so that no two are the same."""
    before: Counter[T] = Counter()
    for item in items:
        yield item, before[item]
        before[item] += 1


def kept_layers(layers: Sequence[Layer[Any]]) -> dict[str, list[Any]]:
    """Write layers as they are kept: `items`, the days `since`, and `until` where any end comes."""
    found: dict[str, list[Any]] = {
        "items": [item for item, _, _ in layers],
        "since": [since for _, since, _ in layers],
    }
    if any(until != date.max for _, _, until in layers):
        found["until"] = [until for _, _, until in layers]
    return found


def on_layer(kept: Mapping[str, list[Any]], day: str) -> list[Any]:
    """Return the list as it is on `day`; it and the layers' days are written in ISO 8601."""
    items, since, until = kept["items"], kept["since"], kept.get("until")
    if until is not None:
        end = min(day, _LAST)  # the calendar's last day stands for no end
        days = zip(items, since, until, strict=True)
        return [item for item, first, after in days if first <= day and end < after]
    if not since or max(since) <= day:
        return list(items)
    return [item for item, first in zip(items, since, strict=True) if first <= day]


# -- Listing: how an entity reads on each day, kept so that a day's list needs none of its repo


_STATUS = CommitmentStatus
_WAITING = frozenset(
    one.value for one in (_STATUS.PLANNED, _STATUS.DUE, _STATUS.OVERDUE, _STATUS.UNKNOWN)
)
_PLANNED = ConsultationStatus.PLANNED
_DUE = tuple(field.name for field in fields(DueRow))
AWAITED = "awaited"
"""The list of units and meetings by what is waited for."""
TABLE = "table"
"""The commitments as rows of a table, as they read from their last change on."""
_MOST = 60
"""States of one entity that are stored; what came before them is computed from claims."""


_STANDING = ("status", "why", "said", "last")
"""The cells that a commitment's status on a day follows from, besides its deadline."""


class State(NamedTuple):
    """How an entity is listed from the day `start` until before `until`: see the record's states.

    `kind` says in which list; "" stands for the one of the entity's kind. `heard` is the day on which it was last
    heard of, where its status passes with the days: the calendar's first where no day is known. `parties`
    is what a filter looks for (`sides_text`).
    """

    start: date
    until: date
    cells: Mapping[str, Any] | None
    first: date = date.min
    last: date = date.max
    status: str = ""
    kind: str = ""
    heard: date | None = None
    parties: str = ""

    def on(self, day: date) -> bool:
        """Whether the state is that of `day`; the calendar's last day stands for no end."""
        return self.start <= day and (self.until == date.max or day < self.until)


Listing = tuple[Mapping[str, Any] | None, list[State]]


def listing(resolution: Resolution, entity: Entity, *, only: date | None = None) -> Listing:
    """Return what is long in how an entity is listed, and its states; nothing for most kinds.

    What is long has the entity's cells as the record is written out under `record`. With `only`,
    nothing but what is to be listed on that day, and later parts of it may be missing.
    """
    match entity.kind:
        case "commitment":
            long, states = _promise(resolution, entity, only)
        case "consultation":
            long, states = None, event_states(resolution, entity)
        case "incident":
            long, states = _incident(resolution, entity)
        case "structure":
            long, states = None, _unit(resolution, entity)
        case _:
            long, states = None, []
    states = [*states, *_awaited(resolution, entity, only), *entry_states(resolution, entity)]
    if only is None:
        return {**(long or {}), **_record(resolution, entity)}, states
    return long, [one for one in states if one.on(only)]


def _record(resolution: Resolution, entity: Entity) -> dict[str, Any]:
    """Return an entity as the record is listed by kinds: the same on all days."""
    mentions = resolution.claims_of(entity)
    sure = max(one.claim.confidence for one in mentions)
    cells = {"reports": list(entity.reports), "cells": entity_cells(mentions), "confidence": sure}
    return {"claims": list(entity.claims), "record": cells}


# -- promises --------------------------------------------------------------------------------


def _promise(resolution: Resolution, entity: Entity, only: date | None) -> Listing:
    mentions = resolution.claims_of(entity)
    begin = _since(mentions)
    if only is not None:
        if only < begin:
            return None, []
        days = [only]
    else:
        said = {one.on for one in said_of(resolution, entity, date.max)}
        days = sorted(
            {*_turning_days(begin, _about(resolution, entity)), *(d for d in said if d > begin)}
        )
    late = days[-_MOST:]
    told = History(resolution, entity)
    rows = [_bare(told.on(day)) for day in late]
    spans = list(zip(late, [*late[1:], date.max], strict=True))
    both = _laid(rows, spans)
    if both is None:  # reported in no one order: only how it reads last is stored
        rows, spans = rows[-1:], spans[-1:]
        both = _laid(rows, spans)
        assert both is not None  # a list by itself always fits
    reports, steps = both
    sure = max(one.claim.confidence for one in mentions)
    states = [
        _standing(resolution, entity, told.course, row, sure, *days)
        for row, days in zip(rows, spans, strict=True)
    ]
    if only is None and states[0].start > begin:
        states.insert(0, State(begin, states[0].start, None))
    bodies = _bodies(mentions)
    long = {
        "reports": kept_layers(reports),
        "history": kept_layers(steps),
        "links": plain_row(entity.links),
        "claims": list(entity.claims),
        "bodies": bodies,
    }
    states.append(_tabled(states[-1], rows[-1], bodies))
    return plain_row(long), states


def _tabled(state: State, row: BoardRow, bodies: Mapping[str, Any]) -> State:
    """Return a commitment as a row of a table, with what its status on a day follows from."""
    cells = state.cells or {}
    stand = {key: cells[key] for key in _STANDING if key in cells}
    stand["due"] = row.due and {"latest": plain_row(row.due)["latest"]}
    found = table_cells({**plain_row(row), **bodies})
    found[STATUS] = found[WHY] = None  # they pass with the days
    return state._replace(cells={"stand": stand, "row": found}, kind=TABLE, parties="")


def _bodies(mentions: Sequence[ResolvedClaim]) -> dict[str, Any]:
    """Return what an export says of a commitment besides: how much, in whose words."""
    bodies = [one.claim.body for one in mentions if isinstance(one.claim.body, Commitment)]
    target = next((body.target for body in bodies if body.target), None)
    return {
        "target": target and {"quantity": target.quantity, "unit": target.unit},
        "speakers": list(dict.fromkeys(body.speaker for body in bodies if body.speaker)),
        "words": mentions[0].claim.evidence[0].exact,
    }


def _laid(
    rows: Sequence[BoardRow], spans: Sequence[tuple[date, date]]
) -> tuple[list[Layer[str]], list[Layer[Step]]] | None:
    """Lay the reports and the histories of all days over each other; None where they do not fit."""
    reports = layered([(row.reports, *days) for row, days in zip(rows, spans, strict=True)])
    steps = layered([(row.history, *days) for row, days in zip(rows, spans, strict=True)])
    return None if reports is None or steps is None else (reports, steps)


def _standing(
    resolution: Resolution,
    entity: Entity,
    course: Course,
    row: BoardRow,
    sure: float,
    start: date,
    until: date,
) -> State:
    cells: dict[str, Any] = {
        "obligors": row.obligors,
        "beneficiaries": row.beneficiaries,
        "what": row.what,
        "concrete": row.concrete,
        "due": row.due,
        "status": row.status,
        "why": row.why,
        "modality": row.modality,
        "condition": row.condition,
        "stories": row.stories,
        "told": len(row.reports),
        "first_heard": row.first_heard,
        "last_heard": row.last_heard,
        "confidence": sure,
        "last": course.heard(start),
    }
    said = said_of(resolution, entity, start)
    heard = None
    if row.status in _WAITING and not said:
        heard = cells["last"] or date.min
    if said:  # beside it stands what the reports alone come to, which passes with the days
        alone = course.reported(start)
        cells |= {"status": alone.status, "why": alone.why}
        cells["said"] = {"status": row.status, "why": said[-1].why, "steps": len(said)}
    if cells["status"] in _WAITING:
        del cells["why"]
    step = resting(row)
    if step is not None:
        cells["rests"] = {"report": step.report, "words": step.words, "claim": step.claim}
    end = (row.due and row.due.latest) or date.max
    first = first_day(row.first_heard)
    plain = plain_row(cells)
    sides = sides_text({"kind": "commitment", **plain})
    return State(start, until, plain, first, end, row.status.value, "", heard, sides)


_ON_NOTHING = {"report": "", "words": "", "claim": None}


class Reader:
    """Puts the rows of one day together from what is stored, in plain values; cells are used up."""

    def __init__(self, day: date) -> None:
        """Take the day."""
        self._day = day
        self._iso = day.isoformat()
        self._waiting: dict[tuple[str | None, str | None], tuple[str, str]] = {}
        self._days: dict[str, int] = {}  # many deadlines are of one day
        self._lines: dict[str, str] = {}

    def row(
        self, identity: str, cells: dict[str, Any], long: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        """Return a commitment as it reads on the day. Without `long`, a short row.

        A short one says under `told` how many reports speak of it, and leaves out what is long.
        """
        cells.pop("rests", None)
        alone, said = self._stand(cells)
        cells["id"] = identity
        if long is not None:
            del cells["told"]
            cells["reports"] = on_layer(long["reports"], self._iso)
            cells["history"] = self._history(cells["due"], alone, said, long)
            cells["links"], cells["claims"] = long["links"], long["claims"]
        return cells

    def exported(
        self, identity: str, cells: dict[str, Any], long: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return a commitment as it reads on the day, with what only an export says of it."""
        return {**self.row(identity, cells, long), **long["bodies"]}

    def tabled(
        self, identity: str, cells: dict[str, Any], long: Mapping[str, Any] | None
    ) -> list[Any]:
        """Return a commitment as a row of a table, as it reads on the day: its id and `table_cells`.

        With `long`, `cells` are those of the board.
        """
        if long is not None:
            return [identity, *table_cells(self.exported(identity, cells, long))]
        stand, row = {**cells["stand"]}, [identity, *cells["row"]]
        alone, said = self._stand(stand)
        row[STATUS + 1], row[WHY + 1] = stand["status"], stand["why"]
        if alone == _STATUS.OVERDUE and stand["due"]:
            steps = row[HISTORY + 1].split(BETWEEN)
            steps.insert(len(steps) - said, self._passed_line(stand["due"]["latest"]))
            row[HISTORY + 1] = BETWEEN.join(steps)
        return row

    def promise_due(
        self, identity: str, cells: dict[str, Any], long: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        """Return a commitment as it is due on the day (`servanda.analysis.due_list.DueRow`)."""
        self._stand(cells)
        due = cells["due"]
        row = {
            "id": identity,
            "kind": "commitment",
            "parties": cells["obligors"],
            "what": cells["what"],
            "due": due,
            "days": self._left(due),
            "status": cells["status"],
            "why": cells["why"],
            "stories": cells["stories"],
            "last_heard": cells["last_heard"],
            **(cells.get("rests") or _ON_NOTHING),
        }
        if long is not None:
            row["reports"] = on_layer(long["reports"], self._iso)
        row["beneficiaries"] = cells["beneficiaries"]
        if long is None:
            row["told"] = cells["told"]
        return row

    def awaited(self, identity: str, cells: dict[str, Any]) -> dict[str, Any]:
        """Return a change of a unit, or an announced meeting, as it is due on the day."""
        due = cells["due"]
        if "status" not in cells:
            latest = _date(due["latest"]) if due else None
            status, why = waiting_for(cells["deed"], latest, _date(cells["heard"]), self._day)
            cells["status"], cells["why"] = awaited_status(cells["kind"], status.value), why
        cells["id"], cells["days"] = identity, self._left(due)
        return {key: cells[key] for key in _DUE}

    def status(self, cells: dict[str, Any]) -> str:
        """Return the status of a commitment on the day."""
        self._stand(cells)
        return str(cells["status"])

    def _stand(self, cells: dict[str, Any]) -> tuple[str, int]:
        """Fill in where a commitment stands on the day, and why.

        Returns what the reports alone come to, and how many entries of its history persons made.
        """
        last = cells.pop("last")
        if "why" not in cells:
            due = cells["due"]
            cells["status"], cells["why"] = self._stands(due["latest"] if due else None, last)
        alone, said = cells["status"], cells.pop("said", None)
        if said is None:
            return alone, 0
        cells["status"] = said["status"]
        cells["why"] = beside_reports(said["why"], alone, cells["why"])
        return alone, said["steps"]

    def _stands(self, latest: str | None, last: str | None) -> tuple[str, str]:
        """Say where a promise stands that nobody met or moved; many have a deadline in common."""
        key = (latest, None) if latest else (None, last)
        found = self._waiting.get(key)
        if found is None:
            status, why = waiting(_date(latest), _date(last), self._day)
            found = self._waiting[key] = status.value, why
        return found

    def _history(
        self, due: Mapping[str, Any] | None, alone: str, said: int, long: Mapping[str, Any]
    ) -> list[Any]:
        steps = on_layer(long["history"], self._iso)
        if alone == _STATUS.OVERDUE and due:
            on = _day_after(due["latest"])
            steps.insert(len(steps) - said, {**_passed(), "on": on, "due": due})
        return steps

    def _passed_line(self, latest: str) -> str:
        line = self._lines.get(latest)
        if line is None:
            line = self._lines[latest] = step_line({**_passed(), "on": _day_after(latest)})
        return line

    def _left(self, due: Mapping[str, Any] | None) -> int | None:
        last = due["latest"] if due else None
        if last is None:
            return None
        days = self._days.get(last)
        if days is None:
            days = self._days[last] = (date.fromisoformat(last) - self._day).days
        return days


@cache
def _passed() -> Mapping[str, Any]:
    """Return the entry for a last day that went by; the day itself is put in."""
    plain: Mapping[str, Any] = plain_row(overdue_step(When.on(date.min), date.min))
    return plain


def _day_after(iso: str) -> dict[str, Any]:
    return When.on(date.fromisoformat(iso) + timedelta(days=1)).to_json()


def _date(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _about(resolution: Resolution, entity: Entity) -> Iterator[ResolvedClaim]:
    """Go through the claims that have a say in what becomes of a commitment."""
    yield from resolution.claims_of(entity)
    for other in resolution.backlinks.get(entity.id, ()):
        yield from resolution.claims_of(other)


def _bare(row: BoardRow) -> BoardRow:
    """Leave out of the history what the mere passing of days put there."""
    return replace(row, history=tuple(s for s in row.history if s.report or s.due is None))


# -- events, units ---------------------------------------------------------------------------


def event_states(resolution: Resolution, entity: Entity) -> list[State]:
    """Return how a consultation is listed: the same on all days."""
    entry = entry_of(resolution, entity)
    if entry is None:
        return []
    cells = {**plain_row(entry), "sort": response_sort(resolution.claims_of(entity))}
    first, last = entry.when.earliest or date.min, entry.when.latest or date.max
    since, sides = _since(resolution.claims_of(entity)), sides_text(cells)
    return [State(since, date.max, cells, first, last, entry.status, parties=sides)]


def short_holder(one: Holder) -> dict[str, Any]:
    """Write a holder of an office without what is long: the reports, and the claims."""
    row: dict[str, Any] = plain_row(replace(one, reports=(), claims=()))
    del row["claims"]
    return {**row, "reports": None, "told": len(one.reports)}


def _incident(resolution: Resolution, entity: Entity) -> tuple[Mapping[str, Any], list[State]]:
    mentions = resolution.claims_of(entity)
    cells = plain_row(incident_row(resolution, entity, date.max))
    known = [
        (day, act_on(resolution, entity, day)) for day in _turning_days(_since(mentions), mentions)
    ]
    acts = [{"from": day, **act._asdict()} for day, act in known if act is not None]
    for_conditions = {"began": plain_row(began(mentions)), "acts": plain_row(acts)}
    return for_conditions, [State(incident_since(mentions) or date.min, date.max, cells)]


def _unit(resolution: Resolution, entity: Entity) -> list[State]:
    mentions = resolution.claims_of(entity)
    days = _turning_days(_since(mentions), mentions)
    found = [
        State(start, until, plain_row(row))
        for start, until in zip(days, [*days[1:], date.max], strict=True)
        if (row := unit_row(resolution, entity, start)) is not None
    ]
    return _joined(found)


# -- what is waited for, and what bears a date


def _awaited(resolution: Resolution, entity: Entity, only: date | None) -> list[State]:
    mentions = resolution.claims_of(entity)
    planned = (getattr(one.claim.body, "status", None) is _PLANNED for one in mentions)
    if entity.kind != "structure" and not (entity.kind == "consultation" and any(planned)):
        return []
    days = [only] if only else _turning_days(_since(mentions), _about(resolution, entity))
    found = []
    for start, until in zip(days, [*days[1:], date.max], strict=True):
        one = awaited(resolution, entity, start)
        if one is not None:
            row = awaited_row(resolution, entity, one, start)
            cells = plain_row(row)
            del cells["id"], cells["days"]
            if one.met is None:
                del cells["status"], cells["why"]
                cells |= {"deed": one.deed, "heard": plain_row(one.heard)}
            last = (one.ahead and one.ahead.latest) or date.max
            heard = (one.heard or date.min) if one.met is None else None
            sides, status = sides_text(cells), str(row.status)
            found.append(State(start, until, cells, start, last, status, AWAITED, heard, sides))
    return _joined(found)


def entry_list(kind: str) -> str:
    """Name the list of the entries of a kind that bear a date; that of consultations is their own."""
    return kind if kind == "consultation" else f"dated {kind}"


def entry_states(resolution: Resolution, entity: Entity) -> list[State]:
    """Return the line of an entity in the timeline; a consultation's own state is one already."""
    entry = None if entity.kind == "consultation" else entry_of(resolution, entity)
    if entry is None:
        return []
    first, last = entry.when.earliest or date.min, entry.when.latest or date.max
    if entry.kind == "deadline" and entry.when.latest is not None:
        first = last
    cells = plain_row(entry)
    which, sides = entry_list(entry.kind), sides_text(cells)
    return [State(date.min, date.max, cells, first, last, entry.status, which, None, sides)]


def _joined(states: Sequence[State]) -> list[State]:
    """Make one state of two that follow each other and say the same."""
    found: list[State] = []
    for one in states:
        if found and found[-1].cells == one.cells and found[-1].until == one.start:
            found[-1] = found[-1]._replace(until=one.until)
        else:
            found.append(one)
    return found


def _since(mentions: Iterable[ResolvedClaim]) -> date:
    """Return the first day on which one of these claims can have been known."""
    first = [one.published.earliest if one.published else None for one in mentions]
    return min((day or date.min for day in first), default=date.min)


def _turning_days(begin: date, mentions: Iterable[ResolvedClaim]) -> list[date]:
    """Return `begin` and the later days from which one of these claims counts, in order."""
    days = {day for one in mentions for day in _days(one) if day > begin}
    return [begin, *sorted(days)]


def _days(claim: ResolvedClaim) -> Iterator[date]:
    """Give the days from which a claim counts: that of its report, that of what it tells of."""
    for when in (claim.published, claim.time("when")):
        if when is not None and when.earliest is not None:
            yield when.earliest
