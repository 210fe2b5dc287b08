"""The entities of a record whose index is behind, or of a view of what was known or recorded by a day.

What the index has stands, and what is new to it, or otherwise in view, is laid over it: all of that
for lists, and for a question about one thing only what that has to do with.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.indexing.resolve_reports import resolve_beside
from servanda.indexing.tenure_rows import tenures_in_view
from servanda.indexing.view_differences import Difference, Named, difference, few, named_otherwise
from servanda.model import ClaimId, EntityId
from servanda.resolution.claim_keys import KEYED
from servanda.resolution.claim_order import entity_of_first
from servanda.resolution.judgements import PERSON, apply_person_decisions
from servanda.resolution.person_clusters import find_people
from servanda.resolution.person_mentions import NAMING, OfficeMention, office_mentions

if TYPE_CHECKING:
    from servanda.store import Entities, Record, TenureRow, View
    from servanda.store.index.overlaid import EntityChange

__all__ = ["entities_on_demand", "provisional_entities"]


_MANY = 0.3
"""Share of a record's reports from which it is quicker to work out everything from all claims."""


def provisional_entities(
    record: Record, view: View | None = None, *, many: float = _MANY
) -> Entities | None:
    """Return what the claims in view come to, up to date, without bringing the index up to date.

    `view` is all of the record where left out, or what had been reported by a day, or recorded by
    an instant: no other one is answered so. Dates stay those that the record holds, or held: an
    update may find better ones. None where there is no index to begin with, or more than the share
    `many` of the reports is new to it, or otherwise in view.
    """
    view = view or record.view()
    found = difference(record, view)
    if found is None or not few(found.changed, found, many):
        return None
    named = named_otherwise(record, view, found)
    changed = found.changed | named.renamed | found.judged
    if not changed:
        return record.entities
    if not few(changed, found, many):
        return None
    over = record.overlaid(found.changed, named.facts, out=found.out, view=view)
    resolved = resolve_beside(record, view, over, changed, roster=named.roster)
    return record.overlaid(found.changed, named.facts, resolved.change, out=found.out, view=view)


def entities_on_demand(record: Record, view: View, *, many: float = _MANY) -> Entities | None:
    """Return what the claims in view come to, resolved where something is asked for.

    It is for questions about one thing, however many reports are out of view. None where there is
    no index to begin with, or more than the share `many` of the reports is in view otherwise than
    the index has them.
    """
    found = difference(record, view)
    if found is None or not few(found.altered | found.judged, found, many):
        return None
    named = named_otherwise(record, view, found)
    if not few(found.altered | found.judged | named.renamed, found, many):
        return None
    resolving = _Resolving(record, view, found, named)
    return record.on_demand(found.changed, named.facts, resolving, out=found.out, view=view)


@dataclass(slots=True)
class _Resolving:
    """Resolves in a view what is asked for; see `servanda.store.index.on_demand.OnDemand`."""

    record: Record
    view: View
    found: Difference
    named: Named
    _mentions: list[OfficeMention] | None = field(default=None, init=False)
    _persons: frozenset[str] = field(default=frozenset(), init=False)

    def resolve(self, reports: Collection[str], over: Entities) -> EntityChange:
        """Resolve what some reports are about; `over` has the names and signatures of all in view."""
        beside = self.found.altered | self.found.judged | self.named.renamed
        roster = self.named.roster
        resolved = resolve_beside(
            self.record, self.view, over, reports, roster=roster, beside=beside, tenures=False
        )
        return resolved.change

    def first_claims(self, ids: Collection[EntityId], over: Entities) -> set[ClaimId]:
        """Return the claims that entities of these ids would begin with."""
        kinds = [kind for kind in KEYED if any(one.startswith(f"{kind[:2]}-") for one in ids)]
        return {
            claim
            for kind in kinds
            for claim in over.claims_of_kind(kind)
            if entity_of_first(kind, claim) in ids
        }

    def beginning(self, beginning: str, over: Entities) -> set[EntityId]:
        """Return the ids that begin so of entities that some claim may be the first of."""
        kinds = [kind for kind in KEYED if beginning.startswith(f"{kind[:2]}-")]
        made = (entity_of_first(kind, one) for kind in kinds for one in over.claims_of_kind(kind))
        return {one for one in made if one.startswith(beginning)}

    def persons(self) -> frozenset[str]:
        """Return the persons who may have held offices otherwise in view than the index has it."""
        if self._mentions is None:
            again = self._again
            claims = self.view.among(again).claims(NAMING) if again else ()
            by_id = {one.claim.id: one for one in claims}
            people = find_people(claims, self.named.roster)
            means = apply_person_decisions(people, by_id, self.view.decisions()).means
            self._mentions = list(office_mentions(claims, means))
            were = self.record.entities.persons(self.found.out | again)
            self._persons = were.union(one.person for one in self._mentions)
        return self._persons

    def mentioned(self) -> frozenset[str]:
        """Return those of them whom reports that the index has otherwise name with an office."""
        return self.persons().intersection(one.person for one in self._mentions or ())

    def tenures(self, persons: Collection[str]) -> list[TenureRow]:
        """Return the tenures of some of these persons."""
        concerned = self.persons().intersection(persons)
        mine = [one for one in self._mentions or () if one.person in concerned]
        without = self.found.out | self._again
        return tenures_in_view(self.record, concerned, mine, without, self._names(concerned))

    def _names(self, persons: Collection[str]) -> dict[EntityId, str]:
        """Return how some persons are shown: who was merged or split, as the index has it."""
        were = {
            one.person: str(one.row["name"])
            for one in self.record.entities.tenures(persons=persons)
        }
        judged = {
            who
            for one in self.view.decisions()
            if one.field == PERSON
            for who in one.value["persons"]
        }
        names: dict[EntityId, str] = {}
        for who in map(EntityId, persons):
            name = were.get(who, "")
            names[who] = (
                (who in judged and name) or self.named.roster.shown(who, name) or name or who
            )
        return names

    @property
    def _again(self) -> frozenset[str]:
        """The reports in view whose mentions of offices are read from their claims."""
        return self.found.altered | self.found.judged | self.named.renamed
