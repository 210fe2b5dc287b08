"""`servanda mcp`: the record for assistants, over the Model Context Protocol."""

from __future__ import annotations

import functools
from datetime import UTC, date, datetime

import click

from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import NO_LOOK, Settings, settings
from servanda.errors import UsageError

__all__ = ["command"]


@click.command(cls=GroupedCommand)
@functools.partial(settings, without=NO_LOOK - {"today", "as_of"} | {"format"}, paging=False)
def command(chosen: Settings) -> None:
    """Serve the record to an assistant, read-only, over standard input and output.

    An assistant that speaks the Model Context Protocol starts this command itself: give it `servanda`
    with the arguments `--record FILE mcp`. It may search, and ask for commitments, what is due, the
    timeline, a snapshot of a day, a brief on a report, the text of a report, and why anything stands. Each answer has ids and the
    words that say so, comes in pages, and marks what is quoted from reports. Needs the extra `mcp`.

    Over HTTP, behind the accounts of a server, the same is at /mcp of `servanda serve`.
    """
    try:
        from servanda.assistant_protocol.protocol_server import serve_stdio
    except ImportError as error:
        remedy = "pip install 'servanda[mcp]'"
        raise UsageError("mcp", f"it takes more than is installed: {error.name}", remedy) from error
    from servanda import __version__
    from servanda.store import open_record

    def today() -> date:
        return chosen.today or chosen.as_of or datetime.now(tz=UTC).date()

    with open_record(chosen.url, create=False) as record:
        click.echo(f"serving {record.url} to an assistant (Ctrl+C stops it)", err=True)
        serve_stdio(record, today, __version__)
