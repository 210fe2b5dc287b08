"""Blocking loses nothing: whatever would match, compared one by one, shares a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made import day, promise, span, talks
from servanda.model import ResolvedClaim, When
from servanda.resolution.blocking import candidate_pairs, key, pairs_sharing_keys
from servanda.resolution.claim_keys import keys_of
from servanda.resolution.commitment_features import CommitmentFeatures, commitment_features
from servanda.resolution.commitment_matching import (
    COMMITMENTS,
    commitment_keys,
    compare_commitments,
)
from servanda.resolution.consultation_matching import (
    ConsultationFeatures,
    compare_consultations,
    consultation_features,
    consultation_keys,
)
from trying import tries

WORDS = st.sampled_from(
    "strengthen security partnership the CDF Coastal Defence Forces Heron drones command supply "
    "chains climate action with Alba Norland 60 energy cooperation centrality".split()
)
PARTIES = st.sampled_from(["", "NO", "SE", "NO SE", "NO SE FI", "US"])
DUE = st.sampled_from([None, span(None, "2031-12-31"), span("2031-01-01", "2031-12-31")])


@st.composite
def claims(draw: st.DrawFn) -> ResolvedClaim:
    words = draw(st.lists(WORDS, min_size=1, max_size=5))
    verb = draw(st.sampled_from(["buy", "strengthen", "hold", "continue"]))
    told = draw(st.sampled_from(["these words", "a sentence of five words or more", "so"]))
    return promise(
        draw(st.sampled_from(["n1", "n2", "n3"])),
        draw(PARTIES),
        verb,
        " ".join(words),
        due=draw(DUE),
        words=told,
        at=draw(st.integers(0, 10_000)),
    )


def ready(found: Sequence[tuple[ResolvedClaim, str]]) -> list[CommitmentFeatures]:
    return [commitment_features(one, frozenset(with_.split())) for one, with_ in found]


@pytest.mark.costly
@settings(max_examples=tries(75), deadline=None)
@given(st.lists(st.tuples(claims(), PARTIES), min_size=2, max_size=8))
def test_promises_that_match_share_a_key(found: list[tuple[ResolvedClaim, str]]) -> None:
    told = ready(found)
    near = set(candidate_pairs([commitment_keys(one) for one in told]))
    for a, left in enumerate(told):
        for b in range(a + 1, len(told)):
            if compare_commitments(left, told[b]):
                assert (a, b) in near, (left.body, told[b].body)


PUBLISHED = st.sampled_from([None, "2031-05-03", "2031-05-07", "2031-05-20", "2031-09-01"])
PROMISES = st.sampled_from(["buy the Heron drones", "buy another ship", "strengthen security"])


@settings(max_examples=tries(75), deadline=None)
@given(st.lists(st.tuples(PROMISES, PARTIES, DUE, PUBLISHED, PARTIES), min_size=2, max_size=9))
def test_what_is_told_alike_comes_out_as_if_each_was_compared(
    told: list[tuple[str, str, When | None, str | None, str]],
) -> None:
    found = []
    for at, (words, by, due, published, with_) in enumerate(told):
        verb, _, what = words.partition(" ")
        one = promise(f"n{at}", by, verb, what, due=due, published=published, words=words, at=at)
        found.append(commitment_features(one, frozenset(with_.split())))
    each = replace(COMMITMENTS, alike=None)
    matches = each.matches(found)
    assert COMMITMENTS.matches(found) == matches
    assert COMMITMENTS.clusters(found, matches) == each.clusters(found, matches)
    assert keys_of([one.claim for one in found], {}) == {
        key: keys for one in found for key, keys in keys_of([one.claim], {}).items()
    }


def test_neighbours() -> None:
    keys = [{"x", "y"}, {"y"}, {"z"}, {"x", "z"}]
    assert list(pairs_sharing_keys(keys)) == [(0, 1), (0, 3), (2, 3)]
    assert key("a", "bc") != key("ab", "c")


PEOPLE = st.sampled_from(
    ["", "Ada Brandt/NO", "Ada Brandt/NO; Leo Marsh/SE", "Leo Marsh/SE", "Ivo Kern"]
)
WHEN = st.sampled_from(
    [
        None,
        day("2031-05-01"),
        day("2031-05-02"),
        day("2031-06-03"),
        span("2031-04-20", "2031-05-20"),
    ]
)


@st.composite
def consultations(draw: st.DrawFn) -> ConsultationFeatures:
    claim = talks(
        draw(st.sampled_from(["n1", "n2", "n3"])),
        draw(PEOPLE),
        form=draw(st.sampled_from(["call", "meeting", "2+2", "visit", "multilateral"])),
        status=draw(st.sampled_from(["held", "planned"])),
        when=draw(WHEN),
        at=draw(st.integers(0, 10_000)),
        published=draw(st.sampled_from([None, "2031-05-03"])),
        parties=tuple(draw(PARTIES).split()),
    )
    return consultation_features(claim, {})


@pytest.mark.costly
@settings(max_examples=tries(75), deadline=None)
@given(st.lists(consultations(), min_size=2, max_size=8))
def test_events_that_match_meet(told: list[ConsultationFeatures]) -> None:
    near = set(candidate_pairs([consultation_keys(one) for one in told]))
    for a, left in enumerate(told):
        for b in range(a + 1, len(told)):
            if compare_consultations(left, told[b]):
                assert (a, b) in near, (left, told[b])
