"""The first page: what came in and what it brought, deadlines, incidents; what was seen stays seen."""

from __future__ import annotations

from datetime import UTC, datetime

from desks import Browser, desk_at
from random_reports import told
from servanda.indexing.update import update_index
from servanda.model import Capability
from servanda.store import open_record


def test_it_says_what_each_report_was_the_first_to_tell(browser: Browser) -> None:
    page = browser.get("/").text
    assert page.index(">n3<") < page.index(">n2<") < page.index(">n1<")
    second = page[page.index(">n2<") : page.index(">n1<")]
    assert "fired a missile" in second
    assert "buy the Heron drones" not in second
    assert "buy the Heron drones" in page[page.index(">n1<") :]


def test_a_passed_deadline_and_an_open_incident_speak_up(browser: Browser) -> None:
    page = browser.get("/").text
    passed = page[page.index('id="passed"') :]
    assert "Buy the Heron drones" in passed
    assert "overdue" in passed


def test_what_is_due_this_month_and_next_is_said_by_month(browser: Browser) -> None:
    for day, month in (("2031-12-03", "This month"), ("2031-11-15", "Next month")):
        page = browser.get("/", params={"today": day}).text
        ahead = page[page.index('id="ahead"') : page.index('id="passed"')]
        assert "Buy the Heron drones" in ahead[ahead.index(f"{month}, December 2031") :]
    page = browser.get("/", params={"today": "2031-09-15"}).text
    ahead = page[page.index('id="ahead"') : page.index('id="passed"')]
    assert ahead.index("Next month, October 2031") < ahead.index("Nothing is due")
    assert "Buy the Heron drones" in ahead[ahead.index("After that") :]


def test_where_nothing_is_near_the_next_deadline_is_named(browser: Browser) -> None:
    page = browser.get("/", params={"today": "2031-06-20"}).text
    ahead = page[page.index('id="ahead"') : page.index('id="passed"')]
    assert "within four months. The next:" in ahead
    assert "Buy the Heron drones" in ahead


def test_what_was_seen_is_not_new(browser: Browser) -> None:
    last = browser.desk.record.entities.newest_reports(1)[0].key
    assert browser.submit("/seen", "/", last=last).status_code == 303
    assert "Nothing new since you last looked" in browser.get("/").text
    record = browser.desk.record
    report, claims = told("n4", "2032-01-20", [("It has it", "", Capability("Skua", "NO"))])
    record.put(report, claims, at=datetime(2041, 1, 1, tzinfo=UTC), reader="1")
    update_index(record)
    page = browser.get("/").text
    assert "Since you last looked" in page
    assert ">n4<" in page
    assert ">n3<" not in page


def test_an_empty_record_says_what_to_do() -> None:
    with open_record("sqlite://") as record, desk_at(record) as browser:
        page = browser.get("/").text
    assert "Nothing has been read yet" in page
    assert 'href="/add"' in page
