"""`--min-confidence` at every door, and the confidence where it is shown."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from servanda.store import open_record

from .conftest import FIRST, Run, claims_of, report

DOORS = (
    ("show", "commitments"),
    ("timeline",),
    ("picture",),
    ("search", "ferries"),
    ("export", "claims"),
    ("export", "record"),
    ("due",),
    ("why", "first.txt"),
    ("brief", "first.txt"),
)
SURE = {"commitment": 0.6, "quote": 0.7}


@pytest.fixture
def weighed(tmp_path: Path) -> str:
    """Make a record whose promise is doubtful, and its quote less so; return its URL."""
    url = f"sqlite:///{tmp_path / 'weighed.db'}"
    first = report("first.txt", FIRST, date(2024, 5, 8))
    told = [replace(one, confidence=SURE.get(one.kind, 0.9)) for one in claims_of(first)]
    with open_record(url) as record:
        record.put(first, told, at=datetime(2024, 9, 1, tzinfo=UTC), reader="test")
    return url


@pytest.mark.parametrize("door", DOORS, ids=" ".join)
@pytest.mark.parametrize("value", ["1.5", "-0.1", "nan", "sure", "80%", "0,8", ""])
def test_bad_values_are_refused_at_every_door(
    run: Run, weighed: str, door: tuple[str, ...], value: str
) -> None:
    done = run(*door, "--record", weighed, f"--min-confidence={value}")
    assert done.exit_code == 2
    assert "a number from 0 to 1" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("door", "words"),
    [
        (("show", "commitments"), "ferries"),
        (("timeline", "--kind", "deadline"), "ferries"),
        (("picture", "--as-of", "2024-05-20"), "ferries"),
        (("search", "ferries", "--kind", "commitment"), "ferries"),
        (("export", "claims"), '"action":"hand over"'),
        (("export", "record"), '"action":"hand over"'),
        (("due", "--within", "900d", "--today", "2024-05-20"), "ferries"),
    ],
)
def test_less_sure_claims_are_left_out(
    run: Run, weighed: str, door: tuple[str, ...], words: str
) -> None:
    def told(*more: str) -> str:
        return run(*door, "--record", weighed, *more).stdout.replace(": ", ":")

    words = words.replace(": ", ":")
    assert words in told()
    assert words in told("--min-confidence", "0.6")
    assert words not in told("--min-confidence", "0.61")


def test_why_knows_only_what_is_sure_enough(run: Run, weighed: str) -> None:
    shown = run("export", "claims", "--record", weighed).stdout.splitlines()
    rows = {row["kind"]: row for row in map(json.loads, shown)}
    assert rows["commitment"]["confidence"] == 0.6
    identity = rows["commitment"]["id"]
    done = run("why", identity, "--record", weighed)
    assert "confidence 0.60" in done.stdout
    done = run("why", identity, "--record", weighed, "--min-confidence", "0.8")
    assert done.exit_code == 1


def test_it_may_stand_before_the_command(run: Run, weighed: str) -> None:
    done = run("--min-confidence", "0.8", "show", "quotes", "--record", weighed)
    assert done.exit_code == 0
    assert "no quotes in the record that fit" in done.stderr
    done = run(
        "--min-confidence", "0.8", "show", "quotes", "--record", weighed, "--min-confidence", "0.7"
    )
    assert "The bond is firm" in done.stdout


@pytest.mark.parametrize(("kind", "sure"), [("commitments", 0.6), ("quotes", 0.7)])
def test_show_says_how_sure(run: Run, weighed: str, kind: str, sure: float) -> None:
    done = run("show", kind, "--record", weighed, "--format", "json")
    (row,) = json.loads(done.stdout)
    assert row["confidence"] == sure
    done = run("show", kind, "--record", weighed, "--format", "csv")
    (line,) = csv.DictReader(io.StringIO(done.stdout))
    assert line["confidence"] == f"{sure:.2f}"
    done = run("show", kind, "--record", weighed, "--columns", "confidence")
    assert f"{sure:.2f}" in done.stdout
