"""The columns of the judging commands: review, history, changes, agreement, compliance, grades."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from servanda.cli.cells import joined, plain, running, short_id
from servanda.cli.render import Column

__all__ = [
    "AGREEMENT",
    "CHANGES",
    "DISAGREEMENTS",
    "GRADES",
    "HISTORY",
    "PERCENTAGES",
    "REVIEW",
    "SCORES",
]


Row = Mapping[str, Any]


def _score(row: Row) -> str:
    return f"{row['score']:.2f}"


def _why(row: Row) -> str:
    return "; ".join(row["why"])


def _ids(key: str = "ids") -> Any:
    def cell(row: Row) -> str:
        return " ".join(short_id(str(one)) for one in row.get(key) or ())

    return cell


def _measure(key: str) -> Any:
    def cell(row: Row) -> str:
        value = row.get(key)
        return "" if value is None else f"{value:.3f}"

    return cell


def _percent(row: Row) -> str:
    value = row.get("percent")
    return "" if value is None else f"{value:.1f} %"


def _value(row: Row) -> str:
    value = row.get("value")
    if row.get("disputed"):
        return "disputed"
    return "none" if value is None else "0" if value == 0 else f"{value:+d}"


def _number(key: str) -> Any:
    def cell(row: Row) -> str:
        value = row.get(key)
        return "" if value is None else f"{value:.4f}"

    return cell


def _disputed(row: Row) -> str:
    told = ((coder, _value({"value": value})) for coder, value in row.get("disputed") or ())
    return "; ".join(f"{coder} {value}" for coder, value in told)


def _said(row: Row) -> str:
    return "; ".join(f"{coder}: {value}" for coder, value in row["said"])


def _day(row: Row) -> str:
    return str(row["at"])[:10]


def _window(row: Row) -> str:
    start, end = row.get("start"), row.get("end")
    return f"{start or '..'}/{end or '..'}" if start or end else ""


def _standing(cell: str) -> str:
    return {"undone": "dim", "blind": "cyan"}.get(cell, "")


_ID = Column(
    "id", lambda row: short_id(str(row.get("id") or "")), style="dim", full=plain("id"), limit=12
)

REVIEW = (
    Column("score", _score, right=True),
    Column("kind", plain("kind"), style="dim"),
    Column("of", plain("about"), limit=13),
    Column("what", running("what"), wide=True, full=plain("what")),
    Column("why", _why, wide=True, style="dim"),
    Column("reports", joined("reports"), shown=False),
    Column("id", _ids(), style="dim", full=joined("ids")),
)

HISTORY = (
    Column("when", _day, full=plain("at")),
    Column("author", plain("author"), limit=20),
    Column("what", plain("said"), wide=True),
    Column("about", _ids("about"), style="dim", limit=24, full=joined("about")),
    Column("state", plain("state"), style=_standing),
    _ID,
)

CHANGES = (
    Column("change", plain("change")),
    Column("report", plain("report"), style="dim", limit=24),
    Column("kind", plain("kind")),
    Column("what", running("what"), wide=True, full=plain("what")),
    Column("was", running("was"), wide=True, full=plain("was")),
    _ID,
)

AGREEMENT = (
    Column("kind", plain("kind")),
    Column("coders", joined("coders"), wide=True),
    Column("units", plain("units"), right=True),
    Column("raw", _measure("raw"), right=True),
    Column("kappa", _measure("kappa"), right=True),
    Column("alpha", _measure("alpha"), right=True),
    Column("level", plain("level"), style="dim"),
)

DISAGREEMENTS = (
    Column("kind", plain("kind")),
    Column("what", running("what"), wide=True, full=plain("what")),
    Column("said", _said, wide=True),
    Column("id", _ids(), style="dim", full=joined("ids")),
)

SCORES = (
    Column("obligor", plain("obligor")),
    Column("score", _value, right=True, number=True),
    Column("commitment", running("what"), wide=True, full=plain("what")),
    Column("coders", joined("coders"), limit=24),
    Column("window", _window, limit=24, shown=False),
    Column("guideline", plain("guideline"), shown=False),
    Column("reason", plain("reason"), shown=False),
    Column("disputed", _disputed, wide=True),
    _ID,
)

PERCENTAGES = (
    Column("by", plain("by"), style="dim"),
    Column(
        "name",
        lambda row: short_id(row["name"]) if row["by"] == "commitment" else row["name"],
        full=plain("name"),
    ),
    Column("commitment", running("what"), wide=True, full=plain("what")),
    Column("scored", plain("scored"), right=True),
    Column("disputed", plain("disputed"), right=True),
    Column("mean", _number("mean"), right=True, number=True),
    Column("percent", _percent, right=True),
)

GRADES = (
    Column("scale", plain("scale"), style="dim"),
    Column("subject", plain("subject"), wide=True),
    Column("grade", plain("value")),
    Column("meaning", plain("meaning"), wide=True),
    Column("author", plain("author"), limit=20),
    Column("when", _day, full=plain("at")),
    Column("reason", plain("reason"), wide=True),
    _ID,
)
