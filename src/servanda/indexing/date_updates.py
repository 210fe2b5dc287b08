"""Dating again the reports that a change may date otherwise, and only those.

What dates what is decided by `servanda.dating.by_record`; here it is asked before and after a
change, of the offices, meetings and passages that the change mentions. So the dates are those of
dating all reports anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.dating.by_record import redatings
from servanda.dating.event_dates import may_be_one, within_a_day
from servanda.dating.office_dates import Answer
from servanda.dating.tenure_facts import Key
from servanda.indexing.known_meetings import KnownMeetings
from servanda.indexing.known_names import KnownNames
from servanda.indexing.known_offices import KnownOffices
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
    from datetime import date

    from servanda.store import Record
    from servanda.store.index.copy_signatures import Wording
    from servanda.store.index.date_facts import (
        Meeting,
        MeetingMention,
        Office,
        OfficeMention,
        ReportFacts,
    )
    from servanda.store.index.index import RecordIndex

__all__ = ["DateChange", "Known", "date_again"]


_PAIR = ConsultationForm.TWO_PLUS_TWO.value
_ANY_DAY = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What an update knows of offices, meetings and names, as long as nobody else changes the index."""

    offices: KnownOffices
    meetings: KnownMeetings
    names: KnownNames

    @classmethod
    def of(cls, record: Record) -> Known:
        """Begin with nothing but the index of a record to ask."""
        index = record.index
        return cls(KnownOffices(index), KnownMeetings(index), KnownNames(record.entities))


@dataclass(frozen=True, slots=True)
class DateChange:
    """Some reports whose facts change: as the index has them (`offices`, ...), and as they are now.

    `facts` are those of the `changed` reports, which the record does not hold yet.
    """

    index: RecordIndex
    known: Known
    changed: frozenset[str]
    facts: Sequence[ReportFacts]
    offices: Sequence[OfficeMention]
    meetings: Sequence[MeetingMention]
    wordings: Mapping[str, Wording]

    @classmethod
    def of(
        cls,
        index: RecordIndex,
        known: Known,
        changed: Collection[str],
        facts: Sequence[ReportFacts],
    ) -> DateChange:
        """Look up what the index has of the reports that change."""
        return cls(index, known, frozenset(changed), facts, *index.own(changed))

    def dated_otherwise(self) -> frozenset[str]:
        """Return the other reports that may be dated otherwise, once these changed."""
        return frozenset({*self.by_offices(), *self.by_meetings(), *self.by_copies()})

    def keep(self) -> None:
        """Learn that the index has taken the change."""
        self.known.offices.keep(self.offices, self.facts)
        self.known.meetings.keep(self.meetings, self.facts)
        self.known.names.keep()

    def by_offices(self) -> Iterator[str]:
        """Yield the reports to which an office-holder now says something else of their date."""
        now: defaultdict[Office, list[OfficeMention]] = defaultdict(list)
        for facts in self.facts:
            for one in facts.offices:
                now[one.office].append(one)
        mentions = (*self.offices, *(one for group in now.values() for one in group))
        concerned = {one.office for one in mentions if one.seen or one.since or one.until}
        for office in sorted(self.known.offices.asked(concerned)):
            before, after = self.known.offices.change(
                office, self.changed, self.offices, now[office]
            )
            for report, source, person in before.asks:
                if report in self.changed:
                    continue
                was = before.holders.answer(office, person, source)
                if was != after.holders.answer(office, person, source):
                    yield report

    def by_meetings(self) -> Iterator[str]:
        """Yield the reports whose consultation the record now knows another day of, or none."""
        now = [one for facts in self.facts for one in facts.meetings if one.day]
        likes = {one.meeting for one in (*self.meetings, *now) if one.day}
        found = _Events(self.index, self.known.meetings)
        for ask in self._asking(likes):
            if found.scattered(ask, without=self.changed):
                continue
            events = found.all(ask)
            kept = [one for one in events if one.report not in self.changed]
            if _tellings(ask, events) != _tellings(ask, [*kept, *now]):
                yield ask.report

    def _asking(self, likes: Collection[Meeting]) -> list[MeetingMention]:
        """Return the mentions, of other reports, that may be of one of these meetings."""
        words: defaultdict[str, set[str]] = defaultdict(set)
        by_word: defaultdict[str, list[Meeting]] = defaultdict(list)
        for like in likes:
            words[like.parties].update(last for _, _, last in like.people)
            for word in like.words:
                by_word[word].append(like)
        asked: dict[str, MeetingMention] = {}
        for parties, some in words.items():
            asked |= self.known.meetings.asking(some, parties=parties)
        asked |= self.known.meetings.asking({like.pair for like in likes}, form=_PAIR)
        return [
            one
            for one in asked.values()
            if one.report not in self.changed
            and any(
                _fits(like, one.meeting)
                for word in _sought(one.meeting)
                for like in by_word.get(word, ())
            )
        ]

    def by_copies(self) -> Iterator[str]:
        """Yield the reports that had, or now have, a dated copy among those changed."""
        for was in self.wordings.values():
            if was.fine:
                yield from self.index.near(was, may_copy, asks=True)
        mine = {one.report: one.wording for one in self.facts if one.wording and one.wording.fine}
        near, wordings = self.index.near_each(mine, may_copy, asks=True)
        for report, others in near.items():
            for one in others:
                if reprinted(wordings[one], mine[report]):
                    yield one


