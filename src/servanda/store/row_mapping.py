"""Rows to model values and back. Only what is in the tables; nothing is resolved here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.engine import Connection, RowMapping
from sqlalchemy.sql.elements import ColumnElement

from servanda.errors import RecordFormatError
from servanda.model.claim import Claim
from servanda.model.evidence import Evidence
from servanda.model.ids import ClaimId
from servanda.model.report import Block, BlockKind, Dating, Report, Text
from servanda.model.serialization import body_from_plain, body_to_plain, from_plain, to_plain
from servanda.store import schema

__all__ = [
    "StoredClaim",
    "block_values",
    "claim_values",
    "dating_from_plain",
    "dating_values",
    "edition_values",
    "evidence_values",
    "load_blocks",
    "load_claims",
    "report_from",
]


_BLOCK_KINDS = frozenset(BlockKind)


def _damage(reason: str, subject: str = "record") -> RecordFormatError:
    return RecordFormatError(subject, reason, "read the report again, or upgrade servanda")


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with its row's key, and the country whose calendar its times count in."""

    key: int
    claim: Claim
    country: str | None


def edition_values(report: Report) -> dict[str, Any]:
    """Write what is known of a report besides its name and text."""
    return {
        "report": report.id,
        "name": report.name,
        "origin": report.origin,
        "title": report.title,
        "publisher": report.publisher,
        "wire": report.wire,
        "url": report.url,
        "language": report.language,
        "dateline_place": report.dateline_place,
        "relevant": report.relevant,
        "because": report.irrelevant_because,
        "dating": to_plain(report.dating),
    }


def block_values(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Write a text's blocks, in order."""
    return [
        {"ordinal": number, "start": one.start, "end": one.end, "kind": one.kind.value}
        for number, one in enumerate(blocks)
    ]


def dating_values(report: str, dating: Dating) -> dict[str, Any]:
    """Write a dating, with its first and last day where a query finds them."""
    when = dating.when
    return {
        "report": report,
        "dating": to_plain(dating),
        "earliest": when.earliest if when else None,
        "latest": when.latest if when else None,
    }


def dating_from_plain(plain: Mapping[str, Any]) -> Dating:
    """Read a dating back."""
    try:
        dating: Dating = from_plain(Dating, plain)
    except (ValueError, TypeError, AttributeError) as error:
        raise _damage(f"a dating cannot be read: {error}") from error
    return dating


def claim_values(claim: Claim, country: str | None) -> dict[str, Any]:
    """Write a claim, without its evidence."""
    return {
        "id": claim.id,
        "report": claim.report,
        "kind": claim.kind,
        "body": body_to_plain(claim.body),
        "rule": claim.rule,
        "confidence": float(claim.confidence),
        "country": country,
        "place": claim.evidence[0].start,
    }


def evidence_values(claim: Claim) -> list[dict[str, Any]]:
    """Write a claim's evidence, the clearest first."""
    return [
        {"ordinal": number, "start": one.start, "end": one.end, "exact": one.exact}
        for number, one in enumerate(claim.evidence)
    ]


_CLAIMS = (
    select(
        schema.claim.c.key,
        schema.claim.c.id,
        schema.claim.c.report,
        schema.claim.c.body,
        schema.claim.c.rule,
        schema.claim.c.confidence,
        schema.claim.c.country,
        schema.evidence.c.start,
        schema.evidence.c.end,
        schema.evidence.c.exact,
    )
    .join_from(
        schema.claim, schema.evidence, schema.evidence.c.claim == schema.claim.c.key, isouter=True
    )
    .order_by(schema.claim.c.key, schema.evidence.c.ordinal)
)


def load_claims(connection: Connection, *where: ColumnElement[bool]) -> list[StoredClaim]:
    """Read the claims that meet `where`, with their evidence, in the order of their keys."""
    rows = connection.execute(_CLAIMS.where(*where))
    return [_claim(key, list(group)) for key, group in groupby(rows, key=itemgetter(0))]


def _claim(key: int, rows: Sequence[Sequence[Any]]) -> StoredClaim:
    """Make a claim of its rows, one for each piece of evidence."""
    _, identity, report, plain, rule, confidence, country, *_ = rows[0]
    try:
        body = body_from_plain(plain)
    except (ValueError, TypeError, AttributeError) as error:
        raise _damage(f"its body cannot be read: {error}", identity) from error
    spans = tuple(
        Evidence(report, *piece) for piece in (row[7:] for row in rows) if piece[0] is not None
    )
    claim = Claim(ClaimId(identity), report, body, spans, rule, confidence)
    return StoredClaim(key, claim, country)


def load_blocks(connection: Connection, editions: Select[tuple[Any]]) -> dict[int, list[Block]]:
    """Read the blocks of the editions whose keys `editions` selects."""
    block = schema.block
    query = (
        select(block.c.edition, block.c.start, block.c.end, block.c.kind)
        .where(block.c.edition.in_(editions))
        .order_by(block.c.edition, block.c.ordinal)
    )
    found: dict[int, list[Block]] = {}
    for key, start, end, kind in connection.execute(query):
        if kind not in _BLOCK_KINDS:
            raise _damage(f"no block is of kind {kind!r}")
        found.setdefault(key, []).append(Block(start, end, BlockKind(kind)))
    return found


def report_from(row: RowMapping, dating: Dating, content: str, blocks: Iterable[Block]) -> Report:
    """Read a report back from its edition's row (with `sha256`), dating, text and blocks."""
    return Report(
        id=row["report"],
        name=row["name"],
        sha256=row["sha256"],
        origin=row["origin"],
        text=Text(row["report"], content, tuple(blocks)),
        dating=dating,
        title=row["title"],
        publisher=row["publisher"],
        wire=row["wire"],
        url=row["url"],
        language=row["language"],
        dateline_place=row["dateline_place"],
        relevant=row["relevant"],
        irrelevant_because=row["because"],
    )
