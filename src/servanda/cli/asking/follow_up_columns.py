"""The columns of the commands that follow up: due, brief, drift, and what followed an incident."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from servanda.cli.cells import (
    about,
    briefly_of,
    count,
    cut,
    due,
    joined,
    plain,
    report_name,
    running,
    short,
    status_style,
    when,
)
from servanda.cli.render import Column
from servanda.model.time_words import UNKNOWN, said_of

if TYPE_CHECKING:
    from servanda.analysis.briefing import Brief

__all__ = [
    "BRIEF",
    "CONDITIONS",
    "DRIFT",
    "DRIFTS",
    "DUE",
    "INCIDENTS",
    "VARIANTS",
    "answers",
    "brief_rows",
    "marked",
    "said",
]


Row = Mapping[str, Any]

_WORDS = 120  # characters of a report's words under a cell


def said(row: Row, words: str = "words", report: str = "report") -> str:
    """Write a report's words with its name, as they stand under a cell."""
    told = cut(str(row.get(words) or ""), _WORDS)
    name = cut(report_name(row), _NAME) if report == "report" else str(row.get(report) or "")
    return f"“{told}” {name}" if told else name


def _distance(row: Row) -> str:
    """Write how far ahead or behind the last day is."""
    days = row.get("days")
    if days is None:
        return ""
    return f"{-days} d ago" if days < 0 else f"in {days} d"


DUE = (
    Column("due", due, time="due"),
    Column("days", _distance, right=True, full=plain("days")),
    Column("status", plain("status"), style=status_style, fold=", "),
    Column("who", joined("parties"), limit=10),
    Column("to", joined("beneficiaries"), limit=12, labelled=True),
    Column("what", running("what"), wide=True, full=plain("what"), below=said),
    Column("kind", plain("kind"), shown=False),
    Column("why", plain("why"), shown=False),
    Column("sources", plain("stories"), shown=False),
    Column("last heard", when("last_heard"), shown=False, time="last_heard"),
    Column("report", plain("report"), shown=False),
    Column("words", plain("words"), shown=False),
    Column("reports", count, right=True, shown=False, full=joined("reports")),
    Column("id", short, style="dim", full=plain("id"), limit=12),
)


# -- brief -----------------------------------------------------------------------------------

_NAME = 40  # characters of a report's name within running text
_SHOWN = 3  # mentions before, the last ones


def brief_rows(brief: Brief) -> list[dict[str, Any]]:
    """Turn a briefing into rows: the entry, and what was said before in one cell."""
    from servanda.cli.record_access import plain_row

    return [plain_row(row) for row in brief.rows]


def _words_here(row: Row) -> str:
    """Write the words here, then those before, each with its report."""
    words = f"“{cut(row['words'], _WORDS)}”" if row["words"] else ""
    plainly = row["change"] == "new" and not row["before"]
    return words if plainly else ": ".join(filter(None, (row["why"], words)))


def _words_before(row: Row) -> str:
    """Write what the reports before said, the last ones, each with its report and its time."""
    parts = []
    for each in row["before"][-_SHOWN:]:
        time = said_of(each["when"], "")
        name = cut(report_name(each), _NAME) + (f" ({time})" if time else "")
        parts.append(f"before: “{cut(each['words'], _WORDS)}” {name}")
    return "\n".join((_words_here(row), *parts))


def _before(row: Row) -> str:
    return " | ".join(f"{each['report']}: {each['words']}" for each in row["before"])


BRIEF = (
    Column("change", plain("change"), shown=False),
    Column("kind", plain("kind"), style="dim"),
    Column("what", running("what"), wide=True, full=plain("what"), below=_words_before),
    Column("when", when("when"), time="when"),
    Column("why", plain("why"), shown=False),
    Column("words", plain("words"), shown=False),
    Column("before", _before, shown=False),
    Column("id", short, style="dim", full=plain("id"), limit=12),
)

# -- drift -----------------------------------------------------------------------------------


