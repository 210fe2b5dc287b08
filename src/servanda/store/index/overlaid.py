"""Entities as they would be once some reports were taken into the index, which stays as it is.

A question about a record whose index is behind is answered so: what the index has, and in place of
some of it what the reports that are new to it change. Nothing is written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from servanda.model.entity import Link
from servanda.model.ids import ClaimId, EntityId
from servanda.model.parties import PartyFilter
from servanda.store import schema
from servanda.store.clock import Held
from servanda.store.columns import parts
from servanda.store.index.asked import SHORT, Asked
from servanda.store.index.copy_signatures import Copying, Namers, Shape, Wording
from servanda.store.index.date_facts import ReportFacts
from servanda.store.index.dated_rows import load_some_dated
from servanda.store.index.day_lists import OfDay
from servanda.store.index.entities import Entities
from servanda.store.index.entity_rows import EntityRow, NameRow
from servanda.store.index.entity_states import (
    Listed,
    StateRow,
    TenureChange,
    TenureRow,
    load_places,
)
from servanda.store.index.phrase_uses import PhraseUse, load_placed
from servanda.store.index.report_lists import DayCount
from servanda.store.schema import standing

if TYPE_CHECKING:
    from servanda.store.session import Store

__all__ = ["NO_TENURES", "EntityChange", "OverlaidEntities"]


NO_TENURES = TenureChange(())
"""No change of who held which office."""
_LAST = date.max - timedelta(days=1)  # the calendar's own last day stands for no end


@dataclass(frozen=True, slots=True)
class EntityChange:
    """Entities that take the place of others, whose ids are `instead_of`.

    `home` says of which report each of their claims is.
    """

    kept: Sequence[EntityRow] = ()
    instead_of: frozenset[EntityId] = frozenset()
    tenures: TenureChange = NO_TENURES
    home: Mapping[ClaimId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A state with the entity or office that it is of, and the name of the list that it is in."""

    owner: str
    kind: str
    state: StateRow


