"""The columns of every kind that `servanda show` lists: what a table has room for, and what CSV adds."""

from __future__ import annotations

from servanda.cli.cells import (
    about,
    amount,
    count,
    due,
    headline,
    held,
    joined,
    minutes,
    one_of,
    plain,
    running,
    short,
    sure,
    when,
    who,
    words,
)
from servanda.cli.render import Column
from servanda.cli.wording import short_id, status_style

__all__ = ["COLUMNS", "NAMES"]


ID = Column("id", short, style="dim", full=plain("id"), limit=12)


def _aside(cell: str) -> str:
    return "dim" if cell.startswith(("set aside:", "(copy of")) else ""


_REPORTS = Column("reports", count, right=True, spare=2, full=joined("reports"))
_REPORT = Column("report", plain("report"), style="dim", limit=24, spare=1)

_SURE = Column("confidence", sure, right=True, shown=False)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "reports": (
        Column("report", plain("report"), limit=30),
        Column("published", when("published"), limit=25),
        Column("basis", plain("published_basis"), style="dim", spare=1),
        Column("title", headline, flat=True, style=_aside, full=plain("title")),
        Column("copy of", plain("copy_of"), shown=False),
        Column("set aside", plain("irrelevant_because"), shown=False),
        Column("publisher", plain("publisher"), shown=False),
        Column("wire", plain("wire"), shown=False),
        Column("language", plain("language"), shown=False),
        Column("why dated so", lambda row: "; ".join(row["published_reasons"]), shown=False),
        Column("id", plain("id"), shown=False),
    ),
    "consultations": (
        Column("when", when("when"), limit=25),
        Column("form", plain("form")),
        Column("status", plain("status"), style=status_style),
        Column("who", who, wide=True),
        Column("place", plain("place"), limit=18, spare=1),
        Column("length", minutes, right=True, spare=3),
        _REPORTS,
        _SURE,
        ID,
    ),
    "commitments": (
        Column("due", due, limit=25),
        Column("status", plain("status"), style=status_style),
        Column("who", joined("obligors"), limit=12),
        Column("what", running("what"), wide=True, full=plain("what")),
        Column("condition", plain("condition"), shown=False),
        Column("put", plain("modality"), style="dim", limit=12, shown=False),
        Column("why", plain("why"), shown=False),
        Column("sources", plain("stories"), right=True),
        Column("heard", about("last_heard"), style="dim", limit=10, full=when("last_heard")),
        Column("reports", count, right=True, full=joined("reports"), shown=False),
        _SURE,
        ID,
    ),
    "assurances": (
        Column("who", joined("parties"), limit=12),
        Column("speaker", plain("speaker"), limit=20),
        Column("wording", running("wording"), wide=True, full=plain("wording")),
        Column("about", plain("about"), shown=False),
        _REPORTS,
        _SURE,
        ID,
    ),
    "capabilities": (
        Column("name", running("name"), wide=True),
        Column("holder", plain("holder"), limit=12),
        Column("amount", amount, limit=20),
        Column("range km", plain("range_km"), right=True),
        Column("when", when("when"), limit=25),
        Column("supplier", plain("supplier"), shown=False),
        Column("price", plain("price"), shown=False),
        _REPORTS,
        _SURE,
        ID,
    ),
    "structures": (
        Column("when", one_of("when", "due"), limit=25),
        Column("status", plain("status"), style=status_style),
        Column("party", plain("party")),
        Column("unit", running("unit"), wide=True),
        Column("change", running("change"), wide=True),
        _REPORTS,
        _SURE,
        ID,
    ),
    "incidents": (
        Column("when", when("when"), limit=25),
        Column("actor", plain("actor"), limit=12),
        Column("what", running("act"), wide=True, full=plain("act")),
        Column("target", plain("target"), limit=12),
        Column("place", plain("place"), limit=22, spare=1),
        _REPORTS,
        _SURE,
        ID,
    ),
    "offices": (
        Column("party", plain("party")),
        Column("office", plain("title"), wide=True),
        Column("holder", held, wide=True),
        Column("since", about("since"), full=when("since")),
        Column("until", about("until"), full=when("until")),
        Column("named", about("first_seen"), style="dim", full=when("first_seen")),
        Column("last named", about("last_seen"), style="dim", spare=1, full=when("last_seen")),
        _REPORTS,
        Column(
            "id",
            lambda row: short_id(str(row.get("person") or "")),
            style="dim",
            full=plain("person"),
        ),
    ),
    "omissions": (
        Column("sort", plain("sort")),
        Column("what", running("what"), wide=True, full=plain("what")),
        Column("who", plain("who"), limit=20),
        _REPORT,
        Column("words", words, shown=False),
        _SURE,
        ID,
    ),
    "quotes": (
        Column("speaker", plain("speaker"), limit=22),
        Column("words", running("words"), wide=True, full=plain("words")),
        Column("direct", lambda row: "" if row.get("direct") else "scare", style="dim"),
        Column("via", plain("via"), limit=16, spare=3),
        _REPORT,
        _SURE,
        ID,
    ),
    "dates": (
        Column("report", plain("report"), style="dim", limit=24),
        Column(
            "at", lambda row: str(row["evidence"][0]["start"]), right=True, style="dim", spare=2
        ),
        Column("words", plain("text"), wide=True),
        Column("when", when("when"), limit=25),
        Column("type", plain("type")),
        Column("value", plain("value"), limit=20),
        Column("basis", plain("basis"), style="dim", spare=3),
        _SURE,
    ),
}
"""By the name that `servanda show` gives a kind."""

NAMES: dict[str, str] = {
    "consultations": "consultation",
    "assurances": "assurance",
    "capabilities": "capability",
    "structures": "structure",
    "incidents": "incident",
    "omissions": "omission",
    "quotes": "quote",
    "dates": "date",
}
"""Kinds that are listed as they stand in the exports, by the name that `show` gives them."""
