"""What a page asks of the record: at most thirty queries, none of them through a whole large table."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import desks
from desks import Browser, desk_at
from query_plans import asked_of
from servanda.indexing.update import update_index
from servanda.store import open_record

MOST = 30
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
    "/wording?words=ferries",
    "/search?q=ferr*",
    "/review",
    "/add",
    "/help",
)
# What goes through all reports without their texts, or through all terms of office, and why.
WHOLE = {
    "/sources": {"edition", "dating"},  # it counts the reports of every source
    "/reports?since=2001-01-05&until=2001-01-06": {"edition"},  # days have no index of their own
    "/reports/{report}/brief": {"edition"},  # it counts the irrelevant ones, which have an index
    "/timeline": {"tenure"},  # terms of which words say when they began
    "/network": set(),
    "/network?of=people": set(),
}


def synthetic() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "bench" / "synthetic.py"
    spec = importlib.util.spec_from_file_location("servanda_synthetic", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=[120, pytest.param(1000, marks=pytest.mark.slow)], ids=str)
def large(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    made = synthetic()
    url = f"sqlite:///{tmp_path_factory.mktemp('large') / 'large.db'}"
    made.fill(url, made.reports(request.param))
    with pytest.MonkeyPatch.context() as patch, open_record(url) as record:
        patch.setattr(desks, "TODAY", date(2001, 1, 10))
        update_index(record)
        with desk_at(record) as browser:
            yield browser


def path_of(browser: Browser, path: str) -> str:
    names: dict[str, str] = {}
    if "{" in path:
        found = re.search(r'href="/(commitments/(co-[0-9a-f]+))"', browser.get("/commitments").text)
        assert found
        report = browser.desk.record.entities.newest_reports(3)[-1].id
        names = {"commitment": found[1], "commitment_id": found[2], "report": report}
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
    assert len(asked.queries) <= MOST
    with large.desk.record._store.reading() as connection:
        assert asked.scans(connection, LARGE - WHOLE[path]) == []


def test_a_scan_is_found(large: Browser) -> None:
    with asked_of(large.desk.record) as asked:
        large.desk.record.counts()
    with large.desk.record._store.reading() as connection:
        assert asked.scans(connection, LARGE)
