"""Checks of the index: it is derived from reports and claims that stand, and from no others."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from servanda.store import schema
from servanda.store.index.watermark import stale
from servanda.store.problem import Problem
from servanda.store.schema import standing
from servanda.store.schema_index import (
    entity,
    entity_claim,
    link,
    meeting_mention,
    office_mention,
    passage,
    phrase,
    signature,
)

__all__ = ["INDEX"]


def _derived(connection: Connection) -> Iterator[Problem]:
    """Whatever is derived follows from reports and claims that stand.

    Where reports have come since it was last brought up to date, there is nothing to say of it.
    """
    if stale(connection):
        return
    edition = schema.edition
    here = select(edition.c.report).where(standing(edition))
    for table in (office_mention, meeting_mention, signature):
        gone = select(table.c.report).where(table.c.report.not_in(here)).distinct()
        for report in connection.execute(gone).scalars():
            yield Problem(report, "it no longer stands, but dates others")
    gone = select(phrase.c.report).where(phrase.c.report.not_in(here)).distinct()
    for report in connection.execute(gone).scalars():
        yield Problem(report, "it no longer stands, but is found by its words")
    wanted = {
        row.key: len(row.passages) * (row.open + (row.fine or not row.open))
        for row in connection.execute(
            select(signature.c.key, signature.c.passages, signature.c.fine, signature.c.open)
        )
    }
    counts = select(passage.c.signature, func.count()).group_by(passage.c.signature)
    found = {row[0]: row[1] for row in connection.execute(counts)}
    for key in sorted(wanted.keys() | found.keys()):
        if wanted.get(key, 0) != found.get(key, 0):
            yield Problem(f"signature {key}", "its copies cannot be found")
    yield from _entities(connection)


def _entities(connection: Connection) -> Iterator[Problem]:
    claim = schema.claim
    lone = select(entity.c.id).where(entity.c.key.not_in(select(entity_claim.c.entity)))
    for identity in connection.execute(lone).scalars():
        yield Problem(identity, "no claim is about it")
    closed = (
        select(entity.c.id, claim.c.id.label("claim"))
        .join_from(entity, entity_claim, entity_claim.c.entity == entity.c.key)
        .join(claim, claim.c.key == entity_claim.c.claim)
        .where(claim.c.superseded.is_not(None))
    )
    for row in connection.execute(closed):
        yield Problem(row.id, f"claim {row.claim}, which is about it, no longer stands")
    twice = (
        select(claim.c.id)
        .join_from(claim, entity_claim, entity_claim.c.claim == claim.c.key)
        .group_by(claim.c.id)
        .having(func.count() > 1)
    )
    for identity in connection.execute(twice).scalars():
        yield Problem(identity, "it is about two entities at once")
    nowhere = select(link.c.to).where(link.c.to.not_in(select(entity.c.id))).distinct()
    for identity in connection.execute(nowhere).scalars():
        yield Problem(identity, "an entity is linked to it, but it is not there")


INDEX = (_derived,)
"""The checks, each a function of a connection that yields problems."""
