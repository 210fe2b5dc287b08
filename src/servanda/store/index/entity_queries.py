"""Queries by which entities, claims and reports find each other, each put together once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Text, bindparam, select
from sqlalchemy.sql.elements import ColumnElement

from servanda.store import schema
from servanda.store.schema import standing
from servanda.store.schema_index import blocking_key, entity, entity_claim, link

__all__ = [
    "AFTER_ANY_DIGIT",
    "CLAIMS_OF_ENTITY",
    "CLAIMS_OF_KIND",
    "ENTITIES_IN_REPORT",
    "ENTITIES_OF_CLAIM",
    "HOLDERS",
    "IDS",
    "KINDS_OF_CLAIM",
    "LINKS_EITHER_WAY",
    "REPORTS_CALLED",
    "REPORTS_OF_CLAIM",
    "REPORTS_OF_ENTITY",
    "REPORTS_OF_KIND",
    "REPORTS_OF_NAME",
    "TELLING",
]


def _about(*columns: ColumnElement[Any]) -> Select[Any]:
    """Select columns of entities and of the claims about them."""
    claim = schema.claim
    return (
        select(*columns)
        .select_from(entity)
        .join(entity_claim, entity_claim.c.entity == entity.c.key)
        .join(claim, claim.c.key == entity_claim.c.claim)
    )


# Put together once: that takes longer than to run most of them.


def _among(query: Select[Any], column: ColumnElement[Any]) -> Select[Any]:
    """Select each once where a column has one of `some` values."""
    return query.where(column.in_(bindparam("some", expanding=True))).distinct()


def _between(query: Select[Any], column: ColumnElement[Any]) -> Select[Any]:
    return query.where(column >= bindparam("first"), column < bindparam("last"))


_CLAIM, _EDITION = schema.claim, schema.edition
_STANDING_EDITIONS = select(_EDITION.c.report).where(standing(_EDITION))
AFTER_ANY_DIGIT = "g"  # ids end in hexadecimal digits, whose order is that of every language
IDS = (
    _between(select(entity.c.id), entity.c.id),
    _between(select(_CLAIM.c.id).where(standing(_CLAIM)), _CLAIM.c.id),
    _between(_STANDING_EDITIONS, _EDITION.c.report),
)
_LINKS = select(entity.c.id, link.c.to).join_from(entity, link, link.c.entity == entity.c.key)
REPORTS_OF_KIND = _among(select(_CLAIM.c.report).where(standing(_CLAIM)), _CLAIM.c.kind)
TELLING = _among(
    select(_CLAIM.c.report).where(
        standing(_CLAIM), _CLAIM.c.kind.concat("") == bindparam("kind", type_=Text)
    ),
    _CLAIM.c.report,
)
"""Of some reports: whatever a database guesses, there are more claims of a kind."""
CLAIMS_OF_KIND = select(_CLAIM.c.id).where(standing(_CLAIM), _CLAIM.c.kind == bindparam("kind"))
_GIVEN = bindparam("given", type_=Text)
REPORTS_CALLED = _STANDING_EDITIONS.where(_EDITION.c.report == _GIVEN).union(
    _STANDING_EDITIONS.where(_EDITION.c.name == _GIVEN)
)
REPORTS_OF_NAME = _among(_STANDING_EDITIONS, _EDITION.c.name)
KINDS_OF_CLAIM = _among(select(_CLAIM.c.kind), _CLAIM.c.id)
REPORTS_OF_CLAIM = _among(select(_CLAIM.c.report), _CLAIM.c.id)
REPORTS_OF_ENTITY = _among(_about(_CLAIM.c.report), entity.c.id)
ENTITIES_IN_REPORT = _among(_about(_CLAIM.c.report, entity.c.id), _CLAIM.c.report)
ENTITIES_OF_CLAIM = _among(_about(entity.c.id), _CLAIM.c.id)
CLAIMS_OF_ENTITY = _among(_about(_CLAIM.c.id), entity.c.id)
LINKS_EITHER_WAY = _among(_LINKS, entity.c.id).union(_among(_LINKS, link.c.to))
HOLDERS = _among(
    select(_CLAIM.c.report)
    .join_from(blocking_key, _CLAIM, _CLAIM.c.key == blocking_key.c.claim)
    .where(standing(_CLAIM)),
    blocking_key.c.hash,
)
