"""Selection: some entities of a record with their claims, found through its index.

A question about one entity, or one kind, needs no other claims: the index says which claims are of
an entity and what it is tied to. What the index does not have is found again from the claims of
that kind: capabilities, assurances, quotes; persons by the names that all reports use, which the
index has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from servanda.model import ClaimId, Decision, Entity, EntityId, Report, ResolvedClaim, When
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
from servanda.resolution.near_duplicate_signature import fact_rows
from servanda.resolution.near_duplicates import find_copies, signature, stories
from servanda.resolution.office_spans import in_office_order, office_entity_id
from servanda.resolution.person_clusters import People, Roster, find_people
from servanda.resolution.person_mentions import NAMING, Alias, Order
from servanda.resolution.resolve import report_entities
from servanda.resolution.responses import link_responses
from servanda.resolution.result import Copy, backlinks
from servanda.resolution.structure_matching import find_capabilities

if TYPE_CHECKING:
    from servanda.store import EntityRow, Record, View

__all__ = ["FOUND_ANEW", "Selection", "indexed_entities"]


FOUND_ANEW: Mapping[str, Callable[[Sequence[ResolvedClaim]], Sequence[Entity]]] = {
    "capability": find_capabilities,
    "assurance": find_assurances,
    "quote": find_quotes,
}
"""The kinds that are found from all claims of the kind, as the index does not have them."""

_UNKNOWN = frozenset({"pe", "of", *(kind[:2] for kind in FOUND_ANEW)})
_ANSWERING = ("assurance", "quote")  # they may answer an incident that their report tells of


class Selection:
    """Loads what some questions need of a record whose index is up to date."""

    def __init__(self, record: Record, view: View) -> None:
        """Take a record, and the view of all of it."""
        self._record = record
        self.index = record.entities
        self._view = view

    # -- by id -------------------------------------------------------------------------------

    def has(self, identity: str) -> bool:
        """Whether the index has an entity of that id."""
        return bool(self.index.all([EntityId(identity)]))

    def beginning(self, identity: str) -> frozenset[str] | None:
        """Return the ids that begin so; None where the index does not have all that may.

        Persons, offices and what is found anew have ids of their own, which begin as their kinds do.
        """
        if identity.partition("-")[0] in _UNKNOWN or "-" not in identity:
            return None
        return self.index.ids_like(identity)

    def claims(self, ids: Collection[str]) -> dict[ClaimId, ResolvedClaim]:
        """Return some claims by their ids."""
        reports = self.index.reports_of(map(ClaimId, ids))
        return _by_id(self._record.view(among=reports).claims(ids=ids))

    def report(self, name_or_id: str) -> Report | None:
        """Return the report of that id or that very name."""
        found = self.texts(self.index.reports_called(name_or_id))
        return found[0] if len(found) == 1 else None

    def of_reports(
        self, reports: Collection[str], kind: str | None = None
    ) -> dict[ClaimId, ResolvedClaim]:
        """Return the claims of some reports, or those of one kind."""
        return _by_id(self._record.view(among=reports).claims(kind))

    def of_kind(self, kind: str) -> dict[ClaimId, ResolvedClaim]:
        """Return all claims of a kind."""
        reports = self.index.reports_with((kind,))
        return _by_id(self._record.view(among=reports).claims(kind)) if reports else {}

    def texts(self, reports: Collection[str]) -> tuple[Report, ...]:
        """Return some reports with their texts, in the order of views."""
        return self._record.view(among=reports).reports() if reports else ()

    def found_anew(self, kind: str, claims: Mapping[ClaimId, ResolvedClaim]) -> Sequence[Entity]:
        """Find the entities of a kind that the index does not have, among claims of that kind."""
        return apply_match_decisions(
            FOUND_ANEW[kind](tuple(claims.values())), claims, self.decisions
        )

    def copies_of(self, one: Report) -> tuple[Copy, ...]:
        """Find the reports that carry the story of one: copies of it, of these, and so on.

        Copies have three facts in a row in common (`near_duplicate_signature.keys`), so only texts
        with all three of some row are read.
        """
        found, todo = {one.id: one}, [one]
        while todo:
            this = todo.pop()
            rows = fact_rows(signature(this), self.index.words_in(this.text.content))
            if rows is None:  # some fact is no word that texts can be searched for
                return find_copies(self._view.reports())
            may = {key for row in rows for key in self.index.reports_saying(row)} - found.keys()
            for other in self.texts(may):
                if find_copies((this, other)):
                    found[other.id] = other
                    todo.append(other)
        return find_copies(tuple(found.values()))

    def reports_of(self, claims: Iterable[ResolvedClaim]) -> tuple[Report, ...]:
        """Return the reports that some claims come from."""
        return self._record.view(among={one.claim.report for one in claims}).reports()

    # -- entities ----------------------------------------------------------------------------

    def entities(self, wanted: Collection[EntityId]) -> Resolution:
        """Load some entities that the index has, with all that is tied to them.

        Persons and the stories that reports carry are those of the reports concerned.
        """
        index = self.index
        ids = frozenset(wanted) | index.tied(wanted)
        reports = index.reports_beside(ids)
        view = self._record.view(among=reports)
        claims = _by_id(view.claims(ids=index.claims_of(ids)))
        found = [_entity(one, claims) for one in index.all(ids)]
        read = view.reports()
        incidents = [one for one in found if one.kind == "incident" and one.id in wanted]
        if incidents:
            found, more = self._with_answers(found, incidents, read)
            claims |= more
        people = self._those_who_met(claims)
        return Resolution(
            tuple(found),
            claims,
            people.means,
            people.names,
            stories=stories(read, find_copies(read)),
            backlinks=backlinks(found),
            decisions=self.decisions,
        )

    def around(self, claim: ClaimId) -> Resolution | None:
        """Load what a claim is of: entities of every kind; None where no such claim is in view."""
        index = self.index
        home = index.reports_of((claim,))
        told = _by_id(self._record.view(among=home).claims())
        if claim not in told:
            return None
        found = self.entities(index.entities_of((claim,)))
        claims = {**found.claims, **told}
        people = self.people(told)
        entities = [*found.entities, *people.entities]
        offices = self.spans_of(people.names)
        held = {span.id: span for span in offices if span.id and claim in span.claims}
        entities += [Entity(key, "office", one.claims, one.reports) for key, one in held.items()]
        kind = told[claim].claim.kind
        if kind in FOUND_ANEW:
            alike = self.kinds((kind,))
            entities += [one for one in alike.of(kind) if claim in one.claims]
            claims |= alike.claims
        return replace(
            found,
            entities=tuple(sorted(entities, key=lambda one: (one.kind, one.id))),
            claims=claims,
            people={**found.people, **people.means},
            names={**found.names, **people.names},
            offices=offices,
        )

    def _with_answers(
        self, found: Sequence[Entity], incidents: Sequence[Entity], reports: Sequence[Report]
    ) -> tuple[list[Entity], dict[ClaimId, ResolvedClaim]]:
        """Add what was said in answer to some incidents, which the index does not have.

        Assurances and quotes are looked for among all of their kind, where a report of an incident
        has one that answers it; what a report itself says in answer needs no other report.
        """
        wanted = {one.id for one in incidents}
        here, answers = self._answers_in_own_reports(incidents, reports)
        kinds = {one.kind for one in answers} & set(_ANSWERING)
        anew = [one for one in answers if one.kind == "report"]
        if not kinds:
            return [*found, *anew], here
        alike = self.kinds(sorted(kinds))
        anew += [one for one in alike.entities if one.kind in kinds and _links_to(one, wanted)]
        return [*found, *anew], here | dict(alike.claims)

    def _answers_in_own_reports(
        self, incidents: Sequence[Entity], reports: Sequence[Report]
    ) -> tuple[dict[ClaimId, ResolvedClaim], list[Entity]]:
        """Return the claims of the reports of some incidents, and what in them answers one of these."""
        names = {name for one in incidents for name in one.reports}
        mine = [one for one in reports if one.name in names]
        here = _by_id(self._record.view(among=[one.id for one in mine]).claims())
        spoken = [*find_assurances(here.values()), *find_quotes(here.values())]
        there = self.index.all(self.index.in_reports([one.id for one in mine]))
        whole = [_within(one, here) for one in there]
        tied = link_responses((*whole, *spoken, *report_entities(mine, here.values())), here)
        wanted = {one.id for one in incidents}
        return here, [one for one in tied if _links_to(one, wanted)]

    def _those_who_met(self, claims: Mapping[ClaimId, ResolvedClaim]) -> People:
        """Say whom the names in the consultations among some claims mean."""
        met = {one.claim.report for one in claims.values() if one.claim.kind == "consultation"}
        if not met:
            return People((), {}, {})
        return self.people(_by_id(self._record.view(among=met).claims(NAMING)))

    def kinds(self, wanted: Collection[str]) -> Resolution:
        """Load all entities of some kinds, with their ties; persons, offices and reports aside."""
        known = [kind for kind in wanted if kind in KEYED]
        if any(kind in _ANSWERING for kind in wanted):
            known = list(dict.fromkeys((*known, "incident", "consultation", "commitment")))
        both = sorted({*known, *wanted})
        reports = self.index.reports_with(both)
        claims = _by_id(self._record.view(among=reports).claims(both) if reports else ())
        index = self.index.all(kinds=known) if known else ()
        found = [_entity(one, claims) for one in index]
        for kind in sorted(FOUND_ANEW.keys() & set(wanted)):
            found += self.found_anew(kind, claims)
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

    def spans_of(self, persons: Collection[str]) -> tuple[OfficeSpan, ...]:
        """Return who held the offices that some persons held."""
        offices = {one.office for one in self.index.tenures(persons=persons)}
        return self.spans(offices) if offices else ()

    def spans(self, offices: Collection[str] | None = None) -> tuple[OfficeSpan, ...]:
        """Return who held which office, as the index has it: all, or those of some offices."""
        index = self.index
        groups: defaultdict[str, list[OfficeSpan]] = defaultdict(list)
        for one in index.tenures(offices=offices):
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
        names = self.index.names()
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


def _by_id(claims: Iterable[ResolvedClaim]) -> dict[ClaimId, ResolvedClaim]:
    return {one.claim.id: one for one in claims}


def _links_to(entity: Entity, wanted: Collection[str]) -> bool:
    return any(link.to in wanted for link in entity.links)


def _within(found: EntityRow, claims: Mapping[ClaimId, ResolvedClaim]) -> Entity:
    """Make an entity of those of its claims that are there."""
    told = [claims[one] for one in found.claims if one in claims]
    return Entity(
        found.id, found.kind, in_order(told), reports_of(told), found.links, found.reasons
    )


def _entity(found: EntityRow, claims: Mapping[ClaimId, ResolvedClaim]) -> Entity:
    told = [claims[one] for one in found.claims]
    return Entity(
        found.id, found.kind, in_order(told), reports_of(told), found.links, found.reasons
    )


def _order(
    claim: ClaimId, place: int, source: str, earliest: date | None, latest: date | None
) -> Order:
    """Return what puts a claim in the order of its report (`servanda.resolution.claim_order`)."""
    when = dated(When.between(earliest, latest)) if earliest and latest else None
    return (when and when.earliest) or date.max, source, place, claim
