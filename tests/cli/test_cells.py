"""How single values read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.cli.cells import cut, due, headline, roughly, short_id, status_style, when_text, who
from servanda.model import When

DAY = date(2024, 7, 29)


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (When.on(DAY), "2024-07-29"),
        (When.month(2024, 7), "2024-07"),
        (When.year(2024), "2024"),
        (When.between(None, DAY), "until 2024-07-29"),
        (When.between(DAY, None), "since 2024-07-29"),
        (When.between(date(2024, 7, 1), date(2024, 7, 10)), "2024-07-01 … 07-10"),
        (When.between(date(2023, 12, 30), date(2024, 1, 2)), "2023-12-30 … 2024-01-02"),
        (When.between(date(2022, 1, 1), date(2024, 12, 31)), "2022 … 2024"),
        (When.one_of((date(2024, 7, 22), DAY)), "2024-07-22 or 2024-07-29"),
        (When.one_of((date(2024, 7, 15), date(2024, 7, 22), DAY)), "2024-07-15 … 07-29"),
        (When.between(DAY, DAY, approximate=True), "~2024-07-29"),
    ],
)
def test_a_time_reads_as_exactly_as_it_is_known(when: When, text: str) -> None:
    assert when_text(when.to_json()) == text


def test_an_unknown_time_is_an_empty_cell() -> None:
    assert when_text(None) == ""
    assert when_text(When(None, None).to_json()) == ""


def test_a_deadline_reads_by_its_last_day() -> None:
    assert due({"due": When.between(None, DAY).to_json()}) == "by 2024-07-29"
    assert due({"due": When.month(2025, 3).to_json()}) == "by 2025-03"
    assert due({"due": None}) == ""


def test_people_stand_with_their_party() -> None:
    people = [("Ada Brandt", "RU"), ("Jo Lind", None), ("Max Ott", "RU"), ("SY", "SY")]
    named = [{"name": name, "party": party} for name, party in people]
    written = "Ada Brandt, Max Ott (RU); Jo Lind; SY"
    assert who({"participants": named, "parties": ["RU"]}) == written
    assert who({"participants": [], "parties": ["RU", "SY"]}) == "RU, SY"


def test_a_report_set_aside_says_why() -> None:
    aside = {"relevant": False, "irrelevant_because": "sport"}
    assert headline(aside) == "set aside: sport"
    assert headline({"relevant": True, "title": "Talks"}) == "Talks"
    assert headline({"title": "Talks", "copy_of": "a.txt"}) == "(copy of a.txt) Talks"


@given(st.text(min_size=1), st.integers(min_value=8, max_value=80))
def test_cut_never_exceeds_its_length(text: str, length: int) -> None:
    assert len(cut(text, length)) <= length


@given(st.text(alphabet="0123456789abcdef", min_size=20, max_size=20))
def test_a_short_id_begins_the_whole_one(tail: str) -> None:
    whole = f"m-{tail}"
    assert whole.startswith(short_id(whole))
    assert len(short_id(whole)) < len(whole)


def test_statuses_have_their_colours() -> None:
    assert "red" in status_style("overdue")
    assert status_style("never heard of") == ""


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (When.on(DAY), "2024-07-29"),
        (When.one_of((date(2024, 7, 22), DAY)), "2024-07"),
        (When.between(date(2024, 2, 1), DAY), "2024"),
        (When.between(date(2022, 2, 1), DAY), "2022/2024"),
        (When.between(DAY, None), "since 2024-07-29"),
    ],
)
def test_roughly_is_wider_and_never_wrong(when: When, text: str) -> None:
    assert roughly(when.to_json()) == text
