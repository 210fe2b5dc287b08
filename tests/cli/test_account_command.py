"""`servanda account`: accounts and tokens are made, listed and taken away; nothing secret is printed twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from desk_accounts import PASSWORD, quick
from servanda.cli.main import main
from servanda.server.access.account_file import AccountFile


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    quick(monkeypatch)
    return tmp_path / "people.json"


def run(path: Path, *words: str, given: str = f"{PASSWORD}\n") -> Result:
    return CliRunner().invoke(main, ["account", *words, "--accounts", str(path)], input=given)


def test_accounts_come_and_go(path: Path) -> None:
    made = run(path, "add", "Ada Brandt", "--role", "editor", "--password-stdin")
    assert made.exit_code == 0, made.output
    assert PASSWORD not in made.output
    again = run(path, "add", "ada  brandt", "--password-stdin")
    assert again.exit_code == 2
    assert "such an account already" in again.output
    token = run(
        path, "token", "Ada Brandt", "--right", "look", "--right", "judge", "--label", "bot"
    )
    assert token.stdout.startswith("servanda.")
    listed = json.loads(run(path, "list", "--format", "json").stdout)
    assert [one["role"] for one in listed] == ["editor"]
    assert listed[0]["tokens"][0]["rights"] == ["judge", "look"]
    assert token.stdout.strip() not in run(path, "list").output
    assert run(path, "role", "Ada Brandt", "reader").exit_code == 0
    identity = listed[0]["tokens"][0]["id"]
    assert run(path, "remove", "Ada Brandt", "--token", identity).exit_code == 0
    assert AccountFile(path).all()[0].tokens == ()
    before = AccountFile(path).all()[0].password
    assert run(path, "password", "Ada Brandt", "--password-stdin").exit_code == 0
    assert AccountFile(path).all()[0].password != before
    assert run(path, "remove", "Ada Brandt").exit_code == 0
    assert AccountFile(path).all() == ()


@pytest.mark.parametrize(
    ("words", "given", "status", "said"),
    [
        (["add", "Ada", "--password-stdin"], "short\n", 2, "5 characters"),
        (["add", "Ada"], "", 2, "--password-stdin"),
        (["add", " ", "--password-stdin"], "x\n", 2, "a name has"),
        (["list"], "", 3, "servanda account add"),
        (["add", "Ada", "--role", "king"], "", 2, "is not one of"),
    ],
)
def test_mistakes_are_named(
    path: Path, words: list[str], given: str, status: int, said: str
) -> None:
    result = run(path, *words, given=given)
    assert result.exit_code == status, result.output
    assert said in result.output
    assert "Traceback" not in result.output
