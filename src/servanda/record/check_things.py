"""Check of the things a record keeps ready: each told by claims that stand, each claim in one of them.

What has changed since they were last settled is left out: it will be settled with the next report.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from servanda.record import schema
from servanda.record.schema_things import member, thing, tie
from servanda.record.things_news import unchanged

__all__ = ["things"]

Fault = tuple[str, str]


def things(connection: Connection) -> Iterator[Fault]:
    """Yield what is wrong with the things of a record, as pairs of an id and why."""
    if not unchanged(connection):
        return
    claim = schema.claim
    lone = select(thing.c.id).where(thing.c.key.not_in(select(member.c.thing)))
    for identity in connection.execute(lone).scalars():
        yield identity, "no claim tells of it"
    closed = (
        select(thing.c.id, claim.c.id.label("claim"))
        .join_from(thing, member, member.c.thing == thing.c.key)
        .join(claim, claim.c.key == member.c.claim)
        .where(claim.c.superseded.is_not(None))
    )
    for row in connection.execute(closed):
        yield row.id, f"claim {row.claim}, which tells of it, stands no more"
    twice = (
        select(claim.c.id)
        .join_from(claim, member, member.c.claim == claim.c.key)
        .group_by(claim.c.id)
        .having(func.count() > 1)
    )
    for identity in connection.execute(twice).scalars():
        yield identity, "it tells of two things at once"
    nowhere = select(tie.c.to).where(tie.c.to.not_in(select(thing.c.id))).distinct()
    for identity in connection.execute(nowhere).scalars():
        yield identity, "something is tied to it, but it is not there"
