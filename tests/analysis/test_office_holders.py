"""Who held an office on a day: from beginnings told, reports that name the holder, and successors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from made import day, holds_office, span
from servanda.analysis.office_holders import holders
from servanda.model import ResolvedClaim
from servanda.resolution.resolve import resolve_claims

OLD = holds_office("n1", "Ada Brandt", "Defence Minister", "NR", published="2030-03-01")
AGAIN = holds_office("n2", "Brandt Ada", "Defense Secretary", "NR", published="2030-09-01")
NEW = holds_office(
    "n3",
    "Ivo Kern",
    "Minister of Defence",
    "NR",
    published="2031-05-01",
    since=span("2031-04-01", "2031-04-30"),
)


def who(day_: str, *claims: ResolvedClaim) -> list[tuple[str, str]]:
    found = holders(resolve_claims(claims), date.fromisoformat(day_))
    return [(h.name, h.standing) for h in found]


@pytest.mark.parametrize(
    ("on", "want"),
    [
        ("2030-02-01", [("Ada Brandt", "later")]),
        ("2030-03-01", [("Ada Brandt", "stated")]),
        ("2030-06-15", [("Ada Brandt", "stated")]),
        ("2030-12-31", [("Ada Brandt", "seen")]),
        ("2031-04-30", [("Ivo Kern", "stated")]),
        ("2031-05-01", [("Ivo Kern", "stated")]),
        ("2031-08-01", [("Ivo Kern", "seen")]),
    ],
)
def test_two_holders_in_turn(on: str, want: list[tuple[str, str]]) -> None:
    assert who(on, OLD, AGAIN, NEW) == want


def test_nobody_before_the_beginning_that_is_told() -> None:
    assert who("2031-03-31", NEW) == []


def test_a_former_holder_holds_nothing_and_an_incoming_one_not_yet() -> None:
    former = holds_office(
        "n1", "Uma Tal", "President", "SM", body={"former": True}, published="2030-01-01"
    )
    coming = holds_office(
        "n1", "Ana Lis", "President", "SM", body={"incoming": True}, published="2030-01-01"
    )
    assert who("2030-01-01", former, coming) == []
    sworn = holds_office(
        "n2", "Ana Lis", "President", "SM", since=day("2030-02-01"), published="2030-02-03"
    )
    assert who("2030-02-02", former, coming, sworn) == [("Ana Lis", "stated")]


def test_one_who_left_is_gone() -> None:
    left = holds_office(
        "n2",
        "Ada Brandt",
        "Defence Minister",
        "NR",
        until=day("2030-07-01"),
        published="2030-07-05",
    )
    assert who("2030-06-01", OLD, left) == [("Ada Brandt", "stated")]
    assert who("2030-07-02", OLD, left) == []


def test_a_report_of_some_year_or_other_puts_nobody_in_office_before_it() -> None:
    vague = replace(
        holds_office("n1", "Uma Tal", "President", "SM"), published=span("2020-01-01", "2031-01-01")
    )
    assert who("2025-01-01", vague) == [("Uma Tal", "later")]
    assert who("2031-01-01", vague) == [("Uma Tal", "seen")]
    fine = holds_office("n2", "Ana Lis", "President", "SM", published="2030-05-05")
    assert who("2031-01-01", vague, fine) == [("Ana Lis", "seen")]


def test_two_spokespersons_may_speak_on_one_day() -> None:
    claims = [
        holds_office("n1", name, "Press Secretary", "NR", published="2030-03-01")
        for name in ("Bo Lund", "Eva Moss")
    ]
    assert [name for name, _ in who("2030-03-01", *claims)] == ["Bo Lund", "Eva Moss"]


def test_one_office_put_in_any_way_and_one_party() -> None:
    other = holds_office("n9", "Leo Marsh", "Secretary of Defense", "SM", published="2030-03-01")
    world = resolve_claims([OLD, AGAIN, NEW, other])
    on = date(2030, 3, 1)
    assert [h.name for h in holders(world, on, office="defence chief")] == [
        "Ada Brandt",
        "Leo Marsh",
    ]
    [one] = holders(world, on, office="Minister for Defence", party="SM")
    assert one.name == "Leo Marsh"
    assert one.reports == ("n9",)
    assert holders(world, on, office="Trade Minister") == ()


def test_a_bare_title_is_the_office_the_person_is_known_in() -> None:
    bare = holds_office("n5", "Ada Brandt", "Minister", "NR", published="2030-10-01")
    [one] = holders(resolve_claims([OLD, bare]), date(2030, 8, 1))
    assert (one.office, one.reports) == ("minister:defence", ("n1", "n5"))


def test_two_holders_on_one_day_are_marked_as_disputed() -> None:
    one = holds_office("n1", "Ada Brandt", "Defence Minister", "NR", published="2031-05-01")
    two = holds_office("n2", "Ivo Kern", "Defence Minister", "NR", published="2031-05-01")
    found = holders(resolve_claims([one, two]), date(2031, 5, 1))
    assert [(h.name, h.disputed) for h in found] == [("Ada Brandt", True), ("Ivo Kern", True)]
    alone = holders(resolve_claims([one]), date(2031, 5, 1))
    assert [h.disputed for h in alone] == [False]


def test_two_presidents_of_one_organisation_are_two_offices() -> None:
    council = holds_office("n1", "Ada Brandt", "Council President", "EU", published="2031-05-01")
    board = holds_office("n2", "Ivo Kern", "Commission President", "EU", published="2031-06-01")
    assert who("2031-06-01", council, board) == [("Ivo Kern", "stated"), ("Ada Brandt", "seen")]
