"""A dossier: all that the record holds on a relation in a period, gathered for one report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from servanda.analysis.answers import BoardRow, Entry, IncidentRow, UnitRow
from servanda.analysis.dated_entries import timeline
from servanda.analysis.descriptions import parties
from servanda.analysis.incident_board import incidents
from servanda.analysis.unit_board import units
from servanda.export.scope import Scope
from servanda.model import (
    ClaimId,
    CommitmentStatus,
    Consultation,
    Grade,
    Report,
    ResolvedClaim,
    Scale,
    When,
)
from servanda.model.parties import lies_between
from servanda.resolution import OfficeSpan
from servanda.world.country_codes import party_name

__all__ = ["Dossier", "Graded", "Relation"]


_STATUS = CommitmentStatus
_NONE = frozenset[str]()
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Relation:
    """Which parties a report is about (by code) and which days (both included).

    Without parties it is about all of them; None leaves that side of the period open.
    """

    parties: frozenset[str] = _NONE
    since: date | None = None
    until: date | None = None

    def between(self, sides: Iterable[str]) -> bool:
        """Whether what these sides share belongs to the relation: all its parties take part, or no other does."""
        found = frozenset(sides)
        return lies_between(found, self.parties) or (bool(found) and found <= self.parties)

    def touches(self, sides: Iterable[str]) -> bool:
        """Whether one of the relation's parties is among `sides`."""
        return lies_between(sides, self.parties, of_one=True)

    def holds(self, times: Iterable[When | None]) -> bool:
        """Whether one of these times may lie in the period; without any time it may."""
        if self.since is None and self.until is None:
            return True
        window = When.between(self.since, self.until)
        known = [when for when in times if when is not None]
        return not known or any(when.meets(window) for when in known)


@dataclass(frozen=True, slots=True)
class Graded:
    """A source: the report, its number in the dossier, and the grades it was given."""

    number: int
    report: Report
    reliability: str | None
    credibility: str | None
    copy_of: str | None


