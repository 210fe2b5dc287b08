"""What follows from each report alone: how it names persons, what it says of dates, its phrases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.analysis.indexed.phrase_keys import KINDS, phrases_of
from servanda.dating.by_record import by_report, states_day
from servanda.dating.copy_dates import bears_day, names_of, reprint, worth
from servanda.dating.event_dates import asks_of, known_day, last_word, pair_of
from servanda.dating.tenure_facts import Key, holding, outright, sightings, terms
from servanda.dating.textual_clues import is_scraped
from servanda.model import Consultation, Report, ReportId, ResolvedClaim
from servanda.resolution.near_duplicate_signature import needed
from servanda.resolution.near_duplicates import Signature, keys, signature
from servanda.resolution.person_mentions import NAMING, Alias, mentions
from servanda.resolution.persons.roster import Roster
from servanda.store.index.copy_signatures import Shape, Wording
from servanda.store.index.date_facts import (
    Meeting,
    MeetingMention,
    Office,
    OfficeMention,
    ReportFacts,
)

if TYPE_CHECKING:
    from datetime import datetime

    from servanda.store import Entities, Record
    from servanda.store.index.entities import NameRow as Plain

__all__ = ["called", "may_copy", "meeting_of", "report_facts", "reprinted", "roster_of"]


def report_facts(
    record: Record, reports: Collection[str], then: datetime | None = None
) -> tuple[ReportFacts, ...]:
    """Return what follows from each of some reports, of those that stand, or stood `then`.

    Names and phrases are those of the claims as persons have judged them; what dates others is taken
    from the claims as read, with the date that each report's own words give.
    """
    judged = record.view(recorded_by=then, among=reports).claims({*NAMING, *KINDS})
    named = _names(one for one in judged if one.claim.kind in NAMING)
    said = by_report(judged)
    told = record.view(recorded_by=then, as_read=True, among=reports)
    found = told.reports()
    texts = {report.id: report.text.content for report in found}
    held = by_report(outright(told.claims(kind="tenure"), texts))
    met = by_report(told.claims(kind="consultation"))
    return tuple(
        replace(
            _facts(report, held[report.id], met[report.id], named.get(report.id, frozenset())),
            phrases=phrases_of(report, said[report.id]),
        )
        for report in found
    )


def _facts(
    report: Report,
    held: Sequence[ResolvedClaim],
    met: Sequence[ResolvedClaim],
    names: frozenset[Plain],
) -> ReportFacts:
    open_ = report.relevant and not states_day(report.dating)
    return ReportFacts(
        report.id,
        open_,
        names,
        tuple(_office_mentions(report, held, open_=open_)),
        tuple(_meeting_mentions(report, met, open_=open_)),
        _wording(report, names_of(held), open_=open_),
    )


# -- names -------------------------------------------------------------------------------------


def _names(claims: Iterable[ResolvedClaim]) -> dict[str, frozenset[Plain]]:
    found: defaultdict[str, set[Plain]] = defaultdict(set)
    for one in mentions(claims):
        found[one.claim.claim.report].add(_plain(one.alias))
    return {report: frozenset(names) for report, names in found.items()}


def _plain(one: Alias) -> Plain:
    return one.name, one.office or "", one.party or "", one.introduces


def called(names: Iterable[Plain]) -> set[Alias]:
    """Return names as an index has them as ways of naming people."""
    return {Alias(name, office or None, party or None, one) for name, office, party, one in names}


def roster_of(entities: Entities) -> Roster:
    """Return the roster of all persons whom reports name."""
    return Roster(called(entities.names()))


# -- offices -----------------------------------------------------------------------------------


def _office_mentions(
    report: Report, held: Sequence[ResolvedClaim], *, open_: bool
) -> Iterator[OfficeMention]:
    when, sure = report.dating.when, not is_scraped(report.dating)
    first, last = (when.earliest, when.latest) if when else (None, None)
    seen = {_named(key, one.person) for key, one in sightings(held)} if sure else set()
    asks = {_named(key, body.person) for key, body, _ in holding(held)} if open_ else set()
    for office, person in sorted(seen | asks):
        yield OfficeMention(
            office,
            person,
            report.id,
            report.name,
            (office, person) in seen,
            (office, person) in asks,
            first,
            last,
        )
    if sure:
        for key, one in terms(held):
            yield OfficeMention(
                Office(*key),
                one.person,
                report.id,
                report.name,
                first=first,
                last=last,
                since=one.since,
                until=one.until,
            )


def _named(key: Key, person: str) -> tuple[Office, str]:
    return Office(*key), person


# -- meetings ----------------------------------------------------------------------------------


def _meeting_mentions(
    report: Report, met: Sequence[ResolvedClaim], *, open_: bool
) -> Iterator[MeetingMention]:
    sure = not is_scraped(report.dating)
    for one in met:
        body = one.claim.body
        if not isinstance(body, Consultation):
            continue
        day = known_day(one) if sure else None
        weekday = asks_of(body) if open_ else None
        if day is not None or weekday is not None:
            yield MeetingMention(meeting_of(body), one.claim.id, report.id, day, weekday)


def meeting_of(body: Consultation) -> Meeting:
    """Return by what a consultation is told from others."""
    people = tuple((p.name, p.party or "", last_word(p.name)) for p in body.participants)
    return Meeting(body.form.value, pair_of(body), people)


# -- copies ------------------------------------------------------------------------------------


def _wording(report: Report, people: Collection[str], *, open_: bool) -> Wording | None:
    made = signature(report)
    passages: list[int] = keys(made).tolist()
    if not passages:
        return None
    return Wording(
        report.wire or "",
        made.day,
        made.words,
        made.marks,
        made.facts,
        bool(people) and bears_day(report.dating),
        bool(people) and open_,
        frozenset(people),
        tuple(passages),
    )


def may_copy(one: Shape, other: Shape, shared: int) -> bool:
    """Whether two reports that share so many passages can be copies: then their words tell."""
    least = min(one.passages, other.passages)
    return 0 < needed(least) <= shared and worth(one.people, other.people)


def reprinted(one: Wording, other: Wording) -> bool:
    """Whether one report is a reprint of the other, as far as their signatures tell."""
    mine, theirs = _signature(one), _signature(other)
    return bool(reprint((mine, one.wire), (theirs, other.wire)))


def _signature(one: Wording) -> Signature:
    return Signature("", ReportId(""), one.day, one.words, one.marks, one.facts)
