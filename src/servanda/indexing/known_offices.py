"""What an update knows of offices: each is read once, and grows with what is kept of it since.

A minister is named in thousands of reports. To read them all for every two hundred new ones would
make each update of a large record longer than the one before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.dating.office_dates import Offices
from servanda.dating.tenure_facts import Said, Sighting

if TYPE_CHECKING:
    from servanda.store.index.date_facts import Office, OfficeMention, OfficeRows, ReportFacts
    from servanda.store.index.index import RecordIndex

__all__ = ["KnownOffice", "KnownOffices"]


@dataclass(frozen=True, slots=True)
class KnownOffice:
    """Who held an office by all that reports mention of it.

    `terms` are the mentions that state a term; `asks` id and name of each report that may be dated
    by the office, with the person it names.
    """

    holders: Offices
    terms: Sequence[OfficeMention]
    asks: Sequence[tuple[str, str, str]]

    @classmethod
    def of(cls, office: Office, rows: OfficeRows) -> KnownOffice:
        """Take all that reports mention of an office."""
        seen = [
            (office, Sighting(who, first, last, name)) for first, last, name, who, _ in rows.seen
        ]
        said = [(office, one) for one in _said(rows.terms)]
        return cls(Offices(seen, said), rows.terms, rows.asks)

    def more(self, office: Office, new: Sequence[OfficeMention]) -> KnownOffice:
        """Return it with the mentions of more reports."""
        terms = [*self.terms, *(one for one in new if one.since or one.until)]
        seen = [
            Sighting(one.person, one.first, one.last, one.source)
            for one in new
            if one.seen and one.first and one.last
        ]
        asks = [(one.report, one.source, one.person) for one in new if one.asks]
        holders = self.holders
        if seen or len(terms) > len(self.terms):
            holders = holders.more(office, seen, _said(terms))
        return KnownOffice(holders, terms, [*self.asks, *asks])


def _said(terms: Iterable[OfficeMention]) -> list[Said]:
    return [
        Said(one.person, one.since, one.until, one.source) for one in sorted(terms, key=_in_view)
    ]


def _in_view(one: OfficeMention) -> tuple[bool, str, str, str]:
    """Sort as views do: by the days that a report may be of, those without any last, and by name."""
    first, last = one.first, one.last
    ends = ("" if first is None else first.isoformat(), "~" if last is None else last.isoformat())
    return first is None and last is None, *ends, one.source


class KnownOffices:
    """The offices that an update has asked of, as long as nobody else changes the index."""

    def __init__(self, index: RecordIndex) -> None:
        """Take the index to ask."""
        self._index = index
        self._known: dict[Office, KnownOffice] = {}
        self._asked: frozenset[Office] | None = None
        self._next: dict[Office, KnownOffice] = {}

    def asked(self, some: Collection[Office]) -> frozenset[Office]:
        """Return those of some offices by which an open report of the index may be dated."""
        if self._asked is None:
            self._asked = self._index.asked_offices()
        return self._asked.intersection(some)

    def of(self, office: Office) -> KnownOffice:
        """Return what the index has of an office."""
        if office not in self._known:
            self._known[office] = KnownOffice.of(office, self._index.office(office))
        return self._known[office]

    def change(
        self,
        office: Office,
        changed: Collection[str],
        before: Iterable[OfficeMention],
        now: Sequence[OfficeMention],
    ) -> tuple[KnownOffice, KnownOffice]:
        """Return an office as it is, and as it will be when the mentions of some reports are others.

        `before` are the mentions that the index has of the `changed` reports, `now` those to come.
        """
        known = self.of(office)
        left = known
        if any(one.office == office for one in before):
            left = KnownOffice.of(office, _without(self._index.office(office), changed))
        self._next[office] = left.more(office, now)
        return known, self._next[office]

    def keep(self, before: Iterable[OfficeMention], facts: Iterable[ReportFacts]) -> None:
        """Learn that the index now has other mentions: those of `facts` instead of those `before`."""
        for one in before:
            self._known.pop(one.office, None)  # to be read again
            self._asked = None
        self._known |= self._next
        new: defaultdict[Office, list[OfficeMention]] = defaultdict(list)
        for report in facts:
            for mention in report.offices:
                new[mention.office].append(mention)
        if self._asked is not None:
            self._asked |= {office for office, some in new.items() if any(one.asks for one in some)}
        for office in new.keys() & self._known.keys() - self._next.keys():
            self._known[office] = self._known[office].more(office, new[office])
        self._next = {}


def _without(rows: OfficeRows, changed: Collection[str]) -> OfficeRows:
    """Leave out what some reports mention of an office."""
    from servanda.store.index.date_facts import OfficeRows

    return OfficeRows(
        [row for row in rows.seen if row[4] not in changed],
        [one for one in rows.terms if one.report not in changed],
        [one for one in rows.asks if one[0] not in changed],
    )
