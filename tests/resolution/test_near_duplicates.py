"""Copies of one story are found; readouts from one template, and digests, are none."""

from __future__ import annotations

from made import orders, report
from servanda.model import Report
from servanda.resolution.near_duplicates import find_copies, stories
from servanda.resolution.resolve import resolve_claims
from stories import SPUN, STORY, readout


def pairs(*reports: Report) -> list[tuple[str, str]]:
    found = find_copies(reports)
    for order in orders(reports):
        assert find_copies(order) == found
    return [(copy.report, copy.of) for copy in found]


def test_a_reprint_with_another_headline_and_date() -> None:
    first = report("n1", STORY, "2031-03-08")
    again = report("n2", f"Norland to buy drones\n\n{STORY}\n", "2031-05-01")
    assert pairs(first, again) == [("n1", "n1"), ("n2", "n1")]


def test_a_trimmed_reprint() -> None:
    trimmed = STORY[: STORY.index("Marsh called")]
    assert pairs(report("n1", STORY, "2031-03-08"), report("n2", trimmed)) == [
        ("n1", "n1"),
        ("n2", "n1"),
    ]


def test_a_story_spun_with_synonyms() -> None:
    copies = find_copies([report("n1", STORY, "2031-03-08"), report("n2", SPUN, "2031-04-08")])
    assert [copy.report for copy in copies] == ["n1", "n2"]
    assert copies[0].cluster == copies[1].cluster
    assert "names and numbers" in copies[1].reasons[0]


def test_readouts_from_one_template_are_no_copies() -> None:
    assert not pairs(
        report(
            "n1", readout("Prime Minister Leo Marsh", "Sudmark", "free navigation"), "2031-03-08"
        ),
        report("n2", readout("Chancellor Ivo Kern", "Alba", "free navigation"), "2031-03-09"),
        report("n3", readout("President Uma Tal", "Esterland", "grain exports"), "2031-03-10"),
    )


def test_months_later_the_same_template_with_the_same_people_is_no_copy() -> None:
    words = readout("Prime Minister Leo Marsh", "Sudmark", "free navigation in the Amber Sea")
    later = words.replace("remain in close contact over the coming weeks", "meet again in autumn")
    later = later.replace("discussed the situation in the region", "spoke of trade and fisheries")
    first, second = words + " Marsh left Ostby.", later + " A dinner for Marsh was held in Ostby."
    assert not pairs(report("n1", first, "2031-03-08"), report("n2", second, "2031-08-09"))
    assert pairs(report("n1", first, "2031-03-08"), report("n2", second, "2031-03-09"))


def test_the_same_words_with_other_numbers_are_no_copy() -> None:
    other = STORY.replace("60 Heron", "90 Heron").replace("June 2031", "June 2034")
    assert not pairs(report("n1", STORY), report("n2", other))


def test_a_digest_that_shares_a_paragraph_is_no_copy() -> None:
    rest = " ".join(f"Item {n}: ministers in Alba met envoy {n} of Esterland." for n in range(90))
    digest = STORY[: STORY.index("Brandt met")] + rest
    assert not pairs(report("n1", STORY), report("n2", digest))


def test_short_texts_say_too_little() -> None:
    assert not pairs(
        report("n1", "Ada Brandt met Leo Marsh."), report("n2", "Ada Brandt met Leo Marsh.")
    )


def test_copies_and_one_wire_of_one_day_count_once() -> None:
    reports = [
        report("n1", STORY, "2031-03-08"),
        report("n2", SPUN, "2031-03-09"),
        report("n3", "Another text.", "2031-03-08", wire="NPA"),
        report("n4", "Yet another text.", "2031-03-08", wire="npa"),
        report("n5", "Something else."),
    ]
    told = stories(reports, find_copies(reports))
    assert told["n1"] == told["n2"]
    assert told["n3"] == told["n4"]
    assert len(set(told.values())) == 3
    world = resolve_claims([], reports)
    assert world.independent(("n1", "n2", "n3", "n4", "n5")) == 3
