"""One office put in many ways is one; a deputy's is another."""

from __future__ import annotations

import pytest

from servanda.resolution.office_keys import office


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Defense Secretary", "minister:defence"),
        ("Secretary of Defense", "minister:defence"),
        ("Defence Minister", "minister:defence"),
        ("Minister of National Defence", "minister:defence"),
        ("Secretary of State for Defence", "minister:defence"),
        ("Secretary of War", "minister:defence"),
        ("acting defense minister", "minister:defence"),
        ("Pentagon chief", "minister:defence"),
        ("Secretary of State", "minister:foreign"),
        ("Minister for Foreign Affairs", "minister:foreign"),
        ("External Affairs Minister", "minister:foreign"),
        ("Foreign Secretary", "minister:foreign"),
        ("top diplomat", "diplomat"),
        ("Prime Minister", "head_of_government"),
        ("premier", "head_of_government"),
        ("then-President", "head_of_state"),
        ("President", "head_of_state"),
        ("Vice President", "vice:head_of_state"),
        ("Deputy Defence Minister", "deputy:minister:defence"),
        ("defense counterpart", "minister:defence"),
        ("first commander", "commander"),
        ("Minister of State for Defence", "state:minister:defence"),
        ("Ambassador to Norland", "ambassador:to:norland"),
        ("NR Ambassador to Sudmark", "ambassador:to:sudmark"),
        ("Pentagon Press Secretary", "spokesperson:defence"),
        ("spokesman for the Defence Ministry", "spokesperson:defence"),
        ("Chief of Staff", "chief staff"),
        ("National Security Adviser", "adviser national security"),
        ("Finance Minister", "minister:finance"),
        ("acting President", "head_of_state"),
        ("President-elect", "head_of_state"),
        ("shadow Foreign Secretary", "shadow:minister:foreign"),
        ("European Council President", "head_of_state:council"),
        ("president of the European Council", "head_of_state:council"),
        ("European Commission President", "head_of_state:commission"),
        ("President of the Senate", "head_of_state:senate"),
        ("World Bank President", "head_of_state:bank world"),
        ("COP40 President", "head_of_state:cop40"),
        ("Head of the Office of the President", "head president"),
        ("chief of staff to the President", "chief president staff"),
        ("secretary to the Prime Minister", "minister prime secretary"),
        ("Prime Minister's special envoy", "special:ambassador:minister:prime:special"),
        ("NATO Secretary General", "secretary_general"),
        ("Secretary-General", "secretary_general"),
        ("Foreign Ministry Secretary General", "secretary_general:foreign:ministry"),
        ("Trade Ministry spokesman", "spokesperson:trade"),
    ],
)
def test_keys(text: str, key: str) -> None:
    found = office(text)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("text", [None, "", "the former", "counterpart"])
def test_no_office(text: str | None) -> None:
    assert office(text) is None


def test_who_may_hold_it_alone() -> None:
    alone = [
        t
        for t in (
            "Defence Minister",
            "President",
            "Council President",
            "Vice President",
            "envoy to SM",
            "shadow President",
            "Head of the Office of the President",
        )
        if office(t).head
    ]  # type: ignore[union-attr]
    assert alone == ["Defence Minister", "President", "Council President"]
