"""Check of lists, of persons' words and of what is derived: nothing is missing, doubled or left over."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, Table, func, select
from sqlalchemy.engine import Connection

from servanda.errors import RecordFormatError, UsageError
from servanda.model.decision import Anchor, Decision, Grade, Score, Word
from servanda.model.report import BlockKind
from servanda.store import migrations, schema, schema_decisions
from servanda.store.decisions.decision_rows import TABLES, word_from
from servanda.store.index.schema_index import (
    entity,
    entity_claim,
    link,
    meeting_mention,
    office_mention,
    passage,
    signature,
)
from servanda.store.index.watermark import stale
from servanda.store.row_mapping import dating_from_plain
from servanda.store.schema import standing
from servanda.store.schema_decisions import undo

__all__ = ["derived", "lists", "words"]


Fault = tuple[str, str]


def lists(connection: Connection) -> Iterator[Fault]:
    """Yield what is wrong with numbered rows and with cells told twice, as pairs of an id and why."""
    yield from _version(connection)
    yield from _gaps(connection, schema.evidence, schema.claim, schema.claim.c.id)
    yield from _gaps(connection, schema.block, schema.edition, schema.edition.c.report)
    yield from _kinds(connection)
    yield from _places(connection)
    yield from _undone(connection)


def _version(connection: Connection) -> Iterator[Fault]:
    """Compare the last revision with the schema's number."""
    done = list(connection.execute(select(schema.version.c.version_num)).scalars())
    if done != [migrations.revisions()[-1]]:
        yield "record", f"its last revision is told to be {', '.join(done) or 'none'}"


def _gaps(connection: Connection, table: Table, owner: Table, name: Column[str]) -> Iterator[Fault]:
    """Find lists that do not go from 0 to their end without a gap."""
    (mine,) = (column for column in table.c if column.foreign_keys)
    ordinal, owned = table.c.ordinal, owner.c.key == mine
    query = (
        select(name)
        .join_from(table, owner, owned)
        .group_by(name, mine)
        .having((func.min(ordinal) != 0) | (func.max(ordinal) != func.count() - 1))
    )
    for value in connection.execute(query).scalars():
        yield str(value), f"a piece of its {table.name} is missing"


def _kinds(connection: Connection) -> Iterator[Fault]:
    """Read what the other checks have no need to: kinds of block, and dates as first read."""
    block, edition = schema.block, schema.edition
    foreign = block.c.kind.not_in([one.value for one in BlockKind])
    query = select(edition.c.report, block.c.kind).join_from(
        block, edition, block.c.edition == edition.c.key
    )
    for report, kind in connection.execute(query.where(foreign).distinct()):
        yield report, f"no block is of kind {kind!r}"
    for report, dating in connection.execute(select(edition.c.report, edition.c.dating)):
        try:
            dating_from_plain(dating)
        except RecordFormatError as error:
            yield report, error.reason


def _places(connection: Connection) -> Iterator[Fault]:
    """Compare a claim's place with where its first evidence starts."""
    claim, evidence = schema.claim, schema.evidence
    first = (evidence.c.claim == claim.c.key) & (evidence.c.ordinal == 0)
    query = select(claim.c.id).join_from(claim, evidence, first)
    for value in connection.execute(query.where(claim.c.place != evidence.c.start)).scalars():
        yield value, "its place is not where its first evidence starts"


def _undone(connection: Connection) -> Iterator[Fault]:
    """Compare when a word was taken back with until when it stood."""
    for table in TABLES:
        query = select(table.c.id).join_from(table, undo, undo.c.word == table.c.id)
        for value in connection.execute(
            query.where(table.c.superseded != undo.c.recorded)
        ).scalars():
            yield value, "when it was taken back is told in two ways"


# -- Check of persons' words: each is what its id says, about claims the record knows, undone


Fault_words = tuple[str, str]


def words(connection: Connection) -> Iterator[Fault_words]:
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


def _word(word: Word, claims: set[str], names: set[str]) -> Iterator[Fault_words]:
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


# -- Check of the index: derived from reports and claims that stand, and from no others


def derived(connection: Connection) -> Iterator[Fault]:
    """Yield what is wrong with the index of a record, as pairs of an id and why.

    Where reports have come since it was last brought up to date, there is nothing to say of it.
    """
    if stale(connection):
        return
    edition = schema.edition
    here = select(edition.c.report).where(standing(edition))
    for table in (office_mention, meeting_mention, signature):
        gone = select(table.c.report).where(table.c.report.not_in(here)).distinct()
        for report in connection.execute(gone).scalars():
            yield report, "it stands no more, but dates others"
    wanted = {
        row.key: len(row.passages) * (row.fine + row.open)
        for row in connection.execute(
            select(signature.c.key, signature.c.passages, signature.c.fine, signature.c.open)
        )
    }
    counts = select(passage.c.signature, func.count()).group_by(passage.c.signature)
    found = {row[0]: row[1] for row in connection.execute(counts)}
    for key in sorted(wanted.keys() | found.keys()):
        if wanted.get(key, 0) != found.get(key, 0):
            yield f"signature {key}", "its copies cannot be found"
    yield from _entities(connection)


def _entities(connection: Connection) -> Iterator[Fault]:
    claim = schema.claim
    lone = select(entity.c.id).where(entity.c.key.not_in(select(entity_claim.c.entity)))
    for identity in connection.execute(lone).scalars():
        yield identity, "no claim is about it"
    closed = (
        select(entity.c.id, claim.c.id.label("claim"))
        .join_from(entity, entity_claim, entity_claim.c.entity == entity.c.key)
        .join(claim, claim.c.key == entity_claim.c.claim)
        .where(claim.c.superseded.is_not(None))
    )
    for row in connection.execute(closed):
        yield row.id, f"claim {row.claim}, which is about it, stands no more"
    twice = (
        select(claim.c.id)
        .join_from(claim, entity_claim, entity_claim.c.claim == claim.c.key)
        .group_by(claim.c.id)
        .having(func.count() > 1)
    )
    for identity in connection.execute(twice).scalars():
        yield identity, "it is about two entities at once"
    nowhere = select(link.c.to).where(link.c.to.not_in(select(entity.c.id))).distinct()
    for identity in connection.execute(nowhere).scalars():
        yield identity, "an entity is linked to it, but it is not there"
