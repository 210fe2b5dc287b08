"""Where a server refuses to start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from servanda.errors import UsageError
from servanda.server.server_settings import ServerSettings, is_loopback


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.0.0.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104 - it is refused
        ("::", False),
        ("192.168.1.4", False),
        ("desk.example.org", False),
        ("127.0.0.1.example.org", False),
    ],
)
def test_what_is_this_machine(host: str, local: bool) -> None:
    assert is_loopback(host) is local


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({}, "without logging in"),
        ({"accounts": Path("people.json")}, "clear text"),
        ({"accounts": Path("people.json"), "proxy": "10.0.0.1"}, "which name"),
        ({"accounts": Path("people.json"), "certificate": Path("a.pem")}, "--key"),
        ({"accounts": Path("nobody.json")}, "there is no file"),
    ],
)
def test_others_may_only_reach_it_with_accounts_and_tls(
    given: dict[str, Any], word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("people.json").touch()
    with pytest.raises(UsageError) as refused:
        ServerSettings("sqlite://", "192.168.1.4", **given).check()
    assert word in str(refused.value)
    assert refused.value.remedy


def test_with_all_of_it_it_starts(tmp_path: Path) -> None:
    people = tmp_path / "people.json"
    people.touch()
    given: dict[str, Any] = {"accounts": people, "proxy": "10.0.0.1", "names": ("desk.example",)}
    made = ServerSettings("sqlite://", "192.168.1.4", **given)
    made.check()
    assert "desk.example" in made.answers_to
    assert "localhost" not in made.answers_to
    ServerSettings("sqlite://").check()
