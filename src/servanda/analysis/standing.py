"""What stands on a day: read from the record's index, or computed from a resolution of claims.

Both come from one function, `servanda.analysis.daily_states.listing`: the index stores what it gives for
all days, a resolution asks it for one. Every list (board, due, timeline, picture) is made of what
`Standing` offers, whichever of the two it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from servanda.analysis.daily_states import (
    AWAITED,
    TABLE,
    State,
    entry_list,
    entry_states,
    event_states,
    listing,
    short_holder,
)
from servanda.analysis.office_holders import holding, office_id, post_id
from servanda.model import Entity, EntityId, Report, When
from servanda.model.parties import PartyFilter
from servanda.model.serialization import from_plain, to_plain
from servanda.resolution import OfficeSpan, Resolution
from servanda.store.index.asked import SHORT, Asked

if TYPE_CHECKING:
    from servanda.store import Entities
    from servanda.store.index.day_lists import DayList, OfDay

__all__ = ["Cells", "ComputedStanding", "DatedReport", "IndexedStanding", "Standing"]


Listed = tuple[str, str, str, Any, Any]
Cells = tuple[str, Any, Any]
"""The id of an entity or office, how it is listed, and what is long in that."""

DatedReport = tuple[str, str, str | None, Any]
"""A report's id, name, title and plain dating."""

_NO_FIRST = date.min.isoformat()
_DATED = {kind: entry_list(kind) for kind in ("consultation", "deadline", "incident", "structure")}
"""The lists of the timeline's lines, by the kind of these."""

_LISTED = {AWAITED: ("structure", "consultation"), TABLE: ("commitment",)}
"""The kinds of entity that a list is made of, where it is no list of one kind."""


class Standing(Protocol):
    """What is listed on a day, in plain values that the caller may use up."""

    def on(self, kind: str, day: date, asked: Asked = SHORT) -> list[Cells]:
        """List what stands on `day` of what is asked for, by last day, first day and id.

        Of the list `TABLE`, what is to read otherwise on a later day is given as the board has it,
        with what is long; all else is not long.
        """

    def in_order(self, asked: OfDay) -> DayList | None:
        """Give what stands on a day in order, as a database has it; None where none has."""

    def around(self, kind: str, day: date) -> tuple[Any, Any]:
        """Return the cells of the last one held by `day`, and of the next one planned after it."""

    def between(self, kind: str, first: date, last: date) -> list[Any]:
        """Return the cells of what was held on one of these days, both included."""

    def dated(self, first: date, last: date, kinds: Collection[str] = ()) -> list[Any]:
        """Return the timeline's lines of what may lie between two days, both included.

        Where some kinds of line are named, of no other.
        """

    def counted(
        self, kinds: Collection[str], first: date, last: date, sides: PartyFilter
    ) -> list[tuple[str, date, int]] | None:
        """Count the timeline's lines of some kinds that begin between two days, by kind and first day.

        `sides` keeps those of some parties. None where none are counted; offices are not among them.
        """

    def days(self) -> list[tuple[date, int]] | None:
        """Count the timeline's lines by their first days, offices aside; None where none are counted.

        What has no first day is counted under the calendar's own.
        """

    def terms(self) -> list[OfficeSpan]:
        """Return who is said to have taken or left an office on a day."""

    def posts(self, persons: Collection[str]) -> Mapping[str, tuple[Sequence[str], Sequence[str]]]:
        """Return the reports and claims behind each office that some persons held."""

    def dated_reports(self, first: date, last: date) -> list[DatedReport]:
        """Return id, name, title and plain dating of the relevant reports that may be of these days."""


