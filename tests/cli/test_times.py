"""`servanda times`: rows in, rows out; plain text in, a table out."""

from __future__ import annotations

import json
from pathlib import Path

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


def test_a_bad_row_is_named_and_the_rest_is_answered(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    good = json.dumps({"id": "b", "dct": None, "text": "in 2023"})
    bad = ['{"id": 1', '{"id": 1}', "[1]", '{"id": 1, "text": 5}', '{"text": "no id"}']
    path.write_text("\n".join([*bad, "", good]), encoding="utf-8")
    done = run("times", str(path))
    assert done.exit_code == 3
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["b"]
    for number in range(1, 6):
        assert f"line {number}:" in done.stderr


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
