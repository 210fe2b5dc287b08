"""How an older record becomes one of this schema: the revisions, run by Alembic in one transaction.

`meta` keeps the schema's number for every servanda, older ones too, to see before it looks at
anything else; Alembic's own table keeps the name of the last revision done. A record that is up
to date is opened without Alembic, which takes its time to load.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import NoReturn

from sqlalchemy import delete, insert, inspect, select, update
from sqlalchemy.engine import Connection

from servanda.errors import RecordFormatError
from servanda.store import schema
from servanda.store.all_tables import metadata
from servanda.store.dialect import Dialect

__all__ = ["found", "number", "pending", "refuse", "revisions", "run", "upgrade"]


_FORMAT = "servanda record"
_FOLDER = Path(__file__).with_name("revisions")
_FIRST = "0001_reports"


@cache
def revisions() -> tuple[str, ...]:
    """Return the names of all revisions, in order: `0001_reports` is in `r0001_reports.py`."""
    files = (_FOLDER / "versions").glob("r[0-9]*.py")
    return tuple(sorted(path.stem.removeprefix("r") for path in files))


def number(revision: str) -> int:
    """Return the number of the schema that a revision makes."""
    return int(revision.partition("_")[0])


def refuse(url: str) -> NoReturn:
    """Raise the error for a database that is no record."""
    remedy = "name another file, or a new one to begin a record"
    raise RecordFormatError(url, "this is no servanda record", remedy)


def pending(connection: Connection, url: str) -> tuple[str, ...]:
    """Return the revisions still to be done on the record at `url`.

    Raises RecordFormatError where it is no record, or one of a newer servanda.
    """
    if not inspect(connection).has_table("meta"):
        refuse(url)
    rows = connection.execute(select(schema.meta.c.key, schema.meta.c.value))
    known = {row.key: row.value for row in rows}
    stands = known.get("schema", "")
    if known.get("format") != _FORMAT or not stands.isdecimal():
        refuse(url)
    last = number(revisions()[-1])
    if int(stands) > last:
        reason = f"a newer servanda wrote it (schema {stands}; this one knows {last})"
        raise RecordFormatError(url, reason, "upgrade servanda: pip install -U servanda")
    if not inspect(connection).has_table(schema.version.name):
        return revisions()  # of before there were revisions; the first is its own schema
    return tuple(name for name in revisions() if number(name) > int(stands))


def found(connection: Connection, dialect: Dialect) -> None:
    """Make the tables of a new record, as of the last revision, in the caller's transaction."""
    metadata.create_all(connection, checkfirst=False)
    dialect.create_index(connection)
    last = revisions()[-1]
    rows = [{"key": "format", "value": _FORMAT}, {"key": "schema", "value": str(number(last))}]
    connection.execute(insert(schema.meta), rows)
    connection.execute(insert(schema.version).values(version_num=last))


def upgrade(connection: Connection, dialect: Dialect, url: str) -> tuple[str, ...]:
    """Do the revisions still to be done, in the caller's transaction; return their names."""
    todo = pending(connection, url)
    if not todo:
        return ()
    if not inspect(connection).has_table(schema.version.name):
        _adopt(connection)
    run(connection, dialect, todo[-1])
    meta = schema.meta
    last = str(number(todo[-1]))
    connection.execute(update(meta).where(meta.c.key == "schema").values(value=last))
    return todo


def run(connection: Connection, dialect: Dialect, to: str) -> None:
    """Let Alembic do the revisions up to `to`, which may begin with no table at all."""
    from alembic import command
    from alembic.config import Config

    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["dialect"] = dialect
    schema.version.create(connection, checkfirst=True)
    command.upgrade(config, to)


def _adopt(connection: Connection) -> None:
    """Take over a record of the first schema, which kept its steps in `meta` alone."""
    schema.version.create(connection)
    connection.execute(insert(schema.version).values(version_num=_FIRST))
    meta = schema.meta
    connection.execute(delete(meta).where(meta.c.key == "step 1"))
