"""`servanda review`: what is listed, what a decision does, and that none is lost."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import click
import pytest
from click.testing import Result

from servanda.cli.reading.read_command import count_changes
from servanda.model import Claim
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


def listed(on: Run, kind: str, *args: str) -> list[dict[str, Any]]:
    return rows(on("show", kind, "--format", "jsonl", *args))


def claim_id(kind: str) -> str:
    made = claims_of(report("first.txt", FIRST, date(2024, 5, 8)))
    return next(one.id for one in made if one.kind == kind)


def decided(on: Run, *args: str) -> str:
    """Decide something and return the decision's id."""
    (word,) = rows(on("review", *args, "--format", "jsonl"))
    return str(word["id"])


def test_what_is_rejected_leaves_every_list_and_comes_back(on: Run) -> None:
    (before,) = listed(on, "commitments")
    done = on("review", "reject", before["id"][:9], "--reason", "no promise")
    assert "rejected by Ana on " in done.stdout
    assert "no promise" in done.stdout
    assert listed(on, "commitments") == []
    assert [row["id"] for row in listed(on, "commitments", "--judged", "all")] == [before["id"]]
    why = on("why", claim_id("commitment")).stdout
    assert "decision" in why
    assert "no promise" in why
    (entry,) = rows(on("review", "history", "--format", "jsonl"))
    assert (entry["state"], entry["author"], entry["reason"]) == ("in force", "Ana", "no promise")
    assert "undone: rejected" in on("review", "undo", entry["id"]).stdout
    assert listed(on, "commitments") == [before]
    (entry,) = rows(on("review", "history", claim_id("commitment"), "--format", "jsonl"))
    assert entry["state"] == "undone"
    assert entry["undone"]["author"] == "Ana"
    assert on("check").exit_code == 0


def test_a_decision_is_explained_by_its_id(on: Run) -> None:
    word = decided(on, "accept", claim_id("commitment"))
    shown = on("why", word[:10]).stdout
    assert "accepted by Ana" in shown
    assert "hand over ten ferries" in shown
    on("review", "undo", word, "--reason", "in error", "--author", "Bo")
    assert "by Bo on " in on("why", word).stdout


def test_a_status_in_a_persons_word(on: Run) -> None:
    (row,) = listed(on, "commitments", "--today", "2024-08-01")
    assert row["status"] == "overdue"
    on("review", "amend", row["id"], "status=dropped", "--on", "2024-07-01", "--reason", "said so")
    (row,) = listed(on, "commitments", "--today", "2024-08-01")
    assert row["status"] == "dropped"
    assert row["why"].startswith("in the judgement of Ana")
    assert "the reports alone: overdue" in row["why"]
    assert row["history"][-1]["why"].startswith("dropped, in the judgement of Ana")
    (row,) = listed(on, "commitments", "--today", "2024-06-30")
    assert row["status"] == "overdue"
    assert listed(on, "commitments", "--status", "dropped", "--today", "2024-07-01")
    assert "dropped" in on("why", row["id"], "--today", "2024-07-01").stdout


def test_amending_fields(on: Run) -> None:
    claim = claim_id("commitment")
    on("review", "amend", claim, "due=../2024-12-31", "obligors=NR, SM", "target=")
    commitment = next(one for one in rows(on("export", "claims")) if one["kind"] == "commitment")
    assert commitment["due"]["latest"] == "2024-12-31"
    assert commitment["obligors"] == ["NR", "SM"]
    assert {one["field"] for one in commitment["decisions"]} == {"due", "obligors", "target"}
    people = '[{"name": "Ada Brandt", "party": "NR"}]'
    on("review", "amend", claim_id("consultation"), f"participants={people}", "status=cancelled")
    (meeting,) = listed(on, "consultations")
    assert meeting["participants"] == [{"name": "Ada Brandt", "office": None, "party": "NR"}]
    assert meeting["status"] == "cancelled"


