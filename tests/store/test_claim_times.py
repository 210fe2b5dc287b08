"""With the real calendar: a report's words become days by its date, deadlines by their last day."""

from __future__ import annotations

from datetime import date

import pytest

from ledgers import AT, DAY, report, span
from servanda import timex
from servanda.model import (
    Body,
    Capability,
    Claim,
    Commitment,
    DateMention,
    Modality,
    Report,
    TimeRef,
    TimexType,
    When,
)
from servanda.store import open_record
from servanda.store.claim_times import countries, time_slots

REF = TimeRef(3, 9, "Monday", TimexType.DATE, "weekday")

WORDS = (
    "Velden said Thursday it will lend 40 barges to Japan by the end of June and in fiscal 2032."
)


def read(of: Report) -> list[Claim]:
    """Read a report by hand, its times by the rules."""
    refs = {ref.text: ref for ref in timex.find(of.text.content)}

    def promise(obligor: str, ref: TimeRef) -> Claim:
        body = Commitment((obligor,), "lend", "barges", Modality.WILL, due=ref)
        return Claim.make(of.id, body, (span(of, "40 barges"),), rule="x")

    june = next(ref for words, ref in refs.items() if "June" in words)
    fiscal = next(ref for words, ref in refs.items() if "fiscal" in words)
    thursday = DateMention(refs["Thursday"])
    return [
        promise("AU", june),
        promise("JP", fiscal),
        promise("AU", fiscal),
        Claim.make(of.id, thursday, (span(of, "Thursday"),), rule="x"),
    ]


def test_real_times() -> None:
    one = report("a.txt", WORDS, DAY)
    with open_record("sqlite://") as record:
        assert record.put(one, read(one), at=AT, reader="1")
        view = record.view()
        due = [c.time("due") for c in view.claims(kind="commitment")]
        assert {when.latest for when in due if when} == {
            date(2031, 6, 30),
            date(2033, 3, 31),
            date(2032, 6, 30),
        }
        (day,) = view.claims(kind="date")
        assert day.time("ref") == When.on(date(2031, 5, 1))
        assert record.check() == []


@pytest.mark.costly
def test_without_the_report_date_nothing_is_made_up() -> None:
    one = report("a.txt", WORDS, None)
    with open_record("sqlite://") as record:
        record.put(one, read(one), at=AT, reader="1")
        view = record.view()
        assert view.claims(kind="date")[0].times == ()
        fiscal = [one.time("due") for one in view.claims(kind="commitment") if one.times]
        assert {when.latest for when in fiscal if when} == {date(2033, 3, 31), date(2032, 6, 30)}


def test_whose_calendar_counts() -> None:
    one = report("a.txt")

    def whose(*bodies: Body) -> list[str | None]:
        made = [Claim.make(one.id, body, (span(one, "Tarn"),), rule="r") for body in bodies]
        found = countries(made)
        return [found[claim.id] for claim in made]

    def promise(*obligors: str) -> Commitment:
        return Commitment(obligors, "lend", "barges", Modality.WILL, due=REF)

    lone = DateMention(REF)
    assert whose(promise("VE"), lone) == ["VE", "VE"]
    assert whose(promise("VE", "SO"), lone) == [None, None]
    assert whose(promise("NATO"), lone) == [None, None]
    assert whose(promise("VE"), Capability("Heron", "SO", when=REF), lone) == ["VE", "SO", None]
    assert whose(lone) == [None]
    fiscal = DateMention(TimeRef(90, 101, "fiscal 2031", TimexType.DATE, "fiscal", (("y", 2031),)))
    bought = Capability(
        "Heron", "SO", when=TimeRef(50, 61, "fiscal 2030", TimexType.DATE, "fiscal")
    )
    assert whose(bought, fiscal) == ["SO", "SO"]
    assert whose(promise("VE"), fiscal) == ["VE", None]
    both = Commitment(("VE",), "lend", "barges", Modality.WILL, due=REF, made=REF)
    assert [name for name, _ in time_slots(both)] == ["due", "made"]
