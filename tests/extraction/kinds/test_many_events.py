"""One sentence, many events: what the words tell apart is told apart, what they tell as one is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status

Bodies = Callable[[str, str], list[Any]]
Found = list[tuple[str, set[str]]]

OLOO = "Kenyan President Amos Oloo"
VIDAL = "Chilean President Rosa Vidal"
BRANDT = "Norwegian Prime Minister Ada Brandt"
REST = " Officials of both governments gave no further details to reporters who were waiting there."


def told(bodies: Bodies, text: str) -> Found:
    """Return the form of each consultation and who took part, in order."""
    found = bodies(text + REST, "consultation")
    return [(b.form.value, {p.name.split()[-1] for p in b.participants}) for b in found]


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        # a plural has a meeting for each state, a singular and "talks" are one
        (f"{OLOO} had meetings with {VIDAL} and {BRANDT}.", [{"Oloo", "Vidal"}, {"Oloo", "Brandt"}]),
        (f"{OLOO} had a meeting with {VIDAL} and {BRANDT}.", [{"Oloo", "Vidal", "Brandt"}]),
        (f"{OLOO} held talks with {VIDAL} and {BRANDT}.", [{"Oloo", "Vidal", "Brandt"}]),
        (f"{OLOO} had meetings with {VIDAL} and Chilean Foreign Minister Juan Soto.", [{"Oloo", "Vidal", "Soto"}]),
        # a preposition taken up again divides
        (f"{OLOO} met with {VIDAL} and, later, with {BRANDT}.", [{"Oloo", "Vidal"}, {"Oloo", "Brandt"}]),
        (f"{OLOO} met with {VIDAL} and {BRANDT}.", [{"Oloo", "Vidal", "Brandt"}]),
        (f"{OLOO} spoke today to {VIDAL} and to {BRANDT}.", [{"Oloo", "Vidal"}, {"Oloo", "Brandt"}]),
    ],
)  # fmt: skip
def test_companions_told_apart(bodies: Bodies, text: str, meetings: list[set[str]]) -> None:
    found = [people for _, people in told(bodies, text)]
    assert sorted(found, key=sorted) == sorted(meetings, key=sorted)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (f"{OLOO} will travel to Chile on May 3 and to Norway on May 5.", {"Chile", "Norway"}),
        (f"{OLOO} visited Chile on May 3 and Norway from May 5 to 7.", {"Chile", "Norway"}),
        # one journey with one time is one visit
        (f"{OLOO} will travel to Chile and Norway from May 3 to 7.", {"Chile"}),
    ],
)
def test_places_with_times_of_their_own(bodies: Bodies, text: str, places: set[str]) -> None:
    assert {b.place for b in bodies(text + REST, "consultation")} == places


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # an event named in passing is one more, whoever speaks of it
        (f"{OLOO} and {VIDAL} met in Nairobi and discussed preparations for the Lima Summit.", {"meeting", "summit"}),
        (f"{OLOO} and {VIDAL} met in Nairobi and discussed preparations for the harvest.", {"meeting"}),
        (f"{OLOO} met {VIDAL} and praised the summit of the Andes Platform.", {"meeting", "summit"}),
        # a forum that is an example of where one works together is none
        (f"{OLOO} met {VIDAL} and spoke of forums such as the Lima Summit.", {"meeting"}),
        # the visit and the meeting in it; a meeting before the call
        (f"{OLOO} met with {VIDAL}, who is on a visit to Kenya.", {"meeting", "visit"}),
        (f"{OLOO} spoke by telephone with {VIDAL} to follow up on their recent meeting in Lima.", {"call", "meeting"}),
        (f"{OLOO} spoke by telephone with {VIDAL} on trade. The meeting lasted an hour.", {"call"}),
    ],
)  # fmt: skip
def test_a_second_event_in_a_sentence(bodies: Bodies, text: str, found: set[str]) -> None:
    assert {form for form, _ in told(bodies, text)} == found


@pytest.mark.parametrize(
    ("text", "traveller"),
    [
        # nobody visits his own state
        (f"{OLOO} thanked {VIDAL} for her visit to Kenya.", {"Vidal"}),
        (f"{OLOO} thanked {VIDAL} for the visit to Kenya.", {"Vidal"}),
        (f"{OLOO} invited {VIDAL} to visit Kenya.", {"Vidal"}),
        (f"{OLOO} invited {VIDAL} to pay a visit to Kenya.", {"Vidal"}),
        # a pronoun that opens the sentence is whoever acts behind it
        (f"As part of his working visit to Chile, {OLOO} met {VIDAL}.", {"Oloo"}),
        (f"{OLOO} will stop in Oslo on Friday.", {"Oloo"}),
        (f"{OLOO} will stop the deportations in Kenya on Friday.", set()),
    ],
)
def test_who_travels(bodies: Bodies, text: str, traveller: set[str]) -> None:
    visits = [people for form, people in told(bodies, text) if form == "visit"]
    assert visits == ([traveller] if traveller else [])


def test_what_one_is_thanked_for_is_past(bodies: Bodies) -> None:
    (visit,) = bodies(f"{OLOO} thanked {VIDAL} for her visit to Kenya." + REST, "consultation")
    assert visit.status is Status.HELD


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (f"{OLOO} and {VIDAL} discussed the fishery.", {"Oloo", "Vidal"}),
        (f"{OLOO} discussed the fishery.", None),
        (f"{OLOO} will also meet with a number of Chilean ministers in Lima.", {"Oloo"}),
        (f"{OLOO} will also meet with his sons in Lima.", None),
        (f"{OLOO} held brief contacts with {VIDAL}.", {"Oloo", "Vidal"}),
        (f"{OLOO} had to continue contacts.", None),
    ],
)
def test_what_tells_of_a_meeting(bodies: Bodies, text: str, people: set[str] | None) -> None:
    found = [who for form, who in told(bodies, text) if form != Form.VISIT.value]
    assert found == ([people] if people is not None else [])


def test_several_of_one_state_alone_are_its_own_affair(bodies: Bodies) -> None:
    text = "Kenyan Foreign Minister Juma Keter held a video meeting with Kenyan Governor Asha Were."
    assert bodies(text + REST, "consultation") == []
    text = f"Kenyan Foreign Minister Juma Keter held a video meeting with {VIDAL}."
    assert len(bodies(text + REST, "consultation")) == 1


def test_a_journey_to_several_states_is_not_the_visit_to_one(bodies: Bodies) -> None:
    text = (
        f"{OLOO} will travel to Chile and Norway next week. Mr Oloo will visit Norway on Tuesday."
    )
    assert [form for form, _ in told(bodies, text)] == ["visit", "visit"]
    text = f"{OLOO} will travel to Norway next week. Mr Oloo will visit Norway on Tuesday."
    assert [form for form, _ in told(bodies, text)] == ["visit"]


def test_sets_of_sanctions_are_imposed(bodies: Bodies) -> None:
    (one,) = bodies("Norway imposed two sets of sanctions on Chile." + REST, "incident")
    assert (one.actor, one.target) == ("NO", "CL")
    assert bodies("Norway imposed two sets of rules on Chile." + REST, "incident") == []


def test_strikes_conducted_by_a_state(bodies: Bodies) -> None:
    text = "The ministers discussed the airstrikes conducted by {} on Chile."
    (one,) = bodies(text.format("Norway") + REST, "incident")
    assert (one.actor, one.target) == ("NO", "CL")
    assert bodies(text.format("pirates") + REST, "incident") == []


@pytest.mark.parametrize(
    ("text", "visit"),
    [
        (f"{OLOO} will spend Friday in Oslo.", True),
        (f"{OLOO} will spend Friday in Nairobi.", False),
        (f"{OLOO} will spend ten million in Oslo.", False),
    ],
)
def test_who_spends_a_day_in_a_state_visits_it(bodies: Bodies, text: str, *, visit: bool) -> None:
    forms = [form for form, _ in told(bodies, text)]
    assert forms == (["visit"] if visit else [])


def test_who_speaks_of_we_and_you_means_both(bodies: Bodies) -> None:
    text = (
        f"{OLOO} met {VIDAL} in Nairobi on Friday.\n\n"
        "Amos Oloo: We had talks in Lima last year. I remember your visit to Oslo in May.\n\n"
        "Rosa Vidal: I am glad to meet with you."
    )
    found = told(bodies, text)
    assert ("visit", {"Vidal"}) in found
    assert [people for form, people in found if form != "visit"] == [{"Oloo", "Vidal"}] * 2


@pytest.mark.parametrize(
    "actor", ["The Norwegian foreign ministry", "The Norwegian Prime Minister"]
)
def test_an_officer_may_impose_measures(bodies: Bodies, actor: str) -> None:
    (one,) = bodies(
        f"{actor} announced visa restrictions against 100 Chilean judges." + REST, "incident"
    )
    assert (one.actor, one.target) == ("NO", "CL")


def test_whoever_broke_a_truce_may_stand_in_front_of_it(bodies: Bodies) -> None:
    text = "The officials spoke of the violation by Norway of the ceasefire in northern Chile."
    (one,) = bodies(text + REST, "incident")
    assert (one.actor, one.target) == ("NO", "CL")
