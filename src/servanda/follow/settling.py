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
from servanda.follow.redating import states_day
from servanda.follow.settling_names import called_in, plain_names, renamed, roster_with
from servanda.follow.settling_posts import posts_of
from servanda.follow.settling_world import World, hashes, settled_world, with_stories
from servanda.identity import Settled
from servanda.identity.roster import Roster
from servanda.identity.settle import WAY
from servanda.model import Thing

if TYPE_CHECKING:
    from servanda.record import KeptThing, Record, Things
    from servanda.record.things_news import News

__all__ = ["settle_record"]

_MANY = 0.3
"""Share of a record's reports from which it is quicker to settle everything anew."""

_TRIES = 3


def settle_record(record: Record) -> int:
    """Bring the things that `record` keeps up to date; return how many reports were looked at.

    Doing it twice looks at nothing the second time. The order in which reports were read has no
    say in what comes out.
    """
    for _ in range(_TRIES):
        news = record.things.news(WAY)
        if news.reports is not None and not news.reports:
            return 0
        few = news.reports is not None and len(news.reports) <= _MANY * record.counts().reports
        looked_at = _some(record, news) if few else _all(record, news)
        if looked_at is not None:
            return looked_at
    return 0  # others are settling all the while: who comes last does it for all


def _all(record: Record, news: News) -> int | None:
    view = record.view()
    names = called_in(view.claims())
    roster = Roster({one for group in names.values() for one in group})
    world = settled_world(view, roster)
    settled = with_stories(world, view.reports())
    done = record.things.keep(
        news,
        [_kept(settled, one) for one in settled.things],
        instead_of=None,
        keys={claim: hashes(keys.has) for claim, keys in world.keys.items()},
        names={report: plain_names(group) for report, group in names.items()},
        open_dates=_open(record, None),
        posts=posts_of(record, settled, None),
    )
    return len(view.heads()) if done else None


def _some(record: Record, news: News) -> int | None:
    """Settle what some reports concern, and keep it in place of what was kept of that."""
    things, changed = record.things, news.reports or frozenset()
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
    done = things.keep(
        news,
        [_kept(settled, one) for one in kept],
        instead_of=past | things.telling(told),
        keys={claim: hashes(keys.has) for claim, keys in world.keys.items() if claim in mine},
        names={one: plain_names(names.get(one, ())) for one in changed},
        open_dates=_open(record, changed),
        posts=posts_of(record, settled, changed),
    )
    return len(reports) if done else None


def _open(record: Record, among: frozenset[str] | None) -> frozenset[str]:
    """Return the reports that state no day of their own."""
    heads = record.view(as_read=True, among=among).heads()
    return frozenset(head.id for head in heads if not states_day(head.dating))


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
    from servanda.record import KeptState, KeptThing

    row, states = listing(world, thing)
    told = tuple(sorted(thing.claims))
    found = tuple(KeptState(*one) for one in states)
    return KeptThing(thing.id, thing.kind, told, thing.links, thing.reasons, row, found)
