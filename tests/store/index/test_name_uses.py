"""Names are found by who uses them: by some reports, by these alone, and the other way round."""

from __future__ import annotations

from ledgers import AT, report
from servanda.store import Record
from servanda.store.index.date_facts import ReportFacts
from servanda.store.index.name_uses import load_calling, load_names, load_names_only_in

TARN = ("Ada Tarn", "minister", "NO", True)
SPOKEN = ("Ada Tarn", "", "", False)
VANE = ("Leo Vane", "", "SE", True)


def test_names_are_known_by_the_reports_that_use_them(record: Record) -> None:
    ids = []
    for number, names in enumerate(({TARN, VANE}, {TARN}, {SPOKEN})):
        one = report(f"{number}.txt", f"Report {number}")
        record.put(one, (), at=AT, reader="1")
        facts = [ReportFacts(one.id, names=frozenset(names))]
        assert record.index.plan(record.index.work())
        work = record.index.work()
        assert record.index.keep_facts(work, [one.id], facts, date=(), resolve=())
        ids.append(one.id)
    first, second, third = ids
    with record._store.reading() as connection:
        assert load_names(connection) == {TARN, SPOKEN, VANE}
        assert load_names(connection, [second, third]) == {TARN, SPOKEN}
        assert load_names_only_in(connection, [first]) == {VANE}
        assert load_names_only_in(connection, [first, second]) == {TARN, VANE}
        assert load_calling(connection, [TARN]) == {first, second}
        assert load_calling(connection, [SPOKEN, ("Leo Vane", "", "", True)]) == {third}
