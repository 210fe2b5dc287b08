"""Places in a report are named by offsets or by words, and are verbatim either way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers import report
from servanda.errors import UsageError
from servanda.review.report_places import evidence_of, evidence_seen

WORDS = "Norway “keeps”  its word - and\nits barges. Sweden keeps its word too."
TOLD = report("a.txt", WORDS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0-6", ["Norway"]),
        ("0–6, 43-49", ["Norway", "Sweden"]),
        ('Norway "keeps" its word — and its barges', [WORDS[:41]]),
        ("0-6,0-6", ["Norway"]),
        ("6-16", ["“keeps”"]),
    ],
)
def test_places_are_offsets_or_words_of_the_report(text: str, found: list[str]) -> None:
    assert [one.exact for one in evidence_of(TOLD, text)] == found


@pytest.mark.parametrize(
    ("text", "error", "told"),
    [
        ("", UsageError, "no words are named"),
        ("Finland", UsageError, "does not stand in its text"),
        ("its word", UsageError, "stands at 2 places"),
        ("keep", UsageError, "does not stand"),
        ("90-99", UsageError, "no words at"),
        ("6-6", UsageError, "no words at"),
    ],
)
def test_what_stands_nowhere_or_twice_is_refused(
    text: str, error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        evidence_of(TOLD, text)


def test_of_several_places_seen_the_nearest_counts() -> None:
    (one,) = evidence_seen(TOLD, 55, 60, "its word")
    assert one.start == WORDS.rindex("its word")
    (same,) = evidence_seen(TOLD, 0, 6, "")
    assert same.exact == "Norway"
    with pytest.raises(UsageError, match="does not stand"):
        evidence_seen(TOLD, 0, 6, "Finland")


@given(st.integers(0, len(WORDS)), st.integers(0, len(WORDS)))
def test_whatever_is_cut_out_stands_there(start: int, end: int) -> None:
    try:
        found = evidence_of(TOLD, f"{start}-{end}")
    except UsageError:
        assert not WORDS[start:end].strip()
        return
    assert all(WORDS[one.start : one.end] == one.exact for one in found)
