"""Dating again the reports that a change may date otherwise, and only those.

What dates what is decided by `servanda.dating.by_record`; here it is asked before and after a
change, of the offices, meetings and passages that the change mentions. So the dates are those of
dating all reports anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.dating.by_record import redatings
from servanda.dating.event_dates import may_be_one, within_a_day
from servanda.dating.office_dates import Answer, Offices
from servanda.dating.tenure_facts import Key, Said, Sighting
from servanda.indexing.report_facts import may_copy, reprinted
from servanda.model import (
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Dating,
    Participant,
    ResolvedClaim,
)

if TYPE_CHECKING:
    from servanda.store import Record
    from servanda.store.index.date_facts import (
        Meeting,
        MeetingMention,
        Office,
        OfficeMention,
        OfficeRows,
        ReportFacts,
        Wording,
    )
    from servanda.store.index.index import RecordIndex

__all__ = ["date_again", "dated_otherwise"]


_PAIR = ConsultationForm.TWO_PLUS_TWO.value
_ANY_DAY = 0


def dated_otherwise(
    index: RecordIndex, changed: Collection[str], facts: Sequence[ReportFacts]
) -> frozenset[str]:
    """Return the other reports that may be dated otherwise, once some reports changed.

    `facts` are those of the changed reports, which the record does not hold yet.
    """
    offices, meetings, wordings = index.own(changed)
    change = _Change(index, frozenset(changed), facts, offices, meetings, wordings)
    return frozenset({*change.by_offices(), *change.by_meetings(), *change.by_copies()})


@dataclass(frozen=True, slots=True)
class _Change:
    """Some reports whose facts change: as the index has them (`offices`, ...), and as they are now."""

    index: RecordIndex
    changed: frozenset[str]
    facts: Sequence[ReportFacts]
    offices: Sequence[OfficeMention]
    meetings: Sequence[MeetingMention]
    wordings: Mapping[str, Wording]

    def by_offices(self) -> Iterator[str]:
        """Yield the reports to which an office-holder now says something else of their date."""
        now = [one for facts in self.facts for one in facts.offices]
        concerned = {
            one.office for one in (*self.offices, *now) if one.seen or one.since or one.until
        }
        for office in sorted(concerned):
            rows = self.index.office(office)
            asks = [one for one in rows.asks if one[0] not in self.changed]
            if not asks:
                continue
            new = [one for one in now if one.office == office]
            before, after = _offices({office: rows}), _offices({office: self._after(rows, new)})
            for report, source, person in asks:
                if before.answer(office, person, source) != after.answer(office, person, source):
                    yield report

    def _after(self, rows: OfficeRows, new: Sequence[OfficeMention]) -> OfficeRows:
        """Return the mentions of an office once the change is made."""
        from servanda.store.index.date_facts import OfficeRows

        seen = [row for row in rows.seen if row[4] not in self.changed]
        seen += [
            (one.first, one.last, one.source, one.person, one.report)
            for one in new
            if one.seen and one.first and one.last
        ]
        terms = [one for one in rows.terms if one.report not in self.changed]
        return OfficeRows(seen, [*terms, *(one for one in new if one.since or one.until)], ())

    def by_meetings(self) -> Iterator[str]:
        """Yield the reports whose consultation the record now knows another day of, or none."""
        now = [one for facts in self.facts for one in facts.meetings if one.day]
        asked: dict[str, MeetingMention] = {}
        for like in {one.meeting for one in (*self.meetings, *now) if one.day}:
            for one in self.index.meetings(like, like.words, asking=(_PAIR,)):
                if one.report not in self.changed and _asks_for(one.meeting, like):
                    asked[one.claim] = one
        found: dict[Meeting, list[MeetingMention]] = {}  # many reports ask for one meeting
        for ask in asked.values():
            if ask.meeting not in found:
                found[ask.meeting] = self.index.meetings(ask.meeting, _sought(ask.meeting))
            events = found[ask.meeting]
            kept = [one for one in events if one.report not in self.changed]
            if _tellings(ask, events) != _tellings(ask, [*kept, *now]):
                yield ask.report

    def by_copies(self) -> Iterator[str]:
        """Yield the reports that had, or now have, a dated copy among those changed."""
        for was in self.wordings.values():
            if was.fine:
                yield from self.index.near(was, may_copy, asks=True)
        for facts in self.facts:
            mine = facts.wording
            if mine is not None and mine.fine:
                near = self.index.near(mine, may_copy, asks=True)
                yield from (one for one, theirs in near.items() if reprinted(theirs, mine))


# -- what offices and meetings say -------------------------------------------------------------


def _offices(rows: Mapping[Office, OfficeRows]) -> Offices:
    return Offices(
        (
            (office, Sighting(person, first, last, source))
            for office, found in rows.items()
            for first, last, source, person, _ in found.seen
        ),
        (
            (office, Said(one.person, one.since, one.until, one.source))
            for office, found in rows.items()
            for one in sorted(found.terms, key=_in_view)
        ),
    )


def _in_view(one: OfficeMention) -> tuple[bool, str, str, str]:
    """Sort as views do: by the days that a report may be of, those without any last, and by name."""
    first, last = one.first, one.last
    ends = ("" if first is None else first.isoformat(), "~" if last is None else last.isoformat())
    return first is None and last is None, *ends, one.source


@lru_cache(maxsize=4096)
def _body(one: Meeting) -> Consultation:
    """Return a consultation of these people, or states, in this form."""
    people = tuple(Participant(name, None, party or None) for name, party, _ in one.people)
    states = tuple(one.pair.split("|")) if one.pair else ()
    form, status = ConsultationForm(one.form), ConsultationStatus.HELD
    return Consultation(form, status, people, states)


@lru_cache(maxsize=65536)
def _fits(event: Meeting, ask: Meeting) -> bool:
    return may_be_one(_body(event), _body(ask))


def _sought(ask: Meeting) -> frozenset[str]:
    """Return the words by which a report looks for the event that it reports."""
    found = {ask.lead} if ask.people else set()
    return frozenset(found | {ask.pair} if ask.form == _PAIR else found)


def _asks_for(ask: Meeting, event: Meeting) -> bool:
    return not _sought(ask).isdisjoint(event.words) and _fits(event, ask)


def _tellings(ask: MeetingMention, events: Iterable[MeetingMention]) -> dict[str, str]:
    """Return what dates a report: claims of one day, or of two that follow, with their reports.

    Empty where there are none, and where they are of more days: then nothing tells which.
    """
    found = [
        (one.day, one)
        for one in events
        if one.day is not None
        and one.report != ask.report
        and ask.weekday in (_ANY_DAY, one.day.isoweekday())
        and _asks_for(ask.meeting, one.meeting)
    ]
    if not within_a_day(sorted({day for day, _ in found})):
        return {}
    return {one.claim: one.report for _, one in found}


# -- dating ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _OtherReports:
    """What all reports say to some that have no day: of offices, and of meetings by claim."""

    offices: Offices
    claims: dict[str, Collection[str]] = field(default_factory=dict)

    def answer(self, key: Key, person: str, report: str) -> Answer:
        """Return what all reports but one, by its name, say of a person in an office."""
        return self.offices.answer(key, person, report)

    def tellings(self, one: ResolvedClaim) -> Collection[str]:
        """Return the claims of what a consultation may be."""
        return self.claims.get(one.claim.id, ())


def date_again(record: Record, reports: Collection[str]) -> Mapping[str, Dating]:
    """Date some reports by their own words, and by all that others say."""
    index = record.index
    offices, meetings, wordings = index.own(reports)
    asking = [one for one in meetings if one.weekday is not None]
    waiting = {report: one for report, one in wordings.items() if one.open}
    open_ = {*waiting, *_reports(asking), *_reports(one for one in offices if one.asks)}
    heads = record.view(as_read=True, among=set(reports) - open_).headers()
    datings: dict[str, Dating] = {head.id: head.dating for head in heads}
    if not open_:
        return datings
    asked = {one.office for one in offices if one.asks}
    heard = _OtherReports(_offices({office: index.office(office) for office in asked}))
    beside = _copies(index, waiting)
    for ask in asking:
        found = _tellings(ask, index.meetings(ask.meeting, _sought(ask.meeting)))
        heard.claims[ask.claim] = found
        beside.update(found.values())
    view = record.view(as_read=True, among=open_ | beside)
    datings.update(redatings(view, only=open_, heard=heard))
    return datings


def _reports(mentions: Iterable[OfficeMention] | Iterable[MeetingMention]) -> set[str]:
    return {one.report for one in mentions}


def _copies(index: RecordIndex, waiting: Mapping[str, Wording]) -> set[str]:
    """Return the dated reports that are reprints of open ones, or the other way round."""
    return {
        other
        for report, one in waiting.items()
        for other, theirs in index.near(one, may_copy, asks=False).items()
        if other != report and theirs.fine and reprinted(one, theirs)
    }
