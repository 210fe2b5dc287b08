"""One unit of work: a transaction that is kept whole or not at all, with errors in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import ArgumentError, DBAPIError, MultipleResultsFound, NoResultFound

from servanda.errors import RecordError, RecordFormatError
from servanda.store import migrations
from servanda.store.dialects.choice import dialect_for
from servanda.store.dialects.dialect import Dialect, parse_url, shown

__all__ = ["Store"]


class Store:
    """An open database that is known to be a record of this schema.

    `url` is its URL with any password hidden; `upgraded` are the revisions of the schema that were
    done to open it. Close it with `close`.
    """

    def __init__(self, url: str, *, create: bool = True) -> None:
        """Open the record at `url`, and make it where there is none and `create`.

        Raises RecordError where it cannot be opened, RecordFormatError where it is not a record, or
        one of a schema that cannot be used.
        """
        parsed = parse_url(url)
        self.url = shown(parsed)
        self.dialect: Dialect = dialect_for(parsed)
        self.upgraded: tuple[str, ...] = ()
        try:
            self._engine = self.dialect.engine(parsed, create=create)
        except (ArgumentError, ValueError, OSError) as error:  # a part of the URL, or the path
            told = error.strerror if isinstance(error, OSError) else str(error)
            remedy = "write sqlite:///FILE, or postgresql+psycopg://USER@HOST/DATABASE"
            reason = f"it cannot be used as the URL of a record: {told}"
            raise RecordError(self.url, reason, remedy) from error
        try:
            self._prepare(create=create)
        except BaseException:
            self._engine.dispose()
            raise

    def _prepare(self, *, create: bool) -> None:
        with self.reading() as connection:
            empty = self.dialect.is_empty(connection)
            pending = () if empty else migrations.pending(connection, self.url)
        if empty and not create:
            reason = "there is no record in it yet: the database is empty"
            remedy = "if another process is just making it, try again; else: servanda read PATH"
            raise RecordFormatError(self.url, reason, remedy)
        if empty:
            with self._mapped(), self._engine.connect() as connection:
                self.dialect.prepare(connection)
        if empty or pending:
            with self.writing() as connection:
                if self.dialect.is_empty(connection):  # another process may have come first
                    migrations.create(connection, self.dialect)
                self.upgraded = migrations.upgrade(connection, self.dialect, self.url)

    @property
    def engine(self) -> Engine:
        """The database's connections, for what no transaction holds."""
        return self._engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the record, for as long as it is open."""
        with self._unit(write=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are all kept at the end, or none where it breaks off.

        Raises RecordBusyError where another process keeps writing.
        """
        with self._unit(write=True) as connection:
            yield connection

    @contextmanager
    def _unit(self, *, write: bool) -> Iterator[Connection]:
        with self._mapped(), self._engine.connect() as connection, connection.begin():
            self.dialect.begin(connection, write=write)
            yield connection

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self.dialect.error(self.url, error) from error
        except (NoResultFound, MultipleResultsFound) as error:
            remedy = "see what else is wrong: servanda check"
            raise RecordFormatError(self.url, "the record is damaged", remedy) from error

    def close(self) -> None:
        """Give the database back."""
        self._engine.dispose()
