"""Python types as JSON Schemas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

import pytest

from servanda.export.schemas.typed_shapes import object_of, shape_of
from servanda.model import ClaimId, When


class Colour(Enum):
    RED = "red"


@dataclass
class Ball:
    colour: Colour
    sizes: tuple[int, ...] = ()


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        (str, {"type": "string"}),
        (bool, {"type": "boolean"}),
        (ClaimId, {"type": "string"}),
        (Colour, {"enum": ["red"]}),
        (date | None, {"anyOf": [{"$ref": "#/$defs/day"}, {"type": "null"}]}),
        (When, {"$ref": "#/$defs/time"}),
        (tuple[str, ...], {"type": "array", "items": {"type": "string"}}),
    ],
)
def test_the_shape_of_a_type(kind: object, shape: dict[str, object]) -> None:
    assert shape_of(kind) == shape


def test_an_object_has_all_fields() -> None:
    assert shape_of(Ball) == {
        "type": "object",
        "required": ["colour", "sizes"],
        "properties": {
            "colour": {"enum": ["red"]},
            "sizes": {"type": "array", "items": {"type": "integer"}},
        },
    }
    assert object_of({"a": {}, "b": {}}, maybe=("b",))["required"] == ["a"]


def test_a_type_of_others_is_refused() -> None:
    with pytest.raises(TypeError, match="no JSON schema"):
        shape_of(set[str])
