"""Capabilities: named weapons and platforms that somebody has, builds, buys or will get."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from servanda.model import Capability

Bodies = Callable[[str, str], list[Capability]]
Claims = Callable[[str, str], list[Any]]

REST = " Officials of both governments gave no further details to reporters who were waiting there."


@pytest.mark.parametrize(
    ("text", "name", "holder", "quantity", "supplier"),
    [
        (
            "Norway will buy 250 Heron tanks from Chile, the ministers said.",
            "Heron tank",
            "NO",
            "250",
            "CL",
        ),
        (
            "Norway plans to acquire the KX-21 fighter from Chile.",
            "KX-21 fighter",
            "NO",
            None,
            "CL",
        ),
        (
            "Chile has promised to supply Norway with four IRIS-Q air defence systems.",
            "IRIS-Q air defence system",
            "NO",
            "4",
            "CL",
        ),
        (
            "Norway received the first batch of Falke missiles from Chile last April.",
            "Falke missile",
            "NO",
            None,
            "CL",
        ),
        (
            "Chile and Norway spoke about 31 MX-9B drones that Norway is to procure.",
            "MX-9B drone",
            "NO",
            "31",
            None,
        ),
        ("Norway ordered five Type 26 frigates from Chile.", "Type 26 frigate", "NO", "5", "CL"),
    ],
)
def test_who_gets_what_from_whom(
    bodies: Bodies, text: str, name: str, holder: str, quantity: str | None, supplier: str | None
) -> None:
    (body,) = bodies(text + REST, "capability")
    assert (body.name, body.holder, body.quantity, body.supplier) == (
        name,
        holder,
        quantity,
        supplier,
    )


def test_miles_become_kilometres_and_only_its_own_price_counts(bodies: Bodies) -> None:
    text = "Norway will buy 40 Heron cruise missiles from Chile for $2 billion. The missiles have a range of about 1,000 miles."
    (body,) = bodies(text + REST, "capability")
    assert body.range_km == 1609
    assert body.price == "$2 billion"


def test_each_model_with_a_number_is_a_lot_of_its_family(bodies: Bodies) -> None:
    text = "Norway will buy Heron missiles from Chile. It now wants 200 Block II and 50 Block III missiles."
    found = bodies(text + REST, "capability")
    assert {(b.name, b.quantity) for b in found} == {
        ("Heron Block II", "200"),
        ("Heron Block III", "50"),
    }


def test_later_mentions_of_a_system_are_evidence(claims: Claims) -> None:
    text = "Norway will buy 40 Heron missiles from Chile. Norway needs the Heron missiles soon, and will deploy Heron missiles in May."
    (claim,) = claims(text + REST, "capability")
    assert claim.body.quantity == "40"
    assert len(claim.evidence) == 2


@pytest.mark.parametrize(
    "text",
    [
        "A Chilean Heron drone crossed the border of Norway on Monday.",
        "Norway and Chile want to build a fair tax system and a health system.",
        "Norway and Chile spoke about tariffs on steel worth $2 billion.",
        "At first Norway had planned to buy 40 Heron missiles from Chile.",
        "Norway will not buy Heron missiles from Chile.",
        "The Chilean destroyer Heron sailed through the strait near Norway.",
    ],
)
def test_what_is_no_capability(bodies: Bodies, text: str) -> None:
    assert bodies(text + REST, "capability") == []


@pytest.mark.parametrize(
    ("text", "name", "quantity", "holder"),
    [
        ("Chile pledged to deliver 24 of its KF-16 jets to Kenya.", "KF-16", "24", "KE"),
        ("Chile and Kenya agreed to build ABRAAM missiles together.", "ABRAAM missile", None, "CL"),
        (
            "The aid package for Kenya includes nearly 100 precision Redstone missiles.",
            "Redstone",
            "100",
            "KE",
        ),
        (
            "The president of Chile approved a first batch of missiles for the KF-35 fighters of Kenya.",
            "missiles for the KF-35",
            None,
            "KE",
        ),
        ("Kenya will be supplied with 81 other support vehicles.", "support vehicle", "81", "KE"),
    ],
)
def test_lots_in_other_words(
    bodies: Bodies, text: str, name: str, quantity: str | None, holder: str
) -> None:
    (body,) = bodies(text + REST, "capability")
    assert name in body.name
    assert (body.quantity, body.holder) == (quantity, holder)


def test_ships_sent_into_waters_and_radars_aimed_are_nobodys_stock(bodies: Bodies) -> None:
    for text in (
        "Chile sent two patrol boats into the waters of Kenya.",
        "A Chilean ship pointed its fire-control radar at a Kenyan plane.",
    ):
        assert bodies(text + REST, "capability") == []


@pytest.mark.parametrize(
    ("text", "name", "quantity", "holder"),
    [
        ("Chile plans to buy 32 KX-35s from Norway.", "KX-35", "32", "CL"),
        (
            "The Chilean air force signed a contract for the purchase of 36 aircraft.",
            "aircraft",
            "36",
            None,
        ),
        ("Norway promised Kenya a third Orka missile battery.", "Orka missile battery", None, "KE"),
        (
            "Norway will send Kenya 9,000 rounds of artillery ammunition.",
            "round",
            "9000",
            "KE",
        ),
        (
            "The contract includes production of a Chilean variant of the AB2 by Chile.",
            "Chilean variant of the AB2",
            None,
            None,
        ),
    ],
)
def test_systems_told_by_their_kin(
    bodies: Bodies, text: str, name: str, quantity: str | None, holder: str | None
) -> None:
    found = bodies(f"{text} Peru protested.", "capability")
    assert [(one.name, one.quantity) for one in found] == [(name, quantity)]
    if holder is not None:
        assert found[0].holder == holder


def test_rounds_of_talks_are_no_ammunition(bodies: Bodies) -> None:
    assert bodies("Chile and Peru held two rounds of talks on the tank deal.", "capability") == []


@pytest.mark.parametrize(
    ("had", "not_had"),
    [
        ("Norway bought two KX-21 missiles.", "Norway fired KX-21 missiles."),
        ("Norway launched two KX-21 missiles.", "Rebels launched two KX-21 missiles."),
        ("Norway has a KX-21 helicopter.", "A KX-21 helicopter of the firm had to turn back."),
        ("Norway signed for 60 KX-21 drones.", "Norway waited for 60 KX-21 drones."),
        ("Norway ordered the Heron destroyer.", "The Heron destroyer took part in a drill."),
        ("The sale of KX-21 drones to Norway was approved.", "Norway saw the KX-21 drones."),
    ],
)
def test_having_and_its_likes(bodies: Bodies, had: str, not_had: str) -> None:
    assert [body.holder for body in bodies(had + REST, "capability")] == ["NO"]
    assert bodies(not_had + REST, "capability") == []


@pytest.mark.parametrize(
    ("text", "name", "quantity"),
    [
        ("Chile tested a Heron missile in May.", "Heron missile", None),
        ("Chile operates 20 centrifuges.", "centrifuge", "20"),
    ],
)
def test_what_is_tested_or_counted_is_had(
    bodies: Bodies, text: str, name: str, quantity: str | None
) -> None:
    (found,) = bodies(text + REST, "capability")
    assert (found.name, found.quantity) == (name, quantity)
