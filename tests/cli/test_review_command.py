"""`servanda review`: what is listed, in which order."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from servanda.model import Claim
from servanda.store import open_record

from .conftest import FIRST, Run, claims_of, report, rows


@pytest.mark.costly
def test_the_list_is_worst_founded_first_and_shortens(on: Run, made_record: str) -> None:
    weak = [
        Claim(one.id, one.report, one.body, one.evidence, one.rule, 0.9 - number / 5)
        for number, one in enumerate(claims_of(report("first.txt", FIRST, date(2024, 5, 8))))
    ]
    with open_record(made_record) as record:
        one = report("first.txt", FIRST, date(2024, 5, 8))
        record.put(one, weak, at=datetime(2024, 9, 2, tzinfo=UTC), reader="test 2")
    found = rows(on("review", "--format", "jsonl"))
    scores = [row["score"] for row in found]
    assert scores == sorted(scores)
    assert {row["kind"] for row in found} == {"claim"}
    assert all(row["why"] for row in found)
    assert len(rows(on("review", "--format", "jsonl", "--limit", "1"))) == 1
    on("review", "accept", *found[0]["ids"])
    left = rows(on("review", "--format", "jsonl"))
    assert found[0]["ids"] not in [row["ids"] for row in left]
    every = rows(on("review", "--format", "jsonl", "--judged", "all", "--limit", "0"))
    assert len(every) == len(found) - 1  # what was accepted is as sure as can be
    assert rows(on("review", "--kind", "tie", "--format", "jsonl")) == []
    assert on("review", "--report", "third.txt").exit_code == 1
    assert rows(on("review", "--report", "second", "--format", "jsonl")) == []


@pytest.mark.parametrize("part", ["accept", "merge", "split", "amend", "undo", "history"])
def test_every_part_has_its_help(run: Run, part: str) -> None:
    result = run("review", part, "--help")
    assert result.exit_code == 0
    assert "Usage: servanda review" in result.stdout
