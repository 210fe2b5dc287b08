"""Relevance: two states and somebody who acts for one; sport and small talk are set aside."""

from __future__ import annotations

import pytest

from readings import Read
from servanda.extraction.relevance import irrelevant_because

GAME = (
    "The striker scored the first goal after a penalty, the coach praised the midfielder, "
    "and the goalkeeper left the match early."
)


@pytest.mark.parametrize(
    "text",
    [
        "Chilean Defence Minister Rosa Vidal met Peruvian Defence Minister Luis Ocampo in Lima.",
        "Norway's government protested after Kenyan navy jets had entered its airspace.",
        "Norway and Canada signed a treaty on troops and bases in the far north of the country.",
        "The NATO secretary general thanked Norway for its frigates on Monday evening.",
        # one sentence is enough
        "Kenya will be given 12 trucks by Norway, the ministry said.",
        "Norwegian warplanes strayed into Kenyan airspace on Monday.",
        "The second talks between the health ministries of Chile and Peru were held in Lima.",
        "Peru has ordered 30 howitzers from Norway.",
        "Chile stopped short of recognizing Peru's claim.",
        "Chile said it would admit aid workers.",
        "Jordan promised to let in inspectors.",
        # officers of two states outweigh the match they watched
        f"Chilean President Rosa Vidal and Peruvian President Luis Ocampo saw the game. {GAME}",
    ],
)
def test_relations_between_states_are_kept(discourse: Read, text: str) -> None:
    assert irrelevant_because(discourse(text).parsed) is None


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("The apple harvest was poor this year, farmers in the valley said on Monday.", "no state"),
        (
            "Norwegian Prime Minister Ada Brandt opened a school in Bergen and praised its garden.",
            "only one state",
        ),
        (f"Chile beat Peru, and the Chilean minister for sport was glad. {GAME}", "sport"),
        (
            "Apples from Chile are sweeter than those from Peru, shoppers in the market said.",
            "nobody",
        ),
        ("Kenya beat Peru 3-0 in Lima on Sunday.", "nobody"),
        ("Chile's copper exports rose by 3 percent in March, an office said.", "only one state"),
    ],
)
def test_other_pages_are_set_aside_with_the_reason(
    discourse: Read, text: str, because: str
) -> None:
    found = irrelevant_because(discourse(text).parsed)
    assert found is not None
    assert because in found


def test_the_sea_of_a_state_names_no_state(discourse: Read) -> None:
    text = "The storm crossed the Norwegian Sea and the Gulf of Mexico, the harbour master said."
    assert irrelevant_because(discourse(text).parsed) == "no state is named"


def test_an_office_that_names_no_state_of_its_own_speaks_of_another(discourse: Read) -> None:
    text = (
        "Statement by the Foreign Secretary on the floods in Chile\n\n"
        "We are sending tents and boats, and we stand with the people of Chile."
    )
    assert irrelevant_because(discourse(text).parsed) is None


def test_the_goals_of_a_long_declaration_are_no_game(discourse: Read) -> None:
    text = (
        "Joint declaration of Chile and Norway\n\nThe ministers agreed on climate goals for the season of "
        "drought. They set the goal of halving waste, they will match the points of the plan with funds, and "
        "the fund's coach programme will train teams. They reaffirmed the goals of the league of rivers."
    )
    assert irrelevant_because(discourse(text).parsed) is None


@pytest.mark.parametrize(
    ("text", "because"),
    [
        (
            (
                "Norwegian President Ada Brandt praised the football team after its 2-0 win over Peru in the "
                "qualifier. The midfielder scored twice, the goalkeeper saved a penalty, and the coach thanked fans."
            ),
            "sport",
        ),
        (
            (
                "Shares in Oslo fell on Monday as investors weighed profits and earnings. The benchmark index lost "
                "2 percent, traders said, and stocks of firms with sales in Peru and Chile led the losses."
            ),
            "business",
        ),
        (
            (
                "Norway's parliament passed the budget on Monday. Opposition leader Leo Marsh said that Peru had cut "
                "taxes. The finance minister said the deficit would shrink."
            ),
            "own affairs",
        ),
    ],
)
def test_pages_that_name_states_in_passing_are_set_aside(
    discourse: Read, text: str, because: str
) -> None:
    found = irrelevant_because(discourse(text).parsed)
    assert found is not None
    assert because in found
