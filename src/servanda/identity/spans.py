"""Who held which office, from when to when: tenures of many reports put together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from servanda.identity.offices import office
from servanda.identity.order import in_order, reports_of, telling, thing_id
from servanda.identity.people import People
from servanda.identity.settled import OfficeSpan
from servanda.identity.times import dated
from servanda.model import ClaimId, Consultation, ResolvedClaim, Tenure, Thing, ThingId, When

__all__ = ["find_spans", "office_things"]


@dataclass(slots=True)
class _Telling:
    """What one claim says of one person in one office."""

    claim: ResolvedClaim
    title: str
    tenure: Tenure | None


@dataclass(slots=True)
class _Held:
    tellings: list[_Telling] = field(default_factory=list)


def find_spans(claims: Sequence[ResolvedClaim], people: People) -> tuple[OfficeSpan, ...]:
    """Put together, for each office of each party, who is said to hold it and when.

    Ordered by party, office and the first day seen. A claim without a party is counted for the
    party the person is otherwise named with, where that is one alone.
    """
    parties = _parties(claims, people)
    held: defaultdict[tuple[str, str, ThingId], _Held] = defaultdict(_Held)
    for claim in sorted(claims, key=telling):
        for name, title, party, tenure in _offices(claim):
            known = office(title)
            person = people.means.get((claim.claim.id, name))
            if known is None or person is None:
                continue
            of = party or parties.get(person, "")
            held[of, known.key, person].tellings.append(_Telling(claim, title, tenure))
    _fold_bare(held)
    spans = [
        _span(party or None, key, person, one.tellings, people)
        for (party, key, person), one in held.items()
        if any(t.tenure for t in one.tellings)
    ]
    by_id = {one.claim.id: one for one in claims}
    placed = [
        replace(span, id=thing_id("office", _claims(group, by_id), party, key))
        for (party, key), group in _grouped(spans).items()
        for span in group
    ]
    return tuple(sorted(placed, key=_by_office))


def _fold_bare(held: dict[tuple[str, str, ThingId], _Held]) -> None:
    """Count a bare "the minister" or "the ambassador" for the person's one office of that sort."""
    for party, key, person in sorted(held):
        if ":" in key or " " in key:
            continue
        fuller = [
            other
            for other in held
            if (other[0], other[2]) == (party, person) and key in other[1].split(":")[:-1]
        ]
        if len(fuller) == 1:
            held[fuller[0]].tellings += held.pop((party, key, person)).tellings


def office_things(
    spans: Sequence[OfficeSpan], claims: Sequence[ResolvedClaim]
) -> tuple[Thing, ...]:
    """Make a thing of each office, with the claims about everybody who held it."""
    by_id = {one.claim.id: one for one in claims}
    things = []
    for group in _grouped(spans).values():
        told = _claims(group, by_id)
        titles = sorted({span.title for span in group})
        reasons = (f"{' · '.join(titles)}: one office",) if len(titles) > 1 else ()
        identity = thing_id("office", told, group[0].party or "", group[0].office)
        things.append(Thing(identity, "office", in_order(told), reports_of(told), reasons=reasons))
    return tuple(sorted(things, key=lambda t: t.id))


def _grouped(spans: Sequence[OfficeSpan]) -> dict[tuple[str, str], list[OfficeSpan]]:
    groups: defaultdict[tuple[str, str], list[OfficeSpan]] = defaultdict(list)
    for span in spans:
        groups[span.party or "", span.office].append(span)
    return groups


def _claims(
    group: Sequence[OfficeSpan], by_id: Mapping[ClaimId, ResolvedClaim]
) -> list[ResolvedClaim]:
    return [by_id[c] for c in dict.fromkeys(c for span in group for c in span.claims)]


def _offices(claim: ResolvedClaim) -> list[tuple[str, str, str | None, Tenure | None]]:
    body = claim.claim.body
    if isinstance(body, Tenure):
        return [(body.person, body.office, body.party, body)]
    if isinstance(body, Consultation):
        return [(p.name, p.office, p.party, None) for p in body.participants if p.office]
    return []


def _parties(claims: Sequence[ResolvedClaim], people: People) -> dict[str, str]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for name, _, party, _ in _offices(claim):
            person = people.means.get((claim.claim.id, name))
            if person and party:
                found[person].add(party)
    return {person: next(iter(codes)) for person, codes in found.items() if len(codes) == 1}


def _span(
    party: str | None, key: str, person: ThingId, told: list[_Telling], people: People
) -> OfficeSpan:
    titles = Counter(t.title for t in told)
    current = [t for t in told if t.tenure is None or not (t.tenure.former or t.tenure.incoming)]
    when = [t.claim.published for t in current]
    seen = [w for w in when if dated(w)] or [w for w in when if w]
    claims = list({t.claim.claim.id: t.claim for t in told}.values())
    return OfficeSpan(
        key,
        min(titles, key=lambda title: (-titles[title], title)),
        party,
        person,
        people.names[person],
        _narrowest(told, "since"),
        _narrowest(told, "until"),
        min((w for w in seen if w), key=_first, default=None),
        max((w for w in seen if w), key=_first, default=None),
        former=bool(told) and not current and any(t.tenure and t.tenure.former for t in told),
        incoming=bool(told) and not current and any(t.tenure and t.tenure.incoming for t in told),
        claims=in_order(claims),
        reports=reports_of(claims),
    )


def _narrowest(told: list[_Telling], slot: str) -> When | None:
    """Keep the days that all reports allow; where they exclude each other, the narrowest report's."""
    found = [w for t in told if t.tenure and (w := t.claim.time(slot)) is not None]
    if not found:
        return None
    order = sorted(set(found), key=lambda w: (w.width or 10**6, w.edtf))
    kept = order[0]
    for other in order[1:]:
        kept = kept.narrowed(other) or kept
    return kept


def _first(when: When) -> str:
    return str(when.earliest or when.latest or "")


def _by_office(span: OfficeSpan) -> tuple[str, str, str, str]:
    return (
        span.party or "~",
        span.office,
        _first(span.first_seen) if span.first_seen else "",
        span.person,
    )
