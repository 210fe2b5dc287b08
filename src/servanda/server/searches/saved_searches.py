"""Saved searches as values: what is looked for, whose they are, and the key of their address."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from servanda.errors import UsageError
from servanda.server.searches.word_search import WordSearch
from servanda.store.full_text import parse_query

__all__ = ["Owner", "SavedSearch", "made_search", "search_name"]


_LONG = 80  # characters of a name


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a search is: an account, by its name and the instant it was made at.

    Another account that takes the name of one that is gone has another instant, and not its searches.
    Where nobody logs in, it is whoever sits at the machine: no name.
    """

    name: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that somebody keeps; `secret` is the hash of its address's key, None without one."""

    id: str
    owner: Owner
    name: str
    asked: WordSearch
    made: datetime
    secret: str | None = None

    def named(self, name: str) -> SavedSearch:
        """Return it under another name. Raises UsageError where that is none."""
        return replace(self, name=search_name(name))

    def with_key(self) -> tuple[SavedSearch, str]:
        """Give its address a new key, which ends the old one; return the key, to be shown this once."""
        key = secrets.token_urlsafe(32)
        return replace(self, secret=_hash(key)), key

    def without_key(self) -> SavedSearch:
        """Withdraw its address."""
        return replace(self, secret=None)

    def opens_with(self, key: str) -> bool:
        """Whether a key is that of its address; takes as long whatever of it is right."""
        given = _hash(key)
        return hmac.compare_digest(self.secret or _hash(secrets.token_urlsafe(8)), given)


def made_search(owner: Owner, name: str, asked: WordSearch, made: datetime) -> SavedSearch:
    """Make one without an address. Raises UsageError where there is no name, or no word to look for."""
    parse_query(asked.query)
    return SavedSearch(secrets.token_hex(6), owner, search_name(name or asked.query), asked, made)


def search_name(name: str) -> str:
    """Return a name as it is kept. Raises UsageError where it is none."""
    plain = " ".join(name.split())
    if not plain or not plain.isprintable():
        raise UsageError("the name", "it has nothing that can be printed", "such as 'Radar plans'")
    return plain[:_LONG]


def _hash(key: str) -> str:
    """Hash a key that is long and random: it cannot be guessed, so the hash may be quick."""
    return sha256(key.encode("utf-8", "replace")).hexdigest()
