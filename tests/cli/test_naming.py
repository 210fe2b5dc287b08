"""Ids on the command line: whole, shortened, ambiguous, of a claim, an entity or something rejected."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from servanda.cli.naming import claims_of, completed, entity_of, kind_of, whole
from servanda.cli.options import Settings
from servanda.cli.record_access import RecordAccess, open_access
from servanda.errors import NotFoundError, UsageError

from .conftest import Run, claim_id

KNOWN = ("co-1a2b", "co-1a9f", "pe-77aa")


@pytest.fixture
def access(made_record: str) -> Iterator[RecordAccess]:
    with open_access(Settings(record=made_record)) as access:
        yield access


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("co-1a2b", "co-1a2b"),
        ("co-1a2", "co-1a2b"),
        ("pe-", "pe-77aa"),
        ("co-ffff", "co-ffff"),  # begins no known id
        ("pe", "pe"),  # without a dash it is a name, not the beginning of an id
    ],
)
def test_the_beginning_of_an_id_is_completed(given: str, found: str) -> None:
    assert completed(given, KNOWN) == found


def test_an_ambiguous_beginning_is_refused_with_examples() -> None:
    with pytest.raises(UsageError) as refused:
        completed("co-1a", KNOWN)
    assert refused.value.reason == "2 ids begin like that"
    assert refused.value.remedy == "such as co-1a2b, co-1a9f"


def test_a_claim_names_its_entity_and_an_entity_its_claims(access: RecordAccess) -> None:
    claim = claim_id("commitment")
    entity = entity_of(access, claim)
    assert entity.kind == "commitment"
    assert claims_of(access, entity.id[:9]) == entity.claims == (claim,)
    assert claims_of(access, claim[:9]) == (claim,)
    assert whole(access, entity.id[:9]) == entity.id
    assert kind_of(access, entity.claims[0]) == "commitment"


def test_a_person_has_claims_of_many_kinds(access: RecordAccess) -> None:
    person = next(entity for entity in access.resolution.entities if entity.kind == "person")
    with pytest.raises(UsageError, match="claims of many kinds"):
        claims_of(access, person.id)


@pytest.mark.parametrize("find", [entity_of, claims_of])
def test_an_unknown_id_is_not_found(access: RecordAccess, find: object) -> None:
    assert callable(find)
    with pytest.raises(NotFoundError, match="nothing in the record has that id"):
        find(access, "co-nothing")


def test_what_was_rejected_is_still_found_by_its_id(on: Run, made_record: str) -> None:
    claim = claim_id("omission")
    assert on("review", "reject", claim).exit_code == 0
    with open_access(Settings(record=made_record)) as access:
        assert claim not in {one.claim.id for one in access.claims}
        assert claims_of(access, claim) == (claim,)
        assert kind_of(access, claims_of(access, claim)[0]) == "omission"
