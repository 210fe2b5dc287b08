"""Check of persons' words: each is what its id says, about claims the record knows, undone or not."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.engine import Connection

from servanda.errors import RecordFormatError, UsageError
from servanda.model.decisions import Anchor, Decision, Grade, Score, Word
from servanda.record import schema, schema_decisions
from servanda.record.decisions_rows import TABLES, word_from

__all__ = ["words"]

Fault = tuple[str, str]


def words(connection: Connection) -> Iterator[Fault]:
    """Yield what is wrong with decisions, scores and grades, as pairs of a word's id and why."""
    claims = set(connection.execute(select(schema.claim.c.id).distinct()).scalars())
    names = set(connection.execute(select(schema.edition.c.name).distinct()).scalars())
    undone = set(connection.execute(select(schema_decisions.undo.c.word)).scalars())
    known: set[str] = set()
    for table in TABLES:
        for row in connection.execute(select(table)).mappings():
            known.add(row["id"])
            if (row["superseded"] is not None) is not (row["id"] in undone):
                yield row["id"], "whether it was undone is told in two ways"
            try:
                word = word_from(table, row)
            except RecordFormatError as error:
                yield error.subject, error.reason
                continue
            yield from _word(word, claims, names)
    for lone in undone - known:
        yield lone, "it was undone, but nobody ever said it"


def _word(word: Word, claims: set[str], names: set[str]) -> Iterator[Fault]:
    try:
        made = _remade(word)
    except UsageError as error:
        yield word.id, f"nobody can say this: {error.reason}"
        return
    if made != word.id:
        yield word.id, "its id is not the hash of what it says"
    if isinstance(word, Grade):
        return
    places = {one.claim: one for one in word.anchors}
    known = [one for one in word.claims if one in claims or _named(places.get(one), names)]
    for claim in word.claims:
        # Of several claims, some may be of reports that this record has not read.
        if claim not in known and (claim not in places or not known):
            yield word.id, f"it is about claim {claim}, which is not there"


def _named(place: Anchor | None, names: set[str]) -> bool:
    """Whether a claim is told to stand in a report whose name the record knows."""
    return place is not None and place.source in names


def _remade(word: Word) -> str:
    if isinstance(word, Grade):
        again: Word = Grade.make(
            word.scale, word.subject, word.value, author=word.author, at=word.at, reason=word.reason
        )
    elif isinstance(word, Score):
        again = Score.make(
            word.obligor,
            word.targets,
            word.value,
            coder=word.coder,
            at=word.at,
            guideline=word.guideline,
            start=word.start,
            end=word.end,
            reason=word.reason,
            blind=word.blind,
        )
    else:
        again = _decided(word)
    return again.id


def _decided(word: Decision) -> Decision:
    return Decision.make(
        word.action,
        word.concern,
        word.targets,
        author=word.author,
        at=word.at,
        reason=word.reason,
        others=word.others,
        field=word.field,
        value=word.value,
        blind=word.blind,
    )
