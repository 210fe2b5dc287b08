"""`servanda due`: deadlines before and after a day, each with the words for it."""

from __future__ import annotations

import click

from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import Filters, Settings, filters, settings

__all__ = ["command"]


KINDS = ("commitment", "structure", "consultation")


@click.command(cls=GroupedCommand)
@click.option(
    "--within",
    metavar="DURATION",
    help="Only what is due in that time, or overdue: 90d, 6w, 3m, 1y.",
)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(KINDS),
    multiple=True,
    help="Only entries of this kind; can be given more than once.",
)
@settings
@filters
def command(
    chosen: Settings, within: str | None, kinds: tuple[str, ...], *, filters: Filters
) -> None:
    """Show what is due: promises, changes of units and announced meetings, by their last day.

    Without `--status`, everything that is open and has a deadline, the longest overdue first. With it,
    everything of that status (several with commas between them), with a deadline or without: planned,
    due, done, partly_done, overdue, revised, dropped, unknown.

    Overdue means that the last admissible day has passed and that no report in the record says it
    was done. It never means failed. Of an announced meeting it is said that its day has passed. The
    words under an entry are those that its status rests on.
    """
    from servanda.cli.asking.follow_up_columns import DUE
    from servanda.cli.record_access import open_access, titled, wanted
    from servanda.cli.render import Sheet, write
    from servanda.model.time_words import day
    from servanda.record_answers import due_answer

    with open_access(chosen) as access:
        whole = chosen.written != "table" or filters.report is not None
        rows = due_answer(access, wanted(filters), within=within, kinds=kinds, whole=whole)
        if chosen.written == "table":
            rows = titled(access, rows)
        today = day(access.day)
    title = f"Due on {today}" if not within else f"Due within {within} of {today}"
    note = "overdue: the last day has passed and no report says it was done"
    shown = note if any(row["status"] == "overdue" for row in rows) else ""
    write(Sheet(title, DUE, rows, "nothing due in the record that fits", shown), chosen.written)
