"""Times as people write them, and that nothing is written narrower than it is."""

from __future__ import annotations

import calendar
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import day as on
from made import span
from servanda.model import When
from servanda.model.time_words import (
    briefly,
    deadline,
    deadline_of,
    read_time,
    said,
    said_of,
)

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@pytest.mark.parametrize(
    ("when", "words", "due"),
    [
        (on("2031-05-03"), "3 May 2031", "3 May 2031"),
        (When.month(2031, 5), "May 2031", "May 2031"),
        (When.year(2031), "2031", "2031"),
        (span("2030-01-01", "2039-12-31"), "the 2030s", "the 2030s"),
        (span("2031-05-01", "2031-05-10"), "1–10 May 2031", "by 10 May 2031"),
        (span("2031-05-01", "2031-06-10"), "between 1 May and 10 Jun 2031", "by 10 Jun 2031"),
        (span("2031-05-01", "2031-06-30"), "between May and Jun 2031", "by 30 Jun 2031"),
        (span("2030-12-20", "2031-01-10"), "between 20 Dec 2030 and 10 Jan 2031", "by 10 Jan 2031"),
        (span("2030-09-13", "2031-09-02"), "between Sep 2030 and Sep 2031", "by 2 Sep 2031"),
        (span("2030-01-01", "2032-12-31"), "between 2030 and 2032", "by 31 Dec 2032"),
        (span("2030-05-05", "2051-03-02"), "between 2030 and 2051", "by 2 Mar 2051"),
        (span(None, "2031-06-10"), "by 10 Jun 2031", "by 10 Jun 2031"),
        (span("2031-06-10", None), "since 10 Jun 2031", "since 10 Jun 2031"),
        (
            When.one_of((date(2031, 7, 22), date(2031, 7, 29))),
            "22 or 29 Jul 2031",
            "22 or 29 Jul 2031",
        ),
        (
            When.one_of((date(2031, 7, 29), date(2031, 8, 5))),
            "29 Jul or 5 Aug 2031",
            "29 Jul or 5 Aug 2031",
        ),
        (
            When.one_of(tuple(date(2031, 5, at) for at in (1, 8, 15, 22))),
            "1–22 May 2031",
            "1–22 May 2031",
        ),
        (
            When.between(date(2031, 1, 1), date(2031, 12, 31), approximate=True),
            "about 2031",
            "about 2031",
        ),
        (None, "unknown", ""),
        (When(None, None), "unknown", ""),
    ],
)
def test_times_as_people_write_them(when: When | None, words: str, due: str) -> None:
    assert said(when) == words
    assert deadline(when) == due
    plain = None if when is None else when.to_json()
    assert (said_of(plain), deadline_of(plain)) == (words, due)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (on("2031-05-03"), "3 May 2031"),
        (span("2031-05-03", "2031-05-09"), "May 2031"),
        (span("2031-05-03", "2031-06-09"), "2031"),
        (span("2030-05-03", "2031-06-09"), "2030–2031"),
        (span(None, "2031-06-09"), "by 9 Jun 2031"),
        (None, ""),
    ],
)
def test_times_in_few_letters(when: When | None, words: str) -> None:
    assert briefly(when) == words


DAYS = st.dates(date(1801, 1, 1), date(2199, 12, 31))


@st.composite
def times(draw: st.DrawFn) -> When:
    """Make days, months, years, intervals of every length, open sides, and one-of sets."""
    first = draw(DAYS)
    match draw(st.integers(0, 6)):
        case 0:
            return When.on(first)
        case 1:
            return When.month(first.year, first.month)
        case 2:
            return When.year(first.year)
        case 3:
            return When.between(None, first) if draw(st.booleans()) else When.between(first, None)
        case 4:
            return When.one_of(tuple(draw(st.lists(DAYS, min_size=1, max_size=5, unique=True))))
        case 5:
            last = draw(DAYS)
            return When.between(min(first, last), max(first, last), approximate=draw(st.booleans()))
        case _:
            ahead = first.toordinal() + draw(st.integers(1, 120))
            return When.between(first, date.fromordinal(ahead))


def hull(words: str) -> tuple[date | None, date | None]:
    """Read words back: the first and the last day that a reader would take them to allow."""
    words = words.removeprefix("about ").removeprefix("between ")
    if words.startswith("by "):
        return None, whole(words[3:])[1]
    if words.startswith("since "):
        return whole(words[6:])[0], None
    if words.startswith("the "):
        year = int(words[4:8])
        return date(year, 1, 1), date(year + 9, 12, 31)
    left, _, right = re.sub(r"–| or ", " and ", words).partition(" and ")
    if ", " in left:
        right = right.partition(" and ")[2] or right
        left = left.partition(", ")[0]
    if not right:
        return whole(left)
    last = right.split()
    missing = [*left.split(), *last[len(left.split()) :]] if len(left.split()) < len(last) else []
    return whole(" ".join(missing) or left)[0], whole(right)[1]


def whole(words: str) -> tuple[date, date]:
    """Read a day, a month or a year as its first and last day."""
    *fine, year = words.split()
    number = int(year)
    if not fine:
        return date(number, 1, 1), date(number, 12, 31)
    at = MONTHS.index(fine[-1]) + 1
    if len(fine) == 1:
        return date(number, at, 1), date(number, at, calendar.monthrange(number, at)[1])
    return date(number, at, int(fine[0])), date(number, at, int(fine[0]))


@given(times())
def test_words_are_never_narrower_than_the_time(when: When) -> None:
    for words in (said(when), deadline(when)):
        first, last = hull(words)
        assert first is None or (when.earliest is not None and first <= when.earliest)
        assert last is None or (when.latest is not None and last >= when.latest)


@given(times())
def test_a_quarter_or_less_is_written_exactly(when: When) -> None:
    if when.width is not None and when.width <= 90:
        assert hull(said(when)) == (when.earliest, when.latest)


@given(times())
def test_the_plain_form_says_the_same(when: When) -> None:
    back = read_time(when.to_json())
    assert back is not None
    assert said(back) == said(when)
    assert (back.earliest, back.latest) == (when.earliest, when.latest)
