"""Complements: what an office is of or for, and where the holder's name begins."""

from __future__ import annotations

import pytest

from servanda.parsing.office_titles import titles
from servanda.world.gazetteer import gazetteer


def offices(text: str) -> list[tuple[str, str | None]]:
    return [(o.office, o.party) for o in titles().find(text, gazetteer().find(text))]


@pytest.mark.parametrize(
    ("text", "office", "party"),
    [
        ("Minister of State Ada Brandt", "Minister of State", None),
        ("minister for foreign affairs Ada Brandt", "minister for foreign affairs", None),
        ("Minister of Norway Ada Brandt", "Minister", "NO"),
        ("Ambassador to Norway Ada Brandt", "Ambassador to Norway", None),
        ("Envoy for Norway and Chile Ada Brandt", "Envoy for Norway and Chile", None),
        ("spokesman for the Norwegian Foreign Ministry", "spokesman for the Foreign Ministry", "NO"),
        ("head of Norway's intelligence agency", "head of intelligence agency", "NO"),
        ("Minister for Fisheries, Industry, and Women Ada Brandt", "Minister for Fisheries, Industry, and Women", None),
        ("Director of the Bureau of South Asian Affairs Ada Brandt", "Director of the Bureau of South Asian Affairs", None),
        ("adviser to the Prime Minister of Norway", "adviser to the Prime Minister", "NO"),
        ("the President of the Republic of Chile to Norway", "President", "CL"),
        ("the King of the Hashemite Kingdom of Jordan", "King", "JO"),
        ("the President of the State of Israel", "President", "IL"),
        ("Secretary of State of Norway Ada Brandt", "Secretary of State", "NO"),
        ("Chile's Ambassador to Norway", "Ambassador to Norway", "CL"),
        ("Under Secretary for Economic Growth, Energy, and the Environment Ada Brandt", "Under Secretary for Economic Growth, Energy, and the Environment", None),
        ("President of the House of Representatives of Chile Ada Brandt", "President of the House of Representatives", "CL"),
        ("Speaker of Norwegian National People's Assembly Ada Brandt", "Speaker of the National People's Assembly", "NO"),
        ("Minister of State for Europe and North America Ada Brandt", "Minister of State for Europe and North America", None),
        ("Co-Chair of the Norway-Chile Committee on Trade Ada Brandt", "Co-Chair of the Norway-Chile Committee on Trade", None),
        ("Chairman of the Committee on Trade and Deputy Prime Minister of Norway", "Chairman of the Committee on Trade", None),
        ("Assistant Administrator Ada Brandt", "Assistant Administrator", None),
        # a body stands behind "at", a field behind "on"; an office may serve another, and have many complements
        ("State Secretary at the Ministry of Trade of the Republic of Chile Ada Brandt", "State Secretary at the Ministry of Trade", "CL"),
        ("State Secretary at the Norwegian Ministry of Trade Ada Brandt", "State Secretary at the Ministry of Trade", "NO"),
        ("State Secretary at noon", "State Secretary", None),
        ("Adviser to the President of Chile on Foreign Affairs Ada Brandt", "Adviser to the President on Foreign Affairs", "CL"),
        ("Adviser to the Federal Chancellor of Austria Ada Brandt", "Adviser to the Federal Chancellor", "AT"),
        ("Secretary of the Office of the Prime Minister of Chile for Coordination of EU Affairs Ada Brandt", "Secretary of the Office of the Prime Minister for Coordination of EU Affairs", "CL"),
        ("Ambassador for special assignments Ada Brandt", "Ambassador for special assignments", None),
        ("Minister for Reintegration of the Occupied Territories Ada Brandt", "Minister for Reintegration of the Occupied Territories", None),
        # an initial begins a name
        ("Secretary of State Ada J. Brandt and Coast Commission Chair Leo Marsh", "Secretary of State", None),
    ],
)  # fmt: skip
def test_a_complement_ends_where_a_name_begins(text: str, office: str, party: str | None) -> None:
    assert offices(text + " spoke.")[0] == (office, party)
