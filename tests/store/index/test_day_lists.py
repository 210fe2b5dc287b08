"""Lists that the database puts in order: which parties pass, and what follows an entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from indexed import READINGS, indexed, put_readings
from random_reports import empty
from servanda.analysis.listed import list_commitments
from servanda.analysis.standing import IndexedStanding
from servanda.indexing.update import update_index
from servanda.model import Incident
from servanda.model.parties import PartyFilter
from servanda.resolution import Resolution
from servanda.store import Record
from servanda.store.index.day_lists import OfDay

DAY = date(2031, 9, 1)


@pytest.fixture(scope="module")
def record() -> Iterator[Record]:
    with indexed(READINGS) as made:
        yield made


def of_day(*kinds: str, sides: PartyFilter) -> OfDay:
    return OfDay(kinds, DAY, date(2031, 11, 30), date(2030, 9, 1), sides)


@pytest.mark.parametrize(
    "sides",
    [
        PartyFilter(frozenset({"NO"})),
        PartyFilter(frozenset({"no"})),
        PartyFilter(frozenset({"NO", "SE"})),
        PartyFilter(givers=frozenset({"NO"})),
        PartyFilter(receivers=frozenset({"NO"})),
    ],
)
def test_the_same_pass_as_by_their_rows(record: Record, sides: PartyFilter) -> None:
    for kind in ("commitment", "awaited", "consultation", "dated incident", "dated structure"):
        listed = record.entities.day_list(of_day(kind, sides=sides))
        assert listed is not None
        rows = {
            owner: {"kind": kind, **cells}
            for _, _, owner, cells, _ in record.entities.standing(kind, DAY)
        }
        passing = [one for one, row in rows.items() if sides.passes(row)]
        found = listed.part(listed.counts() or ["none"], 0, 99)
        assert sorted(found) == sorted(passing)


def test_counts_and_last_days_are_of_what_stands_on_the_day(record: Record) -> None:
    listed = record.entities.day_list(of_day("commitment", sides=PartyFilter()))
    assert listed is not None
    standing = IndexedStanding(record.entities, lambda _: Resolution(), Resolution)
    rows = list_commitments(standing, DAY, whole=False)
    assert sum(listed.counts().values()) == len(rows) > 0
    days = listed.last_days(list(listed.counts()))
    assert days[date(2031, 12, 31)] == sum(
        bool(row["due"]) and row["due"]["latest"] == "2031-12-31" for row in rows
    )
    assert listed.last_days(["done"]).get(date(2031, 12, 31), 0) <= days[date(2031, 12, 31)]


def test_entities_of_a_kind_follow_each_other() -> None:
    with empty() as record:
        put_readings(
            record, [(f"{n}{day}", on, said) for day, (n, on, said) in enumerate(READINGS)]
        )
        for number in range(4):
            act = Incident(f"sank boat {number}", "SE", "NO")
            told = [("A boat sank", f"on {number + 1} June 2031", act)]
            put_readings(record, [(f"boat{number}", "2031-06-12", told)])
        update_index(record)
        listed = record.entities.kind_list("incident")
        assert listed is not None
        every = listed.part(0, 99)
        assert len(every) == listed.count() == 5
        assert listed.part(99, 99, after=every[0]) == every[1:]
        assert listed.part(1, 2, after="gone") == every[1:3]
