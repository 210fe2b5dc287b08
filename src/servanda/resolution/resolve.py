"""One call that decides, for all claims at once, what tells of the same entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

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
from servanda.resolution.links import link_entities, link_responses
from servanda.resolution.near_duplicates import find_copies, stories
from servanda.resolution.office_spans import find_spans, office_entities
from servanda.resolution.person_clusters import Roster, find_people
from servanda.resolution.result import Copy, Resolution, backlinks
from servanda.resolution.structure_matching import find_capabilities, find_structures
from servanda.resolution.union_find import UnionFind

__all__ = ["find_keyed_entities", "report_entities", "resolve_claims"]


def find_keyed_entities(
    claims: Sequence[ResolvedClaim],
    means: Mapping[tuple[ClaimId, str], EntityId],
    judgements: Sequence[Decision] = (),
    components: UnionFind[ClaimId] | None = None,
) -> tuple[Entity, ...]:
    """Find the entities of every kind that has keys (`servanda.resolution.claim_keys`), not yet tied.

    `means` says which person a name in a claim is; `components` are given the claims that anything ties together.
    """
    by_id = {one.claim.id: one for one in sorted(claims, key=order_key)}
    found = (
        *find_consultations(claims, means, components),
        *find_commitments(claims, components),
        *find_structures(claims, components),
        *find_incidents(claims, components),
        *find_omissions(claims, components),
    )
    if components is not None:
        for said in judgements:
            if said.concern is Concern.MATCH:
                components.union(*(one for one in (*said.targets, *said.others) if one in by_id))
    return apply_match_decisions(found, by_id, judgements)


# -- One call that decides, for all claims at once, what tells of the same entity


def resolve_claims(
    claims: Sequence[ResolvedClaim],
    reports: Sequence[Report] = (),
    judgements: Sequence[Decision] = (),
    *,
    roster: Roster | None = None,
    components: UnionFind[ClaimId] | None = None,
    followed: Sequence[Entity] | None = None,
) -> Resolution:
    """Decide what the same entity is, across `claims` and the `reports` they come from.

    The answer depends on what is given, not on its order. Without `reports` no copies are found.
    `judgements` are what persons said of it: they win over every likeness. A `roster` knows the
    persons of more reports than these; `components` are given the claims that anything ties together. `followed` are
    the entities of the kinds that have keys, with their ties, where they are known already.
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
    if followed is None:
        found = find_keyed_entities(claims, people.means, judgements, components)
        keys = keys_of(claims, people.means)
        entities = apply_link_decisions(
            link_entities((*found, *rest), by_id, people.means, keys), judgements
        )
    else:
        entities = apply_link_decisions(link_responses((*followed, *rest), by_id), judgements)
    ordered = tuple(sorted(entities, key=lambda t: (t.kind, t.id)))
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


def report_entities(
    reports: Sequence[Report], claims: Iterable[ResolvedClaim], copies: Iterable[Copy] = ()
) -> list[Entity]:
    """Make an entity of each report, with all its claims; `copies` say which repeat another."""
    told: defaultdict[str, list[ResolvedClaim]] = defaultdict(list)
    for claim in claims:
        if claim.claim.kind != "date":
            told[claim.claim.report].append(claim)
    why = {copy.report: copy.reasons for copy in copies}
    return [
        Entity(
            EntityId(report.id),
            "report",
            in_order(told[report.id]),
            (report.name,),
            reasons=why.get(report.name, ()),
        )
        for report in reports
    ]
