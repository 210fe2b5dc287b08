"""Who holds which office, for which party, since and until when."""

from __future__ import annotations

from typing import Any

import pytest

from servanda.model import Tenure


def one(claims: list[Any], person: str) -> Tenure:
    found = [c.body for c in claims if person in c.body.person]
    assert len(found) == 1, [c.body for c in claims]
    body = found[0]
    assert isinstance(body, Tenure)
    return body


@pytest.mark.parametrize(
    ("text", "person", "office", "party"),
    [
        (
            "Norwegian Defense Minister Ada Brandt met reporters on Monday.",
            "Ada Brandt",
            "Defense Minister",
            "NO",
        ),
        (
            "Foreign Minister Ada Brandt of Norway met reporters.",
            "Ada Brandt",
            "Foreign Minister",
            "NO",
        ),
        (
            "Ada Brandt, Minister of Defense of Norway, attended.",
            "Ada Brandt",
            "Minister of Defense",
            "NO",
        ),
        (
            "The talks were led by Ada Brandt, the Pentagon press secretary.",
            "Ada Brandt",
            "Pentagon press secretary",
            "US",
        ),
        (
            "Secretary of State Leo Marsh arrived in Oslo on Friday.",
            "Leo Marsh",
            "Secretary of State",
            "US",
        ),
        (
            "Norway's Ambassador to Chile Leo Marsh spoke to reporters.",
            "Leo Marsh",
            "Ambassador to Chile",
            "NO",
        ),
        (
            "The U.S. special envoy for Chile, Leo Marsh, spoke to reporters.",
            "Leo Marsh",
            "special envoy for Chile",
            "US",
        ),
        ("COP40 President Leo Marsh opened the session.", "Leo Marsh", "COP40 President", "COP40"),
        (
            "European Commission President Leo Marsh met Norwegian Prime Minister Ada Brandt.",
            "Leo Marsh",
            "European Commission President",
            "EU",
        ),
        (
            "Norwegian Minister of Finance and Public Works Ada Brandt met reporters.",
            "Ada Brandt",
            "Minister of Finance and Public Works",
            "NO",
        ),
    ],
)
def test_office_and_party(read_kind: Any, text: str, person: str, office: str, party: str) -> None:
    body = one(read_kind("tenure", text), person)
    assert (body.person, body.office, body.party) == (person, office, party)


@pytest.mark.parametrize(
    ("text", "since"),
    [
        (
            "Norwegian Defense Minister Ada Brandt, who took up her role earlier this month, met reporters.",
            "earlier this month",
        ),
        ("Norwegian Prime Minister Ada Brandt took office on Oct. 1 after the vote.", "Oct. 1"),
        (
            "Norwegian Prime Minister Ada Brandt met the press. It was her first trip since she took office last month.",
            "last month",
        ),
        (
            "Norwegian Prime Minister Ada Brandt will travel, for the first time since her inauguration last October.",
            "last October",
        ),
        (
            "Norwegian Defense Minister Ada Brandt, in her post since a mid-May reshuffle, met reporters.",
            "mid-May",
        ),
        ("Norwegian Defense Minister Ada Brandt, sworn in on May 3, met reporters.", "May 3"),
        ("Ada Brandt was appointed defense minister of Norway in March 2031.", "March 2031"),
        ("Ada Brandt has been the Norwegian prime minister since 2029.", "2029"),
        (
            "Norwegian Foreign Minister Leo Marsh and Defense Minister Ada Brandt, who took charge last December, met reporters.",
            "last December",
        ),
    ],
)
def test_since_is_taken_from_the_clause_that_begins_the_term(
    read_kind: Any, text: str, since: str
) -> None:
    body = one(read_kind("tenure", text), "Ada Brandt")
    assert body.since is not None
    assert body.since.text == since
    assert body.until is None


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Norwegian Defense Minister Ada Brandt stepped down on May 3.", "May 3"),
        ("Norwegian Defense Minister Ada Brandt resigned last week over the affair.", "last week"),
        ("Ada Brandt was the Norwegian prime minister until March 2031.", "March 2031"),
    ],
)
def test_until_is_taken_from_the_clause_that_ends_the_term(
    read_kind: Any, text: str, until: str
) -> None:
    body = one(read_kind("tenure", text), "Ada Brandt")
    assert body.until is not None
    assert body.until.text == until
    assert body.since is None


def test_a_meeting_day_is_no_beginning_of_a_term(read_kind: Any) -> None:
    text = "Norwegian Defense Minister Ada Brandt met her aides on May 3. She has not taken office on a Friday before."
    assert one(read_kind("tenure", text), "Ada Brandt").since is None


def test_a_person_named_often_has_one_tenure_with_the_most_telling_office(read_kind: Any) -> None:
    text = "Minister Brandt spoke. Norwegian Defense Minister Ada Brandt left. Gen. Brandt is a soldier too."
    body = one(read_kind("tenure", text), "Brandt")
    assert body.office == "Defense Minister"


@pytest.mark.parametrize(
    ("text", "office"),
    [
        (
            "Maj. Gen. Leo Marsh, who commands the 3rd Marine Division, spoke.",
            "commander of the 3rd Marine Division",
        ),
        (
            "Col. Leo Marsh, commander of the new 5th Coastal Regiment, spoke.",
            "commander of the new 5th Coastal Regiment",
        ),
        ("Leo Marsh, who has just become Norway's defense minister, spoke.", "defense minister"),
        ("Leo Marsh became Norway's foreign minister in May.", "foreign minister"),
    ],
)
def test_an_office_told_by_a_verb_or_behind_the_name(
    read_kind: Any, text: str, office: str
) -> None:
    assert one(read_kind("tenure", text), "Leo Marsh").office == office


