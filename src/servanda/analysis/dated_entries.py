"""The timeline: everything that has a date, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from servanda.analysis.answers import Entry
from servanda.analysis.descriptions import best_time, consultation_status, entity_line, sides
from servanda.analysis.due_list import awaited
from servanda.analysis.lifecycle import deadline, fate, known_on
from servanda.analysis.plan_status import awaited_status, plan_status
from servanda.model import CommitmentStatus, Entity, Report, Structure, StructureStatus, When
from servanda.resolution import OfficeSpan, Resolution

__all__ = ["entry_of", "office_entries", "timeline"]


def timeline(
    resolution: Resolution,
    reports: Sequence[Report] = (),
    *,
    since: date | None = None,
    until: date | None = None,
    party: str | None = None,
    today: date | None = None,
) -> tuple[Entry, ...]:
    """List everything dated that may lie between `since` and `until` (both included), in order.

    A deadline bears its commitment's status on `today`, none where no day is given, and a plan what it
    came to by then. It stands at
    its last day, everything else at its first possible one; of two that begin on one day the finer
    dated comes first. `party` keeps what is about that party.
    """
    window = When.between(since, until) if since or until else None
    found = [*_entities(resolution, today), *office_entries(resolution.offices), *_reports(reports)]
    kept = [
        entry
        for entry in found
        if (window is None or _within(entry, window)) and (not party or party in entry.parties)
    ]
    return tuple(sorted(kept, key=_in_time))


def entry_of(resolution: Resolution, entity: Entity, today: date | None = None) -> Entry | None:
    """Make the line of one entity; None where it bears no date. `today` as in `timeline`."""
    mentions = resolution.claims_of(entity)
    kind, status, when = entity.kind, "", best_time(mentions)
    if kind == "consultation":
        status = consultation_status(mentions)
    elif kind == "commitment":
        kind, when = "deadline", _last_told(resolution, entity)
        status = _on(resolution, entity, today) if today and when else ""
    elif kind == "structure":
        found = [c.claim.body for c in mentions if isinstance(c.claim.body, Structure)]
        done = [b.status for b in found if b.status is not StructureStatus.PLANNED]
        status = (done[-1] if done else StructureStatus.PLANNED).value
        when = when or best_time(mentions, "due")
    elif kind not in ("incident", "capability"):
        return None
    if when is None:
        return None
    if today is not None:
        status = _stood(resolution, entity, status, when, today)
    line = entity_line(resolution, entity)
    return Entry(
        when, when.precision.value, kind, line, sides(mentions), status, entity.reports, entity.id
    )


def _stood(resolution: Resolution, entity: Entity, status: str, when: When, today: date) -> str:
    """Return the status on `today` of a meeting or a change of a unit; all else keeps its own."""
    one = awaited(resolution, entity, today)
    awaits = awaited_status(entity.kind, one.stands(today)[0]) if one else None
    return plan_status(entity.kind, status, when.latest, today, awaits)


def _entities(resolution: Resolution, today: date | None) -> Iterator[Entry]:
    for entity in resolution.entities:
        entry = entry_of(resolution, entity, today)
        if entry is not None:
            yield entry


def _last_told(resolution: Resolution, entity: Entity) -> When | None:
    dues = [due for one in resolution.claims_of(entity) if (due := deadline(one)) is not None]
    return dues[-1] if dues else None


def _on(resolution: Resolution, entity: Entity, today: date) -> str:
    """Return the status of a commitment on a day; unknown while no report tells of it."""
    if not any(known_on(one, today) for one in resolution.claims_of(entity)):
        return CommitmentStatus.UNKNOWN.value
    return fate(resolution, entity, today).status.value


def office_entries(spans: Iterable[OfficeSpan]) -> Iterator[Entry]:
    """Give the lines of who took or left an office, where words say when."""
    for span in spans:
        for when, verb in ((span.since, "takes office"), (span.until, "leaves office")):
            if when is not None:
                what = f"{span.name}, {' '.join(filter(None, (span.party, span.title)))}: {verb}"
                sides = (span.party,) if span.party else ()
                who = span.person
                yield Entry(
                    when, when.precision.value, "office", what, sides, verb, span.reports, who
                )


def _reports(reports: Sequence[Report]) -> Iterator[Entry]:
    for report in reports:
        when = report.dating.when
        if when is not None and report.relevant:
            what = report.title or report.name
            basis = report.dating.basis.value
            names = (report.name,)
            yield Entry(when, when.precision.value, "report", what, (), basis, names, report.id)


def _within(entry: Entry, window: When) -> bool:
    if entry.kind == "deadline" and entry.when.latest is not None:
        return window.holds(entry.when.latest)
    return entry.when.meets(window)


def _in_time(entry: Entry) -> tuple[date, int, str, str, str]:
    when = entry.when
    first = when.latest if entry.kind == "deadline" else when.earliest
    day = first or when.latest or when.earliest or date.max
    return day, when.width or 10**6, entry.kind, entry.what, entry.id
