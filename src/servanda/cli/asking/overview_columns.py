"""The columns of the commands that show more than one kind: timeline, picture, search, why, check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from servanda.cli.cells import (
    briefly_of,
    count,
    due,
    first_of,
    joined,
    names,
    one_of,
    plain,
    report_name,
    running,
    short,
    short_id,
    status_style,
    when,
)
from servanda.cli.render import Column
from servanda.model.time_words import deadline_of, said_of

__all__ = [
    "BOARD",
    "CANDIDATES",
    "HITS",
    "HOLDERS",
    "PICTURE_CSV",
    "PROBLEMS",
    "STEPS",
    "TIMELINE",
    "TIMES",
    "TIMES_WHY",
    "UNITS",
]


Row = Mapping[str, Any]


def _known(row: Row) -> str:
    """Say how sure it is that somebody held an office, and where other reports name another."""
    return f"{_seen(row)}; reports differ" if row.get("disputed") else _seen(row)


def _seen(row: Row) -> str:
    """Say since when somebody held an office, or which reports name the holder."""
    first, last = briefly_of(row.get("first_seen")), briefly_of(row.get("last_seen"))
    if row.get("standing") == "later":
        return f"first named later, {first}"
    bounds = [(word, briefly_of(row.get(word))) for word in ("since", "until") if row.get(word)]
    if bounds:
        return " ".join(f"{word} {day.removeprefix(word).strip()}" for word, day in bounds)
    return f"named {first}" if first == last else f"named {first} to {last}"


def _placed(row: Row) -> str:
    """Write when it was; a deadline by its last admissible day."""
    ahead = row.get("kind") == "structure" and row.get("status") == "planned"
    return (
        deadline_of(row["when"]) if row.get("kind") == "deadline" or ahead else said_of(row["when"])
    )


def _holder(row: Row) -> str:
    """Name the holder, with a question mark where only later reports name anybody."""
    return f"{row['name']} ?" if row.get("standing") == "later" else str(row["name"])


def _stands(row: Row) -> str:
    """Write the status of what has one; that somebody takes office is said already."""
    return "" if row.get("kind") == "office" else plain("status")(row)


def _reason(row: Row) -> str:
    """Write the reasons of a reading without the words, which stand in the row already."""
    said = f"“{row['text']}”: "
    return "; ".join(reason.removeprefix(said) for reason in row["reasons"])


def _surely(cell: str) -> str:
    return "dim" if cell.endswith("?") else "bold"


_ID = Column("id", short, style="dim", full=plain("id"), limit=12)
_REPORTS = Column("reports", count, right=True, spare=2, full=joined("reports"))
_STATUS = Column("status", plain("status"), style=status_style, fold=", ")

TIMELINE = (
    Column("when", _placed, time="when"),
    Column("kind", plain("kind"), style="dim"),
    Column("what", running("what"), wide=True, full=plain("what")),
    Column("parties", joined("parties"), shown=False),
    Column("status", _stands, style=status_style, full=plain("status"), fold=", "),
    Column("reports", joined("reports"), shown=False),
    _ID,
)

BOARD = (
    Column("due", due, time="due"),
    _STATUS,
    Column("who", joined("obligors"), limit=12),
    Column("to", joined("beneficiaries"), limit=12, labelled=True),
    Column("what", running("what"), wide=True, full=plain("what")),
    _REPORTS,
    _ID,
)

HOLDERS = (
    Column("party", plain("party")),
    Column("office", plain("title"), wide=True),
    Column("holder", _holder, style=_surely, wide=True, full=plain("name")),
    Column("how known", _known, style="dim", limit=52),
    Column("standing", plain("standing"), shown=False),
    Column("since", when("since"), shown=False, time="since"),
    Column("until", when("until"), shown=False, time="until"),
    _REPORTS,
    Column("id", lambda row: short_id(str(row["person"])), style="dim", full=plain("person")),
)

UNITS = (
    Column("status", plain("status"), style=status_style, fold=", "),
    Column("when", one_of("when", "due"), time=first_of("when", "due")),
    Column("party", plain("party")),
    Column("unit", running("unit"), wide=True),
    Column("change", running("change"), wide=True),
    _REPORTS,
    _ID,
)

PICTURE_CSV = (
    Column("section", plain("section")),
    Column("party", names("party", "obligors", "actor")),
    Column("what", names("title", "what", "unit", "act")),
    Column("who", names("name", "target")),
    Column("answers", lambda row: row.get("answers") or ""),
    Column("status", names("status", "standing")),
    Column(
        "when", one_of("when", "since", "first_seen"), time=first_of("when", "since", "first_seen")
    ),
    Column("due", one_of("due", "until"), time=first_of("due", "until")),
    Column("reports", joined("reports")),
    Column("id", names("id", "person")),
)

HITS = (
    Column("report", report_name, style="dim", limit=32, full=plain("report")),
    Column("kind", plain("kind")),
    Column("words", running("snippet"), wide=True, full=plain("snippet")),
    _ID,
)

STEPS = (
    Column("step", plain("label")),
    Column("text", plain("text"), wide=True),
    Column("report", plain("report")),
    Column("id", plain("id")),
)

PROBLEMS = (
    Column("what", plain("what"), limit=30),
    Column("problem", plain("why"), wide=True),
)


def _counted(row: Row) -> str:
    return ", ".join(f"{one['feature']} {one['weight']:+.2f}" for one in row["counted"])


CANDIDATES = (
    Column("start", plain("start"), right=True, style="dim"),
    Column("end", plain("end"), right=True, style="dim"),
    Column("kind", plain("kind")),
    Column("text", plain("text"), wide=True),
    Column("proposed by", plain("proposed_by"), limit=32),
    Column("score", plain("score"), right=True, number=True),
    Column("threshold", plain("threshold"), right=True, number=True, style="dim"),
    Column("counted", _counted, wide=True, style="dim", spare=1),
    Column("outcome", plain("outcome"), wide=True),
)

TIMES = (
    Column("start", plain("start"), right=True, style="dim"),
    Column("end", plain("end"), right=True, style="dim"),
    Column("text", plain("text"), wide=True),
    Column("type", plain("type")),
    Column("value", plain("value"), limit=24),
    Column("days", when("when"), style="dim", time="when"),
)

TIMES_WHY = (
    *TIMES[:5],
    Column("mod", plain("mod"), limit=12),
    Column("days", when("when"), style="dim", time="when"),
    Column("why", _reason, wide=True, style="dim"),
)
