"""How an older record becomes one of this schema: named steps, each done once, in order.

`meta` keeps the number of the last step and the name of each. (Alembic can take these steps
over as its revisions: one function a step, on a plain connection.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from sqlalchemy import insert, inspect, select, update
from sqlalchemy.engine import Connection

from servanda.errors import RecordFormatError
from servanda.record import schema
from servanda.record.dialect import Dialect

__all__ = ["STEPS", "Step", "found", "pending", "refuse", "upgrade"]

_FORMAT = "servanda record"


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the schema."""

    number: int
    name: str
    run: Callable[[Connection, Dialect], None]


def _begin(connection: Connection, dialect: Dialect) -> None:
    """Do nothing: a new record is made with today's tables, whatever their number."""
    del connection, dialect


STEPS: tuple[Step, ...] = (Step(1, "reports, claims and statements", _begin),)


def refuse(url: str) -> NoReturn:
    """Raise the error for a database that is no record."""
    remedy = "name another file, or a new one to begin a record"
    raise RecordFormatError(url, "this is no servanda record", remedy)


def pending(connection: Connection, url: str) -> tuple[Step, ...]:
    """Return the steps still to be done on the record at `url`.

    Raises RecordFormatError where it is no record, or one of a newer servanda.
    """
    if not inspect(connection).has_table("meta"):
        refuse(url)
    rows = connection.execute(select(schema.meta.c.key, schema.meta.c.value))
    known = {row.key: row.value for row in rows}
    number = known.get("schema", "")
    if known.get("format") != _FORMAT or not number.isdecimal():
        refuse(url)
    if int(number) > schema.SCHEMA_VERSION:
        reason = (
            f"a newer servanda wrote it (schema {number}; this one knows {schema.SCHEMA_VERSION})"
        )
        raise RecordFormatError(url, reason, "upgrade servanda: pip install -U servanda")
    return tuple(step for step in STEPS if step.number > int(number))


def found(connection: Connection, dialect: Dialect) -> None:
    """Make the tables of a new record, within the caller's transaction."""
    schema.metadata.create_all(connection, checkfirst=False)
    dialect.create_index(connection)
    number = str(schema.SCHEMA_VERSION)
    rows = [{"key": "format", "value": _FORMAT}, {"key": "schema", "value": number}]
    rows.extend(_mark(step) for step in STEPS)
    connection.execute(insert(schema.meta), rows)


def upgrade(connection: Connection, dialect: Dialect, url: str) -> None:
    """Do the steps still to be done, within the caller's transaction."""
    meta = schema.meta
    for step in pending(connection, url):
        step.run(connection, dialect)
        connection.execute(insert(meta), [_mark(step)])
        number = str(step.number)
        connection.execute(update(meta).where(meta.c.key == "schema").values(value=number))


def _mark(step: Step) -> dict[str, str]:
    return {"key": f"step {step.number}", "value": step.name}
