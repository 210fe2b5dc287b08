"""Resolving some reports beside all others, or all of them: what claims come to is kept."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from servanda.analysis.daily_states import listing
from servanda.indexing.neighbourhood import ALONE, SETTLED, Shelf, World, hashes, with_stories
from servanda.indexing.report_facts import roster_of
from servanda.indexing.tenure_rows import posts_of
from servanda.model import Entity
from servanda.resolution import Resolution
from servanda.resolution.claim_keys import KEYED, same_kind_keys

if TYPE_CHECKING:
    from servanda.store import Entities, KeptEntity, Record
    from servanda.store.index.watermark import Work

__all__ = ["resolve_all", "resolve_some"]


_TOGETHER = tuple(kind for kind in KEYED if kind not in ALONE)


def resolve_all(record: Record, work: Work) -> int | None:
    """Resolve all reports; return how many, None where another process kept something first."""
    view = record.view()
    shelf = Shelf(record, roster_of(record.entities))
    shelf.put((head.id for head in view.headers()), view.claims(SETTLED))
    world = shelf.world()
    settled = with_stories(world, record, shelf.reports)
    done = record.index.keep_entities(
        work,
        None,
        [_kept(settled, one) for one in settled.entities],
        instead_of=None,
        keys={claim: hashes(keys.has) for claim, keys in world.keys.items()},
        posts=posts_of(record, settled, None),
    )
    return len(shelf.reports) if done else None


def resolve_some(record: Record, work: Work, changed: Collection[str]) -> int | None:
    """Resolve what some reports concern; return how many reports were looked at, None as above."""
    entities = record.entities
    shelf = Shelf(record, roster_of(entities))
    shelf.put(changed)
    past = entities.told_by(changed)
    beside = past | entities.tied(past)
    shelf.look(entities.reports_beside(beside, _TOGETHER), entities.reports_beside(beside, ALONE))
    shelf.look(*_holding(entities, shelf.seeks(changed)))
    while True:
        world = shelf.world()
        core = world.families(changed, past, entities)
        were = past | entities.telling(claim for one in core for claim in one.claims)
        near = world.tied(core, entities.tied(were), entities)
        if not shelf.look(*_beyond(entities, world, core, near)):
            break
    kept, settled = [*core, *near], with_stories(world, record, shelf.reports)
    told = {claim for one in kept for claim in one.claims}
    mine = {claim for claim, one in world.settled.claims.items() if one.claim.report in changed}
    done = record.index.keep_entities(
        work,
        changed,
        [_kept(settled, one) for one in kept],
        instead_of=past | entities.telling(told),
        keys={claim: hashes(keys.has) for claim, keys in world.keys.items() if claim in mine},
        posts=posts_of(record, settled, changed),
    )
    return shelf.looked_at if done else None


def _holding(entities: Entities, keys: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the reports that are found by some keys, and those that need only be glanced at."""
    alone = frozenset().union(*(same_kind_keys(keys, kind) for kind in ALONE))
    return entities.holding(hashes(frozenset(keys) - alone)), entities.holding(hashes(alone))


def _beyond(
    entities: Entities, world: World, core: Collection[Entity], near: Collection[Entity]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the reports that must be looked at, or glanced at, for `core` and `near` to be whole.

    That is all that may be in a cluster with theirs or linked to one; and of what is linked to
    `near`, and so has a say in how that is listed, the clusters.
    """
    whole = [*core, *near]
    rim = world.tied(whole, (), entities)
    sought = world.seeks(whole) | world.own(rim)
    found, glanced = _holding(entities, sought)
    return found | entities.reports_of(world.judged_with([*whole, *rim])), glanced


def _kept(world: Resolution, entity: Entity) -> KeptEntity:
    from servanda.store import KeptEntity, KeptState

    row, states = listing(world, entity)
    told = tuple(sorted(entity.claims))
    found = tuple(KeptState(*one) for one in states)
    return KeptEntity(entity.id, entity.kind, told, entity.links, entity.reasons, row, found)
