"""A longer report never widens its date, and what is dropped as a conflict never counts."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from servanda.dating.by_own_words import date_report
from servanda.dating.day_sets import as_when, days_of, mask_of, span, weekdays
from servanda.model import Basis, Block, BlockKind, Dating, Text, When
from servanda.timex.finding import find

SENTENCES = [
    "U.S. President Barack Obama praised the pier.",
    "Ministers on Monday agreed to widen it.",
    "The pier was first drawn in 2010.",
    "It will be opened by March 2014.",
    "Japanese Prime Minister Shinzo Abe thanked them.",
    "The ships came last month.",
    "Defense Secretary Leon Panetta spoke, too.",
    "It was sunk on May 3, 2009, in a storm.",
    "Boats carry grain and salt.",
    "He opens it on Friday, June 1.",
]


def dating(sentences: list[str]) -> Dating:
    content, blocks = "", []
    for sentence in sentences:
        blocks.append(Block(len(content), len(content) + len(sentence), BlockKind.BODY))
        content += sentence + "\n\n"
    return date_report(Text("r", content, tuple(blocks)), find(content))


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8))
def test_a_longer_report_never_widens_a_date(sentences: list[str]) -> None:
    shorter, longer = dating(sentences[:-1]), dating(sentences)
    if shorter.when is None or longer.conflicts or shorter.conflicts:
        return
    assert longer.when is not None
    assert shorter.when.covers(longer.when)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8))
def test_what_is_said_is_what_counts(sentences: list[str]) -> None:
    found = dating(sentences)
    assert (found.when is None) == (found.basis is Basis.UNKNOWN)
    if found.when is not None:
        assert found.reasons
        assert found.basis is not Basis.STATED


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 200), st.integers(1, 7))
def test_sets_of_days(first: date, length: int, weekday: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    days = span(first, last) & weekdays([weekday])
    listed = list(days_of(days))
    assert all(first <= day <= last and day.isoweekday() == weekday for day in listed)
    when = as_when(span(first, last), Basis.DERIVED)
    assert when is not None
    assert (when.earliest, when.latest) == (first, last)
    assert mask_of(When.between(first, last)) == span(first, last)
