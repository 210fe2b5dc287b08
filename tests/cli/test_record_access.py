"""Looking at a record never writes to it: of a stale index a line says so, and the answer is the same."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from servanda.cli.cells import report_name
from servanda.cli.record_access import titled

from .conftest import Run

LOOKS = (
    ("show", "commitments"),
    ("show", "consultations"),
    ("show", "offices"),
    ("picture",),
    ("due",),
    ("timeline",),
)
DAY = ("--today", "2024-06-02")
BEHIND = "newer than the index; run `servanda db settle`"


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


@pytest.mark.parametrize("look", LOOKS)
def test_a_stale_index_changes_no_answer_and_is_left_alone(
    run: Run, stale_record: str, look: tuple[str, ...]
) -> None:
    asked = (*look, "--record", stale_record, *DAY)
    before = sha256(_file(stale_record).read_bytes()).hexdigest()
    stale = [run(*asked, "--format", one) for one in ("table", "csv", "json")]
    assert all(BEHIND in one.stderr or "is not indexed" in one.stderr for one in stale)
    assert sha256(_file(stale_record).read_bytes()).hexdigest() == before
    assert run("db", "settle", "--record", stale_record).exit_code == 0
    ready = [run(*asked, "--format", one) for one in ("table", "csv", "json")]
    assert all("db settle" not in one.stderr for one in ready)
    assert [one.stdout for one in ready[:2]] == [one.stdout for one in stale[:2]]
    assert json.loads(ready[2].stdout) == json.loads(stale[2].stdout)


def test_settling_says_how_far_it_was_behind(run: Run, stale_record: str) -> None:
    first = run("db", "settle", "--record", stale_record, "--format", "json")
    assert json.loads(first.stdout)["reports"] > 0
    again = run("db", "settle", "--record", stale_record, "--format", "json")
    assert json.loads(again.stdout)["reports"] == json.loads(again.stdout)["behind"] == 0


def test_a_report_from_an_address_goes_by_its_title() -> None:
    rows = [
        {"report": "talks-in-kelm", "words": "steady"},
        {"report": "a.txt", "before": [{"report": "talks-in-kelm"}]},
    ]
    first, second = titled({"talks-in-kelm": "Talks in Kelm"}, rows)
    assert (report_name(first), report_name(second)) == ("Talks in Kelm", "a.txt")
    assert report_name(second["before"][0]) == "Talks in Kelm"
    assert "report_title" not in rows[0]
    assert titled({}, rows) == rows
