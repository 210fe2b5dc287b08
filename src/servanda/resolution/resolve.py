"""Resolution in one call: which claims are about one entity, and how entities are linked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from servanda.model import ClaimId, Concern, Decision, Entity, EntityId, Report, ResolvedClaim
from servanda.resolution.claim_keys import keys_of
from servanda.resolution.claim_order import in_order, order_key
from servanda.resolution.commitment_matching import find_commitments
from servanda.resolution.consultation_matching import find_consultations
from servanda.resolution.exact_matching import find_assurances, find_omissions, find_quotes
from servanda.resolution.incident_matching import find_incidents
from servanda.resolution.judgements import (
    apply_link_decisions,
    apply_match_decisions,
    apply_person_decisions,
)
from servanda.resolution.links import link_entities
from servanda.resolution.near_duplicates import find_copies, stories
from servanda.resolution.office_spans import find_spans, office_entities
from servanda.resolution.person_clusters import find_people
from servanda.resolution.persons.roster import Roster
from servanda.resolution.responses import link_responses
from servanda.resolution.result import Copy, Resolution, backlinks
from servanda.resolution.structure_matching import find_capabilities, find_structures
from servanda.resolution.union_find import UnionFind

__all__ = ["find_keyed_entities", "report_entities", "resolve_claims"]


def find_keyed_entities(
    claims: Sequence[ResolvedClaim],
    persons: Mapping[tuple[ClaimId, str], EntityId],
    decisions: Sequence[Decision] = (),
    components: UnionFind[ClaimId] | None = None,
    *,
    meetings: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Entity, ...]:
    """Find the entities of every kind that has keys (`claim_keys.KEYED`), not yet linked.

    `persons` gives the person that a name in a claim means. `components` are given the claims that
    match or that a decision names together, whether or not one entity came of them. `meetings` are
    the parties that meet in reports of which `claims` has the promises, but not all meetings.
    """
    by_id = {one.claim.id: one for one in sorted(claims, key=order_key)}
    found = (
        *find_consultations(claims, persons, components),
        *find_commitments(claims, components, meetings),
        *find_structures(claims, components),
        *find_incidents(claims, components),
        *find_omissions(claims, components),
    )
    if components is not None:
        for one in decisions:
            if one.concern is Concern.MATCH:
                named = (*one.targets, *one.others)
                components.union(*(claim for claim in named if claim in by_id))
    return apply_match_decisions(found, by_id, decisions)


def resolve_claims(
    claims: Sequence[ResolvedClaim],
    reports: Sequence[Report] = (),
    judgements: Sequence[Decision] = (),
    *,
    roster: Roster | None = None,
    keyed: Sequence[Entity] | None = None,
) -> Resolution:
    """Resolve `claims` and the `reports` they come from to entities.

    The result depends on what is given, not on its order. Without `reports` no copies are found.
    `judgements` are persons' decisions: they win over every rule. A `roster` knows the persons of
    more reports than these. `keyed` are the entities of the kinds that have keys, with their links,
    where they are known already.
    """
    by_id = {one.claim.id: one for one in sorted(claims, key=order_key)}
    people = apply_person_decisions(find_people(claims, roster), by_id, judgements)
    spans = find_spans(claims, people)
    copies = find_copies(reports)
    others = (
        *find_capabilities(claims),
        *find_assurances(claims),
        *find_quotes(claims),
        *people.entities,
        *office_entities(spans, claims),
        *report_entities(reports, claims, copies),
    )
    rest = apply_match_decisions(others, by_id, judgements)
    if keyed is None:
        found = find_keyed_entities(claims, people.means, judgements)
        keys = keys_of(claims, people.means)
        known = link_entities((*found, *rest), by_id, people.means, keys)
    else:
        known = (*keyed, *rest)
    entities = apply_link_decisions(link_responses(known, by_id), judgements)
    ordered = tuple(sorted(entities, key=lambda entity: (entity.kind, entity.id)))
    return Resolution(
        ordered,
        by_id,
        people.means,
        people.names,
        spans,
        copies,
        stories(reports, copies),
        backlinks(ordered),
        tuple(judgements),
    )


class Named(Protocol):
    """A report by its id and name: a `Report`, or the header of one in a record."""

    @property
    def id(self) -> str:
        """The report's id."""
        ...

    @property
    def name(self) -> str:
        """The report's name."""
        ...


def report_entities(
    reports: Iterable[Named], claims: Iterable[ResolvedClaim], copies: Iterable[Copy] = ()
) -> list[Entity]:
    """Make an entity of each report, with all its claims; `copies` say which repeat another."""
    by_report: defaultdict[str, list[ResolvedClaim]] = defaultdict(list)
    for claim in claims:
        if claim.claim.kind != "date":
            by_report[claim.claim.report].append(claim)
    why = {copy.report: copy.reasons for copy in copies}
    return [
        Entity(
            EntityId(report.id),
            "report",
            in_order(by_report[report.id]),
            (report.name,),
            reasons=why.get(report.name, ()),
        )
        for report in reports
    ]
