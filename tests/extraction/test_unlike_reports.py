"""Reports told in less usual ways: guests without a name, papers without signatories, protests over an act."""

from __future__ import annotations

import pytest

from readings import Bodies
from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status
from servanda.model import Modality

REST = " Officials of both governments gave no further details to reporters who were waiting there."
MET = "Chilean Foreign Minister Rosa Vidal met her Peruvian counterpart Luis Ocampo in Lima on Monday."


@pytest.mark.parametrize(
    ("text", "form", "status", "parties"),
    [
        # talks of two delegations, nobody named and no day told
        (
            "Delegations from Chile and Kenya have conducted a new round of talks on fish.",
            Form.MEETING,
            Status.HELD,
            {"CL", "KE"},
        ),
        # whom one welcomes is who the talks are held with
        (
            "Chilean Foreign Minister Rosa Vidal welcomed Kenyan Defence Minister Amos Oloo and held talks on ports.",
            Form.MEETING,
            Status.HELD,
            {"CL", "KE"},
        ),
        # the side protested to is told by what it did
        (
            "Chile lodged another protest after Kenya's harassment of its boats in the strait.",
            Form.PROTEST,
            Status.HELD,
            {"CL", "KE"},
        ),
        # a guest told by the office alone
        (
            "The agreement comes ahead of a visit to Nairobi by the Chilean foreign minister.",
            Form.VISIT,
            Status.PLANNED,
            {"CL"},
        ),
        (
            "Chile's foreign and water ministers have arrived in Nairobi for an inspection of the dam.",
            Form.VISIT,
            Status.HELD,
            {"CL"},
        ),
        # where one is for a visit
        (
            "Chilean President Rosa Vidal is in Kenya for a two-day state visit.",
            Form.VISIT,
            None,
            {"CL"},
        ),
        # a numbered summit, and a subject that stands behind a comma
        (
            "At the 20th Chile-Kenya Summit, Chile and Kenya agreed to deepen trade.",
            Form.SUMMIT,
            Status.HELD,
            {"CL", "KE"},
        ),
        (
            "Ministers of Chile, Peru and Kenya are expected to reconvene in Oslo on January 28.",
            Form.MULTILATERAL,
            Status.PLANNED,
            {"CL", "PE", "KE"},
        ),
    ],
)
def test_consultations_told_in_passing(
    bodies: Bodies, text: str, form: Form, status: Status | None, parties: set[str]
) -> None:
    found = [b for b in bodies(text + REST, "consultation") if b.form is form]
    assert len(found) == 1, bodies(text + REST, "consultation")
    assert set(found[0].parties) == parties
    assert status is None or found[0].status is status


@pytest.mark.parametrize(
    "text",
    [
        "Chile and Kenya have held many rounds of talks over the years, Chile and Kenya said.",
        "A Chilean warship's visit to Nairobi was put off by the storm, Kenya said.",
    ],
)
def test_habits_and_ships_are_no_consultations(bodies: Bodies, text: str) -> None:
    assert bodies(text + REST, "consultation") == []


def test_what_a_meeting_follows_is_past(bodies: Bodies) -> None:
    text = (
        "Friday's meeting will follow a series of talks between Chilean President Rosa Vidal and "
        "Kenyan President Amos Oloo."
    )
    (talks,) = (b for b in bodies(text + REST, "consultation") if len(b.participants) == 2)
    assert talks.status is Status.HELD


def test_two_offices_of_one_holder_and_a_bare_title_stand_for_their_holders(bodies: Bodies) -> None:
    text = (
        "Deputy Prime Minister and Minister for Defence Rosa Vidal of Chile and Secretary of National "
        "Defense Luis Ocampo of the Philippines met in Oslo on Monday. The Deputy Prime Minister and "
        "Secretary underscored the importance of the alliance."
    )
    (found,) = bodies(text + REST, "assurance")
    assert set(found.parties) == {"CL", "PH"}


@pytest.mark.parametrize(
    ("text", "modality", "parties", "action"),
    [
        (
            f"{MET} An agreement was reached on reopening the border.",
            Modality.AGREED,
            "CL PE",
            "reopen",
        ),
        ("Kenya will receive 12 patrol boats from Chile.", Modality.WILL, "CL", "supply"),
        (
            f"{MET} The agreement also covers joint manoeuvres.",
            Modality.AGREED,
            "CL PE",
            "manoeuvres",
        ),
        (
            "Chile and Kenya said they were committed to having all barriers removed.",
            Modality.VOWS,
            "CL KE",
            "have",
        ),
    ],
)
def test_commitments_told_by_what_comes_of_them(
    bodies: Bodies, text: str, modality: Modality, parties: str, action: str
) -> None:
    found = [b for b in bodies(text + REST, "commitment") if b.action == action]
    assert len(found) == 1, bodies(text + REST, "commitment")
    assert " ".join(sorted(found[0].obligors)) == " ".join(sorted(parties.split()))
    assert found[0].modality is modality


def test_infinitives_in_a_row_are_promises_each(bodies: Bodies) -> None:
    text = "Chile and Kenya agreed to work towards a Fish Trade Pact, to align their rules, and to cooperate in research."
    assert [b.action for b in bodies(text + REST, "commitment")] == ["work", "align", "cooperate"]


