"""Keys of claims lose no link: what a rule would link shares a key; kinds are kept apart."""

from __future__ import annotations

import pytest

from made import act, day, holds_office, promise, resolved, span, talks, unit
from servanda.model import Omission, OmissionSort, ResolvedClaim
from servanda.resolution.claim_keys import KEYED, keys_of, link_keys, same_kind_keys

SIGN = promise("n1", "NR SM", "sign", "the Amber Access Pact")


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (
            talks("n2", "", form="signing", words="signed the Amber Access Pact"),
            SIGN,
            True,
        ),
        (talks("n2", "", form="meeting", words="signed the Amber Access Pact"), SIGN, False),
        (
            unit("n2", "Heron Command", "set up"),
            promise("n1", "NR", "open", "a Heron Command"),
            True,
        ),
        (
            resolved("n2", Omission("a Heron sale", OmissionSort.DENIED, "NR")),
            promise("n1", "NR", "sell", "Heron drones"),
            True,
        ),
        (
            resolved("n2", Omission("a Heron sale", OmissionSort.NOT_DISCUSSED, "NR")),
            promise("n1", "NR", "sell", "Heron drones"),
            False,
        ),
        (
            talks("n2", "", form="protest", parties=("NR", "SM"), when=day("2031-06-10")),
            act("n1", "SM", "NR", "rammed a trawler", when=day("2031-05-04")),
            True,
        ),
        (
            talks("n2", "", form="protest", parties=("NR", "SM"), when=day("2031-12-10")),
            act("n1", "SM", "NR", "rammed a trawler", when=day("2031-05-04")),
            False,
        ),
    ],
)
def test_keys_of_links(one: ResolvedClaim, other: ResolvedClaim, *, meet: bool) -> None:
    assert bool(link_keys(one).seeks & link_keys(other).has) is meet


def test_a_planned_visit_and_talks_find_each_other() -> None:
    plan = talks(
        "n1", "Ada Brandt/NR", form="visit", status="planned", when=span("2031-05-03", "2031-05-06")
    )
    held = talks("n2", "Ada Brandt/NR; Leo Marsh/SM", when=day("2031-05-08"))
    keys = keys_of([plan, held], {})
    assert keys[plan.claim.id].seeks & keys[held.claim.id].has
    assert keys[held.claim.id].seeks & keys[plan.claim.id].has


def test_keys_by_which_claims_of_one_kind_may_be_one_are_marked() -> None:
    claims = [
        SIGN,
        unit("n2", "Heron Command", "set up"),
        holds_office("n3", "Ada Brandt", "Mayor"),
    ]
    keys = keys_of(claims, {})
    assert set(keys) == {one.claim.id for one in claims if one.claim.kind in KEYED}
    commitment = keys[SIGN.claim.id].has
    assert same_kind_keys(commitment) == same_kind_keys(commitment, "commitment")
    assert not same_kind_keys(commitment, "structure")
    assert not same_kind_keys(link_keys(SIGN).has)
