"""A click group that imports a subcommand's module only when it is used, and turns errors into exits."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any, ClassVar

import click

from servanda.cli.cells import tame
from servanda.errors import (
    InputError,
    NotFoundError,
    ParserError,
    ServandaError,
    TimeError,
    UsageError,
)

__all__ = [
    "EXIT_INTERRUPTED",
    "EXIT_NOT_FOUND",
    "EXIT_RECORD",
    "EXIT_REFUSED",
    "EXIT_USAGE",
    "LazyGroup",
    "complain",
    "exit_code",
]


EXIT_NOT_FOUND = 1
EXIT_USAGE = 2
EXIT_REFUSED = 3
EXIT_RECORD = 4
EXIT_INTERRUPTED = 130

# What a write comes back with where no room is left, or the device fails.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


class LazyGroup(click.Group):
    """The command `servanda`: its subcommands live in a folder a command group, one module each.

    `table` maps a subcommand's name to its one-line help, so that listing them imports none;
    `homes` maps it to the folder of its module.
    """

    table: ClassVar[Mapping[str, str]] = {}
    homes: ClassVar[Mapping[str, str]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the subcommands in the order of the table: reading, looking, taking out."""
        del ctx
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the subcommand's module and return its `command`."""
        del ctx
        if cmd_name not in self.table:
            return None
        module = importlib.import_module(f"servanda.cli.{self.homes[cmd_name]}.{cmd_name}_command")
        command = module.command
        if not isinstance(command, click.Command):
            raise TypeError(f"{module.__name__}.command is no click command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the subcommand, or say which ones come close."""
        if args and args[0] not in self.table and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], self.table, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"There is no command '{args[0]}'.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of subcommands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(self.table.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand; that nobody reads its output to the end is no failure."""
        try:
            status = super().invoke(ctx)
            if sys.stdout is not None:  # None where the shell closed it: `>&-`
                sys.stdout.flush()
        except BrokenPipeError:
            _hush()  # `| head` has seen enough
            return 0
        except OSError as error:
            # Only a failed write to an open stream names no file.
            if error.filename is not None or error.errno not in _NO_ROOM:
                raise
            _hush()
            reason = f"it cannot be written: {error.strerror}"
            raise UsageError(
                "standard output", reason, "make room, or name another place"
            ) from error
        return status

    def main(
        self,
        args: Any = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run; where `standalone_mode` is true, end with the exit status of the contract."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        sys.exit(self._run(args, prog_name, complete_var, extra))

    def _run(
        self, args: Any, prog_name: str | None, complete_var: str | None, extra: dict[str, Any]
    ) -> int:
        try:
            status = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except (click.Abort, KeyboardInterrupt):
            click.echo("interrupted", err=True)
            return EXIT_INTERRUPTED
        except ServandaError as error:
            complain(error)
            return exit_code(error)
        return status if isinstance(status, int) else 0


def _hush() -> None:
    """See to it that nothing more is written to standard output, not even at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def exit_code(error: ServandaError) -> int:
    """Give the exit status that the contract has for `error`."""
    if isinstance(error, NotFoundError):
        return EXIT_NOT_FOUND
    if isinstance(error, UsageError | TimeError):
        return EXIT_USAGE
    if isinstance(error, InputError | ParserError):
        return EXIT_REFUSED
    return EXIT_RECORD


def complain(error: ServandaError) -> None:
    """Say on standard error what failed, why, and what to do about it."""
    mark = click.style("error:", fg="red", bold=True)
    subject = tame(error.subject).strip() or "''"
    click.echo(f"{mark} {subject}: {tame(error.reason)}", err=True)
    if error.remedy:
        click.echo(f"       {tame(error.remedy)}", err=True)
