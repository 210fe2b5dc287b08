"""The options of commands that read what a person names: how far addresses and links may lead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

__all__ = ["open_doors"]

_Command = TypeVar("_Command", bound=Callable[..., Any])


def open_doors(command: _Command) -> _Command:
    """Add `--allow-private` (as `private`) and `--follow-links` (as `follow`) to a command."""
    for option in (_follow, _private):
        command = option(command)
    return command


_private = click.option(
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
