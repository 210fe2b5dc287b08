"""`servanda demo`: read the bundled sample and show what came of it."""

from __future__ import annotations

import functools
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import Settings, settings

if TYPE_CHECKING:
    from servanda.cli.record_access import RecordAccess
    from servanda.store import Record

__all__ = ["SAMPLE_DAY", "command"]


SAMPLE_DAY = date(2025, 12, 31)
"""The day on which the demo looks at the sample: two months after its last report."""

_PROMISES = 12  # lines of the board
_ENTRIES = 10  # lines of the timeline
_OFFICES = 8


@click.command(cls=GroupedCommand)
@functools.partial(settings, without=("format",))
def command(chosen: Settings) -> None:
    """Read the bundled sample of reports and show what came of it.

    The sample is some twenty short reports on public facts, as messy as real ones. Without
    `--record` the record is deleted at the end; with it you can go on asking.
    """
    from servanda.cli.record_access import RecordAccess
    from servanda.store import open_record

    with ExitStack() as stack:
        url = chosen.url
        if chosen.record is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="servanda-"))
            url = f"sqlite:///{Path(folder) / 'demo.db'}"
        sample = stack.enter_context(as_file(files("servanda") / "sample" / "reports"))
        record = stack.enter_context(open_record(url))
        chosen = replace(chosen, today=chosen.today or chosen.as_of or SAMPLE_DAY)
        _read(record, sample, chosen)
        identity = _show(RecordAccess(record, chosen))
    _next(chosen, identity)


def _read(record: Record, sample: Path, chosen: Settings) -> None:
    from servanda.cli.reading.read_command import read_into
    from servanda.cli.reading.reading_summary import print_summary

    click.echo(
        f"Reading the {len(list(sample.iterdir()))} files of the bundled sample ...", err=True
    )
    started = time.monotonic()
    summary = read_into(record, [str(sample)])
    kept = chosen.record or "deleted at the end (--record FILE keeps it)"
    if "://" in kept:
        kept = record.url  # its password hidden
    print_summary(summary, replace(chosen, format="table"), time.monotonic() - started, kept)


def _show(access: RecordAccess) -> str:
    """Show the board, the end of the timeline and who held which office; return an id to ask about."""
    from servanda.analysis.commitment_board import board
    from servanda.analysis.dated_entries import timeline
    from servanda.analysis.office_holders import holders
    from servanda.cli.asking.overview_columns import BOARD, HOLDERS, TIMELINE
    from servanda.cli.asking.standing_pledges import board_of
    from servanda.cli.record_access import plain_row
    from servanda.cli.render import Sheet, write
    from servanda.model.time_words import day

    on = access.day
    promised = [plain_row(row) for row in board(access.resolution, today=on)]
    board_rows, pledges = board_of(promised)
    entries = [
        plain_row(entry)
        for entry in timeline(access.resolution, access.reports, until=on, today=on)
    ]
    entries = [entry for entry in entries if entry["kind"] != "report"]
    offices = [plain_row(holder) for holder in holders(access.resolution, on) if holder.party]
    for title, columns, rows, shown in (
        (
            f"What was promised, and its status on {day(on)}",
            BOARD,
            board_rows,
            board_rows[:_PROMISES],
        ),
        (f"The timeline up to {day(on)}", TIMELINE, entries, entries[-_ENTRIES:]),
        (f"Who held which office on {day(on)}", HOLDERS, offices, offices[:_OFFICES]),
    ):
        click.echo()
        note = pledges if columns is BOARD else ""
        write(Sheet(title, columns, shown, note=note, total=len(rows)), "table")
    return str(board_rows[0]["id"]) if board_rows else "ID"


def _next(chosen: Settings, identity: str) -> None:
    """Say what to type next, with the record just made where it was kept."""
    from servanda.cli.cells import short_id

    program = _program()
    record = f" --record {chosen.record}" if chosen.record else ""
    lines = [
        ("what an entry rests on", f"{program} why {short_id(identity)}{record}"),
        ("the system on a day", f"{program} picture --as-of 2024-07-29{record}"),
        ("one party's promises", f"{program} show commitments --party DE{record}"),
        ("all of it in the browser", f"{program} serve --today {chosen.today}{record}"),
        ("your own reports", f"{program} read FOLDER"),
    ]
    if not chosen.record:
        lines.insert(0, ("keep the sample's record", f"{program} demo --record demo.db"))
        lines[1:5] = [(what, f"{line} --record demo.db") for what, line in lines[1:5]]
    click.echo()
    click.secho("What to type next", bold=True)
    width = max(len(what) for what, _ in lines)
    for what, line in lines:
        click.echo(f"  {what.ljust(width)}  {click.style(line, fg='cyan')}")


def _program() -> str:
    """Return the command that started this program, so that the next line can be copied."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return "python -m servanda"
    return str(called) if called.name == "servanda" and not shutil.which("servanda") else "servanda"
