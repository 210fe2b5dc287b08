"""Looking after a record from the command line: info, upgrade, copy, backup, forget, recorded-by."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from servanda.pipeline import READER

from .conftest import Run


def rows(done_stdout: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in done_stdout.splitlines()]


def test_recorded_by_shows_what_the_record_had_learnt(run: Run, made_record: str) -> None:
    def quotes(when: str) -> int:
        done = run(
            "show", "quotes", "--record", made_record, "--recorded-by", when, "--format", "jsonl"
        )
        assert done.exit_code == 0, done.stderr
        return len(rows(done.stdout))

    assert quotes("2024-08-31") == 0
    assert quotes("2024-08-31T23:59:59Z") == 0
    assert quotes("2024-09-01T00:00:00+00:00") == 1
    assert quotes("2024-09-01") == 1


@pytest.mark.parametrize("when", ["yesterday", "2024-09-01T00:00", "20240901T", "2024-13-01", ""])
def test_a_time_that_is_none_is_refused(run: Run, made_record: str, when: str) -> None:
    done = run("show", "quotes", "--record", made_record, "--recorded-by", when)
    assert done.exit_code == 2
    assert "such as 2024-07-29T18:00Z" in " ".join(done.stderr.split())


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


def test_check_works_out_anew_what_is_kept_ready(run: Run, made_record: str) -> None:
    assert "rebuilt" not in run("check", "--record", made_record).stderr
    done = run("check", "--deep", "--record", made_record)
    assert done.exit_code == 0, done.output
    assert "rebuilt from its reports, the record comes out the same" in done.stderr
    run("picture", "--record", made_record)
    file = sqlite3.connect(made_record.removeprefix("sqlite:///"))
    assert file.execute("DELETE FROM statement WHERE property = 'object'").rowcount
    file.execute("UPDATE reading SET reader = ?", (READER,))
    file.commit()
    file.close()
    assert run("check", "--record", made_record).exit_code == 0
    done = run("check", "--deep", "--record", made_record, "--format", "jsonl")
    assert done.exit_code == 4
    assert all("statement is not kept" in str(row["why"]) for row in rows(done.stdout))


def test_copy_and_back_up(run: Run, made_record: str) -> None:
    done = run("db", "copy", made_record, "copy.db", "--format", "json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["reports"] == 2
    assert "every row was counted" in done.stderr
    for again in (("db", "copy", made_record, "copy.db"), ("backup", "copy.db")):
        done = run(*again, "--record", made_record)
        assert done.exit_code == 4
        assert "copy.db" in done.stderr
        assert "Traceback" not in done.stderr
    assert run("backup", "--record", "copy.db").exit_code == 0
    (backup,) = Path().glob("servanda-*Z.db")
    assert run("check", "--record", str(backup)).exit_code == 0
    assert run("backup", "postgresql://x/y", "--record", "copy.db").exit_code == 2


def test_there_must_be_something_to_copy(run: Run) -> None:
    for args in (("db", "copy", "no.db", "to.db"), ("db", "info"), ("backup",), ("forget", "x")):
        done = run(*args)
        assert done.exit_code == 4, args
        assert "there is no record" in done.stderr
    assert not list(Path().iterdir())


def test_forget(run: Run, made_record: str) -> None:
    done = run("forget", "first", "nowhere.txt", "--record", made_record)
    assert done.exit_code == 1
    assert "first.txt is retracted" in done.stderr
    assert "nowhere.txt: the record has no such report" in done.stderr
    shown = run("show", "reports", "--record", made_record, "--format", "jsonl")
    assert [row["report"] for row in rows(shown.stdout)] == ["second.txt"]
    told = json.loads(run("db", "info", "--record", made_record, "--format", "json").stdout)
    assert (told["reports"], told["retracted"]) == (1, 1)
    assert run("check", "--record", made_record).exit_code == 0
    before = run(
        "show",
        "quotes",
        "--record",
        made_record,
        "--recorded-by",
        "2024-09-01",
        "--format",
        "jsonl",
    )
    assert len(rows(before.stdout)) == 1


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
