"""One renderer for every list: a table for people, JSON, JSON lines or CSV for programs.

A list is a sequence of plain rows (dicts of JSON values in the contract's shape) and columns that
say how a row's cell reads. JSON carries the rows whole; tables and CSV carry the columns.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click
import orjson

from servanda.cli.cells import tame
from servanda.cli.terminal import console

__all__ = ["Column", "Row", "Sheet", "heading", "safe_cell", "write", "write_object"]


Row = Mapping[str, Any]

# What a spreadsheet would take for a formula, and the blanks it skips on the way to one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


_GAP = 2  # blanks between columns
_ENOUGH = 36  # what running text needs to be read
_LEAST = 14  # what it never goes below
_TITLE = 30  # and what a title needs to be recognised


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, how a row's cell reads, and how it behaves in a table.

    `wide` cells wrap at words, the others keep to one line of at most `limit` characters; `style`
    may depend on the cell. A `flat` cell keeps to one line too, in whatever room the others leave.
    Where the wide ones would get less than they need, those with the highest `spare` are left out.
    `full` is what stands in CSV where a table shortens; a column that is not `shown` stands in
    CSV only. `below` is what a table writes under the cell, in grey: the words it rests on. The
    cells of a `number` keep their sign in CSV, where it is no formula.
    """

    name: str
    cell: Callable[[Row], str]
    wide: bool = False
    style: Callable[[str], str] | str = ""
    right: bool = False
    shown: bool = True
    limit: int | None = None
    full: Callable[[Row], str] | None = None
    flat: bool = False
    spare: int = 0
    below: Callable[[Row], str] | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list ready to be written: a title, columns, rows, and what to say where there are none.

    `total` says how many there are where only some are listed.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    nothing: str = "nothing"
    note: str = ""
    total: int | None = None


def write(sheet: Sheet, form: str) -> None:
    """Write `sheet` to standard output as `form`: table, json, jsonl or csv."""
    if form == "json":
        click.echo(orjson.dumps([dict(row) for row in sheet.rows], option=orjson.OPT_INDENT_2))
    elif form == "jsonl":
        for row in sheet.rows:
            click.echo(orjson.dumps(dict(row)))
    elif form == "csv":
        click.echo(_csv(sheet.columns, sheet.rows), nl=False)
    else:
        _table(sheet)


def write_object(value: Row, form: str) -> None:
    """Write one JSON object, over several lines for `json`, on one for `jsonl`."""
    click.echo(orjson.dumps(dict(value), option=orjson.OPT_INDENT_2 if form == "json" else 0))


def heading(text: str, style: str = "bold") -> None:
    """Write one line above tables."""
    from rich.text import Text

    console().print(Text(tame(text), style=style))


def safe_cell(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula: a quote mark goes in front."""
    bare = text.lstrip(" \n")
    return f"'{text}" if bare.startswith(_FORMULA) else text


def _csv(columns: Iterable[Column], rows: Iterable[Row]) -> str:
    columns = tuple(columns)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name.replace(" ", "_") for column in columns])
    for row in rows:
        writer.writerow([_written(each, row) for each in columns])
    return out.getvalue()


def _written(column: Column, row: Row) -> str:
    text = tame((column.full or column.cell)(row))
    return text if column.number and _NUMBER.fullmatch(text) else safe_cell(text)


def _table(sheet: Sheet) -> None:
    if not sheet.rows:
        click.echo(sheet.nothing, err=True)
        return
    from rich import box
    from rich.table import Table
    from rich.text import Text

    columns = [column for column in sheet.columns if column.shown]
    # A column without a single entry says nothing.
    columns = [c for c in columns if any(c.cell(row) for row in sheet.rows)]
    out = console()
    columns = _fitting(columns, sheet.rows, out.width)
    room = _room(columns, sheet.rows, out.width)
    table = Table(
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
        header_style="bold",
    )
    for column in columns:
        table.add_column(
            column.name,
            justify="right" if column.right else "left",
            no_wrap=not column.wide,
            overflow="fold" if column.wide else "ellipsis",
            ratio=1 if column.wide else None,
            min_width=_LEAST if column.wide else None,
            max_width=max(room, 0) if column.flat else column.limit,
        )
    for row in sheet.rows:
        table.add_row(*(_cell(Text, column, row) for column in columns))
    count = f"{len(sheet.rows)}"
    if sheet.total is not None and sheet.total > len(sheet.rows):
        count += f" of {sheet.total}"
    out.print(Text.assemble((tame(sheet.title), "bold"), "  ", (count, "dim")))
    out.print()
    out.print(table)
    if sheet.note:
        out.print()
        out.print(Text(sheet.note, style="dim"))


def _fitting(columns: list[Column], rows: Sequence[Row], width: int) -> list[Column]:
    """Leave out what can be spared until the wide and flat columns have room enough."""
    for least in sorted({c.spare for c in columns if c.spare}, reverse=True):
        broad = [c for c in columns if c.wide or c.flat]
        needed = sum(min(_TITLE if c.flat else _ENOUGH, _width(c, rows)) for c in broad)
        if _room(columns, rows, width) >= needed:
            break
        columns = [c for c in columns if c.spare < least]
    return columns


def _room(columns: list[Column], rows: Sequence[Row], width: int) -> int:
    """Count what `width` leaves for the wide and flat columns."""
    return width - sum(
        _GAP + (0 if column.wide or column.flat else _width(column, rows)) for column in columns
    )


def _width(column: Column, rows: Sequence[Row]) -> int:
    widest = max(len(column.cell(row)) for row in rows)
    return max(len(column.name), min(widest, column.limit or widest))


def _cell(text: Any, column: Column, row: Row) -> Any:
    words = column.cell(row)
    style = column.style if isinstance(column.style, str) else column.style(words)
    under = "\n".join(map(tame, column.below(row).split("\n"))) if column.below else ""
    if not under:
        return text(tame(words), style=style)
    return text.assemble((tame(words), style), ("\n" if words else "", ""), (under, "dim"))
