"""Accounts for tests: one of each role, with passwords that are quick to prove."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from desks import NOW, Browser, served
from servanda.server.access import passwords
from servanda.server.access.account_file import AccountFile
from servanda.server.access.accounts import Account, made_token
from servanda.server.access.desk_roles import RIGHTS, Role

__all__ = ["NAMES", "PASSWORD", "desk_with_accounts", "log_in", "made_accounts", "quick"]

PASSWORD = "four words and more"  # noqa: S105 - of nobody
NAMES = {Role.READER: "Rea", Role.CODER: "Cy", Role.EDITOR: "Eda", Role.ADMIN: "Ada"}


def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash as cheaply as can be: what is tested is not how dear it is."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", hasher)
    passwords._nobodys.cache_clear()


def made_accounts(path: Path) -> dict[Role, str]:
    """Make an account of each role; return a token of each that may all its role may."""
    file, tokens = AccountFile(path), {}
    for role, name in NAMES.items():
        token, tokens[role] = made_token(
            "test", RIGHTS[role], made=NOW, expires=NOW + timedelta(days=1)
        )
        file.add(Account(name, role, passwords.hashed(PASSWORD), NOW, (token,)))
    return tokens


@contextmanager
def desk_with_accounts(
    folder: Path, monkeypatch: pytest.MonkeyPatch, **settings: Any
) -> Iterator[tuple[Browser, dict[Role, str]]]:
    """Serve a small record to those with accounts; give a browser and the token of each role."""
    quick(monkeypatch)
    path = folder / "accounts.json"
    tokens = made_accounts(path)
    with served(folder, accounts=path, **settings) as browser:
        yield browser, tokens


def log_in(browser: Browser, name: str, password: str = PASSWORD, **fields: Any) -> Any:
    """Send the form of the login page."""
    form = {"form_token": browser.token("/login"), "name": name, "password": password, **fields}
    return browser.post("/login", data=form, follow_redirects=False)
