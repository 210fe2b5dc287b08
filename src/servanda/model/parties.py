"""The parties that a claim, or a row of an answer, is about, and what lies between some of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from servanda.model.claim import Body, Participant

__all__ = [
    "EVERYBODY",
    "PartyFilter",
    "givers_of_row",
    "is_of_one",
    "lies_between",
    "parties_of",
    "parties_of_row",
    "receivers_of_row",
]


_ROLES = (
    "parties",
    "obligors",
    "beneficiary",
    "beneficiaries",
    "holder",
    "supplier",
    "party",
    "actor",
    "target",
    "participants",
)
_OF_CLAIMS = (*_ROLES, "who")  # in rows of answers "who" is also a person, or several in one text
_GIVERS = ("obligors", "actor")
_RECEIVERS = ("beneficiary", "beneficiaries", "target")
_GIVEN = frozenset({"assurance", "commitment"})  # of these, `parties` are who gives it
_OF_ONE = frozenset({"office", "tenure", "structure", "capability"})
"""The kinds of thing that one party has, so that none of them lies between two."""


def parties_of(body: Body) -> frozenset[str]:
    """Return the parties named in the body: codes of countries, names of organisations."""
    return _named(getattr(body, name, None) for name in _OF_CLAIMS)


def parties_of_row(row: Mapping[str, Any]) -> frozenset[str]:
    """Return the parties that a row of plain data with the contract's keys is about.

    Where a consultation names one side alone, the country it is in counts as the other.
    """
    found = _named(row.get(name) for name in _ROLES)
    host = row.get("country")
    return found | {host} if host and len(found) < 2 else found


def givers_of_row(row: Mapping[str, Any]) -> frozenset[str]:
    """Return who promises, assures or acts by a row; nobody for kinds that have no such side."""
    found = _named(row.get(name) for name in _GIVERS)
    return found or (_named([row.get("parties")]) if row.get("kind") in _GIVEN else found)


def receivers_of_row(row: Mapping[str, Any]) -> frozenset[str]:
    """Return to or for whom something is promised or done by a row."""
    return _named(row.get(name) for name in _RECEIVERS)


def is_of_one(row: Mapping[str, Any]) -> bool:
    """Whether a row is of what one party alone has, such as an office."""
    return row.get("kind") in _OF_ONE or ("party" in row and "obligors" not in row)


def lies_between(sides: Iterable[str], named: Collection[str], *, of_one: bool = False) -> bool:
    """Whether something with these sides lies between the named parties: all of them are involved.

    What one party alone can have (`of_one`: an office, a unit, a weapon) belongs where that party is
    one of them. Of no named party, everything does.
    """
    wanted = frozenset(named)
    found = frozenset(sides)
    return wanted <= found or (of_one and not wanted.isdisjoint(found))


@dataclass(frozen=True, slots=True)
class PartyFilter:
    """The parties that a reader asks for, by code.

    `between` keeps what lies between all of these, `givers` what all of these promise or do,
    `receivers` what is promised or done to all of these. An empty set does not filter.
    """

    between: frozenset[str] = frozenset()
    givers: frozenset[str] = frozenset()
    receivers: frozenset[str] = frozenset()

    def passes(self, row: Mapping[str, Any]) -> bool:
        """Whether a row of plain data with the contract's keys is asked for."""
        if self.givers and not self.givers <= givers_of_row(row):
            return False
        if self.receivers and not self.receivers <= receivers_of_row(row):
            return False
        if not self.between:
            return True
        return lies_between(parties_of_row(row), self.between, of_one=is_of_one(row))


EVERYBODY = PartyFilter()


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
