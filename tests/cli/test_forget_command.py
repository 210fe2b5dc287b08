"""`servanda forget`, and `--recorded-by`, which shows what was there before."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from servanda.store import open_record

from .conftest import FIRST, Run, report


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


def test_forget(run: Run, made_record: str) -> None:
    done = run("forget", "first.txt", "nowhere.txt", "--yes", "--record", made_record)
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


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let standard input be a terminal."""
    terminal = SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("servanda.cli.keeping.forget_command.sys", terminal)


def standing(run: Run, record: str) -> list[object]:
    shown = run("show", "reports", "--record", record, "--format", "jsonl")
    return [row["report"] for row in rows(shown.stdout)]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("answer", "left"), [("y\n", ["second.txt"]), ("n\n", ["first.txt", "second.txt"])]
)
def test_it_asks_and_lists_what_goes(
    run: Run, made_record: str, answer: str, left: list[object]
) -> None:
    done = run("forget", "first.txt", "--record", made_record, stdin=answer)
    assert "first.txt  2024-05-08  6 claims" in done.stderr
    assert "Retract this report?" in done.stderr
    assert standing(run, made_record) == left


def test_without_a_terminal_it_needs_a_yes(run: Run, made_record: str) -> None:
    done = run("forget", "first.txt", "--record", made_record, stdin="y\n")
    assert done.exit_code == 2
    assert "write --yes" in done.stderr
    assert standing(run, made_record) == ["first.txt", "second.txt"]


@pytest.mark.parametrize("beginning", ["first", "fir", "r-", ""])
def test_a_beginning_retracts_nothing(run: Run, made_record: str, beginning: str) -> None:
    done = run("forget", "--yes", "--record", made_record, "--", beginning)
    assert done.exit_code == 1
    assert "the record has no such report" in done.stderr
    if beginning.startswith("fir"):
        assert "if first.txt is meant, write it in full" in done.stderr
    assert standing(run, made_record) == ["first.txt", "second.txt"]


def test_an_address_is_a_way_to_name_a_report(run: Run, made_record: str) -> None:
    address = "https://news.example/norland/ferries?id=7"
    moved = replace(report("ferries", FIRST, None), url=address)
    with open_record(made_record) as record:
        record.put(moved, [], at=datetime(2024, 9, 2, tzinfo=UTC), reader="test")
    done = run("forget", "--yes", address, "--record", made_record)
    assert "ferries is retracted" in done.stderr
    assert standing(run, made_record) == ["first.txt", "second.txt"]