class IndexedStanding:
    """What stands by the record's index."""

    def __init__(
        self,
        index: Entities,
        resolve: Callable[[Collection[EntityId]], Resolution],
        capabilities: Callable[[], Resolution],
    ) -> None:
        """Take the index of a record, and what loads entities with all their claims.

        `resolve` gives those that changed too often for all their states to be stored,
        `capabilities` all of that kind, which the index does not have.
        """
        self._index = index
        self._resolve = resolve
        self._capabilities = capabilities

    def on(self, kind: str, day: date, asked: Asked = SHORT) -> list[Cells]:
        """List what stands on `day`."""
        if kind == TABLE:
            found = self._on("commitment", day, replace(asked, whole=True, passing=True))
            found += self._on(TABLE, day, asked)
            return [one[2:] for one in sorted(found, key=_in_order)]
        return [one[2:] for one in self._on(kind, day, asked)]

    def _on(self, kind: str, day: date, asked: Asked) -> list[Listed]:
        rows = self._index.standing(kind, day, asked)
        missing = frozenset(EntityId(one[2]) for one in rows if one[3] is None)
        if missing:
            resolution = self._resolve(missing)
            computed = listed_on(resolution, kind, day, replace(asked, owners=missing))
            rows = sorted([one for one in rows if one[3] is not None] + computed, key=_in_order)
        return rows

    def in_order(self, asked: OfDay) -> DayList | None:
        """Give what stands on a day in order, as the index's database has it."""
        return self._index.day_list(asked)

    def around(self, kind: str, day: date) -> tuple[Any, Any]:
        """Return the last one held by `day`, and the next one planned after it."""
        last, ahead = self._index.around(kind, day)
        return (last[0][-1] if last else None), (ahead[0][-1] if ahead else None)

    def between(self, kind: str, first: date, last: date) -> list[Any]:
        """Return what was held on one of these days."""
        return [cells for _, _, cells in self._index.between(kind, first, last)]

    def dated(self, first: date, last: date, kinds: Collection[str] = ()) -> list[Any]:
        """Return the timeline's lines of what may lie between two days."""
        stored = [_DATED[one] for one in kinds if one in _DATED] if kinds else list(_DATED.values())
        rows = [cells for _, _, cells in self._index.dated(stored, first, last)]
        if not kinds or "capability" in kinds:
            rows += ComputedStanding(self._capabilities()).dated(first, last)
        return [one for one in rows if one["kind"] in kinds] if kinds else rows

    def counted(
        self, kinds: Collection[str], first: date, last: date, sides: PartyFilter
    ) -> list[tuple[str, date, int]] | None:
        """Count the timeline's lines of some kinds that begin between two days, by kind and first day."""
        lists = {_DATED[one]: one for one in kinds if one in _DATED}
        found = self._index.dated_counts(tuple(lists), first, last, sides)
        return found and [(lists[name], day, count) for name, day, count in found]

    def days(self) -> list[tuple[date, int]] | None:
        """Count the timeline's lines by their first days, offices aside."""
        found = self._index.days(tuple(_DATED.values()))
        if found is None:
            return None
        others = ComputedStanding(self._capabilities()).dated(date.min, date.max)
        return found + [
            (date.fromisoformat(one["when"]["earliest"] or _NO_FIRST), 1) for one in others
        ]

    def terms(self) -> list[OfficeSpan]:
        """Return who is said to have taken or left an office on a day."""
        return [from_plain(OfficeSpan, row) for row in self._index.terms()]

    def posts(self, persons: Collection[str]) -> Mapping[str, tuple[Sequence[str], Sequence[str]]]:
        """Return the reports and claims behind each office that some persons held."""
        found = self._index.tenures(persons=persons)
        return {one.id: (one.row["reports"], one.row["claims"]) for one in found}

    def dated_reports(self, first: date, last: date) -> list[DatedReport]:
        """Return the relevant reports that may be of these days."""
        return self._index.dated_reports(first, last)


