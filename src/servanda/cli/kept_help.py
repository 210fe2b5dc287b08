"""The help of `servanda` itself, kept as it reads on screens of the usual widths.

`tools/docs.py` writes the files anew from the commands. Nothing is loaded here that Python does not
load for itself, so paths are strings: `pathlib` alone takes half as long as Python's own start.
"""

from __future__ import annotations

import os
import sys

__all__ = ["WIDTHS", "columns_of_screen", "kept_help", "kept_in"]


WIDTHS = (80, 100)
"""Columns of the screens for which help is kept: the usual ones, and the widest that help makes use of."""


def kept_in(columns: int) -> str:
    """Name the file in which the help for a screen of so many columns is kept."""
    return os.path.join(os.path.dirname(__file__), "data", f"help_{columns}.txt")  # noqa: PTH118, PTH120


def kept_help(columns: int) -> str | None:
    """Return the help as it reads on a screen of so many columns; None where it is not kept."""
    width = min(columns, WIDTHS[-1])
    if width not in WIDTHS:
        return None
    try:
        with open(kept_in(width), encoding="utf-8") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return None


def columns_of_screen() -> int:
    """Return how wide the screen is, as `shutil.get_terminal_size` finds it."""
    try:
        columns = int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        columns = 0
    if columns > 0:
        return columns
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or WIDTHS[0]  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # no output, or no screen
        return WIDTHS[0]
