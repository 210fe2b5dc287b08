"""`servanda times`: rows in, rows out; plain text in, a table out."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from .conftest import Run


def test_rows(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    text = "They met on 3 May 2024 and will meet again tomorrow."
    path.write_text(json.dumps({"id": "a", "dct": "2024-05-07", "text": text}), encoding="utf-8")
    done = run("times", str(path))
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert answer["id"] == "a"
    assert [timex["value"] for timex in answer["timex"]] == ["2024-05-03", "2024-05-08"]
    for timex in answer["timex"]:
        assert set(timex) == {"start", "end", "text", "type", "value"}
        assert text[timex["start"] : timex["end"]] == timex["text"]


def test_why_adds_to_each_row_how_it_came_about(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    text = "They met on Friday, talked for two hours and will act by late June."
    path.write_text(json.dumps({"id": "a", "dct": "2024-05-07", "text": text}), encoding="utf-8")
    done = run("times", str(path), "--why")
    assert done.exit_code == 0, done.output
    day, length, month = json.loads(done.stdout)["timex"]
    assert (day["mod"], day["when"]["edtf"]) == (None, "2024-05-03")
    assert (length["value"], length["mod"], length["when"]) == ("PT2H", None, None)
    assert (month["mod"], month["when"]) == (
        "END",
        {"earliest": "2024-06-21", "latest": "2024-06-30", "edtf": "2024-06-21/2024-06-30"},
    )
    plain = json.loads(run("times", str(path)).stdout)["timex"]
    for timex, bare in zip((day, length, month), plain, strict=True):
        assert timex["reasons"]
        assert all(timex["text"] in reason for reason in timex["reasons"])
        assert bare.items() <= timex.items()


def test_why_in_a_table_and_in_csv(run: Run) -> None:
    text = "They will act in late June."
    table = run("times", "-", "--dct", "2024-05-07", "--why", stdin=text)
    assert table.exit_code == 0, table.output
    for heading in ("mod", "days", "why"):
        assert heading in table.stdout
    assert "END" in table.stdout
    assert "“late June”" not in table.stdout  # the words stand in the row already
    bare = run("times", "-", "--dct", "2024-05-07", stdin=text).stdout
    assert "END" not in bare
    assert "why" not in bare
    csv = run("times", "-", "--dct", "2024-05-07", "--why", "--format", "csv", stdin=text).stdout
    assert "2024-06,END,2024-06-21/2024-06-30," in csv


def test_a_bad_row_is_named_and_the_rest_is_answered(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    good = json.dumps({"id": "b", "dct": None, "text": "in 2023"})
    bad = ['{"id": 1', '{"id": 1}', "[1]", '{"id": 1, "text": 5}', '{"text": "no id"}']
    path.write_text("\n".join([*bad, "", good]), encoding="utf-8")
    done = run("times", str(path))
    assert done.exit_code == 3
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["b"]
    why = ("not JSON:", "has no text", "not a JSON object", "text is not a string", "has no id")
    for number, reason in enumerate(why, start=1):
        said = next(x for x in done.stderr.splitlines() if f"line {number}:" in x)
        assert reason in said


def test_plain_text_from_standard_input(run: Run) -> None:
    done = run("times", "-", "--dct", "2024-05-07", stdin="They met yesterday.")
    assert done.exit_code == 0, done.output
    assert "2024-05-06" in done.stdout


def test_a_file_that_is_not_utf8(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("am 3. März".encode("latin-1"))
    done = run("times", str(path))
    assert done.exit_code == 3
    assert "UTF-8" in done.stderr


def test_a_day_that_is_none_is_named_and_taken_as_unknown(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": 1, "dct": "03-02-2009", "text": "They met yesterday\\u2028today."}')
    done = run("times", str(path))
    assert done.exit_code == 3
    assert "03-02-2009" in done.stderr
    (answer,) = map(json.loads, done.stdout.splitlines())
    assert [timex["value"] for timex in answer["timex"]] == ["XXXX-XX-XX", "XXXX-XX-XX"]


@pytest.mark.parametrize("unit", ["a", "é", "1"])
def test_ten_megabytes_without_a_blank_are_read_at_once(
    run: Run, tmp_path: Path, unit: str
) -> None:
    path = tmp_path / "long.txt"
    path.write_text(unit * 10_000_000, encoding="utf-8")
    begun = time.process_time()
    done = run("times", str(path))
    assert time.process_time() - begun < 20
    assert done.exit_code == 0, done.output
    assert "no time expression" in done.stderr


def test_days_that_no_calendar_holds(run: Run) -> None:
    text = "It fell on Feb. 30, in the year 0, on the 35th, on 0000-00-00 and on 3 May 2024."
    done = run("times", "-", "--format", "jsonl", stdin=text)
    assert done.exit_code == 0, done.output
    assert [json.loads(line)["value"] for line in done.stdout.splitlines()] == ["2024-05-03"]


@pytest.mark.parametrize("day", ["2024-02-30", "0000-01-01", "the 35th", "31.12.2024", ""])
def test_a_day_of_publication_that_is_none_is_refused(run: Run, day: str) -> None:
    done = run("times", "-", "--dct", day, stdin="They met yesterday.")
    assert done.exit_code == 2
    assert "--dct" in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    "dct", ["2024-02-30", "0000-01-01", "soon", 20240203, ["2024-02-03"], True]
)
def test_a_row_whose_day_is_none_is_answered_all_the_same(
    run: Run, tmp_path: Path, dct: object
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": 1, "dct": dct, "text": "on 3 May 2024, yesterday"}))
    done = run("times", str(path))
    assert done.exit_code == 3
    assert "line 1" in done.stderr
    (answer,) = map(json.loads, done.stdout.splitlines())
    assert answer["timex"][0]["value"] == "2024-05-03"


def test_what_has_no_end_is_refused_by_name(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    for name, kind in ((str(pipe), "a named pipe"), ("/dev/zero", "a device")):
        done = run("times", name)
        assert done.exit_code == 3
        assert f"{name}: not a regular file but {kind}" in done.stderr
