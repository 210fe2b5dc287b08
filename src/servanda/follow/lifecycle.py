"""Lifecycles: what each report made of a commitment, and where it stands on a day.

Overdue means that the last admissible day has passed and no report says it was done; it never
means failed. Without a deadline and without news for a year, the answer is unknown. A status that
a person gave outweighs all that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.follow.answers import Step
from servanda.follow.deadlines import deadline, first_day, sharper, shifted, standing_on
from servanda.follow.deeds import Deed, deeds
from servanda.follow.said import said_of, said_step
from servanda.identity import Settled
from servanda.identity.times import dated, same_end
from servanda.model import (
    Commitment,
    CommitmentStatus,
    LinkType,
    Modality,
    ResolvedClaim,
    Thing,
    When,
)

__all__ = ["SILENT", "Fate", "fate", "known_on", "overdue_step", "waiting"]

SILENT = 365
"""Days without a report after which a commitment without a deadline is unknown."""

_STATUS = CommitmentStatus


@dataclass(frozen=True, slots=True)
class Fate:
    """Where a commitment stands on a day, why, the deadline that counts, and how it came to it."""

    status: CommitmentStatus
    why: str
    due: When | None
    steps: tuple[Step, ...]


def known_on(claim: ResolvedClaim, day: date) -> bool:
    """Whether a claim's report can have been known on `day`; one without a date can."""
    first = claim.published.earliest if claim.published else None
    return first is None or first <= day


def fate(world: Settled, thing: Thing, today: date) -> Fate:
    """Follow one commitment through the reports known on `today`, and say where it stands."""
    told = [one for one in world.told(thing) if known_on(one, today)]
    done = [d for d in deeds(world, thing) if known_on(d.claim, today) and _by(d.day, today)]
    steps: list[Step] = []
    due: When | None = None
    for claim in told:
        body = claim.claim.body
        if not isinstance(body, Commitment) or body.modality is Modality.FULFILLED:
            continue
        given = deadline(claim)
        steps += _before(claim, body, given)
        steps.append(_told(claim, body, given, due, first=not steps))
        due = sharper(due, given)
    revised = _revision(world, thing, today)
    steps += [_done(deed) for deed in done]
    steps.sort(key=lambda s: first_day(s.on))
    heard = [one.published for one in told if dated(one.published)]
    last = max(map(first_day, heard), default=None)
    status, why = _standing(due, done, revised, last, today)
    if revised is not None:
        steps.append(revised)
    if status is _STATUS.OVERDUE and due is not None and due.latest is not None:
        steps.append(overdue_step(due, due.latest))
    said = said_of(world, thing, today)
    steps += map(said_step, said)
    if said:  # a person's word outweighs what the reports alone come to, which is told beside it
        why = f"{said[-1].why} (the reports alone: {status.value}, {why})"
        status = said[-1].status
    return Fate(status, why, due, tuple(steps))


def _before(claim: ResolvedClaim, body: Commitment, given: When | None) -> list[Step]:
    """Tell the deadline that stood before, where the report itself says by how much it moved."""
    old = shifted(given, body.rescheduled) if given and body.rescheduled else None
    if old is None:
        return []
    why = f"due before it was moved: “{body.rescheduled}”"
    return [_step(_STATUS.REVISED, claim, old, why)]


def _told(
    claim: ResolvedClaim, body: Commitment, given: When | None, due: When | None, *, first: bool
) -> Step:
    status = _STATUS.PLANNED
    if given is not None and given.latest is not None and dated(claim.published):
        status = standing_on(given.latest, first_day(claim.published))
    if body.rescheduled:
        why = f"due moved: “{body.rescheduled}”"
    elif first:
        why = f"told first, as {body.modality.value}"
    elif given is not None and due is not None and not same_end(given, due):
        why = f"due moved from {due.edtf} to {given.edtf}"
    elif given is not None and due != given:
        why = f"due said more exactly: {given.edtf}" if due else f"due named: {given.edtf}"
    else:
        why = f"repeated, as {body.modality.value}"
    return _step(status, claim, given, why)


def _step(status: CommitmentStatus, claim: ResolvedClaim, due: When | None, why: str) -> Step:
    words = claim.claim.evidence[0].exact
    return Step(status, claim.published, claim.source, due, claim.claim.id, words, why)


def _done(deed: Deed) -> Step:
    claim = deed.claim
    words = claim.claim.evidence[0].exact
    on = deed.day or claim.published
    return Step(deed.status, on, claim.source, None, claim.claim.id, words, deed.why)


def _revision(world: Settled, thing: Thing, today: date) -> Step | None:
    for other in world.tied_to.get(thing.id, ()):
        for link in other.links:
            if link.to != thing.id or link.type is not LinkType.REVISES:
                continue
            for claim in world.told(other):
                if known_on(claim, today):
                    return _step(_STATUS.REVISED, claim, deadline(claim), f"revised; {link.why}")
    return None


def _standing(
    due: When | None,
    deeds: Sequence[Deed],
    revised: Step | None,
    last: date | None,
    today: date,
) -> tuple[CommitmentStatus, str]:
    for status in (_STATUS.DONE, _STATUS.PARTLY_DONE):
        by = [d for d in deeds if d.status is status]
        if by:
            word = "done" if status is _STATUS.DONE else "begun"
            return status, f"reported {word} by {_names(d.claim.source for d in by)}"
    if revised is not None:
        return _STATUS.REVISED, f"{revised.report} gives another deadline"
    return waiting(due.latest if due else None, last, today)


def waiting(latest: date | None, last: date | None, today: date) -> tuple[CommitmentStatus, str]:
    """Say where a commitment that nobody met or moved stands on `today`, and why.

    `latest` is the last day of its deadline, `last` the day on which it was last heard of.
    """
    if latest is not None:
        status = standing_on(latest, today)
        if status is _STATUS.OVERDUE:
            return status, f"its last day was {latest.isoformat()}; no report says it was done"
        return status, f"its last day is {latest.isoformat()}, {(latest - today).days} days ahead"
    if last is None:
        return _STATUS.UNKNOWN, "no deadline, and no report of it bears a date"
    silent = (today - last).days
    if silent > SILENT:
        return _STATUS.UNKNOWN, f"no deadline, and no report of it for {silent} days"
    return _STATUS.PLANNED, f"no deadline; last heard of {max(silent, 0)} days ago"


def overdue_step(due: When, latest: date) -> Step:
    """Make the entry of a history for a last day that went by."""
    passed = When.on(latest + timedelta(days=1))
    words = "the last day passed without a report that it was done"
    return Step(_STATUS.OVERDUE, passed, "", due, None, "", words)


def _by(day: When | None, today: date) -> bool:
    return day is None or day.earliest is None or day.earliest <= today


def _names(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
