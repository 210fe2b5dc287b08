"""Putting reports: whole or not at all, once, and never lost by what comes after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from ledgers import AT, LATER, WORDS, by_words, claims, report, span
from servanda.errors import EvidenceError, UndecodableError, UsageError
from servanda.model import Block, BlockKind, Claim, Evidence, TimeRef, When, sha256_text
from servanda.store import Record, open_record
from servanda.timex.resolving import Resolved


def test_what_is_put_comes_back(record: Record) -> None:
    one = report("a.txt", wire="Wirelet", title="Barges")
    assert record.put(one, claims(one), at=AT, reader="1")
    view = record.view()
    assert view.reports() == (one,)
    assert {c.claim for c in view.claims()} == set(claims(one))
    assert record.check() == []


def test_putting_again_changes_nothing(record: Record) -> None:
    one = report("a.txt")
    record.put(one, claims(one), at=AT, reader="1")
    before = record.view().statements()
    assert not record.put(one, claims(one), at=LATER, reader="1")
    assert record.view().statements() == before
    assert not record.put(one, claims(one)[::-1], at=LATER, reader="1")
    assert record.view().statements() == before


def test_the_record_knows_what_it_has_read(record: Record) -> None:
    one = report("a.txt")
    assert not record.knows(one.id, "1")
    record.put(one, claims(one), at=AT, reader="1")
    assert record.knows(one.id, "1")
    assert not record.knows(one.id, "2")
    assert record.put(one, claims(one), at=LATER, reader="2")
    assert record.knows(one.id, "2")
    assert not record.knows(one.id, "1")


def test_a_better_reader_replaces_what_it_reads_otherwise_and_only_that(record: Record) -> None:
    one = report("a.txt")
    record.put(one, claims(one), at=AT, reader="1")
    surer = replace(claims(one)[0], confidence=0.95)
    record.put(one, (surer, *claims(one)[2:]), at=LATER, reader="2")
    found = {c.claim.id: c.claim for c in record.view().claims()}
    assert found[surer.id].confidence == 0.95
    assert claims(one)[1].id not in found
    times = {s.recorded for s in record.view().statements() if s.claims == (claims(one)[2].id,)}
    assert times == {AT}
    assert record.check() == []


def test_another_text_of_the_same_name_retracts_the_older_one(record: Record) -> None:
    old, new = report("a.txt"), report("a.txt", WORDS + " Sorrel agreed.")
    record.put(old, claims(old), at=AT, reader="1")
    assert record.put(new, claims(new), at=LATER, reader="1")
    assert record.view().reports() == (new,)
    assert {c.claim.report for c in record.view().claims()} == {new.id}
    assert not record.knows(old.id, "1")
    counts = record.counts()
    assert (counts.reports, counts.retracted) == (1, 1)
    assert record.check() == []


def test_a_retracted_report_can_come_back(record: Record) -> None:
    old, new = report("a.txt"), report("a.txt", WORDS + " Sorrel agreed.")
    record.put(old, claims(old), at=AT, reader="1")
    first = record.view()
    answer = first.reports(), first.claims()
    record.put(new, claims(new), at=LATER, reader="1")
    assert record.put(old, claims(old), at=LATER + timedelta(days=1), reader="1")
    view = record.view()
    assert (view.reports(), view.claims()) == answer
    assert record.check() == []


@pytest.mark.costly
def test_two_reports_may_bear_one_text(record: Record) -> None:
    one, two = report("a.txt"), report("b.txt")
    record.put(one, claims(one), at=AT, reader="1")
    record.put(two, claims(two), at=AT, reader="1")
    assert [r.name for r in record.view().reports()] == ["a.txt", "b.txt"]
    assert record.check() == []


def test_better_cleaning_gives_a_new_edition(record: Record) -> None:
    one = report("a.txt")
    record.put(one, claims(one), at=AT, reader="1")
    text = replace(one.text, blocks=(Block(0, 5, BlockKind.RESIDUE), Block(5, 9, BlockKind.BODY)))
    again = replace(one, text=text, publisher="The Post", relevant=False, irrelevant_because="x")
    assert record.put(again, claims(again), at=LATER, reader="1")
    assert record.view().reports() == (again,)


def test_a_clock_that_runs_backwards_does_no_harm(record: Record) -> None:
    old, new = report("a.txt"), report("a.txt", WORDS + " Sorrel agreed.")
    record.put(old, claims(old), at=LATER, reader="1")
    record.put(new, claims(new), at=AT, reader="1")
    assert record.view().reports() == (new,)
    assert record.check() == []


def test_a_break_in_the_middle_leaves_nothing_behind(url: str) -> None:
    one, two = report("a.txt"), report("b.txt", WORDS + " Sorrel agreed.")

    def break_off(slot: str, at: TimeRef, day: When | None, country: str | None) -> Resolved:
        del slot, at, day, country
        raise KeyboardInterrupt

    with open_record(url, resolver=by_words) as opened:
        opened.put(one, claims(one), at=AT, reader="1")
        before = opened.counts()
    with open_record(url, resolver=break_off) as opened:
        with pytest.raises(KeyboardInterrupt):
            opened.put(two, claims(two), at=AT, reader="1")
        assert opened.counts() == before
        assert opened.check() == []
    with open_record(url, resolver=by_words) as opened:
        assert opened.put(two, claims(two), at=AT, reader="1")


@pytest.mark.parametrize("wrong", ["words", "report", "hash", "id"])
def test_what_does_not_fit_together_is_refused(record: Record, wrong: str) -> None:
    one = report("a.txt")
    other = report("b.txt")
    told = list(claims(one))
    if wrong == "words":
        bad = Evidence(one.id, 3, 9, "barges")
        told[0] = Claim.make(one.id, told[0].body, (bad,), rule="x")
    elif wrong == "report":
        told[0] = Claim.make(other.id, told[0].body, (span(other, "Karl Brix"),), rule="x")
    elif wrong == "hash":
        one = replace(one, sha256=sha256_text("other words"))
    else:
        one = replace(one, id="r-1")
        told = []
    with pytest.raises((EvidenceError, UsageError)):
        record.put(one, told, at=AT, reader="1")
    assert record.counts().reports == 0


def test_an_instant_needs_a_time_zone(record: Record) -> None:
    one = report("a.txt")
    with pytest.raises(UsageError, match="time zone"):
        record.put(one, (), at=datetime(2031, 6, 1), reader="1")  # noqa: DTZ001


def test_half_a_character_is_refused_by_name(record: Record) -> None:
    with pytest.raises(UndecodableError, match=r"a\.txt.*surrogate"):
        record.put(report("a.txt", "Tarn \ud83d left"), (), at=AT, reader="1")
    assert record.counts().reports == 0


@pytest.mark.parametrize("words", [{"words": "Tarn\0left"}, {"title": "\0"}])
def test_a_character_that_no_text_has_is_refused_by_name(
    record: Record, words: dict[str, str]
) -> None:
    with pytest.raises(UndecodableError, match=r"a\.txt.*NUL"):
        record.put(report("a.txt", **words), (), at=AT, reader="1")
    assert record.counts().reports == 0


def test_texts_are_kept_to_the_letter(record: Record) -> None:
    odd = "\ufeffA\r\nB\x0b\u2028C\x01D e\u0301 \U0001f6a2\n\n "
    one = report("odd.txt", odd)
    record.put(one, (), at=AT, reader="1")
    assert record.view().report("odd.txt").text.content == odd
    assert record.check() == []


def test_an_empty_text_and_odd_names_are_fine(record: Record) -> None:
    for name in ("", "a/b c.txt", "報告.txt", "x' OR '1'='1"):
        one = report(name, f"nothing of {name}", date(2031, 1, 1))
        assert record.put(one, (), at=AT, reader="1")
    assert record.put(report("none", ""), (), at=AT, reader="1")
    assert len(record.view().reports()) == 5
    assert record.check() == []
