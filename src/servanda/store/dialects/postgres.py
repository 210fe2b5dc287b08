"""PostgreSQL, 15 or newer: one record a schema, one writer at a time, readers beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Column, Table, event, func, select, text
from sqlalchemy.engine import URL, Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError

from servanda.errors import RecordError
from servanda.store.dialects.dialect import Term, patience, shown
from servanda.store.dialects.postgres_errors import explain
from servanda.store.dialects.text_tokens import tokens

if TYPE_CHECKING:
    from psycopg import Connection as Raw
    from sqlalchemy.pool import ConnectionPoolEntry

__all__ = ["BUSY_SECONDS", "CONNECT_SECONDS", "PostgreSQL"]


BUSY_SECONDS = 60.0
"""How long a writer waits for its turn: others may be putting reports, one after another."""

CONNECT_SECONDS = 10
"""How long to wait for a server that does not answer."""

_OLDEST = 15
_LOCK = 0x73727664  # "srvd": the advisory lock of writers, one for each schema that holds a record
_WORD = 500  # characters of a word that the index keeps; places are found in the text itself
_PAGE_COST = "1.1"  # of a page found through an index, where the next one of a table costs 1
_FEW_PAGES = 32  # of a table: one that has no more is gone through as quickly as its index
_PART = 400_000  # bytes of words in one row of the index; a tsvector holds no megabyte


class PostgreSQL:
    """A schema of a database on a server: the first of the connection's search path."""

    def __init__(self, url: URL) -> None:
        """Take the URL; nothing is opened yet."""
        self._url = url
        self._shown = shown(url)
        self._patience = patience(url, BUSY_SECONDS)

    def engine(self, url: URL, *, create: bool) -> Engine:
        """Make the pool; the server is first asked when a connection is.

        Raises RecordError where the driver is not installed.
        """
        del create  # the database must be there; its tables need not
        if find_spec("psycopg") is None:
            remedy = "install it: pip install 'servanda[postgres]'"
            raise RecordError(self._shown, "the PostgreSQL driver is missing", remedy)
        plain = url.set(drivername="postgresql+psycopg").difference_update_query(["timeout"])
        engine = create_engine(
            plain,
            pool_pre_ping=True,  # a server that was away and came back is found again
            connect_args={
                "client_encoding": "utf8",
                "application_name": "servanda",
                **({} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_SECONDS}),
            },
        )
        event.listen(engine, "connect", self._connected)
        return engine

    def _connected(self, connection: Raw[object], entry: ConnectionPoolEntry) -> None:
        """Refuse a server that cannot keep a record; plan as for pages that lie in memory.

        A server left as it came takes a page found through an index for four times as dear as the next
        one of a table, as on turning disks; asked for hundreds of keys, it would read the whole table.
        """
        del entry
        found = connection.info.server_version // 10_000
        encoding = connection.info.parameter_status("server_encoding")
        if found < _OLDEST or encoding != "UTF8":
            connection.close()
        if found < _OLDEST:
            reason = f"the server is PostgreSQL {found}; servanda needs {_OLDEST} or newer"
            raise RecordError(self._shown, reason, "upgrade the server, or use sqlite:///FILE")
        if encoding != "UTF8":
            reason = f"the database keeps text as {encoding}, not as UTF8"
            remedy = "make one that does: createdb --encoding=UTF8 --template=template0 NAME"
            raise RecordError(self._shown, reason, remedy)
        connection.execute(
            "SELECT set_config(name, %s, false) FROM pg_settings "
            "WHERE name = 'random_page_cost' AND source = 'default'",
            [_PAGE_COST],
        )
        connection.commit()

    def begin(self, connection: Connection, *, write: bool) -> None:
        """Begin; a writer waits for its turn first, a reader sees one state until its end.

        One writer at a time makes several that read at once equal to one after another, and
        keeps the numbers of rows in the order in which they were kept.
        """
        if write:
            wait = f"{max(1, int(self._patience * 1000))}ms"  # to the server, 0 is for ever
            connection.execute(
                text("SELECT set_config('lock_timeout', :wait, true)"), {"wait": wait}
            )
            lock = "SELECT pg_advisory_xact_lock(:lock, hashtext(current_schema()))"
            connection.execute(text(lock), {"lock": _LOCK})
        else:
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))

    def is_empty(self, connection: Connection) -> bool:
        """Whether the schema holds no table. Raises RecordError where there is no schema."""
        schema = connection.execute(text("SELECT current_schema()")).scalar_one()
        if schema is None:
            reason = "its search path names no schema that is there"
            raise RecordError(self._shown, reason, "create it: CREATE SCHEMA name")
        query = (
            "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f') "
            "AND relnamespace = CAST(:schema AS regnamespace)"
        )
        quoted = connection.dialect.identifier_preparer.quote(schema)
        return int(connection.execute(text(query), {"schema": quoted}).scalar_one()) == 0

    def prepare(self, connection: Connection) -> None:
        """Do nothing: the server has its own settings."""
        del connection

    def create_index(self, connection: Connection) -> None:
        """Make the index: the words of each text, in one row or, of a very long text, several."""
        connection.execute(text("DROP TABLE IF EXISTS text_words"))
        connection.execute(
            text(
                "CREATE TABLE text_words (text bigint NOT NULL REFERENCES text (key), "
                "part integer NOT NULL, words tsvector NOT NULL, PRIMARY KEY (text, part))"
            )
        )
        connection.execute(text("CREATE INDEX text_words_words ON text_words USING gin (words)"))

    def index_texts(self, connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
        """Add texts to the index."""
        add = "INSERT INTO text_words VALUES (:text, :part, array_to_tsvector(CAST(:words AS text[])))"
        rows = [
            {"text": key, "part": number, "words": words}
            for key, content in texts
            for number, words in enumerate(_parts(content))
        ]
        connection.execute(text(add), rows)

    def numbers(self, connection: Connection, table: Table, count: int) -> Sequence[int]:
        """Take numbers from the table's sequence; there is one writer, so they follow each other."""
        quoted = connection.dialect.identifier_preparer.format_table(table)
        query = (
            "SELECT nextval(pg_get_serial_sequence(:name, 'key')) FROM generate_series(1, :count)"
        )
        return sorted(connection.execute(text(query), {"name": quoted, "count": count}).scalars())

    def insert(
        self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]
    ) -> None:
        """Insert rows through COPY, which asks the server once for all of them."""
        names = list(rows[0])
        kept = [_kept(table.c[name], connection) for name in names]
        quote = connection.dialect.identifier_preparer
        columns = ", ".join(quote.quote(name) for name in names)
        statement = f"COPY {quote.format_table(table)} ({columns}) FROM STDIN"
        raw = cast("Raw[object]", connection.connection.driver_connection)
        try:
            with raw.cursor() as cursor, cursor.copy(statement.encode()) as copy:
                for row in rows:
                    copy.write_row([one(row[name]) for one, name in zip(kept, names, strict=True)])
        except connection.dialect.loaded_dbapi.Error as error:
            raise DBAPIError(statement, None, error) from error

    def look_at_sizes(self, connection: Connection) -> None:
        """Let the server count anew what is in the tables that doubled since it last did.

        Its own daemon does so too, but a minute late, and not everywhere: a server that takes a table
        for a small one goes through all of it instead of using its index.
        """
        query = (
            "SELECT quote_ident(relname) FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = CAST(current_schema() AS regnamespace) "
            "AND pg_relation_size(oid) > "
            "CAST(current_setting('block_size') AS integer) * greatest(:least, 2 * relpages)"
        )
        for table in connection.execute(text(query), {"least": _FEW_PAGES}).scalars().all():
            connection.execute(text(f"ANALYZE (SKIP_LOCKED) {table}"))

    def find_texts(self, connection: Connection, terms: Sequence[Term]) -> list[int]:
        """Return the keys of the texts that hold every word of every term, ascending."""
        asked = {
            _asked(word, prefix=term.prefix and place == len(term.words) - 1)
            for term in terms
            for place, word in enumerate(term.words)
        }
        named = {f"w{number}": word for number, word in enumerate(sorted(asked))}
        each = (
            f"SELECT text FROM text_words WHERE words @@ CAST(:{name} AS tsquery)"  # noqa: S608 - `name` is ours
            for name in named
        )
        rows = connection.execute(text(" INTERSECT ".join(each)), named)
        return sorted({int(row[0]) for row in rows})

    def indexed(self, connection: Connection) -> int:
        """Count the texts in the index."""
        count = text("SELECT count(DISTINCT text) FROM text_words")
        return int(connection.execute(count).scalar_one())

    def about(self, connection: Connection) -> tuple[str, int]:
        """Give the server's version, and the size of the schema's tables with their indexes."""
        query = (
            "SELECT current_setting('server_version'), coalesce(sum(pg_total_relation_size(oid)), 0) "
            "FROM pg_class WHERE relkind = 'r' "
            "AND relnamespace = CAST(current_schema() AS regnamespace)"
        )
        version, size = connection.execute(text(query)).one()
        return f"PostgreSQL {version.split()[0]}", int(size)

    def renumber(self, connection: Connection, table: Table) -> None:
        """Move the table's sequence behind its last row."""
        last = connection.execute(select(func.max(table.c.key))).scalar_one() or 0
        query = text("SELECT setval(pg_get_serial_sequence(:name, 'key'), :next, false)")
        quoted = connection.dialect.identifier_preparer.format_table(table)
        connection.execute(query, {"name": quoted, "next": last + 1})

    def snapshot(self, engine: Engine, path: Path, subject: str) -> bool:
        """Do nothing: a server's files are its own."""
        del engine, path, subject
        return False

    def defects(self, connection: Connection) -> list[str]:
        """Name the indexes and constraints that the server itself no longer relies on."""
        query = (
            "SELECT 'the index ' || c.relname || ' is not valid' FROM pg_index i "
            "JOIN pg_class c ON c.oid = i.indexrelid "
            "WHERE c.relnamespace = CAST(current_schema() AS regnamespace) "
            "AND NOT (i.indisvalid AND i.indisready) "
            "UNION ALL SELECT 'the constraint ' || conname || ' was never proved' "
            "FROM pg_constraint WHERE connamespace = CAST(current_schema() AS regnamespace) "
            "AND NOT convalidated"
        )
        return sorted(str(found) for found in connection.execute(text(query)).scalars())

    def error(self, subject: str, error: DBAPIError) -> RecordError:
        """Say what the server's error means to the person who waits."""
        return explain(subject, self._url, error.orig)


def _kept(column: Column[Any], connection: Connection) -> Callable[[Any], Any]:
    """Return what turns a value of a column into what the server keeps."""
    return column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect) or _same


def _same(value: Any) -> Any:
    return value


def _parts(content: str) -> Iterator[list[str]]:
    """Give the words of a text, each once in the order of their bytes, in parts that fit a row."""
    words = sorted({token.word[:_WORD] for token in tokens(content)})
    part: list[str] = []
    size = 0
    for word in words:
        size += len(word.encode("utf-8", "surrogatepass"))
        if part and size > _PART:
            yield part
            part, size = [], 0
        part.append(word)
    yield part


def _asked(word: str, *, prefix: bool) -> str:
    """Write a word as a query; it is quoted, so nothing in it is an operator."""
    cut = word[:_WORD]
    quoted = cut.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'" + (":*" if prefix or cut != word else "")
