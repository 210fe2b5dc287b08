"""Passwords: hashed with Argon2id so that guessing them stays dear, and compared without telling by time."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from servanda.errors import UsageError

__all__ = ["LEAST", "check_password", "hashed", "is_outdated", "proved"]


LEAST = 10
"""The fewest characters of a password."""

_MOST = 1000
_AT_ONCE = threading.Semaphore(2)  # each takes 64 MB
_HASHER = PasswordHasher()  # RFC 9106, second recommended option: 3 passes over 64 MiB


def check_password(password: str, name: str = "") -> None:
    """Raise UsageError where a password is too easy to guess, or absurdly long."""
    if len(password) < LEAST:
        remedy = f"take at least {LEAST} characters: some words that do not go together will do"
        raise UsageError("the password", f"it has {len(password)} characters", remedy)
    if len(password) > _MOST:
        raise UsageError("the password", "it is too long", f"take at most {_MOST} characters")
    if len(set(password)) < 4 or password.casefold() == name.casefold():
        raise UsageError("the password", "anybody would try it", "take some words of your own")


def hashed(password: str) -> str:
    """Return the hash of a password, with a salt of its own and all that it takes to prove one."""
    with _AT_ONCE:
        return _HASHER.hash(_plain(password))


def proved(password: str, known: str | None) -> bool:
    """Whether a password is the one that was hashed; takes as long where none is known."""
    if len(password) > _MOST:
        return False
    with _AT_ONCE:
        try:
            _HASHER.verify(known or _nobodys(), _plain(password))
        except (VerificationError, InvalidHashError):
            return False
    return known is not None


def is_outdated(known: str) -> bool:
    """Whether a hash was made with cheaper settings than today's."""
    return _HASHER.check_needs_rehash(known)


@cache
def _nobodys() -> str:
    return _HASHER.hash("the password of nobody")


def _plain(password: str) -> bytes:
    """Give the same bytes for the same characters, however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace")
