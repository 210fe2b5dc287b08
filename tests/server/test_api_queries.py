"""What a request of a program asks of the record: at most thirty queries, none through a whole large table."""

from __future__ import annotations

import pytest

from desks import Browser
from query_plans import asked_of

MOST = 30
LARGE = frozenset(
    "text report edition block dating reading claim evidence statement entity entity_claim link "
    "blocking_key name_use state tenure tenure_mention office_mention".split()
)
V1 = "/api/v1"
ASKED = (
    "/reports",
    "/reports/{report}",
    "/reports/{report}/text",
    "/reports/{report}/claims",
    "/claims",
    "/claims?kind=commitment&limit=20",
    "/claims?party=NO&limit=5",
    "/claims/{claim}",
    "/commitments?limit=20",
    "/incidents?limit=20",
    "/entities/{entity}",
    "/due?limit=20",
    "/snapshot",
    "/search?q=ferr*&limit=20",
    "/drift?words=ferries",
    "/why/{entity}",
    "/decisions",
    "/decisions?about={entity}",
    "/review",
    "/agreement",
    "/disagreements",
    "/compliance?commitment={entity}",
    "/compliance/percentages",
    "/check",
    "/jobs",
    "/me",
)
# What goes through one table whole, without the texts, and why.
WHOLE = {
    "/timeline?limit=20": {
        "tenure",
        "edition",
        "dating",
    },  # terms that words begin; days of reports
    "/offices?limit=20": {"tenure"},  # all of them are listed
    "/wordings?limit=3": {
        "claim",
        "edition",
        "dating",
    },  # all assurances, and whose copies are whose
    "/consultations?limit=20": {"entity"},  # half of all entities are
}


def filled(browser: Browser, path: str) -> str:
    report = browser.desk.record.entities.newest_reports(3)[-1].id
    promise = browser.get(f"{V1}/commitments", params={"limit": 1}).json()["items"][0]
    return path.format(report=report, entity=promise["id"], claim=promise["claims"][0])


@pytest.mark.parametrize("path", [*ASKED, *WHOLE])
def test_a_request_asks_little(large: Browser, path: str) -> None:
    where = filled(large, path)
    with asked_of(large.desk.record) as asked:
        answer = large.get(f"{V1}{where}")
    assert answer.status_code == 200, answer.text
    assert len(asked.queries) <= MOST, [query[:80] for query, _ in asked.queries]
    with large.desk.record._store.reading() as connection:
        assert asked.scans(connection, LARGE - WHOLE.get(path, set())) == []


def test_what_did_not_change_takes_two_queries(large: Browser) -> None:
    first = large.get(f"{V1}/snapshot")
    with asked_of(large.desk.record) as asked:
        again = large.get(f"{V1}/snapshot", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert len(asked.queries) <= 2


@pytest.mark.parametrize("path", ["/reports", "/claims"])
def test_every_page_of_a_long_list_asks_as_little(large: Browser, path: str) -> None:
    cursor, seen = None, 0
    for _ in range(4):
        given = {"limit": 20} | ({"cursor": cursor} if cursor else {})
        with asked_of(large.desk.record) as asked:
            page = large.get(f"{V1}{path}", params=given).json()
        assert len(asked.queries) <= MOST
        seen += len(page["items"])
        cursor = page["next"]
    assert seen == 80