class ComputedStanding:
    """What stands by a resolution of claims, as a narrowed view of a record has it."""

    def __init__(self, resolution: Resolution, reports: Sequence[Report] = ()) -> None:
        """Take entities with their claims, and the reports that a timeline is to list."""
        self._resolution = resolution
        self._reports = reports

    def on(self, kind: str, day: date, asked: Asked = SHORT) -> list[Cells]:
        """List what stands on `day`; statuses are left to the reader of the rows."""
        if kind == "office":
            return self._offices(day)
        return [one[2:] for one in listed_on(self._resolution, kind, day, asked)]

    def in_order(self, asked: OfDay) -> None:
        """Return None: each is worked out anyway."""
        del asked

    def around(self, kind: str, day: date) -> tuple[Any, Any]:
        """Return the last one held by `day`, and the next one planned after it."""
        events = [(one, entity.id) for entity in self._of((kind,)) for one in self._event(entity)]
        past = [(one.last, key, one) for one, key in events if one.status == "held"]
        past = [each for each in past if each[0] <= day]
        ahead = [
            (one.first, key, one)
            for one, key in events
            if one.first > day and one.start <= day and one.status != "cancelled"
        ]
        last, following = max(past, default=None), min(ahead, default=None)
        return last and last[-1].cells, following and following[-1].cells

    def between(self, kind: str, first: date, last: date) -> list[Any]:
        """Return what was held on one of these days."""
        events = [(one, entity.id) for entity in self._of((kind,)) for one in self._event(entity)]
        held = [
            (one.first, key, one.cells)
            for one, key in events
            if one.status == "held" and one.first == one.last and first <= one.first <= last
        ]
        return [cells for _, _, cells in sorted(held, key=lambda each: each[:2])]

    def dated(self, first: date, last: date, kinds: Collection[str] = ()) -> list[Any]:
        """Return the timeline's lines of what may lie between two days."""
        found: list[Any] = [
            one.cells
            for entity in self._resolution.entities
            for one in (*self._event(entity), *entry_states(self._resolution, entity))
            if one.first <= last and one.last >= first
        ]
        return [one for one in found if one["kind"] in kinds] if kinds else found

    def counted(self, kinds: Collection[str], first: date, last: date, sides: PartyFilter) -> None:
        """Return None: each line is worked out anyway."""
        del kinds, first, last, sides

    def days(self) -> list[tuple[date, int]] | None:
        """Return None: each line is worked out anyway."""
        return None

    def terms(self) -> list[OfficeSpan]:
        """Return who is said to have taken or left an office on a day."""
        return [span for span in self._resolution.offices if span.since or span.until]

    def posts(self, persons: Collection[str]) -> Mapping[str, tuple[Sequence[str], Sequence[str]]]:
        """Return the reports and claims behind each office that some persons held."""
        return {
            post_id(span.party, span.office, span.person): (span.reports, span.claims)
            for span in self._resolution.offices
            if span.person in persons
        }

    def dated_reports(self, first: date, last: date) -> list[DatedReport]:
        """Return the relevant reports that may be of these days."""
        window = When.between(first, last)
        return [
            (one.id, one.name, one.title, to_plain(one.dating))
            for one in self._reports
            if one.relevant and one.dating.when is not None and one.dating.when.meets(window)
        ]

    def _of(self, kinds: Collection[str]) -> Iterator[Entity]:
        return (entity for entity in self._resolution.entities if entity.kind in kinds)

    def _event(self, entity: Entity) -> list[State]:
        return event_states(self._resolution, entity) if entity.kind == "consultation" else []

    def _offices(self, day: date) -> list[Cells]:
        groups: defaultdict[str, list[OfficeSpan]] = defaultdict(list)
        for span in self._resolution.offices:
            groups[office_id(span.party, span.office)].append(span)
        found = ((key, holding(spans, day)) for key, spans in sorted(groups.items()))
        return [(key, [short_holder(one) for one in rows], None) for key, rows in found if rows]


def listed_on(resolution: Resolution, kind: str, day: date, asked: Asked) -> list[Listed]:
    """List what stands on `day`, in order: last day, first day, id, cells, what is long or None."""
    kinds = _LISTED.get(kind, (kind,))
    found: list[Listed] = [
        (state.last.isoformat(), state.first.isoformat(), entity.id, state.cells, long)
        for entity in resolution.entities
        if entity.kind in kinds and (asked.owners is None or entity.id in asked.owners)
        for every, states in (listing(resolution, entity, only=day),)
        for long in (every if asked.whole and kind != TABLE else None,)
        for state in states
        if (state.kind or entity.kind) == kind and asked.last_day(state.last)
    ]
    return sorted(found, key=_in_order)


def _in_order(one: Listed) -> tuple[str, str, str]:
    return one[:3]
