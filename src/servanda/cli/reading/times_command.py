"""`servanda times FILE...`: time expressions with their TIMEX3 type and value. Needs no record."""

from __future__ import annotations

import functools
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
import orjson

from servanda.cli.exit_codes import EXIT_REFUSED, print_error
from servanda.cli.help_groups import GroupedCommand
from servanda.cli.option_values import day
from servanda.cli.options import NO_RECORD, Settings, settings
from servanda.errors import InputError, UndecodableError, UnreadableError
from servanda.export.json_lines import json_line

__all__ = ["command"]


_ROW = 'a line is {"id": ..., "dct": "YYYY-MM-DD", "text": ...}'


@click.command(cls=GroupedCommand)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--dct", type=day, metavar="DAY", help="The day on which a plain text was published.")
@click.option("--country", metavar="CODE", help="The country whose fiscal years are meant: JP, US.")
@click.option(
    "--why", is_flag=True, help="Add the modifier, the days that are meant, and the reasons."
)
@functools.partial(settings, without=NO_RECORD)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    chosen: Settings,
    files: tuple[str, ...],
    dct: date | None,
    country: str | None,
    why: bool,
) -> None:
    """Find the time expressions in a text, each with TIMEX3 type and value.

    A file that ends in .jsonl holds one row a line, {"id", "dct", "text"}, and the answer has one
    row for each: {"id", "timex": [{"start", "end", "text", "type", "value"}]}. Any other file is
    plain text in UTF-8; `-` is standard input. Without a day of publication, a value that depends
    on it has an X for each digit that is not known.

    With --why each expression has three more keys: "mod" (TIMEX3, or null), "when" (its earliest
    and latest day, and their EDTF; null where they are not known) and "reasons".
    """
    refused = 0
    for name in files:
        try:
            if name.endswith(".jsonl"):
                refused += _rows(name, country, why=why)
            else:
                _text(name, dct, country, chosen.written, why=why)
        except InputError as error:
            print_error(error)
            refused += 1
    if refused:
        ctx.exit(EXIT_REFUSED)


def _rows(name: str, country: str | None, *, why: bool) -> int:
    """Answer the rows of a JSON lines file; return how many were refused, in whole or in part."""
    from servanda.timex.timex_rows import plain_timex, timex_rows

    refused = 0
    for number, line in enumerate(_read(name).split("\n"), start=1):
        if not line.strip():
            continue
        row = _row(line)
        if isinstance(row, str):
            print_error(UndecodableError(f"{name}, line {number}", row, _ROW))
            refused += 1
            continue
        identity, text, stated = row
        try:
            dct = _day(stated)
        except (ValueError, TypeError, AttributeError):
            reason = f"its dct {stated!r} is not a day and is taken as unknown"
            print_error(UndecodableError(f"{name}, line {number}", reason, _ROW))
            refused += 1
            dct = None
        found = [one if why else plain_timex(one) for one in timex_rows(text, dct, country)]
        click.echo(json_line({"id": identity, "timex": found}))
    return refused


def _row(line: str) -> tuple[Any, str, Any] | str:
    """Return the id, the text and the stated day of a row, or the reason why it is not a row."""
    try:
        row = orjson.loads(line)
    except ValueError as error:
        return f"this is not JSON: {error}"
    if not isinstance(row, dict):
        return "this is not a JSON object"
    missing = next((key for key in ("id", "text") if key not in row), None)
    if missing is not None:
        return f"it has no {missing}"
    if not isinstance(row["text"], str):
        return "its text is not a string"
    return row["id"], row["text"], row.get("dct")


def _text(name: str, dct: date | None, country: str | None, form: str, *, why: bool) -> None:
    from servanda.cli.asking.overview_columns import TIMES, TIMES_WHY
    from servanda.cli.render import Sheet, write
    from servanda.timex.timex_rows import plain_timex, timex_rows

    title = name if name != "-" else "standard input"
    found = list(timex_rows(_read(name), dct, country))
    nothing = f"{title}: no time expression"
    rows = found if why or form == "table" else [plain_timex(timex) for timex in found]
    write(Sheet(title, TIMES_WHY if why else TIMES, rows, nothing), form)


def _day(value: str | None) -> date | None:
    """Read a row's day; a time of day after it is ignored. Raises ValueError."""
    return date.fromisoformat(value.partition("T")[0]) if value else None


def _read(name: str) -> str:
    from servanda.sources.files import LIMIT, open_file, read_limited, why

    try:
        if name == "-":
            data = read_limited(sys.stdin.buffer, "standard input", LIMIT)
        else:
            with open_file(Path(name)) as stream:
                data = read_limited(stream, name, LIMIT)
    except OSError as error:
        raise UnreadableError(name, *why(error)) from error
    try:
        return data.decode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8")
    except UnicodeDecodeError as error:
        raise UndecodableError(
            name, "not UTF-8", "save it as UTF-8, or use: servanda read"
        ) from error
