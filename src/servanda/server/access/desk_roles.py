"""Roles, and what each may do. A right that a role does not have is denied."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["NOBODY", "RIGHTS", "Person", "Right", "Role"]


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


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.READER: frozenset({Right.LOOK}),
    Role.CODER: frozenset({Right.LOOK, Right.JUDGE}),
    Role.EDITOR: frozenset({Right.LOOK, Right.JUDGE, Right.ADD}),
    Role.ADMIN: frozenset(Right),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks, by name, and what they may do; a token may allow less than its owner's role."""

    name: str
    rights: frozenset[Right]
    role: Role | None = None

    def may(self, right: Right) -> bool:
        """Whether they may do something."""
        return right in self.rights


NOBODY = Person("", frozenset())
"""Who has not logged in."""
