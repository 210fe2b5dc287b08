"""PLOVER events as records: one JSON object an event as the codebook names its fields, or a flat row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from servanda.export.json_lines import json_line
from servanda.export.plover import Event, alpha3, events, quads, scores
from servanda.export.scope import Scope
from servanda.export.tables import Cell, Column, Kind, Table
from servanda.model import Report

__all__ = ["CODEBOOK", "events_jsonl", "events_table"]


CODEBOOK = "PLOVER 2021"
"""What the records name as their codebook."""

COLUMNS = (
    Column("id", width=34),
    Column("date", Kind.DAY, 12),
    Column("enddate", Kind.DAY, 12),
    Column("date_edtf", width=22),
    Column("actor", Kind.LIST, 14),
    Column("recipient", Kind.LIST, 14),
    Column("event", width=12),
    Column("mode", width=14),
    Column("context", Kind.LIST, 24),
    Column("auxiliary", Kind.LIST, 18),
    Column("quad_code", Kind.NUMBER, 8),
    Column("quad_category", width=20),
    Column("event_scale", Kind.REAL, 8),
    Column("place", width=20),
    Column("country", width=8),
    Column("actor_names", Kind.LIST, 40),
    Column("comment", width=20),
    Column("link", width=25),
    Column("reports", Kind.LIST, 24),
    Column("words", width=60),
)
"""One row an event; `actor`, `recipient` and `country` are codes, `date` and `enddate` its bounds."""


def events_jsonl(scope: Scope) -> Iterator[str]:
    """Write one PLOVER record a line, by date, then id, without line breaks."""
    reports = {report.name: report for report in scope.every_report}
    return (json_line(_record(event, reports)) for event in _ordered(scope))


def events_table(scope: Scope) -> Table:
    """Make the flat table of the same events, in the same order."""
    return Table("events", COLUMNS, lambda: map(_row, _ordered(scope)))


def _ordered(scope: Scope) -> list[Event]:
    return sorted(events(scope), key=lambda event: (event.first, event.last, event.id))


def _record(event: Event, reports: Mapping[str, Report]) -> dict[str, Any]:
    first = event.claims[0].claim.evidence[0]
    report = reports.get(event.claims[0].source)
    number, quad = quads()[event.category]
    record: dict[str, Any] = {
        "id": event.id,
        "date": event.first.isoformat(),
        "enddate": event.last.isoformat(),
        "date_edtf": event.when.edtf,
        "actor": list(event.actors),
        "recipient": list(event.recipients),
        "event": [event.category],
        "mode": [event.mode] if event.mode else [],
        "context": list(event.context),
        "auxiliary": list(event.auxiliary),
        "quad_code": number,
        "quad_category": quad,
        "event_scale": _scale(event),
        "event_loc": None,
        "event_text": [first.exact],
        "text_info": {"report": event.claims[0].source, "start": first.start, "end": first.end},
        "cite_info": {
            "title": report.title if report else None,
            "publication": report.publisher if report else None,
            "url": report.url if report else None,
            "language": report.language if report else None,
            "coder": "servanda",
            "codebook": CODEBOOK,
        },
        "link": event.link,
        "reports": _reports(event),
        "comment": event.comment or None,
    }
    if event.place or event.country:
        code = alpha3(event.country) if event.country else None
        record["event_loc"] = {"extracted_place": event.place, "country_code": code}
    return record


def _row(event: Event) -> tuple[Cell, ...]:
    number, quad = quads()[event.category]
    return (
        event.id,
        event.first,
        event.last,
        event.when.edtf,
        _codes(event.actors),
        _codes(event.recipients),
        event.category,
        event.mode,
        event.context,
        event.auxiliary,
        number,
        quad,
        _scale(event),
        event.place,
        alpha3(event.country) if event.country else None,
        tuple(each["entity_text"] for each in event.actors if "entity_text" in each),
        event.comment or None,
        event.link,
        tuple(_reports(event)),
        event.claims[0].claim.evidence[0].exact,
    )


def _scale(event: Event) -> float | None:
    return scores().get((event.category, event.mode))


def _codes(entities: tuple[dict[str, str], ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each["code"] for each in entities))


def _reports(event: Event) -> list[str]:
    return list(dict.fromkeys(one.source for one in event.claims))
