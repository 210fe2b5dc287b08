"""`servanda picture`: the system as it stood on a day, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from servanda.cli.asking.standing_pledges import everything, summed_up
from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import Filters, Settings, filters, settings

if TYPE_CHECKING:
    from servanda.cli.render import Column, Sheet

__all__ = ["command", "sheets"]


_BOARDS = (
    ("overdue", "Overdue: the day has passed and no report says it was done"),
    ("due", "Due"),
    ("promised", "Promised"),
    ("done", "Done"),
    ("other", "Revised, dropped or not known"),
)


@click.command(cls=GroupedCommand)
@everything
@settings
@filters
def command(chosen: Settings, *, everything: bool, filters: Filters) -> None:
    """Show the system as it stood on a day: offices, commitments, commands and units, incidents.

    Under an incident are the responses to it (calls, protests, statements, meetings whose words name
    it), with the days between. A promise that depends on a condition is listed with the incidents
    that may have met it, and with what followed. Of standing pledges without a day the tables give the
    number, with `--all` each.

    The day is `--as-of`, else `--today`. With `--known-by` only reports published up to
    that day count: what could be known then.
    """
    from servanda.cli.record_access import open_access, wanted
    from servanda.cli.render import write, write_object
    from servanda.record_answers import picture_answer

    with open_access(chosen) as access:
        whole = chosen.written != "table" or filters.report is not None
        drawn = picture_answer(access, wanted(filters), whole=whole)
    if chosen.written in ("json", "jsonl"):
        write_object(drawn, chosen.written)
        return
    if chosen.written == "csv":
        from servanda.cli.asking.overview_columns import PICTURE_CSV

        write(_flat(drawn, PICTURE_CSV), "csv")
        return
    pledges = 0
    if not (everything or filters.status or filters.report):
        pledges = _leave_pledges(drawn)
    _page(drawn, pledges)


def _leave_pledges(drawn: dict[str, Any]) -> int:
    """Leave out what the board does not list; return how many that are."""
    from servanda.analysis.commitment_board import on_board

    before = sum(len(drawn[key]) for key, _ in _BOARDS)
    for key, _ in _BOARDS:
        drawn[key] = [row for row in drawn[key] if on_board(row)]
    return before - sum(len(drawn[key]) for key, _ in _BOARDS)


def sheets(drawn: dict[str, Any]) -> list[Sheet]:
    """Lay a picture out as the tables it is made of; empty ones are left out."""
    from servanda.cli.asking.follow_up_columns import CONDITIONS, INCIDENTS
    from servanda.cli.asking.overview_columns import BOARD, HOLDERS, UNITS
    from servanda.cli.render import Sheet

    parts: list[tuple[str, str, tuple[Column, ...]]] = [("holders", "Offices", HOLDERS)]
    parts += [(key, title, BOARD) for key, title in _BOARDS]
    parts += [("units", "Commands, units and groups", UNITS)]
    parts += [("incidents", "Incidents, and what answered them", INCIDENTS)]
    parts += [("conditions", "Conditions that an incident may have met", CONDITIONS)]
    return [Sheet(title, columns, drawn[key]) for key, title, columns in parts if drawn[key]]


def _page(drawn: dict[str, Any], pledges: int) -> None:
    from servanda.cli.render import heading, write
    from servanda.model.time_words import said_of

    known = f", known by {_day(drawn['known_by'])}" if drawn["known_by"] else ""
    heading(f"The picture on {_day(drawn['as_of'])}{known}")
    for key, title in (
        ("last_consultation", "Last consulted"),
        ("next_consultation", "Next planned"),
    ):
        entry = drawn[key]
        if entry:
            heading(f"{title}: {said_of(entry['when'])}, {entry['what']}", style="")
    parts = sheets(drawn)
    for sheet in parts:
        click.echo()
        write(sheet, "table")
    if pledges:
        click.echo()
        heading(summed_up(pledges), style="dim")
    if not parts:
        click.echo("nothing in the record stood on that day", err=True)


def _day(iso: str) -> str:
    from datetime import date

    from servanda.model.time_words import day

    return day(date.fromisoformat(iso))


def _flat(drawn: dict[str, Any], columns: Any) -> Sheet:
    from servanda.cli.asking.follow_up_columns import answers
    from servanda.cli.render import Sheet

    keys = ("holders", *(key for key, _ in _BOARDS), "units", "incidents", "conditions")
    rows = [{"section": key, "answers": answers(row), **row} for key in keys for row in drawn[key]]
    return Sheet("picture", columns, rows)
