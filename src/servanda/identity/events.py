"""Events: one consultation announced, held and recalled in several reports is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from servanda.identity.blocking import meeting
from servanda.identity.event_keys import gathering_keys
from servanda.identity.gatherings import (
    FINE,
    VAGUE,
    Gathering,
    apart,
    gathering,
    next_day,
    same_gathering,
)
from servanda.identity.kin import Kin
from servanda.identity.order import in_order, reports_of, telling, thing_id
from servanda.identity.sets import Groups
from servanda.model import (
    ClaimId,
    ResolvedClaim,
    Thing,
    ThingId,
)

__all__ = ["find_consultations"]


def find_consultations(
    claims: Sequence[ResolvedClaim],
    means: Mapping[tuple[ClaimId, str], ThingId],
    kin: Kin | None = None,
) -> tuple[Thing, ...]:
    """Group the consultations in `claims` into events, surest matches first.

    Two claims of one report are never one event: a report tells an event once. `kin` learns of
    every match, those that came to nothing too.
    """
    found = sorted((c for c in claims if c.claim.kind == "consultation"), key=telling)
    told = [gathering(claim, means) for claim in found]
    pairs: list[tuple[float, int, int, str]] = []
    for a, b in meeting([gathering_keys(one) for one in told]):
        match = same_gathering(told[a], told[b])
        if match is not None:
            pairs.append((-match.score, a, b, match.why))
            if kin is not None:
                kin.join(told[a].claim.claim.id, told[b].claim.claim.id)
    pairs = _unambiguous(told, pairs)
    groups = Groups(range(len(told)), lambda a, b: apart(told[a], told[b]))
    for _, a, b, why in sorted(pairs):
        groups.join(a, b, why)
    things = []
    for members, reasons in groups.all():
        group = [told[i].claim for i in members]
        things.append(
            Thing(
                thing_id("consultation", group),
                "consultation",
                in_order(group),
                reports_of(group),
                reasons=tuple(reasons),
            )
        )
    return tuple(sorted(things, key=lambda t: t.id))


def _unambiguous(
    told: Sequence[Gathering], pairs: list[tuple[float, int, int, str]]
) -> list[tuple[float, int, int, str]]:
    """Drop what would tie a vague account to one of two events that it fits as well."""
    fits: defaultdict[int, list[int]] = defaultdict(list)
    for _, a, b, _ in pairs:
        fits[a].append(b)
        fits[b].append(a)

    def unclear(one: int) -> bool:
        when = told[one].when
        if when is not None and (when.width or VAGUE) <= FINE:
            return False
        fine = [i for i in fits[one] if (w := told[i].when) and (w.width or VAGUE) <= FINE]
        return any(_differ(told[i], told[j]) for i in fine for j in fine if i < j)

    vague = {one for one in fits if unclear(one)}
    return [p for p in pairs if p[1] not in vague and p[2] not in vague]


def _differ(a: Gathering, b: Gathering) -> bool:
    if a.when is None or b.when is None:
        return False
    return not a.when.meets(b.when) and not next_day(a, b)
