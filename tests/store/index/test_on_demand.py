"""Entities resolved on demand: what is asked for is of the view, and nothing else is resolved."""

from __future__ import annotations

from datetime import date

import pytest

from indexed import PROMISE, READINGS, indexed, put_readings
from laws_of_entities import from_claims, view_agrees
from random_reports import empty
from servanda.indexing import provisional
from servanda.indexing.provisional import entities_on_demand
from servanda.indexing.update import update_index
from servanda.model import EntityId
from servanda.store import open_record

BEFORE = date(2031, 5, 31)  # only the first report was known by then
DAY = date(2032, 2, 1)
MANY = 9.0


def test_an_entity_has_the_claims_in_view() -> None:
    with indexed() as record:
        [promise] = record.entities.all(kinds=("commitment",))
        view = record.view(known_by=BEFORE)
        found = entities_on_demand(record, view, many=MANY)
        assert found is not None
        [now] = found.all([promise.id])
        assert (len(promise.claims), len(now.claims)) == (2, 1)
        assert found.claims_of([promise.id]) == set(now.claims)
        assert found.entities_of(now.claims) == {promise.id}
        assert found.reports_beside([promise.id]) == found.reports_of(now.claims)
        assert found.links_of([promise.id]) == frozenset()
        assert promise.id in found.rows_of([promise.id])
        assert len(found.rows("commitment")) == 1
        assert {one.kind for one in found.all()} == {"commitment"}


def test_what_is_out_of_view_is_not_there() -> None:
    with indexed() as record:
        view = record.view(known_by=BEFORE)
        found = entities_on_demand(record, view, many=MANY)
        assert found is not None
        [meeting] = record.entities.all(kinds=("consultation",))
        assert found.all([meeting.id]) == ()
        assert found.ids_like(meeting.id[:8]) == frozenset()
        assert found.in_reports(record.entities.reports_of(meeting.claims)) == frozenset()


def test_an_entity_that_only_the_view_has_is_found_by_its_id() -> None:
    earlier = ("n0", "2031-04-01", [("They buy the Heron drones", "by December 2031", PROMISE)])
    with indexed([earlier, *READINGS]) as record:
        record.retract("n0", at=record.about().last)
        view = record.view()
        world = from_claims(record, view)[1]
        [promise] = [one for one in world.entities if one.kind == "commitment"]
        assert record.entities.all([promise.id]) == ()
        found = entities_on_demand(record, view, many=MANY)
        assert found is not None
        assert found.ids_like(promise.id[:8]) == {promise.id}
        assert [one.claims for one in found.all([promise.id])] == [tuple(sorted(promise.claims))]


def test_only_what_is_asked_for_is_resolved(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    plain = provisional.resolve_beside

    def counted(*args: object, **given: object) -> object:
        asked.append(len(args[3]))  # type: ignore[arg-type]
        return plain(*args, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(provisional, "resolve_beside", counted)
    with indexed() as record:
        [promise] = record.entities.all(kinds=("commitment",))
        found = entities_on_demand(record, record.view(known_by=BEFORE), many=MANY)
        assert found is not None
        assert asked == []
        for _ in range(2):
            found.all([promise.id, EntityId("co-nothing")])
        assert asked == [1]


def test_who_held_what_is_of_the_view() -> None:
    with indexed() as record:
        now = {one.row["name"] for one in record.entities.tenures()}
        assert now == {"Ada Brandt", "Leo Marsh"}
        found = entities_on_demand(record, record.view(known_by=BEFORE), many=MANY)
        assert found is not None
        [tenure] = found.tenures()
        assert tenure.row["name"] == "Ada Brandt"
        assert tenure.row["reports"] == ["n1"]
        assert found.tenures(offices=[tenure.office]) == [tenure]
        assert found.tenures(persons=[tenure.person]) == [tenure]


@pytest.mark.parametrize("recorded", [False, True])
def test_a_server_answers_alike(postgres_url: str, *, recorded: bool) -> None:
    with open_record(postgres_url) as record:
        put_readings(record, READINGS[:2])
        then = record.about().last
        put_readings(record, READINGS[2:])
        record.retract("n1", at=record.about().last)
        update_index(record)
        view = record.view(recorded_by=then) if recorded else record.view(known_by=BEFORE)
        view_agrees(record, view, DAY, MANY)


def test_an_empty_record_has_nothing_to_ask() -> None:
    with empty() as record:
        assert entities_on_demand(record, record.view(known_by=BEFORE)) is None
