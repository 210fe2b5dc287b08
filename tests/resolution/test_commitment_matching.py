"""Commitments: repeated they are one; another deadline revises one; similar is not the same."""

from __future__ import annotations

import pytest

from made import promise, reports_by_entity, resolved_in_any_order, span, talks
from servanda.model import LinkType, ResolvedClaim, Target
from servanda.model.time_words import deadline
from servanda.resolution.commitment_features import commitment_features
from servanda.resolution.commitment_matching import cannot_link_commitments, compare_commitments
from servanda.resolution.matching import Match

BY_2031 = span(None, "2031-12-31")
BY_2033 = span(None, "2033-12-31")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            promise("n1", "NR", "buy", "60 Heron patrol drones"),
            promise("n2", "NR", "begin procurement of", "the Heron drones", due=BY_2031),
        ),
        (
            promise("n1", "NR SM", "strengthen", "coastal surveillance of the Amber Sea"),
            promise("n2", "NR SM", "boost", "Amber Sea coastal surveillance"),
        ),
        (
            promise("n1", "NR", "set up", "a Coastal Defence Command", due=BY_2031),
            promise("n2", "NR", "launch", "the coastal defense command", due=BY_2031),
        ),
        (  # what comes about has no verb of its own
            promise("n1", "NR SM", "complete", "a framework paper", due=BY_2031),
            promise(
                "n2",
                "NR SM",
                "come about",
                "the new framework paper of the two ministries",
                due=BY_2031,
                body={"comes_about": True},
            ),
        ),
    ],
)
def test_one_promise(left: ResolvedClaim, right: ResolvedClaim) -> None:
    assert reports_by_entity("commitment", left, right) == [("n1", "n2")]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (  # another obligor
            promise("n1", "NR", "buy", "Heron patrol drones"),
            promise("n2", "SM", "buy", "Heron patrol drones"),
        ),
        (  # another object
            promise("n1", "NR", "buy", "Heron patrol drones"),
            promise("n2", "NR", "buy", "Osprey patrol boats"),
        ),
        (  # another number
            promise("n1", "NR", "buy", "Heron drones", body={"target": Target("60", "drones")}),
            promise("n2", "NR", "buy", "Heron drones", body={"target": Target("90", "drones")}),
        ),
        (  # another unit
            promise("n1", "NR", "reorganise", "the 4th Coastal Regiment"),
            promise("n2", "NR", "reorganise", "the 9th Coastal Regiment"),
        ),
        (  # only common words in common
            promise("n1", "NR SM", "continue", "close cooperation on trade"),
            promise("n2", "NR SM", "continue", "close cooperation on fishing"),
        ),
        (  # nothing but company
            promise("n1", "NR", "work", "with our allies and partners"),
            promise("n2", "NR", "continue to work", "with allies and partners"),
        ),
        (  # to found is not to strengthen
            promise("n1", "NR SM", "launch", "the Amber Climate Partnership"),
            promise("n2", "NR SM", "strengthen", "the Amber Climate Partnership"),
        ),
        (  # another condition
            promise("n1", "NR", "send", "Heron drones", body={"condition": "if Alba attacks"}),
            promise("n2", "NR", "send", "Heron drones", body={"condition": "after a flood"}),
        ),
    ],
)
def test_two_promises(left: ResolvedClaim, right: ResolvedClaim) -> None:
    found = resolved_in_any_order(left, right)
    assert sorted(t.reports for t in found.of("commitment")) == [("n1",), ("n2",)]
    assert not any(t.links for t in found.of("commitment"))


def test_another_deadline_revises_the_older_promise() -> None:
    old = promise("n1", "NR", "open", "a Heron depot", due=BY_2031, published="2030-01-05")
    new = promise("n2", "NR", "open", "the Heron depot", due=BY_2033, published="2031-06-01")
    found = {t.reports: t for t in resolved_in_any_order(old, new).of("commitment")}
    [link] = found["n2",].links
    assert (link.type, link.to) == (LinkType.REVISES, found["n1",].id)
    assert found["n1",].links == ()


def test_these_ties_are_other_ties_with_another_state() -> None:
    def pledge(report: str, other: str) -> tuple[ResolvedClaim, ...]:
        return (
            promise(report, "NR", "deepen", "economic cooperation and trade"),
            talks(report, f"Ada Brandt/NR; Leo Marsh/{other}", form="call", at=40),
        )

    assert reports_by_entity("commitment", *pledge("n1", "SM"), *pledge("n2", "AL")) == [
        ("n1",),
        ("n2",),
    ]
    assert reports_by_entity("commitment", *pledge("n1", "SM"), *pledge("n2", "SM")) == [
        ("n1", "n2")
    ]


def test_an_abbreviation_that_the_other_report_writes_out() -> None:
    left = promise("n1", "NR", "set up", "the CDF’s joint operations command", due=BY_2031)
    right = promise(
        "n2",
        "NR",
        "launch",
        "the Coastal Defence Forces’ joint operation headquarters",
        due=BY_2031,
    )
    assert reports_by_entity("commitment", left, right) == [("n1", "n2")]


def test_a_sharper_deadline_is_no_other() -> None:
    spring, march = span("2031-03-01", "2031-05-31"), span("2031-03-01", "2031-03-31")
    found = reports_by_entity(
        "commitment",
        promise("n1", "NR", "open", "a Heron depot", due=spring),
        promise("n2", "NR", "open", "the Heron depot", due=march),
    )
    assert found == [("n1", "n2")]


