"""Checks of persons' words: each is what its id says, about claims the record knows, undone once."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.engine import Connection

from servanda.errors import EvidenceError, RecordFormatError, UsageError
from servanda.model.decision import Anchor, Decision, Grade, Word
from servanda.model.serialization import word_from_plain, word_to_plain
from servanda.store import schema
from servanda.store.decisions.added_claims import prove_anchoring
from servanda.store.decisions.decision_rows import TABLES, word_from
from servanda.store.problem import Problem
from servanda.store.schema_decisions import undo

__all__ = ["DECISIONS"]


def _words(connection: Connection) -> Iterator[Problem]:
    """Every decision, score and grade."""
    claims = set(connection.execute(select(schema.claim.c.id).distinct()).scalars())
    names = set(connection.execute(select(schema.edition.c.name).distinct()).scalars())
    undone = set(connection.execute(select(undo.c.word)).scalars())
    known: set[str] = set()
    for table in TABLES:
        for row in connection.execute(select(table)).mappings():
            known.add(row["id"])
            if (row["superseded"] is not None) is not (row["id"] in undone):
                yield Problem(row["id"], "it stands and was undone, or neither")
            try:
                word = word_from(table, row)
            except RecordFormatError as error:
                yield Problem(error.subject, error.reason)
                continue
            yield from _word(word, claims, names)
            if isinstance(word, Decision):
                yield from _anchored(connection, word)
    for lone in undone - known:
        yield Problem(lone, "it was undone, but there is no such decision")


def _word(word: Word, claims: set[str], names: set[str]) -> Iterator[Problem]:
    try:
        word_from_plain(word_to_plain(word))  # which makes its id again
    except UsageError as error:
        yield Problem(word.id, error.reason)
        return
    if isinstance(word, Grade):
        return
    places = {one.claim: one for one in word.anchors}
    known = [one for one in word.claims if one in claims or _named(places.get(one), names)]
    for claim in word.claims:
        # Of several claims, some may be of reports that this record has not read.
        if claim not in known and (claim not in places or not known):
            yield Problem(word.id, f"it is about claim {claim}, which is not there")


def _anchored(connection: Connection, word: Decision) -> Iterator[Problem]:
    """Prove the words on which a decision lets a claim rest."""
    try:
        prove_anchoring(connection, word)
    except (EvidenceError, UsageError) as error:
        yield Problem(word.id, error.reason)


def _named(place: Anchor | None, names: set[str]) -> bool:
    """Whether an anchor lies in a report whose name the record knows."""
    return place is not None and place.source in names


def _undone(connection: Connection) -> Iterator[Problem]:
    """Compare when a word was undone with when it ended."""
    for table in TABLES:
        query = select(table.c.id).join_from(table, undo, undo.c.word == table.c.id)
        for value in connection.execute(
            query.where(table.c.superseded != undo.c.recorded)
        ).scalars():
            yield Problem(value, "it ended at another instant than it was undone")


DECISIONS = (_words, _undone)
"""The checks, each a function of a connection that yields problems."""
