"""A value in an amendment is read by what its field can hold."""

from __future__ import annotations

import pytest

from servanda.errors import UsageError
from servanda.review.written_value import as_written, written_value


@pytest.mark.parametrize(
    ("kind", "field", "text", "value"),
    [
        ("commitment", "object", "ten ferries", "ten ferries"),
        ("commitment", "obligors", "JP, US", ["JP", "US"]),
        ("commitment", "obligors", '["JP"]', ["JP"]),
        ("commitment", "obligors", "", []),
        ("commitment", "beneficiary", "", None),
        ("consultation", "duration_minutes", "50", 50),
        ("commitment", "target", "40 long barges", {"quantity": "40", "unit": "long barges"}),
        ("commitment", "target", "40", {"quantity": "40", "unit": None}),
        (
            "consultation",
            "participants",
            "Ona Tarn (deputy minister, trade, NO); Karl Brix (envoy); Bo Lee (-, SE); Al",
            [
                {"name": "Ona Tarn", "office": "deputy minister, trade", "party": "NO"},
                {"name": "Karl Brix", "office": "envoy", "party": None},
                {"name": "Bo Lee", "office": None, "party": "SE"},
                {"name": "Al", "office": None, "party": None},
            ],
        ),
    ],
)
def test_a_value_is_read_by_what_the_field_can_hold(
    kind: str, field: str, text: str, value: object
) -> None:
    assert written_value(kind, field, text) == value


@pytest.mark.parametrize(
    ("kind", "field", "text"),
    [
        ("consultation", "participants", "Ona Tarn (minister, NO); Bo Lee (-, SE); Karl Brix"),
        ("commitment", "target", "40 long barges"),
        ("commitment", "obligors", "NO, SE"),
        ("tenure", "former", "true"),
        ("consultation", "duration_minutes", "50"),
    ],
)
def test_what_is_written_of_a_value_is_read_back(kind: str, field: str, text: str) -> None:
    assert as_written(written_value(kind, field, text)) == text


def test_a_value_that_the_field_cannot_hold_is_named_with_the_field() -> None:
    with pytest.raises(UsageError) as refused:
        written_value("consultation", "duration_minutes", "fifty")
    assert refused.value.subject == "duration_minutes=fifty"
