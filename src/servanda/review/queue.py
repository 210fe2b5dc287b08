"""The review queue: the automatic decisions that a record rests on, the least certain first.

A claim is as certain as the rule that read it, an entity of several claims as the reasons for the
match; where reports contradict each other, something is wrong and comes first. Scores order the list
and are no probabilities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from servanda.analysis.descriptions import claim_line, entity_line
from servanda.model import (
    Action,
    Concern,
    Decision,
    Entity,
    EntityId,
    LinkType,
    ResolvedClaim,
    When,
)
from servanda.resolution import Resolution
from servanda.resolution.result import BACKGROUND

__all__ = ["SURE", "ReviewItem", "as_items", "review"]


SURE = 0.7
"""Claims read with at least this confidence are not listed on their own account."""

_LINKS = {
    LinkType.CONTRADICTS: 0.3,
    LinkType.REVISES: 0.4,
    LinkType.FULFILS: 0.5,
    LinkType.REPEATS: 0.6,
    LinkType.RESPONDS_TO: 0.6,
    LinkType.PART_OF: 0.6,
}
"""How certain a link of each type is: a revision rests on similar words, an answer on states and days."""

_CONTRADICTED = 0.2  # two reports on one entity that cannot both be right
_PAIR = 0.6  # two reports matched for one reason
_EACH = 0.05  # what each further reason adds
_MOST = 0.95


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One decision to look at.

    `kind` is claim, match, tie, contradiction, decision or proposal; `about` the kind of claim or entity;
    `score` how certain it is (0 to 1), `why` the reasons, `ids` what to name when judging it,
    `claims` the claims it rests on; `ends` are the two entries that a tie joins, in a line each.
    """

    kind: str
    about: str
    score: float
    what: str
    why: tuple[str, ...]
    ids: tuple[str, ...]
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    ends: tuple[str, ...] = ()


def review(resolution: Resolution, *, judged: bool = False) -> tuple[ReviewItem, ...]:
    """List the decisions behind a record, the least certain first; with `judged`, reviewed ones too."""
    found = [*_claims(resolution, judged=judged)]
    by_id = {entity.id: entity for entity in resolution.entities}
    for entity in resolution.entities:
        if entity.kind not in BACKGROUND:
            found += _match(resolution, entity, judged=judged)
            found += _contradictions(resolution, entity)
            found += _links(resolution, entity, by_id, judged=judged)
    return tuple(sorted(found, key=lambda i: (i.score, i.kind, i.reports, i.ids)))


def _claims(resolution: Resolution, *, judged: bool) -> Iterator[ReviewItem]:
    for one in resolution.claims.values():
        claim = one.claim
        if claim.kind == "date" or claim.confidence >= SURE or (one.judged and not judged):
            continue
        yield _item(one)


def as_items(claims: Iterable[ResolvedClaim]) -> list[ReviewItem]:
    """Make an item of each claim, in their order; dates that stand alone are left out."""
    return [_item(one) for one in claims if one.claim.kind != "date"]


def _item(one: ResolvedClaim) -> ReviewItem:
    claim = one.claim
    return ReviewItem(
        "claim",
        claim.kind,
        claim.confidence,
        claim_line(one),
        (f"{claim.rule}, confidence {claim.confidence:.2f}", f"“{claim.evidence[0].exact}”"),
        (claim.id,),
        (claim.id,),
        (one.source,),
    )


def _match(resolution: Resolution, entity: Entity, *, judged: bool) -> Iterator[ReviewItem]:
    if len(entity.claims) < 2 or len(entity.reports) < 2:
        return
    if not judged and any(_unites(one, entity) for one in resolution.judged(entity)):
        return
    reasons = entity.reasons or ("for no reason that was kept",)
    score = min(
        _MOST, _PAIR + _EACH * (len(reasons) - 1 + resolution.independent(entity.reports) - 1)
    )
    yield ReviewItem(
        "match",
        entity.kind,
        round(score, 2),
        entity_line(resolution, entity),
        (f"{len(entity.reports)} reports tell of one {entity.kind}", *reasons),
        (entity.id,),
        entity.claims,
        entity.reports,
    )


def _unites(one: Decision, entity: Entity) -> bool:
    return (
        one.action is Action.MERGE
        and one.concern is Concern.MATCH
        and set(entity.claims) <= set(one.targets)
    )


def _links(
    resolution: Resolution, entity: Entity, by_id: Mapping[EntityId, Entity], *, judged: bool
) -> Iterator[ReviewItem]:
    for link in entity.links:
        other = by_id.get(link.to)
        if other is None or (
            not judged
            and any(_accepts(one, entity, other, link.type) for one in resolution.judged(entity))
        ):
            continue
        ends = entity_line(resolution, entity), entity_line(resolution, other)
        yield ReviewItem(
            "tie",
            link.type.value,
            _LINKS[link.type],
            f" {link.type.value.replace('_', ' ')} ".join(ends),
            (link.why,),
            (entity.id, other.id),
            (*entity.claims, *other.claims),
            tuple(dict.fromkeys((*entity.reports, *other.reports))),
            ends,
        )


def _accepts(one: Decision, entity: Entity, other: Entity, sort: LinkType) -> bool:
    if one.action is not Action.ACCEPT or one.concern is not Concern.MATCH:
        return False
    sides = set(one.targets), set(one.others)
    ends = set(entity.claims), set(other.claims)
    across = (sides[0] & ends[0] and sides[1] & ends[1]) or (
        sides[0] & ends[1] and sides[1] & ends[0]
    )
    return bool(across) and one.field in (None, sort.value)


def _contradictions(resolution: Resolution, entity: Entity) -> Iterator[ReviewItem]:
    """List where two reports that were matched cannot both be right about a time."""
    line = ""
    for slot in ("when", "due"):
        for (a, left), (b, right) in _apart(resolution.claims_of(entity), slot):
            line = line or entity_line(resolution, entity)
            yield ReviewItem(
                "contradiction",
                entity.kind,
                _CONTRADICTED,
                line,
                (_says(a, slot, left), _says(b, slot, right)),
                (a.claim.id, b.claim.id),
                (a.claim.id, b.claim.id),
                tuple(dict.fromkeys((a.source, b.source))),
            )


_Timed = tuple[ResolvedClaim, When]


def _apart(claims: Sequence[ResolvedClaim], slot: str) -> Iterator[tuple[_Timed, _Timed]]:
    """Give the pairs of claims, in their order, whose times in a slot have no day in common.

    Both have one status: a plan that was moved contradicts nothing. Hundreds of claims share a few
    times, so that times are compared and not claims.
    """
    told: defaultdict[tuple[When, str | None], list[int]] = defaultdict(list)
    for place, one in enumerate(claims):
        when = one.time(slot)
        if when is not None:
            told[when, getattr(one.claim.body, "status", None)].append(place)
    for (left, status), (right, other) in combinations(told, 2):
        if status == other and not left.meets(right):
            for x, y in product(told[left, status], told[right, other]):
                pair = (claims[x], left), (claims[y], right)
                yield pair if x < y else pair[::-1]


def _says(claim: ResolvedClaim, slot: str, when: When) -> str:
    return f"{claim.source} says {slot} {when.edtf}"
