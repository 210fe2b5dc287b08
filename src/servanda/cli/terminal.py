"""The two consoles: results on standard output, everything else on standard error.

Colour only on a terminal, never where NO_COLOR is set; never wider than 100 columns.
"""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["WIDTH", "console", "errors"]

WIDTH = 100
NARROWEST = 40


def console() -> Console:
    """Make a console on standard output."""
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # rich would exit with 1, which says "not found" here

    return Piped(file=sys.stdout, width=_width(), highlight=False, soft_wrap=False)


def errors() -> Console:
    """Make a console on standard error."""
    from rich.console import Console

    return Console(file=sys.stderr, width=_width(), highlight=False)


def _width() -> int:
    columns = shutil.get_terminal_size((WIDTH, 24)).columns
    return max(NARROWEST, min(WIDTH, columns))
