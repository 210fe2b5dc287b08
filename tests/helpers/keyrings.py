"""A keyring in memory for tests, in place of the system's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

__all__ = ["MemoryKeyring", "keyring_of"]


class MemoryKeyring(KeyringBackend):
    """Holds what it is given; a `locked` one does not open. `asked` counts every look."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False
        self.asked: list[tuple[str, str]] = []

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.append((service, username))
        if self.locked:
            message = "Failed to unlock the collection!"
            raise KeyringLocked(message)
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@contextmanager
def keyring_of(kept: dict[str, str]) -> Iterator[MemoryKeyring]:
    """Put a keyring in place of the system's, with these keys by the address of their server."""
    before = keyring.get_keyring()
    made = MemoryKeyring()
    made.kept = {("servanda", address): key for address, key in kept.items()}
    keyring.set_keyring(made)
    try:
        yield made
    finally:
        keyring.set_keyring(before)
