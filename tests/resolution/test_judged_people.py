"""A person's word on who is who: two found are one, or one name means two."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from made import day, holds_office, orders, talks
from servanda.model import Action, Concern, Decision, Entity
from servanda.resolution.resolve import resolve_claims
from servanda.resolution.result import Resolution

AT = datetime(2032, 1, 1, tzinfo=UTC)

TOLD = [
    talks("n1", "Ada Brandt/NR; Leo Marsh/SM", when=day("2031-05-01"), published="2031-05-02"),
    talks("n2", "Adelheid Brant/NR; Leo Marsh/SM", when=day("2031-05-01"), published="2031-05-02"),
    holds_office("n3", "Ada Brandt", "Defence Minister", "NR", published="2031-06-01"),
    holds_office("n4", "Leo Marsh", "Mayor of Kelm", "SM", published="2031-06-01"),
]
A, B, C, D = (one.claim.id for one in TOLD)


def person(world: Resolution, claim: str, name: str) -> Entity:
    who = world.people[claim, name]  # type: ignore[index]
    return next(one for one in world.of("person") if one.id == who)


def merge(world: Resolution, minutes: int = 0) -> Decision:
    ids = [person(world, A, "Ada Brandt").id, person(world, B, "Adelheid Brant").id]
    return Decision.make(
        Action.MERGE,
        Concern.ENTITY,
        [A, B],
        author="ana",
        at=AT + timedelta(minutes=minutes),
        field="person",
        value={"persons": ids, "names": ["Ada Brandt", "Adelheid Brant"]},
    )


def part(who: str, *claims: str, minutes: int = 0) -> Decision:
    return Decision.make(
        Action.SPLIT,
        Concern.ENTITY,
        claims,
        author="bo",
        at=AT + timedelta(minutes=minutes),
        reason="another of that name",
        field="person",
        value={"persons": [who], "names": []},
    )


def test_two_persons_judged_one_share_all_that_is_told_of_them() -> None:
    before = resolve_claims(TOLD)
    assert len(list(before.of("person"))) == 3
    world = resolve_claims(TOLD, judgements=[merge(before)])
    assert len(list(world.of("person"))) == 2
    one = person(world, B, "Adelheid Brant")
    assert set(one.claims) == {A, B, C}
    assert one.reports == ("n1", "n2", "n3")
    assert world.names[one.id] == "Ada Brandt"
    assert "judged the same person by ana on 2032-01-01" in one.reasons
    assert {span.person for span in world.offices if span.party == "NR"} == {one.id}
    # With the same two people on one day, the two reports tell of one meeting.
    assert len(list(before.of("consultation"))) == 2
    assert len(list(world.of("consultation"))) == 1
    for told in orders(TOLD):
        assert resolve_claims(told, judgements=[merge(before)]) == world


def test_a_name_that_means_somebody_else_in_some_claims() -> None:
    before = resolve_claims(TOLD)
    who = person(before, D, "Leo Marsh").id
    world = resolve_claims(TOLD, judgements=[part(who, D)])
    other = person(world, D, "Leo Marsh")
    assert other.id != who
    assert other.claims == (D,)
    assert world.names[other.id] == "Leo Marsh"
    assert set(person(world, A, "Leo Marsh").claims) == {A, B}
    assert any("another of that name" in why for why in other.reasons)
    assert {span.person for span in world.offices if span.party == "SM"} == {other.id}


def test_merging_what_was_parted_and_parting_what_was_merged() -> None:
    before = resolve_claims(TOLD)
    both = merge(before)
    united = resolve_claims(TOLD, judgements=[both])
    who = person(united, C, "Ada Brandt").id
    world = resolve_claims(TOLD, judgements=[both, part(who, C, minutes=1)])
    assert set(person(world, A, "Ada Brandt").claims) == {A, B}
    assert person(world, C, "Ada Brandt").claims == (C,)
    assert len({one.id for one in world.of("person")}) == 3


def test_without_such_words_nothing_changes() -> None:
    before = resolve_claims(TOLD)
    assert resolve_claims(TOLD, judgements=[part("pe-0", A)]).entities == before.entities
    nobody = merge(before)
    few, judged = resolve_claims(TOLD[2:]), resolve_claims(TOLD[2:], judgements=[nobody])
    assert sorted(judged.names.values()) == sorted(few.names.values())