@pytest.mark.parametrize(
    ("text", "party", "words"),
    [
        (
            "Norwegian Defense Minister Ada Brandt called her U.S. counterpart Leo Marsh on Monday.",
            "US",
            {"defense", "secretary"},
        ),
        (
            "Norwegian Defense Minister Ada Brandt called her Chilean counterpart Leo Marsh on Monday.",
            "CL",
            {"defense", "minister"},
        ),
        (
            "Norwegian Prime Minister Ada Brandt called her Chilean counterpart Leo Marsh.",
            "CL",
            {"counterpart", "prime", "minister"},
        ),
    ],
)
def test_a_counterpart_counts_with_the_office_it_stands_for(
    read_kind: Any, text: str, party: str, words: set[str]
) -> None:
    body = one(read_kind("tenure", text), "Leo Marsh")
    assert body.party == party
    assert words <= set(body.office.lower().split())


def test_former_and_incoming_holders_are_marked(read_kind: Any) -> None:
    text = "Former Norwegian Prime Minister Ada Brandt met Norwegian President-elect Leo Marsh."
    claims = read_kind("tenure", text)
    assert one(claims, "Brandt").former
    assert one(claims, "Marsh").incoming


def test_a_bare_office_is_the_reports_own_states(read_kind: Any) -> None:
    text = "Prime Minister Ada Brandt received Chilean President Leo Marsh in Oslo. Norway welcomed him. Norway hopes for more."
    claims = read_kind("tenure", text)
    assert one(claims, "Brandt").party == "NO"
    assert one(claims, "Marsh").party == "CL"


def test_two_officers_of_different_states_joined_by_and(read_kind: Any) -> None:
    text = "U.S. Secretary of State Leo Marsh and Defense Secretary Ida Holm met Norwegian Foreign Minister Ada Brandt."
    claims = read_kind("tenure", text)
    assert one(claims, "Holm").party == "US"
    assert one(claims, "Brandt").party == "NO"


def test_ministries_speak_through_their_own_spokespersons(read_kind: Any) -> None:
    text = "The Chilean Foreign Ministry was calm on Monday. Norway was not. Foreign Ministry spokesman Leo Marsh said Norway was wrong."
    body = one(read_kind("tenure", text), "Leo Marsh")
    assert (body.office, body.party) == ("Foreign Ministry spokesman", "CL")


def test_words_for_bodies_are_no_people(read_kind: Any) -> None:
    text = "The General Assembly voted. General Licenses were issued to the Secretary General Office on Monday."
    assert read_kind("tenure", text) == []


def test_evidence_holds_office_and_name(read_kind: Any) -> None:
    claim = read_kind("tenure", "On Monday Norwegian Defense Minister Ada Brandt met reporters.")[0]
    assert "Defense Minister Ada Brandt" in claim.evidence[0].exact
    assert 0.5 <= claim.confidence <= 1


@pytest.mark.parametrize(
    ("text", "person", "office", "party"),
    [
        (
            "Leo Marsh, left, vice minister for diplomatic strategy and intelligence, spoke.",
            "Leo Marsh",
            "vice minister for diplomatic strategy and intelligence",
            None,
        ),
        (
            "Leo Marsh, undersecretary of state for security policy at the Norwegian foreign ministry, spoke.",
            "Leo Marsh",
            "undersecretary of state for security policy",
            "NO",
        ),
        (
            "Leo Marsh, head of Norway's foreign intelligence agency, spoke.",
            "Leo Marsh",
            "head of foreign intelligence agency",
            "NO",
        ),
        (
            "LEO MARSH, NORWAY SECRETARY OF NATIONAL DEFENSE: We are honoured to be here.",
            "LEO MARSH",
            "SECRETARY OF NATIONAL DEFENSE",
            "NO",
        ),
        (
            "Lt. Gen. (ret.) Leo Marsh, a former NATO commander who heads a school, spoke.",
            "Leo Marsh",
            "NATO commander",
            "NATO",
        ),
        (
            "Norwegian Prime Minister Ada Brandt spoke. Brandt's predecessor, Leo Marsh, did not.",
            "Leo Marsh",
            "Prime Minister",
            "NO",
        ),
    ],
)
def test_long_offices(
    read_kind: Any, text: str, person: str, office: str, party: str | None
) -> None:
    body = one(read_kind("tenure", text), person)
    assert body.office == office
    if party is not None:
        assert body.party == party


def test_colleagues_of_whom_only_a_joint_office_is_told(read_kind: Any) -> None:
    text = "Norway and Chile agreed, the defence ministers of both countries said.\n\nLeo Marsh and his Norwegian colleague Ada Brandt signed it."
    claims = read_kind("tenure", text)
    marsh, brandt = one(claims, "Leo Marsh"), one(claims, "Ada Brandt")
    assert marsh.office == brandt.office == "defence minister"
    assert (marsh.party, brandt.party) == ("CL", "NO")


def test_who_succeeds_whom(read_kind: Any) -> None:
    text = "Norwegian Defence Minister Ada Brandt, who succeeded Leo Marsh last month, spoke."
    claims = read_kind("tenure", text)
    assert one(claims, "Brandt").since.text == "last month"
    marsh = one(claims, "Marsh")
    assert marsh.former
    assert marsh.until.text == "last month"
    assert (marsh.office, marsh.party) == ("Defence Minister", "NO")
