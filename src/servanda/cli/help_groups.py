"""Help with the options in groups: a command's own first, then what is looked at, filters, output."""

from __future__ import annotations

from collections.abc import Iterable

import click

__all__ = ["GROUPS", "GroupedCommand", "GroupedGroup", "write_groups"]


GROUPS: dict[str, tuple[str, ...]] = {
    "Filters": ("parties", "givers", "receivers", "since", "until", "status", "report", "words"),
    "What is looked at": (
        *("record", "config", "as_of", "known_by", "recorded_by", "today", "judged"),
        *("reliability", "credibility", "min_confidence"),
    ),
    "Whose decision it is": ("author", "reason", "at", "blind"),
    "Output": ("format", "output", "bom", "columns", "no_pager"),
}
"""The headings of a command's help, each with the names of the options under it.

An option that is in none of them is the command's own.
"""

_HOME = {name: title for title, names in GROUPS.items() for name in names}
_OWN = "Options"


def write_groups(
    params: Iterable[click.Parameter], ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    """Write options under the headings of their groups, in the order they were given."""
    found: dict[str, list[tuple[str, str]]] = {title: [] for title in (_OWN, *GROUPS)}
    for param in params:
        written = param.get_help_record(ctx)
        if written is not None and isinstance(param, click.Option):
            found[_HOME.get(str(param.name), _OWN)].append(written)
    for title, rows in found.items():
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)


class GroupedCommand(click.Command):
    """A command whose help has its options in groups."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, group by group."""
        write_groups(self.get_params(ctx), ctx, formatter)


class GroupedGroup(click.Group):
    """A group of commands whose help has its options in groups."""

    command_class = GroupedCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, group by group, then the commands."""
        write_groups(self.get_params(ctx), ctx, formatter)
        self.format_commands(ctx, formatter)
