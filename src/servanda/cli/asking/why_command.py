"""`servanda why ID`: the words, the report and the rule behind an entry, step by step."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import Settings, settings
from servanda.errors import NotFoundError

if TYPE_CHECKING:
    from servanda.analysis.answers import WhyStep
    from servanda.cli.record_access import RecordAccess

__all__ = ["command", "steps"]


@click.command(cls=GroupedCommand)
@click.argument("identity", metavar="ID")
@settings
def command(chosen: Settings, identity: str) -> None:
    """Show what an entry rests on: the words, the report, its date, the rule that read it.

    ID is any id that another command shows, whole or its beginning, or a report's name. Decisions
    of persons are among the steps; the id of a decision shows what it is about.
    """
    from servanda.cli.record_access import open_access, plain_row

    with open_access(chosen) as access:
        found = _of_word(access, identity) or steps(access, identity)
    if not found and chosen.judged is None:  # a claim that was rejected
        with open_access(dataclasses.replace(chosen, judged="all")) as access:
            found = steps(access, identity)
    if not found:
        raise NotFoundError(
            identity, "nothing in the record has that id", "see: servanda show KIND"
        )
    rows = [plain_row(step) for step in found]
    if chosen.written == "table":
        _tell(rows)
        return
    from servanda.cli.asking.overview_columns import STEPS
    from servanda.cli.render import Sheet, write

    write(Sheet("Why", STEPS, rows), chosen.written)


def steps(access: RecordAccess, identity: str) -> tuple[WhyStep, ...]:
    """Explain a claim, an entity or a report."""
    from servanda.record_answers import explained

    return explained(access, identity)


def _of_word(access: RecordAccess, identity: str) -> tuple[WhyStep, ...]:
    """Tell what a person said, and what it is about, by the id of the decision."""
    from servanda.analysis.decision_words import word_steps
    from servanda.cli.naming import completed

    kept = {one.word.id: one for one in access.record.words.all()}
    found = next((kept[one] for one in kept if one == completed(identity, kept)), None)
    return () if found is None else tuple(word_steps(found.word, found.undone))


def _tell(rows: list[dict[str, Any]]) -> None:
    """Print the steps under each other, the label in front, words from a report in italics."""
    from rich.table import Table
    from rich.text import Text

    from servanda.cli.cells import short_id, tame
    from servanda.cli.terminal import console

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
