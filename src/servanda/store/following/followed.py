"""Followed addresses in an open record: added, closed, and each visit kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection

from servanda.errors import NotFoundError
from servanda.store.clock import changing
from servanda.store.following.schema_following import followed as table
from servanda.store.following.schema_following import visit as visits
from servanda.store.schema import standing

if TYPE_CHECKING:
    from servanda.store.session import Store

__all__ = ["Followed", "FollowedAddress", "Outcome", "Visit"]


class Outcome(StrEnum):
    """What came of asking for an address."""

    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Visit:
    """One time that an address was asked for.

    `entries` were in the answer, `reason` says why it failed. `etag` and `modified` are what the
    server said of the answer, to be sent with the next question.
    """

    address: str
    outcome: Outcome
    entries: int = 0
    reason: str | None = None
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class FollowedAddress:
    """An address that is followed, since when, and its last visit with the instant of it."""

    address: str
    since: datetime
    last: Visit | None = None
    asked: datetime | None = None


class Followed:
    """The followed addresses of an open record. Made by `Record.followed`."""

    def __init__(self, store: Store) -> None:
        """Take an open store."""
        self._store = store

    def add(self, address: str, *, at: datetime) -> bool:
        """Follow an address from `at` on; return whether it was not followed before."""
        with changing(self._store, at) as change:
            if _key(change.connection, address) is None:
                row = {"address": address, "recorded": change.at}
                change.connection.execute(insert(table).values(**row))
                change.made = True
        return change.made

    def remove(self, address: str, *, at: datetime) -> None:
        """Follow an address no more; what was read from it stays. Raises NotFoundError."""
        with changing(self._store, at) as change:
            key = _key(change.connection, address)
            if key is None:
                raise NotFoundError(address, "it is not followed", "see: servanda follow list")
            closed = update(table).where(table.c.key == key).values(superseded=change.at)
            change.connection.execute(closed)
            change.made = True

    def all(self) -> tuple[FollowedAddress, ...]:
        """Return the addresses that are followed, by name."""
        with self._store.reading() as connection:
            rows = connection.execute(
                select(table).where(standing(table)).order_by(table.c.address)
            ).mappings()
            found = list(rows)
            last = _last_visits(connection)
        return tuple(_address(row, last.get(row["key"])) for row in found)

    def keep(self, made: Iterable[Visit], *, at: datetime) -> None:
        """Keep what came of visits; those of addresses that are followed no more are passed over."""
        with changing(self._store, at) as change:
            for one in made:
                key = _key(change.connection, one.address)
                if key is None:
                    continue
                row = {
                    "followed": key,
                    "outcome": one.outcome.value,
                    "entries": one.entries,
                    "reason": one.reason,
                    "etag": one.etag,
                    "modified": one.modified,
                    "recorded": change.at,
                }
                change.connection.execute(insert(visits).values(**row))
                change.made = True


def _key(connection: Connection, address: str) -> int | None:
    query = select(table.c.key).where(table.c.address == address, standing(table))
    return connection.execute(query).scalar_one_or_none()


def _last_visits(connection: Connection) -> dict[int, Mapping[Any, Any]]:
    newest = select(func.max(visits.c.key)).group_by(visits.c.followed)
    rows = connection.execute(select(visits).where(visits.c.key.in_(newest))).mappings()
    return {row["followed"]: row for row in rows}


def _address(row: Mapping[Any, Any], last: Mapping[Any, Any] | None) -> FollowedAddress:
    if last is None:
        return FollowedAddress(row["address"], row["recorded"])
    made = Visit(
        row["address"],
        Outcome(last["outcome"]),
        last["entries"],
        last["reason"],
        last["etag"],
        last["modified"],
    )
    return FollowedAddress(row["address"], row["recorded"], made, last["recorded"])
