"""Sightings: each place where a claim names somebody with an office.

All that is said of who held an office follows from them, so that a record can keep them in place
of the claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from servanda.identity.times import dated
from servanda.model import ClaimId, Consultation, ResolvedClaim, Tenure, ThingId, When

__all__ = ["Sighting", "sightings"]

Order = tuple[date, str, int, str]


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one claim says of one person in one office.

    `source` is the report's name, `place` where the claim starts in its text, `published` the
    report's date. `tenure` is false where the office is only mentioned beside a participant's name.
    """

    claim: ClaimId
    source: str
    place: int
    published: When | None
    person: ThingId
    title: str
    party: str | None = None
    tenure: bool = False
    former: bool = False
    incoming: bool = False
    since: When | None = None
    until: When | None = None

    @property
    def order(self) -> Order:
        """The order of telling, as in `servanda.identity.order.telling`."""
        when = dated(self.published)
        return (when and when.earliest) or date.max, self.source, self.place, self.claim


def sightings(
    claims: Iterable[ResolvedClaim], means: Mapping[tuple[ClaimId, str], ThingId]
) -> Iterator[Sighting]:
    """Go through the sightings in `claims`; `means` says whom a name in a claim means."""
    for one in claims:
        body = one.claim.body
        if isinstance(body, Tenure):
            person = means.get((one.claim.id, body.person))
            if person is not None:
                yield _tenure(one, body, person)
        elif isinstance(body, Consultation):
            for each in body.participants:
                person = means.get((one.claim.id, each.name))
                if each.office and person is not None:
                    yield _named(one, person, each.office, each.party)


def _tenure(one: ResolvedClaim, body: Tenure, person: ThingId) -> Sighting:
    return Sighting(
        one.claim.id,
        one.source,
        one.claim.evidence[0].start,
        one.published,
        person,
        body.office,
        body.party,
        tenure=True,
        former=body.former,
        incoming=body.incoming,
        since=one.time("since"),
        until=one.time("until"),
    )


def _named(one: ResolvedClaim, person: ThingId, title: str, party: str | None) -> Sighting:
    place = one.claim.evidence[0].start
    return Sighting(one.claim.id, one.source, place, one.published, person, title, party)