def test_a_yearly_exercise_is_a_series_and_no_revision() -> None:
    found = resolved_in_any_order(
        promise("n1", "NR SM", "hold", "the Amber Shield exercise", due=BY_2031),
        promise("n2", "NR SM", "hold", "the Amber Shield exercise", due=BY_2033),
    )
    assert len(list(found.of("commitment"))) == 2
    assert not any(t.links for t in found.of("commitment"))


def test_the_very_same_sentence_is_the_same_promise() -> None:
    words = "agreed to speed up these plans of theirs"
    found = reports_by_entity(
        "commitment",
        promise("n1", "NR SM", "speed up", "plans", words=words),
        promise("n2", "NR SM", "speed up", "plans", words=words),
        promise("n3", "NR AL", "speed up", "plans", words=words),
    )
    assert found == [("n1", "n2"), ("n3",)]


def test_a_promise_without_an_obligor_joins_by_its_words_and_day_alone() -> None:
    found = reports_by_entity(
        "commitment",
        promise("n1", "", "be", "ready for combat", due=BY_2031),
        promise("n2", "NR", "be", "ready for combat", due=BY_2031),
        promise("n3", "NR", "be", "ready for combat", due=BY_2033),
    )
    assert found == [("n1", "n2"), ("n3",)]


def test_what_is_promised_to_every_partner_is_not_one_promise() -> None:
    found = reports_by_entity(
        "commitment",
        promise("n1", "NO SE", "strengthen", "the Norwegian-Swedish defence partnership"),
        promise("n2", "NO SE", "strengthen", "the Norwegian-Swedish climate partnership"),
        promise("n3", "NO SE", "strengthen", "the Norwegian-Swedish defence partnership"),
    )
    assert found == [("n1", "n3"), ("n2",)]


def test_another_package_weeks_later_is_another_one() -> None:
    def package(name: str, when: str) -> ResolvedClaim:
        what = "an additional $40 million package of ferries and harbour cranes"
        return promise(name, "NO", "announce", what, published=when, words=f"{name} {what}")

    found = reports_by_entity(
        "commitment",
        *(package(f"n{m}", f"2031-0{m}-10") for m in (3, 5)),
        package("n4", "2031-05-12"),
    )
    assert found == [("n3",), ("n5", "n4")]


# -- Minimal pairs: one commitment, and the smallest changes that make it two, with the reason


def compared(one: ResolvedClaim, other: ResolvedClaim) -> Match:
    a, b = commitment_features(one), commitment_features(other)
    there, back = compare_commitments(a, b), compare_commitments(b, a)
    assert (there.score, there.moved) == (back.score, back.moved)
    return there


BUY = promise("n1", "NR", "buy", "60 Heron patrol drones")


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (promise("n2", "NR", "procure", "60 Heron patrol drones"), ""),
        (promise("n2", "NR", "sell", "60 Heron patrol drones"), "deeds that exclude each other"),
        (promise("n2", "NR", "buy", "90 Heron patrol drones"), "other numbers"),
        (promise("n2", "SM", "buy", "60 Heron patrol drones"), "each binds a party"),
        (promise("n2", "", "buy", "60 Heron patrol drones"), "an obligor is not named"),
        (promise("n2", "NR", "buy", "60 Osprey lifeboats"), "too few words in common"),
        (promise("n2", "NR", "", ""), "one says nothing that could be compared"),
        (
            promise("n2", "NR", "buy", "60 Heron patrol drones", body={"beneficiary": "AL"}),
            "other beneficiaries",
        ),
    ],
)
def test_minimal_pairs(other: ResolvedClaim, why: str) -> None:
    first = promise("n1", "NR", "buy", "60 Heron patrol drones", body={"beneficiary": "SM"})
    match = compared(first if "beneficiaries" in why else BUY, other)
    assert bool(match) is (not why)
    assert match.why.startswith(why or "NR: ")


def test_a_moved_deadline_is_a_match_that_says_so() -> None:
    one = promise("n1", "NR", "open", "a Heron depot", due=BY_2031)
    match = compared(one, promise("n2", "NR", "open", "the Heron depot", due=BY_2033))
    assert match.moved
    assert match.why.endswith(f"due {deadline(BY_2031)} and {deadline(BY_2033)}")
    a, b = (
        commitment_features(promise("n1", "NR", "open", "a depot", due=due))
        for due in (BY_2031, BY_2033)
    )
    assert cannot_link_commitments(a, b) == "both are of one report"


def test_what_any_promise_is_about_is_another_object_with_another_party() -> None:
    ties = [promise(f"n{n}", "NR", "deepen", "economic cooperation and trade") for n in (1, 2)]
    with_sudmark, with_alba = (
        commitment_features(one, frozenset({party}))
        for one, party in zip(ties, ("SM", "AL"), strict=True)
    )
    match = compare_commitments(with_sudmark, with_alba)
    assert match.why == "other objects, or objects that any promise may have"


def test_what_recurs_is_another_instance() -> None:
    one = promise("n1", "NR SM", "hold", "the Amber Shield exercise", due=BY_2031)
    other = promise("n2", "NR SM", "hold", "the Amber Shield exercise", due=BY_2033)
    assert compared(one, other).why == "another instance of what recurs"


def test_weeks_later_few_words_of_others_are_no_repetition() -> None:
    def plan(name: str, parties: str, when: str) -> ResolvedClaim:
        return promise(name, parties, "strengthen", "the Heron programme", published=when)

    first = plan("n1", "NO", "2031-03-10")
    assert compared(first, plan("n2", "NO SE", "2031-03-12"))
    assert compared(first, plan("n2", "NO", "2031-05-10"))
    why = compared(first, plan("n2", "NO SE", "2031-05-10")).why
    assert why == "too few words that distinguish one promise from others"
