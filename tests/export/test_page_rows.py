"""The rows of the page: what is dated, grouped and cited."""

from __future__ import annotations

from outlooks import outlook
from servanda.export.page_rows import board_groups, event_rows, marks, source_rows
from servanda.export.relation_report import Dossier, Relation


def test_every_dated_entity_has_its_mark() -> None:
    found = marks(Dossier(outlook(), Relation()))
    assert [mark.number for mark in found] == list(range(1, len(found) + 1))
    assert {mark.lane for mark in found} == {"Consultations", "Incidents", "Changes", "Deadlines"}
    looks = {(mark.lane, mark.look) for mark in found}
    assert looks >= {
        ("Deadlines", "overdue"),
        ("Deadlines", "cancelled"),
        ("Consultations", "cancelled"),
    }


def test_every_mark_has_a_row_of_its_number() -> None:
    dossier = Dossier(outlook(), Relation())
    found = marks(dossier)
    rows = event_rows(found)
    assert [row.number for row in rows] == [mark.number for mark in found]
    states = {(row.kind, row.status.name if row.status else None) for row in rows}
    assert states >= {("Incident", None), ("Change", "done"), ("Deadline", "moved or dropped")}


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
