"""`servanda timeline`: everything that has a date, in order."""

from __future__ import annotations

import functools

import click

from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import Filters, Settings, filters, settings

__all__ = ["command"]


KINDS = ("consultation", "incident", "structure", "deadline", "office", "report")


@click.command(cls=GroupedCommand)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(KINDS),
    multiple=True,
    help="Only entries of this kind; can be given more than once.",
)
@settings
@functools.partial(filters, without=("givers", "receivers"))
def command(chosen: Settings, kinds: tuple[str, ...], *, filters: Filters) -> None:
    """Show everything dated, in order: meetings, incidents, deadlines, changes of office, reports.

    A time is as exact as the words allow: a day, a month, an interval. `--since` and `--until` keep
    what may be between those days. A deadline has the status of its commitment on `--today`.
    """
    from servanda.cli.asking.overview_columns import TIMELINE
    from servanda.cli.record_access import open_access, wanted
    from servanda.cli.render import Sheet, write
    from servanda.record_answers import timeline_answer

    with open_access(chosen) as access:
        rows = timeline_answer(access, wanted(filters), kinds=kinds)
    write(Sheet("Timeline", TIMELINE, rows, "nothing dated in the record"), chosen.written)
