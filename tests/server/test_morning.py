"""A morning of two people at one desk: real Chromium, the real server process, on both databases.

Eda reads what is new, rejects what is wrong, merges what is one, scores a promise and takes the calendar
along; Rea, who may only look, comes after her and sees all of it and can change none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import icalendar
import pytest

from desk_accounts import NAMES, PASSWORD, made_accounts, quick
from desks import put_three
from servanda.server.access.desk_roles import Role
from servanda.store import open_record
from server_process import CHROMIUM, browsing, serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
POSTGRES = pytest.param("postgresql", marks=pytest.mark.postgres)


@pytest.fixture(params=["sqlite", POSTGRES])
def record(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name a record of three reports on each database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'desk.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    put_three(url)
    return url


@pytest.fixture
def address(record: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve it to those with accounts."""
    quick(monkeypatch)
    accounts = tmp_path / "people.json"
    made_accounts(accounts)
    with serving(record, "--accounts", str(accounts)) as url:
        yield url


def test_a_morning_of_two(record: str, address: str) -> None:
    with browsing(address, accept_downloads=True) as page:
        log_in(page, NAMES[Role.EDITOR])
        rejected = read_and_reject(page)
        merge(page)
        promise = score(page)
        events = calendar(page)
        page.goto("/account")
        page.get_by_role("button", name="Log out").click()
        page.wait_for_url("**/login")
    assert any("Heron drones" in one["SUMMARY"] for one in events)
    with browsing(address) as page:
        log_in(page, NAMES[Role.READER])
        look_only(page, rejected, promise)
    with open_record(record) as kept:
        words = [one.word for one in kept.words.all()]
        assert kept.check() == []
    told = [getattr(one, "coder", None) or one.author for one in words]  # type: ignore[union-attr]
    assert told == ["Eda"] * 3, "a rejection, a merge and a score"


def log_in(page: Any, name: str) -> None:
    page.goto("/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.locator("h1", has_text="Today").wait_for()
    assert page.locator(".whoami").inner_text() == name


def read_and_reject(page: Any) -> str:
    """Read a new report, and reject its quote by keys; return where it stands."""
    assert page.locator("#new").inner_text() == "What came in"
    page.get_by_role("link", name="n2", exact=True).click()
    quote = page.locator("li.claim.k-quote")
    quote.get_by_role("button", name="Reject").click()
    page.locator("li.claim.k-quote.rejected").wait_for()
    assert "rejected by Eda" in quote.locator(".word").inner_text()
    return f"{page.url.partition('#')[0]}#{quote.get_attribute('id')}"


def merge(page: Any) -> None:
    """Say that two claims, of two reports, are about one thing."""
    page.goto("/review?kind=match")
    items = page.locator("form[action='/review/accept']")
    before = items.count()
    assert before >= 1
    items.first.get_by_role("button", name="One thing").click()
    page.wait_for_load_state()
    page.goto("/review?kind=match")
    assert page.locator("form[action='/review/accept']").count() == before - 1


def score(page: Any) -> str:
    """Score a promise; return its address."""
    page.goto("/commitments")
    page.locator("main a[href^='/commitments/co-']").first.click()
    page.get_by_label("Score", exact=True).select_option(label="−1 none")
    page.get_by_label("Guideline").fill("all of them delivered by the last day")
    page.get_by_label("Reason").fill("none came")
    page.get_by_role("button", name="Keep the score").click()
    page.locator("#compliance td", has_text="−1 none").wait_for()
    return str(page.url.partition("#")[0])


def calendar(page: Any) -> list[Any]:
    """Save a search, give it an address, and read its calendar as a program does that cannot log in."""
    page.goto("/search?q=drones")
    page.get_by_label("Save this search as").fill("Drones")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Make an address of Drones").click()
    address = page.locator("code", has_text="calendar.ics").inner_text()
    assert re.search(r"key=[\w-]{40}", address)
    found = page.context.browser.new_context().request.get(address)
    assert found.status == 200
    return list(icalendar.Calendar.from_ical(found.body()).walk("VEVENT"))


def look_only(page: Any, rejected: str, promise: str) -> None:
    """See what was decided, find no button that decides, and be refused what has none."""
    page.goto(rejected)
    word = page.locator("li.claim.k-quote.rejected .word")
    assert "rejected by Eda" in word.inner_text()
    assert page.get_by_role("button", name="Accept").count() == 0
    page.goto(promise)
    assert "−1 none" in page.locator("#compliance").inner_text()
    assert page.get_by_role("button", name="Keep the score").count() == 0
    page.goto("/searches")
    assert page.locator("h1 + p").count() == 1
    assert "Drones" not in page.locator("main").inner_text()
    claim = rejected.partition("#c-")[2]
    tried = page.request.post(f"/claims/{claim}/accept", form={}, headers={"Origin": ""})
    assert tried.status == 403
