"""`servanda show KIND`: one table for each kind of thing in the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.options import Filters, Settings, filters, settings

if TYPE_CHECKING:
    from servanda.cli.data import Look
    from servanda.cli.render import Column

__all__ = ["KINDS", "command"]

KINDS = (
    "reports",
    "consultations",
    "commitments",
    "assurances",
    "capabilities",
    "structures",
    "incidents",
    "offices",
    "omissions",
    "quotes",
    "dates",
)
_CLAIMS = ("omissions", "quotes", "dates")  # each report's own words: never merged


@click.command()
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.option(
    "--words",
    metavar="WORDS",
    help="Only what is told in a sentence with all these words, in any case.",
)
@click.option(
    "--columns",
    metavar="NAMES",
    help="Only these columns of table or CSV, in this order: when,who,place.",
)
@settings
@filters
def command(
    chosen: Settings, kind: str, *, words: str | None, columns: str | None, filters: Filters
) -> None:
    """Show what the record holds of one kind.

    KIND is one of reports, consultations, commitments, assurances, capabilities, structures,
    incidents, offices, omissions, quotes, dates.

    Entries that several reports tell of stand once, with the number of reports; quotes, omissions
    and dates are listed report by report. Follow any id with `servanda why ID`.

    `--columns` may ask for more than a table has room for: whatever CSV has, and `words`, the most
    telling words of a report.
    """
    from servanda.cli.context import told_with, with_confidence, with_words
    from servanda.cli.data import begun, looking, narrowed
    from servanda.cli.pages import HOLDERS
    from servanda.cli.render import Sheet, write
    from servanda.cli.sheets import COLUMNS

    on_a_day = kind == "offices" and chosen.as_of is not None
    shown = HOLDERS if on_a_day else COLUMNS[kind]
    if columns is not None:
        shown = picked(shown, columns)
    with looking(chosen) as look:
        look.must_have(filters.report)
        short = chosen.written == "table" and columns is words is filters.report is None
        found = narrowed(begun(rows(look, kind, short=short), chosen.as_of), filters)
        if words is not None:
            found = told_with(look, found, words)
        found = with_confidence(look, found)
        if columns is not None and chosen.written in ("table", "csv"):
            found = with_words(look, found)
    title = kind if chosen.as_of is None else f"{kind} as of {chosen.as_of}"
    narrow = filters != Filters() or words is not None or chosen.min_confidence is not None
    nothing = f"no {kind} in the record" + (" that fit" if narrow else "")
    write(Sheet(title.capitalize(), shown, found, nothing), chosen.written)


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
        told = one.full is not None
        wide = one.wide or one.flat or told or not one.shown
        right = one.right and not told
        chosen.append(Column(one.name, _fuller(one), wide, one.style, right, full=one.full))
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


def rows(look: Look, kind: str, *, short: bool = False) -> list[dict[str, Any]]:
    """List what the record holds of `kind`, in the order it is best read.

    `short` rows may leave out what no table has room for.
    """
    from servanda.cli.data import by_time
    from servanda.cli.sheets import NAMES

    if kind == "reports":
        return by_time(_reports(look), "published")
    if kind == "commitments":
        return look.board(whole=not short)
    if kind == "offices":
        return _offices(look)
    if kind in _CLAIMS:
        return look.claim_rows(NAMES[kind])
    return by_time(look.thing_rows(NAMES[kind]), "when", "due")


def _reports(look: Look) -> list[dict[str, Any]]:
    from servanda.exports.plain import report_plain

    copies = {copy.report: copy.of for copy in look.world.copies if copy.of != copy.report}
    return [report_plain(one, copy_of=copies.get(one.name)) for one in look.reports]


def _offices(look: Look) -> list[dict[str, Any]]:
    """List who held what: on the day asked for, or ever."""
    from servanda.cli.data import plain_row
    from servanda.follow import holders

    as_of = look.settings.as_of
    spans = look.world.offices if as_of is None else holders(look.world, as_of)
    return [{"kind": "tenure", **plain_row(span)} for span in spans]
