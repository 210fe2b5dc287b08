"""`servanda backup [TO]`: make a consistent copy of a record, also while it is in use."""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from pathlib import Path

import click

from servanda.cli.help_groups import GroupedCommand
from servanda.cli.keeping.db_command import print_copied
from servanda.cli.options import NO_LOOK, Settings, settings

__all__ = ["command"]


@click.command(cls=GroupedCommand)
@click.argument("to", required=False, metavar="[TO]")
@functools.partial(settings, without=NO_LOOK)
@click.pass_context
def command(ctx: click.Context, /, chosen: Settings, to: str | None) -> None:
    """Copy the record with all its history into a new SQLite file, even while it is in use.

    TO is the file, or a folder to put it in. Without TO, the file is named after the day and the
    time, in the working directory. The file is written whole and checked, or not at all; an existing
    file is never overwritten. The copy is a record like any other: name it with `--record`, or copy
    it back with `servanda db copy`.
    """
    from servanda.cli.terminal import ReadingBar
    from servanda.store import open_record

    path = _path(to)
    with open_record(chosen.url, create=False) as record, ReadingBar(doing="copying") as bar:
        copied = record.back_up(path, bar.advance)
    if chosen.written == "table":
        click.echo(f"written to {path}", err=True)
    print_copied(ctx, copied, chosen)


def _path(to: str | None) -> Path:
    if to is not None and "://" in to:
        if not to.startswith("sqlite:///"):
            raise click.BadParameter(
                f"'{to}' is not a file; for another database, use servanda db copy"
            )
        to = to.removeprefix("sqlite:///")
    path = Path(to or ".")
    if path.is_dir():
        path /= f"servanda-{datetime.now(tz=UTC):%Y%m%dT%H%M%SZ}.db"
    return path
