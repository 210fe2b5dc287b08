"""Entities in words: what happened, between whom, when, put together from their claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from servanda.analysis.row_words import promise_words, unit_words
from servanda.model import (
    Capability,
    Claim,
    Commitment,
    Consultation,
    ConsultationStatus,
    Entity,
    Incident,
    ResolvedClaim,
    Structure,
    StructureStatus,
    Tenure,
    When,
)
from servanda.resolution import Resolution

__all__ = [
    "best_time",
    "body_line",
    "claim_line",
    "consultation_status",
    "entity_line",
    "parties",
    "sides",
]


_DONE = (ConsultationStatus.HELD, ConsultationStatus.CANCELLED)


def best_time(mentions: Sequence[ResolvedClaim], slot: str = "when") -> When | None:
    """Choose the time that leaves the fewest days open; what was held or done goes before plans."""
    found = []
    for one in mentions:
        when = one.time(slot)
        if when is not None:
            status = getattr(one.claim.body, "status", None)
            plan = status in (ConsultationStatus.PLANNED, StructureStatus.PLANNED)
            found.append((plan, when.width or 10**6, when.edtf, when))
    return min(found, key=lambda item: item[:3])[3] if found else None


def consultation_status(mentions: Iterable[ResolvedClaim]) -> str:
    """Say how far a consultation came: what is reported as past outweighs what was planned."""
    counts = Counter(
        one.claim.body.status for one in mentions if isinstance(one.claim.body, Consultation)
    )
    for status in (*_DONE, ConsultationStatus.PLANNED, ConsultationStatus.PROPOSED):
        if counts[status]:
            return status.value
    return ""


def parties(mentions: Iterable[ResolvedClaim]) -> tuple[str, ...]:
    """List the states and organisations that some claims are about, by letters."""
    found: set[str | None] = set()
    for one in mentions:
        body = one.claim.body
        if isinstance(body, Consultation):
            found |= {*body.parties, *(p.party for p in body.participants)}
        elif isinstance(body, Commitment):
            found |= {*body.obligors, body.beneficiary}
        elif isinstance(body, Structure | Tenure):
            found.add(body.party)
        elif isinstance(body, Incident):
            found |= {body.actor, body.target}
        elif isinstance(body, Capability):
            found.add(body.holder)
    return tuple(sorted(code for code in found if code))


def sides(mentions: Sequence[ResolvedClaim]) -> tuple[str, ...]:
    """List the parties that some claims are about; of a consultation with one alone, its host too."""
    found = parties(mentions)
    if len(found) > 1:
        return found
    hosts = {b.country for one in mentions if isinstance(b := one.claim.body, Consultation)}
    return tuple(sorted({*found, *filter(None, hosts)}))


def entity_line(resolution: Resolution, entity: Entity) -> str:
    """Put an entity into one line."""
    if entity.kind == "person":
        return resolution.names.get(entity.id, entity.id)
    if entity.kind == "report":
        return entity.reports[0]
    if entity.kind == "office":
        span = next((s for s in resolution.offices if s.id == entity.id), None)
        return " ".join(filter(None, (span.party, span.title))) if span else entity.id
    mentions = resolution.claims_of(entity)
    if entity.kind == "consultation":
        return _consultation(resolution, mentions)
    return claim_line(min(mentions, key=_outcome)) if mentions else entity.id


def _outcome(claim: ResolvedClaim) -> int:
    """Put what tells of the deed before what announces it."""
    status = getattr(claim.claim.body, "status", None)
    return {StructureStatus.DONE: 0, StructureStatus.STARTED: 1}.get(status, 2) if status else 2


def claim_line(claim: ResolvedClaim) -> str:
    """Put a claim into one line."""
    return body_line(claim.claim)


def body_line(claim: Claim) -> str:
    """Put what a claim says into one line, its times aside."""
    body = claim.body
    match body:
        case Commitment():
            return f"{', '.join(body.obligors) or '?'}: {promise_words(claim)}"
        case Structure():
            return unit_words(claim)
        case Incident():
            who = " against ".join(filter(None, (body.actor, body.target)))
            return ": ".join(filter(None, (who, body.act)))
        case Capability():
            amount = " ".join(filter(None, (body.quantity, body.unit, body.name)))
            return ": ".join(filter(None, (body.holder, amount)))
        case Tenure():
            return ", ".join(filter(None, (body.person, body.office, body.party)))
        case Consultation():
            who = ", ".join(p.name for p in body.participants) or ", ".join(body.parties)
            return f"{body.form.value}: {who}{f' in {body.place}' if body.place else ''}"
        case _:
            return claim.evidence[0].exact


def _consultation(resolution: Resolution, mentions: Sequence[ResolvedClaim]) -> str:
    people: dict[str, str] = {}
    forms: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for one in mentions:
        body = one.claim.body
        if not isinstance(body, Consultation):
            continue
        forms[body.form.value] += 1
        if body.place:
            places[body.place] += 1
        for person in body.participants:
            who = resolution.people.get((one.claim.id, person.name))
            people[who or person.name] = resolution.names[who] if who else person.name
    form = min(forms, key=lambda f: (-forms[f], f), default="")
    place = min(places, key=lambda p: (-places[p], p), default="")
    sides = ", ".join(sorted(people.values())) or ", ".join(parties(mentions))
    return f"{form}: {sides}{f' in {place}' if place else ''}"
