"""`servanda grade`: grades of sources and reports, and the lists that they narrow."""

from __future__ import annotations

import pytest

from .conftest import Run, claim_id, rows


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
