"""Laws that hold for any day and any words: values parse back, intervals nest, reading is linear."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.model import When
from servanda.timex.finding import find
from servanda.timex.resolving import Anchor, resolve
from trying import tries

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))
WORDS = st.sampled_from(
    "the a last next this early late mid of in on by until since May March fall second two three 5 12th "
    "2024 1990s day days week months year years ago later Monday Tuesday's , . - fiscal quarter half "
    "spring morning 10:30 JST yesterday now annually Oct. 2023-10-05 century and to from between".split()
)
ANCHORED = st.sampled_from(
    [
        "They met on Friday.",
        "They will meet on Friday.",
        "It fell in August.",
        "It will fall on May 3.",
        "It fell last month.",
        "It fell late last year.",
        "It fell two weeks ago.",
        "They met on Saturday. The same day he left.",
        "It is due this week.",
        "It opens this spring.",
        "It opens by year-end.",
        "It ran from Nov. 30 to Dec. 12.",
        "It fell in the third quarter.",
    ]
)


@given(DAYS)
def test_a_written_day_reads_back(day: date) -> None:
    for text in (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}", str(day)):
        (ref,) = find(f"It fell on {text}.")
        assert resolve(ref, Anchor(None)).value == day.isoformat()


@given(ANCHORED, DAYS)
def test_every_value_parses_back(text: str, day: date) -> None:
    found = resolve(find(text)[-1], Anchor(When.on(day)))
    assert found.when is not None
    if len(found.value) == len("2024-07-29"):
        assert date.fromisoformat(found.value) == found.when.earliest


@given(DAYS)
def test_intervals_nest_as_their_words_do(day: date) -> None:
    anchor = Anchor(When.on(day))

    def when(text: str) -> When:
        found = resolve(find(text)[0], anchor).when
        assert found is not None
        return found

    year, month = day.year, f"{day:%B}"
    assert when(f"in {year}").covers(when(f"in {month} {year}"))
    for part in ("early", "mid", "late"):
        assert when(f"in {month} {year}").covers(when(f"in {part} {month} {year}"))
        assert when(f"in {year}").covers(when(f"in {part} {year}"))
    assert when(f"in {month} {year}").covers(when(f"on {month} {day.day}, {year}"))
    assert when("this year").covers(when("this month"))
    assert when("this week").covers(when("today"))


@given(ANCHORED, DAYS, st.integers(0, 120), st.integers(0, 120))
def test_a_narrower_anchor_never_widens(text: str, day: date, left: int, right: int) -> None:
    ref = find(text)[-1]
    wide = When.between(day - timedelta(days=left), day + timedelta(days=right))
    broad = resolve(ref, Anchor(wide)).when
    exact = resolve(ref, Anchor(When.on(day))).when
    assert broad is not None
    assert exact is not None
    assert broad.covers(exact)


@given(st.lists(WORDS, max_size=30).map(" ".join), st.none() | DAYS)
@settings(max_examples=tries(75))
def test_any_words_are_read(text: str, day: date | None) -> None:
    anchor = Anchor(None if day is None else When.on(day))
    end = 0
    for ref in find(text):
        assert text[ref.start : ref.end] == ref.text
        assert ref.start >= end
        end = ref.end
        found = resolve(ref, anchor)
        assert found.value
        assert found.reasons


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for ref in find(text):
        assert text[ref.start : ref.end] == ref.text


@pytest.mark.costly
@pytest.mark.parametrize(
    "unit", ["a", "1", "1,", "two ", "May ", "the last ", "1:", "Oct. ", "\n", "-"]
)
def test_cost_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            find(text)
            best = min(best, time.process_time() - start)
        return best

    small, large = seconds(3_000), seconds(30_000)
    assert large < 40 * max(small, 0.001)  # ten times the text; quadratic would be a hundred times
