"""`servanda compliance`: scores, guidelines and percentages."""

from __future__ import annotations

import csv
import io

import pytest

from .conftest import Run, claim_id, rows


@pytest.mark.costly
def test_compliance_by_obligor_and_overall(on: Run) -> None:
    promise = claim_id("commitment")
    text = "full: ten handed over; partial: some"
    on("compliance", "guideline", promise, text, "--from", "2024-05-07", "--to", "2024-06-01")
    note = on("compliance", "set", promise, "SM", "+1").stderr
    assert "the reports bind NR, not SM" in note
    on("compliance", "set", promise, "NR", "0", "--coder", "Bo")
    on("compliance", "set", promise, "NR", "-1", "--coder", "Bo", "--reason", "none came")
    table = list(csv.DictReader(io.StringIO(on("compliance", "show", "--format", "csv").stdout)))
    assert [(row["obligor"], row["score"], row["coders"]) for row in table] == [
        ("NR", "-1", "Bo"),
        ("SM", "+1", "Ana"),
    ]
    assert {row["guideline"] for row in table} == {text}
    assert table[0]["window"] == "2024-05-07/2024-06-01"
    summed = rows(on("compliance", "show", "--sum", "--format", "jsonl"))
    assert [(row["by"], row["percent"]) for row in summed] == [
        ("obligor", 0.0),
        ("obligor", 100.0),
        ("commitment", 50.0),
        ("overall", 50.0),
    ]
    on("compliance", "set", promise, "NR", "0")
    (row, _) = rows(on("compliance", "show", "--format", "jsonl"))
    assert (row["value"], row["disputed"]) == (None, [["Ana", 0], ["Bo", -1]])
    overall = rows(on("compliance", "show", "--sum", "--format", "jsonl"))[-1]
    assert (overall["scored"], overall["disputed"], overall["percent"]) == (1, 1, 100.0)
    assert [
        row["value"] for row in rows(on("compliance", "show", "--coder", "Bo", "--format", "jsonl"))
    ] == [-1]
    assert (
        rows(on("compliance", "show", promise, "--obligor", "SM", "--format", "jsonl"))[0]["value"]
        == 1
    )
    # Scores are a person's; the status is what reports tell.
    (commitment,) = rows(on("show", "commitments", "--today", "2024-08-01", "--format", "jsonl"))
    assert commitment["status"] == "overdue"


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("set", "COMMITMENT", "NR", "2"), "is not one of"),
        (("set", "COMMITMENT", " ", "0"), "no obligor"),
        (("set", "CONSULTATION", "NR", "0"), "only commitments are scored"),
        (("guideline", "COMMITMENT"), "there is no text"),
        (("guideline", "COMMITMENT", "x", "--from", "2024-02-01", "--to", "2024-01-01"), "before"),
        (("set", "COMMITMENT", "NR", "0", "--from", "2024-02-01", "--to", "2024-01-01"), "before"),
    ],
)
def test_what_is_no_score(on: Run, args: tuple[str, ...], reason: str) -> None:
    names = {"COMMITMENT": "commitment", "CONSULTATION": "consultation"}
    result = on("compliance", *(claim_id(names[one]) if one in names else one for one in args))
    assert result.exit_code == 2
    assert reason in result.output
