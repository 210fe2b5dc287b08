"""A briefing: what a report adds to those before it, and what it no longer says."""

from __future__ import annotations

import pytest

from made import act, day, holds_office, promise, report, span, talks, unit
from servanda.analysis.briefing import Brief, brief
from servanda.errors import NotFoundError
from servanda.model import Report, ResolvedClaim
from servanda.resolution.resolve import resolve_claims

PEOPLE = "Ada Brandt/NR/Defence Minister; Leo Marsh/SM/Defence Minister"


def briefed(claims: list[ResolvedClaim], reports: list[Report], name: str) -> Brief:
    return brief(resolve_claims(claims, reports), reports, name)


def changes(found: Brief) -> dict[str, str]:
    return {row.what: row.change for row in found.rows}


def test_new_moved_met_and_sharpened() -> None:
    one, two = "2031-01-10", "2031-03-20"
    reports = [report("n1", "One.", one), report("n2", "Two.", two), report("n9", "Nine.", None)]
    claims = [
        promise("n1", "NR", "open", "a Heron depot", due=span(None, "2031-12-31"), published=one),
        promise("n2", "NR", "open", "a Heron depot", due=span(None, "2031-06-30"), published=two),
        promise("n1", "SM", "sell", "Osprey boats", published=one),
        promise("n2", "SM", "sell", "Osprey boats", due=span(None, "2031-09-30"), published=two),
        talks("n1", PEOPLE, status="planned", when=span("2031-03-01", "2031-03-31"), published=one),
        talks("n2", PEOPLE, when=day("2031-03-19"), published=two),
        unit("n1", "Kelm Coastal Command", "set up", published=one),
        unit("n2", "Kelm Coastal Command", "set up", "done", when=day("2031-03-18"), published=two),
        act("n2", "AL", "NR", "rammed a trawler", when=day("2031-03-15"), published=two),
        holds_office("n1", "Ada Brandt", "Defence Minister", "NR", published=one),
        holds_office("n2", "Ada Brandt", "Defence Minister", "NR", published=two),
        holds_office("n2", "Ivo Sand", "Foreign Minister", "AL", published=two),
    ]
    found = briefed(claims, reports, "n2")
    assert changes(found) == {
        "NR: open a Heron depot": "moved",
        "SM: sell Osprey boats": "sharpened",
        "meeting: Ada Brandt, Leo Marsh": "met",
        "Kelm Coastal Command: set up": "met",
        "AL against NR: rammed a trawler": "new",
        "Ivo Sand, Foreign Minister, AL": "new",
    }
    [moved] = found.of("moved")
    assert moved.before[-1].report == "n1"
    assert "by 31 Dec 2031" in moved.why
    assert found.compared == 1
    assert "1 whose date is too vague are left out" in found.note


def test_a_time_sharpened_step_by_step() -> None:
    days = ["2031-01-10", "2031-02-10", "2031-02-20"]
    when = [span("2031-03-01", "2031-05-31"), span("2031-03-01", "2031-03-31"), day("2031-03-19")]
    reports = [report(f"n{i}", f"Number {i}.", d) for i, d in enumerate(days)]
    claims = [
        talks(f"n{i}", PEOPLE, form="visit", status="planned", when=w, published=d)
        for i, (d, w) in enumerate(zip(days, when, strict=True))
    ]
    [row] = briefed(claims, reports, "n2").rows
    assert (row.change, row.why) == (
        "sharpened",
        "between Mar and May 2031 → Mar 2031 → 19 Mar 2031",
    )
    [earlier] = briefed(claims, reports, "n1").rows
    assert earlier.why == "between Mar and May 2031 → Mar 2031"


def test_later_reports_play_no_part() -> None:
    days = ["2031-01-10", "2031-02-10"]
    reports = [report(f"n{i}", f"Number {i}.", d) for i, d in enumerate(days)]
    claims = [
        promise(f"n{i}", "NR", "open", "a Heron depot", published=d) for i, d in enumerate(days)
    ]
    assert changes(briefed(claims, reports, "n0")) == {"NR: open a Heron depot": "new"}
    assert changes(briefed(claims, reports, "n1")) == {"NR: open a Heron depot": "repeated"}


