"""`servanda db`: info, upgrade, copy, rebuild."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from .conftest import Run


def test_info(run: Run, made_record: str) -> None:
    done = run("db", "info", "--record", made_record, "--format", "json")
    told = json.loads(done.stdout)
    assert told["record"] == made_record
    assert (told["reports"], told["retracted"]) == (2, 0)
    assert told["first_change"] == "2024-09-01T00:00:00+00:00"
    assert "reports       2\n" in run("db", "info", "--record", made_record).stdout


def test_upgrade_has_nothing_to_do(run: Run, made_record: str) -> None:
    assert "up to date" in run("db", "upgrade", "--record", made_record).stdout
    done = run("db", "upgrade", "--record", made_record, "--format", "json")
    assert json.loads(done.stdout)["done"] == []


def test_there_must_be_something_to_copy(run: Run) -> None:
    for args in (("db", "copy", "no.db", "to.db"), ("db", "info"), ("backup",), ("forget", "x")):
        done = run(*args)
        assert done.exit_code == 4, args
        assert "there is no record" in done.stderr
    assert not list(Path().iterdir())


def test_a_record_of_another_build_is_rebuilt(run: Run, made_record: str, tmp_path: Path) -> None:
    old = Path(made_record.removeprefix("sqlite:///"))
    with sqlite3.connect(old) as file:
        file.execute("UPDATE meta SET value = 'servanda record' WHERE key = 'format'")
    file.close()
    refused = run("show", "reports", "--record", made_record)
    assert refused.exit_code == 4
    assert "servanda db rebuild" in refused.stderr
    new = str(tmp_path / "rebuilt.db")
    done = run("db", "rebuild", str(old), new, "--format", "json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["reports"], told["read_before"], told["refused"]) == (2, 0, 0)
    assert run("show", "reports", "--record", new).exit_code == 0
    again = run("db", "rebuild", str(old), new)
    assert again.exit_code == 4
    assert "not empty" in again.stderr
    same = run("db", "rebuild", str(old), f"sqlite:///{old}")
    assert same.exit_code == 2
    assert "the same record" in same.stderr
    none = run("db", "rebuild", str(tmp_path / "none.db"), str(tmp_path / "other.db"))
    assert none.exit_code == 4
    assert "there is no record" in none.stderr
    assert not (tmp_path / "other.db").exists()
