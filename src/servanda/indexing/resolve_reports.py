"""Resolving some reports beside all others, or all of them, and keeping what their claims come to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from servanda.analysis.daily_states import listing
from servanda.analysis.time_order import place_of
from servanda.indexing.neighbourhood import (
    ALONE,
    PROMISE,
    RESOLVED_KINDS,
    Nearby,
    Neighbourhood,
    PartialResolution,
    with_stories,
)
from servanda.indexing.report_facts import roster_of
from servanda.indexing.tenure_rows import tenure_changes
from servanda.model import ClaimId, Entity, EntityId
from servanda.resolution import Resolution
from servanda.resolution.blocking import hashes
from servanda.resolution.claim_keys import KEYED, same_kind_keys
from servanda.resolution.persons.roster import Roster

if TYPE_CHECKING:
    from servanda.store import Entities, EntityRow, Record, View
    from servanda.store.index.overlaid import EntityChange
    from servanda.store.index.watermark import Work

__all__ = ["Resolved", "resolve_all", "resolve_beside", "resolve_some"]


_TOGETHER = tuple(kind for kind in KEYED if kind not in (*ALONE, PROMISE))


def resolve_all(record: Record, work: Work) -> int | None:
    """Resolve all reports; return how many, None where another process kept something first."""
    view = record.view()
    nearby = Neighbourhood(view, roster_of(record.entities))
    nearby.add((head.id for head in view.headers()), view.claims(RESOLVED_KINDS))
    part = nearby.resolved()
    resolution = with_stories(part, view, record.entities, nearby.reports)
    done = record.index.keep_entities(
        work,
        None,
        [_row(resolution, one) for one in resolution.entities],
        instead_of=None,
        keys={claim: hashes(keys.has) for claim, keys in part.keys.items()},
        tenures=tenure_changes(record, resolution, None),
    )
    return len(nearby.reports) if done else None


def resolve_some(
    record: Record, work: Work, changed: Collection[str], roster: Roster | None = None
) -> int | None:
    """Resolve what some reports concern; return how many reports were looked at, None as above.

    `roster` is that of the record, where it is known.
    """
    found = resolve_beside(record, record.view(), record.entities, changed, roster=roster)
    done = record.index.keep_entities(
        work,
        changed,
        found.change.kept,
        instead_of=found.change.instead_of,
        keys=found.keys,
        tenures=found.change.tenures,
    )
    return found.looked_at if done else None


@dataclass(frozen=True, slots=True)
class Resolved:
    """What some reports change in the index: entities and tenures, and the keys of their claims.

    `looked_at` is how many reports were looked at to tell.
    """

    change: EntityChange
    keys: Mapping[ClaimId, frozenset[int]]
    looked_at: int


def resolve_beside(
    record: Record,
    view: View,
    named: Entities,
    changed: Collection[str],
    *,
    roster: Roster | None = None,
    beside: Collection[str] = (),
    tenures: bool = True,
) -> Resolved:
    """Resolve what some reports concern in a view, beside what the index has; nothing is kept.

    `named` has the names and signatures of all reports in view, the changed ones too; `roster` are
    the persons of these names, where known. Reports whose claims have other blocking keys in view
    than in the index must be among the `changed`, or those `beside`. Without `tenures`, terms of
    office are left out. All that there is in view is given where all reports out of view are among
    the changed, else what is about the changed ones, and what is linked to that.
    """
    from servanda.store.index.overlaid import NO_TENURES, EntityChange

    entities = record.entities
    nearby = Neighbourhood(view, roster or roster_of(named))
    nearby.add({*changed, *beside})
    past = entities.in_reports(changed)
    nearby.look(_beside(entities, past | entities.tied(past)))
    nearby.look(_holding(entities, nearby.seeks(changed)))
    while True:
        part = nearby.resolved()
        core = part.clusters(changed, past, entities)
        were = past | entities.entities_of(claim for one in core for claim in one.claims)
        near = part.linked(core, entities.tied(were), entities)
        if not nearby.look(_beyond(entities, part, core, near)):
            break
    kept, resolution = [*core, *near], with_stories(part, view, named, nearby.told)
    claims = {claim for one in kept for claim in one.claims}
    told = part.resolution.claims
    keys = {
        claim: hashes(keys.has)
        for claim, keys in part.keys.items()
        if told[claim].claim.report in changed
    }
    change = EntityChange(
        [_row(resolution, one) for one in kept],
        past | entities.entities_of(claims),
        tenure_changes(record, resolution, changed) if tenures else NO_TENURES,
        {claim: told[claim].claim.report for claim in claims},
    )
    return Resolved(change, keys, nearby.looked_at)


def _beside(entities: Entities, some: Collection[EntityId]) -> Nearby:
    """Return the reports that some entities rest on."""
    whole, promising, skimmed = (
        entities.reports_beside(some, kinds) for kinds in (_TOGETHER, (PROMISE,), ALONE)
    )
    return _nearby(entities, whole, promising, skimmed)


def _holding(entities: Entities, keys: Collection[str]) -> Nearby:
    """Return the reports that are found by some keys."""
    alone = frozenset().union(*(same_kind_keys(keys, kind) for kind in ALONE))
    promised = same_kind_keys(keys, PROMISE)
    rest = frozenset(keys) - alone - promised
    whole, promising, skimmed = (entities.holding(hashes(some)) for some in (rest, promised, alone))
    return _nearby(entities, whole, promising, skimmed)


def _nearby(
    entities: Entities,
    whole: frozenset[str],
    promising: frozenset[str],
    skimmed: frozenset[str],
) -> Nearby:
    answered = entities.telling(promising - whole, "incident")
    return Nearby(whole | answered, promising, skimmed)


def _beyond(
    entities: Entities, part: PartialResolution, core: Collection[Entity], near: Collection[Entity]
) -> Nearby:
    """Return the reports that must be looked at for `core` and `near` to be whole.

    That is all that may be in a cluster with theirs or linked to one; and of what is linked to
    `near`, and so has a say in how that is listed, the clusters.
    """
    whole = [*core, *near]
    rim = part.linked(whole, (), entities)
    found = _holding(entities, part.seeks(whole) | part.matching_keys(rim))
    judged = entities.reports_of(part.judged_with([*whole, *rim]))
    return replace(found, whole=found.whole | judged)


def _row(resolution: Resolution, entity: Entity) -> EntityRow:
    from servanda.store import EntityRow, StateRow

    row, states = listing(resolution, entity)
    claims = tuple(sorted(entity.claims))
    found = tuple(StateRow(*one) for one in states)
    place = place_of(row["record"]["cells"] if row else {}, entity.reports)
    links, reasons = entity.links, entity.reasons
    return EntityRow(entity.id, entity.kind, claims, links, reasons, row, found, place)
