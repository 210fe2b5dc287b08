"""Stories that are kept: those that all reports have, whatever came, changed or went since they were found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from indexed import READINGS
from random_reports import AT, empty, told
from servanda.analysis.indexed import kept_stories
from servanda.analysis.indexed.kept_stories import KeptStories
from servanda.indexing.update import update_index
from servanda.resolution.near_duplicates import find_copies, stories
from servanda.store import Record

CLAIM = READINGS[0][2][2][2]
STORY = (
    "The ministers of Norland and Sarmia met in Kelm on 3 May 2031 and agreed that 40 Heron boats "
    "will patrol the Strait of Vell from June, said Ada Brandt, who leads the Coastal Command, and "
    "Leo Marsh of the Harbour Office in Tarn, where 12 pilots and 7 engineers of Osprey Works wait."
)
OTHER = (
    "Sarmia's parliament voted on 9 June 2031 to close 3 mines near Dunmore and to pay 250 miners "
    "for 2 years, said Rolf Ekdal of the Mining Board, while Ona Reyes of the Miners' Union in Orve "
    "called 19 of the 31 rules unjust and asked the court in Lund to look at each by September."
)


def put(record: Record, name: str, words: str, on: str | None = "2031-05-04") -> None:
    report, claims = told(name, on, [(words, "", CLAIM)])
    record.put(report, claims, at=AT, reader="1")
    update_index(record)


def expected(record: Record) -> dict[str, str]:
    reports = record.view().reports()
    every = stories(reports, find_copies(reports))
    return {name: story for name, story in every.items() if story != name}


@pytest.fixture
def record() -> Iterator[Record]:
    with empty() as made:
        put(made, "n1", STORY)
        put(made, "n2", OTHER, "2031-06-10")
        yield made


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever changes is looked up, however few reports there are."""
    monkeypatch.setattr(kept_stories, "LOOKED_UP", 0)


@pytest.mark.usefixtures("one_by_one")
def test_what_comes_changes_and_goes_is_looked_up_alone(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptStories(record)
    assert kept.by_name() == expected(record) == {}
    monkeypatch.setattr(kept_stories, "all_copies", lambda *_: pytest.fail("all were compared"))
    put(record, "n3", f"{STORY} More will follow")
    put(record, "n4", f"{OTHER} The court is silent", "2031-06-11")
    both = kept.by_name()
    assert both == expected(record)
    assert set(both) == {"n1", "n2", "n3", "n4"}
    put(record, "n3", OTHER, "2031-06-12")  # corrected: it tells another story now
    assert kept.by_name() == expected(record)
    assert set(kept.by_name()) == {"n2", "n3", "n4"}
    record.retract("n4", at=AT + timedelta(days=1))
    record.retract("n2", at=AT + timedelta(days=2))
    update_index(record)
    assert kept.by_name() == expected(record) == {}


def test_where_much_changed_all_are_compared_and_where_nothing_did_none_is(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptStories(record)
    kept.by_name()
    put(record, "n3", f"{STORY} More will follow")
    monkeypatch.setattr(kept_stories, "copies_of", lambda *_: pytest.fail("one was looked up"))
    assert kept.by_name() == expected(record)
    monkeypatch.setattr(kept_stories, "all_copies", lambda *_: pytest.fail("all were compared"))
    assert set(kept.by_name()) == {"n1", "n3"}


@pytest.mark.usefixtures("one_by_one")
def test_what_is_not_in_the_index_yet_is_looked_at_again_once_it_is(record: Record) -> None:
    kept = KeptStories(record)
    kept.by_name()
    report, claims = told("n3", "2031-05-04", [(f"{STORY} More will follow", "", CLAIM)])
    record.put(report, claims, at=AT, reader="1")
    assert kept.by_name() == {}
    update_index(record)
    assert kept.by_name() == expected(record)
    assert set(kept.by_name()) == {"n1", "n3"}
