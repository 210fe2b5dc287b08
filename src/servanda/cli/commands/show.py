"""`servanda show KIND`: one table for each kind of thing in the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from servanda.cli.options import Filters, Settings, filters, settings

if TYPE_CHECKING:
    from servanda.cli.data import Look

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
@settings
@filters
def command(chosen: Settings, kind: str, *, filters: Filters) -> None:
    """Show what the record holds of one kind.

    KIND is one of reports, consultations, commitments, assurances, capabilities, structures,
    incidents, offices, omissions, quotes, dates.

    Entries that several reports tell of stand once, with the number of reports; quotes, omissions
    and dates are listed report by report. Follow any id with `servanda why ID`.
    """
    from servanda.cli.data import begun, looking, narrowed
    from servanda.cli.pages import HOLDERS
    from servanda.cli.render import Sheet, write
    from servanda.cli.sheets import COLUMNS

    with looking(chosen) as look:
        look.must_have(filters.report)
        found = narrowed(begun(rows(look, kind), chosen.as_of), filters)
    title = kind if chosen.as_of is None else f"{kind} as of {chosen.as_of}"
    nothing = f"no {kind} in the record" + (" that fit" if filters != Filters() else "")
    on_a_day = kind == "offices" and chosen.as_of is not None
    columns = HOLDERS if on_a_day else COLUMNS[kind]
    write(Sheet(title.capitalize(), columns, found, nothing), chosen.written)


def rows(look: Look, kind: str) -> list[dict[str, Any]]:
    """List what the record holds of `kind`, in the order it is best read."""
    from servanda.cli.data import by_time
    from servanda.cli.sheets import NAMES

    if kind == "reports":
        return by_time(_reports(look), "published")
    if kind == "commitments":
        return _commitments(look)
    if kind == "offices":
        return _offices(look)
    if kind in _CLAIMS:
        return look.claim_rows(NAMES[kind])
    return by_time(look.thing_rows(NAMES[kind]), "when", "due")


def _reports(look: Look) -> list[dict[str, Any]]:
    from servanda.exports.plain import report_plain

    copies = {copy.report: copy.of for copy in look.world.copies if copy.of != copy.report}
    return [report_plain(one, copy_of=copies.get(one.name)) for one in look.reports]


def _commitments(look: Look) -> list[dict[str, Any]]:
    from servanda.cli.data import plain_row
    from servanda.follow import board

    return [{"kind": "commitment", **plain_row(row)} for row in board(look.world, today=look.day)]


def _offices(look: Look) -> list[dict[str, Any]]:
    """List who held what: on the day asked for, or ever."""
    from servanda.cli.data import plain_row
    from servanda.follow import holders

    as_of = look.settings.as_of
    spans = look.world.offices if as_of is None else holders(look.world, as_of)
    return [{"kind": "tenure", **plain_row(span)} for span in spans]
