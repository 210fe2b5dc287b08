"""Settling a record: what its claims come to is kept, and one new report touches what it concerns.

What is the same is decided by `servanda.identity.settle`, here as everywhere. Only the claims it
is asked about are fewer: those of the reports that changed, those of their families, and those of
the things tied to them, which the keys in the record lead to. Nothing else can come out otherwise
than it did; `tests/follow/test_settling.py` holds the two ways to one answer.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from servanda.follow.listing import listing
from servanda.follow.settling_names import called_in, plain_names, renamed, roster_with
from servanda.follow.settling_world import World, hashes, settled_world, with_stories
from servanda.identity import Settled
from servanda.identity.roster import Roster
from servanda.model import Thing

if TYPE_CHECKING:
    from servanda.record import KeptThing, Record, Things

__all__ = ["settle_record"]

_MANY = 0.3
"""Share of a record's reports from which it is quicker to settle everything anew."""


def settle_record(record: Record) -> int:
    """Bring the things that `record` keeps up to date; return how many reports were looked at.

    Doing it twice looks at nothing the second time. The order in which reports were read has no
    say in what comes out.
    """
    news = record.things.news()
    if news.reports is None or len(news.reports) > _MANY * record.counts().reports:
        return _all(record, news.mark)
    return _some(record, news.mark, news.reports) if news.reports else 0


def _all(record: Record, mark: str) -> int:
    view = record.view()
    names = called_in(view.claims())
    roster = Roster({one for group in names.values() for one in group})
    world = settled_world(view, roster)
    settled = with_stories(world, view.reports())
    record.things.keep(
        mark,
        [_kept(settled, one) for one in settled.things],
        instead_of=None,
        keys={claim: hashes(keys.has) for claim, keys in world.keys.items()},
        names={report: plain_names(group) for report, group in names.items()},
    )
    return len(view.heads())


def _some(record: Record, mark: str, changed: frozenset[str]) -> int:
    """Settle what some reports concern, and keep it in place of what was kept of that."""
    things = record.things
    names = called_in(record.view(among=changed).claims())
    before, now = roster_with(things, changed, names)
    if before is not None:
        changed |= renamed(things, before, now)
        names = called_in(record.view(among=changed).claims())
    past = things.told_by(changed)
    reports = changed | things.reports_beside(past | things.tied(past))
    while True:
        view = record.view(among=reports)
        world = settled_world(view, now)
        core = world.families(changed, past, things)
        near = world.tied(core, things.tied(past), things)
        more = _beyond(things, world, core, near)
        if more <= reports:
            break
        reports |= more
    kept, settled = [*core, *near], with_stories(world, view.reports())
    told = {claim for one in kept for claim in one.claims}
    mine = {claim for claim, one in world.settled.claims.items() if one.claim.report in changed}
    things.keep(
        mark,
        [_kept(settled, one) for one in kept],
        instead_of=past | things.telling(told),
        keys={claim: hashes(keys.has) for claim, keys in world.keys.items() if claim in mine},
        names={one: plain_names(names.get(one, ())) for one in changed},
    )
    return len(reports)


def _beyond(
    things: Things, world: World, core: Collection[Thing], near: Collection[Thing]
) -> frozenset[str]:
    """Return the reports that must be looked at for `core` and `near` to be whole.

    Whatever may be of a family of theirs or tied to one; and of what is tied to `near`, and so
    speaks in how that is listed, the families.
    """
    whole = [*core, *near]
    rim = world.tied(whole, (), things)
    sought = world.seeks(whole) | world.own(rim)
    return things.holding(hashes(sought)) | things.reports_of(world.judged_with([*whole, *rim]))


def _kept(world: Settled, thing: Thing) -> KeptThing:
    from servanda.record import KeptThing, ThingRow

    row = None
    if thing.kind == "commitment":
        found = listing(world, thing)
        row = ThingRow(found.row, found.first, found.whole)
    claims = tuple(sorted(thing.claims))
    return KeptThing(thing.id, thing.kind, claims, thing.links, thing.reasons, row)
