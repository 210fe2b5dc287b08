"""`servanda why ID`: the words, the report and the rule behind an entry, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from servanda.cli.options import Settings, settings
from servanda.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from servanda.cli.data import Look

__all__ = ["command"]


@click.command()
@click.argument("identity", metavar="ID")
@settings
def command(chosen: Settings, identity: str) -> None:
    """Show what an entry rests on: the words, the report, its date, the rule that read it.

    ID is any id that another command shows, whole or its beginning, or a report's name.
    """
    from servanda.cli.data import looking, plain_row
    from servanda.follow import why

    with looking(chosen) as look:
        whole = _whole(look, identity)
        steps = why(look.world, look.reports, whole, today=look.day)
    if not steps:
        raise NotFoundError(
            identity, "nothing in the record has that id", "see: servanda show KIND"
        )
    rows = [plain_row(step) for step in steps]
    if chosen.written == "table":
        _tell(rows)
        return
    from servanda.cli.pages import STEPS
    from servanda.cli.render import Sheet, write

    write(Sheet("Why", STEPS, rows), chosen.written)


def _whole(look: Look, identity: str) -> str:
    """Complete the beginning of an id. Raises UsageError where several begin like that."""
    known: set[str] = {thing.id for thing in look.world.things} | set(look.world.claims)
    known |= {report.id for report in look.reports}
    if identity in known or "-" not in identity:
        return identity
    fitting = sorted(each for each in known if each.startswith(identity))
    if len(fitting) > 1:
        some = ", ".join(fitting[:4])
        raise UsageError(identity, f"{len(fitting)} ids begin like that", f"such as {some}")
    return fitting[0] if fitting else identity


def _tell(rows: list[dict[str, Any]]) -> None:
    """Print the steps under each other, the label in front, words from a report in quotation marks."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from servanda.cli.terminal import console
    from servanda.cli.wording import tame

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(ratio=1)
    last = ""
    for row in rows:
        label = row["label"] if row["label"] != last else ""
        last = row["label"]
        text = Text(tame(row["text"]), style="italic" if row["label"] == "words" else "")
        tail = " · ".join(
            each for each in (row["report"], row["id"]) if each and each not in row["text"]
        )
        if tail:
            text.append(f"  {tail}", style="dim not italic")
        grid.add_row(label, text)
    console().print(Padding(grid, (0, 0)))
