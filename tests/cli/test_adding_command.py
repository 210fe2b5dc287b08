"""`servanda review add`: a claim that no reader found, and a claim anchored at other words."""

from __future__ import annotations

import pytest

from .conftest import Run, claim_id, listed, rows

WORDS = "Defence Minister Ada Brandt"


def add(on: Run, *cells: str, words: str = WORDS, code: int = 0) -> str:
    done = on("review", "add", "first.txt", "omission", *cells, "--words", words)
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.costly
def test_what_is_added_stands_in_every_list_and_is_taken_back(on: Run) -> None:
    before = listed(on, "omissions")
    said = add(on, "what=Brandt", "sort=denied", "who=Ada Brandt")
    assert "omission added by Ana" in said
    now = listed(on, "omissions")
    (mine,) = (row for row in now if row not in before)
    claim = next(
        one for one in rows(on("export", "claims")) if one.get("rule") == "person.omission"
    )
    assert claim["evidence"][0]["exact"] == WORDS
    assert [one["action"] for one in claim["decisions"]] == ["add"]
    assert "omission added by Ana" in on("why", claim["id"]).stdout
    (entry,) = rows(on("review", "history", "--format", "jsonl"))
    assert on("check").exit_code == 0
    on("review", "undo", entry["id"])
    assert listed(on, "omissions") == before
    assert mine


@pytest.mark.parametrize(
    ("cells", "words", "told"),
    [
        (("what=Nobody", "sort=denied"), WORDS, "does not stand in the words selected"),
        (("what=Brandt",), WORDS, "without it there is no omission"),
        (("what=Brandt", "sort=denied"), "Nobody", "does not stand in its text"),
        (("what",), WORDS, "write FIELD=VALUE"),
    ],
)
def test_what_the_report_does_not_say_is_refused(
    on: Run, cells: tuple[str, ...], words: str, told: str
) -> None:
    assert told in " ".join(add(on, *cells, words=words, code=2).split())
    assert rows(on("review", "history", "--format", "jsonl")) == []


def test_a_claim_is_anchored_at_other_words(on: Run) -> None:
    claim = claim_id("commitment")
    before = next(one for one in rows(on("export", "claims")) if one["id"] == claim)
    start = before["evidence"][0]["start"]
    done = on("review", "amend", claim, f"evidence={start}-{start + 9}")
    assert "anchored anew at" in done.stdout
    after = next(one for one in rows(on("export", "claims")) if one["id"] == claim)
    assert [one["start"] for one in after["evidence"]] == [start]
    assert after["evidence"][0]["exact"] == before["evidence"][0]["exact"][:9].strip()
    assert on("check").exit_code == 0
