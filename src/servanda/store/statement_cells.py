"""Claims to cells: what the record holds, as subject, property and value. Pure; small; data.

The subject is the person for a tenure and the claim itself for everything else, until claims of
several reports are held to be about one entity. Times that cannot be resolved give no cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from servanda.model.claim import (
    Body,
    Claim,
    Consultation,
    ConsultationStatus,
    Incident,
    Participant,
    Structure,
    StructureStatus,
    Target,
    Tenure,
)
from servanda.model.entity import Statement
from servanda.model.ids import StatementId, digest
from servanda.model.time import TimeRef, When

__all__ = ["Cell", "cells", "person_id", "tenure_interval", "valid_time"]


Times = dict[str, When]


@dataclass(frozen=True, slots=True)
class Cell:
    """One statement to be made from a claim; `valid` is None where nothing bounds it."""

    subject: str
    property: str
    value: str
    valid: When | None

    def identity(self, claim: str) -> StatementId:
        """Return the id of the statement that says this on the word of `claim`."""
        return Statement.identity(self.subject, self.property, self.value, claim)


_PROPERTIES: dict[str, tuple[str, ...]] = {
    "consultation": (
        "form",
        "status",
        "participants",
        "parties",
        "place",
        "country",
        "when",
        "duration_minutes",
        "margins_of",
        "first",
    ),
    "commitment": (
        "obligors",
        "action",
        "object",
        "modality",
        "beneficiary",
        "due",
        "condition",
        "speaker",
        "target",
        "made",
        "rescheduled",
    ),
    "assurance": ("parties", "about", "wording", "speaker", "modality"),
    "capability": (
        "name",
        "holder",
        "quantity",
        "unit",
        "range_km",
        "price",
        "supplier",
        "when",
    ),
    "structure": ("unit", "change", "status", "party", "when", "due"),
    "incident": ("act", "actor", "target", "place", "when"),
    "omission": ("what", "sort", "who"),
}
"""Fields of a body that become cells of the same name. Quotes and dates stay claims only."""


def cells(claim: Claim, times: Times, published: When | None) -> tuple[Cell, ...]:
    """Make the cells of a claim whose times were resolved; equal cells once, in field order."""
    valid = valid_time(claim.body, times, published)
    if isinstance(claim.body, Tenure):
        return (_holds(claim.body, valid),)
    made = (
        Cell(claim.id, name, value, valid)
        for name in _PROPERTIES.get(claim.kind, ())
        for value in _values(getattr(claim.body, name), times.get(name))
    )
    return tuple(dict.fromkeys(made))


def person_id(name: str) -> str:
    """Hash a person's name, whichever of its parts comes first and however it is capitalised."""
    parts = sorted(re.findall(r"\w+", name.casefold()))
    return digest("p", *parts) if parts else digest("p", name)


def valid_time(body: Body, times: Times, published: When | None) -> When | None:
    """Return the days on which what a claim says can be so, or None where nothing bounds them.

    An event that took place is so from its first possible day on.
    """
    if isinstance(body, Tenure):
        return tenure_interval(body, times, published)
    happened = (
        isinstance(body, Incident)
        or (isinstance(body, Consultation) and body.status is ConsultationStatus.HELD)
        or (isinstance(body, Structure) and body.status is StructureStatus.DONE)
    )
    when = times.get("when") if happened else None
    return When(when.start, None) if when is not None and when.start is not None else None


def tenure_interval(body: Tenure, times: Times, published: When | None) -> When | None:
    """Return the days on which a person can have held the office, by this claim.

    A former holder had left when the report appeared, a designated one had not yet come.
    """
    since, until = times.get("since"), times.get("until")
    start = since.start if since else None
    end = until.end if until else None
    if published is not None:
        if body.former and until is None:
            end = published.end
        if body.incoming and since is None:
            start = published.start
    if (start is None and end is None) or (start and end and end <= start):
        return None
    return When(start, end)


def _holds(body: Tenure, valid: When | None) -> Cell:
    value = body.office if body.party is None else f"{body.office}|{body.party}"
    return Cell(person_id(body.person), "holds", value, valid)


def _values(value: Any, when: When | None) -> Iterator[str]:
    """Write a field in its canonical form: nothing, one value, or one for each item."""
    if value is None:
        return
    if isinstance(value, tuple):
        for item in value:
            yield from _values(item, None)
    elif isinstance(value, TimeRef):
        if when is not None:
            yield when.edtf
    else:
        yield _WRITTEN.get(type(value), str)(value)


def _participant(one: Participant) -> str:
    return "|".join((one.name, one.office or "", one.party or "")).rstrip("|")


def _target(one: Target) -> str:
    return one.quantity if one.unit is None else f"{one.quantity} {one.unit}"


_WRITTEN: dict[type, Callable[[Any], str]] = {Participant: _participant, Target: _target}
