"""The entry point: `servanda [OPTIONS] COMMAND [ARGS]...`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import click

from servanda.cli.lazy import LazyGroup
from servanda.cli.options import Settings, common

__all__ = ["main"]


class Servanda(LazyGroup):
    """The subcommands and what each is for, as `servanda --help` lists them."""

    table: ClassVar[Mapping[str, str]] = {
        "read": "Read reports into the record.",
        "show": "Show what the record holds of one kind.",
        "timeline": "Show everything dated, in order.",
        "picture": "Show the system as it stood on a day.",
        "due": "Show what is due, and what is overdue.",
        "brief": "Show what a report says that was not known before.",
        "drift": "Show how a wording changed, and who used it when.",
        "search": "Search reports and claims for words.",
        "why": "Show the words and the rule behind an entry.",
        "review": "Review what the record rests on; accept, reject, amend.",
        "agreement": "Measure how far coders agree.",
        "compliance": "Score how far commitments were kept.",
        "grade": "Grade sources and reports.",
        "times": "Find the time expressions in a text.",
        "export": "Write the record out for other programs.",
        "import": "Take decisions from a file into the record.",
        "report": "Write one printable page on a relation.",
        "check": "Check all evidence and the record itself.",
        "backup": "Copy a record in use into a new file.",
        "forget": "Retract reports, and all that rests on them.",
        "db": "Look after the record as a database: info, upgrade, copy.",
        "demo": "Read the bundled sample and show what came of it.",
    }
    homes: ClassVar[Mapping[str, str]] = {
        name: group
        for group, names in {
            "reading": ("read", "times", "demo"),
            "asking": ("show", "timeline", "picture", "due", "brief", "drift", "search", "why"),
            "judging": ("review", "agreement", "compliance", "grade"),
            "keeping": ("export", "import", "report", "check", "backup", "forget", "db"),
        }.items()
        for name in names
    }


@click.group(
    cls=Servanda,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Options may stand before or after the command. "
    "Start with 'servanda demo', then 'servanda read FOLDER'.",
)
@click.version_option(
    None, "-V", "--version", package_name="servanda", message="servanda %(version)s"
)
@common
@click.pass_context
def main(ctx: click.Context, /, **given: Any) -> None:
    """Read public reports about relations between states and keep the record.

    Who met whom, what was promised, by when, on what condition, and what became of it. Every
    entry of the record points at the words that say so.
    """
    ctx.obj = Settings.of(given)
