"""How single values read."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from servanda.cli.cells import (
    about,
    cut,
    due,
    first_of,
    headline,
    one_of,
    plain,
    short_id,
    status_style,
    when,
    who,
)
from servanda.model import When

DAY = date(2024, 7, 29)


def test_times_are_cells_by_their_key() -> None:
    march, first = When.month(2025, 3).to_json(), When.between(None, DAY).to_json()
    row = {"when": march, "due": first, "since": None}
    assert when("when")(row) == "Mar 2025"
    assert (when("since")(row), when("since", "unknown")(row)) == ("", "unknown")
    assert due(row) == "by 29 Jul 2024"
    assert due({"due": None}) == ""
    assert one_of("since", "when")(row) == "Mar 2025"
    assert one_of("since", "due")(row) == "by 29 Jul 2024"
    assert first_of("since", "due")(row) is first
    assert (about("when")(row), about("since")(row)) == ("Mar 2025", "")


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
    assert "red" in status_style(plain("status")({"status": "day_passed"}))
    assert plain("status")({"status": "day_passed"}) == "day passed, not reported"
    assert plain("basis")({"basis": "day_passed"}) == "day passed"
    assert status_style("never heard of") == ""
