"""The draw is by chance, of each publisher so many, and the same each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from eval.second_reader.drawing import MOST_WORDS, OF_EACH, drawn, main
from eval.second_reader.recorded import load_rows

ROWS = [
    {"id": f"{group}{number}", "group": group, "text": "word " * (number % 3 * MOST_WORDS)}
    for group in OF_EACH
    for number in range(40)
]


def test_so_many_short_ones_of_each_publisher_are_drawn() -> None:
    found = drawn(ROWS)
    assert found == drawn(reversed(ROWS))
    rows = {row["id"]: row for row in ROWS}
    for group, count in OF_EACH.items():
        assert sum(rows[one]["group"] == group for one in found) == count
    assert all(len(rows[one]["text"].split()) <= MOST_WORDS for one in found)
    assert len({row["id"] for row in load_rows()}) <= sum(OF_EACH.values())


def test_they_are_printed_as_they_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(tmp_path) == 1
    (tmp_path / "open").mkdir()
    lines = "".join(f"{json.dumps(row)}\n" for row in ROWS)
    (tmp_path / "open" / "input.jsonl").write_text(lines, encoding="utf-8")
    assert main(tmp_path) == 0
    printed = [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()]
    assert sorted(printed) == sorted(drawn(ROWS))
