"""Expressions are found with the right extent and form."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.timex.finding import find
from servanda.timex.grammar import MASTER
from servanda.timex.lexicon import CLASSES
from servanda.timex.tokens import OTHER

CASES = [
    ("They met on Oct. 5, 2023 in Norport.", "Oct. 5, 2023", "day"),
    ("They met on 19-Nov-12.", "19-Nov-12", "day"),
    ("Filed Nov-19-2012 in Norport.", "Nov-19-2012", "day"),
    ("They meet next Saturday, December 20.", "next Saturday, December 20", "day"),
    ("It was founded in nineteen ninety-six.", "nineteen ninety-six", "year"),
    ("It stands since nineteen forty five, he said.", "nineteen forty five", "year"),
    ("Due by twenty thirty-five.", "twenty thirty-five", "year"),
    ("The trip was put off from January to June 4.", "June 4", "day"),
    ("They met on 5 October 2023.", "5 October 2023", "day"),
    ("They met on October 18th.", "October 18th", "day"),
    ("They met on the 3rd of May, 2021.", "the 3rd of May, 2021", "day"),
    ("Saved 2023-09-28 by a crawler.", "2023-09-28", "day"),
    ("He signed on 13/6/2024.", "13/6/2024", "day"),
    ("It opened on Wednesday, Nov. 15, 2023.", "Wednesday, Nov. 15, 2023", "day"),
    ("The fair runs from Nov. 30 to Dec. 12.", "Nov. 30 to Dec. 12", "range"),
    ("Talks were held November 29-30, 2023.", "November 29-30, 2023", "range"),
    ("Talks are set for May 20-May 24.", "May 20-May 24", "range"),
    ("It began in March 2025.", "March 2025", "month"),
    ("It will be done by early October.", "early October", "month"),
    ("It began in mid-September.", "mid-September", "month"),
    ("It began in December last year.", "December last year", "month"),
    ("It begins in April next year.", "April next year", "month"),
    ("Since last November nothing came.", "last November", "month"),
    ("It will stand by 2031.", "2031", "year"),
    ("It was built in late 2019.", "late 2019", "year"),
    ("Boats come in the early 2030s.", "the early 2030s", "decade"),
    ("Carts ruled the 19th century.", "the 19th century", "century"),
    ("In the first quarter of 2022 trade fell.", "the first quarter of 2022", "quarter"),
    ("Due in the first half of 2027.", "the first half of 2027", "quarter"),
    ("She may travel this spring.", "this spring", "season"),
    ("He spoke on Sunday.", "Sunday", "weekday"),
    ("Sunday's talks went well.", "Sunday", "weekday"),
    ("They called on Tuesday morning.", "Tuesday morning", "weekday"),
    ("They said so earlier this month.", "earlier this month", "rel"),
    ("They vowed it late last year.", "late last year", "rel"),
    ("They fired on the ship last month.", "last month", "rel"),
    ("Papers are due by year-end.", "year-end", "rel"),
    ("Papers are due by the end of the year.", "the end of the year", "rel"),
    ("Papers are due before the year is out.", "the year", "rel"),
    ("Papers are due before the month ends.", "the month", "rel"),
    ("Papers are due by year's end.", "year's end", "rel"),
    ("It fell two years ago.", "two years ago", "offset"),
    ("On May 3 it fell. Three days later it rose.", "Three days later", "later"),
    ("On May 3 it fell, and the same day it rose.", "the same day", "later"),
    ("They buy them in fiscal 2025.", "fiscal 2025", "fiscal"),
    ("They buy them in the fiscal year of 2025.", "the fiscal year of 2025", "fiscal"),
    ("They buy them in fiscal 2026 and 2027.", "fiscal 2026 and 2027", "fiscal"),
    ("Bought between fiscal 2025 and fiscal 2027.", "fiscal 2025 and fiscal 2027", "fiscal"),
    ("It starts in the fiscal year from April 2025.", "the fiscal year from April 2025", "fiscal"),
    ("FY2025 was hard.", "FY2025", "fiscal"),
    ("Costs for FY 2024-25 rose.", "FY 2024-25", "fiscal"),
    ("It must open within six months.", "six months", "duration"),
    ("They spoke for about 50 minutes.", "about 50 minutes", "duration"),
    ("A two-and-a-half-year wait ended; a forty-day fast began.", "forty-day", "duration"),
    ("Over the next five years it doubles.", "the next five years", "span"),
    ("In the coming year it doubles.", "the coming year", "span"),
    ("They drill every two years.", "every two years", "set"),
    ("They drill annually.", "annually", "set"),
    ("He spoke at 10:35 JST.", "10:35 JST", "clock"),
    ("He comes tomorrow.", "tomorrow", "today"),
    ("They now agree.", "now", "ref"),
]


@pytest.mark.parametrize(("text", "words", "form"), CASES, ids=[case[1] for case in CASES])
def test_extent_and_form(text: str, words: str, form: str) -> None:
    found = {ref.text: ref.form for ref in find(text)}
    assert found.get(words) == form, found


@pytest.mark.costly
def test_offsets_are_of_the_whole_text() -> None:
    text = "Filler. " * 30_000 + "They met on May 3, 2021."
    (ref,) = find(text)
    assert text[ref.start : ref.end] == ref.text == "May 3, 2021"


def test_ascending_and_apart() -> None:
    refs = find("On Monday, May 3, 2021, at 5 p.m., a week after April 26, they met for two days.")
    for left, right in pairwise(refs):
        assert left.end <= right.start


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("It stands by March 2031.", "by"),
        ("It lasts until 2031.", "until"),
        ("It has stood since 2011.", "since"),
        ("It is bought from fiscal 2031.", "from"),
        ("Work begins as early as March.", "as_early_as"),
        ("Work begins no later than March 2031.", "by"),
        ("It opens within three weeks.", "within"),
        ("It was so before 2031.", "before"),
        ("It opened in 2031.", None),
    ],
)
def test_relation(text: str, relation: str | None) -> None:
    (ref,) = find(text)
    assert ref.relation == relation


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The ministers on Thursday agreed to talk.", "past"),
        ("Brandt on Monday vowed to build a pier.", "past"),
        ("The ministers will meet on Wednesday.", "future"),
        ("Brandt is to see Marsh at the palace on Friday.", "future"),
        ("The pact is due to be signed Monday.", "future"),
        ("She said Wednesday that the state will buy boats.", "past"),
        ("In October it chose another.", "past"),
        ("The envoy's planned visit in early October was praised.", "future"),
        ("Speaking ahead of a visit to Rome on Thursday, he said so.", "future"),
        ("Talks scheduled for Friday in Lima were called off.", "future"),
        ("The pact, signed in May, was praised.", "past"),
        ("The pact enters into force in September.", "future"),
        ("After Monday's attack, the minister will travel.", "past"),
        ("Since taking office in January she has met them twice.", "past"),
        ("They agreed to hold a drill in March.", "future"),
        ("They agreed to boost ties in talks with U.S. envoy Leo Marsh on Monday.", "past"),
        ("The U.S. Navy will send ships on Friday.", "future"),
        ("The leaders gather in Lima on Monday.", "future"),
        ("The talks, held on Wednesday, lasted two hours.", "past"),
        ("He shared his intention to work with them at the fair on August 27.", "future"),
        ("He confirmed his readiness to attend the fair on June 3.", "future"),
        ("He confirmed the readiness of the port on June 3.", "past"),
    ],
)
def test_direction(text: str, direction: str) -> None:
    ref = find(text)[0]
    assert str(ref.direction) == direction


@given(st.text(alphabet=sorted({*CLASSES.values(), OTHER, *"-,&|().':NYnIJ"}), max_size=30))
def test_no_rule_begins_with_a_word_of_no_class(classes: str) -> None:
    """The guard in front of the rules only spares time."""
    bare = re.compile(MASTER.pattern.removeprefix(f"(?!{OTHER})"))
    assert [m.span() for m in MASTER.finditer(classes)] == [
        m.span() for m in bare.finditer(classes)
    ]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Papers are due before the end of the year.", "by"),
        ("Papers are due before the year is out.", "by"),
        ("Papers are due before 2032.", "before"),
        ("Papers are due before June.", "before"),
    ],
)
def test_before_an_end_is_within(text: str, relation: str) -> None:
    (found,) = find(text)
    assert found.relation == relation
