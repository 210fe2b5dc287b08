"""The columns of due, brief, drift, commitments and timeline."""

from __future__ import annotations

import json
from typing import Any

import pytest

from servanda.cli.asking.follow_up_columns import BRIEF, DRIFT, DUE, INCIDENTS, answers, marked
from servanda.cli.render import Column

from .conftest import Run

FORMS = ["table", "json", "jsonl", "csv"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "command",
    [
        ["due"],
        ["due", "--status", "unknown,overdue"],
        ["brief", "first"],
        ["brief", "second.txt"],
        ["drift", "the bond is firm"],
        ["drift"],
        ["picture", "--as-of", "2024-08-01"],
    ],
)
def test_every_form_keeps_to_its_width(
    run: Run, made_record: str, command: list[str], form: str
) -> None:
    done = run(*command, "--record", made_record, "--format", form, "--today", "2024-08-01")
    assert done.exit_code == 0, done.output
    assert max(map(len, done.stdout.splitlines()), default=0) <= 100 or form != "table"
    if form == "json" and done.stdout:
        json.loads(done.stdout)


def test_show_commitments_counts_independent_sources(run: Run, made_record: str) -> None:
    done = run("show", "commitments", "--record", made_record, "--as-of", "2024-05-09")
    assert "sources" in done.stdout
    assert "8 May 2024" in done.stdout  # last heard of


def test_the_timeline_shows_where_a_deadline_stands(run: Run, made_record: str) -> None:
    options = ["timeline", "--kind", "deadline", "--record", made_record]
    assert "overdue" in run(*options, "--today", "2024-08-01").stdout
    assert "due" in run(*options, "--today", "2024-05-08").stdout


# -- cells, on rows made by hand


def day(text: str) -> dict[str, Any]:
    return {"earliest": text, "latest": text, "edtf": text}


def column(columns: tuple[Column, ...], name: str) -> Column:
    return next(one for one in columns if one.name == name)


@pytest.mark.parametrize(
    ("row", "last", "days"),
    [
        (
            {
                "due": {"earliest": None, "latest": "2024-06-01", "edtf": "../2024-06-01"},
                "days": -9,
            },
            "by 1 Jun 2024",
            "9 d ago",
        ),
        ({"due": day("2024-06-01"), "days": 0}, "1 Jun 2024", "in 0 d"),
        ({"due": None, "days": None}, "", ""),
    ],
)
def test_a_deadline_has_its_last_day_and_its_distance(
    row: dict[str, Any], last: str, days: str
) -> None:
    assert column(DUE, "due").cell(row) == last
    assert column(DUE, "days").cell(row) == days


def test_what_was_said_before_is_under_an_entry_the_last_three_times() -> None:
    before = [
        {"report": f"r{number}.txt", "words": f"words {number}", "when": None}
        for number in range(5)
    ]
    before[-1]["when"] = day("2024-05-08")
    row = {"change": "met", "why": "promised before", "words": "it is open", "before": before}
    below = column(BRIEF, "what").below
    assert below is not None
    assert below(row).splitlines() == [
        "promised before: “it is open”",
        "before: “words 2” r2.txt",
        "before: “words 3” r3.txt",
        "before: “words 4” r4.txt (8 May 2024)",
    ]
    assert column(BRIEF, "before").cell(row).count(" | ") == 4


def test_what_is_new_needs_no_reason() -> None:
    below = column(BRIEF, "what").below
    assert below is not None
    assert (
        below({"change": "new", "why": "new", "words": "it is open", "before": []})
        == "“it is open”"
    )
    assert below({"change": "new", "why": "new", "words": "", "before": []}) == ""


def test_a_changed_wording_is_marked() -> None:
    pieces = [
        {"sort": "same", "words": "the bond is"},
        {"sort": "gone", "words": "firm"},
        {"sort": "added", "words": "iron {clad}"},
    ]
    assert marked(pieces) == "the bond is [-firm-] {+iron {clad}+}"
    cell = column(DRIFT, "wording").cell
    assert cell({"changed": True, "pieces": pieces, "wording": "x"}) == marked(pieces)
    assert cell({"changed": False, "pieces": pieces, "wording": "the bond"}) == "the bond"
    who = column(DRIFT, "who").cell
    assert who({"speaker": "Ada Brandt", "parties": ["NR"]}) == "Ada Brandt, NR"
    assert who({"speaker": None, "parties": []}) == "(the report)"


def test_responses_are_under_an_incident_the_first_six() -> None:
    responses = [
        {"sort": "protest", "what": "protest: NR, SM", "days": 0, "when": None},
        {"sort": "statement", "what": "Norland condemned it", "days": 3, "when": None},
        {"sort": "call", "what": "call: NR, SM", "days": None, "when": day("2024-05-09")},
        *({"sort": "call", "what": "call", "days": None, "when": None} for _ in range(5)),
    ]
    below = column(INCIDENTS, "what").below
    assert below is not None
    lines = below({"responses": responses}).splitlines()
    assert lines[:3] == [
        "→ the same day: protest: NR, SM",
        "→ 3 d after: statement, Norland condemned it",
        "→ 9 May 2024: call: NR, SM",
    ]
    assert lines[3] == "→ no day: call"
    assert lines[-1] == "→ and 2 more"
    assert answers({"responses": responses[:2]}) == (
        "the same day: protest: NR, SM | 3 d after: Norland condemned it"
    )
    assert answers({"followed": responses[:1]}) == "the same day: protest: NR, SM"
    assert answers({}) == ""
