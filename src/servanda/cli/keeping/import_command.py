"""`servanda import WHAT FILE`: take decisions made elsewhere into the record."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson

from servanda.cli.exit_codes import EXIT_REFUSED, print_error
from servanda.cli.help_groups import GroupedCommand
from servanda.cli.index_update import update_index
from servanda.cli.options import NO_LOOK, Settings, settings
from servanda.errors import ServandaError, UndecodableError, UsageError

if TYPE_CHECKING:
    from servanda.model import Undo, Word

__all__ = ["command"]


WHAT = ("decisions",)
_LONGEST = 1_000_000  # bytes of a line


@click.command(cls=GroupedCommand)
@click.argument("what", type=click.Choice(WHAT), metavar="WHAT")
@click.argument("file", type=click.Path(exists=True, allow_dash=True), metavar="FILE")
@functools.partial(settings, without=NO_LOOK)
@click.pass_context
def command(ctx: click.Context, /, chosen: Settings, what: str, file: str) -> None:
    """Take decisions, scores and grades from a file into the record.

    WHAT is decisions; FILE holds JSON lines as `servanda export decisions` writes them, and `-` is
    standard input. What the record already has is left as it is; what was undone there is undone
    here. A line that is not a decision, was edited by hand, or is about claims that the record does
    not have is named and left out; the rest is kept. This way a record can be rebuilt: read the
    reports, then import the decisions.

    Exit status: 0 if everything was taken, 3 if some lines were refused.
    """
    from servanda.cli.render import write_object
    from servanda.store import open_record

    refused: list[ServandaError] = []
    words = list(_words(file, refused))
    with open_record(chosen.url, create=False) as record:
        taken = record.words.import_all(words, at=datetime.now(tz=UTC))
        update_index(record)
    refused += taken.refused
    _print_few(refused, file)
    row: dict[str, Any] = {
        "new": taken.new,
        "known": taken.known,
        "undone": taken.undone,
        "refused": len(refused),
    }
    if chosen.written == "table":
        click.echo(", ".join(f"{count} {name}" for name, count in row.items()))
    else:
        write_object(row, "json" if chosen.written == "json" else "jsonl")
    if refused:
        ctx.exit(EXIT_REFUSED)


def _print_few(refused: list[ServandaError], name: str) -> None:
    """Name the first lines that are refused, and say how many the others are."""
    from servanda.sources.few_errors import NAMED

    for error in refused[:NAMED]:
        print_error(error)
    if len(refused) > NAMED:
        reason = f"{len(refused) - NAMED:,} more of its lines are refused"
        print_error(UndecodableError(name, reason, "correct those that are named, and look again"))


def _lines(name: str) -> Iterator[tuple[int, bytes]]:
    """Read the lines of a file that are not blank, with their numbers, each no longer than `_LONGEST`."""
    from servanda.sources.files import open_file

    with nullcontext(sys.stdin.buffer) if name == "-" else open_file(Path(name)) as stream:
        for number, line in enumerate(iter(lambda: stream.readline(_LONGEST), b""), 1):
            if line.strip():
                yield number, line


def _words(name: str, refused: list[ServandaError]) -> Iterator[tuple[Word, Undo | None]]:
    """Read the lines of a file; what is not a decision goes to `refused`, with its line number."""
    from servanda.model.serialization import word_from_plain
    from servanda.sources.files import megabytes

    for number, line in _lines(name):
        where = f"{name}, line {number}"
        if len(line) == _LONGEST:
            reason = f"this line is longer than {megabytes(_LONGEST)}; nothing behind it was read"
            refused.append(UndecodableError(where, reason, "a decision has some hundred bytes"))
            return
        try:
            yield word_from_plain(orjson.loads(line))
        except orjson.JSONDecodeError as error:
            refused.append(UndecodableError(where, f"this is not JSON: {error.msg}"))
        except UsageError as error:
            refused.append(UsageError(f"{where}: {error.subject}", error.reason, error.remedy))
