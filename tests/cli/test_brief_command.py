"""`servanda brief`: a report, or a file, compared with the record."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from .conftest import Run


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
    assert told["compared"] == 1
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
    assert "Compared with the 0 reports from before 8 May 2024" in first.stdout
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
