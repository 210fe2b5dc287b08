"""`servanda check`: all evidence against its report, and the record against its own rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from servanda.cli.lazy import EXIT_RECORD
from servanda.cli.options import Settings, settings

if TYPE_CHECKING:
    from servanda.store import Problem, Record

__all__ = ["command"]


@click.command()
@click.option(
    "--deep",
    is_flag=True,
    help="Work out anew, on a copy, all that is kept ready, and compare: takes about as long as"
    " settling the whole record did.",
)
@settings
@click.pass_context
def command(ctx: click.Context, /, chosen: Settings, *, deep: bool) -> None:
    """Check every piece of evidence against its report, and every constraint of the record.

    With --deep, the dates that reports learnt from each other, the statements, the entities they
    tell of and how these are listed are worked out anew from the reports, and must be the same as
    those the record keeps ready. It is done on two copies in the folder for temporary files; the
    record itself is only read.

    Exit status 0 where all holds, 4 where something does not; each problem is listed.
    """
    from servanda.cli.asking.overview_columns import PROBLEMS
    from servanda.cli.record_access import plain_row
    from servanda.cli.render import Sheet, write
    from servanda.store import open_record

    with open_record(chosen.url, create=False) as record:
        problems = [plain_row(problem) for problem in record.check()]
        if deep and not problems:  # where rows are damaged, nothing can be worked out from them
            problems = [plain_row(problem) for problem in _worked_out(record)]
    if problems or chosen.written != "table":
        write(Sheet("Problems", PROBLEMS, problems), chosen.written)
    if problems:
        ctx.exit(EXIT_RECORD)
    click.echo("all evidence stands where it says, and the record holds together", err=True)
    if deep:
        click.echo("worked out anew, it comes to what is kept ready", err=True)


def _worked_out(record: Record) -> list[Problem]:
    """Compare what is kept ready with what comes of working it out anew."""
    from servanda.cli.terminal import ReadingBar
    from servanda.indexing.proof import prove_ready
    from servanda.pipeline import READER

    with ReadingBar(doing="working it out anew") as bar:
        return prove_ready(
            record, reader=READER, on_progress=lambda done, total: bar.advance(done, total, "")
        )
