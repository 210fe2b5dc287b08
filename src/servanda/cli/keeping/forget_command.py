"""`servanda forget REPORT...`: retract reports, and everything that rests on them."""

from __future__ import annotations

import functools
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from servanda.cli.exit_codes import EXIT_NOT_FOUND, print_error
from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import NO_LOOK, Settings, settings

if TYPE_CHECKING:
    from servanda.store import ReportHeader, View

__all__ = ["command"]


@click.command(cls=GroupedCommand)
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@click.option("-y", "--yes", is_flag=True, help="Do not ask; a script has to say so.")
@functools.partial(settings, without=NO_LOOK | {"format"})
@click.pass_context
def command(
    ctx: click.Context, /, chosen: Settings, reports: tuple[str, ...], *, yes: bool
) -> None:
    """Retract reports, and everything in the record that rests on them.

    REPORT is a report's whole name, its whole id, or the address or path that it was read from.
    What goes is listed, and you are asked before it does. Dates of other reports that depended on
    it are inferred again. Nothing is erased: `--recorded-by` shows the record as it was before, and
    reading the report again brings it back.

    Exit status: 0 if all were retracted, 1 if one was not in the record, 2 if nobody could be asked
    and there is no --yes.
    """
    from servanda.errors import UsageError
    from servanda.pipeline import redate
    from servanda.store import open_record

    with open_record(chosen.url, create=False) as record:
        view = record.view()
        going, missing = _found(view, reports)
        if going and not yes:
            _list(view, going)
            if not sys.stdin.isatty():
                raise UsageError(
                    "forget", "there is nobody to ask: input is no terminal", "write --yes"
                )
            many = "this report" if len(going) == 1 else f"these {len(going)} reports"
            click.confirm(f"Retract {many}?", abort=True, err=True)
        at = datetime.now(tz=UTC)
        for head in going:
            click.echo(f"{record.retract(head.id, at=at).name} is retracted", err=True)
        redate(record, at=at)
    if missing:
        ctx.exit(EXIT_NOT_FOUND)


def _found(view: View, names: Sequence[str]) -> tuple[list[ReportHeader], bool]:
    """Return the reports that are meant, and whether one was not found (which is printed)."""
    from servanda.errors import NotFoundError
    from servanda.sources.address_secrets import without_secrets
    from servanda.sources.origins import full_origin

    going: dict[str, ReportHeader] = {}
    missing = False
    for name in names:
        found = view.called(without_secrets(name)) or view.called(full_origin(name))
        if len(found) == 1:
            going[found[0].id] = found[0]
            continue
        missing = True
        if found:
            some = ", ".join(f"{head.name} ({head.id})" for head in found[:5])
            print_error(NotFoundError(name, f"{len(found)} reports are so called: {some}", _ID))
        else:
            print_error(NotFoundError(name, "the record has no such report", _nearest(view, name)))
    return list(going.values()), missing


_ID = "write the id in full"


def _nearest(view: View, name: str) -> str:
    """Name the report that was probably meant; a beginning is not enough to retract one."""
    import difflib

    names = [head.name for head in view.headers()]
    begun = sorted(one for one in names if name and one.startswith(name))
    near = begun[:1] or difflib.get_close_matches(name, names, n=1)
    return f"if {near[0]} is meant, write it in full" if near else "see: servanda show reports"


def _list(view: View, going: Sequence[ReportHeader]) -> None:
    """List what goes: each report with its day and the number of its claims."""
    from servanda.cli.cells import tame

    for head in going:
        count = len(view.claims(report=head.id))
        claims = "1 claim" if count == 1 else f"{count} claims"
        day = head.published.edtf if head.published else "undated"
        click.echo(f"{tame(head.name)}  {day}  {claims}", err=True)
