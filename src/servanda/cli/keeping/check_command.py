"""`servanda check`: check all evidence against its report, and the record against its own rules."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import click

from servanda.cli.exit_codes import EXIT_RECORD
from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import NO_LOOK, Settings, settings

if TYPE_CHECKING:
    from servanda.store import Problem, Record

__all__ = ["command"]


@click.command(cls=GroupedCommand)
@click.option(
    "--deep",
    is_flag=True,
    help="Rebuild the index and the dates on a copy and compare; takes about as long as building"
    " them did.",
)
@functools.partial(settings, without=NO_LOOK)
@click.pass_context
def command(ctx: click.Context, /, chosen: Settings, *, deep: bool) -> None:
    """Check every piece of evidence against its report, and every constraint of the record.

    With --deep, the dates inferred from other reports, the statements and the index of entities are
    rebuilt from the reports and the decisions, and must be equal to those in the record. This is done
    on two copies in the folder for temporary files; the record itself is only read.

    Exit status: 0 if everything is in order, 4 if not; each problem is listed.
    """
    from servanda.cli.asking.overview_columns import PROBLEMS
    from servanda.cli.record_access import plain_row
    from servanda.cli.render import Sheet, write
    from servanda.store import open_record

    with open_record(chosen.url, create=False) as record:
        problems = [plain_row(problem) for problem in record.check()]
        if deep and not problems:  # nothing can be rebuilt from damaged rows
            problems = [plain_row(problem) for problem in _rebuilt(record)]
    if problems or chosen.written != "table":
        write(Sheet("Problems", PROBLEMS, problems), chosen.written)
    if problems:
        ctx.exit(EXIT_RECORD)
    click.echo("all evidence is where it says, and the record is consistent", err=True)
    if deep:
        click.echo("rebuilt from its reports, the record comes out the same", err=True)


def _rebuilt(record: Record) -> list[Problem]:
    """Compare dates, statements and index with what rebuilding them gives."""
    from servanda.cli.terminal import ReadingBar
    from servanda.indexing.proof import prove_ready
    from servanda.pipeline import READER

    with ReadingBar(doing="rebuilding") as bar:
        return prove_ready(record, reader=READER, on_progress=bar.advance)
