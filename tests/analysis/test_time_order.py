"""Entries in order: by their time, those that bear none at the end."""

from __future__ import annotations

from typing import Any

from servanda.analysis.time_order import in_time


def row(identity: str, told: str, *days: str | None, key: str = "when") -> dict[str, Any]:
    time = {"earliest": days[0], "latest": days[1]} if days else None
    return {"id": identity, "reports": [told], key: time}


def test_they_stand_by_first_day_last_day_first_report_and_id() -> None:
    rows = [
        row("a", "r1"),
        row("b", "r1", None, None),
        row("c", "r2", "2031-05-01", "2031-05-31"),
        row("d", "r2", "2031-05-01", "2031-05-01"),
        row("e", "r1", None, "2031-04-30", key="due"),
        row("g", "r1", "2031-05-01", "2031-05-01"),
        row("f", "r1", "2031-05-01", "2031-05-01"),
        row("h", "r0", "2031-06-01", None),
    ]
    assert "".join(one["id"] for one in in_time(rows)) == "efgdchab"
