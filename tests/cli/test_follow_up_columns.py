"""The columns of due, brief, drift, commitments and timeline."""

from __future__ import annotations

import json

import pytest

from .conftest import Run

FORMS = ["table", "json", "jsonl", "csv"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "command",
    [
        ["due"],
        ["due", "--status", "unknown,overdue"],
        ["brief", "first"],
        ["brief", "second.txt"],
        ["drift", "the bond is firm"],
        ["drift"],
        ["picture", "--as-of", "2024-08-01"],
    ],
)
def test_every_form_keeps_to_its_width(
    run: Run, made_record: str, command: list[str], form: str
) -> None:
    done = run(*command, "--record", made_record, "--format", form, "--today", "2024-08-01")
    assert done.exit_code == 0, done.output
    assert max(map(len, done.stdout.splitlines()), default=0) <= 100 or form != "table"
    if form == "json" and done.stdout:
        json.loads(done.stdout)


def test_show_commitments_counts_independent_sources(run: Run, made_record: str) -> None:
    done = run("show", "commitments", "--record", made_record, "--as-of", "2024-05-09")
    assert "sources" in done.stdout
    assert "2024-05-08" in done.stdout  # last heard of


def test_the_timeline_shows_where_a_deadline_stands(run: Run, made_record: str) -> None:
    options = ["timeline", "--kind", "deadline", "--record", made_record]
    assert "overdue" in run(*options, "--today", "2024-08-01").stdout
    assert "due" in run(*options, "--today", "2024-05-08").stdout
