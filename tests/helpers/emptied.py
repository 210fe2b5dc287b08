"""A record on the PostgreSQL server that one test after another gets, emptied in between.

Making some sixty tables and their indexes, and taking them away, costs the server many times what
a small test does in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from servanda.store import open_record
from servers import Server, schema_of

__all__ = ["Emptied"]

_SHAPE = """
SELECT md5(string_agg(concat_ws(' ', kind, name, part), ',' ORDER BY kind, name, part)) FROM (
  SELECT 'column' AS kind, relname AS name, attname || atttypid || attnotnull AS part
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = '{0}'::regnamespace
  UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = '{0}'::regnamespace
  UNION ALL SELECT 'trigger', tgname, relname
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE relnamespace = '{0}'::regnamespace
  UNION ALL SELECT 'right', relname, relacl::text FROM pg_class WHERE relnamespace = '{0}'::regnamespace
) AS parts
"""
_TABLES = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = '{0}'::regnamespace AND relname NOT IN ('meta', 'alembic_version')
ORDER BY relname
"""


class Emptied:
    """Lends an empty record; what a test wrote is gone before the next one gets it."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._free: list[tuple[str, object, object]] = []

    @contextmanager
    def lent(self) -> Iterator[str]:
        """Lend an empty record by its URL; where a test changed its tables it is made anew."""
        url, shape, about = self._free.pop() if self._free else self._made()
        try:
            yield url
        except BaseException:
            self._server.drop(url)
            raise
        if self._is_empty_again(url, shape, about):
            self._free.append((url, shape, about))
        else:
            self._server.drop(url)

    def close(self) -> None:
        """Take away what was made."""
        while self._free:
            self._server.drop(self._free.pop()[0])

    def _made(self) -> tuple[str, object, object]:
        url = self._server.schema()
        open_record(url).close()
        return url, self._shape(url), self._about(url)

    def _shape(self, url: str) -> object:
        return self._server.sql(_SHAPE.format(schema_of(url)))[0][0]

    def _about(self, url: str) -> object:
        return self._server.sql(f"SELECT key, value FROM {schema_of(url)}.meta ORDER BY key")

    def _is_empty_again(self, url: str, shape: object, about: object) -> bool:
        name = schema_of(url)
        with suppress(Exception):  # whatever stands in the way: it is taken away as a whole
            if self._shape(url) != shape:
                return False
            tables = [str(row[0]) for row in self._server.sql(_TABLES.format(name))]
            self._server.sql(
                "SET lock_timeout = '2s'",
                "SET session_replication_role = replica",  # no foreign key asks in which order
                ";".join(f"DELETE FROM {name}.{table}" for table in tables),
                f"DELETE FROM {name}.meta WHERE key NOT IN ('format', 'schema')",
            )
            return self._about(url) == about
        return False
