"""The result of a resolution: entities found by id or claim, links turned round, stories counted."""

from __future__ import annotations

from made import promise, report, span, talks
from servanda.model import Entity, EntityId, Link, LinkType
from servanda.resolution.resolve import resolve_claims
from servanda.resolution.result import BACKGROUND, backlinks

OLD = promise(
    "n1", "NR", "open", "a Heron depot", due=span(None, "2031-12-31"), published="2030-01-05"
)
NEW = promise(
    "n2", "NR", "open", "the Heron depot", due=span(None, "2033-12-31"), published="2031-06-01"
)


def test_an_entity_is_found_by_its_id_and_by_its_claims() -> None:
    met = talks("n1", "Ada Brandt/NR; Leo Marsh/SM", at=50)
    found = resolve_claims([OLD, NEW, met], [report("n1")])
    [event] = found.of("consultation")
    assert found.entity(event.id) == event
    assert found.entity(met.claim.id) == event  # not a person or the report, which have it, too
    assert {one.kind for one in found.entities if met.claim.id in one.claims} > BACKGROUND - {
        "office"
    }
    assert found.entity("e-unknown") is None
    assert found.claims_of(event) == (met,)


def test_links_turned_round() -> None:
    found = resolve_claims([OLD, NEW])
    old, new = (next(e for e in found.of("commitment") if e.reports == (n,)) for n in ("n1", "n2"))
    assert found.backlinks == {old.id: (new,)}
    loose = Entity(EntityId("e-1"), "commitment", (), (), (Link(LinkType.REVISES, old.id, "so"),))
    assert backlinks([loose, new]) == {old.id: (loose, new)}


def test_copies_of_one_story_count_once() -> None:
    text = "OSTBY (NPA) - Ada Brandt of Norland met Leo Marsh of Sudmark on 3 May in Kelm. " * 8
    reports = [report(name, text, "2031-05-04") for name in ("n1", "n2")]
    found = resolve_claims([], [*reports, report("n3", "Another one.")])
    assert found.independent(("n1", "n2", "n3")) == 2
    assert [copy.of for copy in found.copies] == ["n1", "n1"]
