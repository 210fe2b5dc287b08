"""One call that decides, for all claims at once, what tells of the same entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from servanda.model import ClaimId, Concern, Decision, Entity, EntityId, Report, ResolvedClaim
from servanda.resolution.blocking_keys import keys_of
from servanda.resolution.clustering import ClaimFamilies
from servanda.resolution.commitment_matching import find_commitments
from servanda.resolution.equal_claims import find_assurances, find_omissions, find_quotes
from servanda.resolution.incident_matching import find_incidents
from servanda.resolution.judgements import regrouped, rejoined, retied
from servanda.resolution.links import answered, tie
from servanda.resolution.meeting_matching import find_consultations
from servanda.resolution.near_duplicates import find_copies, stories
from servanda.resolution.office_spans import find_spans, office_entities
from servanda.resolution.person_clusters import Roster, find_people
from servanda.resolution.resolved import Copy, Resolution, tied_to
from servanda.resolution.telling_order import in_order, telling
from servanda.resolution.unit_matching import find_capabilities, find_structures

__all__ = ["WAY", "find_followed", "papers", "resolve_claims"]


def find_followed(
    claims: Sequence[ResolvedClaim],
    means: Mapping[tuple[ClaimId, str], EntityId],
    judgements: Sequence[Decision] = (),
    kin: ClaimFamilies | None = None,
) -> tuple[Entity, ...]:
    """Find the entities of every kind that has keys (`servanda.resolution.blocking_keys`), not yet tied.

    `means` says which person a name in a claim is; `kin` learns which claims are of one family.
    """
    by_id = {one.claim.id: one for one in sorted(claims, key=telling)}
    found = (
        *find_consultations(claims, means, kin),
        *find_commitments(claims, kin),
        *find_structures(claims, kin),
        *find_incidents(claims, kin),
        *find_omissions(claims, kin),
    )
    if kin is not None:
        for said in judgements:
            if said.concern is Concern.MATCH:
                kin.join(*(one for one in (*said.targets, *said.others) if one in by_id))
    return regrouped(found, by_id, judgements)


# -- One call that decides, for all claims at once, what tells of the same entity


WAY = "5"
"""The version of settling. Raised whenever what is the same, or tied, is decided otherwise, and
whenever claims are found by other keys."""


def resolve_claims(
    claims: Sequence[ResolvedClaim],
    reports: Sequence[Report] = (),
    judgements: Sequence[Decision] = (),
    *,
    roster: Roster | None = None,
    kin: ClaimFamilies | None = None,
    followed: Sequence[Entity] | None = None,
) -> Resolution:
    """Decide what the same entity is, across `claims` and the `reports` they come from.

    The answer depends on what is given, not on its order. Without `reports` no copies are found.
    `judgements` are what persons said of it: they win over every likeness. A `roster` knows the
    persons of more reports than these; `kin` learns which claims are of one family. `followed` are
    the entities of the kinds that have keys, with their ties, where they are known already.
    """
    by_id = {one.claim.id: one for one in sorted(claims, key=telling)}
    people = rejoined(find_people(claims, roster), by_id, judgements)
    spans = find_spans(claims, people)
    copies = find_copies(reports)
    others = (
        *find_capabilities(claims),
        *find_assurances(claims),
        *find_quotes(claims),
        *people.entities,
        *office_entities(spans, claims),
        *papers(reports, claims, copies),
    )
    rest = regrouped(others, by_id, judgements)
    if followed is None:
        found = find_followed(claims, people.means, judgements, kin)
        keys = keys_of(claims, people.means)
        entities = retied(tie((*found, *rest), by_id, people.means, keys), judgements)
    else:
        entities = retied(answered((*followed, *rest), by_id), judgements)
    ordered = tuple(sorted(entities, key=lambda t: (t.kind, t.id)))
    return Resolution(
        ordered,
        by_id,
        people.means,
        people.names,
        spans,
        copies,
        stories(reports, copies),
        tied_to(ordered),
        tuple(judgements),
    )


def papers(
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
