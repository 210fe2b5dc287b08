"""Fields of a pair agree fully, in part, or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from eval.agreement import agreement, bounds, codes, same_person, same_when


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2031-02", ("2031-02-01", "2031-02-28")),
        ("2031/2032", ("2031-01-01", "2032-12-31")),
        ("2031-12-05~", ("2031-12-05", "2031-12-05")),
        ({"earliest": None, "latest": "2031-06-30", "edtf": "../2031-06-30"}, (None, "2031-06-30")),
        ({"earliest": None, "latest": None, "edtf": "2031"}, ("2031-01-01", "2031-12-31")),
        (None, (None, None)),
        ("some day", (None, None)),
    ],
)
def test_first_and_last_day(value: Any, days: tuple[str | None, str | None]) -> None:
    assert bounds(value) == days


def test_a_day_within_the_month_agrees_by_half() -> None:
    assert same_when("2031-06", "2031-06-04") == 0.5
    assert same_when("2031-06", "2031-06-01/2031-06-30") == 1.0
    assert same_when("2031-06", "2031-07") == 0.0
    assert same_when(None, None) == 1.0
    assert same_when("2031-06", None) == 0.0


def test_parties_by_name_or_code() -> None:
    assert codes(["Japan", "ROK", "LT", "UK"]) == {"JP", "KR", "LT", "GB"}
    assert codes(["North Korea (navy)"]) == {"KP"}
    assert codes(["Norland"]) == {"norland"}
    assert codes(["AU-Union"]) == codes(["African Union"]) != codes(["AU"])


def test_one_person_in_several_spellings() -> None:
    assert same_person("ada brandt", "brandt ada")
    assert same_person("brandt", "ada b. brandt")
    assert same_person("juan cruz jr", "cruz")
    assert not same_person("ada brandt", "leo marsh")


def test_the_last_admissible_day_is_what_counts_in_a_deadline() -> None:
    item = {"parties": ["Japan"], "due": "2031-06-30", "modality": "will"}
    claim = {"obligors": ["JP"], "due": {"earliest": None, "latest": "2031-06-30"}}
    fields = agreement("commitment", item, claim)
    assert fields == {"obligors": 1.0, "due": 1.0, "modality": 0.0, "assurance": 1.0}


def test_a_consultation_without_named_persons_asks_for_none() -> None:
    item: dict[str, Any] = {
        "participants": [],
        "date": None,
        "status": "past-mention",
        "kind": "2+2",
    }
    claim = {"participants": [{"name": "Ada Brandt"}], "status": "held", "form": "meeting"}
    fields = agreement("consultation", item, claim)
    assert fields == {"participants": 1.0, "when": 1.0, "status": 1.0, "form": 1.0}
    call = agreement("consultation", item, {**claim, "form": "call"})
    assert call["form"] == 0.0
