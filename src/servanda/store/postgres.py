"""PostgreSQL, 15 or newer: one record a schema, one writer at a time, readers beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Table, event, func, select, text
from sqlalchemy.engine import URL, Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError

from servanda.errors import RecordBusyError, RecordError, RecordFormatError
from servanda.store.dialect import Term, shown
from servanda.store.text_tokens import tokens

if TYPE_CHECKING:
    from psycopg import Connection as Raw
    from sqlalchemy.pool import ConnectionPoolEntry

__all__ = ["BUSY_SECONDS", "CONNECT_SECONDS", "PostgreSQL", "explain"]


_COPY = "bring back a copy, or read the reports into a new record"
_AGAIN = "see that the server runs and try again: all reports finished before are kept"

_STATES: dict[str, tuple[str, str]] = {
    "28P01": ("the server does not accept this user and password", "look at both in the URL"),
    "28000": ("the server does not let this user in", "ask whoever runs it"),
    "25006": ("it may only be read", "name the server that may be written to"),
    "53100": ("the server's disk is full", "make room and read again: all finished before is kept"),
    "53200": ("the server is out of memory", _AGAIN),
    "53300": ("the server has too many connections", "wait a little and try again"),
    "25P03": ("the server ended what stood still too long", _AGAIN),
    "25P04": ("the server ended what took too long", _AGAIN),
    "57014": ("the server broke it off", "try again; its statement_timeout may be too short"),
    "22021": ("a text has a character that PostgreSQL cannot keep", "mend the source"),
}
_BUSY = frozenset({"55P03", "40001", "40P01"})
_GONE = frozenset({"57P01", "57P02", "57P03", "57P05"})
_DAMAGED = frozenset({"42P01", "42703", "42804", "22P02", "22003", "XX001", "XX002"})
_NO_CONNECTION = "08"

# What libpq says where a connection fails, and no state comes with it. A server may answer in
# another language: then its own words are passed on.
_SAID: tuple[tuple[str, str, str], ...] = (
    ("password authentication failed", *_STATES["28P01"]),
    (
        "no password supplied",
        "the server asks for a password",
        "write USER:PASSWORD@HOST, or set PGPASSWORD",
    ),
    ("no pg_hba.conf entry", *_STATES["28000"]),
    ("authentication failed", *_STATES["28000"]),
    ("too many clients", *_STATES["53300"]),
    ("too many connections", *_STATES["53300"]),
    ("remaining connection slots", *_STATES["53300"]),
    ("starting up", "the server is starting", "wait a little and try again"),
    ("shutting down", "the server is shutting down", _AGAIN),
    ("recovery mode", "the server is recovering", "wait a little and try again"),
    ("Connection refused", "no server answers there", "start it, or look at host and port"),
    ("No such file or directory", "no server answers there", "start it, or look at host and port"),
    ("resolve", "there is no host of that name", "look at the host in the URL"),
    ("translate host name", "there is no host of that name", "look at the host in the URL"),
    ("timeout expired", "the server does not answer", "look at host and port, and at the network"),
    (
        "invalid connection option",
        "the URL has an option that PostgreSQL does not know",
        "take it out",
    ),
    ("invalid integer value", "the URL has a number that is none", "look at its port and options"),
    ("NUL (0x00)", *_STATES["22021"]),
)


def explain(subject: str, url: URL, original: BaseException | None) -> RecordError:
    """Turn the driver's error into ours; `subject` names the record, its password hidden."""
    state = getattr(original, "sqlstate", None) or ""
    said = _first_line(original, url)
    if state in _BUSY:
        remedy = "wait until it has finished and try again"
        return RecordBusyError(subject, "another process is writing to it", remedy)
    if state == "42501":
        remedy = f"let it: GRANT CREATE, USAGE ON SCHEMA ... TO {url.username or 'the user'}"
        return RecordError(subject, f"the user may not do this ({said})", remedy)
    if state == "3D000" or (not state and 'database "' in said and "does not exist" in said):
        name = url.database or url.username or ""
        return RecordError(subject, f"there is no database {name!r}", f"make it: createdb {name}")
    if not state and 'role "' in said and "does not exist" in said:
        reason = f"the server knows no user {url.username!r}"
        return RecordError(subject, reason, "look at the user in the URL")
    if state in _STATES:
        return RecordError(subject, *_STATES[state])
    if state in _GONE or state.startswith(_NO_CONNECTION) or _is_gone(said):
        return RecordError(subject, "the server went away", _AGAIN)
    if state in _DAMAGED:
        return RecordFormatError(subject, f"the record is damaged: {said}", _COPY)
    for words, reason, remedy in _SAID:
        if words in said:
            return RecordError(subject, reason, remedy)
    return RecordError(subject, f"the database refuses: {said}", "see what the server's log says")


def _is_gone(said: str) -> bool:
    words = ("closed the connection", "connection is closed", "connection is lost", "SSL SYSCALL")
    return any(each in said for each in words)


def _first_line(original: BaseException | None, url: URL) -> str:
    """Return the reason the server gives, whole where it is short, without the password."""
    said = " ".join(str(original).split()) if original is not None else "no reason given"
    if url.password:
        said = said.replace(str(url.password), "***")
    return said[:300]


# -- PostgreSQL, 15 or newer: one record a schema, one writer at a time, readers beside it


BUSY_SECONDS = 60.0
"""How long a writer waits for its turn: others may be putting reports, one after another."""

CONNECT_SECONDS = 10
"""How long to wait for a server that does not answer."""

_OLDEST = 15
_LOCK = 0x73727664  # "srvd": the advisory lock of writers, one for each schema that holds a record
_WORD = 500  # characters of a word that the index keeps; places are found in the text itself
_PART = 400_000  # bytes of words in one row of the index; a tsvector holds no megabyte


class PostgreSQL:
    """A schema of a database on a server: the first of the connection's search path."""

    def __init__(self, url: URL) -> None:
        """Take the URL; nothing is opened yet."""
        self._url = url
        self._shown = shown(url)
        self._patience = _patience(url)

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
        """Refuse a server that cannot keep a record."""
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

    def begin(self, connection: Connection, *, write: bool) -> None:
        """Begin; a writer waits for its turn first, a reader sees one state until its end.

        One writer at a time makes several that read at once equal to one after another, and
        keeps the numbers of rows in the order in which they were kept.
        """
        if write:
            wait = f"{int(self._patience * 1000)}ms"
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
            raise RecordError(self._shown, reason, "make it: CREATE SCHEMA name")
        query = (
            "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f') "
            "AND relnamespace = CAST(:schema AS regnamespace)"
        )
        quoted = connection.dialect.identifier_preparer.quote(schema)
        return int(connection.execute(text(query), {"schema": quoted}).scalar_one()) == 0

    def prepare(self, connection: Connection) -> None:
        """Do nothing: the server is settled by whoever runs it."""
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

    def index_text(self, connection: Connection, key: int, content: str) -> None:
        """Add one text to the index."""
        add = "INSERT INTO text_words VALUES (:text, :part, array_to_tsvector(CAST(:words AS text[])))"
        rows = [
            {"text": key, "part": number, "words": words}
            for number, words in enumerate(_parts(content))
        ]
        connection.execute(text(add), rows)

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


def _patience(url: URL) -> float:
    """Return how many seconds to wait for other writers: `?timeout=` of the URL, or ours."""
    asked = url.query.get("timeout")
    try:
        return float(asked) if isinstance(asked, str) else BUSY_SECONDS
    except ValueError:
        raise RecordError(shown(url), "its timeout is no number", "write ?timeout=60") from None