def marked(pieces: Sequence[Row]) -> str:
    """Write two wordings laid side by side: [-gone-] and {+added+}, the rest as it stands."""
    sides = {"gone": "[-{}-]", "added": "{{+{}+}}"}
    return " ".join(sides.get(p["sort"], "{}").format(p["words"]) for p in pieces)


def _speaker(row: Row) -> str:
    who = ", ".join(filter(None, (row.get("speaker"), " ".join(row.get("parties") or ()))))
    return who or "(the report)"


def _wording(row: Row) -> str:
    return marked(row["pieces"]) if row["changed"] else str(row["wording"])


def _variants(row: Row) -> str:
    return str(len(row["variants"]))


def _latest(row: Row) -> str:
    """Lay the last wording beside the one before it."""
    uses = [use for use in row["uses"] if use["changed"]]
    if not uses:
        return ""
    return f"{marked(uses[-1]['pieces'])} {cut(uses[-1]['report'], _NAME)}"


DRIFT = (
    Column("published", when("published", UNKNOWN), time="published"),
    Column("who", _speaker, limit=26),
    Column("wording", _wording, wide=True, full=plain("wording")),
    Column("changed", lambda row: "changed" if row["changed"] else "", style="yellow"),
    Column("report", report_name, style="dim", limit=32, full=plain("report")),
    Column("sentence", plain("sentence"), shown=False),
)

VARIANTS = (
    Column("sources", plain("stories"), right=True),
    Column("wording", lambda row: marked(row["pieces"]), wide=True, full=plain("wording")),
    Column("first", about("first"), time="first"),
    Column("last", about("last"), time="last"),
)

DRIFTS = (
    Column("who", joined("parties"), limit=12),
    Column("about", running("formula"), wide=True, full=plain("formula"), below=_latest),
    Column("sources", plain("stories"), right=True),
    Column("wordings", _variants, right=True),
    Column("first", about("first"), time="first"),
    Column("last", about("last"), time="last"),
)


# -- what followed ---------------------------------------------------------------------------

_ANSWERS = 6  # responses under an incident


def _after(row: Row) -> str:
    days = row.get("days")
    if days is None:
        return briefly_of(row.get("when")) or "no day"
    return "the same day" if days == 0 else f"{days} d after"


def _responses(key: str) -> Callable[[Row], str]:
    """Write what followed, one line each: how long after, what it was, in which report."""

    def below(row: Row) -> str:
        found = row.get(key) or ()
        lines = [
            f"→ {_after(each)}: {cut(each['what'], _WORDS)}"
            if each["what"].startswith(each["sort"])
            else f"→ {_after(each)}: {each['sort']}, {cut(each['what'], _WORDS)}"
            for each in found[:_ANSWERS]
        ]
        if len(found) > _ANSWERS:
            lines.append(f"→ and {len(found) - _ANSWERS} more")
        return "\n".join(lines)

    return below


def _listed(key: str) -> Callable[[Row], str]:
    def cell(row: Row) -> str:
        return " | ".join(f"{_after(each)}: {each['what']}" for each in row.get(key) or ())

    return cell


def answers(row: Row) -> str:
    """Write what followed an incident, or a condition that may have been met, on one line."""
    return _listed("responses")(row) or _listed("followed")(row)


INCIDENTS = (
    Column("when", when("when", UNKNOWN), time="when"),
    Column("actor", plain("actor"), limit=12),
    Column("what", running("act"), wide=True, full=plain("act"), below=_responses("responses")),
    Column("target", plain("target"), limit=12),
    Column("responses", _listed("responses"), shown=False),
    Column("reports", count, right=True, spare=2, full=joined("reports")),
    Column("id", short, style="dim", full=plain("id"), limit=12),
)

CONDITIONS = (
    Column("who", joined("obligors"), limit=12),
    Column(
        "promise and condition",
        lambda row: f"{row['what']}, {row['condition']}",
        wide=True,
        below=lambda row: row["why"],
    ),
    Column("what happened", running("act"), wide=True, below=_responses("followed")),
    Column("when", when("when"), time="when"),
    Column("followed", _listed("followed"), shown=False),
    Column("id", short, style="dim", full=plain("id"), limit=12),
)
