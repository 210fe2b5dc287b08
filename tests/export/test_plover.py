"""PLOVER records as the codebook asks: categories, modes, entities, dates, what is negated or ahead."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from made import day
from scopes import ADA, CLAIMS, LEO, REPORTS, TEXTS, scope, talks, told
from servanda.export.plover import alpha3, contexts
from servanda.export.plover_records import events_jsonl
from servanda.model import Commitment, Consultation, Incident, Modality, Participant, ResolvedClaim
from servanda.world.country_codes import is_state
from servanda.world.gazetteer import gazetteer


def read(*claims: ResolvedClaim) -> list[dict[str, Any]]:
    return [json.loads(line) for line in events_jsonl(scope(claims or CLAIMS))]


def one(*claims: ResolvedClaim) -> dict[str, Any]:
    (record,) = read(*claims)
    return record


def test_an_announced_meeting_agrees_and_a_held_one_consults() -> None:
    ahead, held = (r for r in read(CLAIMS[0], CLAIMS[4]))
    assert (ahead["event"], ahead["auxiliary"]) == (["AGREE"], ["future"])
    assert (ahead["date"], ahead["enddate"]) == ("2031-01-10", "2031-01-10")
    assert (held["event"], held["date"]) == (["CONSULT"], "2031-05-03")
    assert held["mode"] == ["third-party"]  # it was held in Chad
    assert held["link"] == ahead["link"]
    assert held["event_loc"] == {"extracted_place": "Kelm", "country_code": "TCD"}
    assert held["actor"] == [
        {
            "code": "NRU",
            "sector": "GOV",
            "entity_text": "Ada Brandt",
            "office": "Defence Minister",
        },
        {
            "code": "SMR",
            "sector": "GOV",
            "entity_text": "Leo Marsh",
            "office": "Foreign Minister",
        },
    ]
    assert held["recipient"] == []
    assert held["context"] == ["diplomatic", "military"]


def test_a_cancelled_visit_is_a_refusal_to_meet() -> None:
    record = one(CLAIMS[9])
    assert (record["event"], record["mode"]) == (["REJECT"], ["meet"])
    assert [each["code"] for each in record["actor"]] == ["SMR"]
    assert [each["code"] for each in record["recipient"]] == ["NRU"]
    assert (record["date"], record["enddate"]) == ("2031-06-20", "2031-07-02")


def test_what_was_not_agreed_is_negated() -> None:
    record = one(CLAIMS[6])
    assert (record["event"], record["auxiliary"]) == (["AGREE"], ["negation"])
    assert [each["code"] for each in record["actor"]] == ["NRU"]


def test_a_promise_names_who_is_bound_and_for_whom() -> None:
    record = one(CLAIMS[1])
    assert (record["event"], record["auxiliary"]) == (["AGREE"], ["future"])
    assert record["actor"] == [{"code": "NRU"}]
    assert record["recipient"] == [{"code": "SMR"}]


def test_a_plan_for_oneself_is_no_interaction() -> None:
    alone = Commitment(("NR",), "build", "a pier", Modality.PLANS)
    assert read(told("n1.txt", alone, "ten ferries")) == []


def test_an_incident_has_the_category_of_its_class() -> None:
    record = one(CLAIMS[2])
    assert (record["event"], record["mode"]) == (["MOBILIZE"], ["weapons"])
    assert (record["actor"], record["recipient"]) == ([{"code": "TCD"}], [{"code": "NRU"}])
    assert record["event_scale"] == -6.5
    assert record["text_info"]["report"] == "n1.txt"
    start, end = record["text_info"]["start"], record["text_info"]["end"]
    assert TEXTS["n1.txt"][start:end] == record["event_text"][0]


def test_an_incident_of_no_known_class_is_left_out() -> None:
    assert read(told("n1.txt", Incident("stared", "TD", "NR"), "Ships of Chad", "by hand")) == []


def test_an_old_event_is_history() -> None:
    old = told("n1.txt", CLAIMS[2].claim.body, "Ships", "incident.launch", when=day("2027-01-03"))
    assert one(old)["auxiliary"] == ["historical"]


@pytest.mark.parametrize(
    ("form", "people", "country", "category", "mode", "recipient"),
    [
        ("call", (ADA, LEO), None, "CONSULT", ["phone"], []),
        ("visit", (ADA,), "SM", "CONSULT", ["visit"], ["SMR"]),
        ("visit", (ADA, LEO), "SM", "CONSULT", ["visit"], ["SMR"]),
        ("meeting", (ADA, LEO), "SM", "CONSULT", [], []),
        ("signing", (ADA, LEO), None, "SUPPORT", [], []),
        ("protest", (ADA, LEO), None, "ACCUSE", ["disapprove"], []),
        (
            "summit",
            (ADA, LEO, Participant("Ro", None, "TD")),
            None,
            "CONSULT",
            ["multilateral"],
            [],
        ),
    ],
)
def test_manners(
    form: str,
    people: tuple[Participant, ...],
    country: str | None,
    category: str,
    mode: list[str],
    recipient: list[str],
) -> None:
    body: Consultation = talks(form, "held", *people, country=country)
    record = one(told("n1.txt", body, "will meet", when=day("2031-01-09")))
    assert (record["event"], record["mode"]) == ([category], mode)
    assert [each["code"] for each in record["recipient"]] == recipient


def test_what_bears_no_date_at_all_is_left_out() -> None:
    assert "n4.txt" not in {name for record in read() for name in record["reports"]}


def test_codes() -> None:
    assert [alpha3(code) for code in ("NR", "XK", "EU", "UN", "NATO", "G7", "QQ")] == [
        "NRU",
        "KOS",
        "EUR",
        "UNO",
        "IGO",
        "IGO",
        None,
    ]
    states = [party for party in gazetteer().names if is_state(party)]
    assert len(states) > 190
    assert not [code for code, times in Counter(map(alpha3, states)).items() if times > 1]


def test_contexts_come_from_offices_and_words() -> None:
    assert contexts(["Minister of Defence"], "") == ["military"]
    assert contexts([None], "nuclear warheads and trade") == ["cbrn", "economic"]
    assert contexts([], "a quiet lunch") == []
    assert REPORTS
