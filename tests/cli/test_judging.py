"""Import and export of decisions, agreement of coders, compliance, grades: through the command."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from servanda.store import open_record

from .conftest import FIRST, Run, claims_of, report


@pytest.fixture
def on(run: Run, made_record: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the made record, as Ana."""
    monkeypatch.setenv("SERVANDA_RECORD", made_record)
    monkeypatch.setenv("SERVANDA_AUTHOR", "Ana")
    return run


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def claim_id(kind: str) -> str:
    made = claims_of(report("first.txt", FIRST, date(2024, 5, 8)))
    return next(one.id for one in made if one.kind == kind)


# -- out and in -------------------------------------------------------------------------------


def judged(on: Run) -> None:
    """Judge this and that; take one entity back."""
    promise, meeting = claim_id("commitment"), claim_id("consultation")
    on(
        "review",
        "amend",
        promise,
        "object=twelve ferries",
        "due=2024-07-01",
        "--reason",
        "see p. 2",
    )
    on("review", "reject", claim_id("omission"), "--author", "Bo")
    on("review", "amend", promise, "status=partly_done", "--on", "2024-06-15")
    on("review", "accept", meeting, "--tie-to", promise, "--tie", "fulfils")
    on("review", "accept", claim_id("tenure"), "--blind", "--coder", "Cy")
    on("compliance", "set", promise, "NR", "-1")
    on("grade", "source", "Post", "C")
    on("review", "reject", claim_id("quote"))
    last = rows(on("review", "history", "--format", "jsonl"))
    undone = next(one for one in last if one.get("action") == "reject" and one["author"] == "Ana")
    on("review", "undo", undone["id"])


def test_a_record_rebuilt_from_reports_and_decisions_is_the_same(on: Run, tmp_path: Path) -> None:
    judged(on)
    lines = on("export", "decisions").stdout
    kept = tmp_path / "decisions.jsonl"
    kept.write_text(lines, encoding="utf-8")
    assert len(lines.splitlines()) == 9
    url = f"sqlite:///{tmp_path / 'again.db'}"
    one, two = report("first.txt", FIRST, date(2024, 5, 8)), report("second.txt", "Nothing.", None)
    with open_record(url) as record:
        for each, told in ((two, []), (one, claims_of(one))):
            record.put(each, told, at=datetime(2030, 1, 1, tzinfo=UTC), reader="test")
    done = on("import", "decisions", str(kept), "--record", url)
    assert (done.exit_code, done.stdout) == (0, "9 new, 0 known, 1 undone, 0 refused\n")
    done = on("import", "decisions", str(kept), "--record", url)
    assert (done.exit_code, done.stdout) == (0, "0 new, 9 known, 0 undone, 0 refused\n")
    assert on("export", "decisions", "--record", url).stdout == lines
    for what in ("claims", "record", "commitments"):
        shown = [
            [
                row
                for row in rows(on("export", what, "--today", "2024-08-01", "--record", where))
                if "second.txt" not in json.dumps(row)
            ]
            for where in (url, f"sqlite:///{tmp_path / 'made.db'}")
        ]
        assert shown[0] == shown[1], what
    assert on("compliance", "show", "--record", url).stdout == on("compliance", "show").stdout
    assert on("check", "--record", url).exit_code == 0


