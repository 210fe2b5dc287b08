"""The parties that a claim, or a row of an answer, is about, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from servanda.model.claim import Body, Participant

__all__ = ["parties_of", "parties_of_row"]


_ROLES = (
    "parties",
    "obligors",
    "beneficiary",
    "holder",
    "supplier",
    "party",
    "actor",
    "target",
    "participants",
)
_OF_CLAIMS = (*_ROLES, "who")  # in rows of answers "who" is also a person, or several in one text


def parties_of(body: Body) -> frozenset[str]:
    """Return the parties named in the body: codes of countries, names of organisations."""
    return _named(getattr(body, name, None) for name in _OF_CLAIMS)


def parties_of_row(row: Mapping[str, Any]) -> frozenset[str]:
    """Return the parties named in a row of plain data with the contract's keys."""
    return _named(row.get(name) for name in _ROLES)


def _named(values: Iterable[Any]) -> frozenset[str]:
    found = (one for value in values for one in _several(value))
    return frozenset(one for one in found if isinstance(one, str) and one)


def _several(value: Any) -> Iterable[Any]:
    """Give a role's parties one by one; a participant is there for the party, a number for none."""
    for one in value if isinstance(value, list | tuple) else (value,):
        if isinstance(one, Participant):
            yield one.party
        else:
            yield one.get("party") if isinstance(one, Mapping) else one
