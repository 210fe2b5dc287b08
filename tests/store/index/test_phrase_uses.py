"""Phrases of reports in the index: found, replaced, laid over; and reports counted by their days."""

from __future__ import annotations

from datetime import date

import pytest

from indexed import READINGS, indexed
from random_reports import AT, empty, told
from servanda.analysis.indexed.phrase_keys import phrases_of
from servanda.indexing.provisional import provisional_entities
from servanda.indexing.update import update_index
from servanda.model import Assurance
from servanda.store import Record

LONG = "The two sides will stand by each other in every storm that may come over the sea"
SAID = (LONG, "", Assurance(("NO",), "storms", "stand by each other"))


def phrases(record: Record, name: str) -> frozenset[int]:
    view = record.view()
    return phrases_of(view.report(name), view.claims(report=name))


def test_a_report_is_found_by_each_of_its_phrases_and_no_other() -> None:
    with indexed([*READINGS, ("n4", "2031-07-01", [SAID])]) as record:
        for name in ("n1", "n2", "n4"):
            wanted = phrases(record, name)
            uses = record.entities.saying(wanted)
            assert {one.hash for one in uses if one.name == name} == wanted
        [row] = [one for one in uses if one.name == "n4"][:1]
        assert (row.relevant, row.earliest, row.latest) == (True, "2031-07-01", "2031-07-01")
        assert record.entities.saying([0, 1]) == []


def test_a_corrected_report_is_found_by_its_new_words_alone() -> None:
    with empty() as record:
        for said in ([SAID], []):
            report, claims = told("n1", "2031-07-01", said)
            record.put(report, claims, at=AT, reader="1")
            update_index(record)
            found = record.entities.saying(phrases_of(*_read("n1", [SAID])))
            assert bool(found) is bool(said)


def _read(name: str, said: list[tuple[str, str, Assurance]]) -> tuple[object, object]:
    with empty(1) as other:
        report, claims = told(name, None, said)  # type: ignore[arg-type]
        other.put(report, claims, at=AT, reader="1")
        view = other.view()
        return view.report(name), view.claims()


def test_what_is_new_to_the_index_is_found_as_well() -> None:
    with indexed([*READINGS, ("n4", "2031-07-01", [SAID])]) as record:
        report, claims = told("n5", "2031-07-09", [SAID])
        record.put(report, claims, at=AT, reader="1")
        found = provisional_entities(record, many=9)
        assert found is not None
        wanted = phrases(record, "n5")
        assert {one.name for one in found.saying(wanted)} == {"n4", "n5"}
        assert {one.name for one in record.entities.saying(wanted)} == {"n4"}


@pytest.mark.parametrize("first", [None, date(2031, 6, 12), date(2040, 1, 1)])
def test_reports_are_counted_as_going_through_them_all_does(first: date | None) -> None:
    with indexed([*READINGS, ("n4", None, [SAID])]) as record:
        heads = record.view().headers()
        count, others = record.entities.day_counts(first)
        before = [
            one.name
            for one in heads
            if first is None
            or (one.published and one.published.latest and one.published.latest < first)
        ]
        assert count == len(before)
        assert count + sum(one.reports for one in others) == (
            count if first is None else len(heads)
        )
        assert record.entities.before([one.name for one in heads], first) == set(before)