@pytest.mark.parametrize(
    ("args", "reason", "status"),
    [
        (("reject", "c-nothing"), "nothing in the record has that id", 1),
        (("undo", "d-nothing"), "nobody decided", 1),
        (("merge", "COMMITMENT"), "one claim alone", 2),
        (("split", "COMMITMENT"), "nothing to part it from", 2),
        (("merge", "COMMITMENT", "CONSULTATION"), "never one entity", 2),
        (("amend", "COMMITMENT", "colour=red"), "no commitment has such a field", 2),
        (("amend", "COMMITMENT", "due"), "this is not an amendment", 2),
        (("amend", "COMMITMENT", "due=soon"), "no time in EDTF", 2),
        (("amend", "COMMITMENT", "status=lost"), "no such status", 2),
        (
            ("amend", "CONSULTATION", "when=2024", "--on", "2024-01-01"),
            "only the status of a commitment",
            2,
        ),
        (("accept", "COMMITMENT", "--tie", "fulfils"), "--tie-to", 2),
        (("reject", "COMMITMENT", "--tie-to", "CONSULTATION"), "nothing ties it to", 2),
        (("reject", "first.txt"), "which has claims of many kinds", 2),
        (("accept", "COMMITMENT", "--at", "yesterday"), "is not an instant", 2),
        (("accept", "COMMITMENT", "--author", "  "), "nobody is named", 2),
    ],
)
def test_what_cannot_be_decided(on: Run, args: tuple[str, ...], reason: str, status: int) -> None:
    names = {"COMMITMENT": "commitment", "CONSULTATION": "consultation"}
    given = [claim_id(names[one]) if one in names else one for one in args]
    if "first.txt" in given:
        given = ["reject", report("first.txt", FIRST, date(2024, 5, 8)).id]
    result = on("review", *given)
    assert result.exit_code == status, result.output
    assert reason in result.output
    assert rows(on("review", "history", "--format", "jsonl")) == []


