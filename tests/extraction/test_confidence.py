"""Confidence: signs of evidence, measured effects, and what is said of what was never measured."""

from __future__ import annotations

from itertools import pairwise

import pytest

from readings import Claims, Read
from servanda.extraction.confidence import Effects, cues, effects, measured
from servanda.extraction.registry import claims_of
from servanda.model import Claim

EFFECTS = Effects(
    base=1.0,
    own=1.0,
    kinds={"commitment": -0.5},
    rules={("commitment", "commitment.will"): 0.4},
    cues={("commitment", "firm"): 1.0, ("tenure", "one_name"): -2.0},
)
PROMISE = "Chile and Peru vowed on Monday to build 40 boats by June if the parliaments agree."


def test_effects_add_up_and_what_is_unknown_adds_nothing() -> None:
    known = EFFECTS.confidence("commitment", "commitment.will", ("firm",), 0.8)
    new_rule = EFFECTS.confidence("commitment", "commitment.never_seen", ("firm",), 0.8)
    new_kind = EFFECTS.confidence("omen", "omen.raven", ("firm",), 0.8)
    plain = EFFECTS.confidence("commitment", "commitment.will", (), 0.8)
    assert plain < new_rule < known
    assert new_kind == EFFECTS.confidence("omen", "omen.crow", (), 0.8)


def test_a_surer_reader_is_surer_and_never_certain() -> None:
    sure = [EFFECTS.confidence("tenure", "x", (), own) for own in (0.0, 0.3, 0.6, 0.9, 1.0)]
    assert all(less <= more for less, more in pairwise(sure))
    assert min(sure) >= 0.05
    assert max(sure) <= 0.99
    certain = Effects(base=50.0, own=0.0, kinds={}, rules={}, cues={})
    assert certain.confidence("date", "date.calendar", (), 0.9) == 0.99


def test_of_a_kind_that_did_not_hold_among_strangers_nothing_is_stated_as_sure() -> None:
    sure = Effects(50.0, 0.0, {}, {}, {}, unsure=frozenset({"incident"}))
    assert sure.confidence("incident", "incident.attack", (), 0.9) == 0.89
    assert sure.confidence("date", "date.calendar", (), 0.9) == 0.99


def test_the_table_holds_every_kind_and_sensible_signs() -> None:
    found = effects()
    assert found.own > 0  # the readers' own numbers tell something
    assert {"commitment", "consultation", "date", "quote", "tenure"} <= set(found.kinds)
    assert found.cues["commitment", "firm"] > max(0, found.cues["commitment", "conditional"])
    assert found.cues["tenure", "one_name"] < 0


@pytest.mark.parametrize(
    ("text", "kind", "signs"),
    [
        (PROMISE, "commitment", {"firm", "measured", "conditional"}),
        ("Chile will build boats for Peru, its minister Rosa Vidal said.", "commitment", set()),
        ("Chile's minister Rosa Vidal met Peru's minister Luis Ocampo.", "consultation", {"undated"}),
        ("Chilean Defence Minister Vidal spoke in Peru on Monday.", "tenure", {"one_name"}),
        ("Chile and Peru signed the treaty in 2021, Chile's government said.", "date", {"year"}),
        ("Chile and Peru signed the treaty on Monday, they said.", "date", {"words"}),
    ],
)  # fmt: skip
def test_signs_of_evidence(claims: Claims, text: str, kind: str, signs: set[str]) -> None:
    found = claims(text, kind)
    assert found
    assert set(cues(found[0])) == signs


def test_claims_come_out_with_the_measured_confidence(discourse: Read, claims: Claims) -> None:
    read = claims(PROMISE, "commitment")
    own: list[Claim] = claims_of(discourse(PROMISE), "commitment")
    assert own
    assert read == [measured(claim) for claim in own]
    assert [claim.id for claim in read] == [claim.id for claim in own]
