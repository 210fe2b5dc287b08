"""Ids on the command line: whole, shortened, ambiguous, of a claim, an entity or something rejected."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from servanda.cli.naming import claims_of, completed, entity_of, kind_of, whole
from servanda.cli.options import Settings
from servanda.cli.record_access import Look, looking
from servanda.errors import NotFoundError, UsageError

from .conftest import Run, claim_id

KNOWN = ("co-1a2b", "co-1a9f", "pe-77aa")


@pytest.fixture
def look(made_record: str) -> Iterator[Look]:
    with looking(Settings(record=made_record)) as look:
        yield look


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


def test_a_claim_names_its_entity_and_an_entity_its_claims(look: Look) -> None:
    claim = claim_id("commitment")
    entity = entity_of(look, claim)
    assert entity.kind == "commitment"
    assert claims_of(look, entity.id[:9]) == entity.claims == (claim,)
    assert claims_of(look, claim[:9]) == (claim,)
    assert whole(look, entity.id[:9]) == entity.id
    assert kind_of(look, entity.claims[0]) == "commitment"


def test_a_person_has_claims_of_many_kinds(look: Look) -> None:
    person = next(entity for entity in look.world.entities if entity.kind == "person")
    with pytest.raises(UsageError, match="claims of many kinds"):
        claims_of(look, person.id)


@pytest.mark.parametrize("find", [entity_of, claims_of])
def test_an_unknown_id_is_not_found(look: Look, find: object) -> None:
    assert callable(find)
    with pytest.raises(NotFoundError, match="nothing in the record has that id"):
        find(look, "co-nothing")


def test_what_was_rejected_is_still_found_by_its_id(on: Run, made_record: str) -> None:
    claim = claim_id("omission")
    assert on("review", "reject", claim).exit_code == 0
    with looking(Settings(record=made_record)) as look:
        assert claim not in {one.claim.id for one in look.claims}
        assert claims_of(look, claim) == (claim,)
        assert kind_of(look, claims_of(look, claim)[0]) == "omission"
