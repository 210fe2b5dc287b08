"""Promises in other words: who is bound alone and who together, what is no deadline, who receives, what counts."""

from __future__ import annotations

import pytest

from readings import Bodies

LINE = "NAIROBI, May 14, 2024 -- "
MET = f"{LINE}Kenya's President Amos Odinga met Norway's Prime Minister Ada Berg on Monday. "


@pytest.mark.parametrize(
    ("text", "obligors", "beneficiary"),
    [
        (f"{LINE}Norway agreed on Tuesday to hand over two boats to Kenya.", ("NO",), "KE"),
        (f"{MET}Norway agreed to provide Kenya with two radars.", ("NO",), "KE"),
        (f"{MET}Kenya agreed to lend Norway four ships.", ("KE",), "NO"),
        (f"{MET}Berg agreed to release 20 sailors.", ("NO",), None),
        (f"{MET}Odinga agreed to hold further talks with her in June.", ("KE", "NO"), None),
        (f"{LINE}Kenya will be given 20 buses by Norway, it said.", ("NO",), "KE"),
        (f"{LINE}Kenya will be lent 30 trucks by Norway, it said.", ("NO",), "KE"),
        (f"{LINE}Kenya will be offered a loan of $40 million by Norway.", ("NO",), "KE"),
        (f"{MET}Both States shall refrain from raising tariffs.", ("KE", "NO"), None),
    ],
)
def test_who_is_bound_and_who_receives(
    bodies: Bodies, text: str, obligors: tuple[str, ...], beneficiary: str | None
) -> None:
    (body,) = bodies(text, "commitment")
    assert set(body.obligors) == set(obligors)
    assert body.beneficiary == beneficiary


def test_who_signs_is_bound_on_either_side(bodies: Bodies) -> None:
    text = (
        f"{LINE}Kenya's Foreign Minister Amos Odinga and Ghana's Foreign Minister Kofi Mensah "
        "signed a pact on Monday."
    )
    (body,) = bodies(text, "commitment")
    assert set(body.obligors) == {"KE", "GH"}


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("agreed that the claim shall be settled under the Treaty of 1974.", None),
        ("agreed to fund a memorial for the 2061 earthquake.", None),
        ("agreed to settle the claim before the 2061 elections.", "2061"),
        ("agreed to settle the claim under the 1982 convention.", None),
        ("agreed to build a partnership for the 21st century.", None),
        ("agreed to make their alliance fit for this century.", None),
        ("agreed to open a corridor by 2031 under the Accord of 2020.", "2031"),
        ("agreed to build a bridge by the end of the century.", "the end of the century"),
    ],
)
def test_an_age_and_the_year_of_a_text_are_no_deadline(
    bodies: Bodies, text: str, due: str | None
) -> None:
    (body,) = bodies(f"{LINE}Kenya and Norway {text}", "commitment")
    assert (body.due.text if body.due else None) == due


@pytest.mark.parametrize(
    "condition",
    [
        "Once Chile has signed the protocol",
        "After Chile has opened the port",
        "If Chile ratifies the pact",
    ],
)
def test_what_has_to_happen_first_is_a_condition(bodies: Bodies, condition: str) -> None:
    (body,) = bodies(f"{LINE}{condition}, Peru will open two border posts.", "commitment")
    assert (body.obligors, body.condition) == (("PE",), condition)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("send at least 3 lakh tonnes of wheat to Nepal", "at least 300,000"),
        ("supply 2.5 lakh doses to Nepal", "250,000"),
        ("supply 2 crore tablets to Nepal", "20,000,000"),
        ("buy Boeing 737 planes from Kenya", None),
        ("buy 20 Airbus 320 planes from Kenya", "20"),
    ],
)
def test_what_a_number_counts(bodies: Bodies, text: str, quantity: str | None) -> None:
    (body,) = bodies(f"{LINE}India will {text}.", "commitment")
    assert (body.target.quantity if body.target else None) == quantity


@pytest.mark.parametrize(
    "lead", ["agreed:\n\n- to ", "pledged:\n\n- to ", "agreed on the following:\n\n- To "]
)
def test_each_item_of_a_list_is_a_promise_of_those_who_lead_it(bodies: Bodies, lead: str) -> None:
    head, mark = lead.split("\n\n")
    text = (
        f"LIMA, May 14, 2024\n\nThe two governments of Chile and Peru {head}\n\n"
        f"{mark}reopen the border post by June 30\n{mark}train 200 pilots\n{mark}end visa fees"
    )
    found = bodies(text, "commitment")
    assert [b.action for b in found] == ["reopen", "train", "end"]
    assert all(set(b.obligors) == {"CL", "PE"} for b in found)


@pytest.mark.parametrize(
    ("text", "status", "when"),
    [
        ("The summit of Kenya and Norway in Oslo was moved to July 3.", "planned", "July 3"),
        ("Talks between Kenya and Norway were postponed until Friday.", "planned", "Friday"),
        ("A meeting between Kenya and Norway was put off until Friday.", "planned", "Friday"),
        ("Kenya and Norway postponed their summit to July 3.", "planned", "July 3"),
        ("Talks between Kenya and Norway were brought forward to Friday.", "planned", "Friday"),
        ("Talks between Kenya and Norway were postponed on Monday.", "cancelled", "Monday"),
        ("Talks between Kenya and Norway were held on Monday.", "held", "Monday"),
    ],
)
def test_what_is_put_off_is_planned(bodies: Bodies, text: str, status: str, when: str) -> None:
    (body,) = bodies(f"{LINE}{text}", "consultation")
    assert (str(body.status), body.when.text) == (status, when)


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        (
            "Peru condemned the use of a water cannon by a Chilean ship against its boats",
            "CL",
            "PE",
        ),
        ("Peru denounced the use of a laser by a Chilean vessel against its plane", "CL", "PE"),
        ("Peruvian warplanes strayed into Chilean airspace", "PE", "CL"),
        ("Peruvian gunboats crossed into Chilean waters", "PE", "CL"),
        ("Two Peruvian helicopters violated Chilean airspace", "PE", "CL"),
    ],
)
def test_acts_of_force_by_other_words(bodies: Bodies, text: str, actor: str, target: str) -> None:
    (body,) = bodies(f"LIMA, May 14, 2024 -- {text} on Sunday.", "incident")
    assert (body.actor, body.target) == (actor, target)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya has requested 96 helicopters and 1,844 missiles from Norway.",
        "Kenya is seeking 96 helicopters and 1,844 missiles.",
        "Kenya asked Norway for 96 helicopters and 1,844 missiles.",
    ],
)
def test_arms_that_are_asked_for(bodies: Bodies, text: str) -> None:
    found = bodies(f"{LINE}{text} The army was pleased, Norway said.", "capability")
    assert [(b.holder, b.quantity) for b in found] == [("KE", "96"), ("KE", "1844")]


@pytest.mark.parametrize(
    "text",
    [
        (
            "Tariffs were not on the agenda, Latvia said after talks with Tunisia. The statement "
            "does not say who will pay, and no contract was signed."
        ),
        (
            "Fisheries were not discussed, Latvia said after talks with Tunisia. The agreement "
            "does not explain who owns the port, and no protocol was initialed."
        ),
    ],
)
def test_three_things_that_are_not(bodies: Bodies, text: str) -> None:
    found = bodies(f"RIGA, May 14, 2024 -- {text}", "omission")
    assert sorted(str(b.sort) for b in found) == ["not_agreed", "not_discussed", "not_included"]
    assert next(b.who for b in found if str(b.sort) == "not_discussed") is None
