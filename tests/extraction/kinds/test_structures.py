"""Commands, units, offices and groups set up, renamed, rebuilt or tied; and what is none of that."""

from __future__ import annotations

from typing import Any

import pytest

from servanda.model import Structure


@pytest.mark.parametrize(
    ("text", "unit", "status"),
    [
        (
            "Norway will set up a joint operations command by March 2031.",
            "joint operations command",
            "planned",
        ),
        ("Norway set up a cyber command in May.", "cyber command", "done"),
        (
            "The two sides agreed to establish a working group on fishing.",
            "working group",
            "planned",
        ),
        ("A liaison office will open in Oslo in June 2031.", "liaison office", "planned"),
        ("The command will be launched by March 2031.", "command", "planned"),
        (
            "Norway plans to reorganize the 5th Regiment into the 5th Coastal Regiment by 2031.",
            "5th Regiment",
            "planned",
        ),
        ("The 5th Regiment will turn into a smaller unit.", "5th Regiment", "planned"),
        ("The 5th Regiment changed its name to the 5th Coastal Regiment.", "5th Regiment", "done"),
        (
            "Norway has begun converting its northern headquarters into a joint command.",
            "northern headquarters",
            "started",
        ),
        (
            "The United States will upgrade the command functions of U.S. Forces Norway.",
            "U.S. Forces Norway",
            "planned",
        ),
        ("They welcomed the creation of a joint task force.", "joint task force", "done"),
        ("The talks ran through working groups planned to be set up.", "working groups", "planned"),
        (
            "The ministers inaugurated the new Maritime Council on Monday.",
            "new Maritime Council",
            "done",
        ),
    ],
)
def test_change_of_organisation(read_kind: Any, text: str, unit: str, status: str) -> None:
    found = [c.body for c in read_kind("structure", text)]
    assert len(found) == 1, found
    body = found[0]
    assert isinstance(body, Structure)
    assert unit in body.unit
    assert body.status == status


@pytest.mark.parametrize(
    "text",
    [
        "Norway will send more troops to the island.",
        "The two navies will hold a joint exercise in May.",
        "The two sides signed an agreement on fishing.",
        "The commander of the 5th Regiment spoke on Monday.",
        "The Northern Command said the ship was safe.",
        "Norway will not set up a cyber command.",
        "The group established under the treaty met on Monday.",
        "They will establish community centers for the young.",
        "Norway launched an attack on the command.",
        "They will open the door to trade.",
    ],
)
def test_no_change_of_organisation(read_kind: Any, text: str) -> None:
    assert [c.body for c in read_kind("structure", text)] == []


def test_a_deadline_is_due_and_a_past_day_is_when(read_kind: Any) -> None:
    planned = read_kind("structure", "Norway will set up a joint command by March 2031.")[0].body
    assert planned.due is not None
    assert planned.due.text == "March 2031"
    assert planned.when is None
    done = read_kind("structure", "Norway set up a joint command on May 3, 2031.")[0].body
    assert done.when is not None
    assert done.due is None


def test_a_tie_to_a_counterpart_and_what_it_is_tied_to(read_kind: Any) -> None:
    text = "The revamped northern command will serve as a counterpart to Chile's joint headquarters, which will be set up by March 2031."
    found = [c.body for c in read_kind("structure", text)]
    assert sorted(b.unit.split()[-1] for b in found) == ["command", "headquarters"]


def test_initials_stand_for_a_unit_named_in_full(read_kind: Any) -> None:
    text = "U.S. Forces Norway was praised. The new USFN will serve as a counterpart to the Norwegian command."
    found = [c.body for c in read_kind("structure", text)]
    assert len(found) == 1
    assert "USFN" in found[0].unit


def test_a_change_told_twice_is_one_claim(read_kind: Any) -> None:
    text = "Norway will set up a joint operations command.\n\nThe joint operations command will be set up by March 2031, Norway said."
    claims = read_kind("structure", text)
    assert len(claims) == 1
    assert len(claims[0].evidence) == 2