class OverlaidEntities(Entities):
    """The entities in the index of a record, with a change laid over them."""

    def __init__(
        self,
        store: Store,
        changed: frozenset[str],
        facts: Sequence[ReportFacts],
        change: EntityChange | None = None,
        *,
        out: frozenset[str] = frozenset(),
        held: Held = standing,
    ) -> None:
        """Take an open store, reports that changed, what follows from each of them, and the change.

        Those of them that are left `out` are listed nowhere. The others are as they were `held`.
        """
        super().__init__(store)
        self._out = out
        self._held = held
        self._changed = changed
        self._altered = changed - out
        self._facts = {one.report: one for one in facts}
        self._lay(change or EntityChange())

    def _lay(self, change: EntityChange) -> None:
        """Let a change take the place of the one before."""
        self._kept = {one.id: one for one in change.kept}
        self._gone = change.instead_of
        self._hidden = change.instead_of.union(self._kept)
        self._home = change.home
        self._tenures = change.tenures

    # -- what is there -----------------------------------------------------------------------

    def all(
        self,
        ids: Iterable[EntityId] | None = None,
        *,
        kinds: Collection[str] | None = None,
        whole: bool = False,
    ) -> tuple[EntityRow, ...]:
        """Return every entity, or those of `ids` or of `kinds`."""
        ids = None if ids is None else frozenset(ids)
        there = [
            one for one in super().all(ids, kinds=kinds, whole=whole) if not self._hides(one.id)
        ]
        new = [
            one
            for one in self._kept.values()
            if (ids is None or one.id in ids) and (kinds is None or one.kind in kinds)
        ]
        return tuple(sorted([*there, *new], key=lambda one: (one.kind, one.id)))

    def rows_of(self, ids: Iterable[EntityId]) -> dict[EntityId, Any]:
        """Return how some entities are listed, by their ids: their rows alone."""
        wanted = frozenset(ids)
        there = {key: row for key, row in super().rows_of(wanted).items() if not self._hides(key)}
        return there | {one.id: one.row for key, one in self._kept.items() if key in wanted}

    def rows(
        self, kind: str, ids: Collection[str] | None = None
    ) -> list[tuple[str, tuple[str, ...], Any, tuple[Link, ...]]]:
        """Return id, reasons, row and links of every entity of a kind, or of those of some ids."""
        there = [one for one in super().rows(kind, ids) if not self._hides(one[0])]
        new = [
            (str(one.id), one.reasons, one.row, one.links)
            for one in self._kept.values()
            if one.kind == kind and (ids is None or one.id in ids)
        ]
        return [*there, *new]

    def ids_like(self, beginning: str) -> frozenset[str]:
        """Return the ids of entities, claims and reports that begin so; some may be out of view."""
        there = {one for one in super().ids_like(beginning) if not self._hides(one)}
        new = {*self._kept, *self._claims_then, *(one.report for one in self._as_then)}
        return frozenset(there | {one for one in new if one.startswith(beginning)})

    def bare_rows(self, kind: str) -> list[tuple[str, Any]]:
        """Return id and row of every entity of a kind."""
        return [(one[0], one[2]) for one in self.rows(kind)]

    # -- how it reads on a day ---------------------------------------------------------------

    def standing(self, kind: str, day: date, asked: Asked = SHORT) -> list[Listed]:
        """Return what is listed on `day`, in order."""
        found = [one for one in super().standing(kind, day, asked) if not self._hides(one[2])]
        here = min(day, _LAST)
        for one in self._placed(kind):
            state = one.state
            if state.start <= here < state.until and _is_asked(one, asked):
                row = self._row(one.owner) if asked.whole else None
                days = state.last.isoformat(), state.first.isoformat()
                found.append((*days, one.owner, _own(state.cells), row))
        return sorted(found, key=lambda one: one[:3])

    @property
    def laid_over(self) -> bool:
        """Whether something is laid over the index."""
        return True

    def day_list(self, asked: OfDay) -> None:
        """Return None: what is laid over the index is not in its database."""
        del asked

    def kind_list(self, kind: str) -> None:
        """Return None: what is laid over the index is not in its database."""
        del kind

    def dated(self, kinds: Collection[str], first: date, last: date) -> list[tuple[str, str, Any]]:
        """Return owner, kind and cells of what may lie between two days, both included."""
        there = [one for one in super().dated(kinds, first, last) if not self._hides(one[0])]
        new = [
            (one.owner, one.kind, _own(one.state.cells))
            for kind in kinds
            for one in self._placed(kind)
            if one.state.first <= last and one.state.last >= first
        ]
        return [*there, *new]

    def days(self, kinds: Collection[str]) -> list[tuple[date, int]] | None:
        """Return None: what is laid over the index is not counted by days."""
        del kinds
        return None

    def dated_counts(
        self, kinds: Collection[str], first: date, last: date, sides: PartyFilter
    ) -> None:
        """Return None: what is laid over the index is not counted by days."""
        del kinds, first, last, sides

    def dated_reports(
        self, first: date | None = None, last: date | None = None
    ) -> list[tuple[str, str, str | None, Any]]:
        """Return id, name, title and plain dating of the relevant reports that may be of these days."""
        found = [one for one in super().dated_reports(first, last) if one[0] not in self._moved]
        if self._then:
            with self._store.reading() as connection:
                found += load_some_dated(connection, self._altered, self._held, first, last)
        return found

    def around(
        self, kind: str, day: date, *, most: int = 1
    ) -> tuple[list[tuple[date, str, Any]], list[tuple[date, str, Any]]]:
        """Return the last ones held by `day`, and the next ones planned after it."""
        past, ahead = (
            [one for one in some if not self._hides(one[1])]
            for some in super().around(kind, day, most=most + len(self._gone))
        )
        for one in self._placed(kind):
            state = one.state
            if state.last <= day and state.status == "held":
                past.append((state.last, one.owner, _own(state.cells)))
            if state.first > day and state.start <= day and state.status != "cancelled":
                ahead.append((state.first, one.owner, _own(state.cells)))
        past.sort(key=lambda one: one[:2], reverse=True)
        ahead.sort(key=lambda one: one[:2])
        return past[:most], ahead[:most]

    def between(self, kind: str, first: date, last: date) -> list[tuple[date, str, Any]]:
        """Return day, owner and cells of what was held on one of these days, both included."""
        there = [one for one in super().between(kind, first, last) if not self._hides(one[1])]
        new = [
            (one.state.first, one.owner, _own(one.state.cells))
            for one in self._placed(kind)
            if one.state.status == "held"
            and first <= one.state.first <= last
            and one.state.first == one.state.last
        ]
        return sorted([*there, *new], key=lambda one: one[:2])

    # -- reports as they stood ---------------------------------------------------------------

    @property
    def _then(self) -> bool:
        """Whether the reports in view are as they stood at some instant."""
        return self._held is not standing

    @property
    def _moved(self) -> frozenset[str]:
        """The reports of which the record's own tables say now what is not so in view."""
        return self._changed if self._then else self._out

    @cached_property
    def _as_now(self) -> list[PhraseUse]:
        with self._store.reading() as connection:
            return load_placed(connection, self._moved)

    @cached_property
    def _as_then(self) -> list[PhraseUse]:
        if not self._then:
            return []
        with self._store.reading() as connection:
            return load_placed(connection, self._altered, self._held)

    @cached_property
    def _claims_then(self) -> dict[ClaimId, str]:
        """The claims of reports that stood otherwise, with their kinds."""
        if not self._then:
            return {}
        claim = schema.claim
        query = select(claim.c.id, claim.c.kind).where(self._held(claim))
        with self._store.reading() as connection:
            return {
                ClaimId(row[0]): row[1]
                for part in parts(sorted(self._altered))
                for row in connection.execute(query.where(claim.c.report.in_(part)))
            }

    def day_counts(self, first: date | None) -> tuple[int, list[DayCount]]:
        """Count the relevant reports by their days: those certainly from before `first`, and others."""
        count, there = super().day_counts(first)
        others = Counter({(one.first, one.last): one.reports for one in there})
        for found, by in ((self._as_now, -1), (self._as_then, 1)):
            for one in found:
                if not one.relevant:
                    continue
                if _is_before(one, first):
                    count += by
                else:
                    others[_day(one.earliest), _day(one.latest)] += by
        return count, [DayCount(*days, number) for days, number in others.items() if number > 0]

    def before(self, names: Iterable[str], first: date | None) -> frozenset[str]:
        """Return those of some relevant reports, by name, that are certainly from before a day."""
        wanted = frozenset(names)
        there = {name for report, name in self._before(wanted, first) if report not in self._moved}
        new = (one for one in self._as_then if one.relevant and one.name in wanted)
        return frozenset(there.union(one.name for one in new if _is_before(one, first)))

    def placed(
        self, claims: Iterable[ClaimId]
    ) -> list[tuple[ClaimId, int, str, date | None, date | None]]:
        """Return claims with what sorts them as their reports appeared."""
        if not self._then:
            return super().placed(claims)
        with self._store.reading() as connection:
            return load_places(connection, claims, self._held)

    def reports_called(self, name_or_id: str) -> frozenset[str]:
        """Return the reports that stand of that id or that very name."""
        new = {one.report for one in self._as_then if name_or_id in (one.report, one.name)}
        return frozenset(super().reports_called(name_or_id) - self._moved | new)

    def reports_with(self, kinds: Collection[str]) -> frozenset[str]:
        """Return the reports that may have a claim of one of these kinds."""
        found = super().reports_with(kinds) - self._out
        return found | self._altered if self._then else found

    def claims_of_kind(self, kind: str) -> list[ClaimId]:
        """Return the ids of the claims of a kind; some may be out of view."""
        new = {key for key, one in self._claims_then.items() if one == kind}
        return [*new.union(super().claims_of_kind(kind))]

    # -- who held what -----------------------------------------------------------------------

    def terms(self) -> list[Any]:
        """Return the rows of the tenures of which words say when they began or ended."""
        gone = {(row.get("party"), row["office"], row["person"]) for row in self._old_spans}
        there = [
            row
            for row in super().terms()
            if (row.get("party"), row["office"], row["person"]) not in gone
        ]
        new = [one.row for one in self._tenures.kept if one.dated]
        return [*there, *new]

    @cached_property
    def _old_spans(self) -> list[Mapping[str, Any]]:
        """The rows of the tenures that others take the place of."""
        gone = set(self._tenures.instead_of or ())
        offices = {one.office for one in self._tenures.kept} | set(self._tenures.states or ())
        found = super().tenures(offices=offices) if gone else []
        return [one.row for one in found if one.id in gone]

    def tenures(
        self, *, offices: Collection[str] | None = None, persons: Collection[str] | None = None
    ) -> list[TenureRow]:
        """Return the tenures of some offices or of some persons, or all."""
        gone = set(self._tenures.instead_of or ())
        found = [
            one for one in super().tenures(offices=offices, persons=persons) if one.id not in gone
        ]
        found += [
            one
            for one in self._tenures.kept
            if (offices is None or one.office in offices)
            and (persons is None or one.person in persons)
        ]
        return sorted(found, key=lambda one: one.id)

    # -- words -------------------------------------------------------------------------------

    def saying(self, hashes: Iterable[int]) -> list[PhraseUse]:
        """Return the reports that have some phrases, by their hashes."""
        wanted = frozenset(hashes)
        there = [one for one in super().saying(wanted) if one.report not in self._changed]
        new = {key: one.phrases & wanted for key, one in self._facts.items()}
        placed = self._in_time({key for key, found in new.items() if found})
        return there + [
            one._replace(hash=phrase) for key, one in placed.items() for phrase in new[key]
        ]

    def _in_time(self, reports: Collection[str]) -> dict[str, PhraseUse]:
        """Return what orders some reports in time, by their ids."""
        with self._store.reading() as connection:
            return {one.report: one for one in load_placed(connection, reports, self._held)}

    # -- names and copies --------------------------------------------------------------------

    def names(self, reports: Iterable[str] | None = None) -> frozenset[NameRow]:
        """Return all names that some report, or one of `reports`, uses."""
        now = {name for one in self._facts.values() for name in one.names}
        if reports is not None:
            wanted = frozenset(reports)
            mine = {name for key, one in self._facts.items() if key in wanted for name in one.names}
            return super().names(wanted - self._changed) | mine
        return (super().names() - self.names_only_in(self._changed)) | now

    def calling(self, names: Iterable[NameRow]) -> frozenset[str]:
        """Return the reports that use one of these names."""
        wanted = frozenset(names)
        new = {key for key, one in self._facts.items() if not wanted.isdisjoint(one.names)}
        return (super().calling(wanted) - self._changed) | new

    def signatures(self, reports: Iterable[str]) -> dict[str, Wording]:
        """Return the near-duplicate signatures of some reports; a short text has none."""
        wanted = frozenset(reports)
        found = super().signatures(wanted - self._changed)
        return found | {key: one for key, one in self._wordings.items() if key in wanted}

    def sharing(
        self, some: Mapping[str, Wording], copying: Copying, known: Namers | None = None
    ) -> dict[str, frozenset[str]]:
        """Map some reports to those that share so many passages with them that they may be copies."""
        there = super().sharing(some, copying, known)
        return {
            key: (there[key] - self._changed) | self._sharing(one, copying)
            for key, one in some.items()
        }

    def _sharing(self, one: Wording, copying: Copying) -> frozenset[str]:
        """Return the changed reports that may be copies of one."""
        mine = frozenset(one.passages)
        return frozenset(
            key
            for key, other in self._wordings.items()
            if copying(
                one.shape, Shape(other.people, len(other.passages)), len(mine & set(other.passages))
            )
        )

    @cached_property
    def _wordings(self) -> dict[str, Wording]:
        return {key: one.wording for key, one in self._facts.items() if one.wording is not None}

    # -- where to look -----------------------------------------------------------------------

    def reports_beside(
        self, entities: Iterable[EntityId], kinds: Collection[str] | None = None
    ) -> frozenset[str]:
        """Return the reports with a claim of these entities, or of those of some kinds."""
        wanted = frozenset(entities)
        new = {
            self._home[claim]
            for one in self._new(wanted)
            if kinds is None or one.kind in kinds
            for claim in one.claims
        }
        return super().reports_beside(self._old(wanted), kinds) | new

    def in_each(self, reports: Iterable[str]) -> frozenset[tuple[str, EntityId]]:
        """Return some reports, each with an entity that claims of it are about."""
        wanted = frozenset(reports)
        there = {pair for pair in super().in_each(wanted) if pair[1] not in self._hidden}
        new = {
            (home, one.id)
            for one in self._kept.values()
            for home in {self._home[claim] for claim in one.claims}
            if home in wanted
        }
        return frozenset(there | new)

    def claims_of(self, entities: Iterable[EntityId]) -> frozenset[ClaimId]:
        """Return the claims about these entities."""
        wanted = frozenset(entities)
        new = {claim for one in self._new(wanted) for claim in one.claims}
        return super().claims_of(self._old(wanted)) | new

    def entities_of(self, claims: Iterable[ClaimId]) -> frozenset[EntityId]:
        """Return the entities that these claims are about."""
        wanted = frozenset(claims)
        new = {one.id for one in self._kept.values() if not wanted.isdisjoint(one.claims)}
        return frozenset(super().entities_of(wanted) - self._hidden | new)

    def links_of(self, entities: Collection[EntityId]) -> frozenset[tuple[EntityId, EntityId]]:
        """Return the links from and to these entities, each with where it begins and ends."""
        wanted = frozenset(entities)
        there = {pair for pair in super().links_of(wanted) if not self._hides(pair[0])}
        new = {
            (one.id, link.to)
            for one in self._kept.values()
            for link in one.links
            if one.id in wanted or link.to in wanted
        }
        return frozenset(there | new)

    # -- within ------------------------------------------------------------------------------

    def _hides(self, owner: str) -> bool:
        """Whether what the index has of an entity or an office counts no more."""
        return owner in self._hidden or owner in (self._tenures.states or ())

    def _old(self, ids: frozenset[EntityId]) -> frozenset[EntityId]:
        return ids - self._hidden

    def _new(self, ids: frozenset[EntityId]) -> list[EntityRow]:
        return [self._kept[one] for one in ids if one in self._kept]

    def _row(self, owner: str) -> Any:
        found = self._kept.get(EntityId(owner))
        return None if found is None else found.row

    def _placed(self, kind: str) -> Sequence[_Placed]:
        return self._states.get(kind, ())

    @cached_property
    def _states(self) -> Mapping[str, Sequence[_Placed]]:
        """All states of the change, by the list that they are in."""
        found: defaultdict[str, list[_Placed]] = defaultdict(list)
        for one in self._kept.values():
            for state in one.states:
                kind = state.kind or one.kind
                found[kind].append(_Placed(one.id, kind, state))
        for office, states in (self._tenures.states or {}).items():
            found["office"] += (_Placed(office, "office", state) for state in states)
        return found


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _is_before(one: PhraseUse, first: date | None) -> bool:
    """Whether a report is certainly from before a day; each is where there is no day."""
    return first is None or (one.latest is not None and one.latest < first.isoformat())


def _is_asked(one: _Placed, asked: Asked) -> bool:
    """Whether a state passes; one whose cells are computed from claims may be anything."""
    state, computed = one.state, one.state.cells is None
    return (
        (computed or asked.last_day(state.last))
        and (asked.statuses is None or computed or state.status in asked.statuses)
        and (asked.owners is None or one.owner in asked.owners)
        and not (asked.passing and state.until == date.max)
    )


def _own(cells: Any) -> Any:
    """Return a copy of cells, whose reader may use them up."""
    return {**cells} if isinstance(cells, dict) else cells
