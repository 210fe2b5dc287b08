"""`servanda export WHAT`: the record for other programs, as JSON lines or one JSON array."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click
import orjson

from servanda.cli.options import Filters, Settings, filters, settings
from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.cli.data import Look

__all__ = ["command"]

WHAT = ("claims", "record", "texts")


@click.command()
@click.argument("what", type=click.Choice(WHAT), metavar="WHAT")
@settings
@filters
def command(chosen: Settings, what: str, *, filters: Filters) -> None:
    """Write the record out for other programs, to standard output.

    WHAT is claims (what each report says, with its evidence), record (the resolved things, with
    status, history and ties) or texts (the reports as stored, which the evidence's offsets
    count in). `--format` is jsonl (the default) or json.
    """
    from servanda.cli.data import looking, narrowed

    form = chosen.format or "jsonl"
    if form not in ("json", "jsonl"):
        raise UsageError(
            f"--format {form}", f"{what} are nested, no table holds them", "use jsonl or json"
        )
    with looking(chosen) as look:
        look.must_have(filters.report)
        lines = _lines(look, what)
        if filters != Filters():
            lines = (line for line in lines if narrowed([orjson.loads(line)], filters))
        if form == "jsonl":
            for line in lines:
                click.echo(line)
        else:
            _array(lines)


def _lines(look: Look, what: str) -> Iterable[str]:
    from servanda.exports import claims_jsonl, record_jsonl, texts_jsonl

    if what == "texts":
        return texts_jsonl(look.reports)
    if what == "record":
        return record_jsonl(look.world, look.reports, today=look.day)
    copies = {copy.report: copy.of for copy in look.world.copies if copy.of != copy.report}
    return claims_jsonl(look.reports, look.claims, copies=copies)


def _array(lines: Iterable[str]) -> None:
    mark = "["
    for line in lines:
        click.echo(f"{mark}\n{line}", nl=False)
        mark = ","
    click.echo("[]" if mark == "[" else "\n]")
