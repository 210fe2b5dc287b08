"""Copies among the reports of a record, found by the signatures that its index has: no text is read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from servanda.model import ReportId
from servanda.resolution.claim_order import dated
from servanda.resolution.near_duplicate_signature import Signature, needed
from servanda.resolution.near_duplicates import copies_among, stories
from servanda.resolution.result import Copy

if TYPE_CHECKING:
    from servanda.analysis.indexed.kept_stories import KeptStories
    from servanda.store import Entities, ReportHeader, View
    from servanda.store.index.copy_signatures import Namers, Shape, Wording

__all__ = ["LOOKED_UP", "all_copies", "copies_of", "every_story", "stories_of"]


_BATCH = 500  # signatures read at a time
_MANY = 300  # reports; fewer are looked up one by one, however many the record has
LOOKED_UP = 12
"""To look a report up costs as much as to compare so many that are all at hand."""


def stories_of(entities: Entities, heads: Iterable[ReportHeader]) -> Mapping[str, str]:
    """Map the names of some reports to the stories they carry, as far as these reports tell."""
    mine = {head.id: head for head in heads}
    rows = entities.signatures(mine) if len(mine) > 1 else {}
    return stories(mine.values(), copies_among(_signatures(rows, mine)))


def every_story(
    view: View,
    entities: Entities,
    reports: Collection[str],
    kept: Callable[[], KeptStories | None] = lambda: None,
) -> Mapping[str, str]:
    """Map the names of some reports, by their ids, to the stories they carry, as far as all reports tell.

    Two of them may be of one story by a third, which is a copy of both. One that is left out is its
    own story. Where they are many, those that are `kept` are taken, if any are.
    """
    there = kept() if len(reports) > _MANY else None
    if there is not None:
        return there.by_name()
    heads = view.among(reports).headers()
    if len(heads) > _MANY and len(heads) * LOOKED_UP > len(view.headers()):
        mine = {head.name for head in heads}
        found = [one for one in all_copies(view, entities) if one.report in mine]
    else:
        found = list(copies_of(view, entities, [head.id for head in heads]))
    return stories(heads, found)


def copies_of(view: View, entities: Entities, reports: Collection[str]) -> tuple[Copy, ...]:
    """Find the reports that carry the stories of some, by their ids: copies of them, of these, and so on."""
    heads = {head.id: head for head in view.among(reports).headers()}
    rows = entities.signatures(heads)
    found, new = set(rows), frozenset(rows)
    known: Namers = {}
    while new:
        near = entities.sharing({one: rows[one] for one in new}, _may_copy, known)
        there = frozenset().union(*near.values()) - rows.keys()
        heads |= {head.id: head for head in view.among(there).headers()} if there else {}
        rows |= entities.signatures(there & heads.keys())
        new = frozenset(
            other
            for one in new
            for other in near[one] & rows.keys() - found
            if copies_among(_signatures({key: rows[key] for key in (one, other)}, heads))
        )
        found |= new
    return copies_among(_signatures({one: rows[one] for one in found}, heads))


def all_copies(view: View, entities: Entities) -> tuple[Copy, ...]:
    """Find all copies among the reports of a view."""
    heads = {head.id: head for head in view.headers()}
    ids = list(heads)
    parts = (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
    return copies_among(
        one for part in parts for one in _signatures(entities.signatures(part), heads)
    )


def _may_copy(one: Shape, other: Shape, shared: int) -> bool:
    """Whether reports that share so many passages are worth comparing."""
    return 0 < needed(min(one.passages, other.passages)) <= shared


def _signatures(
    rows: Mapping[str, Wording], heads: Mapping[str, ReportHeader]
) -> Iterable[Signature]:
    """Return signatures with the names and dates that the reports bear now."""
    for key, row in rows.items():
        head = heads[key]
        when = dated(head.published)
        day = when.earliest.toordinal() if when and when.earliest else None
        yield Signature(head.name, ReportId(key), day, row.words, row.marks, row.facts)
