"""What the command line asks with, addresses take too: grades, calendars, what was looked at, what to review."""

from __future__ import annotations

from typing import Any

import pytest

from desks import NOW, Browser
from servanda.model import Grade, Scale
from servanda.server.api.api_rows import CandidateRow, ReviewRow

V1 = "/api/v1"


def items(browser: Browser, path: str, **asked: Any) -> list[dict[str, Any]]:
    answer = browser.get(f"{V1}{path}", params=asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_only_reports_with_a_grade_count(browser: Browser) -> None:
    every = items(browser, "/incidents")
    assert every
    graded = Grade.make(Scale.CREDIBILITY, "n2", "2", author="Ana", at=NOW)
    browser.desk.record.words.add(graded, at=NOW)
    assert items(browser, "/incidents", credibility="1-3") == every
    assert items(browser, "/incidents", credibility="4-6") == []
    assert {one["report"] for one in items(browser, "/claims", credibility="2")} == {"n2"}
    assert items(browser, "/incidents", credibility="4?") == []
    assert items(browser, "/incidents", reliability="?") == every
    assert items(browser, "/incidents", reliability="A") == []


@pytest.mark.parametrize(
    "asked", [{"credibility": "A"}, {"reliability": "7"}, {"reliability": "-"}]
)
def test_what_is_no_grade_is_refused(browser: Browser, asked: dict[str, str]) -> None:
    answer = browser.get(f"{V1}/incidents", params=asked)
    assert answer.status_code == 422
    assert "it is not a grade" in answer.text


def test_a_calendar_has_reminders_and_what_is_behind(browser: Browser) -> None:
    address = f"{V1}/export/calendar"
    ahead = browser.get(address, params={"today": "2031-07-01"}).text
    assert "BEGIN:VALARM" not in ahead
    assert ahead.count("BEGIN:VEVENT") >= 1
    assert (
        "BEGIN:VALARM" in browser.get(address, params={"today": "2031-07-01", "alarm": "2w"}).text
    )
    late = {"today": "2035-01-01"}
    assert browser.get(address, params=late).text.count("BEGIN:VEVENT") == 0
    assert browser.get(address, params={**late, "past": "true"}).text.count("BEGIN:VEVENT") >= 1
    for wrong in ({"alarm": "soon"}, {"alarm": "7"}):
        assert browser.get(address, params=wrong).status_code == 422
    for wrong in ({"past": "true"}, {"alarm": "7d"}):
        answer = browser.get(f"{V1}/export/claims", params=wrong)
        assert answer.status_code == 422
        assert "is no calendar" in answer.text


def test_what_was_looked_at_in_a_report_is_a_list(browser: Browser) -> None:
    row = {"report": "n2", "kind": "incident", "start": 0, "end": 4, "text": "They"}
    row |= {
        "proposed_by": "x",
        "score": 1.5,
        "threshold": None,
        "counted": [],
        "outcome": "no claim",
    }

    class Known:
        def candidates(self, _: object) -> list[dict[str, Any]]:
            return [row, row]

        def close(self) -> None:
            """Nothing is open."""

    browser.desk.explainer = Known()  # type: ignore[assignment]
    found = items(browser, "/reports/n2/candidates")
    assert found == [row, row]
    CandidateRow.model_validate(found[0])
    assert browser.get(f"{V1}/reports/n99/candidates").status_code == 404


@pytest.mark.parametrize("path", ["/claims", "/incidents", "/reports", "/timeline", "/quotes"])
def test_a_report_is_named_by_its_id_as_by_its_name(browser: Browser, path: str) -> None:
    found = items(browser, path, report=browser.report_id("n2"))
    assert found
    assert found == items(browser, path, report="n2")


def test_an_export_of_a_report_takes_its_id(browser: Browser) -> None:
    one, other = (
        browser.get(f"{V1}/export/claims", params={"report": name})
        for name in ("n2", browser.report_id("n2"))
    )
    assert one.content == other.content
    assert b'"n2"' in one.content


def test_what_is_to_review_is_a_list(browser: Browser) -> None:
    found = items(browser, "/review")
    for one in found:
        ReviewRow.model_validate(one)
    assert [one["score"] for one in found] == sorted(one["score"] for one in found)
    claims = items(browser, "/review", kind="claim", report="n2")
    assert all(one["kind"] == "claim" and "n2" in one["reports"] for one in claims)
    for narrowed in ({"credibility": "1"}, {"reliability": "A"}, {"min_confidence": "0.99"}):
        sure = items(browser, "/review", **narrowed)
        assert all(ReviewRow.model_validate(one) for one in sure)
    assert browser.get(f"{V1}/review", params={"kind": "odd"}).status_code == 422
    assert browser.get(f"{V1}/review", params={"report": "n99"}).status_code == 404
