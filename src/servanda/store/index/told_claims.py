"""Claims as they were read, no time worked out: those of a kind with their first words, and how sure they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from servanda.model.ids import ClaimId
from servanda.reference_cycles import unhurried
from servanda.store import schema
from servanda.store.columns import parts
from servanda.store.schema import standing

__all__ = ["ToldClaim", "load_confidences", "load_told"]


class ToldClaim(NamedTuple):
    """A claim as it was read, whatever persons said of it since.

    `source` is the name of its report, `earliest` and `latest` are the days that may be the report's.
    """

    id: ClaimId
    report: str
    source: str
    body: Any
    words: str
    earliest: date | None
    latest: date | None


def load_told(connection: Connection, kind: str) -> list[ToldClaim]:
    """Return the standing claims of a kind, by report and place in its text."""
    with unhurried():
        return [
            ToldClaim(ClaimId(row[0]), row[1], row[2], row[3], row[4] or "", row[5], row[6])
            for row in connection.execute(_TOLD, {"kind": kind})
        ]


_CLAIM, _EDITION, _DATING, _WORDS = schema.claim, schema.edition, schema.dating, schema.evidence
_TOLD = (
    select(
        _CLAIM.c.id,
        _CLAIM.c.report,
        _EDITION.c.name,
        _CLAIM.c.body,
        _WORDS.c.exact,
        _DATING.c.earliest,
        _DATING.c.latest,
    )
    .join_from(_CLAIM, _EDITION, _EDITION.c.report == _CLAIM.c.report)
    .join(_DATING, _DATING.c.report == _CLAIM.c.report)
    .join(_WORDS, (_WORDS.c.claim == _CLAIM.c.key) & (_WORDS.c.ordinal == 0), isouter=True)
    .where(standing(_CLAIM), standing(_EDITION), standing(_DATING))
    .where(_CLAIM.c.kind == bindparam("kind"))
    .order_by(_CLAIM.c.report, _CLAIM.c.place, _WORDS.c.end, _CLAIM.c.id)
)


def load_confidences(connection: Connection, claims: Iterable[str]) -> dict[str, float]:
    """Return how sure some claims were read, by id, of those that stand."""
    claim = schema.claim
    query = select(claim.c.id, claim.c.confidence).where(standing(claim))
    queries = (query.where(claim.c.id.in_(part)) for part in parts(claims, of=_NUMBERS))
    return {row[0]: row[1] for one in queries for row in connection.execute(one)}


_NUMBERS = 20_000  # rows that one query asks for where each is a number
