"""The board for people: what has a day, came to something or is concrete; the rest in one line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

__all__ = ["board_of", "everything", "summed_up"]


Row = dict[str, Any]

everything = click.option(
    "--all", "everything", is_flag=True, help="Standing pledges without a day too."
)


def board_of(rows: Iterable[Row]) -> tuple[list[Row], str]:
    """Take the rows of commitments that the board lists, and sum up the others in a line."""
    from servanda.analysis.commitment_board import on_board

    found = list(rows)
    listed = [row for row in found if on_board(row)]
    return listed, summed_up(len(found) - len(listed))


def summed_up(count: int) -> str:
    """Count the standing pledges that a board leaves out; "" where it leaves out none."""
    if not count:
        return ""
    noun = "pledge" if count == 1 else "pledges"
    return f"and {count} standing {noun} without a day: --all"
