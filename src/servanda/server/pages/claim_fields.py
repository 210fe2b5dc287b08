"""The cells of a claim as fields of a form: what is in them, as a person writes it, and what they can hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from servanda.model import CommitmentStatus, ResolvedClaim
from servanda.model.amendment import amendable, time_field
from servanda.model.claim import BODIES
from servanda.model.claim_cells import claim_cells
from servanda.model.serialization import field_types, options
from servanda.review.adding_claims import cells_of, needed
from servanda.review.written_value import as_written

__all__ = ["Field", "fields_of_claim", "fields_of_kind"]


_HELP = {
    "obligors": "who is bound: codes or names, with commas",
    "parties": "codes or names, with commas",
    "participants": "Ona Tarn (minister, JP); Karl Brix",
    "action": "the verb, as the words have it or in its base form",
    "target": "a number with what it counts: 40 barges",
    "duration_minutes": "a number of minutes",
    "range_km": "a number of kilometres",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: its name, its value as a person writes it, whether it is a time or must be filled."""

    name: str
    value: str
    timed: bool = False
    choices: tuple[str, ...] = ()
    needed: bool = False

    @property
    def label(self) -> str:
        """The name in words."""
        return self.name.replace("_", " ")

    @property
    def help(self) -> str:
        """How its value is written, where that is not plain."""
        return _HELP.get(self.name, "")

    def with_value(self, value: str) -> Field:
        """Return the field with what somebody wrote in it."""
        return replace(self, value=value)


def fields_of_claim(one: ResolvedClaim) -> list[Field]:
    """Make the fields to amend a claim; those of a commitment end in its status."""
    kind, cells = one.claim.kind, claim_cells(one)
    found = [
        _field(kind, name, as_written(cells[name])) for name in amendable(kind) if name in cells
    ]
    if kind == "commitment":
        found.append(Field("status", "", choices=("", *(one.value for one in CommitmentStatus))))
    return found


def fields_of_kind(kind: str, given: Mapping[str, str]) -> list[Field]:
    """Make the fields to add a claim of a kind, with what is given for them; those needed come first.

    Raises UsageError where no claim of that kind can be added.
    """
    must = needed(kind)
    found = [
        replace(_field(kind, name, given.get(name, "")), needed=name in must)
        for name in cells_of(kind)
    ]
    return sorted(found, key=lambda field: not field.needed)


def _field(kind: str, name: str, value: str) -> Field:
    choices = _choices(field_types(BODIES[kind])[name])
    return Field(name, value, timed=time_field(kind, name), choices=choices)


def _choices(hint: Any) -> tuple[str, ...]:
    members: Sequence[Any] = options(hint)
    empty = ("",) if type(None) in members else ()
    for one in members:
        if isinstance(one, type) and issubclass(one, Enum):
            return (*empty, *(each.value for each in one))
        if one is bool:
            return (*empty, "true", "false")
    return ()
