"""The rows of the page: what is dated, grouped, quoted and cited."""

from __future__ import annotations

from scopes import TEXTS, scope
from servanda.export.dossier import Dossier, Relation
from servanda.export.page_rows import Cells, Quote, act, board_groups, called, event_rows, heard


def whole() -> Dossier:
    return Dossier(scope(), Relation())


def test_every_dated_entity_has_its_mark() -> None:
    found = [row.mark for row in event_rows(whole())]
    assert [mark.number for mark in found] == list(range(1, len(found) + 1))
    assert {mark.lane for mark in found} == {"Consultations", "Incidents", "Changes", "Deadlines"}
    looks = {(mark.lane, mark.look) for mark in found}
    assert looks >= {
        ("Deadlines", "overdue"),
        ("Deadlines", "cancelled"),
        ("Consultations", "cancelled"),
    }


def test_events_say_what_kind_they_are_and_how_they_stand() -> None:
    states = {(row.kind, row.status) for row in event_rows(whole())}
    assert states >= {
        ("Incident", None),
        ("Change", ("done", "done")),
        ("Deadline", ("cancelled", "moved or dropped")),
        ("Consultation", ("held", "held")),
    }


def test_every_row_leads_to_the_words_it_rests_on() -> None:
    """An event quotes its words, or leads to a row that does; the number names the source."""
    dossier = whole()
    cells = Cells(dossier)
    quoted: list[tuple[Quote | None, tuple[str, ...]]] = []
    quoted += [(cells.promise(row), row.reports) for row in dossier.rows]
    quoted += [(cells.quote(row.claims, row.status), row.reports) for row in dossier.units]
    quoted += [(cells.quote(row.claims), row.reports) for row in dossier.incidents]
    quoted += [(cells.quote(span.claims), span.reports) for span in dossier.offices]
    events = event_rows(dossier)
    quoted += [(row.quote, row.reports) for row in events if not row.row]
    shown = {row.id for row in (*dossier.rows, *dossier.units, *dossier.incidents)}
    assert {row.row for row in events if row.row} <= shown
    texts = {one.number: TEXTS[one.report.name] for one in dossier.sources}
    assert len(quoted) > 6
    for quote, reports in quoted:
        assert quote is not None
        assert quote.source in {one.number for one in cells.sources(reports)}
        assert quote.words in texts[quote.source]


def test_a_meeting_quotes_the_report_that_it_was_held() -> None:
    rows = {row.mark.what: row for row in event_rows(whole())}
    held = rows["Meeting: Ada Brandt, Leo Marsh in Kelm"]
    assert held.quote is not None
    assert held.quote.words == "Ada Brandt and Leo Marsh met on Kelm"
    assert len(held.reports) == 2


def test_every_commitment_stands_in_one_group() -> None:
    dossier = whole()
    groups = board_groups(dossier)
    assert sorted(row.id for group in groups for row in group.rows) == sorted(
        row.id for row in dossier.rows
    )
    assert [group.title for group in groups] == [
        "Overdue",
        "Moved or dropped",
        "Without a deadline",
    ]
    assert [group.timed for group in groups] == [True, True, False]


def test_what_a_commitment_says_besides() -> None:
    dossier = whole()
    cells = Cells(dossier)
    extras = {words for row in dossier.rows for words in cells.details(row)}
    assert extras >= {"For: San Marino", "Target: ten ferries", "If: if @all agree"}
    assert "1 independent source; last report 10 Jan 2031" in {
        heard(row).replace("\u00a0", " ") for row in dossier.rows
    }


def test_parties_and_incidents_as_people_say_them() -> None:
    assert called(["NR", "NATO"]) == "Nauru, NATO"
    (row,) = whole().incidents
    assert act(row) == "Chad against Nauru: entered the waters of Nauru"
