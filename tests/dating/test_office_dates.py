"""Who held an office before and after: the few sightings looked at tell what all of them tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import comb

from hypothesis import given
from hypothesis import strategies as st

from servanda.dating.office_dates import HARDLY, Answer, Offices
from servanda.dating.tenure_facts import Said, Sighting, same
from servanda.model import When

FIRST = date(2031, 1, 1)
NAMES = ("Ada Brandt", "Brandt", "Eva Holm", "Ivo Kern", "Per Ost")


def seen(person: str, day: int, report: str, width: int = 0) -> Sighting:
    first = FIRST + timedelta(days=day)
    return Sighting(person, first, first + timedelta(days=width), report)


def sure(found: Sequence[Sighting]) -> list[Sighting]:
    return [
        one for one in found if len({s.report for s in found if same(s.person, one.person)}) >= 2
    ]


def in_turn(own: Sequence[Sighting], others: Sequence[Sighting]) -> bool:
    days = len({s.first for s in own}), len({s.first for s in others})
    return comb(sum(days), days[0]) >= HARDLY


def plainly(found: Sequence[Sighting], person: str, report: str, *, single: bool) -> Answer:
    """Answer from all sightings, one by one."""
    found = [s for s in found if s.report != report]
    own = [s for s in found if same(s.person, person)]
    others = [s for s in found if not same(s.person, person)]
    if not own:
        return Answer()
    first, last = min(s.first for s in own), max(s.last for s in own)
    if any(s.last >= first and s.first <= last for s in others):
        return Answer()
    before = sure([s for s in others if s.last < first])
    after = sure([s for s in others if s.first > last])
    latest = max(before, key=lambda s: (s.first, s.report, s.person), default=None)
    earliest = min(after, key=lambda s: (s.last, s.report, s.person), default=None)
    return Answer(
        (),
        latest if single or in_turn(own, before) else None,
        earliest if single or in_turn(own, after) else None,
    )


SIGHTINGS = st.lists(
    st.builds(
        seen,
        st.sampled_from(NAMES),
        st.one_of(st.integers(0, 12), st.integers(0, 900)),
        st.sampled_from("abcdef"),
        st.sampled_from((0, 0, 1, 7, 31)),
    ),
    max_size=14,
)


@given(SIGHTINGS, st.sampled_from(NAMES), st.sampled_from("abcdefx"), st.booleans())
def test_a_few_sightings_tell_what_all_tell(
    found: list[Sighting], person: str, report: str, single: bool
) -> None:
    key = "NR", "minister:foreign", single
    offices = Offices(((key, one) for one in found), ())
    assert offices.answer(key, person, report) == plainly(found, person, report, single=single)


@given(
    SIGHTINGS,
    st.integers(0, 14),
    st.sampled_from(NAMES),
    st.sampled_from("abcdefx"),
    st.booleans(),
)
def test_sightings_that_come_later_tell_as_if_they_had_been_there_before(
    whole: list[Sighting], at: int, person: str, report: str, single: bool
) -> None:
    key = "NR", "minister:foreign", single
    found, more = whole[:at], whole[at:]
    said = [Said("Eva Holm", When.between(FIRST, None), None, "s")]
    before = Offices(((key, one) for one in found), ())
    kept = before.answer(key, person, report)
    grown = before.more(key, more, said)
    anew = Offices(((key, one) for one in whole), ((key, one) for one in said))
    assert grown.answer(key, person, report) == anew.answer(key, person, report)
    assert before.answer(key, person, report) == kept  # and nothing changed that is shared


@given(st.integers(0, 3), st.integers(1, 30), st.integers(1, 300))
def test_holders_of_an_office_for_several_follow_each_other_or_do_not(
    gap: int, few: int, many: int
) -> None:
    key = "NR", "spokesperson", False
    found = [seen("Eva Holm", day, f"h{day}") for day in range(few)]
    found += [seen("Ivo Kern", few + gap + day, f"k{day}") for day in range(many)]
    offices = Offices(((key, one) for one in found), ())
    for person in ("Eva Holm", "Ivo Kern"):
        assert offices.answer(key, person, "x") == plainly(found, person, "x", single=False)


def test_a_stated_term_counts_unless_the_person_was_seen_outside_of_it() -> None:
    key = "NR", "minister:foreign", True
    since = When.between(FIRST + timedelta(days=50), None)
    said = Said("Eva Holm", since, None, "s")
    within = [seen("Eva Holm", day, f"r{day}") for day in (60, 90)]
    early = seen("Eva Holm", 3, "early")
    terms = [(key, said)]
    assert Offices(((key, s) for s in within), terms).answer(key, "Holm", "x").said == (said,)
    assert Offices(((key, s) for s in [*within, early]), terms).answer(key, "Holm", "x").said == ()
    both = Offices(((key, s) for s in [*within, early]), terms)
    assert both.answer(key, "Holm", "early").said == (said,)  # its own words do not count
    assert both.answer(key, "Holm", "s").said == ()
