"""The entities in the index follow every decision and its undoing."""

from __future__ import annotations

from datetime import date

import pytest

from decided import decide, put
from ledgers import LATER, claims, report
from servanda.analysis.indexed.selection import indexed_entities
from servanda.indexing.update import update_index
from servanda.model import (
    Concern,
    EntityId,
    Undo,
)
from servanda.resolution.resolve import resolve_claims
from servanda.store import Record
from servanda.store.index.asked import WHOLE


@pytest.mark.costly
def test_what_is_kept_ready_follows_every_decision_and_its_undoing(record: Record) -> None:
    reports = [report("a.txt"), report("b.txt", wire="Lake News"), report("c.txt")]
    for one in reports:
        put(record, one)
    update_index(record)

    def kept() -> list[object]:
        return sorted((one.id, one.kind, one.claims, one.links) for one in record.entities.all())

    def anew() -> list[object]:
        view = record.view()
        world = resolve_claims(view.claims(), view.reports(), view.decisions())
        ready = indexed_entities(record.entities, {one.claim.id: one for one in view.claims()})
        said_so = resolve_claims(view.claims(), view.reports(), view.decisions(), keyed=ready)
        assert said_so == world
        entities = (one for one in world.entities if one.kind in {k for _, k, _, _ in kept()})
        return sorted((one.id, one.kind, tuple(sorted(one.claims)), one.links) for one in entities)

    assert kept() == anew()
    promises = [next(c for c in claims(one) if c.kind == "commitment") for one in reports]
    meetings = [next(c for c in claims(one) if c.kind == "consultation") for one in reports]
    view = record.view()
    world = resolve_claims(view.claims(), view.reports())
    persons = sorted(one.id for one in world.of("person"))
    words = [
        decide("split", promises[0].id, concern=Concern.MATCH, others=[promises[1].id]),
        decide("merge", meetings[0].id, meetings[2].id, concern=Concern.MATCH),
        decide("reject", meetings[1].id),
        decide(
            "merge",
            meetings[0].id,
            concern=Concern.ENTITY,
            field="person",
            value={"persons": persons[:2], "names": []},
        ),
        decide(
            "accept",
            meetings[0].id,
            concern=Concern.MATCH,
            others=[promises[2].id],
            field="fulfils",
        ),
    ]
    for word in words:
        record.words.add(word, at=LATER)
        update_index(record)
        assert kept() == anew(), word.action
    for word in words:
        record.words.undo(word.id, Undo("bo", LATER), at=LATER)
        update_index(record)
        assert kept() == anew(), word.action


def test_what_is_listed_on_a_day_is_what_all_days_have_of_it(record: Record) -> None:
    """The database writes it as one text, on each in its own words."""
    for name in ("a.txt", 'b "quoted".txt', "c.txt"):
        put(record, report(name))
    update_index(record)
    whole = {one.id: one for one in record.entities.all(whole=True)}
    states = record.entities.states()
    day = max(one.start for found in states.values() for one in found)
    for kind in ("commitment", "consultation", "structure", "office", "incident"):
        listed = record.entities.standing(kind, day)
        wanted = sorted(
            (one.last.isoformat(), one.first.isoformat(), owner, one.cells)
            for owner, found in states.items()
            for one in found
            if one.kind == kind and one.start <= day < one.until
        )
        assert [one[:4] for one in listed] == wanted
        assert all(one[4] is None for one in listed)
        if kind != "office":
            found = record.entities.standing(kind, day, WHOLE)
            assert [one[:4] for one in found] == wanted
            assert all(one[4] == whole[EntityId(one[2])].row for one in found)
    assert record.entities.standing("commitment", date(1900, 1, 1)) == []
    assert record.entities.standing("commitment", day)
    first, last = date(1900, 1, 1), date(2100, 1, 1)
    dated = record.entities.dated(("consultation",), first, last)
    assert dated
    assert all((kind, cells["id"]) == ("consultation", owner) for owner, kind, cells in dated)
