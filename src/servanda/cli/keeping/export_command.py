"""`servanda export WHAT`: write the record for other programs, in formats they read."""

from __future__ import annotations

import functools
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from servanda.cli.help_groups import GroupedCommand
from servanda.cli.keeping.file_suffixes import must_suit
from servanda.cli.option_values import days_before
from servanda.cli.options import Filters, Settings, filters, settings
from servanda.errors import UsageError
from servanda.export.formats import EXPORTS

if TYPE_CHECKING:
    from servanda.export.formats import Export, Format

__all__ = ["command"]


_FORMATS = tuple(dict.fromkeys(form.name for each in EXPORTS.values() for form in each.formats))
_BOM = b"\xef\xbb\xbf"

_format = click.option(
    "--format",
    type=click.Choice((*_FORMATS, "table")),
    metavar="FORMAT",
    help=f"One of {', '.join(_FORMATS)}; each WHAT has its own.  [default: by the name of FILE, "
    "else the first that WHAT lists]",
)


def _listed() -> str:
    """List what can be exported, with the formats of each, for the help."""
    rows = [f"{one.name}: {one.about} ({_names(one)})" for one in EXPORTS.values()]
    return "\b\n" + "\n".join(rows)


def _names(one: Export) -> str:
    return ", ".join(form.name for form in one.formats)


@click.command(
    cls=GroupedCommand,
    help="Write the record out for other programs, to standard output or a file.\n\n"
    "WHAT is one of these, each with its formats, the default first:\n\n" + _listed(),
)
@click.argument("what", type=click.Choice(tuple(EXPORTS)), metavar="WHAT")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The file to write; for `notes`, the folder.  [default: standard output]",
)
@click.option("--bom", is_flag=True, help="Mark CSV as UTF-8, for spreadsheets that need the mark.")
@click.option(
    "--schema",
    is_flag=True,
    help="Write the JSON Schema of its lines instead; no record is needed.",
)
@click.option(
    "--past",
    is_flag=True,
    help="`calendar`: with what lies behind --today.  [default: ahead of it]",
)
@click.option(
    "--alarm",
    type=days_before,
    metavar="DURATION",
    help="`calendar`: remind so long before each entry: 7d, 2w.  [default: no reminder]",
)
@functools.partial(settings, form=_format)
@filters
def command(
    chosen: Settings,
    what: str,
    *,
    output: str | None,
    bom: bool,
    schema: bool,
    past: bool,
    alarm: timedelta | None,
    filters: Filters,
) -> None:
    """Write the record out for other programs."""
    from servanda.cli.outputs import put_file, put_folder, put_out
    from servanda.cli.record_access import open_access

    export = EXPORTS[what]
    if schema:
        _put_schema(what, output)
        return
    form = _form(export, chosen.format, output)
    if what != "calendar" and (past or alarm):
        option = "--past" if past else "--alarm"
        raise UsageError(option, f"'{what}' is no calendar", "it is for `export calendar` only")
    if bom and form.name != "csv":
        raise UsageError("--bom", f"'{what}' is written as {form.name}", "it is for csv only")
    with open_access(chosen) as access:
        access.must_have(filters.report)
        scope = access.scope(filters)
        scope.past, scope.alarm = past, alarm
        if access.is_empty:
            click.echo("the record holds no report in view: nothing to export", err=True)
        if form.files is not None:
            put_folder(output, form.files(scope))
            return
        pieces = form.pieces(scope)
        if output is None or output == "-":
            put_out(pieces, form, first=_BOM if bom else b"")
        else:
            put_file(output, pieces, first=_BOM if bom else b"")


def _put_schema(what: str, output: str | None) -> None:
    """Write the JSON Schema of an export's lines, as docs/reference/schemas has it."""
    from servanda.cli.outputs import put_file
    from servanda.export.schemas import SCHEMAS, schema_text

    if what not in SCHEMAS:
        known = ", ".join(SCHEMAS)
        raise UsageError("--schema", f"'{what}' is no JSON", f"there are those of {known}")
    if output is None or output == "-":
        click.echo(schema_text(what), nl=False)
    else:
        put_file(output, [schema_text(what).encode()])


def _form(export: Export, asked: str | None, output: str | None) -> Format:
    """Choose the format: the one asked for, else by the file's name, else the default."""
    named = None if output is None else export.suffixed(output)
    form = (named or export.formats[0]) if asked is None else export.format(asked)
    if form is None:
        raise UsageError(
            f"--format {asked}", f"'{export.name}' has no such format", f"use {_names(export)}"
        )
    if output is not None and form.files is None:
        must_suit(output, form.suffix, export, asked=asked is not None)
    if form.files is not None and output in (None, "-"):
        raise UsageError(export.name, "it is many files", "name a folder for them: -o FOLDER")
    return form
