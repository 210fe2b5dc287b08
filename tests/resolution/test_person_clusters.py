"""Whom a name means: across orders and ranks, and where two persons must stay two."""

from __future__ import annotations

from made import holds_office, orders, resolved, talks
from servanda.model import Quote, ResolvedClaim
from servanda.resolution.person_clusters import find_people


def persons(*claims: ResolvedClaim) -> list[tuple[str, tuple[str, ...]]]:
    found = find_people(claims)
    for order in orders(claims):
        assert find_people(order) == found
    return sorted((found.names[t.id], t.reports) for t in found.entities)


def test_one_person_in_either_order_and_with_a_rank() -> None:
    got = persons(
        holds_office("n1", "Tevi Orlan", "Defence Minister", "NR"),
        talks("n2", "ORLAN Tevi/NR; Leo Marsh/SM"),
        holds_office("n3", "Gen. Tevi Orlan", "Chief of Staff", "NR"),
    )
    assert got == [("Leo Marsh", ("n2",)), ("Tevi Orlan", ("n1", "n2", "n3"))]


def test_the_other_order_in_another_state_is_another_person() -> None:
    got = persons(
        talks("n1", "Jun Park/NR; Leo Marsh/SM"),
        talks("n2", "Park Jun/TO; Leo Marsh/SM"),
        talks("n3", "Jun Park/NR; Leo Marsh/SM"),
    )
    assert [reports for name, reports in got if "Park" in name] == [("n1", "n3"), ("n2",)]
    same = persons(talks("n1", "Jun Park/NR; Leo Marsh/SM"), talks("n2", "Park Jun; Leo Marsh/SM"))
    assert [reports for name, reports in same if "Park" in name] == [("n1", "n2")]


def test_a_middle_initial_or_a_suffix_more_is_one_person() -> None:
    got = persons(
        holds_office("n1", "Ada R. Brandt", "President", "NR"),
        holds_office("n2", "Ada Brandt Jr.", "President", "NR"),
        holds_office("n3", "Ada Brandt", "President", "NR"),
    )
    assert len(got) == 1
    assert got[0][1] == ("n1", "n2", "n3")


def test_father_and_son_stay_two_and_the_name_between_them_stays_open() -> None:
    got = persons(
        holds_office("n1", "Ada Brandt Sr.", "President", "NR"),
        holds_office("n2", "Ada Brandt Jr.", "President", "NR"),
        holds_office("n3", "Ada Brandt", "President", "NR"),
    )
    assert len(got) == 3


def test_two_of_one_surname_stay_two() -> None:
    got = persons(
        holds_office("n1", "Ada Brandt", "Prime Minister", "NR"),
        holds_office("n1", "Rolf Brandt", "Defence Minister", "NR"),
        talks("n1", "Brandt/NR; Leo Marsh/SM"),
    )
    assert [name for name, _ in got] == ["Ada Brandt", "Leo Marsh", "Rolf Brandt"]


def test_a_surname_means_the_one_of_that_name_in_the_report() -> None:
    claims = (
        holds_office("n1", "Ada Brandt", "Prime Minister", "NR"),
        holds_office("n2", "Rolf Brandt", "Defence Minister", "NR"),
        talks("n2", "Brandt/NR; Leo Marsh/SM"),
        resolved("n2", Quote("Brandt", "a fair bargain")),
    )
    found = find_people(claims)
    rolf = found.means[claims[1].claim.id, "Rolf Brandt"]
    assert found.means[claims[2].claim.id, "Brandt"] == rolf
    assert found.means[claims[3].claim.id, "Brandt"] == rolf
    assert found.means[claims[0].claim.id, "Ada Brandt"] != rolf


def test_a_title_and_surname_alone_mean_the_holder_known_from_elsewhere() -> None:
    got = persons(
        holds_office("n1", "Ada Brandt", "Defence Minister", "NR"),
        holds_office("n2", "Brandt", "Defense Secretary", "NR"),
        holds_office("n3", "Brandt", "Foreign Minister", "AL"),
    )
    assert got == [("Ada Brandt", ("n1", "n2")), ("Brandt", ("n3",))]


def test_a_spelling_variant_needs_the_same_office_and_state() -> None:
    one = holds_office("n1", "Ada Brandtner", "Defence Minister", "NR")
    assert len(persons(one, holds_office("n2", "Ada Brandtnar", "Defence Minister", "NR"))) == 1
    assert len(persons(one, holds_office("n2", "Ada Brandtnar", "Trade Minister", "NR"))) == 2


def test_one_name_in_two_states_with_two_offices_is_two_persons() -> None:
    got = persons(
        holds_office("n1", "Min Seld", "Defence Minister", "NR"),
        holds_office("n2", "Min Seld", "Trade Minister", "SM"),
    )
    assert len(got) == 2


def test_a_ministry_that_speaks_is_no_person() -> None:
    assert persons(resolved("n1", Quote("Defence Ministry", "a fair bargain"))) == []


def test_two_speakers_in_one_are_nobody() -> None:
    claims = [
        holds_office("n1", "Ada Brandt", "Defence Minister", "NR"),
        holds_office("n1", "Leo Marsh", "Defence Minister", "SM"),
        resolved("n1", Quote("Ada Brandt and Leo Marsh", "a fair bargain")),
    ]
    assert persons(*claims) == [("Ada Brandt", ("n1",)), ("Leo Marsh", ("n1",))]


def test_the_surname_goes_last_where_somebody_is_called_by_it() -> None:
    got = persons(
        holds_office("n1", "Orlan Tevi", "Foreign Minister", "NR"),
        holds_office("n2", "Tevi Orlan", "Foreign Minister", "NR"),
        holds_office("n3", "Orlan", "Minister", "NR"),
    )
    assert got == [("Tevi Orlan", ("n1", "n2", "n3"))]


def test_reasons_are_kept() -> None:
    found = find_people(
        (
            holds_office("n1", "Tevi Orlan", "Defence Minister", "NR"),
            talks("n2", "ORLAN Tevi R./NR"),
        )
    )
    [person] = found.entities
    assert any("share all full names" in reason for reason in person.reasons)


def test_the_presidents_surname_beside_his_wife_is_his() -> None:
    got = persons(
        holds_office("n1", "Tevi Orlan", "President", "NR"),
        holds_office("n2", "Mara Orlan", "First Lady", "NR"),
        talks("n2", "Orlan/NR/President; Leo Marsh/SM"),
    )
    assert ("Tevi Orlan", ("n1", "n2")) in got


def test_a_surname_goes_before_what_begins_like_it() -> None:
    got = persons(
        holds_office("n1", "Tevi Orlan", "President", "NR"),
        holds_office("n2", "Orlan Tarn", "President", "NR"),
        talks("n3", "Orlan/NR/President; Leo Marsh/SM"),
    )
    assert ("Tevi Orlan", ("n1", "n3")) in got
