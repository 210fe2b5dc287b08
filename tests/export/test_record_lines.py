"""The record leaves as one resolved entity a line, with status, history and ties."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from made import day, holds_office, orders, promise, report, span, talks, unit
from servanda.export import record_jsonl
from servanda.resolution.resolve import resolve_claims

TODAY = date(2031, 9, 1)
STORY = (
    "Defence Minister Ada Brandt of Norland met Leo Marsh of Sudmark in Ostby on Friday and said "
    "that 60 Heron drones would be bought by June 2031. A depot for them on Kelm island, where the "
    "4th Coastal Regiment is based, would open in March, Brandt said after the talks in Ostby."
)
REPORTS = [
    report("n1", STORY, "2031-01-10", wire="NPA"),
    report("n2", STORY + " Marsh left.", "2031-01-12"),
    report("n3", "The command stands.", "2031-05-20"),
]
CLAIMS = [
    talks(
        "n1",
        "Ada Brandt/NR/Defence Minister; Leo Marsh/SM",
        status="planned",
        when=span("2031-01-01", "2031-01-10"),
        published="2031-01-10",
    ),
    talks(
        "n2",
        "BRANDT Ada/NR/Defense Minister; Leo Marsh/SM",
        when=day("2031-01-10"),
        place="Ostby",
        published="2031-01-12",
    ),
    holds_office("n1", "Ada Brandt", "Defence Minister", "NR", published="2031-01-10"),
    promise(
        "n1",
        "NR",
        "set up",
        "a Kelm Heron Command",
        due=span(None, "2031-06-30"),
        published="2031-01-10",
    ),
    unit("n3", "Kelm Heron Command", "set up", "done", published="2031-05-20"),
]


def entities(today: date = TODAY) -> list[dict[str, Any]]:
    lines = list(record_jsonl(resolve_claims(CLAIMS, REPORTS), REPORTS, today=today))
    for order in orders(CLAIMS):
        assert lines == list(
            record_jsonl(resolve_claims(order, REPORTS), REPORTS[::-1], today=today)
        )
    return [json.loads(line) for line in lines]


def of(kind: str, today: date = TODAY) -> list[dict[str, Any]]:
    return [entity for entity in entities(today) if entity["kind"] == kind]


def test_every_line_has_what_the_contract_asks_for() -> None:
    for entity in entities():
        assert {"kind", "id", "reports", "claims", "links"} <= entity.keys()
    kinds = [entity["kind"] for entity in entities()]
    order = ["report", "person", "office", "consultation", "commitment", "structure"]
    assert list(dict.fromkeys(kinds)) == order


def test_reports_name_their_cluster_and_wire() -> None:
    first, second, third = of("report")
    assert [r["report"] for r in (first, second, third)] == ["n1", "n2", "n3"]
    assert first["cluster"] == second["cluster"] is not None
    assert third["cluster"] is None
    assert (first["wire"], first["copy_of"], second["copy_of"]) == ("NPA", None, "n1")


def test_an_event_is_told_as_it_ended() -> None:
    [event] = of("consultation")
    shown = ("reports", "form", "status", "place", "parties")
    assert [event[k] for k in shown] == [["n1", "n2"], "meeting", "held", "Ostby", ["NR", "SM"]]
    assert event["when"]["edtf"] == "2031-01-10"
    assert event["why"] == ["the same 2 people; meeting on 10 Jan 2031"]


def test_a_commitment_has_status_and_history() -> None:
    [before] = of("commitment", date(2031, 5, 19))
    assert before["status"] == "due"
    [entity] = of("commitment")
    assert (entity["status"], entity["due"]["latest"]) == ("done", "2031-06-30")
    assert [(s["report"], s["status"]) for s in entity["history"]] == [
        ("n1", "planned"),
        ("n3", "done"),
    ]
    assert {"status", "on", "report", "due"} <= entity["history"][0].keys()
    [structure] = of("structure")
    assert [(x["type"], x["to"]) for x in structure["links"]] == [("fulfils", entity["id"])]


def test_people_and_offices_name_each_other() -> None:
    ada = next(p for p in of("person") if p["name"] == "Ada Brandt")
    assert ada["names"] == ["Ada Brandt", "BRANDT Ada"]
    assert ada["party"] == "NR"
    [office] = of("office")
    assert (office["office"], office["party"]) == ("minister:defence", "NR")
    assert [(h["name"], h["person"]) for h in office["holders"]] == [("Ada Brandt", ada["id"])]
