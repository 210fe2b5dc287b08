"""Expressions resolve to TIMEX3 values and intervals that are never falsely exact."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.model import Basis, When
from servanda.timex.finding import find
from servanda.timex.resolving import Anchor, deadline, resolve, with_country

MONDAY = date(2031, 3, 10)
CASES = [
    ("They met on Friday.", "2031-03-07", "2031-03-07"),
    ("They met on Monday.", "2031-03-10", "2031-03-10"),
    ("They will meet on Friday.", "2031-03-14", "2031-03-14"),
    ("They met last Friday.", "2031-03-07", "2031-03-07"),
    ("They will meet next Monday.", "2031-03-17", "2031-03-17"),
    ("They met on Tuesday morning.", "2031-03-04TMO", "2031-03-04"),
    ("They met on May 3.", "2030-05-03", "2030-05-03"),
    ("They will meet on May 3.", "2031-05-03", "2031-05-03"),
    ("The visit was pushed back to May 3.", "2031-05-03", "2031-05-03"),
    ("The summit was moved to April 3.", "2031-04-03", "2031-04-03"),
    ("Talks were postponed until Friday.", "2031-03-14", "2031-03-14"),
    ("The vote has been put off until August.", "2031-08", "2031-08"),
    ("They rescheduled the talks for May 9.", "2031-05-09", "2031-05-09"),
    ("The fair was brought forward to Tuesday.", "2031-03-11", "2031-03-11"),
    ("Both agreed to meet on June 15.", "2031-06-15", "2031-06-15"),
    ("They agreed to lift the ban on Monday.", "2031-03-10", "2031-03-10"),
    ("They met on 19-Nov-12.", "2012-11-19", "2012-11-19"),
    ("It was founded in nineteen ninety-six.", "1996", "1996"),
    ("Ada May met him on Friday.", "2031-03-07", "2031-03-07"),
    ("They agreed to hold talks on June 15.", "2031-06-15", "2031-06-15"),
    ("It fell in August.", "2030-08", "2030-08"),
    ("It will open in August.", "2031-08", "2031-08"),
    ("It fell in early August 2030.", "2030-08", "2030-08-01/2030-08-10"),
    ("It fell in mid-August 2030.", "2030-08", "2030-08-11/2030-08-20"),
    ("It fell in late August 2030.", "2030-08", "2030-08-21/2030-08-31"),
    ("It fell last November.", "2030-11", "2030-11"),
    ("It fell in December last year.", "2030-12", "2030-12"),
    ("It opens in April next year.", "2032-04", "2032-04"),
    ("It fell last month.", "2031-02", "2031-02"),
    ("It fell last year.", "2030", "2030"),
    ("It fell late last year.", "2030", "2030-10-01/2030-12-31"),
    ("It is due this week.", "2031-W11", "2031-03-10/2031-03-16"),
    ("She may travel this spring.", "2031-SP", "2031-03-01/2031-05-31"),
    ("It ends this decade.", "203", "203X"),
    ("Boats come in the early 2040s.", "204", "2040/2043"),
    ("Boats come in the late 2040s.", "204", "2046/2049"),
    ("It came in 2029.", "2029", "2029"),
    ("It came in the first quarter of 2029.", "2029-Q1", "2029-01-01/2029-03-31"),
    ("It comes in the second half of 2033.", "2033-H2", "2033-07-01/2033-12-31"),
    ("It fell two years ago.", "2029", "2029"),
    ("It fell 48 hours ago.", "2031-03-08", "2031-03-08"),
    ("It closes by year's end.", "2031", "2031-12"),
    ("It closes by mid-year.", "2031", "2031-04-01/2031-09-30"),
    ("It fell three days ago.", "2031-03-07", "2031-03-07"),
    ("It fell yesterday.", "2031-03-09", "2031-03-09"),
    ("It ran from Nov. 30 to Dec. 12.", "2030-11-30/2030-12-12", "2030-11-30/2030-12-12"),
    ("It ran November 29-30, 2029.", "2029-11-29/2029-11-30", "2029-11-29/2029-11-30"),
    ("They met on Saturday. The same day he left.", "2031-03-08", "2031-03-08"),
    ("They met on Saturday. Two days later he left.", "2031-03-10", "2031-03-10"),
    ("They met on May 3, 2029. The following week he left.", "2029-W19", "2029-05-07/2029-05-13"),
    ("It fell the day before yesterday.", "2031-03-08", "2031-03-08"),
    ("It opens two weeks from now.", "2031-W13", "2031-03-24/2031-03-30"),
    ("It fell in the second week of May 2029.", "2029-W19", "2029-05-08/2029-05-14"),
    ("It fell in the last week of June 2029.", "2029-W26", "2029-06-24/2029-06-30"),
    ("It comes in the first half of the 2040s.", "204", "2040/2044"),
    ("It is paid in 2032 and 2033.", "2032/2033", "2032/2033"),
    ("It lay idle from 2019 to 2024.", "2019/2024", "2019/2024"),
    ("It opens in January and April 2032.", "2032-04", "2032-04"),
    ("It fell last weekend.", "2031-W10-WE", "2031-03-08/2031-03-09"),
    ("It closed this past weekend.", "2031-W10-WE", "2031-03-08/2031-03-09"),
    ("She was born in '82, they said; he left in '09.", "2009", "2009"),
    ("They met in May 2029. The following year he left.", "2030", "2030"),
]


@pytest.mark.parametrize(("text", "value", "edtf"), CASES, ids=[case[0] for case in CASES])
def test_from_a_known_day(text: str, value: str, edtf: str) -> None:
    found = resolve(find(text)[-1], Anchor(When.on(MONDAY)))
    assert (found.value, found.when.edtf if found.when else None) == (value, edtf)
    assert found.reasons


@pytest.mark.parametrize(
    ("country", "first", "last"),
    [
        ("JP", "2025-04-01", "2026-03-31"),
        ("US", "2024-10-01", "2025-09-30"),
        ("AU", "2024-07-01", "2025-06-30"),
        ("DE", "2025-01-01", "2025-12-31"),
        (None, "2024-07-01", "2026-03-31"),
    ],
)
def test_fiscal_years_by_country(country: str | None, first: str, last: str) -> None:
    (ref,) = find("They are bought in fiscal 2025.")
    found = resolve(with_country(ref, country), Anchor(When.on(MONDAY)))
    assert found.value == "FY2025"
    assert found.when is not None
    assert (str(found.when.earliest), str(found.when.latest)) == (first, last)


def test_the_country_of_the_words_wins() -> None:
    (ref,) = find("They are bought in fiscal 2025.")
    found = resolve(with_country(ref, "JP"), Anchor(When.on(MONDAY), "US")).when
    assert found is not None
    assert found.earliest == date(2025, 4, 1)


def test_seasons_turn_round_in_the_south() -> None:
    (ref,) = find("It was built in the spring of 2030.")
    found = resolve(ref, Anchor(None, "NZ")).when
    assert found is not None
    assert found.edtf == "2030-09-01/2030-11-30"


@pytest.mark.parametrize(
    ("text", "value"),
    [("They met on Thursday.", "XXXX-WXX-4"), ("He took office on Oct. 1.", "XXXX-10-01")],
)
def test_nothing_known_of_the_report(text: str, value: str) -> None:
    found = resolve(find(text)[0], Anchor(None))
    assert (found.value, found.when) == (value, None)


def test_a_stated_date_needs_no_report() -> None:
    found = resolve(find("It fell on May 3, 2029.")[0], Anchor(None)).when
    assert found is not None
    assert (found.edtf, found.basis) == ("2029-05-03", Basis.STATED)


def test_one_of_several_report_days_gives_one_of_several() -> None:
    published = When.one_of((date(2031, 3, 10), date(2031, 3, 17)))
    found = resolve(find("They met on Friday.")[0], Anchor(published))
    assert found.when is not None
    assert found.when.edtf == "[2031-03-07,2031-03-14]"
    assert found.value == "XXXX-WXX-5"


def test_days_that_agree_give_one_day() -> None:
    published = When.one_of((date(2031, 3, 7), date(2031, 3, 8), date(2031, 3, 9)))
    found = resolve(find("They met on Friday.")[0], Anchor(published))
    assert found.value == "2031-03-07"
    assert found.when is not None
    assert found.when.is_day


def test_an_assumed_report_date_stays_assumed() -> None:
    published = When.on(MONDAY, basis=Basis.ASSUMED)
    found = resolve(find("They met last month.")[0], Anchor(published)).when
    assert found is not None
    assert found.basis is Basis.ASSUMED


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("It will stand by March 2032.", "2032-03-31"),
        ("It will stand by 2032.", "2032-12-31"),
        ("It will stand by early October.", "2031-10-10"),
        ("It will stand by the end of June.", "2031-06-30"),
        ("It is to be revised by year-end.", "2031-12-31"),
        ("It will be bought in fiscal 2032.", "2033-03-31"),
        ("It will be bought from fiscal 2032.", "2033-03-31"),
        ("It will open within six months.", "2031-09-10"),
        ("It will end before 2032.", "2031-12-31"),
        ("It starts as early as March.", None),
        ("It has run since 2019.", None),
    ],
)
def test_deadline(text: str, last: str | None) -> None:
    found = deadline(find(text)[-1], Anchor(When.on(MONDAY), "JP"))
    if last is None:
        assert found is None
    else:
        assert found is not None
        assert (found.earliest, str(found.latest)) == (None, last)


@pytest.mark.parametrize(
    ("other", "value"), [("25/02/2011", "2011-03-05"), ("02/25/2011", "2011-05-03")]
)
def test_day_and_month_in_digits_go_by_the_habit_of_the_text(other: str, value: str) -> None:
    ref = find(f"They signed on 05/03/2011 what they had drawn up on {other}.")[0]
    assert resolve(ref, Anchor(When.on(MONDAY))).value == value


def test_without_a_habit_day_and_month_in_digits_are_left_alone() -> None:
    assert find("They signed on 05/03/2011.") == []
