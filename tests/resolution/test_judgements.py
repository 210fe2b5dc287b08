"""Persons' decisions on what is the same, linked and who is who: merged, split, overruled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from made import day, holds_office, orders, promise, span, talks
from servanda.model import Action, Concern, Decision, Entity, LinkType, ResolvedClaim
from servanda.resolution.judgements import (
    apply_link_decisions,
    apply_match_decisions,
    overruled_decisions,
)
from servanda.resolution.resolve import resolve_claims
from servanda.resolution.result import Resolution
from trying import tries

AT = datetime(2032, 1, 1, tzinfo=UTC)

TOLD = [
    promise("n1", "NR", "buy", "60 Heron patrol drones", published="2031-01-01"),
    promise("n2", "NR", "buy", "60 Heron patrol drones", published="2031-02-01"),
    promise("n3", "NR", "lease", "Osprey lifeboats", published="2031-03-01"),
    promise("n4", "SM", "repair", "the Kelm pier", published="2031-04-01"),
]
A, B, C, D = (one.claim.id for one in TOLD)


def say(
    action: str, *targets: str, minutes: int = 0, author: str = "ana", **more: object
) -> Decision:
    at = AT + timedelta(minutes=minutes)
    return Decision.make(
        Action(action),
        Concern.MATCH,
        targets,
        author=author,
        at=at,
        reason="seen",
        **more,  # type: ignore[arg-type]
    )


def groups(world: Resolution, kind: str = "commitment") -> set[frozenset[str]]:
    return {frozenset(entity.claims) for entity in world.of(kind)}


def entity(world: Resolution, claim: str) -> Entity:
    return next(one for one in world.of("commitment") if claim in one.claims)


def test_without_a_word_likeness_decides() -> None:
    assert groups(resolve_claims(TOLD)) == {frozenset({A, B}), frozenset({C}), frozenset({D})}


def test_what_is_merged_is_one_entity_with_its_ground() -> None:
    world = resolve_claims(TOLD, judgements=[say("merge", B, C)])
    assert groups(world) == {frozenset({A, B, C}), frozenset({D})}
    one = entity(world, A)
    assert one.claims == (A, B, C)
    assert one.reports == ("n1", "n2", "n3")
    assert one.id == entity(resolve_claims(TOLD), A).id
    assert "judged the same by ana on 2032-01-01: seen" in one.reasons


def test_what_is_split_is_two_entities_and_the_earlier_keeps_the_id() -> None:
    world = resolve_claims(TOLD, judgements=[say("split", A, others=[B])])
    assert groups(world) == {frozenset({A}), frozenset({B}), frozenset({C}), frozenset({D})}
    assert entity(world, A).id == entity(resolve_claims(TOLD), A).id
    assert entity(world, B).id != entity(world, A).id
    assert any("judged not the same" in why for why in entity(world, B).reasons)


def test_the_later_word_wins() -> None:
    merge, split = say("merge", A, B, C), say("split", A, others=[C], minutes=1)
    world = resolve_claims(TOLD, judgements=[merge, split])
    assert frozenset({A, C}) not in {g & {A, C} for g in groups(world)}
    lost = {(one.decision, one.to) for one in overruled_decisions(world.claims, [split, merge])}
    assert lost == {(merge.id, split.id)}
    again = say("merge", A, C, minutes=2)
    assert frozenset({A, B, C}) in groups(resolve_claims(TOLD, judgements=[again, merge, split]))


def test_a_chain_of_merges_yields_to_a_later_split() -> None:
    said = [
        say("merge", A, B),
        say("merge", B, C, minutes=1),
        say("split", A, others=[C], minutes=2),
    ]
    world = resolve_claims(TOLD, judgements=said)
    assert groups(world) == {frozenset({A}), frozenset({B, C}), frozenset({D})}
    assert [one.decision for one in overruled_decisions(world.claims, said)] == [said[0].id]


def test_what_nobody_judged_stays_with_the_earlier_part() -> None:
    later = promise("n5", "NR", "buy", "60 Heron patrol drones", published="2031-05-01")
    world = resolve_claims([*TOLD, later], judgements=[say("split", A, others=[B])])
    assert frozenset({A, later.claim.id}) in groups(world)


def test_words_on_claims_that_are_not_there_do_no_harm() -> None:
    assert (
        resolve_claims(TOLD, judgements=[say("merge", "c-1", "c-2")]).entities
        == resolve_claims(TOLD).entities
    )
    world = resolve_claims(
        TOLD, judgements=[say("merge", A, "c-2"), say("split", "c-3", others=[B])]
    )
    assert groups(world) == groups(resolve_claims(TOLD))


def test_a_blind_word_has_no_force() -> None:
    assert (
        resolve_claims(TOLD, judgements=[say("merge", B, C, blind=True)]).entities
        == resolve_claims(TOLD).entities
    )


def revised() -> list[ResolvedClaim]:
    due = span(None, "2032-06-30"), span(None, "2033-06-30")
    return [
        promise("n1", "NR", "buy", "60 Heron patrol drones", due=due[0], published="2031-01-01"),
        promise("n2", "NR", "buy", "60 Heron patrol drones", due=due[1], published="2031-02-01"),
    ]


def test_ties_are_taken_away_put_in_and_marked() -> None:
    told = revised()
    old, new = (one.claim.id for one in told)
    (link,) = entity(resolve_claims(told), new).links
    assert link.type is LinkType.REVISES
    gone = resolve_claims(told, judgements=[say("reject", new, others=[old], field="revises")])
    assert entity(gone, new).links == ()
    assert gone.backlinks == {}
    kept = resolve_claims(told, judgements=[say("reject", new, others=[old], field="fulfils")])
    assert entity(kept, new).links == (link,)
    (sure,) = entity(resolve_claims(told, judgements=[say("accept", old, others=[new])]), new).links
    assert sure.why.endswith("; accepted by ana")
    added = resolve_claims(TOLD, judgements=[say("accept", C, others=[D], field="part_of")])
    assert [(k.type, k.to) for k in entity(added, C).links] == [
        (LinkType.PART_OF, entity(added, D).id)
    ]


def test_words_on_ties_laid_on_twice_say_no_more_than_once() -> None:
    told = revised()
    old, new = (one.claim.id for one in told)
    said = [
        say("accept", new, others=[old]),
        say("accept", new, others=[old], field="fulfils", minutes=1),
        say("accept", old, others=[new], author="bo", minutes=2),
    ]
    world = resolve_claims(told, judgements=said)
    assert len(entity(world, new).links) == 2
    assert apply_link_decisions(world.entities, said) == world.entities
    merged = [say("merge", A, C), say("split", A, others=[B], minutes=1)]
    world = resolve_claims(TOLD, judgements=merged)
    again = apply_match_decisions(world.entities, world.claims, merged)
    assert sorted(again, key=lambda t: (t.kind, t.id)) == list(world.entities)


def test_a_tie_follows_the_entity_that_it_led_to() -> None:
    told = [*revised(), promise("n0", "NR", "lease", "Osprey lifeboats", published="2030-12-01")]
    old, new, other = (one.claim.id for one in told)
    world = resolve_claims(told, judgements=[say("merge", old, other)])
    assert [k.to for k in entity(world, new).links] == [entity(world, other).id]
    both = resolve_claims(told, judgements=[say("merge", old, new)])
    assert entity(both, old).links == ()


def test_only_what_is_told_in_one_kind_is_regrouped() -> None:
    meeting = talks("n1", "Ada Brandt/NR; Leo Marsh/SM", published="2031-01-01", at=40)
    world = resolve_claims([*TOLD, meeting], judgements=[say("merge", A, meeting.claim.id)])
    assert groups(world) == groups(resolve_claims(TOLD))


PAIRS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split"]),
        st.lists(st.sampled_from([A, B, C, D]), min_size=2, max_size=3, unique=True),
        st.integers(0, 3),
    ),
    max_size=5,
)


@settings(max_examples=tries(10), deadline=None)
@given(PAIRS, st.randoms(use_true_random=False))
def test_whatever_is_said_every_claim_is_in_one_entity_and_no_order_matters(
    said: list[tuple[str, list[str], int]], random: object
) -> None:
    words = [
        say(action, *ids, minutes=at)
        if action == "merge"
        else say(action, ids[0], others=ids[1:], minutes=at)
        for action, ids, at in said
    ]
    world = resolve_claims(TOLD, judgements=words)
    owned = sorted(claim for one in world.of("commitment") for claim in one.claims)
    assert owned == sorted([A, B, C, D])
    mixed = list(words)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    for told in (TOLD, *orders(TOLD)):
        assert resolve_claims(told, judgements=mixed).entities == world.entities
    if words:  # the last word always holds
        last = max(words, key=lambda one: (one.at, one.id))
        for group in groups(world):
            if last.action is Action.MERGE:
                assert group.isdisjoint(last.targets) or group >= set(last.targets)
            else:
                assert group.isdisjoint(last.targets) or group.isdisjoint(last.others)


# -- Who is who


NAMED = [
    talks("n1", "Ada Brandt/NR; Leo Marsh/SM", when=day("2031-05-01"), published="2031-05-02"),
    talks("n2", "Adelheid Brant/NR; Leo Marsh/SM", when=day("2031-05-01"), published="2031-05-02"),
    holds_office("n3", "Ada Brandt", "Defence Minister", "NR", published="2031-06-01"),
    holds_office("n4", "Leo Marsh", "Mayor of Kelm", "SM", published="2031-06-01"),
]
P_A, P_B, P_C, P_D = (one.claim.id for one in NAMED)


def person(world: Resolution, claim: str, name: str) -> Entity:
    who = world.people[claim, name]  # type: ignore[index]
    return next(one for one in world.of("person") if one.id == who)


def same_person(world: Resolution, minutes: int = 0) -> Decision:
    ids = [person(world, P_A, "Ada Brandt").id, person(world, P_B, "Adelheid Brant").id]
    return Decision.make(
        Action.MERGE,
        Concern.ENTITY,
        [P_A, P_B],
        author="ana",
        at=AT + timedelta(minutes=minutes),
        field="person",
        value={"persons": ids, "names": ["Ada Brandt", "Adelheid Brant"]},
    )


def split_person(who: str, *claims: str, minutes: int = 0) -> Decision:
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
    before = resolve_claims(NAMED)
    assert len(list(before.of("person"))) == 3
    world = resolve_claims(NAMED, judgements=[same_person(before)])
    assert len(list(world.of("person"))) == 2
    one = person(world, P_B, "Adelheid Brant")
    assert set(one.claims) == {P_A, P_B, P_C}
    assert one.reports == ("n1", "n2", "n3")
    assert world.names[one.id] == "Ada Brandt"
    assert "judged the same person by ana on 2032-01-01" in one.reasons
    assert {span.person for span in world.offices if span.party == "NR"} == {one.id}
    # With the same two people on one day, the two reports tell of one meeting.
    assert len(list(before.of("consultation"))) == 2
    assert len(list(world.of("consultation"))) == 1
    for told in orders(NAMED):
        assert resolve_claims(told, judgements=[same_person(before)]) == world


def test_a_name_that_means_somebody_else_in_some_claims() -> None:
    before = resolve_claims(NAMED)
    who = person(before, P_D, "Leo Marsh").id
    world = resolve_claims(NAMED, judgements=[split_person(who, P_D)])
    other = person(world, P_D, "Leo Marsh")
    assert other.id != who
    assert other.claims == (P_D,)
    assert world.names[other.id] == "Leo Marsh"
    assert set(person(world, P_A, "Leo Marsh").claims) == {P_A, P_B}
    assert any("another of that name" in why for why in other.reasons)
    assert {span.person for span in world.offices if span.party == "SM"} == {other.id}


def test_merging_what_was_parted_and_parting_what_was_merged() -> None:
    before = resolve_claims(NAMED)
    both = same_person(before)
    united = resolve_claims(NAMED, judgements=[both])
    who = person(united, P_C, "Ada Brandt").id
    world = resolve_claims(NAMED, judgements=[both, split_person(who, P_C, minutes=1)])
    assert set(person(world, P_A, "Ada Brandt").claims) == {P_A, P_B}
    assert person(world, P_C, "Ada Brandt").claims == (P_C,)
    assert len({one.id for one in world.of("person")}) == 3


def test_without_such_words_nothing_changes() -> None:
    before = resolve_claims(NAMED)
    assert resolve_claims(NAMED, judgements=[split_person("pe-0", P_A)]).entities == before.entities
    nobody = same_person(before)
    few, judged = resolve_claims(NAMED[2:]), resolve_claims(NAMED[2:], judgements=[nobody])
    assert sorted(judged.names.values()) == sorted(few.names.values())
