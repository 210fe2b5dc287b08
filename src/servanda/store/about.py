"""What a record is apart from what it holds: its database, schema, size, and times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from servanda.store import migrations, schema
from servanda.store.clock import last_instant
from servanda.store.session import Store

__all__ = ["About", "about"]


@dataclass(frozen=True, slots=True)
class About:
    """A record: its URL (no password), database and version, schema, bytes, first and last change.

    `upgraded` are the revisions of the schema that were done when it was opened.
    """

    url: str
    database: str
    schema: str
    size: int
    first: datetime | None
    last: datetime | None
    upgraded: tuple[str, ...] = ()


def about(store: Store) -> About:
    """Look at an open record."""
    began = select(func.min(schema.edition.c.recorded))
    with store.reading() as connection:
        database, size = store.dialect.about(connection)
        return About(
            store.url,
            database,
            migrations.revisions()[-1],
            size,
            connection.execute(began).scalar_one(),
            last_instant(connection),
            store.upgraded,
        )
