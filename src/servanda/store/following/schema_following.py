"""The tables of followed addresses: which are followed since when, and each time they were asked for."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from servanda.store.columns import KEY, Instant
from servanda.store.schema import interval, metadata, one_standing

__all__ = ["followed", "visit"]


followed = Table(
    "followed",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("address", Text, nullable=False, index=True),
    *interval(),
    sqlite_strict=True,
)
"""An address that is followed; no more, once its row is closed."""
one_standing(followed, "address")

visit = Table(
    "visit",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("followed", KEY, ForeignKey("followed.key"), nullable=False, index=True),
    Column("outcome", Text, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("reason", Text),
    Column("etag", Text),
    Column("modified", Text),
    Column("recorded", Instant, nullable=False),
    sqlite_strict=True,
)
"""One time that an address was asked for: what came of it, and what to ask with the next time.

Rows are added and never changed; the last one of an address counts.
"""
