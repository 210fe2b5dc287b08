"""Copies among the reports of a record, by their signatures: those that all texts have."""

from __future__ import annotations

import pytest

from indexed import READINGS
from random_reports import AT, empty, told
from servanda.analysis.indexed import stored_copies
from servanda.analysis.indexed.kept_stories import KeptStories
from servanda.analysis.indexed.stored_copies import copies_of, every_story, stories_of
from servanda.indexing.update import update_index
from servanda.resolution.near_duplicates import find_copies, stories

STORY = (
    "The ministers of Norland and Sarmia met in Kelm on 3 May 2031 and agreed that 40 Heron boats "
    "will patrol the Strait of Vell from June, said Ada Brandt, who leads the Coastal Command, and "
    "Leo Marsh of the Harbour Office in Tarn, where 12 pilots and 7 engineers of Osprey Works wait."
)


def test_copies_are_found_without_reading_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of three reports, one a copy of the first: the second of another day is none."""
    with empty() as record:
        for name, on, words in (
            ("n1", "2031-05-04", STORY),
            ("n2", "2031-05-04", f"{STORY} More will follow"),
            ("n3", "2032-01-05", READINGS[1][2][0][0]),
        ):
            report, claims = told(name, on, [(words, "", READINGS[0][2][2][2])])
            record.put(report, claims, at=AT, reader="1")
        update_index(record)
        reports = record.view().reports()
        every = find_copies(reports)
        assert [one.report for one in every] == ["n1", "n2"]
        heads = record.view().headers()
        ids = [head.id for head in heads]
        for head in heads[:2]:
            assert copies_of(record.view(), record.entities, [head.id]) == every
        assert copies_of(record.view(), record.entities, [heads[2].id]) == ()
        assert stories_of(record.entities, heads) == stories(reports, every)
        assert every_story(record.view(), record.entities, ids) == stories(reports, every)
        monkeypatch.setattr(stored_copies, "_MANY", 0)  # all are compared at once
        monkeypatch.setattr(stored_copies, "copies_of", lambda *_: pytest.fail("looked up"))
        assert every_story(record.view(), record.entities, ids) == stories(reports, every)
        monkeypatch.setattr(stored_copies, "all_copies", lambda *_: pytest.fail("compared"))
        kept = KeptStories(record)
        found = every_story(record.view(), record.entities, ids, lambda: kept)
        assert {head.name: found.get(head.name, head.name) for head in heads} == stories(
            reports, every
        )
