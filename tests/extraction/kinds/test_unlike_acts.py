"""Acts, papers and promises told in less usual ways: through an accusation, a line crossed, two navies."""

from __future__ import annotations

import pytest

from readings import Bodies
from servanda.model import ConsultationForm as Form
from servanda.model import Modality

REST = " Officials of both governments gave no further details to reporters who were waiting there."


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("Kenya on Monday accused Chile of killing seven soldiers at the border.", "CL", "KE"),
        ("A Kenyan soldier was killed in firing by Chilean troops on Monday.", "CL", "KE"),
        ("Fifteen of the Chilean aircraft had crossed the border line with Kenya.", "CL", "KE"),
        ("Chile carried out strikes across the Kenyan border on Monday.", "CL", "KE"),
        ("A Chilean plane entered the northern corner of Kenya's zone on Monday.", "CL", "KE"),
        ("Chilean marines deliberately rammed the stern of a Kenyan trawler.", "CL", "KE"),
    ],
)
def test_acts_told_by_others(bodies: Bodies, text: str, actor: str, target: str) -> None:
    assert [(b.actor, b.target) for b in bodies(text + REST, "incident")] == [(actor, target)]


def test_a_fight_with_no_states_men_is_no_incident(bodies: Bodies) -> None:
    text = "Five Kenyan militants were killed in a gunbattle with Chilean troops on Monday."
    assert bodies(text + REST, "incident") == []


def test_a_drone_warded_off_at_home_is_no_act(bodies: Bodies) -> None:
    text = "Chile shot down a drone that had flown into its airspace."
    assert bodies(text + REST, "incident") == []


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Chile signed a deal to buy five tugs from Kenya in May.", {"CL", "KE"}),
        (
            "Chile has ratified a treaty with Kenya. The treaty was signed in Oslo on May 3, 2030.",
            {"CL", "KE"},
        ),
    ],
)
def test_the_other_signatory_is_told_by_the_paper(
    bodies: Bodies, text: str, parties: set[str]
) -> None:
    found = [b for b in bodies(text + REST, "consultation") if b.form is Form.SIGNING]
    assert [set(b.parties) for b in found] == [parties]


@pytest.mark.parametrize(
    ("text", "modality", "parties", "action"),
    [
        (
            "Chile and Kenya signed a pact. The two navies will share maintenance and tools.",
            Modality.WILL,
            {"CL", "KE"},
            "share",
        ),
        ("Chile will join the Kenyan programme for tugs.", Modality.WILL, {"CL"}, "join"),
        (
            "On 11 January in Oslo, Chile, Peru and Kenya will establish a joint fund.",
            Modality.WILL,
            {"CL", "PE", "KE"},
            "establish",
        ),
    ],
)
def test_who_promises(
    bodies: Bodies, text: str, modality: Modality, parties: set[str], action: str
) -> None:
    found = [b for b in bodies(text + REST, "commitment") if b.action == action]
    assert [set(b.obligors) for b in found] == [parties], bodies(text + REST, "commitment")
    assert found[0].modality is modality


def test_what_pacts_open_up_is_no_promise(bodies: Bodies) -> None:
    text = "Chilean President Rosa Vidal said the agreements would open up new horizons with Kenya."
    assert bodies(text + REST, "commitment") == []


def test_words_according_to_whoever_is_named_behind(bodies: Bodies) -> None:
    text = (
        "Chile met Kenya on Monday. “The deal deepens our bond and our trust,” according to "
        "Chilean Defence Minister Rosa Vidal."
    )
    assert [b.speaker for b in bodies(text + REST, "quote")] == ["Rosa Vidal"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (
            "Chile and Kenya will sign a pact on the establishment of a Naval Group in the strait.",
            1,
        ),
        ("The establishment of the joint force can help Chile and Kenya.", 0),
    ],
)
def test_bodies_set_up_and_only_weighed(bodies: Bodies, text: str, count: int) -> None:
    assert len(bodies(text + REST, "structure")) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Chile will adopt Kenyan Heron missiles.", 1),
        ("Chile and Kenya will develop a connected transport system.", 0),
    ],
)
def test_arms_taken_over_and_what_is_civil(bodies: Bodies, text: str, count: int) -> None:
    assert len(bodies(text + REST, "capability")) == count