def test_other_words_are_told_from_the_same_words() -> None:
    one, two = "2031-01-10", "2031-02-10"
    reports = [report("n1", "One.", one), report("n2", "Two.", two)]
    claims = [
        promise("n1", "NR", "open", "a Heron depot", published=one, words="will open a depot"),
        promise("n2", "NR", "open", "the Heron depot", published=two, words="is to open it"),
    ]
    [row] = briefed(claims, reports, "n2").rows
    assert (row.change, row.before[0].words) == ("reworded", "will open a depot")


def test_an_undated_report_says_what_it_is_compared_with() -> None:
    reports = [report("n1", "One.", "2031-01-10"), report("n2", "Two.", None)]
    found = briefed([promise("n2", "NR", "open", "a Heron depot")], reports, "n2")
    assert found.note.startswith("Its date is too vague to say what came before (not known)")
    assert found.compared == 1


def test_sentences_repeated_word_for_word() -> None:
    same = "The two sides share a long and storied history of sailing."
    reports = [
        report("n1", f"They met. {same}", "2031-01-10"),
        report("n2", f"{same} They did not meet again.", "2031-02-10"),
    ]
    [row] = briefed([], reports, "n2").of("repeated")
    assert (row.kind, row.words, row.before[0].report) == ("sentence", same, "n1")


def readouts(*texts: str) -> tuple[list[ResolvedClaim], list[Report]]:
    days = [f"2031-0{month}-10" for month in range(1, len(texts) + 1)]
    reports = [
        report(f"n{i}", text, d) for i, (text, d) in enumerate(zip(texts, days, strict=True))
    ]
    claims = [talks(f"n{i}", PEOPLE, when=day(d), published=d) for i, d in enumerate(days)]
    return claims, reports


def test_what_the_last_three_readouts_said_and_this_one_does_not() -> None:
    claims, reports = readouts(
        "They would raise deterrence and response capabilities, and they sold boats.",
        "He spoke of deterrence and response capabilities when asked about ferries.",
        "Both want deterrence and response capabilities. Nothing more was known.",
        "They spoke about the weather.",
    )
    found = briefed(claims, reports, "n3")
    [row] = found.of("silent")
    assert (row.what, row.words) == ("deterrence and response capabilities", "")
    assert [b.report for b in row.before] == ["n0", "n1", "n2"]
    assert found.pair == ("NR", "SM")


def test_a_near_variant_is_no_silence() -> None:
    claims, reports = readouts(
        *["They want deterrence and response capabilities."] * 1,
        "He named deterrence and response capabilities as well.",
        "There are deterrence and response capabilities to build.",
        "They would build the response capabilities of both.",
    )
    assert briefed(claims, reports, "n3").of("silent") == ()


def test_two_readouts_are_too_few_to_miss_anything() -> None:
    claims, reports = readouts("One.", "Two.", "Three.")
    found = briefed(claims, reports, "n2")
    assert found.of("silent") == ()
    assert "The record has 2 earlier readouts of NR, SM" in found.note


def test_a_report_that_is_not_there() -> None:
    with pytest.raises(NotFoundError, match="no such report"):
        briefed([], [], "n1")


def test_what_was_told_as_held_already_is_not_met_again() -> None:
    days = ["2031-04-20", "2031-05-05", "2031-05-06"]
    reports = [report(f"n{i}", f"Number {i}.", d) for i, d in enumerate(days)]
    plan = talks(
        "n0",
        "Ada Brandt/NO",
        form="visit",
        status="planned",
        place="Stockholm",
        body={"country": "SE"},
        when=day("2031-05-04"),
        published=days[0],
    )
    held = [
        talks(
            name,
            "Ada Brandt/NO; Leo Marsh/SE",
            place="Stockholm",
            body={"country": "SE"},
            when=day("2031-05-04"),
            published=d,
        )
        for name, d in (("n1", days[1]), ("n2", days[2]))
    ]
    assert [r.change for r in briefed([plan, *held], reports, "n1").rows] == ["met"]
    assert [r.change for r in briefed([plan, *held], reports, "n2").rows] == ["repeated"]
