"""Redating: what the rest of a record adds to the date of a report whose day is not stated.

Everything here starts from what each report says by its own words (a view made `as_read`), never
from a date that was itself worked out from other reports. So the answer is the same whatever was
read first, and asking twice changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from servanda.dating.by_own_words import date_report
from servanda.dating.copy_dates import Copies, names_of
from servanda.dating.day_sets import ALL, mask_of
from servanda.dating.event_dates import Events
from servanda.dating.office_dates import Known, Terms, known_terms, office_clues, offices_of
from servanda.dating.tenure_facts import outright
from servanda.dating.textual_clues import Clue, is_scraped
from servanda.model import Basis, DateMention, Dating, Report, ResolvedClaim, TimeRef

__all__ = ["Heard", "Told", "by_report", "redatings", "states_day"]


class Heard(Terms, Protocol):
    """What was asked of all reports beforehand: who held which office, and of which meetings."""

    def tellings(self, one: ResolvedClaim) -> Collection[str]:
        """Return the claims that tell of what a consultation of an undated report may be."""
        ...


class Told(Protocol):
    """What is asked of a view whose reports bear the dates that their own words give."""

    def reports(self) -> tuple[Report, ...]:
        """Return every report with its text."""
        ...

    def claims(
        self, kind: str | None = None, report: str | None = None
    ) -> tuple[ResolvedClaim, ...]:
        """Return the claims of a kind or of a report, their times resolved."""
        ...


def redatings(
    told: Told, *, only: Collection[str] | None = None, heard: Heard | None = None
) -> Mapping[str, Dating]:
    """Return the dating of every report by its id (or of `only` those), with the record's help.

    `told` is a view made `as_read`, of all reports, or of `only` some with those that may be their
    copies and tell of the same meetings; then `heard` is what else all reports tell. A report that
    the others say nothing of keeps its own dating; a stated day is never changed. Reasons name the
    report they rest on; what does not agree with the report's own words is a conflict and has no
    effect.
    """
    reports = told.reports()
    evidence = _Evidence(told, reports, heard)
    return {
        report.id: _redated(report, told, evidence)
        for report in reports
        if only is None or report.id in only
    }


class _Evidence:
    """What the reports of a view say of each other's dates."""

    def __init__(self, told: Told, reports: Sequence[Report], heard: Heard | None) -> None:
        texts = {report.id: report.text.content for report in reports}
        tenures = outright(told.claims(kind="tenure"), texts)
        consultations = told.claims(kind="consultation")
        sure = {report.id for report in reports if not is_scraped(report.dating)}
        self._offices = heard or offices_of([one for one in tenures if one.claim.report in sure])
        self._events = Events(one for one in consultations if one.claim.report in sure)
        self._held, self._met = by_report(tenures), by_report(consultations)
        self._copies = Copies(reports, {one.id: names_of(self._held[one.id]) for one in reports})
        self._among = heard.tellings if heard else None

    def clues(self, report: Report) -> list[Clue]:
        """Return what the others say of a report's date."""
        return [
            *self._copies.clues(report),
            *office_clues(self._offices, self._held[report.id]),
            *self._events.clues(self._met[report.id], self._among),
        ]

    def known(self, report: Report) -> Sequence[Known]:
        """Return the stated terms of those whom a report names."""
        return known_terms(self._offices, self._held[report.id])


def _redated(report: Report, told: Told, evidence: _Evidence) -> Dating:
    if states_day(report.dating) or not report.relevant:
        return report.dating
    clues = evidence.clues(report)
    if not any(_cuts(clue, report.dating) for clue in clues):
        return report.dating
    return _again(report, _refs(told, report.id), clues, evidence.known(report))


def _refs(told: Told, report: str) -> list[TimeRef]:
    """Return the time expressions that a report's dates rest on."""
    bodies = (one.claim.body for one in told.claims(kind="date", report=report))
    return [body.ref for body in bodies if isinstance(body, DateMention)]


def by_report(claims: Iterable[ResolvedClaim]) -> defaultdict[str, list[ResolvedClaim]]:
    """Part claims into those of each report, by its id."""
    found: defaultdict[str, list[ResolvedClaim]] = defaultdict(list)
    for one in claims:
        found[one.claim.report].append(one)
    return found


def states_day(dating: Dating) -> bool:
    """Whether a report's own words or its source give the day: then no other report can."""
    stated = dating.basis is Basis.STATED and not is_scraped(dating)
    return stated and dating.when is not None and dating.when.is_day


def _cuts(clue: Clue, dating: Dating) -> bool:
    """Whether a clue leaves out a day that the report's own words admit."""
    return dating.when is None or bool(mask_of(dating.when) & ~clue.days)


def _again(
    report: Report, refs: Sequence[TimeRef], clues: Sequence[Clue], known: Sequence[Known]
) -> Dating:
    """Date a report by its own words and by those of these clues that agree with them."""
    own = report.dating.when
    days = ALL if own is None else mask_of(own)
    fitting = [clue for clue in clues if days & clue.days]
    against = [
        f"{clue.reason}: its own words say otherwise" for clue in clues if clue not in fitting
    ]
    dating = date_report(report.text, refs, tenures=() if against else known, extra=fitting)
    when = dating.when
    if own is not None and (when is None or not own.covers(when)):
        dating = report.dating
    return replace(dating, conflicts=(*dating.conflicts, *against))
