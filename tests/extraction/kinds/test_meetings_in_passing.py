"""Meetings told in passing: talks without names, papers signed before, guests who are greeted, what others are told to have been at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status

Bodies = Callable[[str, str], list[Any]]

OLOO = "Kenyan President Amos Oloo"
VIDAL = "Chilean President Rosa Vidal"
REST = " Officials of both governments gave no further details to reporters who were waiting there."


def forms(bodies: Bodies, text: str) -> list[str]:
    """Return the form of each consultation, in order."""
    return [b.form.value for b in bodies(text + REST, "consultation")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # talks named by the number of their sides are of many, whoever they are
        ("Kenya and Chile take part in six-party talks on fishing.", [("multilateral", Status.HELD)]),
        ("Chile walked out of the five-nation talks on fishing.", [("multilateral", Status.HELD)]),
        # what is said during a meeting is no word on whether it was held
        (f"{OLOO} stressed the importance of restraint during a meeting with {VIDAL} on Friday.", [("meeting", Status.HELD)]),
        # "with" stands a few words behind the verb
        (f"{OLOO} spoke today with {VIDAL} to underscore the need for calm.", [("call", Status.HELD)]),
        # several meet each other
        ("Envoys of Kenya have met in Oslo for a second day.", [("meeting", Status.HELD)]),
        # a meeting that was agreed on is to come; a resolve to go on talking is none
        (f"{OLOO} and {VIDAL} agreed to hold a separate meeting soon.", [("meeting", Status.PLANNED)]),
        (f"{OLOO} and {VIDAL} agreed to continue consultations.", []),
        # an officer without a name is met
        (f"{VIDAL} will call on the Governor-General of Kenya.", [("courtesy", Status.PLANNED)]),
    ],
)  # fmt: skip
def test_who_met(bodies: Bodies, text: str, expected: list[tuple[str, Status]]) -> None:
    found = bodies(text + REST, "consultation")
    assert [(b.form.value, b.status) for b in found] == expected


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("Under a deal signed earlier this year, Chile will send engines to Kenya.", 1),
        ("Kenya relies on the treaty that it signed in Oslo in May 2019.", 1),
        ("The minister said that Kenya should sign new contracts with its neighbours.", 0),
        (f"{OLOO} and {VIDAL} adopted a joint statement on fishing.", 1),
        (f"{OLOO} and {VIDAL} adopted a new tone.", 0),
        (f"{OLOO} and {VIDAL} attended the signature of a fisheries agreement.", 1),
        ("Chile and Kenya could conclude a treaty.", 0),
    ],
)
def test_papers_signed(bodies: Bodies, text: str, signed: int) -> None:
    assert forms(bodies, text).count("signing") == signed


@pytest.mark.parametrize(
    "who",
    ["business representatives", "members of civil society", "Chilean journalists", "students"],
)
def test_whoever_is_met_in_private_is_not_consulted(bodies: Bodies, who: str) -> None:
    assert forms(bodies, f"{OLOO} will meet with {who} in Santiago on Friday.") == []
    assert forms(bodies, f"{OLOO} will meet with officials in Santiago on Friday.") == ["meeting"]


def test_needs_are_met_by_nobody_in_person(bodies: Bodies) -> None:
    assert forms(bodies, f"{OLOO} and {VIDAL} met Norway's needs on Friday.") == []


@pytest.mark.parametrize(
    ("said", "guest"),
    [
        ("Madam President, welcome to Nairobi.", {"Rosa Vidal"}),
        ("Thank you for coming here today.", {"Rosa Vidal"}),
        ("I am glad to see you in Nairobi again.", {"Rosa Vidal"}),
        ("We welcome your plan to build a port.", None),
    ],
)
def test_a_guest_is_greeted(bodies: Bodies, said: str, guest: set[str] | None) -> None:
    text = (
        f"{OLOO} met with {VIDAL}.\n\nPresident of Kenya Amos Oloo: {said}\n\n"
        "President of Chile Rosa Vidal: Thank you. Our states work well together.\n"
    )
    visits = [b for b in bodies(text, "consultation") if b.form is Form.VISIT]
    assert [{p.name for p in v.participants} for v in visits] == ([guest] if guest else [])
    assert all(v.country == "KE" for v in visits)


@pytest.mark.parametrize("day", ["May 25-27", "Thursday"])
def test_a_place_right_before_a_day(bodies: Bodies, day: str) -> None:
    text = f"{OLOO} will travel to Berlin {day} for the climate conference."
    visit = next(b for b in bodies(text + REST, "consultation") if b.form is Form.VISIT)
    assert (visit.place, visit.country) == ("Berlin", "DE")


def test_a_meeting_elsewhere_is_remembered(bodies: Bodies) -> None:
    text = (
        f"{OLOO} met with {VIDAL}.\n\nPresident of Kenya Amos Oloo: Since our meeting in Oslo much was done.\n\n"
        "President of Chile Rosa Vidal: It was.\n"
    )
    found = [b for b in bodies(text, "consultation") if b.form is Form.MEETING]
    assert [b.place for b in found] == [None, "Oslo"]


@pytest.mark.parametrize(
    "journey",
    ["is on a five-day tour of the Middle East", "has begun a Middle East visit"],
)
def test_a_journey_to_a_region(bodies: Bodies, journey: str) -> None:
    visit = next(b for b in bodies(f"{OLOO} {journey}." + REST, "consultation"))
    assert (visit.form, visit.place, visit.country) == (Form.VISIT, "Middle East", None)


def test_the_stalled_talks_are_told_once(bodies: Bodies) -> None:
    text = "The stalled talks have achieved little. Nobody knows when the talks will go on."
    assert forms(bodies, text) == ["meeting"]


def test_whoever_takes_part_in_the_talks_joins_them(bodies: Bodies) -> None:
    text = (
        f"{OLOO} will hold talks with {VIDAL} on Friday. Chilean Foreign Minister Juan Soto will take part "
        "in the talks."
    )
    (talks,) = bodies(text + REST, "consultation")
    assert {p.name for p in talks.participants} == {"Amos Oloo", "Rosa Vidal", "Juan Soto"}


def test_couples_make_one_visit(bodies: Bodies) -> None:
    text = (
        f"{VIDAL} will visit Kenya from May 3 to 5. Chilean President Rosa Vidal and Chilean Foreign Minister "
        "Juan Soto will travel to Nairobi during the visit."
    )
    assert forms(bodies, text).count("visit") == 1


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (f"{OLOO} will send Kenyan Foreign Minister Lena Moyo to Oslo.", {"Lena Moyo"}),
        ("Kenyan Foreign Minister Lena Moyo led a delegation to Norway.", {"Lena Moyo"}),
        ("Kenyan Foreign Minister Lena Moyo led a protest to the gates.", None),
        ("Kenyan Foreign Minister Lena Moyo is in Oslo to try to persuade the government.", {"Lena Moyo"}),
    ],
)  # fmt: skip
def test_whoever_is_sent_travels(bodies: Bodies, text: str, people: set[str] | None) -> None:
    visits = [b for b in bodies(text + REST, "consultation") if b.form is Form.VISIT]
    assert [{p.name for p in v.participants} for v in visits] == ([people] if people else [])
    assert all(v.country == "NO" for v in visits)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (
            f"{OLOO} spoke on the sidelines of a security conference in Singapore.",
            Form.MULTILATERAL,
        ),
        (f"{OLOO} held a round table with {VIDAL}.", Form.MEETING),
        (f"{OLOO} took part in the Amber Sea Forum.", Form.MULTILATERAL),
        (f"{OLOO} praised the Security Council.", None),
        (f"{OLOO} noted the importance of {VIDAL}'s visit to Nairobi.", Form.VISIT),
        (f"{OLOO} noted the importance of visits.", None),
        (f"{OLOO} laid the table with {VIDAL}.", None),
    ],
)
def test_what_was_held(bodies: Bodies, text: str, form: Form | None) -> None:
    assert [b.form for b in bodies(text + REST, "consultation")] == ([form] if form else [])


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (f"{OLOO} will undertake a state visit to Chile from 3 to 5 May 2031.", {"Oloo"}),
        (f"{OLOO} has launched a Middle East visit.", {"Oloo"}),
        (f"{OLOO} and {VIDAL} witnessed the signing of a fisheries treaty.", {"Oloo", "Vidal"}),
        (
            f"As part of his participation in the Sealand Summit in Oslo, {OLOO} spoke to reporters.",
            {"Oloo"},
        ),
        # who sees a visit need not be on it
        (f"{VIDAL} witnessed the visit of {OLOO} to Chile.", {"Oloo"}),
    ],
)
def test_who_bears_an_event_takes_part(bodies: Bodies, text: str, people: set[str]) -> None:
    found = bodies(text + REST, "consultation")
    assert {p.name.split()[-1] for b in found for p in b.participants} == people


def test_what_they_are_to_discuss_is_no_other_meeting(bodies: Bodies) -> None:
    met = f"{OLOO} held talks with {VIDAL} in Oslo on Monday. Mr. Oloo and Ms. Vidal "
    (talks,) = bodies(met + "are also expected to discuss the port." + REST, "consultation")
    assert talks.status is Status.HELD
    assert len(bodies(met + "will discuss it on May 3." + REST, "consultation")) == 2


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        # views are exchanged by those who meet
        (f"{OLOO} and {VIDAL} exchanged views on the port.", [("KE", "CL")]),
        (f"{OLOO} and {VIDAL} exchanged gifts.", []),
        # who acts is the other side of talks that lie ahead, or that somebody tells of
        (f"{OLOO} praised the port ahead of talks with {VIDAL}.", [("CL", "KE")]),
        (f"{OLOO} notes that the main topic of the meeting with {VIDAL} in Oslo was the port.", [("CL", "KE")]),
        # whom those who meet stand for
        ("Officials representing Kenya and Chile met in Lima.", [("KE", "CL")]),
        # a body's meeting that bears its name alone, on whose margins others met
        (f"{OLOO} met {VIDAL} on the margins of the NATO Foreign Ministerial.", [("KE", "CL"), ("NATO",)]),
    ],
)  # fmt: skip
def test_which_sides_met(bodies: Bodies, text: str, parties: list[tuple[str, ...]]) -> None:
    assert [b.parties for b in bodies(text + REST, "consultation")] == parties


@pytest.mark.parametrize(
    ("headline", "form"),
    [
        ("Visit to Norway", Form.VISIT),
        ("Telephone conversation with President of Chile Rosa Vidal", Form.CALL),
        ("Thoughts on President of Chile Rosa Vidal", None),
    ],
)
def test_a_heading_alone_tells_of_it(
    read_kind: Callable[..., list[Any]], headline: str, form: Form | None
) -> None:
    text = f"{OLOO} was briefed on the harvest by Ms Vidal, and will open a fair in Bergen."
    found = read_kind("consultation", text, headline=headline, publisher="President of Kenya")
    assert [c.body.form for c in found] == ([form] if form else [])


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("The two welcomed the signing of the pact on fish.", set()),
        ("The two attended the signing of the pact on fish.", {"Ana Rojas", "John Odinga"}),
    ],
)
def test_who_welcomes_a_signing_has_not_signed(bodies: Bodies, text: str, people: set[str]) -> None:
    before = "President Ana Rojas of Chile called President John Odinga of Kenya on Monday. "
    found = [b for b in bodies(before + text, "consultation") if b.form is Form.SIGNING]
    assert [{p.name for p in b.participants} for b in found] == [people]


@pytest.mark.parametrize(
    ("text", "form", "people"),
    [
        # who acts where an event without names is told was there, if it is of the event's sides
        (f"{OLOO} launches a new bid for peace later, with visits to Chile and Peru.", Form.VISIT, {"Amos Oloo"}),
        (f"{VIDAL} smiled during the Amber Sea Summit in Oslo.", Form.SUMMIT, {"Rosa Vidal"}),
        (f"{VIDAL} spoke on fishing during talks between Kenya and Norway.", None, set()),
    ],
)  # fmt: skip
def test_who_acts_where_nobody_is_named(
    bodies: Bodies, text: str, form: Form | None, people: set[str]
) -> None:
    (event,) = [b for b in bodies(text + REST, "consultation") if form in (None, b.form)]
    assert {p.name for p in event.participants} == people


def test_others_met_on_the_margins_of_a_shared_bodys_sitting(bodies: Bodies) -> None:
    text = (
        "As part of a meeting of the Kenya-Chile Trade Commission in Nairobi, Kenyan Trade Minister Amos Oloo met with "
        "Chilean Trade Minister Rosa Vidal."
    )
    assert len(bodies(text + REST, "consultation")) == 2
    other = text.replace("Kenya-Chile Trade Commission", "Rotary Club")
    assert len(bodies(other + REST, "consultation")) == 1
