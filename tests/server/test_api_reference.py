"""The reference of the REST interface is the one that its description makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.server.api.api_reference import rest_reference

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "reference" / "rest.md"


@pytest.mark.costly
def test_the_reference_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == rest_reference(), (
        "python tools/docs.py renews it"
    )


@pytest.mark.costly
def test_every_address_and_parameter_of_its_own_is_in_it() -> None:
    text = rest_reference()
    for words in (
        "GET /api/v1/due",
        "`within`",
        "POST /api/v1/decisions",
        "/jobs/{identity}/events",
    ):
        assert words in text