# -- what offices and meetings say -------------------------------------------------------------


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


class _Events:
    """The meetings with a day that others may be, each loaded once."""

    def __init__(self, index: RecordIndex, known: KnownMeetings) -> None:
        self._index = index
        self._known = known
        self._all: dict[Meeting, list[MeetingMention]] = {}

    def all(self, ask: MeetingMention) -> list[MeetingMention]:
        """Return all that may be this one."""
        if ask.meeting not in self._all:
            words = _sought(ask.meeting)
            self._all[ask.meeting] = self._index.meetings(ask.meeting, words)
        return self._all[ask.meeting]

    def scattered(self, ask: MeetingMention, without: Collection[str] = ()) -> bool:
        """Whether the first few alone, but those of some reports, are of more days than one event.

        Then nothing tells which of them it is, however many there are besides.
        """
        first = self._known.first(ask.meeting, _sought(ask.meeting))
        days = {day for day, one in _fitting(ask, first) if one.report not in without}
        return bool(days) and not within_a_day(sorted(days))


def _tellings(ask: MeetingMention, events: Iterable[MeetingMention]) -> dict[str, str]:
    """Return what dates a report: claims of one day, or of two that follow, with their reports.

    Empty where there are none, and where they are of more days: then nothing tells which.
    """
    found = list(_fitting(ask, events))
    if not within_a_day(sorted({day for day, _ in found})):
        return {}
    return {one.claim: one.report for _, one in found}


def _fitting(
    ask: MeetingMention, events: Iterable[MeetingMention]
) -> Iterator[tuple[date, MeetingMention]]:
    """Go through the events that a report may tell of, each with its day."""
    return (
        (one.day, one)
        for one in events
        if one.day is not None
        and one.report != ask.report
        and ask.weekday in (_ANY_DAY, one.day.isoweekday())
        and _asks_for(ask.meeting, one.meeting)
    )


# -- dating ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _OtherReports:
    """What all reports say to some that have no day: of offices, and of meetings by claim."""

    offices: KnownOffices
    claims: dict[str, Collection[str]] = field(default_factory=dict)

    def answer(self, key: Key, person: str, report: str) -> Answer:
        """Return what all reports but one, by its name, say of a person in an office."""
        from servanda.store.index.date_facts import Office

        return self.offices.of(Office(*key)).holders.answer(key, person, report)

    def tellings(self, one: ResolvedClaim) -> Collection[str]:
        """Return the claims of what a consultation may be."""
        return self.claims.get(one.claim.id, ())


def date_again(record: Record, known: Known, reports: Collection[str]) -> Mapping[str, Dating]:
    """Date some reports by their own words, and by all that others say: `known` has the offices."""
    index = record.index
    offices, meetings, wordings = index.own(reports)
    asking = [one for one in meetings if one.weekday is not None]
    waiting = {report: one for report, one in wordings.items() if one.open}
    open_ = {*waiting, *_reports(asking), *_reports(one for one in offices if one.asks)}
    heads = record.view(as_read=True, among=set(reports) - open_).headers()
    datings: dict[str, Dating] = {head.id: head.dating for head in heads}
    if not open_:
        return datings
    heard = _OtherReports(known.offices)
    beside = _copies(index, waiting)
    events = _Events(index, known.meetings)
    for ask in asking:
        found = {} if events.scattered(ask) else _tellings(ask, events.all(ask))
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
