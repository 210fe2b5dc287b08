"""Promises of a row: papers signed, steps agreed on, invitations, threats, refusals; and what only looks ahead."""

from __future__ import annotations

import pytest

from readings import Bodies
from servanda.model import Modality

LINE = "NAIROBI, May 14, 2024 -- "
MET = f"{LINE}Kenya's President Amos Odinga met Norway's Prime Minister Ada Berg on Monday. "
BOTH = {"KE", "NO"}


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        (
            f"{MET}They signed a treaty on rail freight and a memorandum on the return of two ships.",
            ["a treaty on rail freight", "a memorandum on the return of two ships"],
        ),
        (
            f"{MET}Agreements were signed on rail freight, on enhancing trade, and on the return of ships.",
            [
                "agreements on rail freight",
                "agreements on enhancing trade",
                "agreements on the return of ships",
            ],
        ),
        (f"{MET}A memorandum on fisheries was signed.", ["a memorandum on fisheries"]),
        (
            f"{MET}They signed agreements on oil production and refining, joint dredging, training pilots and on trade.",
            [
                "agreements on oil production and refining",
                "agreements on joint dredging",
                "agreements on training pilots",
                "agreements on trade",
            ],
        ),
        (
            f"{MET}They signed a treaty on trade, fish and rail freight.",
            ["a treaty on trade, fish and rail freight"],
        ),
        (
            f"{MET}They oversaw the signing of a package of documents, including a treaty on fish.",
            ["a treaty on fish"],
        ),
        (f"{MET}A number of agreements were signed during the visit.", []),
        (f"{MET}The agreement was signed in the old town hall.", []),
    ],
)
def test_each_paper_that_is_signed_is_one(bodies: Bodies, text: str, objects: list[str]) -> None:
    found = bodies(text, "commitment")
    assert [body.object for body in found] == objects
    assert all(set(body.obligors) == BOTH and body.action == "sign" for body in found)


def test_each_step_agreed_on_is_one(bodies: Bodies) -> None:
    text = f"{MET}They agreed on a range of measures to help farmers, improve rail links and train civil pilots."
    found = bodies(text, "commitment")
    assert [(b.action, b.object) for b in found] == [
        ("help", "farmers"),
        ("improve", "rail links"),
        ("train", "civil pilots"),
    ]


def test_each_gerund_of_a_row_is_one(bodies: Bodies) -> None:
    text = (
        f"{LINE}Norway stressed its commitment to expanding citizen security, meeting joint goals, "
        "and listening to citizens."
    )
    found = bodies(text, "commitment")
    assert [body.action for body in found] == ["expand", "meet", "listen"]


def test_what_was_agreed_by_nobody_named_was_agreed_by_those_who_met(bodies: Bodies) -> None:
    (body,) = bodies(f"{MET}Further steps were agreed to deepen such trade.", "commitment")
    assert (set(body.obligors), body.modality) == (BOTH, Modality.AGREED)


@pytest.mark.parametrize(
    ("text", "modality", "obligors", "action"),
    [
        (
            f"{MET}Odinga invited Norway to join the rebuilding of the port.",
            Modality.CONSIDERING,
            {"KE"},
            "join",
        ),
        (f"{LINE}Norway is willing to share its charts.", Modality.CONSIDERING, {"NO"}, "share"),
        (
            f"{LINE}Norway is interested in creating a network of labs in Kenya.",
            Modality.CONSIDERING,
            {"NO"},
            "create",
        ),
        (
            f"{LINE}Norway has warned that it will cut supplies if Kenya closes the port.",
            Modality.CONSIDERING,
            {"NO"},
            "cut",
        ),
        (
            f"{LINE}Norway said it will not abandon its base in Kenya.",
            Modality.WILL,
            {"NO"},
            "not abandon",
        ),
        (
            f"{LINE}Norway welcomes the agreement between Kenya and Ghana to open a rail line.",
            Modality.AGREED,
            {"KE", "GH"},
            "open",
        ),
        (
            f'{LINE}"I want to stress our readiness to build a port," Kenyan President Amos Odinga said.',
            Modality.CONSIDERING,
            {"KE"},
            "build",
        ),
        (f"{LINE}Norway is ready to host a joint depot.", Modality.CONSIDERING, {"NO"}, "host"),
    ],
)
def test_offers_threats_and_refusals(
    bodies: Bodies, text: str, modality: Modality, obligors: set[str], action: str
) -> None:
    (body,) = bodies(text, "commitment")
    assert (body.modality, set(body.obligors), body.action) == (modality, obligors, action)


