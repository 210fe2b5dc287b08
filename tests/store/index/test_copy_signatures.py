"""Signatures are kept with their passages, and go with them."""

from __future__ import annotations

from sqlalchemy import func, select

from ledgers import AT, report
from servanda.store import Record
from servanda.store.index.copy_signatures import (
    Shape,
    Wording,
    add_signatures,
    drop_signatures,
    load_sharing,
    load_wordings,
)
from servanda.store.schema_index import passage


def copying(one: Shape, other: Shape, shared: int) -> bool:
    """Two passages in common are enough here, of three at most."""
    return shared > 1 and other.passages <= 3 and one.people == other.people


def worded(*passages: int, open_: bool = False) -> Wording:
    people = frozenset({"tarn"})
    return Wording("", None, b"12", b"1", "f", not open_, open_, people, tuple(passages))


def test_reports_that_share_passages_find_each_other_until_one_is_dropped(record: Record) -> None:
    ids = []
    for name in "abc":
        one = report(name, f"{name} was here.")
        record.put(one, (), at=AT, reader="1")
        ids.append(one.id)
    first, second, third = ids
    kept = {
        first: worded(1, 2, 3),
        second: worded(2, 3, 4, open_=True),
        third: worded(2, 3, 4, 5),  # of too many
    }
    store = record._store
    with store.writing() as connection:
        add_signatures(connection, store.dialect, {})
        add_signatures(connection, store.dialect, kept)
    asked = {first: kept[first]}
    with store.reading() as connection:
        assert load_wordings(connection, [*ids, "nobody"]) == kept
        assert load_sharing(connection, asked, copying) == {first: {first, second}}
        assert load_sharing(connection, asked, copying, (True,)) == {first: {second}}
        assert load_sharing(connection, kept, copying, (True,))[third] == {second}
    with store.writing() as connection:
        drop_signatures(connection, [second])
        assert load_sharing(connection, asked, copying, (True,)) == {first: frozenset()}
        assert load_wordings(connection, [second]) == {}
        assert connection.execute(select(func.count()).select_from(passage)).scalar_one() == 7
