"""A snapshot by pages: all of them together are the picture of the day, and each loads what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from desks import Browser
from servanda.analysis.standing import IndexedStanding
from servanda.export.narrowing import EVERYTHING, Wanted
from servanda.record_answers import picture_answer
from servanda.record_questions import Moment, RecordQuestions
from servanda.server.api import question_api
from servanda.server.snapshot_rows import SnapshotRows
from servanda.store.index.asked import Asked

V1 = "/api/v1"


def questions(browser: Browser, **moment: Any) -> RecordQuestions:
    today = browser.desk.today
    return RecordQuestions(browser.desk.record, Moment(today, **moment), lambda _: None)


def pages(browser: Browser, **given: Any) -> Iterator[dict[str, Any]]:
    cursor: dict[str, str] = {}
    while True:
        answer = browser.get(f"{V1}/snapshot", params={**given, **cursor})
        assert answer.status_code == 200, answer.text
        yield answer.json()
        if answer.json()["next"] is None:
            return
        cursor = {"cursor": answer.json()["next"]}


@pytest.mark.parametrize(
    ("wanted", "moment"),
    [
        (EVERYTHING, {}),
        (Wanted(("NO",)), {}),
        (EVERYTHING, {"as_of": date(2031, 6, 13)}),
        (EVERYTHING, {"known_by": date(2031, 6, 13)}),
    ],
)
def test_parts_together_are_the_picture(
    browser: Browser, wanted: Wanted, moment: dict[str, Any]
) -> None:
    asked = questions(browser, **moment)
    drawn = SnapshotRows(asked, wanted)
    rows = drawn.rows()
    ids = [row["id"] for row in rows]
    assert len(set(ids)) == len(ids) > 3
    parts = [drawn.laid([row]) for row in rows]
    whole = picture_answer(asked, wanted)
    for name, value in whole.items():
        if isinstance(value, list):
            assert [row for part in parts for row in part[name]] == value
            assert drawn.about()["counts"][name] == len(value)
        else:
            assert drawn.about()[name] == value


@pytest.mark.parametrize("given", [{}, {"report": "n1"}])
def test_pages_follow_each_other(browser: Browser, given: dict[str, str]) -> None:
    [whole] = pages(browser, **given)
    found = list(pages(browser, limit=2, **given))
    assert len(found) == -(-whole["total"] // 2)
    for name in whole["counts"]:
        assert [row for page in found for row in page[name]] == whole[name]
    for page in found[:-1]:
        assert sum(len(page[name]) for name in whole["counts"]) == 2


def test_what_is_long_is_loaded_of_the_rows_shown_alone(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Asked] = []
    on = IndexedStanding.on

    def noted(self: IndexedStanding, kind: str, day: date, given: Asked) -> Any:
        if kind == "commitment" and given.whole:
            asked.append(given)
        return on(self, kind, day, given)

    drawn = SnapshotRows(questions(browser), EVERYTHING)
    promised = [row for row in drawn.rows() if "overdue" in row or "promised" in row]
    monkeypatch.setattr(IndexedStanding, "on", noted)
    drawn.laid(promised[:1])
    [shown] = [row for row in promised[0].values() if isinstance(row, dict)]
    assert [one.owners for one in asked] == [{shown["id"]}]


def test_a_page_ends_where_its_rows_name_too_many_reports(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted(page: dict[str, Any]) -> int:
        return sum(len(value) for value in page.values() if isinstance(value, list))

    [whole] = pages(browser)
    monkeypatch.setattr(question_api, "_TOLD", 2)
    found = list(pages(browser))
    assert len(found) > 1
    assert {page["total"] for page in found} == {whole["total"]}
    for name in whole["counts"]:
        assert [row for page in found for row in page[name]] == whole[name]
    assert all(0 < counted(page) - len(page["notes"]) < whole["total"] for page in found)
