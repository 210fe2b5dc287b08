"""`servanda forget`, and `--recorded-by`, which shows what was there before."""

from __future__ import annotations

import json

import pytest

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
