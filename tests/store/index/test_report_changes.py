"""Which reports changed since somebody looked last: the same on every database."""

from __future__ import annotations

from datetime import date, timedelta

from decided import PROMISE, decide, put
from ledgers import LATER, report
from servanda.model import Basis, Dating, When
from servanda.store import Record


def test_reports_that_came_were_dated_anew_corrected_or_retracted(record: Record) -> None:
    first, second = report("a.txt"), report("b.txt")
    put(record, first)
    mark, changed = record.index.changes()
    assert changed is None
    assert record.index.changes(mark) == (mark, frozenset())

    def since() -> frozenset[str] | None:
        nonlocal mark
        mark, found = record.index.changes(mark)
        return found

    put(record, second)
    assert since() == {second.id}
    when = When.on(date(2031, 5, 9), basis=Basis.STATED)
    record.redate(first.id, Dating(when, when.basis, ("a copy says so",)), at=LATER)
    assert since() == {first.id}
    word = decide("reject", PROMISE.id, minutes=1)
    record.words.add(word, at=word.at)
    assert since() == frozenset()
    corrected = report("b.txt", "Velden was wrong.")
    record.put(corrected, (), at=LATER + timedelta(hours=1), reader="1")
    assert since() == {second.id, corrected.id}
    record.retract("a.txt", at=LATER + timedelta(hours=2))
    assert since() == {first.id}
    assert since() == frozenset()
