"""How a record of an older schema becomes one of today's: revisions, run by Alembic in one transaction.

The table `meta` holds the schema's number, so that any servanda can see whether it may use a
record before it looks at anything else; Alembic's own table holds the name of the last revision
done. A record that is up to date is opened without Alembic, which takes time to load.

Records of before the first schema, and those that a newer servanda wrote, are refused with the
command that reads their texts into a new record (see `servanda.store.older`).
"""

from __future__ import annotations

import io
import shlex
from functools import cache
from pathlib import Path
from typing import NoReturn

from sqlalchemy import TextClause, create_mock_engine, insert, inspect, select, text, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.schema import ExecutableDDLElement

from servanda.errors import RecordFormatError
from servanda.store import schema
from servanda.store.all_tables import metadata
from servanda.store.dialects.dialect import Dialect

__all__ = ["FORMATS", "create", "number", "pending", "refuse", "revisions", "run", "upgrade"]


_FORMAT = "servanda"
_BEFORE_THE_FIRST = "servanda record"  # the format of what was built before the first schema
FORMATS = frozenset({_FORMAT, _BEFORE_THE_FIRST})
"""What `meta` says under `format` in a record of any servanda."""

_FOLDER = Path(__file__).with_name("revisions")
_FILE = "sqlite:///"


@cache
def revisions() -> tuple[str, ...]:
    """Return the names of all revisions, in order: `0001_record` is in `r0001_record.py`."""
    files = (_FOLDER / "versions").glob("r[0-9]*.py")
    return tuple(sorted(path.stem.removeprefix("r") for path in files))


def number(revision: str) -> int:
    """Return the number of the schema that a revision makes."""
    return int(revision.partition("_")[0])


def refuse(url: str) -> NoReturn:
    """Raise the error for a database that is not a record."""
    remedy = "name another file, or a new one to begin a record"
    raise RecordFormatError(url, "this is not a servanda record", remedy)


def pending(connection: Connection, url: str) -> tuple[str, ...]:
    """Return the revisions still to be done on the record at `url`.

    Raises RecordFormatError where it is no record, or one that this servanda cannot use.
    """
    if not inspect(connection).has_table("meta"):
        refuse(url)
    rows = connection.execute(select(schema.meta.c.key, schema.meta.c.value))
    known = {row.key: row.value for row in rows}
    stands = known.get("schema", "")
    if known.get("format") not in FORMATS or not stands.isdecimal():
        refuse(url)
    if known["format"] == _BEFORE_THE_FIRST:
        reason = f"it was built before servanda's first schema (as schema {stands})"
        raise RecordFormatError(url, reason, f"rebuild it from its texts: {_rebuild(url)}")
    last = number(revisions()[-1])
    if int(stands) > last:
        reason = f"a newer servanda wrote it (schema {stands}; this one knows {last})"
        remedy = f"pip install -U servanda, or rebuild it from its texts: {_rebuild(url)}"
        raise RecordFormatError(url, reason, remedy)
    return tuple(name for name in revisions() if number(name) > int(stands))


def _rebuild(url: str) -> str:
    """Write the command that reads the texts of the record at `url` into a new one."""
    if not url.startswith(_FILE):
        return shlex.join(["servanda", "db", "rebuild", url, "NEW"])
    old = Path(url.removeprefix(_FILE))
    new = old.with_name(f"{old.stem}-rebuilt{old.suffix}")
    return shlex.join(["servanda", "db", "rebuild", str(old), str(new)])


def create(connection: Connection, dialect: Dialect) -> None:
    """Make the tables of a new record, as of the last revision, in the caller's transaction."""
    for statement in _tables(connection.engine):
        connection.execute(statement)
    dialect.create_index(connection)
    last = revisions()[-1]
    rows = [{"key": "format", "value": _FORMAT}, {"key": "schema", "value": str(number(last))}]
    connection.execute(insert(schema.meta), rows)
    connection.execute(insert(schema.version).values(version_num=last))


_written: dict[str, tuple[TextClause, ...]] = {}  # by the name of a database's SQL


def _tables(engine: Engine) -> tuple[TextClause, ...]:
    """Write the statements that make the tables and their indexes: once a process, they never differ."""
    name = engine.dialect.name
    if name not in _written:
        said: list[TextClause] = []

        def say(statement: ExecutableDDLElement, *_: object, **__: object) -> None:
            written = str(statement.compile(dialect=engine.dialect))
            said.append(text(written.replace(":", r"\:")))  # not a parameter

        metadata.create_all(create_mock_engine(engine.url, say), checkfirst=False)
        _written[name] = tuple(said)
    return _written[name]


def upgrade(connection: Connection, dialect: Dialect, url: str) -> tuple[str, ...]:
    """Do the revisions still to be done, in the caller's transaction; return their names."""
    todo = pending(connection, url)
    if not todo:
        return ()
    run(connection, dialect, todo[-1])
    meta = schema.meta
    last = str(number(todo[-1]))
    connection.execute(update(meta).where(meta.c.key == "schema").values(value=last))
    return todo


def run(connection: Connection, dialect: Dialect, to: str) -> None:
    """Let Alembic do the revisions up to `to`, on a record or on an empty database."""
    from alembic import command
    from alembic.config import Config

    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["dialect"] = dialect
    schema.version.create(connection, checkfirst=True)
    command.upgrade(config, to)
