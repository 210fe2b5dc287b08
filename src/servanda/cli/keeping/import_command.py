"""`servanda import WHAT FILE`: take decisions made elsewhere into the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any

import click
import orjson

from servanda.cli.exit_codes import EXIT_REFUSED, print_error
from servanda.cli.index_update import update_index
from servanda.cli.options import Settings, settings
from servanda.errors import ServandaError, UndecodableError, UsageError

if TYPE_CHECKING:
    from servanda.model import Undo, Word

__all__ = ["command"]


WHAT = ("decisions",)


@click.command()
@click.argument("what", type=click.Choice(WHAT), metavar="WHAT")
@click.argument("file", type=click.File("rb"), metavar="FILE")
@settings
@click.pass_context
def command(ctx: click.Context, /, chosen: Settings, what: str, file: IO[bytes]) -> None:
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
    for error in refused:
        print_error(error)
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


def _words(file: IO[bytes], refused: list[ServandaError]) -> Iterator[tuple[Word, Undo | None]]:
    """Read the lines of a file; what is not a decision goes to `refused`, with its line number."""
    from servanda.model.serialization import word_from_plain

    name = getattr(file, "name", "-")
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            yield word_from_plain(orjson.loads(line))
        except orjson.JSONDecodeError as error:
            where = f"{name}, line {number}"
            refused.append(UndecodableError(where, f"this is not JSON: {error.msg}"))
        except UsageError as error:
            where = f"{name}, line {number}: {error.subject}"
            refused.append(UsageError(where, error.reason, error.remedy))
