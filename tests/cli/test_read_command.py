"""`servanda read`: its summary, what it refuses, how it stops. The reading is a stand-in."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest

from servanda.errors import InputError, UndecodableError

from .conftest import Run, report

REFUSED = UndecodableError("scan.txt", "binary, not text", "give the text of it")


@dataclass
class Summary:
    """What the real summary offers the command."""

    read: int = 2
    skipped: int = 1
    irrelevant: int = 0
    aside: list[tuple[str, str]] = field(default_factory=list)
    refused: list[InputError] = field(default_factory=list)
    claims: Mapping[str, int] = field(default_factory=lambda: {"quote": 3, "date": 5})


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Any]], None]:
    """Put a function in the place of `servanda.pipeline.read_paths`."""

    def put(function: Callable[..., Any]) -> None:
        module = ModuleType("servanda.pipeline")
        module.read_paths = function  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "servanda.pipeline", module)

    return put


Put = Callable[[Callable[..., Any]], None]


def test_what_is_set_aside_is_named_with_its_reason(run: Run, reading: Put) -> None:
    aside = [(f"n{number}.txt", "sport") for number in range(10)]
    reading(lambda *_args, **_given: Summary(read=12, irrelevant=10, aside=aside))
    told = " ".join(run("read", "a", "--record", "here.db").stdout.split())
    assert "set aside 10: n0.txt (sport); n1.txt (sport);" in told
    assert "n7.txt (sport); 2 more: servanda show reports" in told
    assert "n8.txt" not in told
    found = json.loads(run("read", "a", "--record", "here.db", "--format", "json").stdout)
    assert found["set_aside"][9] == {"report": "n9.txt", "reason": "sport"}


def test_the_summary_says_what_came_of_it(run: Run, reading: Put) -> None:
    def read_paths(paths: Sequence[str], record: Any, **given: Any) -> Summary:
        assert list(paths) == ["a", "b"]
        assert given["at"]().tzinfo is UTC
        assert given["processes"] == 2
        return Summary()

    reading(read_paths)
    done = run("read", "a", "b", "--processes", "2", "--record", "here.db")
    assert done.exit_code == 0, done.output
    lines = {line[:12].strip(): line[12:].strip() for line in done.stdout.splitlines()}
    assert lines["reports read"].startswith("2")
    assert lines["read before"] == "1"
    assert lines["claims"] == "8: 5 dates, 3 quotes"
    assert "here.db" in lines["record"]


def test_the_summary_as_json(run: Run, reading: Put) -> None:
    reading(lambda *_args, **_given: Summary(refused=[REFUSED]))
    done = run("read", "a", "--format", "json")
    summary = json.loads(done.stdout)
    assert done.exit_code == 3
    assert summary["read"] == 2
    assert summary["refused"][0]["reason"] == "binary, not text"


def test_what_is_refused_is_named_with_reason_and_remedy(run: Run, reading: Put) -> None:
    reading(lambda *_args, **_given: Summary(refused=[REFUSED]))
    done = run("read", "a")
    assert done.exit_code == 3
    assert "scan.txt: binary, not text" in done.stderr
    assert "give the text of it" in done.stderr
    assert "scan.txt" not in done.stdout


def test_control_c_says_what_was_kept_and_how_to_go_on(run: Run, reading: Put) -> None:
    def read_paths(_paths: Sequence[str], record: Any, **_given: Any) -> Summary:
        one = report("one.txt", "Some words.", None)
        record.put(one, [], at=datetime(2024, 1, 1, tzinfo=UTC), reader="test")
        raise KeyboardInterrupt

    reading(read_paths)
    done = run("read", "a", "--record", "kept.db")
    assert done.exit_code == 130
    assert "1 new report was kept" in done.stderr
    assert "continues from there" in done.stderr
    assert "one.txt" in run("show", "reports", "--record", "kept.db").stdout


def test_processes_are_a_number(run: Run) -> None:
    assert run("read", "a", "--processes", "0").exit_code == 2
