"""The file of accounts: beside the record, not in it.

A record is copied, backed up, exported and given to others; the hashes of passwords must not go with it,
and who may reach one server says nothing of the same record elsewhere. So accounts are a file of their
own: JSON, written whole under a lock and put in its place at once, read again when it changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from servanda.errors import UnreadableError, UsageError
from servanda.server.access.accounts import Account, Token
from servanda.server.access.desk_roles import Right, Role
from servanda.server.access.locked_file import LockedFile

__all__ = ["AccountFile"]


_FORMAT = "servanda accounts 1"


class AccountFile:
    """The accounts of a server. What other processes change is seen by the next question."""

    def __init__(self, path: Path) -> None:
        self.path = path
        remedy = "servanda account add NAME --accounts FILE makes one"
        self._file = LockedFile(path, self._parsed, remedy)

    def all(self) -> tuple[Account, ...]:
        """Return all accounts by name. Raises UnreadableError where the file is none of accounts."""
        return tuple(self._accounts().values())

    def get(self, name: str) -> Account | None:
        """Return the account of a name, in any case; None where there is none."""
        return self._accounts().get(_key(name))

    def add(self, account: Account) -> None:
        """Keep a new account; the file is made where there is none. Raises UsageError."""

        def added(found: dict[str, Account]) -> None:
            if _key(account.name) in found:
                remedy = "take another name, or remove that one"
                raise UsageError(account.name, "there is such an account already", remedy)
            found[_key(account.name)] = account

        self._change(added, new=True)

    def change(self, name: str, make: Callable[[Account], Account]) -> Account:
        """Put another account in the place of one, and return it. Raises UsageError."""
        kept: list[Account] = []

        def changed(found: dict[str, Account]) -> None:
            kept.append(make(_one(found, name)))
            found[_key(name)] = kept[0]

        self._change(changed)
        return kept[0]

    def remove(self, name: str) -> None:
        """Take an account away, with its tokens; what it decided stays. Raises UsageError."""

        def removed(found: dict[str, Account]) -> None:
            _one(found, name)
            del found[_key(name)]

        self._change(removed)

    # -- within ------------------------------------------------------------------------------

    def _accounts(self) -> dict[str, Account]:
        return self._file.read()

    def _parsed(self, data: bytes) -> dict[str, Account]:
        try:
            plain = orjson.loads(data)
            accounts = [_account(one) for one in plain["accounts"] if plain["format"] == _FORMAT]
            known = plain["format"] == _FORMAT
        except (ValueError, KeyError, TypeError) as error:
            reason = "this is no file of accounts, or it is damaged"
            raise UnreadableError(str(self.path), reason, "restore a copy of it") from error
        if not known:
            remedy = "see which servanda wrote it"
            raise UnreadableError(str(self.path), "it is of another format", remedy)
        return {_key(one.name): one for one in accounts}

    def _change(self, change: Callable[[dict[str, Account]], None], *, new: bool = False) -> None:
        with self._file.alone():
            found = {} if new and not self.path.exists() else dict(self._accounts())
            change(found)
            plain = {"format": _FORMAT, "accounts": [_plain(one) for one in found.values()]}
            self._file.write(orjson.dumps(plain, option=orjson.OPT_INDENT_2))


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _one(found: Mapping[str, Account], name: str) -> Account:
    if _key(name) not in found:
        raise UsageError(name[:80], "there is no such account", "see: servanda account list")
    return found[_key(name)]


def _plain(account: Account) -> dict[str, Any]:
    return {
        "name": account.name,
        "role": account.role.value,
        "password": account.password,
        "made": account.made.isoformat(),
        "tokens": [
            {
                "id": one.id,
                "label": one.label,
                "secret": one.secret,
                "rights": sorted(one.rights),
                "made": one.made.isoformat(),
                "expires": one.expires.isoformat() if one.expires else None,
            }
            for one in account.tokens
        ],
    }


def _account(plain: Mapping[str, Any]) -> Account:
    tokens = tuple(
        Token(
            str(one["id"]),
            str(one["label"]),
            str(one["secret"]),
            frozenset(map(Right, one["rights"])),
            datetime.fromisoformat(one["made"]),
            datetime.fromisoformat(one["expires"]) if one["expires"] else None,
        )
        for one in plain["tokens"]
    )
    return Account(
        str(plain["name"]),
        Role(plain["role"]),
        str(plain["password"]),
        datetime.fromisoformat(plain["made"]),
        tokens,
    )
