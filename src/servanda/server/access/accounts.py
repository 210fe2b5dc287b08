"""Accounts and their tokens, as values: names, roles, hashes. No password and no secret is kept."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from servanda.errors import UsageError
from servanda.server.access.desk_roles import RIGHTS, Means, Person, Right, Role

__all__ = ["Account", "Token", "account_name", "made_token", "person_of_token"]


_LONG = 80  # characters of a name
_BEGIN = "servanda"


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is kept: `secret` is the hash of what its owner was shown once."""

    id: str
    label: str
    secret: str
    rights: frozenset[Right]
    made: datetime
    expires: datetime | None

    def holds(self, now: datetime) -> bool:
        """Whether it can still be used."""
        return self.expires is None or now < self.expires


@dataclass(frozen=True, slots=True)
class Account:
    """Who may log in: a name that decisions are kept under, a role, the password's hash."""

    name: str
    role: Role
    password: str
    made: datetime
    tokens: tuple[Token, ...] = ()

    def person(self) -> Person:
        """Return who it is when they have logged in."""
        return Person(self.name, RIGHTS[self.role], self.role, Means.SESSION)

    def with_token(self, token: Token) -> Account:
        """Return the account with a token more."""
        return replace(self, tokens=(*self.tokens, token))

    def without_token(self, identity: str) -> Account:
        """Return the account without a token. Raises UsageError where it has none of that id."""
        left = tuple(one for one in self.tokens if one.id != identity)
        if len(left) == len(self.tokens):
            raise UsageError(
                identity[:40], f"{self.name} has no such token", "see the list of them"
            )
        return replace(self, tokens=left)


def account_name(name: str) -> str:
    """Return a name as it is kept. Raises UsageError where it is none that can be told from others."""
    plain = " ".join(name.split())
    if not plain or len(plain) > _LONG or not plain.isprintable():
        reason = "a name has 1 to 80 characters that can be printed"
        raise UsageError(plain[:40] or "the name", reason, "such as 'Ada Brandt'")
    return plain


def made_token(
    label: str, rights: Collection[Right], *, made: datetime, expires: datetime | None
) -> tuple[Token, str]:
    """Make a token; return it as it is kept, and what its owner is shown once."""
    if not rights:
        raise UsageError("the token", "it would allow nothing", "name a right, such as look")
    if expires is not None and expires <= made:
        raise UsageError("the token", "it would have expired already", "name a later day")
    identity, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    shown = f"{_BEGIN}.{identity}.{secret}"
    label = " ".join(label.split())[:_LONG] or "token"
    return Token(identity, label, _hash(secret), frozenset(rights), made, expires), shown


def person_of_token(accounts: Iterable[Account], shown: str, now: datetime) -> Person | None:
    """Say whose a token is; None where it is nobody's, or has expired.

    Every comparison takes the same time, whatever of it is right.
    """
    begin, _, rest = shown.partition(".")
    identity, _, secret = rest.partition(".")
    given, found = _hash(secret), None
    for account in accounts:
        for token in account.tokens:
            named = hmac.compare_digest(token.id.encode(), identity.encode("utf-8", "replace"))
            if hmac.compare_digest(token.secret, given) and named and begin == _BEGIN:
                found = (account, token)
    if found is None or not found[1].holds(now):
        return None
    account, token = found
    # What its owner may no longer do, no token of theirs may.
    return Person(account.name, token.rights & RIGHTS[account.role], account.role, Means.TOKEN)


def _hash(secret: str) -> str:
    """Hash a secret that is long and random: it cannot be guessed, so the hash may be quick."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
