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
    from servanda.follow import earlier, why

    with looking(chosen) as look:
        whole = _whole(look, identity)
        steps = why(look.world, look.reports, whole, today=look.day)
        for report in look.reports:
            if whole in (report.id, report.name):
                held = look.record.datings(report.id)
                past = [(one.dating, one.recorded, one.superseded) for one in held]
                steps += earlier(report, past)
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
    """Print the steps under each other, the label in front, words from a report in italics."""
    from rich.table import Table
    from rich.text import Text

    from servanda.cli.terminal import console
    from servanda.cli.wording import short_id, tame

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    said: dict[str, str | None] = {"label": None, "report": None, "id": None}
    for row in rows:
        text = Text(tame(row["text"]), style="italic" if row["label"] == "words" else "")
        tail = [short_id(row["id"])] if row["id"] and row["id"] != said["id"] else []
        if row["report"] and row["report"] != said["report"] and row["report"] not in row["text"]:
            tail.insert(0, row["report"])
        if tail:
            text.append(f"  {tame(' · '.join(tail))}", style="dim not italic")
        grid.add_row(row["label"] if row["label"] != said["label"] else "", text)
        said = {"label": row["label"], "report": row["report"], "id": row["id"] or said["id"]}
    console().print(grid)
