"""Roles, and what each may do. A right that a role does not have is denied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from servanda.data_tables import rows

__all__ = ["NOBODY", "RIGHTS", "Means", "Person", "Right", "Role"]


class Right(StrEnum):
    """What can be done at the desk."""

    LOOK = "look"
    JUDGE = "judge"  # accept, reject, amend, undo, merge, split, score
    ADD = "add"  # read reports into the record
    ADMIN = "admin"  # accounts and tokens of others


class Role(StrEnum):
    """What somebody is at the desk."""

    READER = "reader"
    CODER = "coder"
    EDITOR = "editor"
    ADMIN = "admin"


def _rights() -> Mapping[Role, frozenset[Right]]:
    table = {Role(name): frozenset(map(Right, said.split("|"))) for name, said in _TABLE}
    return MappingProxyType({role: table[role] for role in Role})


_TABLE = tuple((row[0], row[1]) for row in rows("server", "desk_roles"))
RIGHTS = _rights()
"""The rights of each role, the least role first: `data/desk_roles.tsv`."""


class Means(StrEnum):
    """By what the desk knows who asks."""

    MACHINE = "machine"  # whoever sits at it
    SESSION = "session"
    TOKEN = "token"  # noqa: S105 - no secret
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks, by name, and what they may do; a token may allow less than its owner's role."""

    name: str
    rights: frozenset[Right]
    role: Role | None = None
    means: Means = Means.MACHINE

    def may(self, right: Right) -> bool:
        """Whether they may do something."""
        return right in self.rights


NOBODY = Person("", frozenset(), means=Means.NONE)
"""Who has not logged in."""
