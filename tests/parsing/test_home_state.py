"""Home: the state whose officers need no nationality in a report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from servanda.cleaning.assembly import make_report
from servanda.model import RawItem
from servanda.parsing.document import parse


def home(text: str, publisher: str | None = None) -> str | None:
    report = make_report(RawItem("made.txt", text.encode(), "text/plain", "made.txt"))
    return parse(replace(report, publisher=publisher)).home


ONCE = "Norway met Chile at the harbour in the evening, and the talks went on for a day."
BARE = "Defence Minister Ida Holm was there."


@pytest.mark.parametrize(
    ("text", "state"),
    [
        # two states named once each, and nobody who could be of either
        (ONCE, None),
        # one more mention, or a bare officer who must be of some state
        (f"{ONCE} Norway was glad.", "NO"),
        (f"{ONCE} {BARE}", "NO"),
        # where the report was filed, if it is spoken of nearly as often as any
        (f"OSLO - Chile waits. Chile met Norway. {BARE}", "NO"),
        (f"OSLO - Chile waits. Chile and Chile's army met Norway. {BARE}", "CL"),
        # whoever is introduced with a nationality is a guest, from wherever most come
        (f"Chilean Foreign Minister Leo Marsh and Chile's army met Norway. {BARE}", "NO"),
    ],
)
def test_the_state_at_home_in_a_report(text: str, state: str | None) -> None:
    assert home(text) == state


def test_a_publisher_that_is_a_states_office_is_at_home_whatever_is_named() -> None:
    assert home(f"{ONCE} Norway was glad.", "Prime Minister of Australia") == "AU"


@pytest.mark.parametrize(
    ("office", "state"),
    [
        ("Deputy Head of the Office of the President", "NO"),
        ("Deputy Head of the Harbour", None),
        ("High Representative", "EU"),
    ],
)
def test_an_office_may_say_whose_it_is(office: str, state: str | None) -> None:
    text = f"{ONCE} Norway was glad, and so was the EU. {office} Ida Holm spoke."
    report = make_report(RawItem("made.txt", text.encode(), "text/plain", "made.txt"))
    (person,) = parse(report).people.people
    assert person.party == state
