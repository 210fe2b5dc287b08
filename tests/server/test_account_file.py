"""The file of accounts: what it keeps, who may change it, what two writers do."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from desk_accounts import PASSWORD, made_accounts, quick
from desks import NOW
from servanda.errors import UnreadableError, UsageError
from servanda.server.access.account_file import AccountFile
from servanda.server.access.accounts import Account, account_name, made_token, person_of_token
from servanda.server.access.desk_roles import Right, Role
from servanda.server.access.passwords import check_password, hashed, proved


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    quick(monkeypatch)
    return tmp_path / "accounts.json"


def test_no_password_and_no_token_is_kept(path: Path) -> None:
    tokens = made_accounts(path)
    kept = path.read_text(encoding="utf-8")
    assert PASSWORD not in kept
    assert not any(shown.rpartition(".")[2] in kept for shown in tokens.values())
    assert path.stat().st_mode & 0o077 == 0


def test_what_is_kept_is_read_again_and_changes_are_seen(path: Path) -> None:
    tokens = made_accounts(path)
    one, other = AccountFile(path), AccountFile(path)
    assert other.all() == one.all()
    assert one.get("CY") == one.get(" cy ")
    one.remove("Cy")
    assert other.get("Cy") is None
    assert person_of_token(other.all(), tokens[Role.CODER], NOW) is None
    found = person_of_token(other.all(), tokens[Role.EDITOR], NOW)
    assert found is not None
    assert (found.name, found.may(Right.ADD), found.may(Right.ADMIN)) == ("Eda", True, False)


def test_writers_at_once_lose_nothing(path: Path) -> None:
    made_accounts(path)

    def add(number: int) -> None:
        AccountFile(path).add(Account(f"P{number}", Role.READER, "x", NOW))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(AccountFile(path).all()) == 16


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": "servanda accounts 9", "accounts": []}', "\0"]
)
def test_another_file_is_none_of_accounts(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError):
        AccountFile(path).all()


def test_a_file_that_others_may_change_is_not_believed(path: Path) -> None:
    made_accounts(path)
    path.chmod(0o666)
    with pytest.raises(UnreadableError, match="others on this machine"):
        AccountFile(path).all()


def test_mistakes_are_named(path: Path) -> None:
    with pytest.raises(UnreadableError, match="account add"):
        AccountFile(path).all()
    made_accounts(path)
    with pytest.raises(UsageError, match="such an account already"):
        AccountFile(path).add(Account("CY", Role.READER, "x", NOW))
    with pytest.raises(UsageError, match="no such account"):
        AccountFile(path).remove("Bo")
    with pytest.raises(UsageError, match="no such token"):
        AccountFile(path).change("Cy", lambda one: one.without_token("x"))


@pytest.mark.parametrize("name", ["", "  ", "a\tb\x00", "x" * 81, "\u202eadA"])
def test_a_name_that_cannot_be_told_from_others_is_none(name: str) -> None:
    with pytest.raises(UsageError):
        account_name(name)


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaa", "x" * 1001, "ada brandt"])
def test_a_password_that_anybody_would_try_is_refused(password: str) -> None:
    with pytest.raises(UsageError):
        check_password(password, "Ada Brandt")


def test_the_same_characters_are_the_same_password(path: Path) -> None:
    known = hashed("caf\u00e9 in the rain")
    assert proved("cafe\u0301 in the rain", known)
    assert not proved("cafe in the rain", known)
    assert not proved("anything", None)
    assert not proved("anything", "no hash")


@pytest.mark.parametrize("shown", ["", "servanda", "servanda.x.y", "x.y.z", "servanda..", "é.é.é"])
def test_what_is_no_token_is_nobodys(path: Path, shown: str) -> None:
    made_accounts(path)
    assert person_of_token(AccountFile(path).all(), shown, NOW) is None


def test_a_token_allows_something_and_expires_later() -> None:
    with pytest.raises(UsageError):
        made_token("x", (), made=NOW, expires=None)
    with pytest.raises(UsageError):
        made_token("x", [Right.LOOK], made=NOW, expires=NOW)
