"""The entry point: `servanda [OPTIONS] COMMAND [ARGS]...`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import click

from servanda.cli.lazy_group import LazyGroup, Subcommand
from servanda.cli.options import Settings, common

__all__ = ["main"]


class Servanda(LazyGroup):
    """The subcommands and what each is for, as `servanda --help` lists them."""

    table: ClassVar[Mapping[str, Subcommand]] = {
        "read": Subcommand("reading", "Read reports into the record."),
        "follow": Subcommand("reading", "Follow feeds and addresses, and read what is new."),
        "show": Subcommand("asking", "Show what the record holds of one kind."),
        "timeline": Subcommand("asking", "Show everything dated, in order."),
        "picture": Subcommand("asking", "Show the system as it stood on a day."),
        "due": Subcommand("asking", "Show what is due, and what is overdue."),
        "brief": Subcommand("asking", "Show what a report says that was not known before."),
        "drift": Subcommand("asking", "Show how a wording changed, and who used it when."),
        "search": Subcommand("asking", "Search reports and claims for words."),
        "why": Subcommand("asking", "Show the words and the rule behind an entry."),
        "review": Subcommand("judging", "Review what the record rests on; accept, reject, amend."),
        "agreement": Subcommand("judging", "Measure how far coders agree."),
        "compliance": Subcommand("judging", "Score how far commitments were kept."),
        "grade": Subcommand("judging", "Grade sources and reports."),
        "explain": Subcommand(
            "reading", "Show what was looked at in a text, and why it became a claim."
        ),
        "times": Subcommand("reading", "Find the time expressions in a text."),
        "export": Subcommand("keeping", "Write the record out for other programs."),
        "import": Subcommand("keeping", "Take decisions from a file into the record."),
        "report": Subcommand("keeping", "Write one printable page on a relation."),
        "config": Subcommand("keeping", "Show what is configured, and where."),
        "check": Subcommand("keeping", "Check all evidence and the record itself."),
        "backup": Subcommand("keeping", "Copy a record in use into a new file."),
        "forget": Subcommand("keeping", "Retract reports, and all that rests on them."),
        "db": Subcommand(
            "keeping", "Look after the record's database: info, settle, copy, rebuild."
        ),
        "serve": Subcommand("reading", "Serve pages to work at, and a REST interface."),
        "mcp": Subcommand("asking", "Serve the record to an assistant, read-only."),
        "account": Subcommand("keeping", "Look after those who may log in to a desk."),
        "demo": Subcommand("reading", "Read the bundled sample and show what came of it."),
    }


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """Print what a bug report needs: the release, the schema of records, the version of reading."""
    del param
    if not value or ctx.resilient_parsing:
        return
    from servanda import __version__
    from servanda.pipeline import READER
    from servanda.store.migrations import number, revisions

    click.echo(f"servanda {__version__}\nschema {number(revisions()[-1])}\nreading {READER}")
    ctx.exit()


@click.group(
    cls=Servanda,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Options can be written before or after the command, or in servanda.toml. "
    "Start with 'servanda demo', then 'servanda read FOLDER'.",
)
@click.option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the versions of servanda, of its records and of its reading, and exit.",
)
@common
@click.pass_context
def main(ctx: click.Context, /, **given: Any) -> None:
    """Read public reports about relations between states and keep the record.

    Who met whom, what was promised, by when, on what condition, and what became of it. Every
    entry of the record points to the words that say so.
    """
    ctx.obj = Settings.of(given)
