"""Entities of a view of which only what is asked for is resolved, and laid over the index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from servanda.model.entity import Link
from servanda.model.ids import ClaimId, EntityId
from servanda.store.index.date_facts import ReportFacts
from servanda.store.index.entities import Entities
from servanda.store.index.entity_rows import EntityRow
from servanda.store.index.entity_states import TenureRow
from servanda.store.index.overlaid import EntityChange, OverlaidEntities

if TYPE_CHECKING:
    from servanda.store.session import Store
    from servanda.store.view import View

__all__ = ["EntitiesOnDemand", "OnDemand"]


class OnDemand(Protocol):
    """What resolves in a view what is asked for. `over` is what is asked for so far."""

    def resolve(self, reports: Collection[str], over: Entities) -> EntityChange:
        """Return what some reports are about."""

    def first_claims(self, ids: Collection[EntityId], over: Entities) -> set[ClaimId]:
        """Return the claims that entities of these ids would begin with."""

    def beginning(self, beginning: str, over: Entities) -> set[EntityId]:
        """Return the ids that begin so of entities that some claim may be the first of."""

    def persons(self) -> frozenset[str]:
        """Return the persons who may have held offices otherwise in view than the index has it."""

    def mentioned(self) -> frozenset[str]:
        """Return those of them who may hold, in view, offices that the index does not have of them."""

    def tenures(self, persons: Collection[str]) -> list[TenureRow]:
        """Return the tenures of some of these persons."""


class EntitiesOnDemand(OverlaidEntities):
    """The entities of a view, for questions by id, by claim and by report.

    How they are listed on a day is not among what it answers.
    """

    def __init__(
        self,
        store: Store,
        changed: frozenset[str],
        facts: Sequence[ReportFacts],
        resolver: OnDemand,
        *,
        out: frozenset[str],
        view: View,
    ) -> None:
        """Take what `OverlaidEntities` does, and what resolves more of the view."""
        super().__init__(store, changed, facts, out=out, held=view.held)
        self._view = view
        self._resolver = resolver
        self._resolved: frozenset[str] = frozenset()
        self._asked: frozenset[EntityId] = frozenset()
        self._absent: frozenset[EntityId] = frozenset()

    # -- what is asked for -------------------------------------------------------------------

    def _resolve(self, reports: Iterable[str]) -> None:
        """Resolve what some reports are about, unless that is done."""
        new = frozenset(reports) - self._resolved - self._out
        if new:
            self._resolved |= new
            self._lay(self._resolver.resolve(self._resolved, self))

    def _ask(self, ids: Iterable[EntityId]) -> None:
        """Resolve the reports of entities, as the index has them and as they would be in view."""
        new = frozenset(ids) - self._asked - self._kept.keys()
        if not new:
            return
        self._asked |= new
        there = Entities.claims_of(self, new)
        known = {one.id for one in Entities.all(self, new)}
        if missing := new - known:
            there |= self._resolver.first_claims(missing, self)
        self._resolve(self.reports_of(there))
        self._absent |= {one for one in known if one not in self._hidden}  # all out of view

    def _hides(self, owner: str) -> bool:
        return owner in self._absent or super()._hides(owner)

    def all(
        self,
        ids: Iterable[EntityId] | None = None,
        *,
        kinds: Collection[str] | None = None,
        whole: bool = False,
    ) -> tuple[EntityRow, ...]:
        """Return every entity, or those of `ids` or of `kinds`."""
        if ids is None:
            self._ask_for_all()
        else:
            ids = frozenset(ids)
            self._ask(ids)
        return super().all(ids, kinds=kinds, whole=whole)

    def _ask_for_all(self) -> None:
        self._resolve(one.id for one in self._view.headers())
        self._ask(one.id for one in Entities.all(self))

    def ids_like(self, beginning: str) -> frozenset[str]:
        """Return the ids of entities, claims and reports in view that begin so."""
        found = super().ids_like(beginning)
        if beginning in found:
            return frozenset([beginning])
        likely = {EntityId(one) for one in found} | self._resolver.beginning(beginning, self)
        there: set[str] = {one.id for one in self.all(likely) if one.claims}
        there.update(one.claim.id for one in self._view.claims(ids=found))
        there.update(one.id for one in self._view.among(found).headers())
        return frozenset(there)

    def reports_beside(
        self, entities: Iterable[EntityId], kinds: Collection[str] | None = None
    ) -> frozenset[str]:
        """Return the reports with a claim of these entities, or of those of some kinds."""
        wanted = frozenset(entities)
        self._ask(wanted)
        return super().reports_beside(wanted, kinds)

    def in_each(self, reports: Iterable[str]) -> frozenset[tuple[str, EntityId]]:
        """Return some reports, each with an entity that claims of it are about."""
        wanted = frozenset(reports) - self._out
        self._resolve(wanted)
        return super().in_each(wanted)

    def claims_of(self, entities: Iterable[EntityId]) -> frozenset[ClaimId]:
        """Return the claims about these entities."""
        wanted = frozenset(entities)
        self._ask(wanted)
        return super().claims_of(wanted)

    def entities_of(self, claims: Iterable[ClaimId]) -> frozenset[EntityId]:
        """Return the entities that these claims are about."""
        wanted = frozenset(claims)
        self._resolve(self.reports_of(wanted))
        return super().entities_of(wanted)

    def links_of(self, entities: Collection[EntityId]) -> frozenset[tuple[EntityId, EntityId]]:
        """Return the links from and to these entities, each with where it begins and ends."""
        self._ask(entities)
        return super().links_of(entities)

    def rows_of(self, ids: Iterable[EntityId]) -> dict[EntityId, Any]:
        """Return how some entities are listed, by their ids: their rows alone."""
        wanted = frozenset(ids)
        self._ask(wanted)
        return super().rows_of(wanted)

    def rows(
        self, kind: str, ids: Collection[str] | None = None
    ) -> list[tuple[str, tuple[str, ...], Any, tuple[Link, ...]]]:
        """Return id, reasons, row and links of every entity of a kind, or of those of some ids."""
        if ids is None:
            self._ask_for_all()
        else:
            self._ask(map(EntityId, ids))
        return super().rows(kind, ids)

    # -- who held what -----------------------------------------------------------------------

    def tenures(
        self, *, offices: Collection[str] | None = None, persons: Collection[str] | None = None
    ) -> list[TenureRow]:
        """Return the tenures of some offices or of some persons, or all."""
        concerned = self._resolver.persons()
        there = super().tenures(offices=offices, persons=persons)
        wanted = concerned
        if persons is not None:
            wanted = concerned.intersection(persons)
        elif offices is not None:
            wanted = concerned.intersection(one.person for one in there)
            wanted |= self._resolver.mentioned()
        new = [
            one
            for one in self._resolver.tenures(wanted)
            if (offices is None or one.office in offices)
            and (persons is None or one.person in persons)
        ]
        found = [one for one in there if one.person not in concerned]
        return sorted([*found, *new], key=lambda one: one.id)
