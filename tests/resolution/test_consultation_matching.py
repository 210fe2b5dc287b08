"""One consultation told several times is one; what only looks alike stays apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from made import day, orders, span, talks
from servanda.model import ResolvedClaim
from servanda.resolution.consultation_matching import compare_consultations, consultation_features
from servanda.resolution.matching import Match
from servanda.resolution.resolve import resolve_claims

TWO = "Ada Brandt/NR/Defence Minister; Leo Marsh/SM/Secretary of Defense"


def events(*claims: ResolvedClaim) -> list[tuple[str, ...]]:
    found = resolve_claims(claims)
    for order in orders(claims):
        assert resolve_claims(order) == found
    return sorted(entity.reports for entity in found.of("consultation"))


def test_announced_held_and_recalled_is_one_event() -> None:
    early = span("2031-05-01", "2031-05-10")
    found = events(
        talks("n1", TWO, status="planned", when=early, published="2031-04-20"),
        talks("n2", TWO, when=day("2031-05-04"), place="Ostby", published="2031-05-05"),
        talks(
            "n3",
            "MARSH Leo/SM; A. Brandt/NR/Defense Minister",
            when=day("2031-05-04"),
            published="2031-09-01",
        ),
    )
    assert found == [("n1", "n2", "n3")]


def test_the_reasons_name_the_people_and_the_day() -> None:
    world = resolve_claims(
        [talks("n1", TWO, when=day("2031-05-04")), talks("n2", TWO, when=day("2031-05-04"))]
    )
    [event] = world.of("consultation")
    assert event.reasons == ("the same 2 people; meeting on 4 May 2031",)


def test_two_calls_in_a_week_stay_two() -> None:
    found = events(
        talks("n1", TWO, form="call", when=day("2031-05-04")),
        talks("n2", TWO, form="call", when=day("2031-05-08")),
    )
    assert found == [("n1",), ("n2",)]


def test_two_calls_in_a_week_told_with_a_vague_third_stay_two() -> None:
    found = events(
        talks("n1", TWO, form="call", when=day("2031-05-04")),
        talks("n2", TWO, form="call", when=day("2031-05-08")),
        talks("n3", TWO, form="call", when=span("2031-05-01", "2031-05-31")),
    )
    assert found == [("n1",), ("n2",), ("n3",)]


def test_a_plan_without_a_day_is_the_one_meeting_that_followed() -> None:
    plan = talks("n1", TWO, status="planned", published="2031-04-20")
    held = talks("n2", TWO, when=day("2031-05-04"), published="2031-05-05")
    other = talks("n3", TWO, when=day("2031-05-20"), published="2031-05-21")
    late = talks("n4", TWO, when=day("2031-09-04"), published="2031-09-05")
    assert events(plan, held, late) == [("n1", "n2"), ("n4",)]
    assert events(plan, held, other) == [("n1",), ("n2",), ("n3",)]


def test_a_day_apart_between_time_zones_is_one_call() -> None:
    found = events(
        talks("n1", TWO, form="call", when=day("2031-05-04")),
        talks("n2", TWO, form="call", when=day("2031-05-05")),
    )
    assert found == [("n1", "n2")]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            talks("n1", TWO, form="call", when=day("2031-05-04")),
            talks("n2", TWO, when=day("2031-05-04")),
        ),
        (
            talks("n1", TWO, form="visit", when=day("2031-05-04")),
            talks("n2", TWO, when=day("2031-05-04")),
        ),
        (
            talks("n1", TWO, when=day("2031-05-04")),
            talks("n2", "Ada Brandt/NR; Ivo Kern/SM", when=day("2031-05-04")),
        ),
        (
            talks("n1", TWO, when=day("2031-05-04"), body={"country": "NR"}),
            talks("n2", TWO, when=day("2031-05-04"), body={"country": "AL"}),
        ),
        (
            talks("n1", TWO, when=span("2031-01-01", "2031-12-31")),
            talks("n2", TWO, when=span("2031-01-01", "2031-12-31")),
        ),
        (
            talks("n1", TWO + "; Ana Lis/SM", form="2+2", when=day("2031-05-04")),
            talks("n2", TWO, when=day("2031-05-04")),
        ),
        (  # two of three met on the side
            talks("n1", TWO + "; Uma Tal/AL", form="multilateral", when=day("2031-05-04")),
            talks("n2", TWO, when=day("2031-05-04")),
        ),
        (  # two met at a summit of many
            talks(
                "n1",
                "Leo Marsh/SM",
                form="summit",
                when=day("2031-05-04"),
                parties=("NR", "SM", "AL", "ES"),
            ),
            talks("n2", TWO, form="summit", when=day("2031-05-04")),
        ),
        (  # a call of two, and of three a day later
            talks("n1", TWO, form="call", when=day("2031-05-04")),
            talks("n2", TWO + "; Uma Tal/AL", form="call", when=day("2031-05-05")),
        ),
        (  # nobody named, and states whose people meet all the time
            talks("n1", "", parties=("NR", "SM"), when=day("2031-05-04")),
            talks("n2", TWO, when=day("2031-05-04")),
        ),
        (talks("n1", TWO), talks("n2", TWO)),
        (
            talks("n1", "", parties=("NR", "SM"), when=day("2031-05-04")),
            talks("n2", "", parties=("NR", "AL"), when=day("2031-05-04")),
        ),
        (
            talks("n1", "", form="summit", parties=("NR", "SM"), when=day("2031-05-04")),
            talks("n2", TWO, when=day("2031-05-04")),
        ),
    ],
)
def test_kept_apart(left: ResolvedClaim, right: ResolvedClaim) -> None:
    assert events(left, right) == [("n1",), ("n2",)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (  # one report names the ministers, the other only the states
            talks("n1", "", form="2+2", parties=("NR", "SM"), when=day("2031-05-04")),
            talks("n2", TWO, form="2+2", when=day("2031-05-04")),
        ),
        (  # leaders' talks are a meeting to one and a summit to the other
            talks("n1", TWO, form="summit", when=day("2031-05-04")),
            talks("n2", TWO, form="meeting", when=day("2031-05-04")),
        ),
        (  # one reader's 2+2 is another's meeting, where the very same people sat
            talks("n1", TWO, form="2+2", when=day("2031-05-04")),
            talks("n2", TWO, when=day("2031-05-04")),
        ),
        (  # two ministers of one state make it a 2+2
            talks(
                "n1",
                "Leo Marsh/SM; Ana Lis/SM",
                form="2+2",
                when=day("2031-05-04"),
                parties=("NR", "SM"),
            ),
            talks("n2", "Leo Marsh/SM; Ana Lis/SM; Ada Brandt/NR", when=day("2031-05-04")),
        ),
        (  # of three that met, one report names two
            talks("n1", TWO + "; Uma Tal/AL", form="multilateral", when=day("2031-05-04")),
            talks(
                "n2", TWO, form="multilateral", when=day("2031-05-04"), parties=("NR", "SM", "AL")
            ),
        ),
        (  # told as news, without a date
            talks("n1", TWO, when=day("2031-05-04"), published="2031-05-04"),
            talks("n2", TWO, published="2031-05-05"),
        ),
    ],
)
def test_one_event(left: ResolvedClaim, right: ResolvedClaim) -> None:
    assert events(left, right) == [("n1", "n2")]


def test_news_of_a_report_that_is_of_one_day_or_the_next() -> None:
    news = replace(talks("n1", TWO), published=span("2031-05-04", "2031-05-05"))
    assert events(news, talks("n2", TWO, when=day("2031-05-04"))) == [("n1", "n2")]


def test_one_report_tells_an_event_once() -> None:
    found = events(
        talks("n1", TWO, when=day("2031-05-04"), at=0),
        talks("n1", TWO, when=day("2031-05-04"), at=90),
    )
    assert found == [("n1",), ("n1",)]


def test_an_id_does_not_change_when_a_later_report_joins() -> None:
    first = talks("n1", TWO, when=day("2031-05-04"), published="2031-05-05")
    later = talks("n2", TWO, when=day("2031-05-04"), published="2031-06-05")
    [alone] = resolve_claims([first]).of("consultation")
    [both] = resolve_claims([later, first]).of("consultation")
    assert alone.id == both.id
    assert both.claims == (first.claim.id, later.claim.id)


def test_a_body_of_few_is_its_members() -> None:
    four = ("AU", "IN", "JP", "US")
    found = events(
        talks(
            "n1",
            "Joe Park/US",
            parties=("Quad", "US"),
            status="planned",
            when=day("2031-05-04"),
            place="Tokyo",
        ),
        talks("n2", "", parties=four, when=day("2031-05-04"), place="Tokyo, Japan"),
        talks("n3", "", parties=("JP", "US"), when=day("2031-05-04"), place="Tokyo"),
    )
    assert found == [("n1", "n2"), ("n3",)]


def test_a_place_in_either_of_two_states() -> None:
    found = events(
        talks(
            "n1",
            TWO,
            status="planned",
            when=span("2031-05-01", "2031-05-05"),
            place="Norway and Sweden",
            body={"country": "NO"},
        ),
        talks("n2", TWO, when=day("2031-05-04"), place="Stockholm", body={"country": "SE"}),
        talks("n3", TWO, when=day("2031-05-03"), place="Rome", body={"country": "IT"}),
    )
    assert found == [("n1", "n2"), ("n3",)]


def test_a_day_for_two_states_is_kept_though_the_account_names_nobody() -> None:
    found = events(
        talks("n1", TWO, status="planned", when=day("2031-05-04"), published="2031-04-20"),
        talks("n2", "", parties=("NR", "SM"), when=day("2031-05-04"), published="2031-05-05"),
    )
    assert found == [("n1", "n2")]


# -- Minimal pairs: one event, and the smallest changes that make it two, with the reason


def compared(one: ResolvedClaim, other: ResolvedClaim) -> Match:
    a, b = consultation_features(one, {}), consultation_features(other, {})
    match = compare_consultations(a, b)
    assert compare_consultations(b, a).score == match.score
    return match


MET = talks("n1", TWO, when=day("2031-05-04"), place="Oslo", body={"country": "NO"})


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (talks("n2", TWO, when=day("2031-05-04")), ""),
        (talks("n1", TWO, when=day("2031-05-04"), at=9), "both are of one report"),
        (talks("n2", TWO, when=day("2031-05-04"), form="call"), "forms of two occasions"),
        (talks("n2", TWO, when=day("2031-05-09")), "other days"),
        (talks("n2", TWO, when=day("2031-05-04"), body={"country": "SE"}), "other places"),
        (
            talks("n2", "Uma Tal/NR; Leo Marsh/SM", when=day("2031-05-04")),
            "one party is represented by other people",
        ),
        (talks("n2", TWO), "one has no date and no dated report"),
        (talks("n2", TWO, when=span("2031-01-01", "2031-12-31")), "a time is too vague"),
        (talks("n2", "Ivo Kern; Uma Tal", when=day("2031-05-04")), "nobody named in both"),
    ],
)
def test_minimal_pairs(other: ResolvedClaim, why: str) -> None:
    match = compared(MET, other)
    assert bool(match) is (not why)
    assert match.why.startswith(why or "the same 2 people; meeting on 4 May 2031")
