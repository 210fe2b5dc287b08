"""What promises are followed by: events, promises, units, incidents and denials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from servanda.identity.alike import find_omissions
from servanda.identity.commitments import find_commitments
from servanda.identity.events import find_consultations
from servanda.identity.incidents import find_incidents
from servanda.identity.judged import regrouped
from servanda.identity.kin import Kin
from servanda.identity.order import telling
from servanda.identity.units import find_structures
from servanda.model import ClaimId, Concern, Decision, ResolvedClaim, Thing, ThingId

__all__ = ["find_followed"]


def find_followed(
    claims: Sequence[ResolvedClaim],
    means: Mapping[tuple[ClaimId, str], ThingId],
    judgements: Sequence[Decision] = (),
    kin: Kin | None = None,
) -> tuple[Thing, ...]:
    """Find the things of every kind that has keys (`servanda.identity.keys`), not yet tied.

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
