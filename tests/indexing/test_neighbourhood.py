"""How far earlier reports are looked at: whole, for their promises alone, or for what is matched alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from indexed import PROMISE, READINGS, Reading, indexed
from servanda.indexing import neighbourhood
from servanda.indexing.neighbourhood import Nearby, Neighbourhood
from servanda.indexing.report_facts import roster_of
from servanda.indexing.resolve_reports import resolve_beside
from servanda.model import Entity, ResolvedClaim
from servanda.resolution.resolve import find_keyed_entities
from servanda.store import Record

AGAIN = ("n8", "2031-08-01", [("They buy the Heron drones", "by December 2031", PROMISE)])


def ids(record: Record) -> dict[str, str]:
    return {head.name: head.id for head in record.view().headers()}


def test_of_a_report_promises_alone_can_be_read_with_those_who_met() -> None:
    with indexed() as record:
        named = ids(record)
        nearby = Neighbourhood(record.view(), roster_of(record.entities))
        assert nearby.look(Nearby(promising=frozenset({named["n2"]})))
        assert not nearby.look(Nearby(promising=frozenset({named["n2"]})))
        assert (nearby.reports, nearby.told) == (frozenset(), {named["n2"]})
        [alone] = nearby.resolved().resolution.entities
        assert alone.kind == "commitment"
        assert nearby.look(Nearby(whole=frozenset({named["n2"]})))
        kinds = {one.kind for one in nearby.resolved().resolution.entities}
        assert kinds == {"commitment", "consultation", "incident", "structure"}
        whole = Neighbourhood(record.view(), roster_of(record.entities))
        whole.add([named["n2"]])
        [claim] = alone.claims
        assert nearby.keys[claim] == whole.keys[claim]  # which hang on who met


@pytest.mark.parametrize(("earlier", "whole"), [(READINGS[0], False), (READINGS[1], True)])
def test_a_report_that_tells_of_an_incident_is_read_whole(
    earlier: Reading, monkeypatch: pytest.MonkeyPatch, *, whole: bool
) -> None:
    read: set[str] = set()
    plain = Neighbourhood.add

    def noted(self: Neighbourhood, reports: Iterable[str]) -> None:
        read.update(reports)
        plain(self, reports)

    with indexed([earlier, AGAIN]) as record:
        named = ids(record)
        assert record.entities.telling(named.values(), "incident") == (
            {named[earlier[0]]} if whole else frozenset()
        )
        monkeypatch.setattr(Neighbourhood, "add", noted)
        found = resolve_beside(record, record.view(), record.entities, {named["n8"]})
        [promise] = [one for one in found.change.kept if one.kind == "commitment"]
        assert len(promise.claims) == found.looked_at == 2
        assert read == {named["n8"], *([named[earlier[0]]] if whole else [])}


def test_of_what_was_resolved_only_what_new_reports_touch_is_resolved_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[int] = []

    def noted(claims: Sequence[ResolvedClaim], *rest: Any, **more: Any) -> tuple[Entity, ...]:
        given.append(len(claims))
        return find_keyed_entities(claims, *rest, **more)

    with indexed([*READINGS, AGAIN]) as record:
        monkeypatch.setattr(neighbourhood, "find_keyed_entities", noted)
        named = ids(record)
        nearby = Neighbourhood(record.view(), roster_of(record.entities))
        nearby.add([named["n1"], named["n2"]])
        nearby.resolved()
        nearby.add([named["n3"]])  # about something else
        nearby.resolved()
        nearby.add([named["n8"]])  # the promise once more
        [promise] = nearby.resolved().resolution.of("commitment")
        whole, apart, again = given
        assert len(promise.claims) == again == 3
        assert apart < whole
