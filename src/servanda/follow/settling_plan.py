"""Settling many reports: the list that is kept of them, in parts, with all their names.

Whom a name means hangs on the names in all reports. So these are gathered first; then each part can
be settled by itself, beside what was settled before it, and nothing settled has to be taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from math import ceil
from typing import TYPE_CHECKING

from servanda.follow.settling_names import called_in, plain_names, renamed, roster_with
from servanda.identity.mentions import NAMING, Called

if TYPE_CHECKING:
    from servanda.record import Record
    from servanda.record.things_news import News

__all__ = ["PART", "at_once", "long", "plan"]

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
    things = record.things
    order = things.in_time()
    changed = frozenset(order) if news.reports is None else news.fresh
    names = _names(record, [one for one in order if one in changed])
    todo = changed.union(*(reports for _, reports in news.parts))
    if news.reports is not None:
        before, now = roster_with(things, changed, names)
        if before is not None:
            todo |= renamed(things, before, now)
    listed = [one for one in order if one in todo]
    listed += sorted(todo.difference(listed))  # they stand no more
    each = ceil(len(listed) / max(1, ceil(len(listed) / part)))  # parts of about one size
    parts = [listed[at : at + each] for at in range(0, len(listed), each or 1)]
    plain = {one: plain_names(names.get(one, ())) for one in changed}
    return things.plan(news, parts, plain)


def _names(record: Record, reports: Sequence[str]) -> dict[str, Collection[Called]]:
    """Say of each report how it calls people, without holding what it says in memory."""
    known: dict[Called, Called] = {}
    found: dict[str, Collection[Called]] = {}
    for at in range(0, len(reports), _READ):
        view = record.view(among=reports[at : at + _READ])
        for report, names in called_in(view.claims(NAMING)).items():
            found[report] = _shared(names, known)
    return found


def _shared(names: Iterable[Called], known: dict[Called, Called]) -> tuple[Called, ...]:
    """Hold names that are equal only once: there are few beside the reports."""
    return tuple(known.setdefault(one, one) for one in names)
