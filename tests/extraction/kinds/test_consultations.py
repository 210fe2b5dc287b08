"""Consultations: one claim for each, with who, where, when, whether it was held, and all its mentions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from servanda.model import Consultation
from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status

PAIR = "Norwegian Defense Minister Ada Brandt and Estonian Defense Minister Juhan Tamm "

# Reports of one short sentence may not be told from other languages.
REST = " Officials of both governments gave no further details to reporters who were waiting there."

Claims = Callable[[str, str], list[Any]]
Bodies = Callable[[str, str], list[Any]]


def names(body: Consultation) -> set[str]:
    """Return the names of those who took part."""
    return {p.name for p in body.participants}


def test_all_mentions_of_one_meeting_are_one_claim(claims: Claims) -> None:
    text = (
        PAIR + "agreed Monday to share radar data. During their talks, held in Oslo, the two also "
        "spoke of the winter.\n\nThe meeting lasted for 40 minutes. Brandt told Tamm at the outset of "
        "the talks that she was glad."
    )
    (claim,) = claims(text, "consultation")
    body = claim.body
    assert body.form is Form.MEETING
    assert body.status is Status.HELD
    assert names(body) == {"Ada Brandt", "Juhan Tamm"}
    assert set(body.parties) == {"NO", "EE"}
    assert body.when is not None
    assert body.when.text == "Monday"
    assert body.duration_minutes == 40
    assert len(claim.evidence) >= 3


@pytest.mark.parametrize(
    ("text", "form", "status"),
    [
        (
            "Chilean President Rosa Vidal met Kenyan President Amos Oloo in Nairobi on Friday.",
            Form.MEETING,
            Status.HELD,
        ),
        (
            "Chilean President Rosa Vidal will meet Kenyan President Amos Oloo in Nairobi on Friday.",
            Form.MEETING,
            Status.PLANNED,
        ),
        (
            "Chilean President Rosa Vidal spoke by phone with Kenyan President Amos Oloo on Friday.",
            Form.CALL,
            Status.HELD,
        ),
        ("Chilean President Rosa Vidal is to visit Kenya in June.", Form.VISIT, Status.PLANNED),
        ("Chilean President Rosa Vidal hopes to visit Kenya in June.", Form.VISIT, Status.PROPOSED),
        (
            "Chilean President Rosa Vidal paid a courtesy call on Kenyan President Amos Oloo on Friday.",
            Form.COURTESY,
            Status.HELD,
        ),
        (
            "Chilean President Rosa Vidal and Kenyan President Amos Oloo signed a fisheries agreement in Nairobi on Friday.",
            Form.SIGNING,
            Status.HELD,
        ),
        (
            "Chilean Foreign Minister Rosa Vidal and Kenyan Foreign Minister Amos Oloo cancelled talks planned for Friday.",
            Form.MEETING,
            Status.CANCELLED,
        ),
    ],
)
def test_form_and_status_follow_from_the_words(
    bodies: Bodies, text: str, form: Form, status: Status
) -> None:
    (body,) = bodies(text + REST, "consultation")
    assert (body.form, body.status) == (form, status)


def test_a_trip_and_the_talks_held_on_it_are_two(bodies: Bodies) -> None:
    found = bodies(
        "Kenyan Defence Minister Amos Oloo will fly to Oslo in late March for talks with "
        "Norwegian Defence Minister Ada Brandt.",
        "consultation",
    )
    assert [b.form for b in found] == [Form.VISIT, Form.MEETING]
    visit, talks = found
    assert names(visit) == {"Amos Oloo"}
    assert visit.country == "NO"
    assert names(talks) == {"Amos Oloo", "Ada Brandt"}
    assert [b.status for b in found] == [Status.PLANNED, Status.PLANNED]
    assert {b.when.text for b in found if b.when} == {"late March"}


def test_a_later_meeting_with_others_is_another(bodies: Bodies) -> None:
    found = bodies(
        "Norwegian Foreign Minister Ada Brandt met Estonian Foreign Minister Juhan Tamm in Tallinn on Tuesday. "
        "Brandt also met Estonian Prime Minister Liis Kask.",
        "consultation",
    )
    assert [names(b) for b in found] == [{"Ada Brandt", "Juhan Tamm"}, {"Ada Brandt", "Liis Kask"}]
    assert all(b.when is not None and b.when.text == "Tuesday" for b in found)


def test_the_meeting_on_the_margins_of_another(bodies: Bodies) -> None:
    found = bodies(
        "Norwegian Foreign Minister Ada Brandt met Estonian Foreign Minister Juhan Tamm on the margins of "
        "a NATO summit in Madrid on Tuesday.",
        "consultation",
    )
    talks = next(b for b in found if b.form is Form.MEETING)
    assert talks.margins_of is not None
    assert "NATO summit" in talks.margins_of
    summit = next(b for b in found if "NATO" in b.parties)
    assert names(summit) == names(talks)  # who meets on its margins attends it


@pytest.mark.parametrize(
    ("text", "form", "status", "parties"),
    [
        (
            "Kenyan President Amos Oloo's planned trip to Norway in January was cancelled.",
            Form.VISIT,
            Status.CANCELLED,
            {"KE"},
        ),
        (
            "Norwegian Prime Minister Ada Brandt looks forward to welcoming Kenyan President Amos Oloo to Oslo on May 3.",
            Form.MEETING,
            Status.PLANNED,
            {"NO", "KE"},
        ),
        (
            "Ministers from Norway and Kenya held their ninth 2+2 meeting in Oslo on Aug. 28.",
            Form.TWO_PLUS_TWO,
            Status.HELD,
            {"NO", "KE"},
        ),
        (
            "Envoys from Norway and Kenya wrapped up two days of talks in Geneva on Friday.",
            Form.MEETING,
            Status.HELD,
            {"NO", "KE"},
        ),
        (
            "Foreign ministers of the Group of Seven will gather in Oslo on June 15.",
            Form.MULTILATERAL,
            Status.PLANNED,
            {"G7"},
        ),
        (
            "Norway lodged a protest with Kenya through the embassy in Nairobi.",
            Form.PROTEST,
            Status.HELD,
            {"NO", "KE"},
        ),
    ],
)
def test_states_and_bodies_consult_too(
    bodies: Bodies, text: str, form: Form, status: Status, parties: set[str]
) -> None:
    (body,) = bodies(text + REST, "consultation")
    assert (body.form, body.status, set(body.parties)) == (form, status, parties)


def test_a_host_is_no_visitor(bodies: Bodies) -> None:
    text = (
        "At the invitation of the Prime Minister of Chile, Rosa Vidal, the Prime Minister of Norway, "
        "Ada Brandt, paid an official visit to Chile from 3 to 5 May 2031."
    )
    (body,) = bodies(text + REST, "consultation")
    assert names(body) == {"Ada Brandt"}


def test_bilateral_talks_stand_beside_trilateral_ones(bodies: Bodies) -> None:
    found = bodies(
        "The foreign ministers of Norway, Kenya and Chile will hold talks in Geneva on Saturday. The talks will "
        "follow Norwegian Foreign Minister Ada Brandt's planned bilateral talks with Kenyan Foreign Minister Amos Oloo.",
        "consultation",
    )
    assert len(found) == 2
    assert {"NO", "KE", "CL"} in [set(b.parties) for b in found]


def test_two_plus_two_names_all_four(bodies: Bodies) -> None:
    (body,) = bodies(
        "Norwegian Foreign Minister Ada Brandt and Defense Minister Nils Lund will meet their Estonian counterparts, "
        "Juhan Tamm and Liis Kask, on Wednesday.\n\nThe two-plus-two meeting will be the first of its kind.",
        "consultation",
    )
    assert body.form is Form.TWO_PLUS_TWO
    assert {"Ada Brandt", "Nils Lund"} <= names(body)


_TOLD = (
    "Estonian Defense Minister Juhan Tamm and {office} Liis Kask called on Norwegian Prime Minister "
    "Kari Strand in Oslo on Monday. Tamm praised the 2+2 meeting of the foreign and defense ministers of "
    "Norway and Estonia on Sunday.\n\nAt the 2+2 talks, in which Foreign Minister Ada Brandt and "
    "Defense Minister Nils Lund of Norway took part, the ministers agreed to share radar data."
)


@pytest.mark.parametrize(
    ("office", "others"),
    [
        ("Foreign Minister", {"Juhan Tamm", "Liis Kask"}),
        ("Deputy Foreign Minister", set()),
        ("former Foreign Minister", set()),
    ],
)
def test_the_other_side_of_a_two_plus_two(bodies: Bodies, office: str, others: set[str]) -> None:
    found = bodies(_TOLD.format(office=office), "consultation")
    (body,) = [b for b in found if b.form is Form.TWO_PLUS_TWO]
    assert names(body) & {"Juhan Tamm", "Liis Kask"} == others


def test_a_virtual_meeting_says_so(bodies: Bodies) -> None:
    (body,) = bodies(
        "Norwegian Prime Minister Ada Brandt met virtually on Monday with Prime Minister Amos Oloo of Kenya.",
        "consultation",
    )
    assert body.place == "virtual"


def test_a_readouts_headline_is_one_more_mention(claims: Claims) -> None:
    text = (
        "Readout of Prime Minister Brandt’s Call with Prime Minister Oloo of Kenya\n\n"
        "Norwegian Prime Minister Ada Brandt spoke today with Prime Minister Amos Oloo of Kenya. The leaders discussed trade."
    )
    (claim,) = claims(text, "consultation")
    assert claim.body.form is Form.CALL
    assert len(claim.evidence) == 3
    assert "spoke today" in claim.evidence[0].exact


@pytest.mark.parametrize(
    "text",
    [
        "Norwegian Defense Minister Ada Brandt told a news conference in Oslo on Monday that prices had risen.",
        "Norway urged Estonia to hold talks with Latvia on fish.",
        "Norwegian Prime Minister Ada Brandt said there was no need for talks with Estonia.",
        "Norway and Estonia must hold talks if the dispute goes on.",
        "Norwegian Prime Minister Ada Brandt met her own cabinet in Oslo on Monday.",
        "Norwegian Prime Minister Ada Brandt met the goal she had set on Monday.",
        "Norwegian Prime Minister Ada Brandt called on Estonia to free the crew on Monday.",
        "Norway calls for talks with Estonia in May.",
    ],
)
def test_what_is_no_consultation(bodies: Bodies, text: str) -> None:
    assert bodies(text + REST, "consultation") == []


@pytest.mark.parametrize(
    ("text", "form", "status", "people", "parties"),
    [
        (
            (
                "Chile and Kenya signed a roadmap on fisheries in Nairobi on Friday. Chilean President "
                "Rosa Vidal and Kenyan President Amos Oloo put their names to it."
            ),
            Form.SIGNING,
            Status.HELD,
            {"Rosa Vidal", "Amos Oloo"},
            {"CL", "KE"},
        ),
        (
            (
                "Kenya took the matter up with the Chilean embassy in Nairobi on Monday, Defence Minister "
                "Amos Oloo said."
            ),
            Form.PROTEST,
            Status.HELD,
            set(),
            {"CL", "KE"},
        ),
        (
            (
                "Chilean President Rosa Vidal told Kenyan President Amos Oloo on Friday that the port "
                "would be open to his navy."
            ),
            Form.MEETING,
            Status.HELD,
            {"Rosa Vidal", "Amos Oloo"},
            {"CL", "KE"},
        ),
        (
            (
                "Chilean President Rosa Vidal asked Kenyan President Amos Oloo in a phone call on Friday "
                "for more patrols."
            ),
            Form.CALL,
            Status.HELD,
            {"Rosa Vidal", "Amos Oloo"},
            {"CL", "KE"},
        ),
        (
            "Chilean President Rosa Vidal will discuss the harbour with Kenyan President Amos Oloo.",
            Form.MEETING,
            Status.PLANNED,
            {"Rosa Vidal", "Amos Oloo"},
            {"CL", "KE"},
        ),
        (
            "Chile and Kenya will host a forum on fisheries in Nairobi in December.",
            Form.MULTILATERAL,
            Status.PLANNED,
            set(),
            {"CL", "KE"},
        ),
        (
            "Chilean President Rosa Vidal met Kenyan Ambassador Amos Oloo on Monday to lodge a protest.",
            Form.PROTEST,
            Status.HELD,
            {"Rosa Vidal", "Amos Oloo"},
            {"CL", "KE"},
        ),
    ],
)
def test_words_that_do_not_name_the_event(
    claims: Claims, text: str, form: Form, status: Status, people: set[str], parties: set[str]
) -> None:
    (claim,) = claims(text + REST, "consultation")
    assert (claim.body.form, claim.body.status) == (form, status)
    assert names(claim.body) == people
    assert set(claim.body.parties) == parties


def test_each_side_protests_for_itself(claims: Claims) -> None:
    text = (
        "Kenya protested to the Chilean embassy in Nairobi on Monday over the seizure. Chile denied "
        "it all.\n\nChile in turn protested to the Kenyan embassy in Santiago." + REST
    )
    found = claims(text, "consultation")
    assert [c.body.form for c in found] == [Form.PROTEST, Form.PROTEST]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            (
                "Chilean President Rosa Vidal told sailors in Nairobi on Tuesday that the patrols would "
                "go on. Earlier she and Kenyan President Amos Oloo had met at the State House."
            ),
            "Tuesday",
        ),
        (
            (
                "Chile and Kenya want a new pact, their presidents said Friday.\n\nChilean President Rosa "
                "Vidal and Kenyan President Amos Oloo held talks in the old fort of Mombasa."
            ),
            "Friday",
        ),
    ],
)
def test_an_event_without_a_day_takes_that_of_the_news(bodies: Bodies, text: str, day: str) -> None:
    (body,) = bodies(text + REST, "consultation")
    assert body.when is not None
    assert body.when.text == day


def test_the_day_of_another_clause_is_no_day_of_the_event(bodies: Bodies) -> None:
    text = (
        "Chile and Kenya want a new pact, which their parliaments asked for on Friday.\n\nChilean "
        "President Rosa Vidal and Kenyan President Amos Oloo held talks in the old fort of Mombasa."
    )
    (body,) = bodies(text + REST, "consultation")
    assert body.when is None


def test_a_meeting_on_an_announced_trip(bodies: Bodies) -> None:
    text = (
        "Chilean Foreign Minister Rosa Vidal will travel to Kenya and Norway from May 3 to May 8. "
        "In Nairobi, she will discuss trade and fisheries. Officials of the ministry gave no details."
    )
    visit, meeting = bodies(text, "consultation")
    assert (visit.form, visit.status) == (Form.VISIT, Status.PLANNED)
    assert (meeting.form, meeting.status) == (Form.MEETING, Status.PLANNED)
    assert names(meeting) == {"Rosa Vidal"}
    assert set(meeting.parties) == {"CL", "KE"}
    assert meeting.place == "Nairobi"


def test_a_trip_that_was_only_planned(bodies: Bodies) -> None:
    text = (
        "Chile and Kenya signed an agreement on Monday, Kenyan President Amos Oloo said. Chilean "
        "President Rosa Vidal, who had planned to come in person, stayed at home."
    )
    found = {b.form: b for b in bodies(text + REST, "consultation")}
    assert found[Form.VISIT].status is Status.CANCELLED
    assert found[Form.VISIT].country == "KE"


def test_an_intended_pact_is_no_signing(bodies: Bodies) -> None:
    text = "Chile and Kenya intend to conclude a fisheries agreement next year, officials said."
    assert bodies(text + REST, "consultation") == []


def test_was_there_at_somebodys_invitation(bodies: Bodies) -> None:
    text = (
        "Chilean President Rosa Vidal was in Nairobi from May 3 to May 5 at the invitation of "
        "Kenyan President Amos Oloo, her office said."
    )
    visit = next(b for b in bodies(text + REST, "consultation") if b.form is Form.VISIT)
    assert names(visit) == {"Rosa Vidal"}
    assert visit.country == "KE"


def test_the_next_meeting_has_no_date_yet(bodies: Bodies) -> None:
    text = (
        PAIR
        + "met in Oslo on Monday. The report should be studied at the next meeting, on a date to "
        "be agreed."
    )
    held, ahead = bodies(text + REST, "consultation")
    assert (held.status, ahead.status) == (Status.HELD, Status.PLANNED)
    assert ahead.when is None
    assert set(ahead.parties) == {"NO", "EE"}


@pytest.mark.parametrize(
    ("text", "form", "status", "parties"),
    [
        (
            "The foreign ministers of Chile and Kenya discussed fishing during a telephone call on Monday.",
            Form.CALL,
            Status.HELD,
            {"CL", "KE"},
        ),
        (
            "Chilean President Rosa Vidal will be in Nairobi on May 3 to continue talks with Kenya.",
            Form.VISIT,
            Status.PLANNED,
            {"CL"},
        ),
        (
            "Top diplomats of the NATO members will gather on Thursday in Oslo, paving the way for it.",
            Form.MULTILATERAL,
            Status.PLANNED,
            {"NATO"},
        ),
        (
            "Chile is offering to host APEC in 2031.",
            Form.MULTILATERAL,
            Status.PROPOSED,
            {"CL", "APEC"},
        ),
        (
            "Chile spoke of its recent fisheries agreements signed with Kenya and Norway.",
            Form.SIGNING,
            Status.HELD,
            {"CL", "KE", "NO"},
        ),
        (
            "Chile signed a memorandum with the Amber Sea Secretariat on Monday, officials in Kenya said.",
            Form.SIGNING,
            Status.HELD,
            {"CL"},
        ),
    ],
)
def test_more_ways_to_tell_of_an_event(
    bodies: Bodies, text: str, form: Form, status: Status, parties: set[str]
) -> None:
    found = [b for b in bodies(text + REST, "consultation") if b.form is form]
    assert [(b.status, set(b.parties)) for b in found] == [(status, parties)]


def test_an_invitation_for_him_is_for_the_other(bodies: Bodies) -> None:
    text = (
        "Chilean President Rosa Vidal thanked Kenyan President Amos Oloo on Monday and conveyed an "
        "invitation for him to visit Chile later this year."
    )
    visit = next(b for b in bodies(text + REST, "consultation") if b.form is Form.VISIT)
    assert names(visit) == {"Amos Oloo"}
    assert visit.status is Status.PLANNED


def test_a_welcome_and_the_visit_are_one(read_kind: Callable[..., list[Any]]) -> None:
    text = (
        "Chilean President Rosa Vidal looks forward to welcoming Kenyan President Amos Oloo to Santiago "
        "on May 21, 2031.\n\nPresident Oloo’s visit to Chile will highlight the bond between the two."
    )
    (claim,) = read_kind("consultation", text)
    assert claim.body.form is Form.VISIT
    assert names(claim.body) == {"Rosa Vidal", "Amos Oloo"}


def test_who_says_i_is_the_one_who_signs(read_kind: Callable[..., list[Any]]) -> None:
    text = "Kenya is a friend. Recently, I travelled to Kenya, where the farms are."
    (claim,) = read_kind("consultation", text, headline="Message from Chilean President Rosa Vidal")
    assert names(claim.body) == {"Rosa Vidal"}
    assert claim.body.country == "KE"


def test_talks_of_two_do_not_melt_into_those_of_many(bodies: Bodies) -> None:
    text = (
        "We, the ministers of Chile, Kenya, Norway and Estonia, have just completed a two-day meeting during "
        "which we reviewed the Chile-Kenya negotiations last month and told our officials to meet in July."
    )
    found = bodies(text + REST, "consultation")
    assert {frozenset(b.parties) for b in found} >= {
        frozenset({"CL", "KE", "NO", "EE"}),
        frozenset({"CL", "KE"}),
    }


def test_whoever_is_met_takes_part_whatever_the_office(bodies: Bodies) -> None:
    text = (
        "Chilean President Rosa Vidal spoke by phone on Monday with Amos Oloo, Spokesperson and Chief "
        "Advisor to the President of Kenya."
    )
    (body,) = bodies(text + REST, "consultation")
    assert names(body) == {"Rosa Vidal", "Amos Oloo"}
    assert set(body.parties) == {"CL", "KE"}


def test_a_call_made_to_open_a_larger_meeting_is_its_own(bodies: Bodies) -> None:
    text = (
        "Chilean President Rosa Vidal spoke today with President Amos Oloo of Kenya to inaugurate the "
        "fourth Chile-Kenya 2+2 Ministerial Dialogue."
    )
    found = {b.form: b for b in bodies(text + REST, "consultation")}
    assert set(found) == {Form.CALL, Form.TWO_PLUS_TWO}
    assert names(found[Form.CALL]) == {"Rosa Vidal", "Amos Oloo"}


@pytest.mark.parametrize(
    "text",
    [
        "Chilean President Rosa Vidal, who is on a four-day official visit to Kenya, praised the farms.",
        "Chilean President Rosa Vidal departs Santiago for a two-day state visit to Kenya on Thursday.",
    ],
)
def test_who_is_or_sets_out_on_a_visit(bodies: Bodies, text: str) -> None:
    visits = [b for b in bodies(text + REST, "consultation") if b.form is Form.VISIT]
    assert [(names(v), v.country) for v in visits] == [({"Rosa Vidal"}, "KE")]


def test_papers_to_be_signed_on_a_visit_are_of_the_two(bodies: Bodies) -> None:
    text = (
        "Chilean President Rosa Vidal arrived in Nairobi on Monday to meet Kenyan President Amos Oloo. "
        "Several agreements will be signed during the visit."
    )
    signings = [b for b in bodies(text + REST, "consultation") if b.form is Form.SIGNING]
    assert [set(b.parties) for b in signings] == [{"CL", "KE"}]


def test_a_summit_proposed_to_the_one_just_called(bodies: Bodies) -> None:
    text = (
        "Chilean President Rosa Vidal spoke on Monday by phone with President Amos Oloo of Kenya. She "
        "voiced concern over fishing and proposed a summit meeting in a third country in the coming months."
    )
    found = [b for b in bodies(text + REST, "consultation") if b.status is Status.PROPOSED]
    assert [names(b) for b in found] == [{"Rosa Vidal", "Amos Oloo"}]


def test_what_lies_ahead_is_planned_and_what_lies_behind_was_held(bodies: Bodies) -> None:
    text = (
        "OSLO, May 14, 2031 - Chilean President Rosa Vidal thanked Kenyan President Amos Oloo on Wednesday "
        "for hosting the Chile-Kenya Summit in Nairobi on May 16, 2031."
    )
    (summit,) = [b for b in bodies(text + REST, "consultation") if b.form is Form.SUMMIT]
    assert summit.when is not None


def test_the_seat_of_a_body_is_a_place_too(bodies: Bodies) -> None:
    text = "Chilean President Rosa Vidal met Kenyan President Amos Oloo in Brussels on Friday."
    (body,) = bodies(text + REST, "consultation")
    assert (body.place, body.country) == ("Brussels", "BE")
    assert set(body.parties) == {"CL", "KE"}


@pytest.mark.parametrize(
    ("text", "traveller", "place"),
    [
        (
            "During a working visit to Nairobi, President of Chile Rosa Vidal met with Kenyan President Amos Oloo.",
            "Rosa Vidal",
            "Nairobi",
        ),
        (
            "While on a visit to Nairobi, Chilean President Rosa Vidal met with Kenyan President Amos Oloo.",
            "Rosa Vidal",
            "Nairobi",
        ),
        (
            "Kenyan President Amos Oloo met with Chilean President Rosa Vidal, who has come to Nairobi on an official visit.",
            "Rosa Vidal",
            "Nairobi",
        ),
        (
            "Kenyan President Amos Oloo met with Chilean President Rosa Vidal during a working visit to Nairobi.",
            "Rosa Vidal",
            "Nairobi",
        ),
    ],
)
def test_a_visit_told_beside_the_meeting_is_its_own(
    bodies: Bodies, text: str, traveller: str, place: str
) -> None:
    found = bodies(text, "consultation")
    assert sorted(b.form.value for b in found) == ["meeting", "visit"]
    (visit,) = [b for b in found if b.form is Form.VISIT]
    assert (names(visit), visit.place) == ({traveller}, place)
    (meeting,) = [b for b in found if b.form is Form.MEETING]
    assert names(meeting) == {"Rosa Vidal", "Amos Oloo"}


def test_during_the_visit_tells_of_no_further_one(bodies: Bodies) -> None:
    text = "Chilean President Rosa Vidal met with Kenyan President Amos Oloo during the visit."
    assert [b.form for b in bodies(text, "consultation")] == [Form.MEETING]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # whoever takes part in a body's meeting is there; whoever speaks of it is not
        ("Kenyan President Amos Oloo will take part in the 14th BRICS Summit in Durban on Friday.", {"Amos Oloo"}),
        ("Kenyan President Amos Oloo spoke of the 14th BRICS Summit in Durban on Friday.", set()),
    ],
)  # fmt: skip
def test_who_takes_part_in_a_summit(bodies: Bodies, text: str, who: set[str]) -> None:
    summits = [b for b in bodies(text + REST, "consultation") if b.form is Form.SUMMIT]
    assert {p.name for b in summits for p in b.participants} == who


def test_a_visit_to_a_city_that_is_no_capital_is_one(bodies: Bodies) -> None:
    text = "Kenyan President Amos Oloo will pay a working visit to {} on Friday." + REST
    (body,) = bodies(text.format("Geneva"), "consultation")
    assert (body.form, body.country) == (Form.VISIT, "CH")
    assert bodies(text.format("Nairobi"), "consultation") == []


def test_a_meeting_of_a_body_is_multilateral_though_somebody_is_named(bodies: Bodies) -> None:
    text = "Kenyan President Amos Oloo will attend the NATO Council meeting in Oslo on Friday."
    assert [b.form for b in bodies(text + REST, "consultation")] == [Form.MULTILATERAL]
    text = "Kenyan President Amos Oloo met NATO Secretary General Leo Marsh in Oslo on Friday."
    assert [b.form for b in bodies(text + REST, "consultation")] == [Form.MEETING]


def test_a_delegation_is_of_the_state_that_its_house_is_of(bodies: Bodies) -> None:
    text = "Kenyan President Amos Oloo met a delegation of the upper house of the Parliament of Chile in Nairobi."
    (body,) = bodies(text + REST, "consultation")
    assert set(body.parties) == {"KE", "CL"}
