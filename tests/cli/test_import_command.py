"""`servanda import decisions`: a record can be rebuilt from its reports and its decisions."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from servanda.store import open_record

from .conftest import FIRST, Run, claim_id, claims_of, report, rows


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


@pytest.mark.costly
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


@pytest.mark.costly
def test_an_import_names_what_it_refuses_and_keeps_the_rest(on: Run, tmp_path: Path) -> None:
    judged(on)
    good = [json.loads(line) for line in on("export", "decisions").stdout.splitlines()]
    verdict = next(one for one in good if one.get("action") == "reject" and "undone" not in one)
    elsewhere = dict(verdict, anchors=[dict(verdict["anchors"][0], source="other.txt")])
    bad: list[tuple[Any, str]] = [
        ("{", "this is not JSON"),
        ([], "not a JSON object"),
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


def test_what_has_no_end_is_refused_by_name(on: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    for name, kind in ((str(pipe), "a named pipe"), ("/dev/zero", "a device")):
        done = on("import", "decisions", name)
        assert done.exit_code == 3
        assert f"{name}: not a regular file but {kind}" in done.stderr
    done = on("import", "decisions", "-", stdin="[" * 1_000_001)
    assert done.exit_code == 3
    assert "line 1: this line is longer than 1 MB" in done.stderr


def test_of_many_bad_lines_the_first_are_named(on: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("[]\n" * 100)
    done = on("import", "decisions", str(bad))
    assert done.exit_code == 3
    assert "line 20" in done.stderr
    assert "line 21" not in done.stderr
    assert "80 more of its lines are refused" in done.stderr
    assert done.stdout == "0 new, 0 known, 0 undone, 100 refused\n"
