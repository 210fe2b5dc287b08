"""Selection: some entities of a record with their claims, found through its index.

A question about one entity, or one kind, needs no other claims: the index says which claims are of
an entity and what it is tied to. What the index does not have is found again from the claims of
that kind: capabilities, assurances, quotes; persons by the names that all reports use, which the
index has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from servanda.model import ClaimId, Decision, Entity, EntityId, ResolvedClaim, When
from servanda.model.serialization import from_plain
from servanda.resolution import OfficeSpan, Resolution
from servanda.resolution.claim_keys import KEYED
from servanda.resolution.claim_order import dated, in_order, reports_of
from servanda.resolution.exact_matching import find_assurances, find_quotes
from servanda.resolution.judgements import (
    apply_link_decisions,
    apply_match_decisions,
    apply_person_decisions,
)
from servanda.resolution.near_duplicates import find_copies, stories
from servanda.resolution.office_spans import in_office_order, office_entity_id
from servanda.resolution.person_clusters import People, Roster, find_people
from servanda.resolution.person_mentions import NAMING, Alias, Order
from servanda.resolution.responses import link_responses
from servanda.resolution.result import backlinks
from servanda.resolution.structure_matching import find_capabilities

if TYPE_CHECKING:
    from servanda.store import KeptEntity, Record, View

__all__ = ["FOUND_ANEW", "Selection", "indexed_entities"]


FOUND_ANEW: Mapping[str, Callable[[Sequence[ResolvedClaim]], Sequence[Entity]]] = {
    "capability": find_capabilities,
    "assurance": find_assurances,
    "quote": find_quotes,
}
"""The kinds that are found from all claims of the kind, as the index does not have them."""

_ANSWERING = ("assurance", "quote")  # they may answer an incident that their report tells of


class Selection:
    """Loads what some questions need of a record whose index is up to date."""

    def __init__(self, record: Record, view: View) -> None:
        """Take a record, and the view of all of it."""
        self._record = record
        self._view = view

    # -- entities ----------------------------------------------------------------------------

    def entities(self, wanted: Collection[EntityId]) -> Resolution:
        """Load some entities that the index has, with all that is tied to them.

        Persons and the stories that reports carry are those of the reports concerned.
        """
        index = self._record.entities
        ids = frozenset(wanted) | index.tied(wanted)
        return self.among(index.reports_beside(ids), ids)

    def among(self, reports: Collection[str], ids: Collection[EntityId]) -> Resolution:
        """Load some entities that the index has with the claims of some reports, which tell of them."""
        view = self._record.view(among=reports)
        claims = {one.claim.id: one for one in view.claims()}
        found = [_entity(one, claims) for one in self._record.entities.all(ids)]
        people = self.people(claims)
        read = view.reports()
        return Resolution(
            tuple(found),
            claims,
            people.means,
            people.names,
            stories=stories(read, find_copies(read)),
            backlinks=backlinks(found),
            decisions=self.decisions,
        )

    def kinds(self, wanted: Collection[str]) -> Resolution:
        """Load all entities of some kinds, with their ties; persons, offices and reports aside."""
        known = [kind for kind in wanted if kind in KEYED]
        if any(kind in _ANSWERING for kind in wanted):
            known = list(dict.fromkeys((*known, "incident", "consultation", "commitment")))
        claims = {one.claim.id: one for one in self._view.claims(sorted({*known, *wanted}))}
        index = self._record.entities.all(kinds=known) if known else ()
        found = [_entity(one, claims) for one in index]
        for kind in sorted(FOUND_ANEW.keys() & set(wanted)):
            found += apply_match_decisions(
                FOUND_ANEW[kind](tuple(claims.values())), claims, self.decisions
            )
        if any(kind in _ANSWERING for kind in wanted):
            found = list(apply_link_decisions(link_responses(found, claims), self.decisions))
        found.sort(key=lambda one: (one.kind, one.id))
        return Resolution(
            tuple(found), claims, backlinks=backlinks(found), decisions=self.decisions
        )

    def capabilities(self) -> Resolution:
        """Find all capabilities from their claims."""
        return self.kinds(("capability",))

    # -- persons and offices -----------------------------------------------------------------

    def people(self, claims: Mapping[ClaimId, ResolvedClaim]) -> People:
        """Say whom the names in some reports mean: `claims` must be all of theirs."""
        naming = [one for one in claims.values() if one.claim.kind in NAMING]
        return apply_person_decisions(find_people(naming, self.roster), claims, self.decisions)

    def spans(self, offices: Collection[str] | None = None) -> tuple[OfficeSpan, ...]:
        """Return who held which office, as the index has it: all, or of some offices."""
        index = self._record.entities
        groups: defaultdict[str, list[OfficeSpan]] = defaultdict(list)
        for one in index.posts(offices=offices):
            groups[one.office].append(from_plain(OfficeSpan, one.row))
        firsts = {span.claims[0] for spans in groups.values() for span in spans}
        order = {place[0]: _order(*place) for place in index.placed(firsts)}
        return in_office_order(
            replace(span, id=office_entity_id(spans, order))
            for spans in groups.values()
            for span in spans
        )

    @cached_property
    def roster(self) -> Roster:
        """All persons, by the names that all reports use."""
        names = self._record.entities.names()
        return Roster(
            Alias(n, office or None, party or None, one) for n, office, party, one in names
        )

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What persons decided, in force."""
        return self._view.decisions()


def indexed_entities(record: Record, claims: Mapping[ClaimId, ResolvedClaim]) -> tuple[Entity, ...]:
    """Return all entities that the index of a record has, whose claims are among `claims`."""
    return tuple(_entity(one, claims) for one in record.entities.all())


def _entity(found: KeptEntity, claims: Mapping[ClaimId, ResolvedClaim]) -> Entity:
    told = [claims[one] for one in found.claims]
    return Entity(
        found.id, found.kind, in_order(told), reports_of(told), found.links, found.reasons
    )


def _order(
    claim: ClaimId, place: int, source: str, earliest: date | None, latest: date | None
) -> Order:
    """Return what puts a claim in the order of telling (`servanda.resolution.claim_order`)."""
    when = dated(When.between(earliest, latest)) if earliest and latest else None
    return (when and when.earliest) or date.max, source, place, claim
