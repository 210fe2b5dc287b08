"""The record as JSON lines: one resolved entity a line, with its ties."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from servanda.analysis.answers import Step
from servanda.analysis.commitment_board import history
from servanda.export.claim_lines import report_plain
from servanda.export.json_lines import json_line
from servanda.model import Entity, Link, Report
from servanda.model.claim_cells import entity_cells
from servanda.model.serialization import plain_row
from servanda.reference_cycles import unhurried
from servanda.resolution import OfficeSpan, Resolution
from servanda.resolution.result import Copy

if TYPE_CHECKING:
    from servanda.store import Entities

__all__ = ["ENTITIES", "entities_plain", "listed_rows", "record_jsonl"]


ENTITIES = (
    "report",
    "person",
    "office",
    "consultation",
    "commitment",
    "assurance",
    "capability",
    "structure",
    "incident",
    "omission",
    "quote",
)
"""The kinds of entity in the order the record lists them."""


def record_jsonl(
    resolution: Resolution, reports: Sequence[Report], *, today: date
) -> Iterator[str]:
    """Write one line an entity: kind by kind, reports by name, all others by report and id.

    `today` is what a commitment's status is measured against. An entity's own keys are those of its
    most complete claim (the one that leaves the fewest of them open); times are given only where
    that claim has them.
    """
    yield from map(json_line, entities_plain(resolution, reports, today=today))


def entities_plain(
    resolution: Resolution,
    reports: Sequence[Report],
    *,
    today: date,
    kinds: Collection[str] = ENTITIES,
) -> Iterator[dict[str, Any]]:
    """Give the entities of some kinds as plain data, in the order and the shape of `record_jsonl`."""
    by_id = {report.id: report for report in reports}
    copies = {copy.report: copy for copy in resolution.copies}
    chosen = [entity for entity in resolution.entities if entity.kind in kinds]
    for entity in sorted(chosen, key=lambda e: (ENTITIES.index(e.kind), e.reports, e.id)):
        if entity.kind == "report":
            own = _report(by_id[entity.id], copies.get(entity.reports[0]))
        else:
            own = _own(resolution, entity, today)
        yield {
            "kind": entity.kind,
            "id": entity.id,
            "reports": list(entity.reports),
            "claims": list(entity.claims),
            **own,
            "links": [
                {"type": link.type.value, "to": link.to, "why": link.why} for link in entity.links
            ],
            "why": list(entity.reasons),
        }


def listed_rows(
    entities: Entities, kind: str, ids: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """Give the entities of a kind, or those of some ids, by the index of a record, as `entities_plain` does.

    Each has the confidence of its surest claim besides. `kind` is one that the index lists, and
    whose cells are the same on all days: not commitment.
    """
    with unhurried():
        found = [_listed_row(kind, *one) for one in entities.rows(kind, ids)]
        found.sort(key=itemgetter("reports", "id"))
    return found


def _listed_row(
    kind: str, identity: str, reasons: Sequence[str], row: Mapping[str, Any], links: Iterable[Link]
) -> dict[str, Any]:
    record = row["record"]
    return {
        "kind": kind,
        "id": identity,
        "reports": record["reports"],
        "claims": row["claims"],
        **record["cells"],
        "links": [{"type": one.type.value, "to": one.to, "why": one.why} for one in links],
        "why": list(reasons),
        "confidence": record["confidence"],
    }


def _report(report: Report, copy: Copy | None) -> dict[str, Any]:
    other = copy.of if copy and copy.of != copy.report else None
    plain = report_plain(report, copy_of=other)
    return {**plain, "id": report.id, "cluster": copy.cluster if copy else None}


def _own(resolution: Resolution, entity: Entity, today: date) -> dict[str, Any]:
    """Give the keys that an entity has of its kind."""
    if entity.kind == "person":
        return _person(resolution, entity)
    if entity.kind == "office":
        return _office(resolution, entity)
    own = entity_cells(resolution.claims_of(entity))
    return own | _lifecycle(resolution, entity, today) if entity.kind == "commitment" else own


def _lifecycle(resolution: Resolution, entity: Entity, today: date) -> dict[str, Any]:
    row = history(resolution, entity, today=today)
    return {
        "obligors": list(row.obligors),
        "due": plain_row(row.due),
        "status": row.status.value,
        "status_why": row.why,
        "history": [_step(step) for step in row.history],
    }


def _person(resolution: Resolution, entity: Entity) -> dict[str, Any]:
    held = [span for span in resolution.offices if span.person == entity.id]
    written = sorted({name for (_, name), who in resolution.people.items() if who == entity.id})
    return {
        "name": resolution.names.get(entity.id),
        "names": written,
        "party": next((s.party for s in held if s.party), None),
        "offices": [_span(span) for span in held],
    }


def _office(resolution: Resolution, entity: Entity) -> dict[str, Any]:
    spans = [span for span in resolution.offices if span.id == entity.id]
    first = spans[0] if spans else None
    return {
        "office": first.office if first else None,
        "title": first.title if first else None,
        "party": first.party if first else None,
        "holders": [{"person": s.person, "name": s.name, **_span(s)} for s in spans],
    }


def _span(span: OfficeSpan) -> dict[str, Any]:
    keys = "office title party since until first_seen last_seen former incoming".split()
    return {key: plain_row(getattr(span, key)) for key in keys}


def _step(step: Step) -> dict[str, Any]:
    keys = "status on report due claim why".split()
    plain = {key: plain_row(getattr(step, key)) for key in keys}
    return {**plain, "report": step.report or None}
