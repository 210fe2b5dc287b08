"""When the record learnt of each report: what calendars and feeds are stamped with."""

from __future__ import annotations

from ledgers import AT, DAY, LATER, claims, report
from servanda.model import Basis, Dating, When
from servanda.store import Record


def test_the_first_and_the_last_time(record: Record) -> None:
    one, other = report("a.txt"), report("b.txt")
    record.put(one, claims(one), at=AT, reader="1")
    record.put(other, claims(other), at=LATER, reader="1")
    assert record.view().recorded() == {"a.txt": (AT, AT), "b.txt": (LATER, LATER)}


def test_a_better_date_is_news(record: Record) -> None:
    one = report("a.txt", day=None)
    record.put(one, claims(one), at=AT, reader="1")
    record.redate(one.id, Dating(When.on(DAY), Basis.DERIVED, ("told elsewhere",)), at=LATER)
    assert record.view().recorded() == {"a.txt": (AT, LATER)}
    assert record.view(recorded_by=AT).recorded() == {"a.txt": (AT, AT)}


def test_what_is_not_in_view_is_not_told(record: Record) -> None:
    one = report("a.txt", day=None)
    record.put(one, claims(one), at=AT, reader="1")
    assert record.view(known_by=DAY).recorded() == {}
