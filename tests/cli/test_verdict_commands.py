"""`servanda review accept`, `reject`, `merge`, `split` and `amend`: what a decision does."""

from __future__ import annotations

from datetime import date

import pytest

from .conftest import FIRST, Run, claim_id, decided, listed, report, rows


@pytest.mark.costly
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


@pytest.mark.costly
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
        (("undo", "d-nothing"), "no decision has that id", 1),
        (("merge", "COMMITMENT"), "one claim alone", 2),
        (("split", "COMMITMENT"), "nothing to part it from", 2),
        (("merge", "COMMITMENT", "CONSULTATION"), "never one entity", 2),
        (("amend", "COMMITMENT", "colour=red"), "no commitment has such a field", 2),
        (("amend", "COMMITMENT", "due"), "this is not FIELD=VALUE", 2),
        (("amend", "COMMITMENT", "due=soon"), "not a time in EDTF", 2),
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


@pytest.mark.costly
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


def test_a_entity_that_was_rejected_is_still_found_by_its_id(on: Run) -> None:
    (row,) = listed(on, "commitments")
    on("review", "reject", row["id"])
    on("review", "accept", row["id"], "--reason", "after all")
    assert [one["id"] for one in listed(on, "commitments")] == [row["id"]]


@pytest.mark.costly
def test_persons_are_merged_and_split(on: Run) -> None:
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


def test_a_tie_of_a_known_type_is_accepted_and_rejected(on: Run) -> None:
    promise, meeting = claim_id("commitment"), claim_id("consultation")
    refused = on("review", "accept", meeting, "--tie-to", promise)
    assert refused.exit_code == 2
    assert "nothing ties it to" in refused.stderr
    assert on("review", "accept", meeting, "--tie-to", promise, "--tie", "fulfils").exit_code == 0
    wrong = on("review", "reject", meeting, "--tie-to", promise, "--tie", "revises")
    assert wrong.exit_code == 2
    assert "nothing says that it revises" in wrong.stderr
    assert on("review", "reject", meeting, "--tie-to", promise).exit_code == 0
