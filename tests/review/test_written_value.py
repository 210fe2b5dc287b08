"""A value in an amendment is read by what its field can hold."""

from __future__ import annotations

import pytest

from servanda.errors import UsageError
from servanda.review.written_value import written_value


@pytest.mark.parametrize(
    ("kind", "field", "text", "value"),
    [
        ("commitment", "object", "ten ferries", "ten ferries"),
        ("commitment", "obligors", "JP, US", ["JP", "US"]),
        ("commitment", "obligors", '["JP"]', ["JP"]),
        ("commitment", "obligors", "", []),
        ("commitment", "beneficiary", "", None),
        ("consultation", "duration_minutes", "50", 50),
    ],
)
def test_a_value_is_read_by_what_the_field_can_hold(
    kind: str, field: str, text: str, value: object
) -> None:
    assert written_value(kind, field, text) == value


def test_a_value_that_the_field_cannot_hold_is_named_with_the_field() -> None:
    with pytest.raises(UsageError) as refused:
        written_value("consultation", "duration_minutes", "fifty")
    assert refused.value.subject == "duration_minutes=fifty"
