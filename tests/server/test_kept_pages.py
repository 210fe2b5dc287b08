"""Pages that are kept: the same until the record changes, and to each person what that person may see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desk_accounts import desk_with_accounts, log_in
from desks import Browser
from query_plans import asked_of

PAGES = (
    "/",
    "/commitments",
    "/commitments?view=board",
    "/timeline?at=2031-06-01",
    "/network",
    "/network?of=people",
    "/snapshot",
    "/snapshot?as_of=2031-05-31&beside=2031-07-01",
    "/wording?assurances=true",
    "/sources",
    "/review",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asked_for_again_is_the_same_and_asks_less(browser: Browser, path: str) -> None:
    with asked_of(browser.desk.record) as first:
        before = browser.get(path)
    with asked_of(browser.desk.record) as again:
        after = browser.get(path)
    assert before.status_code == after.status_code == 200
    assert before.text == after.text
    assert 0 < len(again.queries) < len(first.queries)


@pytest.mark.parametrize("path", ["/", "/snapshot", "/timeline?at=2031-06-01"])
def test_a_page_is_made_anew_once_somebody_decides(browser: Browser, path: str) -> None:
    def incidents() -> int:
        return len(re.findall("fired a missile", browser.get(path).text, re.IGNORECASE))

    before = incidents()
    assert before == incidents() > 0
    [claim] = browser.claims("n2", "incident")
    done = browser.submit(f"/claims/{claim}/reject", f"/reports/{browser.report_id('n2')}")
    assert done.status_code == 303
    assert incidents() == 0


def test_parts_views_and_days_are_told_apart(browser: Browser) -> None:
    board = browser.get("/commitments?view=board").text
    table = browser.get("/commitments").text
    assert ('class="board"' in board, 'class="board"' in table) == (True, False)
    assert browser.get("/commitments?today=2031-12-01").text != table
    assert "fired a missile" not in browser.get("/snapshot?as_of=2031-05-31").text.casefold()
    assert "fired a missile" in browser.get("/snapshot").text.casefold()


def test_nobody_sees_the_forms_that_another_may_send(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor looks first, then a reader, then the editor again: the same items, other forms."""
    with desk_with_accounts(tmp_path, monkeypatch) as (browser, _):
        found = []
        for name in ("Eda", "Rea", "Eda"):
            assert log_in(browser, name).status_code == 303
            found.append(browser.get("/review").text)
            browser.submit("/logout", "/help")
        items = [re.findall(r'class="score">([0-9.]+)', page) for page in found]
        assert items[0] == items[1] == items[2] != []
        assert ["/review/accept" in page for page in found] == [True, False, True]
        tokens = [set(re.findall(r'name="form_token" value="([0-9a-f]+)"', page)) for page in found]
        assert tokens[0].isdisjoint(tokens[1])


def test_what_the_index_lacks_is_noted_each_time(browser: Browser) -> None:
    """A page that is kept says as well that the record has reports which are not settled."""
    words = "newer than the index"
    assert words not in browser.get("/commitments").text
    browser.desk.record.retract("n3", at=browser.desk.now())
    pages = [browser.get("/commitments").text for _ in range(2)]
    assert [words in page for page in pages] == [True, True]