class Dossier:
    """What a report shows, each part narrowed to the relation and the period."""

    def __init__(self, scope: Scope, relation: Relation) -> None:
        self.scope = scope
        self.relation = relation
        self.today = scope.today

    @cached_property
    def rows(self) -> tuple[BoardRow, ...]:
        """The commitments, earliest deadline first."""
        return tuple(row for row in self.scope.rows if self._promised(row))

    def of(self, *statuses: CommitmentStatus) -> list[BoardRow]:
        """Pick the commitments of some statuses."""
        return [row for row in self.rows if row.status in statuses]

    @cached_property
    def overdue(self) -> list[BoardRow]:
        """Those whose last day has passed without a report that they were done."""
        return self.of(_STATUS.OVERDUE)

    @cached_property
    def dated(self) -> list[BoardRow]:
        """Those with a deadline still ahead."""
        return [r for r in self.of(_STATUS.DUE, _STATUS.PLANNED) if r.due and r.due.latest]

    @cached_property
    def open(self) -> list[BoardRow]:
        """Those without a deadline that are not reported as done or dropped."""
        ahead = self.of(_STATUS.DUE, _STATUS.PLANNED, _STATUS.UNKNOWN)
        return [row for row in ahead if row not in self.dated]

    @cached_property
    def consultations(self) -> list[Entry]:
        """Consultations between the parties, held, announced or called off, in order."""
        kinds = [entry for entry in self._timeline if entry.kind == "consultation"]
        return [e for e in kinds if self._belongs(self._sides(e), e.reports)]

    @cached_property
    def changes(self) -> list[Entry]:
        """Dated changes of commands and units, in order."""
        return [e for e in self._timeline if e.kind == "structure" and self._touched(e)]

    @cached_property
    def incidents(self) -> list[IncidentRow]:
        """Incidents with one of the parties as actor or target, the latest first, with responses."""
        return [
            row
            for row in incidents(self.scope.resolution, self.today)
            if self.relation.touches(filter(None, (row.actor, row.target)))
            and self.relation.holds([row.when] if row.when else self._told(row.reports))
            and self.scope.keeps({"reports": list(row.reports), "parties": _sides(row)})
        ]

    @cached_property
    def units(self) -> list[UnitRow]:
        """Commands and units of the parties, as they stand on the day."""
        return [
            row
            for row in units(self.scope.resolution, self.today)
            if self._belongs([row.party] if row.party else [], row.reports)
            and self.relation.holds([row.when, row.due, *self._told(row.reports)])
        ]

    @cached_property
    def offices(self) -> list[OfficeSpan]:
        """Who held which office of the parties in the period, by party, office and time."""
        spans = [
            span
            for span in self.scope.resolution.offices
            if span.party is not None
            and self.relation.touches([span.party])
            and self.relation.holds([_held(span)])
        ]
        return sorted(spans, key=lambda s: (s.party or "", s.office, _began(s), s.name))

    @cached_property
    def sources(self) -> list[Graded]:
        """The reports that something in the dossier rests on, by date, numbered from 1."""
        named = self._cited
        reports = [one for one in self.scope.every_report if one.name in named]
        reports.sort(key=_appeared)
        copies = {c.report: c.of for c in self.scope.resolution.copies if c.of != c.report}
        grades = self._grades
        return [
            Graded(
                number,
                report,
                next((g for name in _source(report) if (g := grades.get((_REL, name)))), None),
                grades.get((_CRED, report.name.casefold())),
                copies.get(report.name),
            )
            for number, report in enumerate(reports, 1)
        ]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of every source, by the report's name."""
        return {one.report.name: one.number for one in self.sources}

    def evidence(self, claims: Iterable[ClaimId], status: str = "") -> ResolvedClaim | None:
        """Pick the claim to quote: the first that gives this status, else the first of all."""
        found = [self.scope.resolution.claims[one] for one in claims]
        stated = (one for one in found if str(getattr(one.claim.body, "status", "")) == status)
        return next(stated, found[0] if found else None)

    @cached_property
    def claims(self) -> dict[str, tuple[ClaimId, ...]]:
        """The claims that each entity rests on, by its id, earliest report first."""
        return {entity.id: entity.claims for entity in self.scope.resolution.entities}

    @property
    def title(self) -> str:
        """The names of the relation's parties."""
        names = [party_name(code) for code in sorted(self.relation.parties)]
        return " – ".join(names) or "All parties in the record"

    # -- within ------------------------------------------------------------------------------

    @cached_property
    def _timeline(self) -> tuple[Entry, ...]:
        since, until = self.relation.since, self.relation.until
        return timeline(self.scope.resolution, since=since, until=until, today=self.today)

    @cached_property
    def _cited(self) -> set[str]:
        """The names of the reports that something in the dossier rests on."""
        named: list[Sequence[str]] = [row.reports for row in self.rows]
        named += [entry.reports for entry in (*self.consultations, *self.changes)]
        named += [row.reports for row in self.incidents]
        named += [answer.reports for row in self.incidents for answer in row.responses]
        named += [unit.reports for unit in self.units]
        named += [span.reports for span in self.offices]
        return {name for names in named for name in names}

    @cached_property
    def _grades(self) -> dict[tuple[Scale, str], str]:
        words = sorted(self.scope.words(), key=lambda pair: (pair[0].at, pair[0].id))
        return {
            (word.scale, word.subject.casefold()): word.value
            for word, undone in words
            if isinstance(word, Grade) and undone is None
        }

    def _sides(self, entry: Entry) -> set[str]:
        """List who took part in a consultation; with one side alone, the country it was in counts too."""
        sides = set(entry.parties)
        return sides if len(sides) > 1 else sides | self._hosts.get(entry.id, set())

    @cached_property
    def _hosts(self) -> dict[str, set[str]]:
        resolution = self.scope.resolution
        return {
            entity.id: {
                body.country
                for one in resolution.claims_of(entity)
                if isinstance(body := one.claim.body, Consultation) and body.country
            }
            for entity in resolution.of("consultation")
        }

    def _promised(self, row: BoardRow) -> bool:
        sides = (*row.obligors, *row.beneficiaries)
        times = [row.due, *(step.on for step in row.history if step.report)]
        return self._belongs(sides, row.reports) and self.relation.holds(times)

    def _belongs(self, sides: Iterable[str], reports: Iterable[str]) -> bool:
        """Whether something belongs to the relation.

        What one side does or says alone belongs to it if a report of it also reports something that
        all parties share: a state plans much that has nothing to do with this partner.
        """
        found = frozenset(sides)
        whom = self.relation.parties
        if len(whom) < _PAIR or whom <= found:
            return self.relation.between(found) or (not found and self._is_shared(reports))
        return found <= whom and self._is_shared(reports)

    def _is_shared(self, reports: Iterable[str]) -> bool:
        return not self.relation.parties or not self._shared.isdisjoint(reports)

    @cached_property
    def _shared(self) -> set[str]:
        """The reports of a consultation or a promise that all the parties share."""
        whom, resolution = self.relation.parties, self.scope.resolution
        entities = (*resolution.of("consultation"), *resolution.of("commitment"))
        return {
            name
            for entity in entities
            if whom <= {*parties(resolution.claims_of(entity)), *self._hosts.get(entity.id, ())}
            for name in entity.reports
        }

    def _touched(self, entry: Entry) -> bool:
        return not entry.parties or self.relation.touches(entry.parties)

    def _told(self, names: Sequence[str]) -> list[When | None]:
        return [self.scope.published(name) for name in names]


_REL, _CRED = Scale.RELIABILITY, Scale.CREDIBILITY


def _source(report: Report) -> list[str]:
    return [name.casefold() for name in (report.wire, report.publisher) if name]


def _sides(row: IncidentRow) -> list[str]:
    return [side for side in (row.actor, row.target) if side]


def _held(span: OfficeSpan) -> When | None:
    """Return the days that a term spans as far as is known: from its start or first mention to its last."""
    known = [w for w in (span.since, span.first_seen, span.last_seen, span.until) if w is not None]
    firsts = [when.earliest for when in known if when.earliest]
    lasts = [when.latest for when in known if when.latest]
    if not firsts or not lasts or max(lasts) < min(firsts):
        return None
    return When.between(min(firsts), max(lasts))


def _began(span: OfficeSpan) -> str:
    held = _held(span)
    return held.edtf if held else "~"


def _appeared(report: Report) -> tuple[str, str, str]:
    when = report.dating.when
    first = when.earliest if when else None
    return first.isoformat() if first else "~", when.edtf if when else "", report.name
