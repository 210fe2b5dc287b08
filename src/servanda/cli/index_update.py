"""Bring a record's index up to date, with a progress bar, after something was written to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servanda.store import Record

__all__ = ["update_index"]


def update_index(record: Record) -> None:
    """Add to the index what the record learnt since it was last brought up to date."""
    from servanda.cli.terminal import ReadingBar
    from servanda.indexing.incremental_resolution import settle_record

    with ReadingBar(doing="updating the index") as bar:
        settle_record(record, lambda done, total: bar.advance(done, total, ""))
