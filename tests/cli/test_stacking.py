"""Rows on a narrow terminal: stacked where a table has no room, no id cut, no date cut."""

from __future__ import annotations

from typing import Any

import pytest

from servanda.cli.asking.overview_columns import BOARD, TIMELINE
from servanda.cli.asking.show_command import COLUMNS
from servanda.cli.render import Column, Sheet, write

TIME = {"earliest": "2030-12-20", "latest": "2031-01-10", "edtf": "2030-12-20/2031-01-10"}
DUE = {"earliest": None, "latest": "2031-06-30", "edtf": "../2031-06-30"}
PROMISE: dict[str, Any] = {
    "id": "co-0123456789abcdef0123",
    "kind": "commitment",
    "obligors": ["NR", "TV"],
    "beneficiaries": ["SM"],
    "what": "hand over ten ferries and four tugs that were built in the yard at Kelm",
    "due": DUE,
    "status": "partly_done",
    "stories": 2,
    "last_heard": TIME,
    "reports": ["a.txt", "b.txt"],
}
MEETING: dict[str, Any] = {
    "id": "co-fedcba9876543210fedc",
    "kind": "consultation",
    "form": "multilateral",
    "when": TIME,
    "what": "multilateral: Ada Brandt, Leo Marsh in Kelm",
    "status": "day_passed",
    "participants": [{"name": "Ada Brandt", "party": "NR"}, {"name": "Leo Marsh", "party": "SM"}],
    "place": "Kelm",
    "reports": ["a.txt"],
}


def lines(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    columns: tuple[Column, ...],
    row: dict[str, Any],
) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    write(Sheet("Rows", columns, [row]), "table")
    found = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert max(map(len, found)) <= width
    return found[2:]


def test_a_commitment_at_three_widths(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = COLUMNS["commitments"]
    assert lines(capsys, monkeypatch, 60, columns, PROMISE) == [
        "co-0123456 · by 30 Jun 2031 · partly done · NR, TV · to SM ·",
        "sources 2 · heard 2030–2031",
        "  hand over ten ferries and four tugs that were built in the",
        "  yard at Kelm",
    ]
    assert lines(capsys, monkeypatch, 100, columns, PROMISE) == [
        "due             status       who     to  what                                    sources  id",
        "─" * 100,
        "by 30 Jun 2031  partly done  NR, TV  SM  hand over ten ferries and four tugs           2  co-0123456",
        "                                         that were built in the yard at Kelm",
    ]


def test_a_long_date_and_a_long_status_take_two_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lines(capsys, monkeypatch, 100, TIMELINE, MEETING)[2:] == [
        "between 20 Dec 2030  consultation  multilateral: Ada Brandt, Leo Marsh in   day passed,   co-fedcba9",
        "and 10 Jan 2031                    Kelm                                     not reported",
    ]


@pytest.mark.parametrize("width", [40, 50, 60, 72, 80, 90, 100, 110, 120])
@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (COLUMNS["commitments"], PROMISE),
        (BOARD, PROMISE),
        (COLUMNS["consultations"], MEETING),
        (TIMELINE, MEETING),
    ],
)
def test_neither_an_id_nor_a_date_is_ever_cut(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    columns: tuple[Column, ...],
    row: dict[str, Any],
    width: int,
) -> None:
    text = "\n".join(lines(capsys, monkeypatch, width, columns, row))
    assert row["id"][:10] in text
    assert "…" not in text
    for words in ("30 Jun 2031",) if row is PROMISE else ("20 Dec 2030", "10 Jan 2031"):
        assert words in " ".join(text.split())
