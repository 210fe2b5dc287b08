"""The log of persons' words: decisions, scores and grades, stored beside what was read.

A word stands until it is undone; nothing of it ever changes, and an undone one can still be read.
Two records that import each other's words hold the same, whatever the order.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy import Table, insert, select, update
from sqlalchemy.engine import Connection

from servanda.errors import EvidenceError, NotFoundError, ServandaError, UsageError
from servanda.model.addition import Addition
from servanda.model.claim import Claim
from servanda.model.decision import Action, Anchor, Decision, Grade, Scale, Score, Undo, Word
from servanda.model.ids import ClaimId
from servanda.store import schema
from servanda.store.claim_times import Resolver, by_calendar
from servanda.store.clock import Held, changing
from servanda.store.columns import parts
from servanda.store.decisions.added_claims import (
    prove_anchoring,
    proved_addition,
    texts_of,
    update_added,
)
from servanda.store.decisions.decision_carrying import (
    Carried,
    anchor,
    anchored_there,
    carry,
    moved,
)
from servanda.store.decisions.decision_rows import TABLES, table_of, word_from, word_values
from servanda.store.decisions.decision_rules import prove_word
from servanda.store.row_mapping import load_claims
from servanda.store.schema import standing
from servanda.store.schema_decisions import undo as undo_table

if TYPE_CHECKING:
    from servanda.store.session import Store

__all__ = ["ImportedWords", "LoggedWord", "Words", "current", "load_words"]


W = TypeVar("W", bound=Word)
S = TypeVar("S", Decision, Score)


@dataclass(frozen=True, slots=True)
class LoggedWord:
    """A word, when the record learnt of it, and who took it back, if anybody did."""

    word: Word
    recorded: datetime
    superseded: datetime | None
    undone: Undo | None


@dataclass(frozen=True, slots=True)
class ImportedWords:
    """What came of importing words: how many were new, known, undone, and refused."""

    new: int
    known: int
    undone: int
    refused: tuple[ServandaError, ...]


class Words:
    """The words in an open record. Made by `Record.words`."""

    def __init__(self, store: Store, resolver: Resolver = by_calendar) -> None:
        """Take an open store, and what works out the times of claims that are added."""
        self._store = store
        self._resolver = resolver

    def add(self, word: W, *, at: datetime) -> W:
        """Store a word from `at` on; return it with its anchors. Storing it again changes nothing.

        Nor does saying it again, as after a crash: where the last word of its author that stands is
        the same but for its instant, that one is returned. Raises NotFoundError where the record has nothing of what it is about, UsageError where
        it decides what cannot be decided.
        """
        with changing(self._store, at) as change:
            known = _anchored(change.connection, word)
            said = _said_last(change.connection, known)
            if said is not None:
                return said
            change.made = _add(change.connection, known, change.at)
            if change.made:
                self._follow(change.connection, [known], change.at)
        return known

    def undo(self, word_id: str, undo: Undo, *, at: datetime) -> Word:
        """Take a word back from `at` on, and return it.

        Raises NotFoundError where no such word stands.
        """
        with changing(self._store, at) as change:
            found = _find(change.connection, word_id)
            change.made = _close(change.connection, found, undo, change.at)
            if not change.made:
                raise NotFoundError(
                    word_id, "it was undone already", "see: servanda review history"
                )
            self._follow(change.connection, [found], change.at)
        return found

    def import_all(
        self, words: Iterable[tuple[Word, Undo | None]], *, at: datetime
    ) -> ImportedWords:
        """Import words from elsewhere, all in one transaction; those that do not fit are refused.

        A word is refused where the record has no claim that it is about, nor one in its place;
        where it has some of them, the word is stored, and holds for the others once they are read.
        What was undone there is undone here.
        """
        new = known = undone = 0
        refused: list[ServandaError] = []
        with changing(self._store, at) as change:
            for word, back in words:
                try:
                    anchored = _anchored(change.connection, word)
                    fresh = _add(change.connection, anchored, change.at)
                except (EvidenceError, NotFoundError, UsageError) as error:
                    refused.append(error)
                    continue
                new, known = new + fresh, known + (not fresh)
                undone += back is not None and _close(change.connection, word, back, change.at)
                if isinstance(word, Decision) and word.action is Action.ADD:
                    self._follow(
                        change.connection, [word], change.at
                    )  # what comes after may judge it
            change.made = bool(new or undone)
        return ImportedWords(new, known, undone, tuple(refused))

    def _follow(self, connection: Connection, words: Iterable[Word], at: datetime) -> None:
        """Let the claims that persons added stand, or stand no more, as words that came or went say."""
        for word in words:
            if isinstance(word, Decision) and word.action is Action.ADD:
                name = Addition.of(word).source
                update_added(connection, name, at, self._resolver)

    def all(self) -> tuple[LoggedWord, ...]:
        """Return every word ever kept, those undone too, in the order they were made."""
        found = []
        with self._store.reading() as connection:
            backs = {
                row.word: Undo(row.author, row.at, row.reason)
                for row in connection.execute(select(undo_table))
            }
            for table in TABLES:
                for row in connection.execute(select(table)).mappings():
                    word = word_from(table, row)
                    found.append(
                        LoggedWord(word, row["recorded"], row["superseded"], backs.get(word.id))
                    )
        return tuple(sorted(found, key=lambda one: (one.word.at, one.word.id)))

    def standing(self) -> tuple[Word, ...]:
        """Return the words in force, blind ones too, about the claims that stand now."""
        with self._store.reading() as connection:
            decisions, scores, grades = (load_words(connection, table) for table in TABLES)
            return (
                *current(connection, [w for w in decisions if isinstance(w, Decision)]),
                *current(connection, [w for w in scores if isinstance(w, Score)]),
                *grades,
            )

    def carried(self) -> tuple[Carried, ...]:
        """Return what became of claims that words in force are about and that stand no more."""
        with self._store.reading() as connection:
            words = [w for t in TABLES[:2] for w in load_words(connection, t)]
            return _carried(connection, [w for w in words if not isinstance(w, Grade)]).carried


def load_words(
    connection: Connection,
    table: Table,
    held: Held = standing,
) -> list[Word]:
    """Read the words of one sort that stand (or `held` at another time), in the order made."""
    query = select(table).where(held(table))
    found = [word_from(table, row) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda word: (word.at, word.id))


def current(connection: Connection, words: Sequence[S], held: Held = standing) -> list[S]:
    """Return words with the claims that stand now (or `held`) in place of those they were made on."""
    found = _carried(connection, words, held)
    moves: dict[str, ClaimId | None] = {one.anchor.claim: one.to for one in found.carried}
    return [_there(moved(word, found.alive, moves), found) for word in words]


def _there(word: S, found: _Found) -> S:
    """Return a word whose claim was carried over with the places of its words in the report of that."""
    if isinstance(word, Score):
        return word
    home = next((found.homes[one] for one in word.claims if one in found.homes), None)
    return anchored_there(word, home, found.texts)


@dataclass(frozen=True, slots=True)
class _Found:
    """What became of claims: which stand, the reports of those that took a place, and the texts."""

    carried: tuple[Carried, ...]
    alive: frozenset[str]
    homes: Mapping[ClaimId, str]
    texts: Mapping[str, str]


def _carried(
    connection: Connection, words: Sequence[Decision | Score], held: Held = standing
) -> _Found:
    """Say what became of the claims that words are about, and which of them stand."""
    about = sorted({claim for word in words for claim in word.claims})
    table = schema.claim
    alive: set[str] = set()
    for some in parts(about):
        part = table.c.id.in_(some)
        alive.update(connection.execute(select(table.c.id).where(part, held(table))).scalars())
    gone = [
        place
        for word in words
        for place in word.anchors
        if place.claim not in alive and place.claim in word.claims
    ]
    now = {name: _claims_of(connection, name, held) for name in sorted({p.source for p in gone})}
    homes = {one.id: one.report for found in now.values() for one in found}
    texts = _texts(connection, gone, now)
    carried = carry(words, frozenset(alive), now, texts)
    to = {one.to for one in carried}
    moved_to = {claim: report for claim, report in homes.items() if claim in to}
    return _Found(carried, frozenset(alive), moved_to, texts)


def _texts(
    connection: Connection, gone: Iterable[Anchor], now: Mapping[str, Sequence[Claim]]
) -> dict[str, str]:
    """Read the texts of corrected reports that words are about: as they were, and as they are."""
    wanted: set[str] = set()
    for place in gone:
        homes = {one.report for one in now[place.source]}
        if homes - {place.report}:
            wanted |= {place.report, *homes}
    return texts_of(connection, wanted)


def _claims_of(connection: Connection, name: str, held: Held) -> list[Claim]:
    """Read the claims that stand, or stood, of the report that now bears `name`."""
    claim, edition = schema.claim, schema.edition
    named = select(edition.c.report).where(edition.c.name == name, held(edition))
    stored = load_claims(connection, claim.c.report.in_(named), held(claim))
    return [one.claim for one in stored]


def _anchored(connection: Connection, word: W) -> W:
    """Return a word with an anchor for each claim; raise NotFoundError where there is nothing."""
    if isinstance(word, Grade):
        _known_subject(connection, word)
        return word
    if isinstance(word, Decision) and word.action is Action.ADD:
        return dataclasses.replace(word, anchors=(_place_of_added(connection, word),))
    given = {one.claim: one for one in word.anchors}
    mine: dict[str, Anchor] = {}
    for claim in word.claims:
        found_place = given.get(claim) or _place(connection, claim)
        if found_place is None:
            raise NotFoundError(claim, "the record has no such claim")
        mine[claim] = found_place
    found_now = _carried(connection, [dataclasses.replace(word, anchors=tuple(mine.values()))])
    lost = [
        one.anchor
        for one in found_now.carried
        if one.to is None and not _ever(connection, one.anchor)
    ]
    if lost and len(lost) == len(mine):  # of some of them, it still holds for the others
        reason = f"the record has no such claim, nor one in its place in {lost[0].source}"
        raise NotFoundError(lost[0].claim, reason, f"read {lost[0].source} first")
    found = dataclasses.replace(word, anchors=tuple(mine[claim] for claim in sorted(mine)))
    prove_word(found)
    if isinstance(found, Decision):
        prove_anchoring(connection, found)
    return found


def _ever(connection: Connection, place: Anchor) -> bool:
    """Whether the record holds the claim that stood there, though it may stand no more."""
    query = select(schema.claim.c.id).where(schema.claim.c.id == place.claim).limit(1)
    return connection.execute(query).first() is not None


def _place(connection: Connection, claim: str) -> Anchor | None:
    """Say where a claim of the record stands, or stood when it last did."""
    table, edition = schema.claim, schema.edition
    stored = load_claims(connection, table.c.id == claim)
    if not stored:
        return None
    mine = stored[-1].claim
    query = select(edition.c.name).where(edition.c.report == mine.report)
    name = connection.execute(query.order_by(edition.c.key.desc()).limit(1)).scalar_one()
    return _beside(connection, mine, name)


def _place_of_added(connection: Connection, word: Decision) -> Anchor:
    """Say where the claim stands that a decision adds, once that is proved."""
    added = proved_addition(connection, word)
    given = next((one for one in word.anchors if one.claim == added.claim.id), None)
    return given or _beside(connection, added.claim, added.source)


def _beside(connection: Connection, claim: Claim, name: str) -> Anchor:
    """Say where a claim of the report of a name stands, beside what else is claimed of it."""
    table = schema.claim
    others = load_claims(connection, table.c.report == claim.report, standing(table))
    return anchor(claim, name, [one.claim for one in others])


def _known_subject(connection: Connection, word: Grade) -> None:
    if word.scale is Scale.RELIABILITY:
        return  # a source may be graded before the first of its reports is read
    table = schema.edition
    query = select(table.c.key).where(table.c.name == word.subject).limit(1)
    if connection.execute(query).first() is None:
        raise NotFoundError(word.subject, "the record has no such report")


def _add(connection: Connection, word: Word, at: datetime) -> bool:
    """Add a word unless it was ever kept; what was undone stays undone."""
    table = table_of(word)
    known = select(table.c.key).where(table.c.id == word.id).limit(1)
    if connection.execute(known).first() is not None:
        return False
    connection.execute(insert(table).values(recorded=at, **word_values(word)))
    return True


def _said_last(connection: Connection, word: W) -> W | None:
    """Return the last word of the same author that stands, where it says the same at an earlier instant."""
    table = table_of(word)
    own = select(table).where(table.c.author == word.author, standing(table))
    row = connection.execute(own.order_by(table.c.key.desc()).limit(1)).mappings().first()
    if row is None:
        return None
    last = cast("W", word_from(table, row))
    alike: dict[str, Any] = {"id": word.id, "at": word.at}
    if not isinstance(word, Grade):
        alike["anchors"] = word.anchors
    same = dataclasses.replace(last, **alike) == word
    return last if same and last.at < word.at else None


def _find(connection: Connection, word_id: str) -> Word:
    for table in TABLES:
        row = connection.execute(select(table).where(table.c.id == word_id)).mappings().first()
        if row is not None:
            return word_from(table, row)
    raise NotFoundError(word_id, "no decision has that id", "see: servanda review history")


def _close(connection: Connection, word: Word, undo: Undo, at: datetime) -> bool:
    """Close a word; return False where it was closed already."""
    table = table_of(word)
    mine = (table.c.id == word.id, standing(table))
    row = connection.execute(select(table.c.recorded).where(*mine)).first()
    if row is None:
        return False
    at = max(at, row.recorded)
    connection.execute(update(table).where(*mine).values(superseded=at))
    values = {"word": word.id, "author": undo.author, "at": undo.at, "reason": undo.reason}
    connection.execute(insert(undo_table).values(recorded=at, **values))
    return True
