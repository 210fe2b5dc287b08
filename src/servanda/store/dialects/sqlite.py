"""SQLite: one file, write-ahead log, STRICT tables, FTS5. All SQL that only SQLite knows is here."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Table, event, func, insert, select, text
from sqlalchemy.engine import URL, Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool

from servanda.errors import RecordBusyError, RecordError, RecordFormatError
from servanda.store.dialects.dialect import Term, patience, shown
from servanda.store.dialects.text_tokens import tokens

__all__ = ["BUSY_SECONDS", "SQLite"]


BUSY_SECONDS = 5.0
"""How long a writer waits for another one before it gives up."""

_LEAST_ROOM = 1 << 16  # bytes; a file on a disk that has less is read as one that nobody changes
_READ_ONLY = "it may only be read"
_APPLICATION_ID = 0x73727664  # "srvd", so that `file` and friends can tell a record


class SQLite:
    """One file, or memory."""

    def __init__(self) -> None:
        """Begin with a disk that has room."""
        self._full = False

    def engine(self, url: URL, *, create: bool) -> Engine:
        """Open the file; make it only where `create`. Raises RecordError where it cannot be opened."""
        if url.host or url.username or url.password:
            remedy = "write sqlite:///FILE, with three strokes"
            raise RecordError(shown(url), "a file has no host and no user", remedy)
        url = url.set(drivername="sqlite")
        path = _path(url)
        if path is not None:
            _look_at_options(url)
            _look(url, path, create=create)
            self._full = path.exists() and not _has_log(path) and _room(path) < _LEAST_ROOM
        engine = create_engine(
            url if path is None or (_may_write(path) and not self._full) else _frozen(url, path),
            poolclass=StaticPool if path is None and not _is_uri(url) else QueuePool,
            connect_args={"timeout": patience(url, BUSY_SECONDS), "check_same_thread": False},
        )
        event.listen(engine, "connect", _connected)
        return engine

    def begin(self, connection: Connection, *, write: bool) -> None:
        """Begin; a writer takes the lock at once, so that it cannot fail halfway for another one."""
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    def is_empty(self, connection: Connection) -> bool:
        """Whether there is no table at all."""
        count = connection.execute(text("SELECT count(*) FROM sqlite_schema")).scalar_one()
        return int(count) == 0

    def prepare(self, connection: Connection) -> None:
        """Choose the write-ahead log, which lets others read while one writes; it stays chosen."""
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")

    def create_index(self, connection: Connection) -> None:
        """Make the index; it keeps no second copy of the texts."""
        connection.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION_ID}")
        connection.exec_driver_sql("DROP TABLE IF EXISTS text_words")
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE text_words USING fts5(content, content='text', "
            "content_rowid='key', tokenize='unicode61 remove_diacritics 2')"
        )

    def index_texts(self, connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
        """Add texts to the index, their words folded: FTS5 knows the accents of Latin only."""
        connection.execute(
            text("INSERT INTO text_words(rowid, content) VALUES (:key, :content)"),
            [
                {"key": key, "content": " ".join(token.word for token in tokens(content))}
                for key, content in texts
            ],
        )

    def numbers(self, connection: Connection, table: Table, count: int) -> Sequence[int]:
        """Count on from the last row, as SQLite itself does; the transaction is the only writer."""
        last = connection.execute(select(func.max(table.c.key))).scalar_one() or 0
        return range(last + 1, last + 1 + count)

    def insert(
        self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]
    ) -> None:
        """Insert rows by one prepared statement."""
        connection.execute(insert(table), list(rows))

    def look_at_sizes(self, connection: Connection) -> None:
        """Do nothing: queries are planned by the indexes that there are, whatever the sizes."""
        del connection

    def find_texts(self, connection: Connection, terms: Sequence[Term]) -> list[int]:
        """Return the keys of the texts that hold every term, ascending."""
        query = " AND ".join(_fts(term) for term in terms)
        rows = connection.execute(
            text("SELECT rowid FROM text_words WHERE text_words MATCH :query ORDER BY rowid"),
            {"query": query},
        )
        return [int(row[0]) for row in rows]

    def indexed(self, connection: Connection) -> int:
        """Count the texts in the index."""
        query = 'SELECT count(*) FROM text_words_docsize JOIN "text" ON key = id'
        return int(connection.execute(text(query)).scalar_one())

    def about(self, connection: Connection) -> tuple[str, int]:
        """Give the library's version, and the size of the pages in use."""
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
        return f"SQLite {sqlite3.sqlite_version}", int(pages) * int(size)

    def renumber(self, connection: Connection, table: Table) -> None:
        """Do nothing: the next row follows the last one."""
        del connection, table

    def snapshot(self, engine: Engine, path: Path, subject: str) -> bool:
        """Copy the file page by page, as of one moment; others may go on writing."""
        try:
            target = sqlite3.connect(path)
        except sqlite3.Error as error:
            remedy = "name a place that may be written to"
            raise RecordError(subject, f"it cannot be made: {error}", remedy) from error
        source = engine.raw_connection()
        try:
            raw = source.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.backup(target)
            target.execute("PRAGMA journal_mode = WAL")
        except sqlite3.Error as error:
            raise _explain(subject, error) from error
        finally:
            target.close()
            source.close()
        return True

    def defects(self, connection: Connection) -> list[str]:
        """Let SQLite look at every page of its file, and name the cells whose text is none."""
        rows = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
        return [*(row for row in rows if row != "ok"), *_no_text(connection)]

    def error(self, subject: str, error: DBAPIError) -> RecordError:
        """Say what SQLite's error means to the person who waits."""
        found = _explain(subject, error.orig)
        if self._full and found.reason == _READ_ONLY:
            return _disk_is_full(subject)
        return found


