"""Checks of what was read: texts, blocks, claims with their evidence, statements and dates."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.engine import Connection

from servanda.errors import EvidenceError, RecordFormatError
from servanda.model.entity import Statement
from servanda.model.ids import digest, sha256_text
from servanda.model.report import BlockKind
from servanda.store import schema
from servanda.store.problem import Problem
from servanda.store.row_mapping import StoredClaim, dating_from_plain, load_claims

__all__ = ["READINGS"]


def _texts(connection: Connection) -> Iterator[Problem]:
    """Every text's hash, every report's id, every block within its text."""
    text, report, edition, block = schema.text, schema.report, schema.edition, schema.block
    lengths: dict[str, int] = {}
    for row in connection.execute(select(text.c.sha256, text.c.content)):
        lengths[row.sha256] = len(row.content)
        if sha256_text(row.content) != row.sha256:
            yield Problem(row.sha256, "the text is not the one this hash was made of")
    for row in connection.execute(select(report)).all():
        if row.sha256 not in lengths:
            yield Problem(row.name, "its text is missing")
        if row.id != digest("r", row.name, row.sha256):
            yield Problem(row.name, "its id is not the hash of its name and text")
    query = (
        select(report.c.name, report.c.sha256, block.c.start, block.c.end)
        .join_from(block, edition, block.c.edition == edition.c.key)
        .join(report, report.c.id == edition.c.report)
    )
    for name, sha256, start, end in connection.execute(query):
        if not 0 <= start <= end <= lengths.get(sha256, end):
            yield Problem(name, f"a block at {start}..{end} lies outside the text")


def _claims(connection: Connection) -> Iterator[Problem]:
    """Every claim, standing or closed: its evidence, word for word, in its report's text."""
    claim, report, text = schema.claim, schema.report, schema.text
    texts = (
        select(report.c.id, text.c.content)
        .join_from(report, text, text.c.sha256 == report.c.sha256)
        .order_by(report.c.id)
    )
    for row in connection.execute(texts):
        try:
            stored = load_claims(connection, claim.c.report == row.id)
        except RecordFormatError as error:
            yield Problem(error.subject, error.reason)
            continue
        for one in stored:
            yield from _evidence(one, row.content)


def _evidence(one: StoredClaim, content: str) -> Iterator[Problem]:
    if not one.claim.evidence:
        yield Problem(one.claim.id, "it has no evidence")
        return
    for evidence in one.claim.evidence:
        try:
            evidence.verify(content)
        except EvidenceError as error:
            yield Problem(one.claim.id, error.reason)
    first = one.claim.evidence[0]
    body = one.claim.body
    identity = digest("c", one.claim.report, body.kind, repr(body), first.start, first.end)
    if identity != one.claim.id:
        yield Problem(one.claim.id, "its id is not the hash of what it says")


def _statements(connection: Connection) -> Iterator[Problem]:
    """Every statement's claim, and its id."""
    table, claim = schema.statement, schema.claim
    query = select(
        table, claim.c.id.label("claim_id"), claim.c.superseded.label("claim_superseded")
    ).join_from(table, claim, table.c.claim == claim.c.key, isouter=True)
    for row in connection.execute(query).mappings():
        if row["claim_id"] is None:
            yield Problem(row["id"], "it rests on a claim that is not there")
            continue
        made = Statement.identity(row["subject"], row["property"], row["value"], row["claim_id"])
        if made != row["id"]:
            yield Problem(row["id"], "its id is not the hash of what it says")
        if row["superseded"] is None and row["claim_superseded"] is not None:
            yield Problem(row["id"], "it stands, but its claim does not")


def _datings(connection: Connection) -> Iterator[Problem]:
    """Every dating can be read, and its first and last day are those that queries use."""
    for row in connection.execute(select(schema.dating)).all():
        when = dating_from_plain(row.dating).when
        days = (when.earliest, when.latest) if when else (None, None)
        if days != (row.earliest, row.latest):
            yield Problem(row.report, "its dating and the days it is sorted by differ")


def _kinds(connection: Connection) -> Iterator[Problem]:
    """Read what the other checks have no need to: kinds of block, and dates as first read."""
    block, edition = schema.block, schema.edition
    foreign = block.c.kind.not_in([one.value for one in BlockKind])
    query = select(edition.c.report, block.c.kind).join_from(
        block, edition, block.c.edition == edition.c.key
    )
    for report, kind in connection.execute(query.where(foreign).distinct()):
        yield Problem(report, f"no block is of kind {kind!r}")
    for report, dating in connection.execute(select(edition.c.report, edition.c.dating)):
        try:
            dating_from_plain(dating)
        except RecordFormatError as error:
            yield Problem(report, error.reason)


def _places(connection: Connection) -> Iterator[Problem]:
    """Compare a claim's place with where its first evidence starts."""
    claim, evidence = schema.claim, schema.evidence
    first = (evidence.c.claim == claim.c.key) & (evidence.c.ordinal == 0)
    query = select(claim.c.id).join_from(claim, evidence, first)
    for value in connection.execute(query.where(claim.c.place != evidence.c.start)).scalars():
        yield Problem(value, "its place is not where its first evidence starts")


READINGS = (_texts, _claims, _statements, _datings, _kinds, _places)
"""The checks, each a function of a connection that yields problems."""
