"""Which dialect a URL asks for; each is imported only where it is used."""

from __future__ import annotations

from sqlalchemy.engine import URL

from servanda.errors import RecordError
from servanda.store.dialects.dialect import Dialect, shown

__all__ = ["dialect_for"]


def dialect_for(url: URL) -> Dialect:
    """Choose the dialect for `url`. Raises RecordError where servanda does not know it."""
    name = url.get_backend_name()
    if name == "sqlite":
        from servanda.store.dialects.sqlite import SQLite

        return SQLite()
    if name == "postgresql":
        from servanda.store.dialects.postgres import PostgreSQL

        return PostgreSQL(url)
    remedy = "use sqlite:///FILE, or postgresql+psycopg://USER@HOST/DATABASE"
    raise RecordError(shown(url), f"records are not kept in {name!r} databases", remedy)
