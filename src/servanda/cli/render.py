"""Write a list: as a table for people, as JSON, JSON lines or CSV for programs.

A list is a sequence of plain rows (dicts of JSON values in the contract's shape) and columns that
write its cells. JSON has the whole rows; tables and CSV have the columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.cells import tame
from servanda.cli.stacking import stacked
from servanda.cli.terminal import console
from servanda.export.csv_writer import Bare, csv_rows
from servanda.export.json_lines import json_line, json_text

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["Column", "Row", "Sheet", "heading", "write", "write_object"]


Row = Mapping[str, Any]

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")

# Widths in characters.
_GAP = 2  # between columns
_ENOUGH = 30  # for running text to be readable
_TIME = 20  # of a time; a longer one takes two lines
_LEAST = 14  # the least that running text gets
_TITLE = 30  # for a title to be recognised


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, how its cells are written, and how it behaves in a table.

    Where a table would leave too little room, its rows are stacked: then the cells of a column that
    is `labelled`, and of one with numbers, stand behind its heading.
    A column with a `time`, the key of one or what finds it in a row, is three columns in CSV: its
    EDTF, its earliest and its latest day. A long cell may take two lines, the second one behind `fold`.

    Cells that are `wide` wrap at words; the others take one line of at most `limit` characters, or
    where they are `flat`, of the room that the others leave. Where the wide ones would get too little
    room, the columns with the highest `spare` are left out. `style` may depend on the cell. `full`
    writes the cell for CSV where a table shortens it; a column that is not `shown` is in CSV only.
    `below` is written under the cell in grey: the words it rests on. The cells of a `number` keep
    their sign in CSV, where other cells with one are marked as text.
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
    time: str | Callable[[Row], Row | None] | None = None
    labelled: bool = False
    fold: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list ready to be written: title, columns, rows, and what to print where there are none.

    `total` is the number of all rows where only some are listed.
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
        click.echo(json_text([dict(row) for row in sheet.rows], indent=True))
    elif form == "jsonl":
        for row in sheet.rows:
            click.echo(json_line(row))
    elif form == "csv":
        for piece in _csv(sheet.columns, sheet.rows):
            click.echo(piece, nl=False)
    else:
        _table(sheet)


def write_object(value: Row, form: str) -> None:
    """Write one JSON object, over several lines for `json`, on one for `jsonl`."""
    click.echo(json_text(dict(value), indent=form == "json"))


def heading(text: str, style: str = "bold") -> None:
    """Write one line above tables."""
    from rich.text import Text

    console().print(Text(tame(text), style=style))


def _csv(columns: Iterable[Column], rows: Iterable[Row]) -> Iterator[str]:
    columns = tuple(each for one in columns for each in (_timed(one) if one.time else (one,)))
    names = (column.name.replace(" ", "_") for column in columns)
    return csv_rows(names, ([_written(each, row) for each in columns] for row in rows), end="\n")


def _timed(column: Column) -> tuple[Column, ...]:
    """Make the three columns that a time is in CSV."""
    find = column.time

    def part(key: str) -> Callable[[Row], str]:
        def cell(row: Row) -> str:
            time = find(row) if callable(find) else row.get(str(find))
            return str((time or {}).get(key) or "")

        return cell

    names = (column.name, f"{column.name} earliest", f"{column.name} latest")
    keys = ("edtf", "earliest", "latest")
    return tuple(Column(name, part(key)) for name, key in zip(names, keys, strict=True))


def _written(column: Column, row: Row) -> str:
    text = tame((column.full or column.cell)(row))
    return Bare(text) if column.number and _NUMBER.fullmatch(text) else text


def _table(sheet: Sheet) -> None:
    if not sheet.rows:
        click.echo(sheet.nothing, err=True)
        return
    from rich.text import Text

    out = console()
    count = f"{len(sheet.rows)}"
    if sheet.total is not None and sheet.total > len(sheet.rows):
        count += f" of {sheet.total}"
    out.print(Text.assemble((tame(sheet.title), "bold"), "  ", (count, "dim")))
    out.print()
    columns = _fitting(_used(sheet), sheet.rows, out.width)
    if columns:
        out.print(_grid(columns, sheet.rows, out.width))
    else:
        stacked(out, _used(sheet), sheet.rows, tame)
    if sheet.note:
        out.print()
        out.print(Text(sheet.note, style="dim"))


def _used(sheet: Sheet) -> list[Column]:
    """Return the columns of a table that have at least one entry."""
    return [
        column
        for column in sheet.columns
        if column.shown and any(column.cell(row) for row in sheet.rows)
    ]


def _grid(columns: list[Column], rows: Sequence[Row], width: int) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
        header_style="bold",
    )
    room = _room(columns, rows, width)
    for column in columns:
        table.add_column(
            column.name,
            justify="right" if column.right else "left",
            no_wrap=not column.wide,
            overflow="fold" if column.wide else "ellipsis",
            ratio=1 if column.wide else None,
            min_width=_LEAST if column.wide else None if column.flat else _width(column, rows),
            max_width=max(room, 0) if column.flat else column.limit,
        )
    for row in rows:
        table.add_row(*(_cell(Text, column, row) for column in columns))
    return table


def _fitting(columns: list[Column], rows: Sequence[Row], width: int) -> list[Column]:
    """Leave out what can be spared until the wide and flat columns have room enough.

    Return none where they never have.
    """
    for least in (*sorted({c.spare for c in columns if c.spare}, reverse=True), 0):
        broad = [c for c in columns if c.wide or c.flat]
        needed = sum(min(_TITLE if c.flat else _ENOUGH, _width(c, rows)) for c in broad)
        if _room(columns, rows, width) >= needed:
            return columns
        columns = [c for c in columns if c.spare < least]
    return []


def _room(columns: list[Column], rows: Sequence[Row], width: int) -> int:
    """Count what `width` leaves for the wide and flat columns."""
    return width - sum(
        _GAP + (0 if column.wide or column.flat else _width(column, rows)) for column in columns
    )


def _width(column: Column, rows: Sequence[Row]) -> int:
    widest = max(_longest(column, row) for row in rows)
    return max(len(column.name), min(widest, column.limit or widest))


def _longest(column: Column, row: Row) -> int:
    return max(map(len, _lines(column, column.cell(row)).split("\n")))


def _lines(column: Column, words: str) -> str:
    """Put a long cell on two lines: "between 20 Dec 2030" and "and 10 Jan 2031"."""
    if len(words) <= _TIME:
        return words
    if column.fold:
        return words.replace(column.fold, f"{column.fold.rstrip()}\n", 1)
    if column.time is None:
        return words
    return words.replace(" and ", "\nand ", 1).replace(" or ", "\nor ", 1)


def _cell(text: Any, column: Column, row: Row) -> Any:
    words = _lines(column, column.cell(row))
    if "\n" in words:
        words = "\n".join(map(tame, words.split("\n")))
        plain = words.replace("\n", " ")
        return text(
            words, style=column.style if isinstance(column.style, str) else column.style(plain)
        )
    style = column.style if isinstance(column.style, str) else column.style(words)
    under = "\n".join(map(tame, column.below(row).split("\n"))) if column.below else ""
    if not under:
        return text(tame(words), style=style)
    return text.assemble((tame(words), style), ("\n" if words else "", ""), (under, "dim"))
