"""`servanda review history`, `undo`, `changes`: decisions are listed, explained and taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from servanda.cli.reading.reading_summary import count_changes
from servanda.store import open_record

from .conftest import FIRST, Run, claim_id, claims_of, decided, listed, report, rows


def test_a_decision_is_explained_by_its_id(on: Run) -> None:
    word = decided(on, "accept", claim_id("commitment"))
    shown = on("why", word[:10]).stdout
    assert "accepted by Ana" in shown
    assert "hand over ten ferries" in shown
    on("review", "undo", word, "--reason", "in error", "--author", "Bo")
    assert "by Bo on " in on("why", word).stdout


@pytest.mark.costly
def test_undoing_the_last_and_what_cannot_be_undone(on: Run) -> None:
    on("review", "reject", claim_id("commitment"))
    on("review", "reject", claim_id("omission"), "--author", "Bo")
    assert "undone: rejected by Ana" in on("review", "undo", "--last").stdout
    assert len(listed(on, "commitments")) == 1
    assert listed(on, "omissions") == []
    assert on("review", "undo", "--last").exit_code == 1
    assert on("review", "undo").exit_code == 2
    assert on("review", "undo", "--last", "d-1").exit_code == 2


def test_what_reading_anew_changed(on: Run, made_record: str) -> None:
    one = report("first.txt", FIRST, date(2024, 5, 8))
    on("review", "reject", claim_id("commitment"))
    on("review", "accept", claim_id("omission"))
    told = [each for each in claims_of(one) if each.kind not in ("commitment", "omission")]
    at = datetime(2099, 1, 1, tzinfo=UTC)
    with open_record(made_record) as record:
        record.put(one, told, at=at, reader="test 2")
        assert count_changes(record, datetime(2098, 1, 1, tzinfo=UTC)) == {
            "reports": 1,
            "gone": 2,
            "new": 0,
            "changed": 0,
            "decisions_orphaned": 2,
        }
        assert count_changes(record, at) == {}
    found = rows(on("review", "changes", "--since", "2098-01-01", "--format", "jsonl"))
    assert {(row["change"], row["kind"]) for row in found} == {
        ("gone", "commitment"),
        ("gone", "omission"),
    }
    lost = rows(on("review", "--kind", "decision", "--format", "jsonl"))
    assert [row["about"] for row in lost] == ["orphaned", "orphaned"]
    assert lost[0]["score"] == 0.0
