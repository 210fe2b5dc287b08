"""`servanda.toml`: what it may say, what goes before it, and how a mistake in it is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from servanda.cli.configuration import KEYS, load
from servanda.errors import UsageError

from .conftest import Run

EVERYTHING = """
record = "mine.db"
parties = ["NO", "Finland"]
today = 2025-01-15
format = "json"
author = "Ana"
min_confidence = 0.9

[style]
color = "never"

[read]
processes = 2
max_seconds = 7.5
max_memory = 800

[reader]
endpoint = "http://localhost:1/v1"
key_from = "keyring"
model = "tiny"
max_tokens = 5
at_once = 3
"""


def write(text: str, name: str = "servanda.toml") -> Path:
    path = Path(name)
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def shown(run: Run, *args: str) -> dict[str, dict[str, Any]]:
    done = run("config", "--format", "json", *args)
    assert done.exit_code == 0, done.output
    return {row["key"]: row for row in json.loads(done.stdout)}


def test_a_file_may_set_everything(tmp_path: Path) -> None:
    path = tmp_path / "servanda.toml"
    path.write_text(EVERYTHING, encoding="utf-8")
    found = load(None, {}, tmp_path)
    assert set(found.values) == {key.name for key in KEYS}
    assert found.values["record"] == str(tmp_path / "mine.db")
    assert found.values["today"] == date(2025, 1, 15)
    assert found.values["parties"] == ("NO", "FI")
    assert found.color is False
    assert set(found.sources.values()) == {str(path)}


def test_an_address_of_a_record_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "servanda.toml").write_text('record = "sqlite:///x.db"', encoding="utf-8")
    assert load(None, {}, tmp_path).values == {"record": "sqlite:///x.db"}


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    assert load(None, {}, tmp_path).values == {}
    (tmp_path / "servanda.toml").write_text("today = 2025-01-15", encoding="utf-8")
    assert load("", {}, tmp_path).values == {}, "an empty name means no file"


@pytest.mark.parametrize(
    ("text", "subject", "remedy"),
    [
        ("recrd = 'x.db'", "recrd", "is record meant?"),
        ("max_seconds = 4", "max_seconds", "is read.max_seconds meant?"),
        ("[reed]\nmax_seconds = 4", "reed", "is read meant?"),
        ("[read]\nmax_secs = 4", "read.max_secs", "is read.max_seconds meant?"),
        ("weather = 'fine'", "weather", "there are record, parties"),
        ("read = 4", "read", "below [read]"),
        ("format = 'tabel'", "format", "is table meant?"),
        ("format = ['table']", "format", "one of table"),
        ("today = 'soon'", "today", "such as 2025-03-31"),
        ("today = 2025-01-15T10:00:00", "today", "such as 2025-03-31"),
        ("parties = ['Finlund']", "parties", "Finland"),
        ("parties = [1]", "parties", '["NO", "FI"]'),
        ("record = ''", "record", "a text"),
        ("min_confidence = 2", "min_confidence", "a number from 0 to 1"),
        ("min_confidence = true", "min_confidence", "a number from 0 to 1"),
        ("[read]\nprocesses = 1.5", "read.processes", "a whole number from 1 to 64"),
        ("[read]\nmax_seconds = nan", "read.max_seconds", "a number from 0.1"),
    ],
)
def test_a_mistake_names_the_key_and_the_way_out(
    tmp_path: Path, text: str, subject: str, remedy: str
) -> None:
    (tmp_path / "servanda.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load(None, {}, tmp_path)
    assert caught.value.subject.endswith(f"servanda.toml: {subject}")
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    "data", [b"record = ", b"\xff\xfe\x00", b"x" * (1 << 21), b"a=" + b"[" * 100_000]
)
def test_what_is_no_configuration_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "servanda.toml").write_bytes(data)
    with pytest.raises(UsageError, match=r"servanda\.toml"):
        load(None, {}, tmp_path)


def test_a_file_that_is_named_must_be_there(run: Run) -> None:
    done = run("config", "--config", "none.toml")
    assert done.exit_code == 2
    assert "none.toml: it cannot be read" in done.stderr


def test_command_line_before_environment_before_file(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("today = 2025-01-01\nformat = 'csv'\n")
    assert shown(run)["today"] == {
        "key": "today",
        "value": "2025-01-01",
        "from": str(Path("servanda.toml").resolve()),
        "for": 'the day "overdue" is measured against',
    }
    monkeypatch.setenv("SERVANDA_TODAY", "2025-01-02")
    assert shown(run)["today"]["value"] == "2025-01-02"
    assert shown(run)["today"]["from"] == "$SERVANDA_TODAY"
    for args in (("config", "--today", "2025-01-03"), ("--today", "2025-01-03", "config")):
        rows = json.loads(run(*args, "--format", "json").stdout)
        (today,) = (row for row in rows if row["key"] == "today")
        assert (today["value"], today["from"]) == ("2025-01-03", "command line")


def test_a_bad_value_in_the_environment_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVANDA_READ_MAX_SECONDS", "long")
    done = run("config")
    assert done.exit_code == 2
    assert "$SERVANDA_READ_MAX_SECONDS: 'long'" in done.stderr


def test_what_holds_is_what_commands_use(run: Run, made_record: str) -> None:
    path = made_record.removeprefix("sqlite:///")
    write(f"record = '{path}'\nformat = 'jsonl'\ntoday = 2024-05-20\n", "a/b.toml")

    def status(*args: str) -> str:
        done = run("show", "commitments", "--config", "a/b.toml", *args)
        assert done.exit_code == 0, done.output
        return str(json.loads(done.stdout.splitlines()[0])["status"])

    assert status() == "due"
    assert status("--today", "2024-08-01") == "overdue"
    assert status("--as-of", "2024-08-01") == "overdue", "a day of the command line is nearer"


def test_parties_narrow_lists_unless_others_are_named(run: Run, made_record: str) -> None:
    write("parties = ['Norway']\n")

    def count(*args: str) -> int:
        done = run("show", "consultations", "--record", made_record, "--format", "jsonl", *args)
        assert done.exit_code == 0, done.output
        return len(done.stdout.splitlines())

    assert count() == 0
    assert count("--party", "Nauru") == 1
    assert count("--config", "") == 1


def test_the_author_of_the_file_decides_and_filters_nothing(run: Run, made_record: str) -> None:
    write("author = 'Bo'\n")
    on = ("--record", made_record, "--format", "jsonl")
    claim = json.loads(run("show", "quotes", *on).stdout)["id"]
    assert run("review", "accept", claim, *on).exit_code == 0
    assert run("review", "reject", claim, *on, "--author", "Ana").exit_code == 0
    history = run("review", "history", *on).stdout.splitlines()
    assert sorted(json.loads(line)["author"] for line in history) == ["Ana", "Bo"]


def test_a_format_of_lists_is_none_of_exports(run: Run, made_record: str) -> None:
    write("format = 'csv'\n")
    done = run("export", "claims", "--record", made_record)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout.splitlines()[0])["kind"]


def test_help_is_shown_whatever_the_file_says(run: Run) -> None:
    write("recrd = 1\n")
    assert run("--help").exit_code == 0
    assert run("due", "--help").exit_code == 0
    assert run("--version").exit_code == 0
    assert run("due").exit_code == 2


def test_no_password_is_shown(run: Run) -> None:
    write('record = "postgresql+psycopg://ana:geheim@host/db"\n')
    assert "geheim" not in run("config").output


def test_colours(run: Run, made_record: str) -> None:
    write("[style]\ncolor = 'always'\n")
    done = run("show", "reports", "--record", made_record)
    assert "\x1b[" in done.stdout
    write("[style]\ncolor = 'never'\n")
    done = run("show", "reports", "--record", made_record)
    assert "\x1b[" not in done.stdout