def test_an_import_names_what_it_refuses_and_keeps_the_rest(on: Run, tmp_path: Path) -> None:
    judged(on)
    good = [json.loads(line) for line in on("export", "decisions").stdout.splitlines()]
    verdict = next(one for one in good if one.get("action") == "reject" and "undone" not in one)
    elsewhere = dict(verdict, anchors=[dict(verdict["anchors"][0], source="other.txt")])
    bad: list[tuple[Any, str]] = [
        ("{", "this is not JSON"),
        ([], "no JSON object"),
        ({"sort": "wish"}, "there is no sort 'wish'"),
        ({**verdict, "mood": "sure"}, "no such field: mood"),
        ({**verdict, "reason": "changed"}, "its id is not the hash"),
        ({**verdict, "targets": "c-1"}, "targets: a list"),
        ({**verdict, "blind": "yes"}, "blind: true or false"),
        ({**verdict, "at": "2024-01-01T00:00:00"}, "needs a time zone"),
        ({**verdict, "action": "adore"}, "action: one of accept"),
        ({key: one for key, one in verdict.items() if key != "author"}, "an object with author"),
        ({**verdict, "undone": {"author": "Bo"}}, "an object with at"),
    ]
    lines = [one if isinstance(one, str) else json.dumps(one) for one, _ in bad]
    file = tmp_path / "bad.jsonl"
    file.write_text("\n".join([json.dumps(elsewhere), *lines, "", json.dumps(good[0])]))
    url = f"sqlite:///{tmp_path / 'else.db'}"
    only = report("first.txt", FIRST, date(2024, 5, 8))
    with open_record(url) as record:
        told = [each for each in claims_of(only) if each.kind == "commitment"]
        record.put(only, told, at=datetime(2030, 1, 1, tzinfo=UTC), reader="test")
    done = on("import", "decisions", str(file), "--record", url)
    assert done.exit_code == 3
    assert done.stdout == "1 new, 0 known, 0 undone, 12 refused\n"
    for number, (_, reason) in enumerate(bad, 2):
        assert f"line {number}" in done.stderr
        assert reason in done.stderr
    assert "read other.txt first" in done.stderr
    assert on("check", "--record", url).exit_code == 0


def test_importing_where_there_is_nothing(on: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    row = rows(on("import", "decisions", str(empty), "--format", "jsonl"))
    assert row == [{"new": 0, "known": 0, "undone": 0, "refused": 0}]
    assert on("import", "decisions", str(tmp_path / "none.jsonl")).exit_code == 2
    assert on("import", "dreams", str(empty)).exit_code == 2
    assert on("import", "decisions", str(empty), "--record", "none.db").exit_code == 4
    binary = tmp_path / "binary.jsonl"
    binary.write_bytes(b"\xff\xfe\x00\n")
    assert on("import", "decisions", str(binary)).exit_code == 3


# -- coders -----------------------------------------------------------------------------------


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


# -- compliance -------------------------------------------------------------------------------


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


# -- grades -----------------------------------------------------------------------------------


def test_lists_keep_to_graded_sources_and_reports(on: Run) -> None:
    def shown(*options: str) -> int:
        return len(rows(on("show", "commitments", "--format", "jsonl", *options)))

    assert shown("--reliability", "A-C") == 0
    assert shown("--reliability", "A-C?") == 1
    on("grade", "source", "post", "b")
    on("grade", "report", "first", "3", "--reason", "one witness")
    assert [shown("--reliability", g) for g in ("A-C", "b", "A,C", "C-F?")] == [1, 1, 0, 0]
    assert [shown("--credibility", g) for g in ("1-3", "1-2", "3")] == [1, 0, 1]
    assert on("why", claim_id("commitment"), "--reliability", "A").exit_code == 1
    table = rows(on("grade", "show", "--format", "jsonl"))
    assert [(one["subject"], one["value"], one["meaning"]) for one in table] == [
        ("post", "B", "usually reliable"),
        ("first.txt", "3", "possibly true"),
    ]
    assert "no report in the record comes from" in on("grade", "source", "Nobody", "F").stderr


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (("grade", "source", "Post", "G"), 2),
        (("grade", "source", "Post", "1"), 2),
        (("grade", "source", " ", "A"), 2),
        (("grade", "report", "first", "A"), 2),
        (("grade", "report", "third", "1"), 1),
        (("show", "reports", "--reliability", "G"), 2),
        (("show", "reports", "--reliability", "1"), 2),
        (("show", "reports", "--credibility", "A"), 2),
        (("show", "reports", "--credibility", ""), 2),
    ],
)
def test_what_is_no_grade(on: Run, args: tuple[str, ...], status: int) -> None:
    assert on(*args).exit_code == status
