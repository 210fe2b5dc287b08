"""`servanda forget REPORT...`: retract reports, and everything that rests on them."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from servanda.cli.exit_codes import EXIT_NOT_FOUND, print_error
from servanda.cli.options import Settings, settings

__all__ = ["command"]


@click.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@settings
@click.pass_context
def command(ctx: click.Context, /, chosen: Settings, reports: tuple[str, ...]) -> None:
    """Retract reports, and everything in the record that rests on them.

    REPORT is a report's name or id. Dates of other reports that depended on it are inferred again.
    Nothing is erased: `--recorded-by` shows the record as it was before, and reading the report
    again brings it back.

    Exit status: 0 if all were retracted, 1 if one was not in the record.
    """
    from servanda.errors import NotFoundError
    from servanda.pipeline import redate
    from servanda.store import open_record

    at = datetime.now(tz=UTC)
    missing = False
    with open_record(chosen.url, create=False) as record:
        for name in reports:
            try:
                gone = record.retract(name, at=at)
            except NotFoundError as error:
                missing = True
                print_error(error)
            else:
                click.echo(f"{gone.name} is retracted", err=True)
        redate(record, at=at)
    if missing:
        ctx.exit(EXIT_NOT_FOUND)
