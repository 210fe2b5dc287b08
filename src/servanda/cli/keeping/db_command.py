"""`servanda db ...`: the record as a database: its schema and size, its index, copies."""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.exit_codes import EXIT_RECORD, EXIT_REFUSED, print_error
from servanda.cli.help_groups import GroupedGroup
from servanda.cli.options import NO_LOOK, Settings, settings

if TYPE_CHECKING:
    from servanda.store import About, Copied, Counts

__all__ = ["address", "command", "print_copied", "print_row"]


_COUNTED = {
    "reports": "report",
    "claims": "claim",
    "statements": "statement",
    "decisions": "decision",
}
"""What is counted in a copy, and the table that holds it, with all history."""


@click.group(cls=GroupedGroup)
def command() -> None:
    """Look after the record as a database: info, settle, upgrade, copy, rebuild."""


@command.command(short_help="Say what the record is: its database, schema, size and times.")
@functools.partial(settings, without=NO_LOOK)
def info(chosen: Settings) -> None:
    """Say what the record is: its database and schema, its size, when it first and last changed."""
    from servanda.store import open_record

    with open_record(chosen.url, create=False) as record:
        print_row(_about_row(record.about(), record.counts()), chosen)


@command.command()
@functools.partial(settings, without=NO_LOOK)
def settle(chosen: Settings) -> None:
    """Bring the record's index up to date: what its claims resolve to, and their state on each day.

    `read`, `review` and `import` do this when they end. If that was interrupted, questions say that
    the index is behind, and this command continues where it stopped.
    """
    from servanda.cli.index_update import update_index
    from servanda.store import open_record

    with open_record(chosen.url, create=False) as record:
        behind = record.index.stale()
        update_index(record)
        print_row({"record": record.url, "reports": behind, "behind": record.index.stale()}, chosen)


@command.command()
@functools.partial(settings, without=NO_LOOK)
def upgrade(chosen: Settings) -> None:
    """Bring the record of an older servanda to the schema of this one.

    Every command does this when it opens an older record; this one does nothing else, so that you
    can choose the time. Make a copy first: `servanda backup`, with the older servanda. It is one
    transaction: everything is upgraded, or nothing.
    """
    from servanda.store import open_record

    with open_record(chosen.url, create=False) as record:
        about = record.about()
    row: dict[str, Any] = {"record": about.url, "schema": about.schema, "done": about.upgraded}
    if chosen.written == "table":
        done = ", ".join(about.upgraded)
        row["done"] = done or "nothing: it was up to date"
    print_row(row, chosen)


@command.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@functools.partial(settings, without=NO_LOOK)
@click.pass_context
def copy(ctx: click.Context, /, chosen: Settings, source: str, target: str) -> None:
    """Copy a whole record, all its history and decisions, from one database to another.

    FROM and TO are a file (SQLite) or a database's address (postgresql+psycopg://USER@HOST/NAME).
    TO must hold no record, or an empty one. Others can keep writing to FROM: the copy is of one
    moment. Everything is copied in one transaction, counted, and checked as `servanda check` does.

    Exit status: 0 if everything is in order, 4 if the copy cannot be made or has problems.
    """
    from servanda.cli.terminal import ReadingBar
    from servanda.store import open_record

    with open_record(address(source), create=False) as record, ReadingBar(doing="copying") as bar:
        copied = record.copy_to(address(target), bar.advance)
    print_copied(ctx, copied, chosen)


@command.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many processes read; the record is written by one.",
)
@functools.partial(settings, without=NO_LOOK)
@click.pass_context
def rebuild(ctx: click.Context, /, chosen: Settings, old: str, new: str, processes: int) -> None:
    """Read the texts of a record of another build into a new record.

    OLD and NEW are a file (SQLite) or a database's address (postgresql+psycopg://USER@HOST/NAME).
    OLD can be of any schema, also one that this servanda refuses to open; it is never written to.
    NEW must hold no record, or an empty one. After an interruption, the same command continues.

    The texts in force in OLD are read as if for the first time, with the name, address, title,
    publisher and date that their sources stated. Decisions, scores and grades are carried over,
    undone ones too, as far as their claims are found again; those that are not are named. What OLD
    held when (--recorded-by), and texts that were corrected or retracted, stay in OLD only: keep it.

    Exit status: 0 if everything was carried over, 3 if some was not, 4 if a record cannot be used.
    """
    from servanda.cli.terminal import ReadingBar
    from servanda.rebuilding import rebuild as rebuilding
    from servanda.store import OlderRecord, open_record, same_place
    from servanda.workers import Budget

    if same_place(address(old), address(new)):
        raise click.BadParameter("OLD and NEW are the same record; name a new place for NEW")
    with (
        OlderRecord(address(old)) as source,
        open_record(address(new)) as record,
        ReadingBar() as bar,
    ):
        done = rebuilding(
            source,
            record,
            at=lambda: datetime.now(tz=UTC),
            processes=processes,
            on_progress=bar.advance,
            budget=Budget(),
        )
    refused = (*done.read.refused, *done.refused_words)
    for error in refused:
        print_error(error)
    row: dict[str, Any] = {
        "reports": done.read.read,
        "read_before": done.read.skipped,
        "decisions": done.words.new + done.words.known,
        "refused": len(refused),
        "left_in_old": done.earlier,
    }
    print_row(row, chosen)
    if refused:
        ctx.exit(EXIT_REFUSED)


def address(given: str) -> str:
    """Return the URL of a record given as one, or as the path of a file."""
    return given if "://" in given else f"sqlite:///{given}"


def print_row(row: dict[str, Any], chosen: Settings) -> None:
    """Write one object: a line for each pair, or as JSON."""
    from servanda.cli.render import write_object

    if chosen.written != "table":
        write_object(row, "json" if chosen.written == "json" else "jsonl")
        return
    width = max(map(len, row))
    for name, value in row.items():
        shown = name.replace("_", " ").ljust(width)
        click.echo(f"{click.style(shown, bold=True)}  {'' if value is None else value}")


def print_copied(ctx: click.Context, copied: Copied, chosen: Settings) -> None:
    """Write what a copy holds, and its problems if it has any."""
    from servanda.cli.asking.overview_columns import PROBLEMS
    from servanda.cli.record_access import plain_row
    from servanda.cli.render import Sheet, write

    held = {word: copied.rows[table] for word, table in _COUNTED.items()}
    print_row({**held, "rows_in_all": sum(copied.rows.values())}, chosen)
    if copied.problems:
        problems = [plain_row(problem) for problem in copied.problems]
        click.echo("the copy is complete, but the record has problems:", err=True)
        write(Sheet("Problems", PROBLEMS, problems), chosen.written)
        ctx.exit(EXIT_RECORD)
    click.echo("every row was counted, and all evidence is where it says", err=True)


def _about_row(about: About, counts: Counts) -> dict[str, Any]:
    return {
        "record": about.url,
        "database": about.database,
        "schema": about.schema,
        "bytes": about.size,
        "reports": counts.reports,
        "retracted": counts.retracted,
        "claims": sum(counts.claims.values()),
        "statements": counts.statements,
        "first_change": about.first.isoformat() if about.first else None,
        "last_change": about.last.isoformat() if about.last else None,
    }
