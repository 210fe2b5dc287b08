"""Whose names a changed report brings, and which other reports' names then mean somebody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from servanda.model import ResolvedClaim
from servanda.resolution.person_clusters import Roster
from servanda.resolution.person_mentions import Alias, mentions

if TYPE_CHECKING:
    from servanda.store import Entities
    from servanda.store.index.entities import Called as Plain

__all__ = ["called_in", "plain_names", "renamed", "roster_with"]


def called_in(claims: Iterable[ResolvedClaim]) -> dict[str, frozenset[Alias]]:
    """Say of each report how it calls people."""
    found: defaultdict[str, set[Alias]] = defaultdict(set)
    for one in mentions(claims):
        found[one.claim.claim.report].add(one.called)
    return {report: frozenset(names) for report, names in found.items()}


def plain_names(names: Iterable[Alias]) -> frozenset[Plain]:
    """Write names as a record keeps them."""
    return frozenset((n.name, n.office or "", n.party or "", n.introduces) for n in names)


def roster_with(
    entities: Entities, changed: Collection[str], names: Mapping[str, Collection[Alias]]
) -> tuple[Roster | None, Roster]:
    """Return the roster before some reports changed, and the one since.

    The first is None where nobody is called otherwise than before. `names` are those that the
    changed reports now use.
    """
    known, now = _read(entities.names()), {one for group in names.values() for one in group}
    gone = {
        one
        for one in _read(entities.names(changed)) - now
        if entities.calling(plain_names([one])) <= set(changed)
    }
    after = (known - gone) | now
    return (None if after == known else Roster(known)), Roster(after)


def _read(names: Iterable[Plain]) -> set[Alias]:
    return {Alias(name, office or None, party or None, one) for name, office, party, one in names}


def renamed(entities: Entities, before: Roster, now: Roster) -> frozenset[str]:
    """Return the reports in which a name may mean somebody else than it did."""
    other = [
        one for one in now.called | before.called if before.signature(one) != now.signature(one)
    ]
    return entities.calling(plain_names(other))
