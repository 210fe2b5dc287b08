"""A long settling is done in parts: stopped at any of them, it goes on from there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from servanda.indexing.update import update_index
from servanda.model import (
    Body,
    Claim,
    Commitment,
    Evidence,
    Modality,
    Omission,
    OmissionSort,
    Report,
    Tenure,
    When,
    digest,
    sha256_text,
)
from servanda.model.report import Block, BlockKind, Dating, Text
from servanda.store import Entities, Record, open_record
from servanda.store.dialects.sqlite import SQLite
from servanda.store.index.watermark import stale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection

AT = datetime(2040, 1, 1, tzinfo=UTC)
MANY = 12
RESOLVING = "what they come to"


def report(number: int, bodies: Sequence[Body]) -> tuple[Report, list[Claim]]:
    """Make a report that says `bodies`, a sentence each, a day after the one before."""
    words = [f"Sentence {at} of report {number}." for at, _ in enumerate(bodies)]
    text = " ".join(words)
    sha = sha256_text(text)
    name = f"n{number:03}"
    identity = digest("r", name, sha)
    claims, at = [], 0
    for said, body in zip(words, bodies, strict=True):
        at = text.index(said, at)
        evidence = Evidence(identity, at, at + len(said), said)
        claims.append(Claim.make(identity, body, (evidence,), rule="made"))
    dating = Dating(When.on(date(2031, 1, 1) + timedelta(days=number)))
    whole = Text(identity, text, (Block(0, len(text), BlockKind.BODY),))
    return Report(identity, name, sha, name, whole, dating), claims


def said() -> list[Body]:
    return [
        Tenure("Ada Brandt", "Defence Minister", "NO"),
        Commitment(("NO",), "buy", "60 Heron patrol drones", Modality.WILL, "SE"),
        Omission("the price of the drones", OmissionSort.NOT_DISCUSSED),
    ]


@pytest.fixture
def record() -> Record:
    found = open_record("sqlite://")
    for number in range(MANY):
        found.put(*report(number, said()), at=AT, reader="1")
    return found


def kept(record: Record) -> tuple[object, ...]:
    entities = record.entities
    return entities.all(whole=True), entities.states(), entities.tenures(), entities.names()


class Stopped(Exception):  # noqa: N818 - as Ctrl-C is
    """Stands for whatever stops a program."""


@pytest.mark.costly
def test_it_goes_on_where_it_was_stopped(record: Record) -> None:
    seen: list[tuple[int, int | None]] = []

    def stop(done: int, total: int | None, doing: str) -> None:
        if doing != RESOLVING:
            return
        seen.append((done, total))
        if done == 6:
            raise Stopped

    with pytest.raises(Stopped):
        update_index(record, on_progress=stop, part=3)
    assert seen == [(0, MANY), (3, MANY), (6, MANY)]
    seen.clear()
    update_index(record, on_progress=lambda *so_far: seen.append(so_far[:2]), part=3)
    assert seen == [(3, 6), (6, 6)]
    in_parts = kept(record)
    with open_record("sqlite://") as whole:
        for number in range(MANY):
            whole.put(*report(number, said()), at=AT, reader="1")
        update_index(whole)
        assert kept(whole) == in_parts


def test_what_came_while_it_was_stopped_is_settled_too(record: Record) -> None:
    def stop(done: int, total: int | None, doing: str) -> None:
        del total
        if done and doing == RESOLVING:
            raise Stopped

    with pytest.raises(Stopped):
        update_index(record, on_progress=stop, part=5)
    record.put(*report(MANY, said()), at=AT, reader="1")
    record.put(*report(0, said()[:1]), at=AT, reader="1")  # settled already, and now told otherwise
    update_index(record, part=5)
    assert not update_index(record)
    assert record.check() == []
    told = {one.kind: one for one in record.entities.all()}
    assert len(told["omission"].claims) == MANY
    assert len(told["commitment"].claims) == MANY


def test_who_is_well_known_is_named_once_more_without_what_was_told(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_index(record)
    (before,) = record.entities.tenures()

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(
        Entities, "tenure_mentions", lambda _, persons, __: never() if persons else []
    )
    record.put(*report(MANY, said()), at=AT, reader="1")
    update_index(record)
    (after,) = record.entities.tenures()
    assert len(after.row["claims"]) == len(before.row["claims"]) + 1
    assert after.row["reports"] == [*before.row["reports"], f"n{MANY:03}"]
    assert after.row["last_seen"] != before.row["last_seen"]


def test_another_way_of_settling_settles_all_anew(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_index(record)
    assert not update_index(record)
    monkeypatch.setattr("servanda.store.index.watermark.INDEX_VERSION", "of tomorrow")
    assert update_index(record, part=4).looked_at >= MANY
    assert not update_index(record)


def test_the_database_is_let_learn_how_large_its_tables_are(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []

    def look(_: SQLite, connection: Connection) -> None:
        looked.append(stale(connection))

    monkeypatch.setattr(SQLite, "look_at_sizes", look)
    update_index(record, at=AT)
    assert looked[0] == MANY
    assert looked[-1] > 0  # before each step, as what a step adds counts for the next
    assert len(looked) >= 3
