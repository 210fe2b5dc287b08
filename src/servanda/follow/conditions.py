"""Conditions: which incidents may have met the condition of a promise, and what followed.

Nothing is decided here. A condition is held against the acts that the record tells of: whom it
names, which sort of act it names, or that it speaks of a threat at all. Whether it was met is for
a person to say; what followed is listed either way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from servanda.follow.aftermath import incident_time, response_of, responses
from servanda.follow.answers import BoardRow, ConditionRow, ResponseRow
from servanda.follow.lifecycle import known_on
from servanda.follow.telling import best_time, consultation_status
from servanda.identity import Settled
from servanda.identity.words import acts
from servanda.model import CommitmentStatus, Incident, ResolvedClaim, Thing, ThingId, When
from servanda.text.gazetteer import gazetteer

__all__ = ["FOLLOWS", "conditions"]

FOLLOWS = 45
"""Days after an incident within which talks between the promise's parties are listed."""

_HELD = "held"
_GONE = (CommitmentStatus.DROPPED,)
# A condition that an act against somebody's security may meet, whatever the act.
_THREAT = re.compile(
    r"\b(?:threat|attack|aggression|contingenc|crisis|crises|emergenc|provocation|incident|"
    r"hostilit|conflict|violation|incursion|challenge|danger|escalation|coercion)",
    re.IGNORECASE,
)
# An event to come ("if", "in the event of"), no price or proviso ("subject to approval").
_EVENT = re.compile(
    r"\b(?:event of|case of|if|when|whenever|should|upon|response to|face of)\b",
    re.IGNORECASE,
)


def conditions(world: Settled, rows: Sequence[BoardRow], day: date) -> tuple[ConditionRow, ...]:
    """List the conditional promises among `rows` with the incidents up to `day` that may fit.

    An incident fits where it came after the promise was made, is no act of the promise's own
    parties, and is of whom and of what the condition names. Where the condition names nobody
    and no act, but a threat or an attack, it must have been aimed at one of those bound, or at nobody
    that is told.
    """
    found = []
    for row in rows:
        if not row.condition or not row.obligors or row.status in _GONE:
            continue
        if not _THREAT.search(row.condition) and not acts(row.condition):
            continue
        for thing in world.of("incident"):
            why = _fits(world, row, thing, day)
            if why:
                found.append(_row(world, row, thing, why, day))
    return tuple(sorted(found, key=lambda c: (c.what, c.id, _day(c.when), c.incident)))


def _fits(world: Settled, row: BoardRow, thing: Thing, day: date) -> str:
    """Say what of a promise's condition an incident fits; empty where something excludes it."""
    told = [one for one in world.told(thing) if known_on(one, day)]
    bodies = [one.claim.body for one in told if isinstance(one.claim.body, Incident)]
    when = incident_time(tuple(told)) or _news(told)
    if not bodies or when is None or when.earliest is None or when.earliest > day:
        return ""
    made = row.first_heard
    if made is None or made.earliest is None or (when.latest and when.latest < made.earliest):
        return ""
    actors = {body.actor for body in bodies if body.actor}
    targets = {body.target for body in bodies if body.target}
    bound = set(row.obligors)
    if not actors or actors & bound:
        return ""
    condition = row.condition or ""
    named = {m.party for m in gazetteer().find(condition) if m.party}
    sorts = frozenset().union(*(acts(body.act) for body in bodies))
    wanted = acts(condition)
    reasons = []
    if named:
        if not named & (actors | targets) or not named - bound <= actors | targets:
            return ""
        reasons.append(f"it names {', '.join(sorted(named & (actors | targets)))}")
    if wanted:
        if not wanted & sorts:
            return ""
        reasons.append(f"it names such an act ({', '.join(sorted(wanted & sorts))})")
    if named:
        return "; ".join(reasons)
    if not _EVENT.search(condition):
        return ""
    if targets and not targets & bound:
        return ""
    aimed = (
        f"aimed at {', '.join(sorted(targets & bound))}"
        if targets
        else "told of as aimed at nobody alone"
    )
    return "; ".join((*reasons, f"an act of {', '.join(sorted(actors))}, {aimed}"))


def _row(world: Settled, row: BoardRow, thing: Thing, why: str, day: date) -> ConditionRow:
    told = world.told(thing)
    when = incident_time(told) or _news(told)
    act = next(b.act for one in told if isinstance(b := one.claim.body, Incident))
    return ConditionRow(
        row.id,
        row.obligors,
        row.what,
        row.condition or "",
        thing.id,
        act,
        when,
        why,
        _followed(world, row, thing, when, day),
        tuple(dict.fromkeys((*row.reports, *thing.reports))),
    )


def _followed(
    world: Settled, row: BoardRow, incident: Thing, when: When | None, day: date
) -> tuple[ResponseRow, ...]:
    """List what those bound did: what names the incident first, then talks soon after it."""
    bound = set(row.obligors)
    named = [r for r in responses(world, incident, day) if not r.parties or bound & set(r.parties)]
    known: set[ThingId] = {each.id for each in named}
    first = when.earliest if when else None
    talks = []
    for thing in world.of("consultation"):
        told = world.told(thing)
        held = best_time(told)
        start = held.earliest if held else None
        if thing.id in known or first is None or start is None or held is None:
            continue
        last = min(day, first + timedelta(days=FOLLOWS))
        if not held.is_day or not first <= start <= last or consultation_status(told) != _HELD:
            continue
        made = response_of(world, thing, when, "held soon after it; no word of it in the record")
        if len(bound & set(made.parties)) > 1 and bound <= set(made.parties):
            talks.append(made)
    talks.sort(key=lambda r: (_day(r.when), r.id))
    return (*named, *talks)


def _news(told: Sequence[ResolvedClaim]) -> When | None:
    dates = [one.published for one in told if one.published is not None]
    return min(dates, key=lambda w: (w.earliest or date.max, w.edtf), default=None)


def _day(when: When | None) -> date:
    return (when and when.earliest) or date.max
