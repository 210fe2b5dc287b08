"""In what a view differs from the index: reports out of it, reports that are otherwise, decisions."""

from __future__ import annotations

from datetime import date, timedelta

from indexed import READINGS, indexed, put_readings
from random_reports import AT, empty
from servanda.indexing.update import update_index
from servanda.indexing.view_differences import Difference, difference, few, named_otherwise
from servanda.model import Action, Concern, Decision
from servanda.store import Record

BEFORE = date(2031, 12, 31)


def names(record: Record, ids: frozenset[str]) -> set[str]:
    known = {one.id: one.name for one in record.view().headers()}
    return {known[one] for one in ids}


def test_the_whole_record_differs_in_what_is_new_to_the_index() -> None:
    with indexed() as record:
        found = difference(record, record.view())
        assert found == Difference(frozenset(), frozenset(), frozenset(), 3)
        put_readings(record, [("n9", "2031-08-01", [])])
        found = difference(record, record.view())
        assert found is not None
        assert names(record, found.altered) == {"n9"}
        assert few(found.changed, found, 0.25)
        assert not few(found.changed, found, 0.2)


def test_what_was_not_known_by_a_day_is_out() -> None:
    with indexed() as record:
        found = difference(record, record.view(known_by=BEFORE))
        assert found is not None
        assert names(record, found.out) == {"n3"}
        assert found.altered == found.judged == frozenset()
        named = named_otherwise(record, record.view(known_by=BEFORE), found)
        assert named.facts == ()
        assert "Leo Marsh" not in named.roster.names.values()


def test_what_changed_since_an_instant_is_out_or_otherwise() -> None:
    with empty() as record:
        put_readings(record, READINGS[:2])
        then = AT + timedelta(minutes=1)
        record.put(*_again(record), at=AT + timedelta(hours=1), reader="2")
        update_index(record)
        view = record.view(recorded_by=then)
        found = difference(record, view)
        assert found is not None
        assert names(record, found.altered) == {"n1"}
        named = named_otherwise(record, view, found)
        assert [one.report for one in named.facts] == list(found.altered)


def _again(record: Record) -> tuple[object, list[object]]:
    """Read a report again, by which it loses its claims."""
    return record.view().report("n1"), []


def test_decisions_that_do_not_count_in_both_are_judged() -> None:
    with indexed() as record:
        then = record.about().last
        [claim] = record.view().claims("structure")
        said = Decision.make(Action.REJECT, Concern.CLAIM, [claim.claim.id], author="Ada", at=AT)
        record.words.add(said, at=AT + timedelta(hours=1))
        update_index(record)
        found = difference(record, record.view(recorded_by=then))
        assert found is not None
        assert names(record, found.altered) == {"n2"}
        person = Decision.make(
            Action.MERGE, Concern.ENTITY, [claim.claim.id], author="Ada", at=AT, field="person",
            value={"persons": ["pe-1", "pe-2"], "names": ["A", "B"]},
        )  # fmt: skip
        record.words.add(person, at=AT + timedelta(hours=2))
        update_index(record)
        assert difference(record, record.view(recorded_by=then)) is None


def test_a_record_without_an_index_cannot_be_compared() -> None:
    with empty() as record:
        put_readings(record, READINGS)
        assert difference(record, record.view()) is None
