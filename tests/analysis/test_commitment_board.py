"""The board: whom a promise is made to, what makes it concrete, and what stands in its row."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from made import promise
from servanda.analysis.commitment_board import board, on_board
from servanda.model import Target
from servanda.model.serialization import plain_row
from servanda.resolution.resolve import resolve_claims

TODAY = date(2031, 2, 1)


def row(what: str, **body: Any) -> Any:
    claim = promise("n1", "NR", "build", what, published="2031-01-10", body=body)
    [found] = board(resolve_claims([claim]), today=TODAY)
    return found


@pytest.mark.parametrize(
    ("what", "body", "concrete"),
    [
        ("closer ties", {}, False),
        ("closer ties", {"condition": "if talks succeed"}, True),
        ("ferries", {"target": Target("10", "ferries")}, True),
        ("10 ferries", {}, True),
        ("ferries", {"beneficiary": "SM"}, False),
        ("ferries for Kelm", {"beneficiary": "SM"}, True),
        ("ferries for Kelm", {}, False),
    ],
)
def test_a_figure_a_condition_or_a_recipient_makes_it_concrete(
    what: str, body: dict[str, Any], *, concrete: bool
) -> None:
    found = row(what, **body)
    assert found.concrete is concrete
    assert on_board(plain_row(found)) is concrete


def test_whom_it_is_promised_to_is_named_once() -> None:
    claims = [
        promise(
            "n1", "NR", "build", "a Heron depot", published="2031-01-10", body={"beneficiary": "SM"}
        ),
        promise(
            "n2", "NR", "build", "a Heron depot", published="2031-01-20", body={"beneficiary": "SM"}
        ),
    ]
    [found] = board(resolve_claims(claims), today=TODAY)
    assert (found.beneficiaries, found.what) == (("SM",), "build a Heron depot")
    assert [one.id for one in board(resolve_claims(claims), today=TODAY, party="SM")] == [found.id]


def test_a_row_that_points_elsewhere_quotes() -> None:
    claim = promise("n1", "NR", "do", "this", words="Norland will do this", published="2031-01-10")
    [found] = board(resolve_claims([claim]), today=TODAY)
    assert found.what == "“Norland will do this”"