@pytest.mark.parametrize(
    "text",
    [
        "Chile accused Kenya of planning to harm its citizens.",
        "Chile said the boats would be used to fight smuggling.",
    ],
)
def test_blame_and_purpose_promise_nothing(bodies: Bodies, text: str) -> None:
    assert bodies(text + REST, "commitment") == []


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        # whose a ship is by the letters in front of its name
        ("BRP Lualo was chased at high speed by a Chilean ship on Monday.", "CL", "PH"),
        (
            "Chilean ships deployed a water cannon against a Kenyan supply vessel on Monday.",
            "CL",
            "KE",
        ),
        # a plane has a crew: to down it is an act even over one's own ground
        ("In May Chile shot down a Kenyan plane which had crossed it.", "CL", "KE"),
        # what a state protests over was done to it
        ("Chile summoned the Kenyan envoy over shelling by Kenyan troops.", "KE", "CL"),
        ("Chile summoned a Kenyan diplomat on Friday over cross-border clashes.", "KE", "CL"),
        ("Chile's pursuit of a Kenyan trawler ended at dawn.", "CL", "KE"),
        ("Kenya said a Chilean jet struck the propeller of a drone on Monday.", "CL", "KE"),
        ("Chile has resumed its missile attacks against targets on Kenyan soil.", "CL", "KE"),
    ],
)
def test_incidents_told_by_protest_and_by_craft(
    bodies: Bodies, text: str, actor: str, target: str
) -> None:
    found = bodies(text + REST, "incident")
    assert [(b.actor, b.target) for b in found] == [(actor, target)]


def test_acts_of_different_days_are_two(bodies: Bodies) -> None:
    text = (
        "A Chilean jet violated Kenya's airspace on March 3, 2031. In November 2030 Kenya shot down a "
        "Chilean plane which violated its airspace."
    )
    found = bodies(text + REST, "incident")
    assert sorted(b.actor for b in found) == ["CL", "CL", "KE"]


def test_names_with_an_article_are_known_without_it(bodies: Bodies) -> None:
    text = (
        "Egyptian President Omar Fattah al-Rasi held talks with Sudanese President Omar Fattah al-Burani on Monday. "
        "Rasi told Burani that the dam was safe."
    )
    (found,) = bodies(text + REST, "consultation")
    assert len(found.participants) == 2


@pytest.mark.parametrize(
    ("text", "form", "parties"),
    [
        ("Chile and Kenya have begun talks on a fishing line.", Form.MEETING, {"CL", "KE"}),
        (
            "Chile and Kenya signed a pact. Technical experts from the two sides met in Oslo on Tuesday.",
            Form.MEETING,
            {"CL", "KE"},
        ),
        (
            "Chile and Kenya will reopen the border. Tuesday's meeting in Oslo came after a month of quarrels.",
            Form.MEETING,
            {"CL", "KE"},
        ),
        (
            "Chile and Kenya's foreign ministers agreed to reopen the border in a phone call.",
            Form.CALL,
            {"CL", "KE"},
        ),
        (
            "Mr. Amos Oloo, Foreign Minister of Kenya, held a telephone talk with Foreign Minister Rosa Vidal of Chile.",
            Form.CALL,
            {"CL", "KE"},
        ),
        (
            "Chile has raised its concerns with Kenya over the incident.",
            Form.PROTEST,
            {"CL", "KE"},
        ),
    ],
)
def test_meetings_of_those_who_are_not_named(
    bodies: Bodies, text: str, form: Form, parties: set[str]
) -> None:
    found = [b for b in bodies(text + REST, "consultation") if b.form is form]
    assert [set(b.parties) for b in found] == [parties], bodies(text + REST, "consultation")


def test_what_is_yet_to_be_signed_is_no_signing(bodies: Bodies) -> None:
    text = "Despite many promises Chile and Kenya have yet to sign a peace deal."
    assert bodies(text + REST, "consultation") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # each is bound by what is its own
        (
            "Chile and Kenya agreed that Kenya will open a consulate.",
            [("KE",)],
        ),
        ("Chile and Kenya have begun talks on an arrangement to prevent clashes.", []),
        (
            "Chile and Kenya consented to promote trade between ports, improve customs, and deal with delays.",
            [("CL", "KE")] * 3,
        ),
    ],
)
def test_who_is_bound_by_what_both_say(
    bodies: Bodies, text: str, told: list[tuple[str, ...]]
) -> None:
    assert [b.obligors for b in bodies(text + REST, "commitment")] == told


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("Chilean forces on Monday shot dead a Kenyan soldier at the border.", "CL", "KE"),
        ("Kenya accused the Chilean side of staging a provocation at the border.", "CL", "KE"),
        ("A Kenyan soldier was killed along the frontier by Chilean troops.", "CL", "KE"),
        (
            "A Chilean jet performed a dangerous manoeuvre close to a Kenyan patrol plane.",
            "CL",
            "KE",
        ),
        ("Kenya said a Chilean jet dropped flares in front of it in May.", "CL", "KE"),
    ],
)
def test_incidents_at_the_border_and_in_the_air(
    bodies: Bodies, text: str, actor: str, target: str
) -> None:
    found = bodies(text + REST, "incident")
    assert [(b.actor, b.target) for b in found] == [(actor, target)]


