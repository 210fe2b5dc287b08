"""The rows of a printable report as plain words and numbers: what its templates show, and no markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from servanda.analysis.answers import BoardRow, IncidentRow, ResponseRow, UnitRow
from servanda.export.date_words import plural, said
from servanda.export.dossier import Dossier, Graded
from servanda.export.safe_text import one_line
from servanda.export.tables import scored
from servanda.export.timeline_drawing import Mark
from servanda.model import ClaimId, Commitment, CommitmentStatus, When
from servanda.model.decision import CREDIBILITY, RELIABILITY
from servanda.resolution import OfficeSpan
from servanda.world.country_codes import party_name

__all__ = [
    "Group",
    "board_groups",
    "called",
    "event_rows",
    "incident_rows",
    "office_groups",
    "source_rows",
    "unit_rows",
]


Row = TypeVar("Row")

_STATUS = CommitmentStatus
_WORDS = 320  # characters of a report's words
_KINDS = {
    "Consultations": "Consultation",
    "Incidents": "Incident",
    "Changes": "Change",
    "Deadlines": "Deadline",
}


@dataclass(frozen=True, slots=True)
class Status:
    """A status as shown: `look` is the shape and colour, `name` the words."""

    look: str
    name: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report, and the number of that source; None where it is not among the sources."""

    words: str
    source: int | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """A dated event; `row` is the id of the row that shows it in full, where there is one."""

    mark: Mark
    when: str
    kind: str
    status: Status | None
    row: str
    quote: Quote | None
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A commitment on the board; `extra` are its condition, target, beneficiaries and scores."""

    id: str
    due: str
    who: str
    what: str
    extra: tuple[str, ...]
    quote: Quote | None
    status: Status
    heard: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """Who held an office, and for how long as far as reports say."""

    title: str
    holder: str
    term: str
    named: str
    quote: Quote | None
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A command or unit, as it stands on the day."""

    id: str
    party: str
    unit: str
    change: str
    quote: Quote | None
    when: str
    status: Status
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ActRow:
    """An incident; `responses` are what answered it, each with when it did."""

    id: str
    when: str
    what: str
    place: str | None
    quote: Quote | None
    responses: tuple[tuple[str, str], ...]
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A report that something rests on; `url` only where it is a page's address."""

    number: int
    when: str
    basis: str
    title: str
    name: str
    url: str | None
    copy_of: str | None
    whence: str
    reliability: tuple[str, str] | None
    credibility: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Group(Generic[Row]):
    """Rows under one heading."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""
    timed: bool = True


# -- dated events ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Dated:
    """What an event of the list is made of, before it has its number."""

    lane: str
    when: When
    what: str
    look: str
    reports: tuple[str, ...]
    row: str = ""
    quote: Quote | None = None


def event_rows(dossier: Dossier) -> list[EventRow]:
    """List everything dated in order of time, numbered from 1: what the timeline draws, and the rest."""
    found = [*_consultations(dossier), *_incidents(dossier), *_changes(dossier)]
    found += _deadlines(dossier)
    found.sort(key=lambda e: (str(e.when.earliest or e.when.latest), str(e.when.latest), e.what))
    return [
        _event(dossier, Mark(number, one.lane, one.when, one.what, one.look), one)
        for number, one in enumerate(found, 1)
    ]


def _event(dossier: Dossier, mark: Mark, one: _Dated) -> EventRow:
    return EventRow(
        mark,
        said(mark.when),
        _KINDS[mark.lane],
        _state(mark),
        one.row,
        one.quote,
        _sources(dossier, one.reports),
    )


def _consultations(dossier: Dossier) -> Iterator[_Dated]:
    for entry in dossier.consultations:
        look = "planned" if entry.status == "proposed" else entry.status
        quote = _quote(dossier, dossier.claims.get(entry.id, ()), entry.status)
        what = _capital(entry.what)
        yield _Dated("Consultations", entry.when, what, look, entry.reports, quote=quote)


def _incidents(dossier: Dossier) -> Iterator[_Dated]:
    for row in dossier.incidents:
        if row.when is not None:
            yield _Dated("Incidents", row.when, _act(row), "held", row.reports, row.id)


def _changes(dossier: Dossier) -> Iterator[_Dated]:
    units = {unit.id for unit in dossier.units}
    for entry in dossier.changes:
        look = "held" if entry.status in ("done", "started") else "planned"
        shown = entry.id in units
        quote = None if shown else _quote(dossier, dossier.claims.get(entry.id, ()), entry.status)
        row = entry.id if shown else ""
        what = _capital(entry.what)
        yield _Dated("Changes", entry.when, what, look, entry.reports, row, quote)


def _deadlines(dossier: Dossier) -> Iterator[_Dated]:
    for row in dossier.rows:
        if row.due is not None and row.due.latest is not None:
            when = row.due if row.due.earliest else When.on(row.due.latest)
            yield _Dated("Deadlines", when, _promise(row), _look(row), row.reports, row.id)


def _look(row: BoardRow) -> str:
    if row.status in (_STATUS.DONE, _STATUS.PARTLY_DONE):
        return "done"
    if row.status is _STATUS.OVERDUE:
        return "overdue"
    return "cancelled" if row.status in (_STATUS.REVISED, _STATUS.DROPPED) else "planned"


def _state(mark: Mark) -> Status | None:
    if mark.lane == "Incidents":
        return None
    if mark.lane == "Changes":
        look = "done" if mark.look == "held" else mark.look
        return Status(look, look)
    names = {"planned": "ahead", "cancelled": "moved or dropped"}
    return Status(
        mark.look, names.get(mark.look, mark.look) if mark.lane == "Deadlines" else mark.look
    )


# -- the board -------------------------------------------------------------------------------


def board_groups(dossier: Dossier) -> list[Group[CommitmentRow]]:
    """Group the commitments by where they stand, the pressing ones first; no group is empty."""
    overdue = "The last day has passed and no report here says it was done."
    standing = "Standing undertakings. “Unknown” means that no report has spoken of it for a year."
    groups = (
        ("Overdue", dossier.overdue, overdue),
        ("With a deadline ahead", dossier.dated, ""),
        ("Done or begun", dossier.of(_STATUS.DONE, _STATUS.PARTLY_DONE), ""),
        ("Moved or dropped", dossier.of(_STATUS.REVISED, _STATUS.DROPPED), ""),
        ("Without a deadline", dossier.open, standing),
    )
    return [
        Group(
            title, tuple(_commitment(dossier, row) for row in rows), note, rows is not dossier.open
        )
        for title, rows, note in groups
        if rows
    ]


def _commitment(dossier: Dossier, row: BoardRow) -> CommitmentRow:
    first = next((step for step in row.history if step.words), None)
    return CommitmentRow(
        row.id,
        said(row.due) if row.due else "",
        called(row.obligors),
        _capital(row.what),
        tuple(_extra(dossier, row)),
        Quote(_cut(first.words), dossier.numbers.get(first.report)) if first else None,
        Status(row.status.value, row.status.value.replace("_", " ")),
        _heard(row),
        _sources(dossier, row.reports),
    )


def _extra(dossier: Dossier, row: BoardRow) -> Iterator[str]:
    bodies = [dossier.outlook.world.claims[one].claim.body for one in row.claims]
    targets = [body.target for body in bodies if isinstance(body, Commitment) and body.target]
    if row.condition:
        yield f"If: {row.condition}"
    for target in targets[:1]:
        yield f"Target: {target.quantity} {target.unit or ''}"
    if benefiting := dossier.outlook.beneficiaries(row):
        yield f"For: {called(benefiting)}"
    for score in dossier.outlook.compliance.get(row.id, ()):
        yield f"Compliance: {scored(score)}"


def _heard(row: BoardRow) -> str:
    if row.last_heard is None:
        return ""
    independent = plural(row.stories, "independent source")
    return f"{independent}; last report {said(row.last_heard)}"


# -- offices, units, incidents, sources ------------------------------------------------------


def office_groups(dossier: Dossier) -> list[Group[OfficeRow]]:
    """List who held which office, party by party."""
    return [
        Group(called([party or ""]), tuple(_office(dossier, span) for span in spans))
        for party, spans in groupby(dossier.offices, key=lambda span: span.party)
    ]


def _office(dossier: Dossier, span: OfficeSpan) -> OfficeRow:
    mark = "former" if span.former else "incoming" if span.incoming else ""
    named = said(span.first_seen)
    if span.last_seen is not None and span.last_seen != span.first_seen:
        named = f"{named} to {said(span.last_seen)}"
    since = f"since {said(span.since)}" if span.since else ""
    until = f"until {said(span.until)}" if span.until else ""
    return OfficeRow(
        span.title,
        f"{span.name} ({mark})" if mark else span.name,
        " ".join(filter(None, (since, until))) or "not said",
        named,
        _quote(dossier, span.claims),
        _sources(dossier, span.reports),
    )


def unit_rows(dossier: Dossier) -> list[ChangeRow]:
    """List the commands and units, as they stand."""
    return [_unit(dossier, row) for row in dossier.units]


def _unit(dossier: Dossier, row: UnitRow) -> ChangeRow:
    when = row.when or row.due
    return ChangeRow(
        row.id,
        called([row.party] if row.party else []),
        row.unit,
        _capital(row.change),
        _quote(dossier, row.claims, row.status),
        said(when) if when else "",
        Status(row.status, row.status),
        _sources(dossier, row.reports),
    )


def incident_rows(dossier: Dossier) -> list[ActRow]:
    """List the incidents, the latest first, each with what answered it."""
    return [
        ActRow(
            row.id,
            said(row.when),
            _act(row),
            row.place,
            _quote(dossier, row.claims),
            tuple(map(_response, row.responses)),
            _sources(dossier, row.reports),
        )
        for row in dossier.incidents
    ]


def _response(row: ResponseRow) -> tuple[str, str]:
    after = ""
    if row.days is not None:
        after = "the same day" if row.days == 0 else f"{plural(row.days, 'day')} later"
    when = ", ".join(filter(None, (said(row.when) if row.when else "", after)))
    return _capital(row.what), when


def source_rows(dossier: Dossier) -> list[SourceRow]:
    """List the sources, numbered as they are cited."""
    return [_source(one) for one in dossier.sources]


def _source(one: Graded) -> SourceRow:
    report = one.report
    basis = report.dating.basis.value if report.dating.when else "stated"
    page = report.url if (report.url or "").startswith(("http://", "https://")) else None
    whence = dict.fromkeys(filter(None, (report.wire, report.publisher)))
    return SourceRow(
        one.number,
        said(report.dating.when),
        "" if basis == "stated" else f"date {basis}",
        report.title or report.name,
        report.name,
        page,
        one.copy_of,
        ", ".join(whence) or "not named",
        _grade(one.reliability, RELIABILITY),
        _grade(one.credibility, CREDIBILITY),
    )


def _grade(value: str | None, words: dict[str, str]) -> tuple[str, str] | None:
    return None if value is None else (value, words[value])


# -- words -----------------------------------------------------------------------------------


def called(codes: Iterable[str]) -> str:
    """Name parties as people do: "Norway, NATO"."""
    return ", ".join(map(party_name, codes))


def _act(row: IncidentRow) -> str:
    """Put an incident into one line: who did what to whom."""
    who = " against ".join(called([side]) for side in (row.actor, row.target) if side)
    return f"{who}: {row.act}" if who else _capital(row.act)


def _promise(row: BoardRow) -> str:
    return f"{called(row.obligors)}: {row.what}" if row.obligors else _capital(row.what)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _cut(words: str) -> str:
    bare = one_line(words)
    return bare if len(bare) <= _WORDS else bare[:_WORDS].rsplit(" ", 1)[0] + " …"


def _quote(dossier: Dossier, claims: Sequence[ClaimId], status: str = "") -> Quote | None:
    """Quote the words that something rests on, of the report that says it stands as it does."""
    found = dossier.evidence(claims, status)
    if found is None:
        return None
    return Quote(_cut(found.claim.evidence[0].exact), dossier.numbers.get(found.source))


def _sources(dossier: Dossier, names: Sequence[str]) -> tuple[int, ...]:
    return tuple(sorted(dossier.numbers[name] for name in set(names) if name in dossier.numbers))
