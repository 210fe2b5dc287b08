"""`servanda review --ask`: one key for each judgement."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import click
import pytest

from servanda.store import open_record

from .conftest import FIRST, Run, claims_of, report, rows


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
