"""The timeline, the picture of a day, and why: the same small world seen three ways."""

from __future__ import annotations

from datetime import date

import pytest

from made import act, day, holds_office, orders, promise, report, span, talks, unit
from servanda.analysis.dated_entries import timeline
from servanda.analysis.provenance import why
from servanda.analysis.snapshot import picture
from servanda.model import ResolvedClaim
from servanda.resolution import Resolution
from servanda.resolution.resolve import resolve_claims

REPORTS = [
    report("n1", "Norland and Sudmark met in Ostby, and a depot was promised.", "2031-01-10"),
    report("n2", "A cutter of Alba rammed a trawler, and Norland protested.", "2031-03-02"),
    report("n3", "The depot opened.", "2031-05-20", title="Depot opens"),
]


def claims() -> list[ResolvedClaim]:
    one, two, three = "2031-01-10", "2031-03-02", "2031-05-20"
    return [
        talks(
            "n1",
            "Ada Brandt/NR/Defence Minister; Leo Marsh/SM",
            when=day("2031-01-09"),
            place="Ostby",
            published=one,
        ),
        holds_office("n1", "Ada Brandt", "Defence Minister", "NR", published=one),
        promise(
            "n1",
            "NR",
            "open",
            "a Heron depot on Kelm",
            due=span(None, "2031-06-30"),
            published=one,
            words="a depot was promised",
        ),
        promise(
            "n1",
            "SM",
            "sell",
            "40 Osprey boats",
            due=span(None, "2031-02-28"),
            published=one,
        ),
        unit("n1", "Kelm Coastal Command", "set up", due=span(None, "2031-12-31"), published=one),
        act("n2", "AL", "NR", "rammed a trawler", when=day("2031-03-01"), published=two),
        talks(
            "n2", "", form="protest", parties=("AL", "NR"), when=day("2031-03-02"), published=two
        ),
        talks(
            "n2",
            "Ada Brandt/NR; Leo Marsh/SM",
            form="visit",
            status="planned",
            when=span("2031-09-01", "2031-09-30"),
            published=two,
        ),
        promise(
            "n3",
            "NR",
            "open",
            "the Heron depot on Kelm",
            modality="fulfilled",
            published=three,
        ),
        unit(
            "n3",
            "Kelm Coastal Command",
            "set up",
            "done",
            when=day("2031-05-19"),
            published=three,
        ),
    ]


@pytest.fixture
def world() -> Resolution:
    return resolve_claims(claims(), REPORTS)


def test_the_picture_of_a_day(world: Resolution) -> None:
    seen = picture(world, as_of=date(2031, 4, 10))
    assert [(h["name"], h["standing"]) for h in seen["holders"]] == [("Ada Brandt", "seen")]
    assert [(u["unit"], u["status"]) for u in seen["units"]] == [
        ("Kelm Coastal Command", "planned")
    ]
    assert [r["what"] for r in seen["due"]] == ["open a Heron depot on Kelm"]
    assert [r["what"] for r in seen["overdue"]] == ["sell 40 Osprey boats"]
    assert (seen["promised"], seen["done"], seen["other"]) == ([], [], [])
    [incident] = seen["incidents"]
    [protest] = incident["responses"]
    assert (protest["sort"], protest["days"], protest["reports"]) == ("protest", 1, ["n2"])
    assert seen["last_consultation"] is not None
    assert seen["last_consultation"]["what"] == "protest: AL, NR"
    assert seen["next_consultation"] is not None
    assert seen["next_consultation"]["status"] == "planned"


def test_later_the_depot_and_the_command_stand(world: Resolution) -> None:
    seen = picture(world, as_of=date(2031, 6, 1))
    assert [r["what"] for r in seen["done"]] == ["open a Heron depot on Kelm"]
    [row] = seen["units"]
    assert (row["status"], row["when"]) == ("done", day("2031-05-19").to_json())
    assert row["due"] == span(None, "2031-12-31").to_json()


def test_what_was_known_by_a_day_leaves_out_what_only_later_reports_say(world: Resolution) -> None:
    seen = picture(world, as_of=date(2031, 6, 1), known_by=date(2031, 2, 1))
    assert [r["status"] for r in seen["due"]] == ["due"]
    assert [u["status"] for u in seen["units"]] == ["planned"]
    assert seen["incidents"] == []


def test_the_timeline_is_in_order_whatever_the_order_of_reading(world: Resolution) -> None:
    lines = timeline(world, REPORTS, today=date(2031, 6, 1))
    told = [(e.when.edtf, e.kind, e.what, e.status) for e in lines]
    assert told == [
        ("2031-01-09", "consultation", "meeting: Ada Brandt, Leo Marsh in Ostby", "held"),
        ("2031-01-10", "report", "n1", "stated"),
        ("../2031-02-28", "deadline", "SM: sell 40 Osprey boats", "overdue"),
        ("2031-03-01", "incident", "AL against NR: rammed a trawler", ""),
        ("2031-03-02", "consultation", "protest: AL, NR", "held"),
        ("2031-03-02", "report", "n2", "stated"),
        ("2031-05-19", "structure", "Kelm Coastal Command: set up", "done"),
        ("2031-05-20", "report", "Depot opens", "stated"),
        ("../2031-06-30", "deadline", "NR: open a Heron depot on Kelm", "done"),
        ("2031-09", "consultation", "visit: Ada Brandt, Leo Marsh", "planned"),
    ]
    for order in orders(claims()):
        again = resolve_claims(order, REPORTS[::-1])
        assert timeline(again, REPORTS[::-1], today=date(2031, 6, 1)) == lines


def test_without_a_day_a_deadline_has_no_status(world: Resolution) -> None:
    assert {e.status for e in timeline(world) if e.kind == "deadline"} == {""}


def test_the_timeline_between_two_days_and_of_one_party(world: Resolution) -> None:
    march = timeline(world, REPORTS, since=date(2031, 3, 1), until=date(2031, 3, 31))
    assert {e.when.edtf for e in march} == {"2031-03-01", "2031-03-02"}
    assert {e.kind for e in timeline(world, REPORTS, party="AL")} == {"incident", "consultation"}


def test_why_leads_from_a_commitment_to_the_words_and_the_status(world: Resolution) -> None:
    [entity] = (t for t in world.of("commitment") if t.reports == ("n1", "n3"))
    steps = why(world, REPORTS, entity.id, today=date(2031, 6, 1))
    assert [s.label for s in steps if s.label in ("entity", "claim", "words")] == [
        "entity",
        "claim",
        "words",
        "claim",
        "words",
    ]
    assert any("a depot was promised" in s.text for s in steps if s.label == "words")
    assert steps[-1].text == "done on 1 Jun 2031: reported done by n3"
    assert any(s.label == "dated" and s.report == "n1" for s in steps)


def test_why_of_a_claim_names_the_rule_and_the_entity(world: Resolution) -> None:
    [first, *_] = claims()
    steps = why(world, REPORTS, first.claim.id)
    labels = {s.label for s in steps}
    assert {"claim", "words", "rule", "time", "entity"} <= labels
    entities = {s.id for s in steps if s.label == "entity"}
    assert {t.kind for t in world.entities if t.id in entities} >= {"consultation", "person"}


def test_why_of_a_report_and_of_nothing(world: Resolution) -> None:
    [first, *rest] = why(world, REPORTS, "n3")
    assert (first.label, first.text) == ("report", "Depot opens")
    assert "20 May 2031" in rest[0].text
    assert why(world, REPORTS, "co-none") == ()
