"""Incidents: one act of one state at one time, reported in several reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from servanda.data_tables import one_of
from servanda.model import ClaimId, Entity, Incident, ResolvedClaim, When
from servanda.model.time_words import said
from servanda.resolution.blocking import BlockingKeys, key
from servanda.resolution.claim_order import calendar_parts, close, order_key, spread
from servanda.resolution.content_words import act_sorts, content, share, stem
from servanda.resolution.matching import Match, Matcher, Rules, first_objection, refused
from servanda.resolution.union_find import UnionFind

__all__ = [
    "IncidentFeatures",
    "cannot_link_incidents",
    "compare_incidents",
    "find_incidents",
    "incident_features",
    "incident_keys",
]


_NEWS_LAG = timedelta(days=2)  # how long after an incident a report that gives no date appears
_FINE = 4  # days: a report dated more vaguely does not date an incident
_WEEKS = 21  # days: several acts in a longer time are a series
_SAME_ACT = 0.5  # of the shorter description's words, where no sort of act is in both
_SEVERAL = re.compile(r"\b" + one_of("resolution", "several"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class IncidentFeatures:
    """An incident claim with what decides whether another one reports the same incident.

    `sorts` are the sorts of act that its words name, `words` their stems; `series` says that it is
    many acts over weeks ("tests this year") and not one of them.
    """

    claim: ResolvedClaim
    body: Incident
    sorts: frozenset[str]
    words: frozenset[str]
    when: When | None
    series: bool


def incident_features(claim: ResolvedClaim) -> IncidentFeatures:
    """Prepare an incident claim for comparison. Raises TypeError for another kind."""
    body = claim.claim.body
    if not isinstance(body, Incident):
        raise TypeError(claim.claim.kind)
    when = claim.time("when") or _implied_time(claim, body)
    return IncidentFeatures(
        claim, body, act_sorts(body.act), content(body.act), when, _is_series(body.act, when)
    )


def _is_series(act: str, when: When | None) -> bool:
    return spread(when) > _WEEKS and any(
        word.endswith("s") and word != stem(word) and act_sorts(word)
        for word in act.casefold().split()
    )


def _implied_time(claim: ResolvedClaim, body: Incident) -> When | None:
    """Date an incident reported without a date: as news, unless it is named as one of several."""
    published = claim.published
    if published is None or spread(published) > _FINE or _SEVERAL.search(body.act):
        return None
    first = published.earliest
    return When.between(first - _NEWS_LAG, published.latest) if first else None


def incident_keys(one: IncidentFeatures) -> BlockingKeys:
    """Return the keys by which another report of an incident is found: the actor, and about when."""
    actor = one.body.actor
    return BlockingKeys.same(key(actor, part) for part in calendar_parts(one.when) if actor)


def _one_report(a: IncidentFeatures, b: IncidentFeatures) -> bool:
    return a.claim.claim.report == b.claim.claim.report


def _other_actor(a: IncidentFeatures, b: IncidentFeatures) -> bool:
    return bool(a.body.actor and b.body.actor) and a.body.actor != b.body.actor


def _other_target(a: IncidentFeatures, b: IncidentFeatures) -> bool:
    return bool(a.body.target and b.body.target) and a.body.target != b.body.target


def _other_act(a: IncidentFeatures, b: IncidentFeatures) -> bool:
    return bool(a.sorts and b.sorts) and a.sorts.isdisjoint(b.sorts)


def _one_and_many(a: IncidentFeatures, b: IncidentFeatures) -> bool:
    return a.series != b.series


def _other_time(a: IncidentFeatures, b: IncidentFeatures) -> bool:
    return a.when is not None and b.when is not None and not a.when.meets(b.when)


_CANNOT_LINK: Rules[IncidentFeatures] = (
    ("both are of one report", _one_report),
    ("other actors", _other_actor),
    ("other targets", _other_target),
    ("other sorts of act", _other_act),
    ("one is a series of acts", _one_and_many),
    ("other days", _other_time),
)


def cannot_link_incidents(a: IncidentFeatures, b: IncidentFeatures) -> str:
    """Say why two claims report two incidents; empty where they may be one."""
    return first_objection(_CANNOT_LINK, a, b)


def compare_incidents(a: IncidentFeatures, b: IncidentFeatures) -> Match:
    """Say whether two claims report one incident, and why; the score is 1 to 2."""
    if objection := cannot_link_incidents(a, b):
        return refused(objection)
    if not close(a.when, b.when):
        return refused("no day in common, or times too vague to say")
    if not a.body.actor or a.body.actor != b.body.actor:
        return refused("an actor is not named")
    shared = share(a.words, b.words)
    if not (a.sorts & b.sorts) and shared < _SAME_ACT:
        return refused("no sort of act in common, and other words")
    day = a.when.narrowed(b.when) if a.when and b.when else None
    what = ", ".join(sorted(a.sorts & b.sorts)) or "the same words"
    return Match(1 + shared, f"{a.body.actor}: {what}, {said(day, '')}")


_MATCHER = Matcher("incident", incident_keys, compare_incidents, cannot_link_incidents)


def find_incidents(
    claims: Sequence[ResolvedClaim], components: UnionFind[ClaimId] | None = None
) -> tuple[Entity, ...]:
    """Resolve the incidents in `claims`; without a common day or month nothing matches.

    `components` are given every pair that matches, also where no cluster came of it.
    """
    found = [
        incident_features(claim)
        for claim in sorted(claims, key=order_key)
        if claim.claim.kind == "incident"
    ]
    return _MATCHER.entities(found, components)
