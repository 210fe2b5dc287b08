"""What a judging command prints of a decision: its short id and what it says, or the decision as JSON."""

from __future__ import annotations

import json

import pytest

from .conftest import Run, claim_id, rows


def test_a_decision_is_printed_on_one_line_and_kept(on: Run) -> None:
    done = on(
        "review", "reject", claim_id("quote"), "--reason", "cut\x1b[2J off", "--at", "2024-10-01"
    )
    assert done.exit_code == 0, done.output
    (line,) = done.stdout.splitlines()
    identity, _, said = line.partition("  ")
    assert said == "rejected by Ana on 2024-10-01: cut[2J off"
    (kept,) = rows(on("review", "history", "--format", "jsonl"))
    assert kept["id"].startswith(identity)


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_as_json_it_is_the_decision_as_it_is_exported(on: Run, form: str) -> None:
    done = on("review", "reject", claim_id("quote"), "--format", form)
    (exported,) = rows(on("export", "decisions", "--format", "jsonl"))
    printed = json.loads(done.stdout)
    assert {key: exported[key] for key in printed if key != "undone"} == {
        key: value for key, value in printed.items() if key != "undone"
    }


def test_every_amended_field_is_a_decision_of_its_own(on: Run) -> None:
    done = on("review", "amend", claim_id("commitment"), "object=boats", "due=2024-07-01")
    assert len(done.stdout.splitlines()) == 2
    assert len(rows(on("review", "history", "--format", "jsonl"))) == 2


def test_nothing_is_kept_where_one_field_cannot_be(on: Run) -> None:
    done = on("review", "amend", claim_id("commitment"), "object=boats", "due=soon")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert rows(on("review", "history", "--format", "jsonl")) == []
