"""The options of commands that read what a person names: how far addresses and links may lead, what a report may take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

__all__ = ["allow_private", "budgeted", "open_doors"]

_Command = TypeVar("_Command", bound=Callable[..., Any])


def open_doors(command: _Command) -> _Command:
    """Add `--allow-private` (as `private`) and `--follow-links` (as `follow`) to a command."""
    for option in (_follow, allow_private):
        command = option(command)
    return command


def budgeted(command: _Command) -> _Command:
    """Add `--max-seconds` and `--max-memory` to a command: what reading one report may take."""
    for option in (_memory, _seconds):
        command = option(command)
    return command


_seconds = click.option(
    "--max-seconds",
    type=click.FloatRange(min=0.1),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Processor time that one report may take; one that takes more is refused.",
)
_memory = click.option(
    "--max-memory",
    type=click.IntRange(min=100),
    default=1000,
    show_default=True,
    metavar="MB",
    help="Memory that reading one report may take, the language model included (on Linux).",
)
allow_private = click.option(
    "--allow-private",
    "private",
    is_flag=True,
    help="Fetch addresses of this machine and your own network too, not of the public internet alone.",
)
_follow = click.option(
    "--follow-links",
    "follow",
    is_flag=True,
    help="Follow links that lead out of a folder.",
)
