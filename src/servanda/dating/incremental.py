"""Dating a record again: what a few new reports tell is kept, and asked by those it may concern.

What dates what is decided by `servanda.dating.by_record`, here as everywhere; only the reports it
is given are fewer. Each report that states no day has asked who held an office when, and what is
known of a meeting; who now gets another answer, or has a new copy, is dated again. So the answers
are those of dating everything anew, `tests/follow/test_redating_kept.py` holds the two to each
other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from servanda.dating.by_record import redatings
from servanda.dating.event_dates import asks_of
from servanda.dating.kept_meetings import KeptMeetings
from servanda.dating.office_dates import Answer, KeptTerms
from servanda.dating.tenure_facts import Key
from servanda.dating.witnesses import may_copy, meeting_of, reprinted, witnesses
from servanda.model import Consultation, Dating, ResolvedClaim

if TYPE_CHECKING:
    from servanda.store import Record
    from servanda.store.index.clue_queries import Asked
    from servanda.store.index.clue_rows import Meeting, Stirred
    from servanda.store.index.date_clues import Answers, ClueNews

__all__ = ["WAY", "Progress", "redate_record"]


Progress = Callable[[int, int | None, str], None]
"""Called with how many reports are done, how many there are in all, and what is being done."""

WAY = "3"
"""The version of what is kept of each report. Raised whenever other entities are kept of it."""
_FEW = 100  # changed reports whose clues are kept at once
_BATCH = 200  # reports held in memory while all are gone through
_TRIES = 10  # while others keep changing the record


def redate_record(
    record: Record, *, at: datetime, everything: bool = False, on_progress: Progress | None = None
) -> int:
    """Date reports again by all that the record knows; return how many dates changed.

    See `servanda.pipeline.redate`.
    """
    changed = failed = 0
    while failed < _TRIES:
        news = record.clues.news(WAY)
        if everything:
            news = replace(news, reports=None)
        kept = _keep(record, news, on_progress)
        everything = everything and not kept
        stirred = record.clues.stirred() if kept else None
        if stirred is None:
            failed += 1  # others were first; what they left is seen next time
            continue
        if not stirred:
            return changed
        done = _dated(record, stirred, at, on_progress)
        failed += done is None
        changed += done or 0
    return changed  # others change it all the while: who comes last does it for all


def _keep(record: Record, news: ClueNews, on_progress: Progress | None) -> bool:
    """Keep what changed reports tell; False where another process was first."""
    clues = record.clues
    few = news.reports is not None and len(news.reports) <= _FEW
    if few and news.reports:
        found = witnesses(record.view(as_read=True, among=news.reports))
        if not clues.keep(news.mark, news.reports, found, may_copy, news=news):
            return False
    elif not few and not clues.note(news):
        return False
    total = 0
    while True:
        mark, reports, left = clues.pending(_BATCH)
        if not reports:
            return True
        total = max(total, left)
        found = witnesses(record.view(as_read=True, among=reports))
        if not clues.keep(mark, reports, found, may_copy):
            return False
        if on_progress is not None:
            on_progress(total - left + len(reports), total, "what tells the dates of others")


def _dated(
    record: Record, stirred: Stirred, at: datetime, on_progress: Progress | None
) -> int | None:
    """Date what was stirred; None where another process was first."""
    with record.clues.asking() as asked:
        waiting = sorted(_concerned(asked, stirred))
    changed, done = 0, stirred
    for start in range(0, max(len(waiting), 1), _BATCH):
        batch, more = waiting[start : start + _BATCH], waiting[start + _BATCH :]
        answers, datings = _again(record, batch)
        once = record.clues.weigh(done, datings, answers, more=() if start else more, at=at)
        if once is None:
            return None
        changed += once
        done = replace(stirred, seats=(), meetings=(), copies=(), reports=more[:_BATCH])
        if on_progress is not None and more:
            on_progress(start + len(batch), len(waiting), "dates")
    return changed


def _concerned(asked: Asked, stirred: Stirred) -> set[int]:
    """Return the open reports that were stirred, or would get another answer than they did."""
    found = set(stirred.reports)
    terms = KeptTerms(asked)
    for office in sorted(asked.offices(stirred.seats)):
        for report, name, _, person, last in asked.asking_of(office):
            if report not in found and last != _hash(terms.answer(office, person, report, name)):
                found.add(report)
    meetings = KeptMeetings(asked)
    for asking in meetings.awaiting(stirred.meetings):
        if asking[0] not in found and asking[-1] != _hash(meetings.tellings(asking)):
            found.add(asking[0])
    pairs = [pair for pair in stirred.copies if pair[0] not in found]
    words = asked.wordings({report for pair in pairs for report in pair})
    for report, other in pairs:
        if report in words and other in words and reprinted(words[report], words[other]):
            found.add(report)
    return found


@dataclass(slots=True)
class _Heard:
    """What some reports were told; of one that was read anew meanwhile, nothing yet.

    Of offices by party and office, person and their own name; of meetings by their own id, the
    meeting and its weekday.
    """

    answers: dict[tuple[Key, str, str], Answer] = field(default_factory=dict)
    claims: dict[tuple[str, Meeting, int], frozenset[str]] = field(default_factory=dict)

    def answer(self, key: Key, person: str, report: str) -> Answer:
        """Return what all reports but one tell of a person in an office."""
        return self.answers.get((key, person, report), Answer())

    def tellings(self, one: ResolvedClaim) -> Collection[str]:
        """Return the claims that tell of what a consultation may be."""
        body = one.claim.body
        weekday = asks_of(body) if isinstance(body, Consultation) else None
        if not isinstance(body, Consultation) or weekday is None:
            return ()
        return self.claims.get((one.claim.report, meeting_of(body), weekday), ())


def _again(record: Record, batch: Sequence[int]) -> tuple[Answers, Mapping[str, Dating]]:
    """Date some reports again; return that, and what they were told."""
    from servanda.store.index.date_clues import Answers

    heard = _Heard()
    seats: dict[tuple[int, int], int] = {}
    tellings: dict[tuple[int, int, int], int] = {}
    beside: set[int] = set()
    with record.clues.asking() as asked:
        ids, own = asked.open_reports(batch)
        terms, meetings = KeptTerms(asked), KeptMeetings(asked)
        for office, (report, name, seat, person, _) in asked.asked_by(batch):
            answer = terms.answer(office, person, report, name)
            heard.answers[(office.party, office.key, office.single), person, name] = answer
            seats[report, seat] = _hash(answer)
        awaiting = asked.awaited_by(batch)
        wanted = asked.meetings({asking[1] for asking in awaiting})
        for asking in awaiting:
            found = meetings.tellings(asking)
            tellings[asking[:3]] = _hash(found)
            mine = ids[asking[0]], wanted[asking[1]], asking[2]
            heard.claims[mine] = frozenset(claim for _, claim, _ in found)
            beside.update(report for _, _, report in found)
        for report in ids:
            near = asked.dated_like(report, may_copy)
            words = asked.wordings({report, *near})
            beside.update(other for other in near if reprinted(words[report], words[other]))
        others = {one[0] for one in asked.reports(beside).values()}
    only = frozenset(ids.values())
    datings = {head.id: head.dating for head in record.view(as_read=True, among=own).headers()}
    if only:
        view = record.view(as_read=True, among=only | others)
        datings |= redatings(view, only=only, heard=heard)
    return Answers(seats, tellings), datings


def _hash(found: object) -> int:
    """Return a hash of an answer, as a signed 64-bit number, the same in every process."""
    made = blake2b(repr(found).encode(), digest_size=8).digest()
    return int.from_bytes(made, "big", signed=True)
