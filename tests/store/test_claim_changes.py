"""What reading anew or a correction changed among the claims of a report."""

from __future__ import annotations

from decided import MEETING, OFFICE, ONE, PROMISE, promise, put
from ledgers import LATER, report
from servanda.store import Record


def test_what_reading_anew_changed_is_told(record: Record) -> None:
    put(record)
    since = record.view().recorded()["a.txt"][1]
    assert record.changes(since) == ()
    anew = promise(ONE, "Velden will lend 40 barges to Sorrel")
    other = promise(ONE, "Karl Brix", "an envoy")
    record.put(ONE, (MEETING, anew, other), at=LATER, reader="2")
    put(record, report("b.txt"))
    (changed,) = record.changes(since)
    assert changed.source == "a.txt"
    assert changed.gone == (OFFICE,)
    assert changed.new == (other,)
    assert changed.changed == ((PROMISE, anew),)
