"""Incidents: the same act of the same state at the same time, told in several reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from servanda.model import ClaimId, Entity, Incident, ResolvedClaim, When
from servanda.resolution.blocking import key, pairs_sharing_keys
from servanda.resolution.claim_order import (
    calendar_parts,
    close,
    entity_id,
    in_order,
    order_key,
    reports_of,
    spread,
)
from servanda.resolution.content_words import acts, content, share, stem
from servanda.resolution.union_find import Clusters, UnionFind

__all__ = ["find_incidents", "incident_keys"]


_NEAR = timedelta(days=2)  # how long after an incident a report of it that gives no date appears
_FINE = 4  # days
_WEEKS = 21  # days: several acts told of so long a time are a series
_SEVERAL = re.compile(
    r"\b(?:recent|past|previous|series|repeated|frequent|successive)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Act:
    claim: ResolvedClaim
    body: Incident
    sorts: frozenset[str]
    words: frozenset[str]
    when: When | None
    series: bool


def find_incidents(
    claims: Sequence[ResolvedClaim], components: UnionFind[ClaimId] | None = None
) -> tuple[Entity, ...]:
    """Group the incidents in `claims`; without a common day or month nothing is joined.

    `components` are given every match, also those that no cluster came of.
    """
    told = [_act(c) for c in sorted(claims, key=order_key) if isinstance(c.claim.body, Incident)]
    groups = Clusters(range(len(told)), lambda a, b: "two acts" if _apart(told[a], told[b]) else "")
    pairs = []
    for a, b in pairs_sharing_keys([_keys(one) for one in told]):
        found = _same(told[a], told[b])
        if found is not None:
            pairs.append((-found[0], a, b, found[1]))
            if components is not None:
                components.union(told[a].claim.claim.id, told[b].claim.claim.id)
    for _, a, b, why in sorted(pairs):
        groups.merge(a, b, why)
    entities = []
    for members, reasons in groups.all():
        group = [told[i].claim for i in members]
        identity = entity_id("incident", group)
        entities.append(
            Entity(identity, "incident", in_order(group), reports_of(group), reasons=tuple(reasons))
        )
    return tuple(sorted(entities, key=lambda t: t.id))


def _act(claim: ResolvedClaim) -> _Act:
    body = claim.claim.body
    if not isinstance(body, Incident):
        raise TypeError(claim.claim.kind)
    when = claim.time("when") or _news(claim, body)
    return _Act(claim, body, acts(body.act), content(body.act), when, _series(body.act, when))


def _series(act: str, when: When | None) -> bool:
    """Whether an act is one of many over weeks ("tests this year"), not one of them."""
    return spread(when) > _WEEKS and any(
        word.endswith("s") and word != stem(word) and acts(word) for word in act.casefold().split()
    )


def _keys(one: _Act) -> frozenset[str]:
    """Return the keys under which an incident is looked up: who did it, and about when."""
    actor = one.body.actor
    return (
        frozenset(key(actor, part) for part in calendar_parts(one.when)) if actor else frozenset()
    )


def _news(claim: ResolvedClaim, body: Incident) -> When | None:
    """Date an incident told without a date: as news, unless it is told as one of several."""
    published = claim.published
    if published is None or spread(published) > _FINE or _SEVERAL.search(body.act):
        return None
    first = published.earliest
    return When.between(first - _NEAR, published.latest) if first else None


def incident_keys(claim: ResolvedClaim) -> frozenset[str]:
    """Return the keys under which an incident is looked up. Raises TypeError for another kind."""
    return _keys(_act(claim))


def _apart(a: _Act, b: _Act) -> bool:
    if a.claim.claim.report == b.claim.claim.report:
        return True
    if a.body.actor and b.body.actor and a.body.actor != b.body.actor:
        return True
    if a.body.target and b.body.target and a.body.target != b.body.target:
        return True
    if a.sorts and b.sorts and a.sorts.isdisjoint(b.sorts):
        return True
    if a.series != b.series:
        return True
    return a.when is not None and b.when is not None and not a.when.meets(b.when)


def _same(a: _Act, b: _Act) -> tuple[float, str] | None:
    if _apart(a, b) or not close(a.when, b.when):
        return None
    if not a.body.actor or a.body.actor != b.body.actor:
        return None
    alike = share(a.words, b.words)
    if not (a.sorts & b.sorts) and alike < 0.5:
        return None
    day = a.when.narrowed(b.when) if a.when and b.when else None
    what = ", ".join(sorted(a.sorts & b.sorts)) or "the same words"
    return alike, f"{a.body.actor}: {what}, {day.edtf if day else ''}"
