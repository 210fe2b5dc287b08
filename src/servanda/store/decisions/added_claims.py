"""Claims that persons added: proved against the report's text, and kept beside those that readers found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from servanda.errors import EvidenceError, NotFoundError, UsageError
from servanda.model.addition import Addition, claims_added, is_added
from servanda.model.amendment import EVIDENCE, read_evidence
from servanda.model.claim import Claim
from servanda.model.decision import Action, Decision
from servanda.model.report import Report
from servanda.store import schema
from servanda.store.claim_times import Resolver
from servanda.store.columns import parts
from servanda.store.decisions.decision_rows import word_from
from servanda.store.row_mapping import load_claims
from servanda.store.schema import standing
from servanda.store.schema_decisions import decision
from servanda.store.writer import update_claims, update_statements

__all__ = ["added_to", "prove_anchoring", "proved_addition", "texts_of", "update_added"]


def added_to(connection: Connection, report: Report) -> list[Claim]:
    """Return the claims that decisions in force add to a report, where its text has their words."""
    known = select(schema.report.c.id).where(schema.report.c.name == report.name).limit(1)
    if connection.execute(known).first() is None:
        return []  # nobody can have added to a report that was never read
    return _added(connection, report.id, report.name, report.text.content)


def update_added(connection: Connection, name: str, at: datetime, resolver: Resolver) -> None:
    """Let the claims that persons added to the report of a name be those of the decisions in force."""
    held = _text_of(connection, name=name)
    if held is None:
        return  # retracted since; they come back with it
    report, content = held
    stored = load_claims(connection, schema.claim.c.report == report, standing(schema.claim))
    read = [one.claim for one in stored if not is_added(one.claim)]
    added = _added(connection, report, name, content)
    update_claims(connection, report, [*read, *added], at)
    update_statements(connection, report, at, resolver)


def _added(connection: Connection, report: str, name: str, content: str) -> list[Claim]:
    query = select(decision).where(decision.c.action == Action.ADD.value, standing(decision))
    rows = connection.execute(query.order_by(decision.c.key)).mappings()
    words = [word for row in rows if isinstance(word := word_from(decision, row), Decision)]
    earlier = {one.report for one in map(Addition.of, words) if one.source == name} - {report}
    return claims_added(words, report, name, content, texts_of(connection, earlier))


def proved_addition(connection: Connection, word: Decision) -> Addition:
    """Return what a decision adds, proved against the report that bears the name now.

    Raises NotFoundError where there is no such report, EvidenceError where its text does not have the
    words, UsageError where the decision adds nothing that a report can say.
    """
    added = Addition.of(word)
    if word.targets != (added.claim.id,):
        raise UsageError(word.id, "its target is not the claim that it adds")
    held = _text_of(connection, name=added.source)
    if held is None:
        remedy = f"read {added.source} first"
        raise NotFoundError(added.source, "the record has no such report", remedy)
    report, content = held
    if report == added.report:
        added.verify(content)
    elif added.placed(report, content, _old_text(connection, added.report)) is None:
        words = added.evidence[0].exact[:60]
        reason = f"its text is another, in which “{words}” has no clear place"
        raise EvidenceError(added.source, reason, "add the claim anew")
    return added


def prove_anchoring(connection: Connection, word: Decision) -> None:
    """Prove the words on which an amendment lets a claim rest, where the record has their text.

    Raises EvidenceError where they do not stand there, UsageError where they are of another report.
    """
    if word.action is not Action.AMEND or word.field != EVIDENCE:
        return
    spans = read_evidence(word.value)
    report = spans[0].report
    if any(one.report != report for one in word.anchors):
        raise UsageError(EVIDENCE, "its words are of another report than the claim")
    held = _text_of(connection, report=report)
    for one in spans if held is not None else ():
        one.verify(held[1] if held else "")


def _old_text(connection: Connection, report: str) -> str:
    return texts_of(connection, [report]).get(report, "")


def texts_of(connection: Connection, reports: Collection[str]) -> dict[str, str]:
    """Return the texts of some reports by their ids, as far as the record holds them."""
    known, text = schema.report, schema.text
    query = select(known.c.id, text.c.content).join_from(
        known, text, text.c.sha256 == known.c.sha256
    )
    found: dict[str, str] = {}
    for some in parts(sorted(reports)):
        rows = connection.execute(query.where(known.c.id.in_(some)))
        found.update((row[0], row[1]) for row in rows)
    return found


def _text_of(
    connection: Connection, *, name: str | None = None, report: str | None = None
) -> tuple[str, str] | None:
    """Return the id and the text of the standing report of a name, or of any report of an id."""
    known, text, edition = schema.report, schema.text, schema.edition
    query = select(known.c.id, text.c.content).join_from(
        known, text, text.c.sha256 == known.c.sha256
    )
    if name is None:
        query = query.where(known.c.id == report)
    else:
        mine: Sequence[Any] = (edition.c.name == name, standing(edition))
        query = query.join(edition, edition.c.report == known.c.id).where(*mine)
    row = connection.execute(query).first()
    return None if row is None else (row[0], row[1])
