"""What each report tells of the dates of others, and what may date it: read once, kept by the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from servanda.dating.by_record import Told, by_report, states_day
from servanda.dating.copy_dates import bears_day, names_of, reprint, worth
from servanda.dating.event_dates import asks_of, known_day, last_word, pair_of
from servanda.dating.tenure_facts import Key, holding, outright, sightings, terms
from servanda.dating.textual_clues import is_scraped
from servanda.model import (
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Participant,
    Report,
    ReportId,
    ResolvedClaim,
)
from servanda.resolution.near_duplicate_signature import needed
from servanda.resolution.near_duplicates import Signature, keys, signature
from servanda.store.index.clue_rows import Meeting, Office, Seat, Shape, Witness, Wording

__all__ = ["consultation_of", "may_copy", "meeting_of", "reprinted", "witnesses"]


def witnesses(told: Told) -> tuple[Witness, ...]:
    """Return what each report of a view made `as_read` tells by its own words alone."""
    reports = told.reports()
    texts = {report.id: report.text.content for report in reports}
    held = by_report(outright(told.claims(kind="tenure"), texts))
    met = by_report(told.claims(kind="consultation"))
    return tuple(_witness(report, held[report.id], met[report.id]) for report in reports)


def _witness(
    report: Report, held: Sequence[ResolvedClaim], met: Sequence[ResolvedClaim]
) -> Witness:
    dating, people = report.dating, names_of(held)
    when, sure = dating.when, not is_scraped(dating)
    fine, open_ = bears_day(dating), report.relevant and not states_day(dating)
    return Witness(
        report.id,
        report.name,
        when.earliest if when else None,
        when.latest if when else None,
        fine,
        open_,
        people,
        *(_worded(report) if people and (fine or open_) else ((), None)),
        tuple(_seat(key, one.person) for key, one in sightings(held)) if sure else (),
        tuple((_seat(key, one.person), one.since, one.until) for key, one in terms(held))
        if sure
        else (),
        tuple(_days(met)) if sure else (),
        frozenset(_seat(key, body.person) for key, body, _ in holding(held))
        if open_
        else frozenset(),
        frozenset(_awaited(met)) if open_ else frozenset(),
    )


def _seat(key: Key, person: str) -> Seat:
    return Seat(Office(*key), person)


def _worded(report: Report) -> tuple[tuple[int, ...], Wording | None]:
    made = signature(report)
    passages: list[int] = keys(made).tolist()
    if not passages:
        return (), None
    kept = Wording(report.wire or "", made.day, made.words, made.marks, made.facts)
    return tuple(passages), kept


def reprinted(one: Wording, other: Wording) -> bool:
    """Whether one report is a reprint of the other, as far as what is kept of both tells."""
    mine, theirs = _signature(one), _signature(other)
    return bool(reprint((mine, one.wire), (theirs, other.wire)))


def _signature(one: Wording) -> Signature:
    return Signature("", ReportId(""), one.day, one.words, one.marks, one.facts)


def _days(met: Sequence[ResolvedClaim]) -> Iterator[tuple[Meeting, date, str]]:
    for one in met:
        body, day = one.claim.body, known_day(one)
        if isinstance(body, Consultation) and day is not None:
            yield meeting_of(body), day, one.claim.id


def _awaited(met: Sequence[ResolvedClaim]) -> Iterator[tuple[Meeting, int]]:
    for one in met:
        body = one.claim.body
        weekday = asks_of(body) if isinstance(body, Consultation) else None
        if isinstance(body, Consultation) and weekday is not None:
            yield meeting_of(body), weekday


def meeting_of(body: Consultation) -> Meeting:
    """Return by what a consultation is told from others."""
    people = tuple((p.name, p.party or "", last_word(p.name)) for p in body.participants)
    return Meeting(body.form.value, pair_of(body), people)


def consultation_of(one: Meeting) -> Consultation:
    """Return a consultation of these people, or states, in this form."""
    people = tuple(Participant(name, None, party or None) for name, party, _ in one.people)
    states = tuple(one.pair.split("|")) if one.pair else ()
    form, status = ConsultationForm(one.form), ConsultationStatus.HELD
    return Consultation(form, status, people, states)


def may_copy(one: Shape, other: Shape, shared: int) -> bool:
    """Whether two reports that share so many passages can be copies: then their words tell."""
    least = min(one.passages, other.passages)
    return 0 < needed(least) <= shared and worth(one.people, other.people)
