"""`servanda agreement` and `review adopt`: two coders judge blind and are compared."""

from __future__ import annotations

import pytest

from .conftest import Run, claim_id, rows


@pytest.mark.costly
def test_two_coders_judge_blind_and_are_compared(on: Run) -> None:
    kinds = ("commitment", "consultation", "tenure", "omission")
    for coder, verdicts in (("Bo", "aaar"), ("Cy", "aarr")):
        for kind, verdict in zip(kinds, verdicts, strict=True):
            verb = "accept" if verdict == "a" else "reject"
            on("review", verb, claim_id(kind), "--blind", "--coder", coder)
    assert len(rows(on("show", "commitments", "--format", "jsonl"))) == 1
    found = {row["kind"]: row for row in rows(on("agreement", "--format", "jsonl"))}
    # Of four, three alike; p_e = (3/4 * 2/4) + (1/4 * 2/4) = 1/2.
    assert found["claims"]["raw"] == 0.75
    assert found["claims"]["kappa"] == pytest.approx(0.5)
    # Coincidences: aa 4, rr 2, ar and ra 1 each; D_o = 2/8, D_e = 2 * 5 * 3 / (8 * 7).
    assert found["claims"]["alpha"] == pytest.approx(1 - 0.25 / (30 / 56))
    assert found["commitment"]["kappa"] is None
    (one,) = rows(on("agreement", "--list", "--format", "jsonl"))
    assert (one["kind"], one["said"]) == ("tenure", [["Bo", "accept"], ["Cy", "reject"]])
    assert on("agreement", "--coder", "Bo").exit_code == 2
    on("review", "reject", claim_id("consultation"), "--author", "Di")
    done = rows(on("review", "adopt", "--format", "jsonl"))
    assert [(one["action"], one["targets"]) for one in done] == [
        ("accept", [claim_id("commitment")]),
        ("reject", [claim_id("omission")]),
    ]
    assert {one["reason"] for one in done} == {"agreed blind by Bo, Cy"}
    assert rows(on("show", "omissions", "--format", "jsonl")) == []
    assert "no undecided claim that two coders agree on" in on("review", "adopt").stderr
    assert rows(on("agreement", "--coder", "Bo", "--coder", "Ed", "--format", "jsonl")) == []
