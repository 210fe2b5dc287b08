"""Types of columns, each kept as the plainest SQL type; long lists of values in parts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, TypeVar

import orjson
from sqlalchemy import REAL as SQL_REAL
from sqlalchemy import BigInteger, Double, Integer, Text, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

from servanda.errors import RecordFormatError

__all__ = ["KEY", "REAL", "Day", "Flag", "Instant", "Plain", "parts"]


T = TypeVar("T")

_PART = 2_000  # values that one query is given: SQLite takes 32,766, PostgreSQL 65,535


def parts(values: Iterable[T], *, of: int = _PART) -> Iterator[list[T]]:
    """Cut `values` into lists of at most so many, in their order."""
    source = iter(values)
    while part := list(islice(source, of)):
        yield part


# -- Types of columns: instants, days, plain data and flags, each kept as the plainest SQL ty


KEY = BigInteger().with_variant(Integer, "sqlite")
"""A row's number (SQLite's own row number where it is INTEGER)."""

REAL: Double[float] = Double().with_variant(SQL_REAL, "sqlite")
"""A number of double precision on every database."""


def _read(reader: Callable[[str], T], cell: str) -> T:
    """Read a cell; one that somebody changed by hand is damage, not a crash."""
    try:
        return reader(cell)
    except ValueError as error:
        remedy = "restore a backup, or read the reports into a new record"
        reason = f"the record is damaged: {error}"
        raise RecordFormatError(repr(cell[:40]), reason, remedy) from error


class _Ordered:
    """Text whose order is that of its bytes, whatever language a database sorts by."""

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Name the order where a database has several."""
        return Text(collation="C") if dialect.name == "postgresql" else Text()


class Instant(_Ordered, TypeDecorator[datetime]):
    """An aware instant, kept as ISO 8601 text in UTC with microseconds."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write an aware instant; a naive one is a programming error."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"an instant needs a time zone: {value}"
            raise ValueError(message)
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read it back."""
        del dialect
        return None if value is None else _read(_aware, value)


def _aware(value: str) -> datetime:
    """Read an instant; one without a time zone is none."""
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError(f"an instant without a time zone: {value!r}")
    return instant


class Day(_Ordered, TypeDecorator[date]):
    """A calendar day, kept as ISO 8601 text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Write a day."""
        del dialect
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """Read it back."""
        del dialect
        return None if value is None else _read(date.fromisoformat, value)


class Plain(TypeDecorator[Any]):
    """Plain data (`servanda.model.serialization`), kept as JSON text with sorted keys."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write plain data, the same data always as the same text."""
        del dialect
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read it back."""
        del dialect
        return None if value is None else _read(orjson.loads, value)


class Flag(TypeDecorator[bool]):
    """Yes or no, kept as 1 or 0 (SQLite's STRICT tables know no boolean)."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """Write a flag."""
        del dialect
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        """Read it back."""
        del dialect
        return None if value is None else bool(value)
