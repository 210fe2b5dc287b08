"""`servanda due`: the last day, how far it is, and the words for it."""

from __future__ import annotations

import pytest

from .conftest import Run


def test_due_tells_the_day_how_far_it_is_and_the_words(run: Run, made_record: str) -> None:
    done = run("due", "--record", made_record, "--today", "2024-08-01")
    assert "by 1 Jun 2024" in done.stdout
    assert "61 d ago" in done.stdout
    assert "“Norland will hand over ten ferries" in done.stdout
    assert "no report says it was done" in done.stdout


@pytest.mark.parametrize(
    ("today", "within", "count"),
    [("2024-05-08", "90d", 1), ("2024-05-08", "1w", 0), ("2024-03-31", "2m", 0)],
)
def test_due_within(run: Run, made_record: str, today: str, within: str, count: int) -> None:
    done = run(
        *("due", "--within", within, "--today", today, "--record", made_record),
        *("--format", "jsonl"),
    )
    assert len(done.stdout.splitlines()) == count


@pytest.mark.parametrize("options", [["--within", "soon"], ["--status", "failed"], ["--kind", "x"]])
def test_due_says_what_it_takes(run: Run, made_record: str, options: list[str]) -> None:
    done = run("due", *options, "--record", made_record)
    assert done.exit_code == 2
    assert "90d" in done.stderr or "overdue" in done.stderr or "commitment" in done.stderr