def test_whose_unit_it_is(read_kind: Any) -> None:
    assert read_kind("structure", "Norway will set up a cyber command.")[0].body.party == "NO"
    assert (
        read_kind(
            "structure", "The United States will convert U.S. Forces Norway into a joint command."
        )[0].body.party
        == "US"
    )


@pytest.mark.parametrize(
    ("text", "unit", "status"),
    [
        (
            "Norway will make U.S. Forces Norway a joint headquarters.",
            "U.S. Forces Norway",
            "planned",
        ),
        (
            "The first phase of making U.S. Forces Norway a joint force headquarters has begun.",
            "U.S. Forces Norway",
            "started",
        ),
        ("The brigade is to be ready for combat in 2031.", "brigade", "planned"),
        (
            "The staff met the command, which Norway intends to open by March 2031.",
            "command",
            "planned",
        ),
        ("The new command will be the counterpart of U.S. Forces Norway.", "command", "planned"),
    ],
)
def test_other_shapes_of_change(read_kind: Any, text: str, unit: str, status: str) -> None:
    found = [c.body for c in read_kind("structure", text)]
    assert [b.status for b in found if unit in b.unit] == [status], found


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The two sides signed a roadmap to build up the brigade in the north.", "brigade"),
        ("Talks are underway to grow that force to a brigade.", "brigade"),
        ("Norway and Chile founded a drone coalition with nine other states.", "drone coalition"),
    ],
)
def test_what_is_built_up_and_coalitions(read_kind: Any, text: str, unit: str) -> None:
    (claim,) = read_kind("structure", text)
    assert unit in claim.body.unit


def test_a_unit_that_is_set_up_and_then_ready_changes_once(read_kind: Any) -> None:
    text = (
        "Norway and Chile agreed to build up a Norwegian brigade in Chile. The brigade will be ready for "
        "combat in 2031."
    )
    (claim,) = read_kind("structure", text)
    assert claim.body.due is not None
    assert claim.body.due.text == "2031"
    assert len(claim.evidence) == 2


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Norway stood up a joint task force in May.", 1),
        ("Norway stood up for a joint task force in May.", 0),
        ("Norway established a cyber command and a liaison office in May.", 2),
        ("Norway transferred control of the forces in May.", 1),
        ("Norway transferred two boats of the forces in May.", 0),
        ("Norway dissolved the working group in May.", 1),
        ("Norway did not dissolve the working group in May.", 0),
    ],
)
def test_pairs_of_changes_and_what_is_none(read_kind: Any, text: str, units: int) -> None:
    assert len(read_kind("structure", text)) == units


@pytest.mark.parametrize(
    ("text", "rule", "unit"),
    [
        ("Norway closed its embassy in Lima in May.", "closed", "embassy"),
        ("The closing of the Chilean embassy in Oslo was ordered.", "noun_closed", "embassy"),
        ("Norway suspended operations at its embassy in Lima.", "closed", "embassy"),
        ("Norway is resuming operations at its embassy in Lima.", "reopened", "embassy"),
        ("The ministers attended the dedication of the new embassy.", "noun_set_up", "embassy"),
        ("They held the inaugural meeting of the working group.", "first_meeting", "group"),
        ("Norway and Chile will relaunch their intergovernmental group.", "set_up", "group"),
    ],
)
def test_posts_and_groups_that_open_meet_first_or_close_are_changes(
    claims: Any, text: str, rule: str, unit: str
) -> None:
    (claim,) = claims(text, "structure")
    assert claim.rule == f"structure.{rule}"
    assert unit in claim.body.unit


@pytest.mark.parametrize(
    "text",
    ["Norway closed its harbour in May.", "They held a meeting of the working group."],
)
def test_what_closes_or_meets_again_is_no_change(bodies: Any, text: str) -> None:
    assert bodies(text, "structure") == []