@pytest.mark.parametrize(
    ("told", "bound"),
    [
        ("The leaders will review topical issues.", "The leaders will review the fishing quotas."),
        ("Berg will present medals to sailors.", "Berg will present two boats to Kenya."),
        ("Berg will use the visit to stress the point.", "Berg will use the fund to build a port."),
        ("Berg will deliver a national security address.", "Berg will deliver ten patrol boats."),
        ("Norway will serve as a bridge to Asia.", "Norway will serve notice of the treaty."),
        ("Norway will host a conference in May.", "Norway will host 300 Kenyan soldiers in May."),
        ("Norway will join the festival in May.", "Norway will join the customs union in May."),
        (
            "Berg expressed confidence that Kenya will open the road.",
            "Berg expressed joy and said that Kenya will open the road.",
        ),
        ("Norway will always remember this.", "Norway will always supply this."),
    ],
)
def test_what_only_looks_ahead_promises_nothing(bodies: Bodies, told: str, bound: str) -> None:
    assert not bodies(MET + told, "commitment")
    assert len(bodies(MET + bound, "commitment")) == 1


def test_who_speaks_with_somebody_to_stress_a_point_stresses_it(bodies: Bodies) -> None:
    text = f"{LINE}Norway's Prime Minister Ada Berg spoke on Monday with Kenyan President Amos Odinga to stress the importance of the port."
    (body,) = bodies(text, "assurance")
    assert body.parties == ("NO",)


def test_the_two_of_a_release_are_its_own_state_and_who_met_him(bodies: Bodies) -> None:
    text = (
        f"{MET}Odinga told her of the talks that Ghana's President Kofi Mensah and Togo's President "
        "Adama Koffi had held in May. The two leaders reaffirmed their resolve to build a joint port."
    )
    (body,) = [b for b in bodies(text, "commitment") if b.action == "build"]
    assert set(body.obligors) == BOTH


def test_thanks_for_support_give_none(bodies: Bodies) -> None:
    told = "Odinga expressed gratitude to Norway and to Berg for the firm support of the port."
    assert not bodies(MET + told, "assurance")


@pytest.mark.parametrize(
    ("given", "other", "parties"),
    [
        ("Ministers noted the importance of the port.", "Ministers noted the size of it.", BOTH),
        ("The importance of the accord was stressed.", "The accord was printed.", BOTH),
        ("The interlocutors stressed the importance of trade.", "The interlocutors ate.", BOTH),
        ("They voiced a common position on the strait.", "They discussed common pests.", BOTH),
        ("Norway values its friendship with Kenya.", "Norway valued the ship.", {"NO"}),
        ("Norway attaches great importance to the talks.", "Norway attaches a map.", {"NO"}),
        ("Norway stands for a peaceful settlement.", "Norway stands for an hour.", {"NO"}),
        (
            "Berg said that Kenya is a key partner of Norway.",
            "Berg said that Kenya is a key trading partner of Norway.",
            {"NO"},
        ),
    ],
)
def test_standing_words(bodies: Bodies, given: str, other: str, parties: set[str]) -> None:
    (body,) = bodies(MET + given, "assurance")
    assert set(body.parties) == parties
    assert not bodies(MET + other, "assurance")


@pytest.mark.parametrize(
    ("told", "modality", "bound"),
    [
        ("Norway has offered to help Kenya rebuild schools.", Modality.CONSIDERING, {"NO"}),
        ("Norway was offered help.", None, set()),
        ("Norway is looking to expand its bases in Kenya.", Modality.PLANS, {"NO"}),
        ("Norway looked to the north.", None, set()),
        ("The agreement calls for Norway to share fuel with Kenya.", Modality.AGREED, {"NO"}),
        (
            "The Norwegian government authorized the army to cross the river.",
            Modality.WILL,
            {"NO"},
        ),
        ("The Norwegian government authorized the press to quote it.", None, set()),
        ("Norway has ordered new security measures along the border.", Modality.WILL, {"NO"}),
        ("Norway has ordered the opposition home.", None, set()),
        ("Norway declared a ceasefire in the north.", Modality.WILL, {"NO"}),
        ("Norway declared a holiday in the north.", None, set()),
        ("They spoke of a planned Norwegian missile system.", Modality.PLANS, {"NO"}),
        ("They spoke of a planned Norwegian meeting.", None, set()),
        # who is not named is of the state in front
        ("A Norwegian official says his country will build a port.", Modality.WILL, {"NO"}),
    ],
)
def test_offers_orders_and_plans(
    bodies: Bodies, told: str, modality: Modality | None, bound: set[str]
) -> None:
    found = bodies(LINE + told, "commitment")
    assert [(b.modality, set(b.obligors)) for b in found] == (
        [(modality, bound)] if modality is not None else []
    )


def test_each_matter_of_a_list_that_is_signed_is_one(bodies: Bodies) -> None:
    text = f"{MET}They signed agreements on investment promotion, avoidance of double taxation, and cooperation in sports."
    assert [body.object for body in bodies(text, "commitment")] == [
        "agreements on investment promotion",
        "agreements on avoidance of double taxation",
        "agreements on cooperation in sports",
    ]


def test_support_is_expressed_beside_thanks(bodies: Bodies) -> None:
    text = "Norwegian minister Ada Berg thanked Kenya for its support in the talks and expressed support for the renewal of Kenya."
    (one,) = bodies(LINE + text, "assurance")
    assert one.parties == ("NO",)
    assert one.wording == "expressed support for the renewal of Kenya"