def _disk_is_full(subject: str) -> RecordError:
    remedy = "free some space and read again: all reports finished before are kept"
    return RecordError(subject, "the disk is full", remedy)


def _no_text(connection: Connection) -> Iterator[str]:
    """Name the cells of text whose bytes are not UTF-8; SQLite itself keeps whatever it is given."""
    tables = "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    for table in connection.exec_driver_sql(tables).scalars().all():
        named = connection.exec_driver_sql(
            "SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'", (table,)
        )
        columns = list(named.scalars())
        if not columns:
            continue
        cells = ", ".join(f'CAST("{column}" AS BLOB)' for column in columns)
        rows = connection.exec_driver_sql(f'SELECT {cells} FROM "{table}"')  # noqa: S608 - our names
        for number, row in enumerate(rows, 1):
            for column, cell in zip(columns, row, strict=True):
                if cell is not None and not _is_text(cell):
                    yield f"{table}, row {number}, {column}: its bytes are not UTF-8"


def _is_text(cell: bytes) -> bool:
    try:
        cell.decode()
    except UnicodeDecodeError:
        return False
    return True


def _explain(subject: str, original: BaseException | None) -> RecordError:
    code = getattr(original, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return RecordBusyError(
            subject,
            "another process is writing to it",
            "wait until it has finished and try again",
        )
    if primary == sqlite3.SQLITE_NOTADB:
        remedy = "name another file, or a new one to begin a record"
        return RecordFormatError(subject, "this is not a servanda record", remedy)
    if primary == sqlite3.SQLITE_CORRUPT:
        remedy = "restore a backup, or read the reports into a new record"
        return RecordFormatError(subject, "the file is damaged", remedy)
    if primary == sqlite3.SQLITE_READONLY:
        return RecordError(subject, _READ_ONLY, "allow writing to it, or copy it")
    if primary == sqlite3.SQLITE_FULL:
        return _disk_is_full(subject)
    if primary == sqlite3.SQLITE_CANTOPEN:
        remedy = "check that its folder exists and may be written to"
        return RecordError(subject, "the file cannot be opened", remedy)
    if primary == sqlite3.SQLITE_IOERR:
        return RecordError(subject, "the disk reports an error", "check the disk, then try again")
    if "no such table" in str(original) or "no such column" in str(original):
        remedy = "restore a backup, or read the reports into a new record"
        return RecordFormatError(subject, f"the record is damaged: {original}", remedy)
    return RecordError(subject, f"the database refuses: {original}")


def _fts(term: Term) -> str:
    """Write a term in FTS5's language; everything is quoted, so no word is an operator."""
    phrase = '"' + " ".join(term.words).replace('"', '""') + '"'
    return phrase + ("*" if term.prefix else "")


def _look_at_options(url: URL) -> None:
    """Refuse an option that neither we nor Python's SQLite know, which would do nothing."""
    for name in url.query:
        if name != "timeout":
            reason = f"the URL has an option that is not known here: {name}"
            raise RecordError(shown(url), reason, "take it out; ?timeout=SECONDS is one")


def _is_uri(url: URL) -> bool:
    return (url.database or "").startswith("file:")


def _path(url: URL) -> Path | None:
    """Return the file that `url` names; None for memory and for SQLite's own `file:` URIs."""
    database = url.database
    if not database or database == ":memory:" or _is_uri(url):
        return None
    return Path(database)


def _look(url: URL, path: Path, *, create: bool) -> None:
    """Refuse what cannot be a record before SQLite answers in its own words."""
    name = shown(url)
    if path.is_dir():
        raise RecordError(name, "this is a folder", "name a file in it")
    if path.exists():
        return
    if not create:
        raise RecordError(name, "there is no record", "read reports into it: servanda read PATH")
    if not path.parent.is_dir():
        raise RecordError(name, f"there is no folder {path.parent}", "create the folder first")


def _may_write(path: Path) -> bool:
    """Whether SQLite can put its log beside the file, or has left one there."""
    return os.access(path.parent, os.W_OK) or _log(path).exists()


def _log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _has_log(path: Path) -> bool:
    """Whether the log beside the file holds what the file does not."""
    log = _log(path)
    return log.exists() and log.stat().st_size > 0


def _room(path: Path) -> int:
    """Return how many bytes the disk has left, for what SQLite puts beside a file to read it."""
    return shutil.disk_usage(path.parent).free


def _frozen(url: URL, path: Path) -> URL:
    """Name a file in a folder that may only be read, such as an archive, where nothing changes it."""
    database = f"file:{quote(str(path))}"
    return url.set(database=database).update_query_dict(
        {"mode": "ro", "immutable": "1", "uri": "true"}
    )


def _connected(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
    """Set up a new connection: our own BEGIN, foreign keys on."""
    del entry
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