def test_somebody_must_be_named(on: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SERVANDA_AUTHOR")
    result = on("review", "accept", claim_id("commitment"))
    assert result.exit_code == 2
    assert "SERVANDA_AUTHOR" in result.output
    assert on("review", "--blind").exit_code == 2
    assert on("review").exit_code == 0


def test_a_tie_is_put_in_and_taken_away(on: Run) -> None:
    ends = [claim_id("consultation"), "--tie-to", claim_id("commitment")]
    word = decided(on, "accept", *ends, "--tie", "fulfils", "--reason", "handed over there")
    (row,) = listed(on, "commitments", "--today", "2024-08-01")
    assert row["status"] == "done"
    on("review", "reject", *ends)
    (row,) = listed(on, "commitments", "--today", "2024-08-01")
    assert row["status"] == "overdue"
    on(
        "review",
        "undo",
        *[one["id"] for one in rows(on("review", "history", "--format", "jsonl"))[1:]],
    )
    (row,) = listed(on, "commitments", "--today", "2024-08-01")
    assert (row["status"], word[:2]) == ("done", "d-")


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


def keys(monkeypatch: pytest.MonkeyPatch, *pressed: str) -> None:
    """Press these keys, then Ctrl-C for ever."""
    left = list(pressed)

    def getchar() -> str:
        if not left:
            raise KeyboardInterrupt
        return left.pop(0)

    monkeypatch.setattr(click, "getchar", getchar)
    monkeypatch.setattr("servanda.cli.judging.interactive.has_terminal", lambda: True)


def test_one_by_one_each_answer_is_kept_at_once(on: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    keys(monkeypatch, "x", "A", "s", "r")  # and then Ctrl-C
    result = on("review", "--blind", "--ask", "--coder", "Bo", "--reason", "pilot")
    assert result.exit_code == 0, result.output
    assert "2 decisions were kept" in result.output
    found = rows(on("review", "history", "--format", "jsonl"))
    assert [(one["action"], one["author"], one["blind"]) for one in found] == [
        ("accept", "Bo", True),
        ("reject", "Bo", True),
    ]
    assert {one["reason"] for one in found} == {"pilot"}
    left = rows(on("review", "--blind", "--coder", "Bo", "--format", "jsonl"))
    everything = rows(on("review", "--blind", "--coder", "Cy", "--format", "jsonl"))
    assert len(everything) - len(left) == 2
    assert "Bo" not in json.dumps(everything)
    keys(monkeypatch, "q")
    assert "0 decisions were kept" in on("review", "--blind", "--ask").output


def test_asked_about_matches_and_ties(
    on: Run, made_record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = report("other.txt", FIRST, date(2024, 5, 9))
    with open_record(made_record) as record:
        record.put(other, claims_of(other), at=datetime(2024, 9, 2, tzinfo=UTC), reader="test")
    matches = rows(on("review", "--kind", "match", "--format", "jsonl"))
    assert matches
    assert all(len(row["reports"]) == 2 for row in matches)
    keys(monkeypatch, "a", "r")
    on("review", "--ask", "--kind", "match")
    found = rows(on("review", "history", "--format", "jsonl"))
    assert [one["action"] for one in found][:2] == ["merge", "split"]
    left = rows(on("review", "--kind", "match", "--format", "jsonl"))
    assert len(left) == len(matches) - 2


def test_without_anything_to_ask(on: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    keys(monkeypatch, "a")
    assert "nothing to ask" in on("review", "--ask", "--kind", "tie").output


def test_where_there_is_no_terminal_nobody_is_asked(
    on: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def getchar() -> str:
        raise OSError("no such device")

    monkeypatch.setattr("servanda.cli.judging.interactive.has_terminal", lambda: False)
    result = on("review", "--blind", "--ask")
    assert result.exit_code == 2
    assert result.stdout == ""  # not a question that nobody can answer
    assert "no terminal" in result.stderr
    monkeypatch.setattr("servanda.cli.judging.interactive.has_terminal", lambda: True)
    monkeypatch.setattr(click, "getchar", getchar)  # it went away meanwhile
    result = on("review", "--blind", "--ask")
    assert result.exit_code == 2
    assert "no terminal" in result.stderr


def test_undoing_the_last_and_what_cannot_be_undone(on: Run) -> None:
    on("review", "reject", claim_id("commitment"))
    on("review", "reject", claim_id("omission"), "--author", "Bo")
    assert "undone: rejected by Ana" in on("review", "undo", "--last").stdout
    assert len(listed(on, "commitments")) == 1
    assert listed(on, "omissions") == []
    assert on("review", "undo", "--last").exit_code == 1
    assert on("review", "undo").exit_code == 2
    assert on("review", "undo", "--last", "d-1").exit_code == 2


def test_a_entity_that_was_rejected_is_still_found_by_its_id(on: Run) -> None:
    (row,) = listed(on, "commitments")
    on("review", "reject", row["id"])
    on("review", "accept", row["id"], "--reason", "after all")
    assert [one["id"] for one in listed(on, "commitments")] == [row["id"]]


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


@pytest.mark.parametrize("part", ["accept", "merge", "split", "amend", "undo", "history"])
def test_every_part_has_its_help(run: Run, part: str) -> None:
    result = run("review", part, "--help")
    assert result.exit_code == 0
    assert "Usage: servanda review" in result.stdout


def test_who_is_who(on: Run) -> None:
    people = {
        row["name"]: row["id"] for row in rows(on("export", "record")) if row["kind"] == "person"
    }
    ada, jo = people["Ada Brandt"], people["Jo Lind"]
    assert on("review", "merge", ada, claim_id("tenure")).exit_code == 2
    assert on("review", "merge", ada).exit_code == 2
    assert on("review", "split", ada).exit_code == 2
    assert on("review", "split", ada, claim_id("omission")).exit_code == 2
    word = decided(on, "merge", ada, jo, "--reason", "a pen name")
    (one,) = [row for row in rows(on("export", "record")) if row["kind"] == "person"]
    assert one["names"] == ["Ada Brandt", "Jo Lind"]
    assert "a pen name" in on("why", one["id"]).stdout
    assert "a pen name" not in on("why", claim_id("consultation")).stdout
    on("review", "undo", word)
    assert "somebody else here" in on("review", "split", ada, claim_id("tenure")).stdout
    found = [row for row in rows(on("export", "record")) if row["kind"] == "person"]
    assert sorted(row["name"] for row in found) == ["Ada Brandt", "Ada Brandt", "Jo Lind"]
    assert on("check").exit_code == 0
