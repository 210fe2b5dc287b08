"""Some entities of a record, loaded through its index: what is asked for and what is tied to it."""

from __future__ import annotations

import pytest

from indexed import indexed
from servanda.analysis.indexed.selection import Selection, indexed_entities
from servanda.model import EntityId
from servanda.resolution.resolve import resolve_claims
from servanda.store import Record


def selection(record: Record) -> Selection:
    return Selection(record, record.view())


@pytest.mark.parametrize(
    "kind", ["commitment", "consultation", "incident", "structure", "assurance", "quote"]
)
def test_all_of_a_kind_are_those_of_all_claims(kind: str) -> None:
    with indexed() as record:
        view = record.view()
        every = resolve_claims(view.claims(), view.reports())
        found = selection(record).kinds((kind,))
        assert [one for one in found.entities if one.kind == kind] == list(every.of(kind))


def test_an_entity_comes_with_its_claims_and_no_others() -> None:
    with indexed() as record:
        [promise] = record.entities.all(kinds=("commitment",))
        found = selection(record).entities([promise.id])
        [one] = [each for each in found.entities if each.id == promise.id]
        assert one.reports == ("n1", "n2")
        assert {found.claims[key].claim.kind for key in one.claims} == {"commitment"}


def test_nothing_has_an_unknown_id() -> None:
    with indexed() as record:
        found = selection(record)
        assert not found.has("co-0000")
        assert found.entities([EntityId("co-0000")]).entities == ()
        assert found.report("nobody") is None
        assert found.beginning("co-zzz") == frozenset()


def test_ids_by_their_beginning() -> None:
    with indexed() as record:
        [promise] = record.entities.all(kinds=("commitment",))
        found = selection(record)
        assert promise.id in (found.beginning(promise.id[:6]) or ())
        [claim] = [one.claim.id for one in record.view().claims("incident")]
        assert claim in (found.beginning(claim) or ())


def test_who_is_meant_by_a_name_is_told_by_all_reports() -> None:
    with indexed() as record:
        found = selection(record)
        people = found.people(found.of_reports([one.id for one in record.view().headers()][:1]))
        assert list(people.names.values()) == ["Ada Brandt"]
        [span] = found.spans_of(people.names)[:1]
        assert span.title == "Defence Minister"


def test_all_that_the_index_has() -> None:
    with indexed() as record:
        claims = {one.claim.id: one for one in record.view().claims()}
        kinds = {one.kind for one in indexed_entities(record.entities, claims)}
        assert kinds == {"commitment", "consultation", "incident", "structure"}
