"""A click group that imports a subcommand only when it is used, and turns errors into exit statuses."""

from __future__ import annotations

import errno
import gc
import importlib
import io
import os
import sys
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

import click

from servanda.cli.cells import tame_lines
from servanda.cli.exit_codes import EXIT_INTERRUPTED, exit_code, print_error
from servanda.cli.help_groups import GroupedGroup
from servanda.errors import ServandaError, UsageError

__all__ = ["LazyGroup", "Subcommand"]


# The errors of a write that finds no space left, or whose device fails.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})

_MANY = 50_000
"""New objects after which Python looks for reference cycles; it would after 700, and a sixth of the start of a
command went into looking through libraries that were just loaded and hold none."""


class Subcommand(NamedTuple):
    """Where a subcommand is, and its one line of help.

    The subcommand NAME is `command` in the module `servanda.cli.<folder>.<NAME>_command`.
    """

    folder: str
    about: str


class LazyGroup(GroupedGroup):
    """A group whose subcommands are imported one at a time.

    `table` lists them in the order of the help; listing them imports none.
    """

    table: ClassVar[Mapping[str, Subcommand]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the subcommands, in the order of the table."""
        del ctx
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the subcommand's module and return its `command`."""
        del ctx
        if cmd_name not in self.table:
            return None
        folder = self.table[cmd_name].folder
        module = importlib.import_module(f"servanda.cli.{folder}.{cmd_name}_command")
        command = module.command
        if not isinstance(command, click.Command):
            raise TypeError(f"{module.__name__}.command is no click command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the subcommand, or fail and name one that is spelled much like it."""
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
            formatter.write_dl([(name, one.about) for name, one in self.table.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand. A reader that closes the pipe early is not an error."""
        try:
            status = super().invoke(ctx)
            if sys.stdout is not None:  # None where the shell closed it: `>&-`
                sys.stdout.flush()
        except BrokenPipeError:  # `| head` has seen enough
            _discard_output()
            return 0
        except OSError as error:
            raise _without_room(error) from error
        return status

    def main(
        self,
        args: Any = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run; with `standalone_mode`, end the process with the exit status of the contract."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        sys.exit(self._run(args, prog_name, complete_var, extra))

    def _run(
        self, args: Any, prog_name: str | None, complete_var: str | None, extra: dict[str, Any]
    ) -> int:
        gc.set_threshold(_MANY)
        try:
            status = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.ClickException as error:
            shown = io.StringIO()
            error.show(shown)
            click.echo(
                tame_lines(shown.getvalue()), nl=False, err=True
            )  # it repeats what was typed
            return error.exit_code
        except (click.Abort, KeyboardInterrupt):
            click.echo("interrupted", err=True)
            return EXIT_INTERRUPTED
        except ServandaError as error:
            print_error(error)
            return exit_code(error)
        except OSError as error:  # of what is printed before any command runs: help, the version
            told = _without_room(error)
            print_error(told)
            return exit_code(told)
        return status if isinstance(status, int) else 0


def _without_room(error: OSError) -> UsageError:
    """Say that standard output takes no more; raise the error itself where it is another one."""
    # Only a failed write to an open stream names no file.
    if error.filename is not None or error.errno not in _NO_ROOM:
        raise error
    _discard_output()
    return UsageError(
        "standard output",
        f"it cannot be written: {error.strerror}",
        "free some space, or write to another place",
    )


def _discard_output() -> None:
    """Make sure that nothing more is written to standard output, not even at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
