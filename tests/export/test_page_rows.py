"""The rows of the page: what is dated, grouped and cited."""

from __future__ import annotations

from outlooks import TEXTS, outlook
from servanda.export.dossier import Dossier, Relation
from servanda.export.page_rows import (
    board_groups,
    event_rows,
    incident_rows,
    office_groups,
    source_rows,
    unit_rows,
)


def test_every_dated_entity_has_its_mark() -> None:
    found = [row.mark for row in event_rows(Dossier(outlook(), Relation()))]
    assert [mark.number for mark in found] == list(range(1, len(found) + 1))
    assert {mark.lane for mark in found} == {"Consultations", "Incidents", "Changes", "Deadlines"}
    looks = {(mark.lane, mark.look) for mark in found}
    assert looks >= {
        ("Deadlines", "overdue"),
        ("Deadlines", "cancelled"),
        ("Consultations", "cancelled"),
    }


def test_events_say_what_kind_they_are_and_how_they_stand() -> None:
    rows = event_rows(Dossier(outlook(), Relation()))
    states = {(row.kind, row.status.name if row.status else None) for row in rows}
    assert states >= {("Incident", None), ("Change", "done"), ("Deadline", "moved or dropped")}


def test_every_row_leads_to_the_words_it_rests_on() -> None:
    """An event quotes its words, or leads to a row that does; the number names the source."""
    dossier = Dossier(outlook(), Relation())
    events = event_rows(dossier)
    rows = [
        *(row for group in board_groups(dossier) for row in group.rows),
        *(row for group in office_groups(dossier) for row in group.rows),
        *unit_rows(dossier),
        *incident_rows(dossier),
    ]
    shown = {row.id for row in rows if hasattr(row, "id")}
    assert all(row.quote if not row.row else row.row in shown for row in events)
    texts = {row.number: TEXTS[row.name] for row in source_rows(dossier)}
    for row in (*rows, *(event for event in events if not event.row)):
        assert row.quote is not None
        assert row.quote.source in row.sources
        assert row.quote.words in texts[row.quote.source]


def test_a_meeting_quotes_the_report_that_it_was_held() -> None:
    rows = {row.mark.what: row for row in event_rows(Dossier(outlook(), Relation()))}
    held = rows["Meeting: Ada Brandt, Leo Marsh in Kelm"]
    assert held.quote is not None
    assert held.quote.words == "Ada Brandt and Leo Marsh met on Kelm"
    assert len(held.sources) == 2


def test_every_commitment_stands_in_one_group_and_cites_its_sources() -> None:
    dossier = Dossier(outlook(), Relation())
    rows = [row for group in board_groups(dossier) for row in group.rows]
    assert sorted(row.id for row in rows) == sorted(row.id for row in dossier.rows)
    numbers = {row.number for row in source_rows(dossier)}
    assert all(row.sources and set(row.sources) <= numbers for row in rows)
    assert all(group.rows for group in board_groups(dossier))


def test_only_pages_are_linked_as_sources() -> None:
    urls = {row.name: row.url for row in source_rows(Dossier(outlook(), Relation()))}
    assert urls["n1.txt"] == "https://example.org/a?b=1&c={2}"
    assert urls["n2.txt"] is None
