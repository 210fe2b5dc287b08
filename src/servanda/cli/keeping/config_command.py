"""`servanda config`: what holds for commands in this folder, and where each setting is from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click
from click.core import ParameterSource

from servanda.cli.configuration import KEYS, current
from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import DEFAULT_RECORD, Settings, settings
from servanda.sources.address_secrets import without_secrets

__all__ = ["command"]


DEFAULTS = {
    "record": DEFAULT_RECORD,
    "format": "table",
    "style.color": "auto",
    "read.processes": 1,
    "read.max_seconds": 60.0,
    "read.max_memory": 1000,
    "reader.at_once": 2,
}
"""What holds where nobody says anything, as the commands' own options have it."""


@click.command(cls=GroupedCommand)
@settings
@click.pass_context
def command(ctx: click.Context, /, chosen: Settings) -> None:
    """Show what holds, and where each setting is from.

    The command line goes before the environment, the environment before the file, and the file
    before the defaults. The file is named by --config or $SERVANDA_CONFIG; else it is servanda.toml
    in the working directory. A key of the file is a variable of the environment too: read.max_memory
    is $SERVANDA_READ_MAX_MEMORY.
    """
    from servanda.cli.render import Column, Sheet, write

    columns = (
        Column("key", lambda row: row["key"], style="bold"),
        Column("value", lambda row: _shown(row["value"]), wide=True),
        Column("from", lambda row: row["from"], wide=True),
        Column("for", lambda row: row["for"], wide=True, spare=1),
    )
    write(Sheet("Configuration", columns, list(_rows(ctx, chosen))), chosen.written)


def _rows(ctx: click.Context, chosen: Settings) -> Iterator[dict[str, Any]]:
    held = current()
    for key in KEYS:
        value, source = held.values.get(key.name), held.sources.get(key.name, "default")
        if _on_the_command_line(ctx, key.name):
            value, source = getattr(chosen, key.name), "command line"
        if value is None:
            value = DEFAULTS.get(key.name)
        if key.name == "record":
            value = without_secrets(str(value))
        if isinstance(value, date):
            value = value.isoformat()
        yield {"key": key.name, "value": value, "from": source, "for": key.about}


def _on_the_command_line(ctx: click.Context, name: str) -> bool:
    places = (ctx, ctx.find_root())
    return any(one.get_parameter_source(name) is ParameterSource.COMMANDLINE for one in places)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, list | tuple) else str(value)
