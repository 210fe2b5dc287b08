"""`servanda show KIND`: one table for each kind of entity in the record, with its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.asking.standing_pledges import board_of, everything
from servanda.cli.cells import (
    about,
    amount,
    count,
    due,
    first_of,
    headline,
    held,
    joined,
    minutes,
    one_of,
    plain,
    report_name,
    running,
    short,
    short_id,
    status_style,
    sure,
    when,
    who,
    words,
)
from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import Filters, Settings, filters, settings
from servanda.cli.render import Column
from servanda.model.time_words import UNKNOWN, day

if TYPE_CHECKING:
    from datetime import date

    from servanda.cli.record_access import RecordAccess

__all__ = ["COLUMNS", "KINDS", "command"]


ID = Column("id", short, style="dim", full=plain("id"), limit=12)


def _aside(cell: str) -> str:
    return "dim" if cell.startswith(("set aside:", "(copy of")) else ""


_REPORTS = Column("reports", count, right=True, spare=2, full=joined("reports"))
_REPORT = Column("report", report_name, style="dim", limit=32, spare=1, full=plain("report"))

_SURE = Column("confidence", sure, right=True, shown=False)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "reports": (
        Column("report", plain("report"), limit=30),
        Column("published", when("published", UNKNOWN), time="published"),
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
        Column("when", when("when", UNKNOWN), time="when"),
        Column("form", plain("form")),
        Column("status", plain("status"), style=status_style, fold=", "),
        Column("who", who, wide=True),
        Column("place", plain("place"), limit=18, spare=1),
        Column("length", minutes, right=True, spare=3),
        _REPORTS,
        _SURE,
        ID,
    ),
    "commitments": (
        Column("due", due, time="due"),
        Column("status", plain("status"), style=status_style, fold=", "),
        Column("who", joined("obligors"), limit=12),
        Column("to", joined("beneficiaries"), limit=12, labelled=True),
        Column("what", running("what"), wide=True, full=plain("what")),
        Column("condition", plain("condition"), shown=False),
        Column("put", plain("modality"), style="dim", limit=12, shown=False),
        Column("why", plain("why"), shown=False),
        Column("sources", plain("stories"), right=True, spare=1),
        Column(
            "heard", about("last_heard"), style="dim", time="last_heard", labelled=True, spare=2
        ),
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
        Column("when", when("when"), time="when"),
        Column("supplier", plain("supplier"), shown=False),
        Column("price", plain("price"), shown=False),
        _REPORTS,
        _SURE,
        ID,
    ),
    "structures": (
        Column("when", one_of("when", "due"), time=first_of("when", "due")),
        Column("status", plain("status"), style=status_style, fold=", "),
        Column("party", plain("party")),
        Column("unit", running("unit"), wide=True),
        Column("change", running("change"), wide=True),
        _REPORTS,
        _SURE,
        ID,
    ),
    "incidents": (
        Column("when", when("when", UNKNOWN), time="when"),
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
        Column("since", about("since"), time="since", labelled=True),
        Column("until", about("until"), time="until", labelled=True),
        Column("named", about("first_seen"), style="dim", time="first_seen", labelled=True),
        Column(
            "last named", about("last_seen"), style="dim", spare=1, time="last_seen", labelled=True
        ),
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
        Column("report", report_name, style="dim", limit=24, full=plain("report")),
        Column(
            "at", lambda row: str(row["evidence"][0]["start"]), right=True, style="dim", spare=2
        ),
        Column("words", plain("text"), wide=True),
        Column("when", when("when"), time="when"),
        Column("type", plain("type")),
        Column("value", plain("value"), limit=20),
        Column("basis", plain("basis"), style="dim", spare=3),
        _SURE,
    ),
}
"""By the name that `servanda show` gives a kind."""

KINDS = tuple(COLUMNS)
"""The lists there are."""


# -- `servanda show KIND`: one table for each kind of entity in the record


@click.command(cls=GroupedCommand)
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.option(
    "--words",
    metavar="WORDS",
    help="Only entries from a sentence with all these words, in any case.",
)
@click.option(
    "--columns",
    metavar="NAMES",
    help="Only these columns, in this order: when,who,place.",
)
@everything
@settings
@filters
def command(
    chosen: Settings,
    kind: str,
    *,
    words: str | None,
    columns: str | None,
    everything: bool,
    filters: Filters,
) -> None:
    """Show what the record holds of one kind.

    KIND is one of reports, consultations, commitments, assurances, capabilities, structures,
    incidents, offices, omissions, quotes, dates.

    An entry that several reports mention is listed once, with the number of reports; quotes,
    omissions and dates are listed report by report. Follow any id with `servanda why ID`.

    Of commitments the table lists what has a day, came to something, or is concrete: a figure, a
    condition, a recipient. Standing pledges without any of them are counted; `--all`, `--status`,
    `--words` and `--report` list them too, and every other format does.

    `--columns` can ask for more than a table has room for: every column of the CSV, and `words`, the
    first words of the evidence.
    """
    from servanda.cli.asking.overview_columns import HOLDERS
    from servanda.cli.evidence_context import with_words
    from servanda.cli.record_access import open_access, titled
    from servanda.cli.render import Sheet, write

    _must_say(kind, filters, everything=everything)
    shown = HOLDERS if kind == "offices" and chosen.as_of else COLUMNS[kind]
    shown = shown if columns is None else picked(shown, columns)
    with open_access(chosen) as access:
        short = chosen.written == "table" and columns is None
        found = _found(access, kind, words, filters, short=short)
        if chosen.written == "table":
            found = titled(access, found)
        if columns is not None and chosen.written in ("table", "csv"):
            found = with_words(access, found)
    total, note = len(found), ""
    asked_for = (everything, words, filters.status, filters.report)
    if kind == "commitments" and chosen.written == "table" and not any(asked_for):
        found, note = board_of(found)
    narrow = filters != Filters() or (words, chosen.min_confidence) != (None, None)
    nothing = note or f"no {kind} in the record{' that fit' if narrow else ''}"
    write(Sheet(_title(kind, chosen.as_of), shown, found, nothing, note, total), chosen.written)


def _title(kind: str, as_of: date | None) -> str:
    return kind.capitalize() if as_of is None else f"{kind.capitalize()} as of {day(as_of)}"


def _found(
    access: RecordAccess, kind: str, words: str | None, filters: Filters, *, short: bool
) -> list[dict[str, Any]]:
    """List what the record holds of a kind, as far as filters and words let it through."""
    from servanda.cli.evidence_context import told_with
    from servanda.cli.record_access import wanted
    from servanda.record_answers import kind_answer, with_confidence

    short = short and words is filters.report is None
    found = kind_answer(access, kind, wanted(filters), short=short)
    if words is not None:
        found = told_with(access, found, words)
    return with_confidence(access, found)


def _must_say(kind: str, filters: Filters, *, everything: bool) -> None:
    """Raise UsageError for an option that says nothing to a kind of entry."""
    from servanda.cli.record_access import wanted
    from servanda.errors import UsageError
    from servanda.record_answers import must_say

    if everything and kind != "commitments":
        raise UsageError("--all", f"all {kind} are listed anyway", "leave it out")
    must_say(kind, wanted(filters))


def picked(columns: tuple[Column, ...], names: str) -> tuple[Column, ...]:
    """Pick columns by their names, in the order asked for, each with all it has to say.

    Raises BadParameter where there is no such column.
    """
    from servanda.cli.cells import words
    from servanda.cli.render import Column

    known = {_folded(one.name): one for one in (Column("words", words, wide=True), *columns)}
    chosen = []
    for name in names.split(","):
        one = known.get(_folded(name))
        if one is None:
            there = ", ".join(sorted(known))
            raise click.BadParameter(
                f"there is no column '{name.strip()}'; there are {there}", param_hint="--columns"
            )
        fuller = one.full is not None
        wide = one.wide or one.flat or fuller or not one.shown
        right = one.right and not fuller
        chosen.append(
            Column(one.name, _fuller(one), wide, one.style, right, full=one.full, time=one.time)
        )
    return tuple(chosen)


def _fuller(column: Column) -> Callable[[Mapping[str, Any]], str]:
    """Make a cell that says all: names where a table has a number, the words where it cuts them."""

    def cell(row: Mapping[str, Any]) -> str:
        short = column.cell(row)
        full = column.full(row) if column.full else short
        return short if short.startswith(full) else full  # "A B ?" says more than "A B"

    return cell


def _folded(name: str) -> str:
    return name.strip().casefold().replace("_", " ")
