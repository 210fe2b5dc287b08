"""Bring a record's index up to date, with a progress bar, after something was written to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servanda.store import Record

__all__ = ["update_index"]


def update_index(record: Record) -> None:
    """Add to the index what the record learnt since it was last brought up to date."""
    from servanda.cli.terminal import ReadingBar
    from servanda.indexing import update

    with ReadingBar(doing="updating the index") as bar:
        update.update_index(record, on_progress=bar.advance)
