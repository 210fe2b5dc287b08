"""Words by pages: some reports are looked into at a time, and all pages together are the whole answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from orjson import dumps, loads

from desks import Browser, desk_at
from indexed import put_readings
from servanda.export.narrowing import EVERYTHING, Wanted
from servanda.indexing.update import update_index
from servanda.model import Assurance
from servanda.record_answers import assured_answer, search_answer
from servanda.record_questions import Moment, RecordQuestions
from servanda.server.api import wording_api
from servanda.store import open_record


def pages(browser: Browser, **given: Any) -> Iterator[dict[str, Any]]:
    cursor: dict[str, str] = {}
    while True:
        answer = browser.get("/api/v1/search", params={"q": "heron", **given, **cursor})
        assert answer.status_code == 200, answer.text
        yield answer.json()
        if answer.json()["next"] is None:
            return
        cursor = {"cursor": answer.json()["next"]}


def whole(browser: Browser, wanted: Wanted = EVERYTHING) -> list[dict[str, Any]]:
    desk = browser.desk
    questions = RecordQuestions(desk.record, Moment(desk.today), lambda _: None)
    return search_answer(questions, "heron", wanted)


def places(rows: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    return sorted((row["report"], row["kind"], row["start"]) for row in rows)


def test_few_reports_are_one_page_in_the_order_of_the_whole_answer(browser: Browser) -> None:
    [page] = pages(browser)
    rows = whole(browser)
    assert [row.get("id") for row in page["items"]] == [row.get("id") for row in rows]
    assert page["total"] == len(rows) > 2
    assert page["reports"] == len({row["report"] for row in rows}) == 2
    assert sum(page["facets"].values()) == len(rows)


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_pages_go_on_with_older_reports(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(wording_api, "_LOOKED_INTO", 1)
    found = list(pages(browser, limit=limit))
    assert len(found) > 1
    assert {page["reports"] for page in found} == {2}
    for page in found:
        assert len({row["report"] for row in page["items"]}) <= 1
        assert len(page["items"]) <= limit
    assert places([row for page in found for row in page["items"]]) == places(whole(browser))
    names = list(dict.fromkeys(row["report"] for page in found for row in page["items"]))
    assert names == sorted(names, reverse=True)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [({"party": "NO"}, Wanted(("NO",))), ({"report": "n1"}, Wanted(report="n1"))],
)
def test_filters_leave_out_hits_of_every_page(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], wanted: Wanted
) -> None:
    monkeypatch.setattr(wording_api, "_LOOKED_INTO", 1)
    rows = [row for page in pages(browser, **given) for row in page["items"]]
    assert places(rows) == places(whole(browser, wanted))
    assert rows


@pytest.mark.parametrize(("most", "sizes"), [(800, [3]), (3, [1, 1, 1]), (0, [1, 1, 1])])
def test_a_page_of_wordings_ends_where_their_uses_are_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, sizes: list[int]
) -> None:
    monkeypatch.setattr(wording_api, "_USES", most)
    abouts = ("free passage for ships", "friendship with Sarmia", "the defence of Kelm Island")
    readings = [
        (
            f"n{number}",
            f"2031-0{number}-01",
            [(f"Norland stands by {one}", "", Assurance(("NO",), one, one)) for one in abouts],
        )
        for number in (1, 2)
    ]
    with open_record(f"sqlite:///{tmp_path / 'r.db'}") as record:
        put_readings(record, readings)
        update_index(record)
        with desk_at(record) as browser:
            questions = RecordQuestions(record, Moment(browser.desk.today), lambda _: None)
            rows: list[dict[str, Any]] = []
            found: list[int] = []
            cursor: dict[str, str] = {}
            while True:
                page = browser.get("/api/v1/wordings", params=cursor).json()
                rows += page["items"]
                found.append(len(page["items"]))
                assert page["total"] == len(abouts)
                if page["next"] is None:
                    break
                cursor = {"cursor": page["next"]}
            assert found == sizes
            assert rows == loads(dumps(assured_answer(questions)))
