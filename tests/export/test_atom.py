"""Atom as a feed reader sees it: what is new, what became of it, under names that stay."""

from __future__ import annotations

from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import feedparser
from hypothesis import given, settings
from hypothesis import strategies as st

from scopes import CLAIMS, REPORTS, TODAY, scope
from servanda.export.atom import Entry, feed, feed_text
from servanda.export.narrowing import Wanted
from servanda.export.safe_text import clean
from servanda.export.scope import Scope

AT = datetime(2031, 1, 1, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def read(found: Scope) -> feedparser.FeedParserDict:
    text = b"".join(feed(found))
    root = ET.fromstring(text)  # noqa: S314 - our own
    for element in (root, *root.iter(f"{ATOM}entry")):  # what RFC 4287 asks of each
        assert {"id", "title", "updated"} <= {child.tag.removeprefix(ATOM) for child in element}
    parsed = feedparser.parse(text)
    assert not parsed.bozo
    return parsed


def test_entries_are_new_commitments_changes_and_incidents() -> None:
    parsed = read(scope())
    titles = [entry.title for entry in parsed.entries]
    assert "New: NR: hand over ten ferries" in titles
    assert "Deadline moved: NR: hand over ten ferries" in titles
    assert "Overdue: NR: hand over ten ferries" in titles
    assert "Incident: TD against NR: entered the waters of Nauru" in titles
    assert len({entry.id for entry in parsed.entries}) == len(titles)
    assert all(entry.id.startswith("urn:uuid:") for entry in parsed.entries)


def test_the_latest_comes_first_and_every_instant_is_the_records() -> None:
    parsed = read(scope())
    updated = [entry.updated for entry in parsed.entries]
    assert updated == sorted(updated, reverse=True)
    assert parsed.feed.updated == updated[0]
    (incident,) = (e for e in parsed.entries if e.title.startswith("Incident"))
    assert incident.updated == "2031-01-11T08:00:00+00:00"
    assert incident.link == REPORTS[0].url
    assert {tag.term for tag in incident.tags} == {"incident", "NR", "TD"}


def test_a_day_gone_by_is_news_of_the_day_after() -> None:
    (late,) = (e for e in read(scope()).entries if e.title.startswith("Overdue"))
    assert late.updated == "2031-09-01T00:00:00+00:00"
    before = read(scope(today=date(2031, 8, 31)))
    assert not [e for e in before.entries if e.title.startswith("Overdue")]


def test_names_stay_as_the_record_grows() -> None:
    few, many = read(scope(CLAIMS[:3])), read(scope())
    assert {e.id for e in few.entries if "Revised" not in e.title} - {
        e.id for e in many.entries
    } == {e.id for e in few.entries if e.title.startswith("Overdue")}


def test_content_is_safe_and_says_it_in_the_reports_words() -> None:
    (new,) = (e for e in read(scope()).entries if "SUM" in e.title)
    assert "\x07" not in new.title
    assert "<blockquote>=SUM(A1) is what the ministers</blockquote>" in new.content[0].value


@settings(deadline=None)
@given(st.text(), st.text())
def test_any_text_is_well_formed(title: str, words: str) -> None:
    entry = Entry("k", title, "status", (title,), AT, AT, (title,), (words,), f"http://{words}")
    root = ET.fromstring(feed_text("", [entry], AT))  # noqa: S314
    (content,) = root.iter(f"{ATOM}content")
    assert content.text is not None
    assert content.text.count("<") == content.text.count(">") == 4
    _, found = root.iter(f"{ATOM}title")
    assert (found.text or "").split() == (clean(title).split() or ["?"])


def test_a_filter_has_a_feed_of_its_own() -> None:
    whole, some = read(scope()), read(scope(wanted=Wanted(parties=("TD",))))
    assert [e.title[:8] for e in some.entries] == ["Incident"]
    assert some.feed.id != whole.feed.id
    assert some.feed.title == "servanda (party TD)"


def test_nothing_is_a_feed_too() -> None:
    parsed = read(scope((), (), TODAY, recorded={}))
    assert parsed.entries == []
    assert parsed.feed.updated == "1970-01-01T00:00:00+00:00"
