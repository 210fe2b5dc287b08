"""Settling many reports: the list that is kept of them, in parts, with all their names.

Whom a name means hangs on the names in all reports. So these are gathered first; then each part can
be settled by itself, beside what was settled before it, and nothing settled has to be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from math import ceil
from typing import TYPE_CHECKING

from servanda.analysis.daily_states import listing
from servanda.indexing.neighbourhood import ALONE, SETTLED, Shelf, World, hashes, with_stories
from servanda.indexing.office_posts import posts_of
from servanda.indexing.renaming import called_in, plain_names, renamed, roster_with
from servanda.model import Entity
from servanda.resolution import Resolution
from servanda.resolution.claim_keys import KEYED, same_kind_keys
from servanda.resolution.person_clusters import Roster
from servanda.resolution.person_mentions import NAMING, Alias
from servanda.resolution.resolve import VERSION

if TYPE_CHECKING:
    from servanda.store import Entities, KeptEntity, Record
    from servanda.store.index.watermark import News

__all__ = ["PART", "Progress", "at_once", "long", "plan", "settle_record"]


PART = 8000
"""Reports settled together. What they have to do with is looked at besides; fewer would look at
more over and over, and more would take more memory."""

_READ = 1000  # reports whose names are gathered at a time


def long(news: News, part: int = PART) -> bool:
    """Whether there is too much to settle at once, and no list of it yet."""
    return (news.about if news.reports is None else len(news.fresh)) > at_once(part)


def at_once(part: int) -> int:
    """Return how many reports are settled at once: somewhat more than a part, rather than two."""
    return part * 3 // 2


def plan(record: Record, news: News, part: int = PART) -> bool:
    """Keep a list of what is to be settled; False where others have settled since `news`.

    Reports of one time are settled together, as they have most to do with each other.
    """
    entities = record.entities
    order = entities.in_time()
    changed = frozenset(order) if news.reports is None else news.fresh
    names = _names(record, [one for one in order if one in changed])
    todo = changed.union(*(reports for _, reports in news.parts))
    if news.reports is not None:
        before, now = roster_with(entities, changed, names)
        if before is not None:
            todo |= renamed(entities, before, now)
    listed = [one for one in order if one in todo]
    listed += sorted(todo.difference(listed))  # they stand no more
    each = ceil(len(listed) / max(1, ceil(len(listed) / part)))  # parts of about one size
    parts = [listed[at : at + each] for at in range(0, len(listed), each or 1)]
    plain = {one: plain_names(names.get(one, ())) for one in changed}
    return entities.plan(news, parts, plain)


def _names(record: Record, reports: Sequence[str]) -> dict[str, Collection[Alias]]:
    """Say of each report how it calls people, without holding what it says in memory."""
    known: dict[Alias, Alias] = {}
    found: dict[str, Collection[Alias]] = {}
    for at in range(0, len(reports), _READ):
        view = record.view(among=reports[at : at + _READ])
        for report, names in called_in(view.claims(NAMING)).items():
            found[report] = _shared(names, known)
    return found


def _shared(names: Iterable[Alias], known: dict[Alias, Alias]) -> tuple[Alias, ...]:
    """Hold names that are equal only once: there are few beside the reports."""
    return tuple(known.setdefault(one, one) for one in names)


# -- Settling a record: what its claims come to is kept, and one new report touches what it c


Progress = Callable[[int, int], None]
"""Told how many reports are settled, and of how many."""

_MANY = 0.3
"""Share of a record's reports from which it is quicker to settle everything anew."""

_TRIES = 3
_TOGETHER = tuple(kind for kind in KEYED if kind not in ALONE)


def settle_record(record: Record, on_progress: Progress | None = None, *, part: int = PART) -> int:
    """Bring the entities that `record` keeps up to date; return how many reports were looked at.

    Doing it twice looks at nothing the second time. The order in which reports were read has no
    say in what comes out, nor has it how many are settled together: at most `part`. `on_progress`
    is told of each part. What was settled stays settled, whatever stops the program; the same call
    goes on from there.
    """
    looked_at = done = lost = 0
    while lost < _TRIES:  # others are settling all the while: who comes last does it for all
        news = record.entities.news(VERSION)
        if not news.about or (news.reports is not None and not news.reports):
            break
        if long(news, part):
            planned = plan(record, news, part)
            lost += not planned
            if planned and on_progress is not None:
                on_progress(done, done + len(record.entities.news(VERSION).reports or ()))
            continue
        step = news.of_part(news.parts[0]) if news.parts else news
        whole = (
            not news.parts
            and (news.reports is None or len(news.reports) > _MANY * news.about)
            and news.about <= at_once(part)
        )
        found = _all(record, step) if whole else _some(record, step)
        if found is None:
            lost += 1
            continue
        lost, looked_at = 0, looked_at + found
        left = len(news.reports or ()) - len(step.reports or ())
        done += found if step.reports is None else len(step.reports)
        if on_progress is not None:
            on_progress(done, done + left)
    return looked_at


def _all(record: Record, news: News) -> int | None:
    view = record.view()
    claims = view.claims(SETTLED)
    names = called_in(claims)
    shelf = Shelf(record, Roster({one for group in names.values() for one in group}))
    shelf.put((head.id for head in view.headers()), claims)
    world = shelf.world()
    settled = with_stories(world, record, shelf.reports)
    done = record.entities.keep(
        news,
        [_kept(settled, one) for one in settled.entities],
        instead_of=None,
        keys={claim: hashes(keys.has) for claim, keys in world.keys.items()},
        names={report: plain_names(group) for report, group in names.items()},
        posts=posts_of(record, settled, None),
    )
    return len(shelf.reports) if done else None


def _some(record: Record, news: News) -> int | None:
    """Settle what some reports concern, and keep it in place of what was kept of that."""
    entities, changed = record.entities, news.reports or frozenset()
    claims = record.view(among=changed).claims(SETTLED)
    names = called_in(claims)
    before, now = roster_with(entities, changed, names)
    shelf = Shelf(record, now)
    shelf.put(changed, claims)
    if before is not None and (more := renamed(entities, before, now) - changed):
        shelf.put(more)
        changed |= more
        names |= called_in(record.view(among=more).claims(NAMING))
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
    done = entities.keep(
        news,
        [_kept(settled, one) for one in kept],
        instead_of=past | entities.telling(told),
        keys={claim: hashes(keys.has) for claim, keys in world.keys.items() if claim in mine},
        names={one: plain_names(names.get(one, ())) for one in changed},
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

    Whatever may be of a family of theirs or tied to one; and of what is tied to `near`, and so
    speaks in how that is listed, the families.
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
