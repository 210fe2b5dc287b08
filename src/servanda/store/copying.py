"""Copies: a whole record into another database, and a backup of one that is in use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, insert, select
from sqlalchemy.engine import Connection

from servanda.errors import RecordError, RecordFormatError
from servanda.store import schema
from servanda.store.all_tables import metadata
from servanda.store.checks.check import check
from servanda.store.problem import Problem
from servanda.store.session import Store

__all__ = ["Copied", "Progress", "back_up", "copy", "must_be_empty"]


Progress = Callable[[int, int, str], None]
"""Called with the rows done, all rows, and the name of the table in hand."""

_BATCH = 1000
_OWN = frozenset({"format", "schema"})  # what a record says of itself, in `meta`


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds: rows by table, and what `check` found wrong with it."""

    rows: Mapping[str, int]
    problems: tuple[Problem, ...]


def copy(
    source: Store, target: Store, on_progress: Progress | None = None, *, prove: bool = True
) -> Copied:
    """Copy every row of a record, all its history, into an empty one; all of it or nothing.

    Others may go on writing to the source: the copy is of one state of it. Raises RecordError
    where the target holds anything, RecordFormatError where not all arrived.
    """
    report_progress = on_progress or _ignore
    with source.reading() as old, target.writing() as new:
        must_be_empty(new, target.url)
        counts = {str(table.name): _count(old, table) for table in _tables()}
        done = 0
        for table in _tables():
            for batch in _batches(old, table):
                target.dialect.insert(new, table, batch)
                if table is schema.text:
                    target.dialect.index_texts(new, [(row["key"], row["content"]) for row in batch])
                done += len(batch)
                report_progress(done, sum(counts.values()), table.name)
            if "key" in table.c and table.c.key.autoincrement is True:
                target.dialect.renumber(new, table)
        _copy_meta(old, new)
        for table in _tables():
            if _count(new, table) != counts[table.name]:
                reason = f"not every {table.name} arrived: nothing was kept"
                raise RecordFormatError(target.url, reason, "try again")
    return Copied(counts, tuple(check(target)) if prove else ())


def back_up(
    store: Store, path: Path, on_progress: Progress | None = None, *, prove: bool = True
) -> Copied:
    """Copy a record, in use or not, into a new SQLite file; it is there whole, or not at all.

    The copy is checked, unless `prove` is false. Raises RecordError where the file is there
    already, or cannot be made.
    """
    if path.exists():
        raise RecordError(str(path), "there is a file of that name", "name another one")
    if not path.parent.is_dir():
        raise RecordError(str(path), f"there is no folder {path.parent}", "create the folder first")
    part = path.with_name(path.name + ".part")
    try:
        _remove(part)
        made = store.dialect.snapshot(store.engine, part, str(path))
        copied = Store(f"sqlite:///{part}", create=not made)
        try:
            if made:
                found = Copied(_counted(copied), tuple(check(copied)) if prove else ())
            else:
                found = copy(store, copied, on_progress, prove=prove)
        finally:
            copied.close()
        part.replace(path)
    except OSError as error:
        reason = f"it cannot be made: {error.strerror}"
        raise RecordError(str(path), reason, "name a place that may be written to") from error
    finally:
        _remove(part)
    return found


def _tables() -> list[Table]:
    """List the tables that hold what was read and decided, each after those it refers to."""
    own = {schema.meta.name, schema.version.name}
    return [table for table in metadata.sorted_tables if table.name not in own]


def must_be_empty(connection: Connection, url: str) -> None:
    """Raise RecordError where the record at `url` holds anything."""
    for table in _tables():
        if _count(connection, table):
            reason = f"the record there is not empty: it has rows of {table.name}"
            raise RecordError(url, reason, "name a place where there is none yet")


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _counted(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {str(table.name): _count(connection, table) for table in _tables()}


def _batches(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    ordered = select(table).order_by(*table.primary_key.columns)
    streamed = connection.execution_options(stream_results=True, yield_per=_BATCH)
    for part in streamed.execute(ordered).mappings().partitions():
        yield [dict(row) for row in part]


def _copy_meta(old: Connection, new: Connection) -> None:
    meta = schema.meta
    rows = [dict(row) for row in old.execute(select(meta)).mappings() if row["key"] not in _OWN]
    if rows:
        new.execute(insert(meta), rows)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _ignore(done: int, total: int, name: str) -> None:
    """Do nothing with it."""