def test_a_plain_manoeuvre_is_no_incident(bodies: Bodies) -> None:
    text = "A Chilean frigate performed a manoeuvre close to a Kenyan ship at the parade."
    assert bodies(text + REST, "incident") == []


@pytest.mark.parametrize(
    "text",
    [
        "A Chilean Heron helicopter had to turn back when the storm came.",
        "Chile launched two Heron missiles at the hill.",
    ],
)
def test_what_only_acts_or_is_spent_is_no_capability(bodies: Bodies, text: str) -> None:
    assert bodies(text + REST, "capability") == []


def test_each_of_several_ministers_named_by_the_state_alone(bodies: Bodies) -> None:
    text = (
        "The foreign ministers of Chile and Kenya met in Oslo on Monday. Chile's Rosa Vidal and Kenya's "
        "Amos Oloo agreed to reopen the border."
    )
    found = {b.person: (b.office, b.party) for b in bodies(text + REST, "tenure")}
    assert found == {
        "Rosa Vidal": ("foreign minister", "CL"),
        "Amos Oloo": ("foreign minister", "KE"),
    }


def test_a_body_with_a_longer_name_is_another(bodies: Bodies) -> None:
    text = "Iranian Supreme National Security Council leader Amos Rasi met Chilean President Rosa Vidal on Monday."
    found = {b.person: b.party for b in bodies(text + REST, "tenure")}
    assert found["Amos Rasi"] != "US"


@pytest.mark.parametrize("day", ["on May 3", "Friday"])
def test_the_day_of_agreeing_is_not_that_of_the_talks(bodies: Bodies, day: str) -> None:
    text = f"Chile and Kenya agreed {day} to hold talks on the border."
    assert bodies(text + REST, "consultation") == []


def test_talks_set_for_a_day_are_planned(bodies: Bodies) -> None:
    (found,) = bodies(
        "Chile and Kenya are scheduled to hold talks on May 3." + REST, "consultation"
    )
    assert found.status is Status.PLANNED
    assert found.when is not None


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Chile and Kenya have strengthened their ties with the signing of a new security agreement.",
            {"CL", "KE"},
        ),
        (
            "Chile and Kenya marked a milestone by signing a Status of Forces Agreement on Thursday.",
            {"CL", "KE"},
        ),
    ],
)
def test_papers_signed_by_the_way(bodies: Bodies, text: str, parties: set[str]) -> None:
    (signing,) = bodies(text + REST, "consultation")
    assert (signing.form, set(signing.parties)) == (Form.SIGNING, parties)
    (promise,) = bodies(text + REST, "commitment")
    assert set(promise.obligors) == parties


def test_the_sitting_of_a_joint_committee_is_a_meeting(bodies: Bodies) -> None:
    text = (
        "Chile and Kenya noted what came of the Joint Chile-Kenya Border Committee meeting held on May 8, 2030. "
        "This commission will hold its next session on July 12 in Oslo."
    )
    found = bodies(text + REST, "consultation")
    assert set(found[0].parties) == {"CL", "KE"}


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        (
            "Solomon Islands PM Omar Rasi met Australian PM Luc Marin at 3 PM Monday.",
            {"Omar Rasi": ("Prime Minister", "SB"), "Luc Marin": ("Prime Minister", "AU")},
        ),
        (
            "Chile's defence secretary Rosa Vidal met French armed forces minister Luc Marin in Santiago on Monday.",
            {
                "Rosa Vidal": ("defence secretary", "CL"),
                "Luc Marin": ("armed forces minister", "FR"),
            },
        ),
        # a counterpart holds the office of the other
        (
            "Chilean Foreign Minister Rosa Vidal met her Kenyan counterpart Amos Oloo in Nairobi.",
            {"Rosa Vidal": ("Foreign Minister", "CL"), "Amos Oloo": ("Foreign Minister", "KE")},
        ),
        # and of nobody, none
        ("Rosa Vidal met her Kenyan counterpart Amos Oloo on Monday.", {}),
    ],
)
def test_offices_as_print_cuts_them(
    bodies: Bodies, text: str, offices: dict[str, tuple[str, str]]
) -> None:
    found = {b.person: (b.office, b.party) for b in bodies(text + REST, "tenure")}
    assert found == offices


def test_an_hour_is_no_office(bodies: Bodies) -> None:
    text = "Chilean President Rosa Vidal spoke at 3 PM Amos Oloo said. The ship left at 9 PM."
    assert [b.person for b in bodies(text + REST, "tenure")] == ["Rosa Vidal"]


def test_words_of_an_army_that_we_led_back_to_themselves(bodies: Bodies) -> None:
    text = (
        'Chilean soldiers crossed the border on Monday. "After our military fired, they went back," it said. '
        "Kenya said it had seen them."
    )
    assert bodies(text + REST, "quote")
