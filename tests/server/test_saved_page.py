"""Saved searches at the desk: kept, named, fed to readers and calendars, withdrawn; whose they are."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import pytest

from desk_accounts import PASSWORD, desk_with_accounts, log_in
from desks import NOW, Browser, desk_at
from random_reports import told
from servanda.indexing.update import update_index
from servanda.model import Commitment, Modality
from servanda.server.access.accounts import Account
from servanda.server.access.desk_roles import Right, Role
from servanda.server.access.limits import Limit, RateLimits
from servanda.server.access.passwords import hashed
from servanda.store import open_record

Desk = tuple[Browser, dict[Role, str]]
ADDRESS = re.compile(
    r"<code>http://[^/]+(/searches/[0-9a-f]+/(?:feed.atom|calendar.ics)\?key=[\w-]+)"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with desk_with_accounts(tmp_path, monkeypatch) as found:
        yield found


def save(browser: Browser, name: str = "Drones", q: str = "drones", **facets: str) -> str:
    """Save a search as a browser does; return its id."""
    answer = browser.submit("/searches", "/search?q=drones", name=name, q=q, **facets)
    assert answer.status_code == 303, answer.text
    page = browser.get("/searches").text
    found = re.search(rf'id="s-([0-9a-f]+)">\s*<h2[^>]*><a[^>]*>{re.escape(name)}<', page)
    assert found, page
    return found[1]


def addresses(browser: Browser, identity: str) -> tuple[str, str]:
    """Make addresses of a search; return those of the feed and the calendar."""
    answer = browser.submit(f"/searches/{identity}/address", "/searches")
    assert answer.status_code == 200, answer.text
    feed, calendar = ADDRESS.findall(answer.text)
    return feed, calendar


def test_a_search_is_saved_named_and_deleted(browser: Browser) -> None:
    assert "No search saved yet" in browser.get("/searches").text
    identity = save(browser, kind="commitment", party="NO")
    page = browser.get("/searches").text
    assert "/search?q=drones&amp;kind=commitment&amp;party=NO" in page
    browser.submit(f"/searches/{identity}/name", "/searches", name="Heron drones")
    assert "Heron drones" in browser.get("/searches").text
    browser.submit(f"/searches/{identity}/delete", "/searches")
    assert "No search saved yet" in browser.get("/searches").text
    assert browser.get(f"/searches/{identity}/feed.atom").status_code == 404


def test_what_is_saved_outlives_the_server(browser: Browser) -> None:
    save(browser)
    kept = browser.desk.settings.searches_file
    with desk_at(browser.desk.record, searches=kept) as again:
        assert "Drones" in again.get("/searches").text


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"name": "A", "q": ""}, "no word to look for"),
        ({"name": "A", "q": '"'}, "no word to look for"),
        ({"name": "\u202e", "q": "drones"}, "nothing that can be printed"),
        ({"name": "drones", "q": "missile"}, "a search of that name"),
    ],
)
def test_what_cannot_be_saved_says_why(browser: Browser, fields: dict[str, str], word: str) -> None:
    save(browser)
    answer = browser.submit("/searches", "/search?q=drones", **fields)
    assert answer.status_code == 422
    assert word in answer.text
    assert answer.text.count('class="brief-row"') == 1


def test_a_feed_has_what_is_found_and_leads_to_the_words(browser: Browser) -> None:
    identity = save(browser, kind="commitment")
    answer = browser.get(f"/searches/{identity}/feed.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert "Drones" in feed.feed.title
    titles = [one.title for one in feed.entries]
    assert len(titles) == 2, "two reports promise the drones"
    assert all(one.startswith("Commitment: ") for one in titles)
    path = feed.entries[0].link.removeprefix("http://localhost:8765").partition("#")
    page = browser.get(path[0]).text
    assert f'id="{path[2]}"' in page
    assert "They buy the Heron drones" in feed.entries[0].content[0].value


def test_a_calendar_has_the_deadlines_of_what_is_found(browser: Browser) -> None:
    ours, other = save(browser), save(browser, "Missiles", "missile")
    answer = browser.get(f"/searches/{ours}/calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert len(events) == 1, "the promise is one, though two reports tell it"
    assert "drones" in events[0]["SUMMARY"]
    assert events[0]["DTSTART"].dt.isoformat() == "2031-12-31"
    none = icalendar.Calendar.from_ical(browser.get(f"/searches/{other}/calendar.ics").content)
    assert none.walk("VEVENT") == []


def test_a_calendar_of_a_record_without_an_index_is_the_same(tmp_path: Path) -> None:
    with open_record(f"sqlite:///{tmp_path / 'new.db'}") as record, desk_at(record) as browser:
        said = Commitment(("NO",), "build", "a radar station", Modality.WILL)
        report, claims = told("m1", "2031-05-04", [("They build it", "by June 2033", said)])
        record.put(report, claims, at=NOW, reader="1")
        browser.desk.searches.add(_made("radar or built", "build"))  # type: ignore[union-attr]
        (identity,) = re.findall(r'id="s-([0-9a-f]+)"', browser.get("/searches").text)
        before = browser.get(f"/searches/{identity}/calendar.ics").content
        update_index(record)
        after = browser.get(f"/searches/{identity}/calendar.ics").content
    assert before == after
    assert b"DTSTART;VALUE=DATE:20330630" in after


def _made(name: str, query: str) -> Any:
    from servanda.server.searches.saved_searches import Owner, made_search
    from servanda.server.searches.word_search import WordSearch

    return made_search(Owner(), name, WordSearch.of(query), NOW)


def test_a_new_report_is_in_the_feed_and_nothing_else_is_sent_again(browser: Browser) -> None:
    identity = save(browser)
    path = f"/searches/{identity}/feed.atom"
    first = browser.get(path)
    known = {"If-None-Match": first.headers["etag"]}
    assert browser.get(path, headers=known).status_code == 304
    said = Commitment(("NO",), "sell", "the Heron drones", Modality.WILL)
    report, claims = told("n4", "2032-01-09", [("They sell the drones", "", said)])
    browser.desk.record.put(report, claims, at=NOW, reader="1")
    update_index(browser.desk.record)
    again = browser.get(path, headers=known)
    assert again.status_code == 200
    old = {one.id for one in feedparser.parse(first.content).entries}
    new = feedparser.parse(again.content).entries
    assert len({one.id for one in new} - old) == 2, "the report and its claim"
    assert old < {one.id for one in new}
    assert new[0].id not in old, "the newest first"
    browser.submit(f"/searches/{identity}/name", "/searches", name="Other")
    renamed = browser.get(path, headers={"If-None-Match": again.headers["etag"]})
    assert renamed.status_code == 200
    assert "Other" in feedparser.parse(renamed.content).feed.title


def test_an_address_opens_what_its_owner_may_look_at(desk: Desk) -> None:
    browser, _ = desk
    log_in(browser, "Rea")
    feed, calendar = addresses(browser, save(browser))
    browser.cookies.clear()
    assert len(feedparser.parse(browser.get(feed).content).entries) >= 2
    assert b"BEGIN:VEVENT" in browser.get(calendar).content
    bare = feed.partition("?")[0]
    assert browser.get(bare).status_code == 401
    assert browser.get(f"{bare}?key=wrong").status_code == 404
    other = f"/searches/000000000000/feed.atom?key={feed.partition('=')[2]}"
    assert browser.get(other).status_code == 404
    assert browser.get(f"/search?q=drones&key={feed.partition('=')[2]}").status_code == 401


def test_an_address_is_withdrawn_renewed_and_gone_with_its_search(desk: Desk) -> None:
    browser, _ = desk
    log_in(browser, "Rea")
    identity = save(browser)
    first, _ = addresses(browser, identity)
    second, _ = addresses(browser, identity)
    assert browser.get(first).status_code == 404
    assert browser.get(second).status_code == 200
    browser.submit(f"/searches/{identity}/withdraw", "/searches")
    assert browser.get(second).status_code == 404
    third, _ = addresses(browser, identity)
    browser.submit(f"/searches/{identity}/delete", "/searches")
    assert browser.get(third).status_code == 404


def test_an_address_ends_with_its_account(desk: Desk) -> None:
    browser, _ = desk
    log_in(browser, "Rea")
    feed, _ = addresses(browser, save(browser))
    browser.cookies.clear()
    accounts = browser.desk.gate.accounts  # type: ignore[union-attr]
    accounts.remove("Rea")
    assert browser.get(feed).status_code == 404
    later = NOW.replace(year=NOW.year + 1)
    accounts.add(Account("Rea", Role.READER, hashed(PASSWORD), later))
    assert browser.get(feed).status_code == 404, "the name is another person's now"
    log_in(browser, "Rea")
    assert "No search saved yet" in browser.get("/searches").text


def test_nobody_sees_or_changes_anothers(desk: Desk) -> None:
    browser, tokens = desk
    log_in(browser, "Rea")
    identity = save(browser)
    browser.cookies.clear()
    log_in(browser, "Ada")
    assert "Drones" not in browser.get("/searches").text
    assert browser.get(f"/searches/{identity}/feed.atom").status_code == 404
    for action in ("name", "address", "withdraw", "delete"):
        answer = browser.submit(f"/searches/{identity}/{action}", "/search?q=drones", name="Mine")
        assert answer.status_code == 404, action
    browser.cookies.clear()
    mine = {"Authorization": f"Bearer {tokens[Role.READER]}"}
    assert browser.get(f"/searches/{identity}/feed.atom", headers=mine).status_code == 200


def test_a_token_makes_no_address(desk: Desk) -> None:
    browser, tokens = desk
    log_in(browser, "Rea")
    identity = save(browser)
    token = browser.token("/searches")
    browser.cookies.delete(browser.desk.session_cookie)
    answer = browser.post(
        f"/searches/{identity}/address",
        data={"form_token": token},
        headers={"Authorization": f"Bearer {tokens[Role.READER]}"},
    )
    assert answer.status_code == 403
    assert "token cannot make one" in answer.text


def test_no_key_is_kept_told_or_logged(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    browser, _ = desk
    caplog.set_level(logging.DEBUG, logger="servanda")
    caplog.set_level(logging.DEBUG, logger="uvicorn")
    log_in(browser, "Rea")
    identity = save(browser)
    feed, calendar = addresses(browser, identity)
    key = feed.partition("=")[2]
    told_ = [browser.get(feed).text, browser.get(calendar).text, browser.get("/searches").text]
    browser.submit(f"/searches/{identity}/withdraw", "/searches")
    told_ += [browser.get(feed).text, str(browser.get(feed).headers)]
    file = browser.desk.searches.path  # type: ignore[union-attr]
    assert file.stat().st_mode & 0o077 == 0
    for text in (*told_, file.read_text(encoding="utf-8"), caplog.text):
        assert key not in text


def test_a_feed_is_asked_for_as_often_as_a_page(desk: Desk) -> None:
    browser, _ = desk
    log_in(browser, "Rea")
    feed, _ = addresses(browser, save(browser))
    browser.cookies.clear()
    browser.desk.limits = RateLimits({Right.LOOK: Limit(2, 2)})
    assert [browser.get(feed).status_code for _ in range(3)] == [200, 200, 429]


def test_where_nothing_can_be_kept_the_page_says_what_to_do() -> None:
    with open_record("sqlite://") as record, desk_at(record) as browser:
        answer = browser.get("/searches")
        assert "Save this search" not in browser.get("/search?q=drones").text
    assert answer.status_code == 404
    assert "--searches FILE" in answer.text
