"""What an update has to do: told by the mark and by what is pending, the same on every database."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from ledgers import AT, LATER, claims, report
from servanda.errors import RecordError
from servanda.indexing.update import update_index
from servanda.model import Action, Concern, Dating, Decision, Undo
from servanda.store import Record, open_record, schema
from servanda.store.index.watermark import Step


def put(record: Record, name: str, *, told: bool = False) -> str:
    """Put a report; return its id."""
    one = report(name) if told else report(name, f"{name} was here.")
    record.put(one, claims(one) if told else (), at=AT, reader="1")
    return one.id


def plan(record: Record) -> None:
    """List everything that changed as pending."""
    assert record.index.plan(record.index.work())


def test_an_empty_record_is_up_to_date(record: Record) -> None:
    assert not record.index.work()
    assert record.index.stale() == 0


def test_everything_is_to_be_derived_once_and_then_what_changed(record: Record) -> None:
    put(record, "a")
    assert record.index.work().read is None
    assert not record.index.is_made()
    assert record.index.stale() == 1
    update_index(record, at=AT)
    assert record.index.is_made()
    assert not record.index.work()
    other = put(record, "b")
    work = record.index.work()
    assert work.read == work.resolve == frozenset({other})
    update_index(record, at=AT)
    record.retract("b", at=LATER)
    assert record.index.work().read == frozenset({other})
    assert record.index.stale() == 1


@pytest.mark.costly
def test_a_report_that_is_judged_or_dated_is_resolved_again(record: Record) -> None:
    first, other = put(record, "a", told=True), put(record, "b")
    update_index(record, at=AT)
    [claim, *_] = [one.claim.id for one in record.view().claims("commitment")]
    said = Decision.make(Action.REJECT, Concern.CLAIM, [claim], author="Ada", at=AT)
    record.words.add(said, at=AT)
    assert record.index.work().read == frozenset({first})  # its names may be others
    update_index(record, at=AT)
    record.words.undo(said.id, Undo("Bo", LATER), at=LATER)
    assert record.index.work().resolve == frozenset({first})
    update_index(record, at=AT)
    assert record.redate(other, Dating(), at=LATER)
    work = record.index.work()
    assert (work.read, work.resolve) == (frozenset(), frozenset({other}))


@pytest.mark.costly
def test_another_version_derives_everything_anew(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(record, "a")
    update_index(record, at=AT)
    monkeypatch.setattr("servanda.store.index.watermark.INDEX_VERSION", "another")
    assert record.index.work().read is None


@pytest.mark.parametrize("mark", ["1 0", "[]", "{}", '{"version": "1"}'])
def test_a_mark_that_cannot_be_read_is_none(record: Record, mark: str) -> None:
    put(record, "a")
    update_index(record, at=AT)
    with record._store.writing() as connection:
        changed = update(schema.meta).where(schema.meta.c.key == "index").values(value=mark)
        assert connection.execute(changed).rowcount == 1
    assert record.index.work().read is None
    assert update_index(record, at=AT).looked_at == 1


def test_of_two_at_once_only_one_keeps_its_results(record: Record) -> None:
    put(record, "a")
    update_index(record, at=AT)
    one = put(record, "b")
    first, second = record.index.work(), record.index.work()
    assert record.index.keep_facts(first, [one], (), date=(), resolve=())
    assert not record.index.keep_facts(second, [one], (), date=(), resolve=())
    assert not record.index.plan(second)
    assert record.index.keep_dates(second, [one], {}, at=AT) is None


def test_what_is_pending_stays_until_a_step_has_done_it(record: Record) -> None:
    found = sorted(put(record, name) for name in "abcd")
    plan(record)
    assert record.index.pending(Step.READ) == tuple(found)
    assert record.index.pending(Step.READ, 2) == tuple(found[:2])
    work = record.index.work()
    assert work.whole
    assert record.index.keep_facts(work, found[:2], (), date=found[:1], resolve=())
    assert record.index.pending(Step.READ) == tuple(found[2:])
    assert record.index.pending(Step.DATE) == (found[0],)
    assert record.index.stale() == 4
    more = put(record, "e")
    plan(record)
    assert set(record.index.pending(Step.RESOLVE)) == {*found, more}
    assert record.index.stale() == 5


def test_a_step_is_cut_into_parts(record: Record) -> None:
    found = sorted(put(record, name) for name in "abcd")
    plan(record)
    assert record.index.part(Step.RESOLVE) == (frozenset(), 4)
    cut = [found[:2], found[2:3]]
    assert record.index.plan(record.index.work(), Step.RESOLVE, cut)
    assert record.index.part(Step.RESOLVE) == (frozenset(found[:2]), 1)


def test_a_closed_record_says_so(url: str) -> None:
    record = open_record(url)
    record.close()
    Path(url.removeprefix("sqlite:///")).write_bytes(b"no database")
    with pytest.raises(RecordError):
        record.index.stale()
