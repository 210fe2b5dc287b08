"""What a page asks of the record: at most thirty queries, none of them through a whole large table."""

from __future__ import annotations

import re

import pytest

from desks import Browser
from query_plans import asked_of

MOST = 30
MOST_OF_A_BRIEF = 40  # its report has copies of copies, and names somebody first in an office
LARGE = frozenset(
    "text report edition block dating reading claim evidence statement entity entity_claim link "
    "blocking_key name_use state tenure tenure_mention office_mention phrase".split()
)
PAGES = (
    "/",
    "/reports",
    "/reports/{report}",
    "/reports/{report}/origin",
    "/commitments",
    "/commitments?view=board",
    "/commitments?status=planned",
    "/{commitment}",
    "/why/{commitment_id}",
    "/snapshot",
    "/snapshot?as_of=2001-01-12&beside=2001-01-06",
    "/people",
    "/people/{person}",
    "/wording?words=ferries",
    "/search?q=ferr*",
    "/review",
    "/add",
    "/help",
)
# What goes through all reports without their texts, or through all terms of office, and why.
WHOLE = {
    "/sources": {"edition", "dating"},  # it counts the reports of every source
    # Days have no index of their own.
    "/reports?since=2001-01-05&until=2001-01-06": {"edition", "dating"},
    # It counts the irrelevant ones, which have an index.
    "/reports/{report}/brief": {"edition", "dating"},
    "/timeline": {"tenure", "dating"},  # terms of which words say when they began
    # All assurances, and which reports are copies of which.
    "/wording?assurances=true": {"claim", "edition", "dating"},
    "/network": set(),
    "/network?of=people": set(),
}


def path_of(browser: Browser, path: str) -> str:
    names: dict[str, str] = {}
    if "{" in path:
        found = re.search(r'href="/(commitments/(co-[0-9a-f]+))"', browser.get("/commitments").text)
        assert found
        report = browser.desk.record.entities.newest_reports(3)[-1].id
        people = re.search(r'href="/people/(pe-[0-9a-f]+)"', browser.get("/people").text)
        assert people
        names = {
            "commitment": found[1],
            "commitment_id": found[2],
            "report": report,
            "person": people[1],
        }
    return path.format(**names)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_little(large: Browser, path: str) -> None:
    where = path_of(large, path)
    with asked_of(large.desk.record) as asked:
        answer = large.get(where)
    assert answer.status_code == 200
    assert len(answer.content) < 300_000
    assert len(asked.queries) <= MOST, [query[:80] for query, _ in asked.queries]
    with large.desk.record._store.reading() as connection:
        assert asked.scans(connection, LARGE) == []


@pytest.mark.parametrize("path", WHOLE)
def test_what_goes_through_all_reports_reads_no_text(large: Browser, path: str) -> None:
    where = path_of(large, path)
    with asked_of(large.desk.record) as asked:
        answer = large.get(where)
    assert answer.status_code == 200
    assert len(answer.content) < 300_000
    assert len(asked.queries) <= (MOST_OF_A_BRIEF if path.endswith("/brief") else MOST)
    with large.desk.record._store.reading() as connection:
        assert asked.scans(connection, LARGE - WHOLE[path]) == []


def test_a_scan_is_found(large: Browser) -> None:
    with asked_of(large.desk.record) as asked:
        large.desk.record.counts()
    with large.desk.record._store.reading() as connection:
        assert asked.scans(connection, LARGE)
