"""One call that decides, for all claims at once, what tells of the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from servanda.identity.commitments import find_commitments
from servanda.identity.copies import find_copies, stories
from servanda.identity.events import find_consultations
from servanda.identity.incidents import find_incidents
from servanda.identity.judged import regrouped, retied
from servanda.identity.keys import omission_key
from servanda.identity.kin import Kin
from servanda.identity.names import fold
from servanda.identity.order import in_order, reports_of, telling, thing_id
from servanda.identity.people import find_people
from servanda.identity.roster import Roster
from servanda.identity.settled import Copy, Settled, tied_to
from servanda.identity.spans import find_spans, office_things
from servanda.identity.ties import tie
from servanda.identity.units import find_capabilities, find_structures
from servanda.identity.words import content
from servanda.model import (
    Assurance,
    Concern,
    Decision,
    Quote,
    Report,
    ResolvedClaim,
    Thing,
    ThingId,
)

__all__ = ["settle"]


def settle(
    claims: Sequence[ResolvedClaim],
    reports: Sequence[Report] = (),
    judgements: Sequence[Decision] = (),
    *,
    roster: Roster | None = None,
    kin: Kin | None = None,
) -> Settled:
    """Decide what the same thing is, across `claims` and the `reports` they come from.

    The answer depends on what is given, not on its order. Without `reports` no copies are found.
    `judgements` are what persons said of it: they win over every likeness. A `roster` knows the
    persons of more reports than these; `kin` learns which claims are of one family.
    """
    people = find_people(claims, roster)
    spans = find_spans(claims, people)
    copies = find_copies(reports)
    events = find_consultations(claims, people.means, kin)
    by_id = {one.claim.id: one for one in sorted(claims, key=telling)}
    found = regrouped(
        (
            *events,
            *find_commitments(claims, kin),
            *find_structures(claims, kin),
            *find_incidents(claims, kin),
            *find_capabilities(claims),
            *_alike(claims, "assurance", _assurance),
            *_alike(claims, "omission", omission_key, kin),
            *_alike(claims, "quote", _quote),
            *people.things,
            *office_things(spans, claims),
            *_reports(reports, claims, copies),
        ),
        by_id,
        judgements,
    )
    if kin is not None:
        for said in judgements:
            if said.concern is Concern.MATCH:
                kin.join(*(one for one in (*said.targets, *said.others) if one in by_id))
    things = retied(tie(found, by_id, people.means), judgements)
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


def _alike(
    claims: Iterable[ResolvedClaim],
    kind: str,
    key: Callable[[ResolvedClaim], Hashable],
    kin: Kin | None = None,
) -> list[Thing]:
    """Group the claims of one kind whose keys are equal."""
    groups: defaultdict[Hashable, list[ResolvedClaim]] = defaultdict(list)
    for claim in sorted(claims, key=telling):
        if claim.claim.kind == kind:
            groups[key(claim)].append(claim)
    if kin is not None:
        for group in groups.values():
            kin.join(*(one.claim.id for one in group))
    return [
        Thing(
            thing_id(kind, group),
            kind,
            in_order(group),
            reports_of(group),
            reasons=("the same words by the same side",) if len(group) > 1 else (),
        )
        for group in groups.values()
    ]


def _assurance(claim: ResolvedClaim) -> Hashable:
    body = claim.claim.body
    if not isinstance(body, Assurance):
        return claim.claim.id
    return frozenset(body.parties), content(body.about) or body.about, content(body.wording)


def _quote(claim: ResolvedClaim) -> Hashable:
    body = claim.claim.body
    if not isinstance(body, Quote):
        return claim.claim.id
    return fold(body.speaker or claim.source), " ".join(fold(body.words).split())


def _reports(
    reports: Sequence[Report], claims: Iterable[ResolvedClaim], copies: Iterable[Copy]
) -> list[Thing]:
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
