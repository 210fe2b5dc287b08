"""Proposed claims: their cells have the values of the record, and no more is stated than was found to hold."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from servanda.extraction.coreference.discourse import Discourse
from servanda.extraction.detector.models import Models
from servanda.extraction.detector.proposals import Group
from servanda.extraction.detector.proposed_claims import ClaimMaker, is_foreseen, status_of
from servanda.model import ConsultationStatus


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("held", ConsultationStatus.HELD),
        ("ongoing", ConsultationStatus.HELD),
        ("planned", ConsultationStatus.PLANNED),
        ("postponed", ConsultationStatus.CANCELLED),
        ("broken off", ConsultationStatus.CANCELLED),
    ],
)
def test_a_status_that_only_keys_know_is_one_of_the_record(
    name: str, status: ConsultationStatus
) -> None:
    assert status_of(name) is status


@pytest.mark.parametrize(("most", "stated"), [({}, 0.97), ({"most": 0.89}, 0.89)])
def test_no_more_is_stated_than_holds_among_strangers(
    most: dict[str, float], stated: float
) -> None:
    models = Models({}, {"incident": {"slope": 1.0, "offset": 0.0, **most}}, {})
    maker = ClaimMaker(cast("Any", SimpleNamespace()), models)
    assert maker.confidence(Group("incident", None, [], 9.0)) == stated


@pytest.mark.parametrize(
    ("text", "word", "foreseen"),
    [
        (
            "Officials of Chile worked on the paper announced for next year.",
            "announced",
            True,
        ),
        ("Officials of Chile worked on the paper announced in Oslo.", "announced", False),
        ("Chile announced for next year a paper with Kenya.", "announced", False),
    ],
)
def test_what_is_announced_for_a_day_is_foreseen(
    discourse: Callable[[str], Discourse], text: str, word: str, *, foreseen: bool
) -> None:
    read = discourse(text)
    token = next(t for t in read.parsed.doc if t.text == word)
    assert is_foreseen(read, token) is foreseen
