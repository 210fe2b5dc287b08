"""The exit statuses of the contract, which error ends with which, and how an error is printed."""

from __future__ import annotations

import click

from servanda.cli.cells import tame
from servanda.errors import (
    ClusterError,
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
    "exit_code",
    "print_error",
]


EXIT_NOT_FOUND = 1
EXIT_USAGE = 2
EXIT_REFUSED = 3
EXIT_RECORD = 4
EXIT_INTERRUPTED = 130


def exit_code(error: ServandaError) -> int:
    """Return the exit status that the contract has for `error`."""
    if isinstance(error, NotFoundError):
        return EXIT_NOT_FOUND
    if isinstance(error, UsageError | TimeError | ClusterError):
        return EXIT_USAGE
    if isinstance(error, InputError | ParserError):
        return EXIT_REFUSED
    return EXIT_RECORD


def print_error(error: ServandaError) -> None:
    """Print on standard error what failed, why, and what to do about it."""
    mark = click.style("error:", fg="red", bold=True)
    subject = tame(error.subject).strip() or "''"
    click.echo(f"{mark} {subject}: {tame(error.reason)}", err=True)
    if error.remedy:
        click.echo(f"       {tame(error.remedy)}", err=True)
