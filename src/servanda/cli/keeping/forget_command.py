"""`servanda forget REPORT...`: reports that stand no more, nor anything that rests on them."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from servanda.cli.lazy import EXIT_NOT_FOUND, complain
from servanda.cli.options import Settings, settings

__all__ = ["command"]


@click.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@settings
@click.pass_context
def command(ctx: click.Context, /, chosen: Settings, reports: tuple[str, ...]) -> None:
    """Retract reports: what they told stands no more, nor does what rested on it.

    REPORT is a report's name or id. Dates of other reports that rested on it are worked out again.
    Nothing is erased: `--recorded-by` shows the record as it was before, and reading the report
    again brings it back.

    Exit status 0 where all were retracted, 1 where one was not there.
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
                complain(error)
            else:
                click.echo(f"{gone.name} stands no more", err=True)
        redate(record, at=at)
    if missing:
        ctx.exit(EXIT_NOT_FOUND)
