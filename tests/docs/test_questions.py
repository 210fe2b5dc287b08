"""Every question of the shared key that a record can answer is answered in `docs/questions.md`.

That the commands print what stands under them is tested with all other examples
(`test_examples.py`); here, that it is the answer.
"""

from __future__ import annotations

import json
import os
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from .conftest import ROOT, load_tool

tool = load_tool()

PAGE = ROOT / "docs" / "questions.md"
SHARED = ROOT / os.environ.get("SERVANDA_SHARED", "../shared")
KINDS = {"tenure", "due", "consultation", "incident", "dating", "date", "negative"}
SECTION = re.compile(
    r"^<!-- question (\d+) -->\n(.*?)(?=^<!-- question|^## |\Z)", re.MULTILINE | re.DOTALL
)

FACTS: dict[int, tuple[str, ...]] = {
    1: ("Minoru Kihara",),
    3: ("Gen Nakatani",),
    5: ("Minoru Kihara", "Gen Nakatani", "Shinjiro Koizumi"),
    7: ("Lloyd Austin", "seed0", "seed1", "seed2", "seed3", "Pete Hegseth", "seed4"),
    13: ("Joe Biden", "seed0", "Donald Trump", "seed4"),
    15: ("Pat Ryder",),
    25: ("seed1", "seed3"),
    27: ("2025", "12th Marine Littoral Regiment", "Okinawa"),
    55: ("Status of Forces Agreement", "numerical target"),
    57: ("Koizumi",),
    59: ("According to Koizumi",),
    63: ("seed1", "radar", "seed4"),
    67: ("Kamikawa", "Kihara", "Blinken", "Austin"),
    71: ("Camp David",),
    79: ("2024-07-28", "2024-07-29"),
}
"""What stands, letter for letter, in the key's answer and in the output."""

DAYS: dict[int, tuple[str, ...]] = {
    9: ("2024-10-01",),
    11: ("2025-10",),
    25: ("2025-03-31",),
    39: ("2022-12",),
    51: ("2025-04-01", "2026-03-31"),
    61: ("2025-11",),
    63: ("2024-08", "2025-12"),
    67: ("2024-07-28",),
    69: ("2023-09-28", "2023-10-04", "2024-07-28", "2024-07-29"),
    71: ("2023-08",),
    73: ("2024-10-19",),
    75: ("2026-01-15", "2026-01-16"),
}
"""Times of the answer that are printed, or lie in an interval that is: some reports bear no year."""

WORDS: dict[int, tuple[str, ...]] = {
    15: ("Brig. Gen.",),
    25: ("by 31 Mar 2025",),
    57: ("declined to comment",),
    55: ("not discussed",),
    65: ("August", "assumed"),
    69: ("call", "meeting", "2+2", "Pentagon"),
    71: ("summit", "KR", "US", "JP"),
}
"""What the record calls entities that the key puts in other words."""


def sections() -> dict[int, str]:
    found = SECTION.findall(PAGE.read_text(encoding="utf-8"))
    assert len({number for number, _ in found}) == len(found)
    return {int(number): text for number, text in found}


def answer(number: int) -> str:
    """Return the commands of a question with all that they print."""
    block = "\n".join(
        re.findall(r"^```console\n(.*?)^```$", sections()[number], re.MULTILINE | re.DOTALL)
    )
    assert block, f"question {number} has no command"
    return block


def asked() -> list[dict[str, Any]]:
    """List the key's questions that have to be answered; skip where there is no key."""
    path = SHARED / "keys" / "questions.jsonl"
    if not path.is_file():
        pytest.skip("no shared key (set SERVANDA_SHARED)")
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line["kind"] in KINDS]


def spans(text: str) -> list[tuple[date, date]]:
    """List the days and the intervals of days that are printed."""
    found = []
    for first, last in re.findall(
        r"(\d{4}(?:-\d\d){0,2})(?: … (\d\d(?:\d\d)?-\d\d(?:-\d\d)?))?", text
    ):
        start, end = _days(first), _days(first)
        if last:
            whole = last if len(last) > len("MM-DD") else f"{first[:4]}-{last}"
            end = _days(whole)
        if start and end:
            found.append((start[0], end[1]))
    return found


def _days(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of a day, a month or a year; None where it is none."""
    try:
        if len(text) == len("YYYY-MM-DD"):
            return date.fromisoformat(text), date.fromisoformat(text)
        if len(text) == len("YYYY-MM"):
            first = date.fromisoformat(f"{text}-01")
            after = (first + timedelta(days=31)).replace(day=1)
            return first, after - timedelta(days=1)
        return date(int(text), 1, 1), date(int(text), 12, 31)
    except ValueError:
        return None


def test_every_question_is_answered() -> None:
    numbers = {line["n"] for line in asked()}
    assert numbers == set(sections())
    assert numbers == set(FACTS) | set(DAYS) | set(WORDS)


def test_the_facts_are_those_of_the_key() -> None:
    for line in asked():
        key = json.dumps(line, ensure_ascii=False)
        for fact in FACTS.get(line["n"], ()):
            assert fact.casefold() in key.casefold(), f"question {line['n']}: {fact}"


@pytest.mark.parametrize("number", sorted(sections()))
def test_the_answer_is_in_the_output(number: int) -> None:
    printed = answer(number)
    for words in (*FACTS.get(number, ()), *WORDS.get(number, ())):
        assert words in printed, f"question {number}: {words}"
    for text in DAYS.get(number, ()):
        wanted = _days(text)
        assert wanted is not None
        held = [span for span in spans(printed) if span[0] <= wanted[0] and wanted[1] <= span[1]]
        assert held, f"question {number}: {text}"


def test_no_sentence_of_a_report_is_on_the_page() -> None:
    reports = tuple(sorted((SHARED / "reports").glob("*.txt")))
    if not reports:
        pytest.skip("no shared reports (set SERVANDA_SHARED)")
    guarded = tool.rows_of_words(reports)
    words = re.findall(r"[a-z0-9']+", PAGE.read_text(encoding="utf-8").lower())
    copied = [row for row in zip(*(words[at:] for at in range(9)), strict=False) if row in guarded]
    assert not copied


@pytest.mark.parametrize(
    ("told", "short"),
    [
        (
            "it says: one two three four five six seven eight nine ten; and eleven\n",
            "it says: one two three four five six seven eight ...; and eleven\n",
        ),
        (
            "one two three four five six seven eight\n    nine ten\n",
            "one two three four five six seven eight...\n",
        ),
        ("one two three four five six seven eight\n", "one two three four five six seven eight\n"),
    ],
)
def test_long_quotations_are_shortened(tmp_path: Path, told: str, short: str) -> None:
    story = tmp_path / "story.txt"
    story.write_text("One two three four five six seven eight nine ten. Eleven.", encoding="utf-8")
    guarded = tool.rows_of_words((story,))
    assert tool._shortened(told, guarded) == short
    assert tool._shortened(short, guarded) == short
    assert tool.holds(tool.Example("servanda", short), told)


def test_a_day_in_an_interval_is_found() -> None:
    assert spans("2023-10-01 … 10-10") == [(date(2023, 10, 1), date(2023, 10, 10))]
    assert spans("2024-10-05 … 2025-01-18")[0][1] == date(2025, 1, 18)
    assert spans("2024-02") == [(date(2024, 2, 1), date(2024, 2, 29))]
    assert spans("by 2025-13") == []
