"""What meets a promise or a plan: a unit that stands, a signing, talks on the days of a visit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from servanda.identity.gatherings import lands
from servanda.identity.gist import Links, Means, Told, ahead, bound, day_held, deeds_of, words_of
from servanda.identity.tie_keys import NAMED
from servanda.identity.words import content, generic, proper, share, stem
from servanda.model import (
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Link,
    LinkType,
    ResolvedClaim,
    Structure,
    StructureStatus,
    Thing,
    When,
)

__all__ = ["SIGN", "planned_visit", "tie_signing", "tie_structure", "tie_visit"]

SIGN = stem("sign")
_SET_UP = frozenset(
    map(
        stem,
        (
            "establish",
            "reorganize",
            "turn",
            "activate",
            "build",
            "make",
            "join",
            "move",
            "relocate",
        ),
    )
)
_MEET = frozenset(map(stem, ("meet", "talk", "visit", "summit", "call")))
_ENOUGH = 0.6
_VISIT = 62  # days: a plan vaguer than that, or further ahead, says too little
_LATE = 2  # days


def tie_structure(thing: Thing, other: Thing, claims: Told, links: Links) -> None:
    """Tie a unit to the promise to set it up or to change it."""
    told = [claims[one] for one in thing.claims]
    found = [(c, c.claim.body) for c in told if isinstance(c.claim.body, Structure)]
    parties = {b.party for _, b in found if b.party}
    if parties and parties.isdisjoint(bound(other, claims)):
        return
    if not deeds_of(other, claims) & _SET_UP:
        return
    promised = words_of(other, claims)
    both = frozenset().union(*(_named(b, promised) for _, b in found))
    if len(both) < 2 or not both - generic():
        return
    telling = len(both - generic()) > 1
    if not telling and not any(_named_in(b, other, claims) for _, b in found):
        return
    whole = telling and any(content(b.unit) <= promised for _, b in found)
    if not parties and not whole and not set(thing.reports) & set(other.reports):
        return
    done = [c for c, b in found if b.status is not StructureStatus.PLANNED]
    day = day_held(done)
    if day is not None and not ahead([claims[one] for one in other.claims], day, late=True):
        return
    kind = LinkType.FULFILS if done else LinkType.PART_OF
    links[thing.id].add(
        Link(kind, other.id, f"the promise names the unit: {' '.join(sorted(both))}")
    )


def _named_in(body: Structure, other: Thing, claims: Told) -> bool:
    """Whether a promise has a unit's own name, by its capital letters: whole, or what tells of it."""
    objects = (claims[one].claim.body for one in other.claims)
    names = (proper(b.object) for b in objects if isinstance(b, Commitment))
    own = proper(body.unit)
    whole = len(own) > 1 and bool(own - generic())
    return any((whole and own <= name) or len((own & name) - generic()) > 1 for name in names)


def _named(body: Structure, promised: frozenset[str]) -> frozenset[str]:
    """Return the words of a unit's name where most of them stand in the promise."""
    unit = content(body.unit)
    both = unit & promised
    return both if len(both) >= NAMED * len(unit) else frozenset()


def tie_signing(thing: Thing, other: Thing, claims: Told, links: Links) -> None:
    """Tie a signing to the promise to sign; that talks were held fulfils nothing said in them."""
    told = [claims[one] for one in thing.claims]
    bodies = [one.claim.body for one in told]
    found = [b for b in bodies if isinstance(b, Consultation)]
    if not any(
        b.status is ConsultationStatus.HELD and b.form is ConsultationForm.SIGNING for b in found
    ):
        return
    parties = {p for b in found for p in b.parties}
    parties |= {p.party for b in found for p in b.participants if p.party}
    sides, day = bound(other, claims), day_held(told)
    promised = [claims[one] for one in other.claims]
    if not sides or not sides <= parties or day is None or not ahead(promised, day):
        return
    objects, said = words_of(other, claims) - _MEET - {SIGN}, words_of(thing, claims)
    if share(objects, said) < _ENOUGH or not objects & said:
        return
    why = f"signed on {day.isoformat()}: {' '.join(sorted(objects & said))}"
    links[thing.id].add(Link(LinkType.FULFILS, other.id, why))


def planned_visit(thing: Thing, claims: Told) -> bool:
    """Whether a consultation is a visit that no report tells as past."""
    bodies = [claims[one].claim.body for one in thing.claims]
    found = [b for b in bodies if isinstance(b, Consultation)]
    return bool(found) and all(
        b.form is ConsultationForm.VISIT and b.status is ConsultationStatus.PLANNED for b in found
    )


def tie_visit(thing: Thing, other: Thing, claims: Told, means: Means, links: Links) -> None:
    """Tie talks held with the host to the visit that was planned for those days.

    A visit announced without a day is met by talks in the host's land within two months.
    """
    told = [(claims[one], claims[one].claim.body) for one in thing.claims]
    held = [(c, b) for c, b in told if isinstance(b, Consultation)]
    if set(thing.reports) <= set(other.reports) or not any(
        b.status is ConsultationStatus.HELD and b.form is not ConsultationForm.CALL for _, b in held
    ):
        return
    day = day_held([c for c, _ in held]) or _told_on([c for c, _ in held])
    plans = [(claims[one], claims[one].claim.body) for one in other.claims]
    visits = [(c, b) for c, b in plans if isinstance(b, Consultation)]
    hosts = frozenset().union(*(lands(b) for _, b in visits))
    sides = {p for _, b in held for p in b.parties} | {b.country for _, b in held if b.country}
    guests = {means.get((c.claim.id, p.name)) for c, b in visits for p in b.participants} - {None}
    sat = {means.get((c.claim.id, p.name)) for c, b in held for p in b.participants}
    if day is None or not guests or not guests <= sat or not hosts & sides:
        return
    when = [w for c, _ in visits if (w := c.time("when")) is not None]
    if any(_within(w, day) for w in when):
        why = f"talks on {day.isoformat()}, within the days of the visit"
        links[thing.id].add(Link(LinkType.FULFILS, other.id, why))
    elif not when and hosts & frozenset().union(*(lands(b) for _, b in held)):
        told_of = [c.published for c, _ in visits]
        ahead_of = [(day - w.earliest).days for w in told_of if w and w.is_day and w.earliest]
        if ahead_of and all(0 <= days <= _VISIT for days in ahead_of):
            why = f"talks there on {day.isoformat()}, {max(ahead_of)} days after it was announced"
            links[thing.id].add(Link(LinkType.FULFILS, other.id, why))


def _told_on(held: Sequence[ResolvedClaim]) -> date | None:
    """Return the day of the first report of talks that none gives a day: they are its news.

    Only where it names somebody of each side: else it may recall a visit in passing.
    """
    if any(one.time("when") is not None for one in held):
        return None
    bodies = [one.claim.body for one in held]
    named = [{p.party for p in b.participants} for b in bodies if isinstance(b, Consultation)]
    if not any(len(parties) > 1 for parties in named):
        return None
    days = [w.earliest for one in held if (w := one.published) is not None and w.is_day]
    return min((day for day in days if day), default=None)


def _within(planned: When, day: date) -> bool:
    """Whether a day lies within the days of a visit, or just after: they are put off by a day."""
    if planned.width is None or planned.width > _VISIT:
        return False
    return any(planned.holds(day - timedelta(days=late)) for late in range(_LATE + 1))
