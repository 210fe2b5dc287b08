"""Committees of two states, gunfire exchanged, what is left open: told as communiqués tell them."""

from __future__ import annotations

import pytest

from readings import Bodies
from servanda.model import ConsultationForm as Form
from servanda.model import OmissionSort

REST = " Reporters waited outside the building in Oslo for two hours."


@pytest.mark.parametrize(
    ("text", "actor", "target", "when"),
    [
        (
            "An exchange of gunfire between Chilean and Kenyan troops lasted an hour on Monday.",
            "CL",
            "KE",
            "Monday",
        ),
        (
            "A suspected Kenyan military plane violated Chilean airspace on Monday.",
            "KE",
            "CL",
            "Monday",
        ),
    ],
)
def test_acts_of_forces(bodies: Bodies, text: str, actor: str, target: str, when: str) -> None:
    found = bodies(text + REST, "incident")
    assert [(b.actor, b.target, b.when and b.when.text) for b in found] == [(actor, target, when)]


def test_committees_of_two_states_sit(bodies: Bodies) -> None:
    text = (
        "Officials of the joint border committees of Chile and Kenya held their annual meeting "
        "on Thursday."
    )
    found = bodies(text + REST, "consultation")
    assert [(b.form, set(b.parties)) for b in found] == [(Form.MEETING, {"CL", "KE"})]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Several questions still have to be negotiated, Kenya and Chile said.", "questions"),
        ("The route remains to be agreed, Kenya and Chile said.", "route"),
    ],
)
def test_left_open(bodies: Bodies, text: str, what: str) -> None:
    found = bodies(text + REST, "omission")
    assert [b.sort for b in found] == [OmissionSort.NOT_AGREED]
    assert what in found[0].what


def test_what_has_to_be_negotiated_at_once_is_not_left_open(bodies: Bodies) -> None:
    text = "The route has to be negotiated by Kenya and Chile."
    assert bodies(text + REST, "omission") == []


def test_a_brigade_placed_under_command(bodies: Bodies) -> None:
    text = "Chile's brigade was placed under the command of Kenya on Monday."
    assert [b.party for b in bodies(text + REST, "structure")] == ["CL"]


def test_telling_more_is_no_promise(bodies: Bodies) -> None:
    text = "The spokesman of Chile said he would provide more details of the Kenyan pact on Monday."
    assert bodies(text + REST, "commitment") == []


def test_a_wider_peoples_name_is_no_state(bodies: Bodies) -> None:
    text = (
        "Chilean President Rosa Vidal and Kenyan President Peter Okello met on Monday and spoke "
        "of Ibero-American unity."
    )
    assert [set(b.parties) for b in bodies(text + REST, "consultation")] == [{"CL", "KE"}]


def test_a_rank_written_short(bodies: Bodies) -> None:
    text = "Lt Gen Peter Okello of the Kenyan army arrived in Chile on Monday."
    found = bodies(text + REST, "tenure")
    assert [(b.person, b.office) for b in found] == [("Peter Okello", "Lt Gen")]


def test_words_closed_by_the_mark_that_opened_them(bodies: Bodies) -> None:
    text = (
        "“We stand by Kenya in all that it does at sea,“ Chilean Defence Minister Rosa Vidal said."
    )
    assert [b.speaker for b in bodies(text + REST, "quote")] == ["Rosa Vidal"]
