"""One call that decides, for all claims at once, what tells of the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from servanda.model import ClaimId, Concern, Decision, Report, ResolvedClaim, Thing, ThingId
from servanda.resolution.blocking_keys import keys_of
from servanda.resolution.clustering import Kin
from servanda.resolution.commitment_matching import find_commitments
from servanda.resolution.equal_claims import find_assurances, find_omissions, find_quotes
from servanda.resolution.incident_matching import find_incidents
from servanda.resolution.judgements import regrouped, rejoined, retied
from servanda.resolution.links import answered, tie
from servanda.resolution.meeting_matching import find_consultations
from servanda.resolution.near_duplicates import find_copies, stories
from servanda.resolution.office_spans import find_spans, office_things
from servanda.resolution.person_clusters import Roster, find_people
from servanda.resolution.resolved import Copy, Settled, tied_to
from servanda.resolution.telling_order import in_order, telling
from servanda.resolution.unit_matching import find_capabilities, find_structures

__all__ = ["WAY", "find_followed", "papers", "settle"]


def find_followed(
    claims: Sequence[ResolvedClaim],
    means: Mapping[tuple[ClaimId, str], ThingId],
    judgements: Sequence[Decision] = (),
    kin: Kin | None = None,
) -> tuple[Thing, ...]:
    """Find the things of every kind that has keys (`servanda.resolution.blocking_keys`), not yet tied.

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


# -- One call that decides, for all claims at once, what tells of the same thing


WAY = "5"
"""The version of settling. Raised whenever what is the same, or tied, is decided otherwise, and
whenever claims are found by other keys."""


def settle(
    claims: Sequence[ResolvedClaim],
    reports: Sequence[Report] = (),
    judgements: Sequence[Decision] = (),
    *,
    roster: Roster | None = None,
    kin: Kin | None = None,
    followed: Sequence[Thing] | None = None,
) -> Settled:
    """Decide what the same thing is, across `claims` and the `reports` they come from.

    The answer depends on what is given, not on its order. Without `reports` no copies are found.
    `judgements` are what persons said of it: they win over every likeness. A `roster` knows the
    persons of more reports than these; `kin` learns which claims are of one family. `followed` are
    the things of the kinds that have keys, with their ties, where they are known already.
    """
    by_id = {one.claim.id: one for one in sorted(claims, key=telling)}
    people = rejoined(find_people(claims, roster), by_id, judgements)
    spans = find_spans(claims, people)
    copies = find_copies(reports)
    others = (
        *find_capabilities(claims),
        *find_assurances(claims),
        *find_quotes(claims),
        *people.things,
        *office_things(spans, claims),
        *papers(reports, claims, copies),
    )
    rest = regrouped(others, by_id, judgements)
    if followed is None:
        found = find_followed(claims, people.means, judgements, kin)
        keys = keys_of(claims, people.means)
        things = retied(tie((*found, *rest), by_id, people.means, keys), judgements)
    else:
        things = retied(answered((*followed, *rest), by_id), judgements)
    ordered = tuple(sorted(things, key=lambda t: (t.kind, t.id)))
    return Settled(
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
) -> list[Thing]:
    """Make a thing of each report, with all its claims; `copies` say which repeat another."""
    told: defaultdict[str, list[ResolvedClaim]] = defaultdict(list)
    for claim in claims:
        if claim.claim.kind != "date":
            told[claim.claim.report].append(claim)
    why = {copy.report: copy.reasons for copy in copies}
    return [
        Thing(
            ThingId(report.id),
            "report",
            in_order(told[report.id]),
            (report.name,),
            reasons=why.get(report.name, ()),
        )
        for report in reports
    ]
