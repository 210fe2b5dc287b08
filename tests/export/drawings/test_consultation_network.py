"""Who consulted whom is counted from rows, of states and of people."""

from __future__ import annotations

from typing import Any

from servanda.export.drawings.consultation_network import PEOPLE, consulted


def row(
    number: int, *parties: str, status: str = "held", day: str = "2031-05-01", **more: Any
) -> Any:
    when = {"earliest": day, "latest": day, "edtf": day}
    given = {"parties": list(parties), "status": status, "when": when, "reports": [f"n{number}"]}
    return {"id": f"co-{number}", **given, **more}


def person(name: str, party: str | None = None, office: str | None = None) -> dict[str, Any]:
    return {"name": name, "party": party, "office": office}


def test_pairs_are_counted_by_what_came_of_it() -> None:
    found = consulted(
        [
            row(1, "NO", "SE", day="2031-05-03"),
            row(2, "SE", "NO", day="2030-01-02"),
            row(3, "NO", "SE", status="planned"),
            row(4, "NO", "SE", status="cancelled"),
            row(5, "FI", "NO", "SE"),
            row(6, "DK"),
        ]
    )
    first, *others = found.contacts
    assert (first.one, first.other) == ("NO", "SE")
    assert (first.held, first.ahead, first.cancelled) == (3, 1, 1)
    assert (first.first, first.last) == (
        {"earliest": "2030-01-02", "latest": "2030-01-02", "edtf": "2030-01-02"},
        {"earliest": "2031-05-03", "latest": "2031-05-03", "edtf": "2031-05-03"},
    )
    assert first.reports == 5
    assert {one.ends for one in others} == {frozenset({"FI", "NO"}), frozenset({"FI", "SE"})}
    assert {key: node.count for key, node in found.nodes.items()} == {"FI": 1, "NO": 3, "SE": 3}
    assert found.nodes["NO"].name == "Norway"


def test_the_first_and_the_last_time_are_as_exact_as_reports_have_them() -> None:
    vague = {"earliest": "2022-05-30", "latest": "2028-11-01", "edtf": "2022-05/2028-11"}
    unknown = {"earliest": None, "latest": None, "edtf": ""}
    [found] = consulted([{**row(1, "NO", "SE"), "when": one} for one in (unknown, vague)]).contacts
    assert found.first == found.last == vague
    [none] = consulted([{**row(1, "NO", "SE"), "when": unknown}]).contacts
    assert (none.held, none.first, none.last) == (1, None, None)


def test_people_of_one_party_do_not_consult_each_other() -> None:
    who = [person("Ona Tarn", "NO", "minister"), person("Bo Lee", "NO"), person("Karl Brix", "SE")]
    found = consulted([row(1, "NO", "SE", participants=who)], PEOPLE)
    assert {one.ends for one in found.contacts} == {
        frozenset({"ona tarn|NO", "karl brix|SE"}),
        frozenset({"bo lee|NO", "karl brix|SE"}),
    }
    assert found.nodes["ona tarn|NO"].office == "minister"


def test_a_surname_alone_means_the_one_person_of_that_name_and_party() -> None:
    rows = [
        row(1, participants=[person("Ona Tarn", "NO"), person("Karl Brix", "SE")]),
        row(2, participants=[person("Tarn", "NO"), person("Brix", "SE")]),
        row(3, participants=[person("Tarn", "FI"), person("Brix", "SE")]),
    ]
    found = consulted(rows, PEOPLE)
    held = {one.ends: one.held for one in found.contacts}
    assert held == {
        frozenset({"ona tarn|NO", "karl brix|SE"}): 2,
        frozenset({"tarn|FI", "karl brix|SE"}): 1,
    }


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [row(1, "NO", "SE"), row(2, "FI", "SE"), row(3, "NO", "FI", status="proposed")]
    one, other = consulted(rows), consulted(reversed(rows))
    assert one.nodes == other.nodes
    assert [c.ends for c in one.contacts] == [c.ends for c in other.contacts]


def test_nothing_is_an_empty_network() -> None:
    assert consulted([]).contacts == ()
    assert consulted([row(1, "NO")]).nodes == {}
