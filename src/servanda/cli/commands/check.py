"""`servanda check`: all evidence against its report, and the record against its own rules."""

from __future__ import annotations

import click

from servanda.cli.lazy import EXIT_RECORD
from servanda.cli.options import Settings, settings

__all__ = ["command"]


@click.command()
@settings
@click.pass_context
def command(ctx: click.Context, /, chosen: Settings) -> None:
    """Check every piece of evidence against its report, and every constraint of the record.

    Exit status 0 where all holds, 4 where something does not; each problem is listed.
    """
    from servanda.cli.data import plain_row
    from servanda.cli.pages import PROBLEMS
    from servanda.cli.render import Sheet, write
    from servanda.record import open_record

    with open_record(chosen.url, create=False) as record:
        problems = [plain_row(problem) for problem in record.check()]
    if problems or chosen.written != "table":
        write(Sheet("Problems", PROBLEMS, problems), chosen.written)
    if problems:
        ctx.exit(EXIT_RECORD)
    click.echo("all evidence stands where it says, and the record holds together", err=True)
