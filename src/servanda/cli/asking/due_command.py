"""`servanda due`: deadlines before and after a day, each with the words for it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import click

from servanda.cli.options import Filters, Settings, filters, settings

if TYPE_CHECKING:
    from servanda.model import CommitmentStatus

__all__ = ["command"]


KINDS = ("commitment", "structure", "consultation")


@click.command()
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
    was done. It never means failed. The words under an entry are those that its status rests on.
    """
    from servanda.analysis.due_list import reach
    from servanda.cli.asking.follow_up_columns import DUE
    from servanda.cli.record_access import narrowed, open_access
    from servanda.cli.render import Sheet, write

    status = _statuses(filters.status)
    with open_access(chosen) as access:
        access.must_have(filters.report)
        until = reach(access.day, within) if within else None
        whole = chosen.written != "table" or filters.report is not None
        rows = access.due(until=until, status=status, kinds=kinds, whole=whole)
        rows = narrowed(rows, dataclasses.replace(filters, status=None))
        day = access.day.isoformat()
    title = f"Due on {day}" if not within else f"Due within {within} of {day}"
    note = "overdue: the last day has passed and no report says it was done"
    shown = note if any(row["status"] == "overdue" for row in rows) else ""
    write(Sheet(title, DUE, rows, "nothing due in the record that fits", shown), chosen.written)


def _statuses(given: str | None) -> tuple[CommitmentStatus, ...]:
    """Read the statuses asked for. Raises BadParameter where there is no such status."""
    from servanda.model import CommitmentStatus

    known = {one.value: one for one in CommitmentStatus}
    asked = [word.strip().casefold().replace("-", "_") for word in (given or "").split(",")]
    asked = [word.replace(" ", "_") for word in asked if word]
    for word in asked:
        if word not in known:
            raise click.BadParameter(
                f"'{word}' is not a status; the statuses are {', '.join(known)}",
                param_hint="--status",
            )
    return tuple(known[word] for word in asked)
