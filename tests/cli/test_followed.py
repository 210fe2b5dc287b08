"""The commands that follow up: due, brief and drift on a record made by hand."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from .conftest import FIRST, Run

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


def test_due_tells_the_day_how_far_it_is_and_the_words(run: Run, made_record: str) -> None:
    done = run("due", "--record", made_record, "--today", "2024-08-01")
    assert "by 2024-06-01" in done.stdout
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


def test_brief_lays_a_file_beside_the_record_and_keeps_nothing(
    run: Run, made_record: str, tmp_path: Path
) -> None:
    page = tmp_path / "later.txt"
    page.write_text(
        "OSLO, June 3, 2024 (Aurora Wire) - Norway will hand over ten ferries to Finland by June "
        "2025, Defence Minister Kari Strand said after talks with her Finnish counterpart.\n",
        encoding="utf-8",
    )
    before = run("show", "reports", "--record", made_record).stdout
    done = run("brief", str(page), "--record", made_record, "--format", "json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["compared"] == ["first.txt"]
    assert {row["change"] for row in told["rows"]} == {"new"}
    assert run("show", "reports", "--record", made_record).stdout == before


@pytest.mark.parametrize(
    ("what", "status", "said"),
    [
        ("https://example.org/page", 2, "not fetched for a briefing read it first: servanda read"),
        (".", 2, "this is a folder, and a briefing is on one report read it first"),
        ("nowhere.txt", 1, "there is no such file see: servanda show reports"),
    ],
)
def test_brief_of_what_is_no_file(
    run: Run, made_record: str, what: str, status: int, said: str
) -> None:
    done = run("brief", what, "--record", made_record)
    assert done.exit_code == status
    assert said in " ".join(done.stderr.split())


def test_brief_of_a_report_says_what_it_is_compared_with(run: Run, made_record: str) -> None:
    first = run("brief", "first", "--record", made_record)
    assert "Compared with the 0 reports from before 2024-05-08" in first.stdout
    undated = run("brief", "second", "--record", made_record)
    assert "too vague to say what came before" in " ".join(undated.stdout.split())


def test_brief_only_some_entries(run: Run, made_record: str) -> None:
    done = run("brief", "first", "--only", "moved", "--record", made_record, "--format", "csv")
    assert list(csv.DictReader(io.StringIO(done.stdout))) == []


def test_brief_of_nothing_and_of_many(run: Run, made_record: str, tmp_path: Path) -> None:
    assert run("brief", "third", "--record", made_record).exit_code == 1
    many = tmp_path / "many.jsonl"
    many.write_text('{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}\n', encoding="utf-8")
    done = run("brief", str(many), "--record", made_record)
    assert done.exit_code == 2
    assert "it holds 2 reports" in done.stderr


def test_drift_marks_what_changed(run: Run, made_record: str) -> None:
    done = run("drift", "the bond stays firm", "--record", made_record)
    assert "Ada Brandt" in done.stdout
    assert "The bond is firm" in FIRST
    nothing = run("drift", "windmills", "--record", made_record)
    assert nothing.exit_code == 0
    assert "no report uses 'windmills'" in nothing.stderr
    assert run("drift", "of the", "--record", made_record).exit_code == 2


def test_show_commitments_counts_independent_sources(run: Run, made_record: str) -> None:
    done = run("show", "commitments", "--record", made_record, "--as-of", "2024-05-09")
    assert "sources" in done.stdout
    assert "2024-05-08" in done.stdout  # last heard of


def test_the_timeline_shows_where_a_deadline_stands(run: Run, made_record: str) -> None:
    options = ["timeline", "--kind", "deadline", "--record", made_record]
    assert "overdue" in run(*options, "--today", "2024-08-01").stdout
    assert "due" in run(*options, "--today", "2024-05-08").stdout
