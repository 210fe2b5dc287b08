"""Signatures and keys: small, the same whatever else there is, and no copy is missed by its keys."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made import report
from servanda.model import Report
from servanda.resolution.near_duplicate_signature import needed, pairs
from servanda.resolution.near_duplicates import (
    Signature,
    compare,
    copies_among,
    enough,
    find_copies,
    keys,
    signature,
)
from stories import SPUN, STORY, readout
from trying import tries

TRIMMED = STORY[: STORY.index("Norland raised")]
LOCAL = STORY.replace(
    "The two also",
    "In Kelmouth, Ines Mori of the chamber of commerce hoped for jobs.\nThe two also",
)
OTHER_DAY = STORY.replace("on Friday", "on Monday").replace("in March", "in October")
OTHER_NAME = STORY.replace("Leo Marsh", "Ivo Kern").replace("Marsh", "Kern")
MISSPELT = STORY.replace("Brandt", "Brand")
REPORTS = (
    report("n1", STORY, "2031-03-08"),
    report("n2", TRIMMED, "2031-03-09"),
    report("n3", SPUN, "2031-03-09"),
    report("n4", LOCAL, "2031-03-10"),
    report("n5", OTHER_DAY, "2031-03-15"),
    report("n6", OTHER_NAME, "2031-03-08"),
    report("n7", readout("Prime Minister Leo Marsh", "Sudmark", "grain exports"), "2031-03-08"),
    report("n8", readout("Chancellor Ivo Kern", "Alba", "grain exports"), "2031-03-09"),
    report("n9", MISSPELT),
)


def test_a_signature_is_small_and_plain() -> None:
    made = signature(REPORTS[0])
    assert made.report == "n1"
    assert made.day == date(2031, 3, 8).toordinal()
    assert len(made.words) == 2 * made.count
    assert {"brandt", "sudmark", "60", "june"} <= set(made.facts.split())
    assert not {"the", "drones"} & set(made.facts.split())
    assert len(pickle.dumps(made)) < 1500
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own bytes


def test_letters_with_accents_and_curly_signs_are_plain_ones() -> None:
    plain = report("a", "Minister José Núñez of Norland's cabinet met Ada Brandt.")
    curly = report("b", "Minister Jose Nunez of Norland’s cabinet met Ada Brandt.")
    assert signature(plain).words == signature(curly).words


@pytest.mark.parametrize("text", ["", "…", "one", "Ada " * 3, "word " * 200, "7 " * 200])
def test_what_says_too_little_has_no_keys_or_copies(text: str) -> None:
    one, other = (signature(report(name, text or " ")) for name in "ab")
    assert len(keys(one)) <= 1
    assert not compare(one, other)


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        (TRIMMED, True),
        (SPUN, True),
        (LOCAL, True),
        (MISSPELT, True),
        (OTHER_DAY, False),
        (OTHER_NAME, False),
        (STORY.replace("60 Heron", "90 Heron"), False),
    ],
)
def test_a_pair_is_judged_by_itself(text: str, *, copy: bool) -> None:
    one, other = signature(REPORTS[0]), signature(report("m", text, "2031-03-12"))
    found = compare(other, one)
    assert found == compare(one, other)
    assert bool(found) == copy
    assert found.why


def test_a_year_later_another_day_makes_another_story() -> None:
    again = STORY.replace("lasted 50 minutes", "lasted 40 minutes").replace("Friday", "Tuesday")
    first = signature(report("a", STORY, "2031-03-08"))
    assert not compare(first, signature(report("b", again, "2032-03-09")))


@settings(deadline=None)
@given(st.permutations(REPORTS))
def test_order_does_not_matter(order: list[Report]) -> None:
    found = find_copies(order)
    assert found == find_copies(REPORTS)
    assert {copy.report for copy in found} == {"n1", "n2", "n3", "n4", "n9"}
    assert len({copy.cluster for copy in found}) == 1


@settings(deadline=None)
@given(st.sets(st.sampled_from(REPORTS), min_size=2))
def test_others_change_nothing_about_a_pair(some: set[Report]) -> None:
    """A story among some reports hangs together by pairs that are copies by themselves."""
    made = [signature(one) for one in some]
    alone = {(a.report, b.report) for a in made for b in made if a != b and compare(a, b)}
    home = {copy.report: copy.cluster for copy in copies_among(made)}
    assert all(a in home and home[a] == home.get(b) for a, b in alone)
    assert set(home) == {name for pair in alone for name in pair}


_words = st.lists(
    st.sampled_from("Ada Leo Uma Ivo Kern Tal met in of 4 7 Ostby".split()), min_size=40
)


@pytest.mark.costly
@settings(max_examples=tries(15), deadline=None)
@given(st.lists(_words, min_size=2, max_size=8))
def test_no_pair_that_shares_enough_keys_is_missed(texts: list[list[str]]) -> None:
    made = [signature(report(f"t{n}", " ".join(words))) for n, words in enumerate(texts)]
    found = set(pairs(made))
    for a, one in enumerate(made):
        for b in range(a + 1, len(made)):
            mine, theirs = set(keys(one).tolist()), set(keys(made[b]).tolist())
            least = min(len(mine), len(theirs))
            assert ((a, b) in found) == (least > 0 and len(mine & theirs) >= needed(least))


@given(st.integers(1, 500), st.integers(1, 500))
def test_enough_keys_leave_too_few_others(count: int, hits: int) -> None:
    looked_up = enough(count, hits)
    assert looked_up <= count
    assert count - looked_up + min(hits, needed(count)) <= needed(count)


def test_an_incremental_look_up_by_keys_finds_what_all_at_once_finds() -> None:
    index: dict[int, list[Signature]] = {}
    told: set[tuple[str, str]] = set()
    for one in map(signature, REPORTS):
        near: dict[str, Signature] = {}
        mine = keys(one).tolist()
        for key in mine:
            near |= {other.report: other for other in index.get(key, ())}
            index.setdefault(key, []).append(one)
        told |= {(one.report, other.report) for other in near.values() if compare(one, other)}
    names = {name for pair in told for name in pair}
    assert names == {copy.report for copy in find_copies(REPORTS)}
