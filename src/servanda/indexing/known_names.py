"""What an update knows of names: the roster of all persons, which grows with what is kept of it since."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from servanda.indexing.report_facts import called, roster_of
from servanda.resolution.persons.roster import Roster

if TYPE_CHECKING:
    from servanda.store import Entities
    from servanda.store.index.date_facts import ReportFacts
    from servanda.store.index.entities import NameRow

__all__ = ["KnownNames", "using_otherwise"]


class KnownNames:
    """The roster that an update has asked for, as long as nobody else changes the index."""

    def __init__(self, entities: Entities) -> None:
        """Take the index to ask."""
        self._entities = entities
        self._roster: Roster | None = None
        self._next: Roster | None = None

    @property
    def roster(self) -> Roster:
        """All persons by the names that the index has."""
        if self._roster is None:
            self._roster = roster_of(self._entities)
        return self._roster

    def otherwise(self, changed: Collection[str], facts: Collection[ReportFacts]) -> frozenset[str]:
        """Return the reports in which a name will mean another person: see `using_otherwise`."""
        self._next, found = using_otherwise(self._entities, changed, facts, self.roster)
        return found

    def keep(self) -> None:
        """Learn that the index has taken the change that was asked about last."""
        self._roster, self._next = self._next, None


def using_otherwise(
    entities: Entities,
    changed: Collection[str],
    facts: Iterable[ReportFacts],
    known: Roster | None = None,
) -> tuple[Roster, frozenset[str]]:
    """Return the roster once some reports changed, and the reports in which a name means another person then.

    `facts` are those of the changed reports, which the record does not hold yet; `known` is the
    roster as it is.
    """
    now: set[NameRow] = {name for one in facts for name in one.names}
    gone = entities.names_only_in(changed) - now
    before = roster_of(entities) if known is None else known
    after, other = before.changed(called(gone), called(now))
    return after, entities.calling(
        (a.name, a.office or "", a.party or "", a.introduces) for a in other
    )
