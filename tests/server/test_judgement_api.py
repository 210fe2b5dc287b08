"""How persons judged, over REST: agreement, scores and their percentages, and what reading again changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter

from desks import NOW, Browser
from servanda.indexing.update import update_index
from servanda.server.access.desk_roles import RIGHTS, Person, Role
from servanda.server.api.judgement_rows import (
    AgreementRow,
    ChangeRow,
    ComplianceRow,
    DisagreementRow,
    PercentageRow,
)

V1 = "/api/v1"
LATER = datetime(2041, 1, 1, tzinfo=UTC)


def items(browser: Browser, path: str, shape: Any = None, **asked: Any) -> list[dict[str, Any]]:
    answer = browser.get(f"{V1}{path}", params=asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    if shape is not None:
        TypeAdapter(list[shape]).validate_python(found)
    return found


def promise(browser: Browser) -> str:
    return str(items(browser, "/commitments")[0]["id"])


def as_person(browser: Browser, monkeypatch: pytest.MonkeyPatch, name: str, role: Role) -> None:
    person = Person(name, RIGHTS[role], role)
    monkeypatch.setattr(browser.desk, "person_of", lambda _: person)


def post(browser: Browser, path: str, code: int = 201, **asked: Any) -> dict[str, Any]:
    answer = browser.post(f"{V1}{path}", json=asked)
    assert answer.status_code == code, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_score_is_kept_by_the_guideline_summed_up_and_taken_back(browser: Browser) -> None:
    it = promise(browser)
    said = {"commitment": it, "text": "all came", "start": "2031-06-01", "end": "2031-12-31"}
    assert post(browser, "/compliance/guidelines", **said)["value"]["text"] == "all came"
    kept = post(browser, "/compliance", commitment=it, obligor="Norway", value=0, reason="half")
    (row,) = items(browser, "/compliance", ComplianceRow)
    assert (row["id"], row["obligor"], row["value"], row["coders"]) == (it, "NO", 0, ["Ana"])
    assert (row["guideline"], row["start"], row["reason"]) == ("all came", "2031-06-01", "half")
    assert items(browser, "/compliance", obligor="NO", coder="Ana", commitment=it) == [row]
    assert items(browser, "/compliance", obligor="Sweden") == []
    assert items(browser, "/compliance", coder="Bo") == []
    summed = items(browser, "/compliance/percentages", PercentageRow)
    assert [one["by"] for one in summed] == ["obligor", "commitment", "overall"]
    assert {one["percent"] for one in summed} == {50.0}
    assert browser.post(f"{V1}/decisions/{kept['id']}/undo").status_code == 200
    assert items(browser, "/compliance") == []


def test_who_differ_are_listed_and_measured(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = promise(browser)
    claims = browser.claims("n1")[:2]
    post(browser, "/compliance", commitment=it, obligor="NO", value=1)
    post(browser, "/decisions", action="accept", ids=claims, blind=True)
    as_person(browser, monkeypatch, "Bo", Role.CODER)
    browser.desk.now = lambda: NOW + timedelta(minutes=1)
    post(browser, "/compliance", commitment=it, obligor="NO", value=-1)
    post(browser, "/decisions", action="reject", ids=claims[:1], blind=True)
    (row,) = items(browser, "/compliance", ComplianceRow)
    assert (row["value"], row["disputed"]) == (None, [["Ana", 1], ["Bo", -1]])
    found = items(browser, "/agreement", AgreementRow)
    assert {tuple(one["coders"]) for one in found} == {("Ana", "Bo")}
    scored = next(one for one in found if one["kind"] == "compliance")
    assert (scored["units"], scored["raw"], scored["level"]) == (1, 0.0, "ordinal")
    differing = items(browser, "/disagreements", DisagreementRow)
    assert {one["kind"] for one in differing} >= {"compliance"}
    said = next(one for one in differing if one["ids"] == claims[:1])
    assert said["said"] == [["Ana", "accept"], ["Bo", "reject"]]
    assert said["what"] != claims[0]
    assert items(browser, "/agreement", coder=["Ana", "Cy"]) == []
    assert items(browser, "/agreement", recorded_by="2031-01-01") == []


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        (404, {"commitment": "co-0", "obligor": "NO", "value": 1}),
        (422, {"obligor": "Atlantis", "value": 1}),
        (422, {"obligor": "NO", "value": 2}),
        (422, {"obligor": "NO"}),
        (422, {"obligor": "NO", "value": 1, "start": "2031-02-01", "end": "2031-01-01"}),
        (422, {"obligor": "NO", "value": 1, "coder": "Somebody else"}),
    ],
)
def test_what_is_no_score_is_refused(browser: Browser, code: int, asked: dict[str, Any]) -> None:
    post(browser, "/compliance", code, **{"commitment": promise(browser), **asked})
    assert browser.desk.record.words.all() == ()


@pytest.mark.parametrize(
    ("path", "code", "asked"),
    [
        ("/agreement", 422, {"coder": "Ana"}),
        ("/compliance", 404, {"commitment": "co-0"}),
        ("/review/changes", 422, {"since": "yesterday"}),
        ("/review/changes", 422, {"since": "2031-01-01T12:00:00"}),
    ],
)
def test_a_question_that_makes_no_sense_says_why(
    browser: Browser, path: str, code: int, asked: dict[str, Any]
) -> None:
    answer = browser.get(f"{V1}{path}", params=asked)
    assert answer.status_code == code
    assert answer.json()["reason"]


@pytest.mark.costly
def test_only_who_may_judge_scores(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    it = promise(browser)
    as_person(browser, monkeypatch, "Rolf", Role.READER)
    post(browser, "/compliance", 403, commitment=it, obligor="NO", value=1)
    post(browser, "/compliance/guidelines", 403, commitment=it, text="all")
    assert items(browser, "/compliance") == []


def test_what_reading_again_changed_is_listed(browser: Browser) -> None:
    record = browser.desk.record
    assert items(browser, "/review/changes") == []
    view = record.view()
    report = view.report("n2")
    left = [one.claim for one in view.claims(report="n2") if one.claim.kind != "incident"]
    record.put(report, left, at=LATER, reader="later")
    gone = items(browser, "/review/changes", ChangeRow, since="2040-12-31")
    assert [(one["change"], one["report"]) for one in gone] == [("gone", "n2")]
    assert items(browser, "/review/changes", since="2041-01-02T00:00:00Z") == []


def test_decisions_are_found_by_what_they_are_who_made_them_and_what_they_are_about(
    browser: Browser,
) -> None:
    claim, other = browser.claims("n1")[:2]
    kept = post_all(browser, action="accept", ids=[claim])
    post_all(browser, action="reject", ids=[other])
    assert [one["id"] for one in items(browser, "/decisions", action="accept")] == [kept]
    assert [one["id"] for one in items(browser, "/decisions", about=claim)] == [kept]
    assert len(items(browser, "/decisions", author="Ana")) == 2
    assert items(browser, "/decisions", author="Bo") == []
    browser.post(f"{V1}/decisions/{kept}/undo")
    assert [one["id"] for one in items(browser, "/decisions", undone=True)] == [kept]
    assert len(items(browser, "/decisions", undone=False)) == 1


def post_all(browser: Browser, **asked: Any) -> str:
    answer = browser.post(f"{V1}/decisions", json=asked)
    assert answer.status_code == 201, answer.text
    return str(answer.json()[0]["id"])


@pytest.mark.costly
def test_a_decision_that_lost_its_claim_is_on_the_review_queue(browser: Browser) -> None:
    record = browser.desk.record
    view = record.view()
    report = view.report("n2")
    claims = [one.claim for one in view.claims(report="n2")]
    incident = next(one for one in claims if one.kind == "incident")
    kept = post_all(browser, action="accept", ids=[incident.id])
    left = [one for one in claims if one.kind != "incident"]
    record.put(report, left, at=LATER, reader="later")
    update_index(record)
    (item,) = items(browser, "/review", kind="decision")
    assert (item["about"], item["ids"], item["reports"]) == ("orphaned", [kept], ["n2"])
    page = browser.get("/review?kind=decision").text
    assert "n2 as read now has no such incident" in page
    assert f'action="/decisions/{kept}/undo"' in page
    done = browser.submit(f"/decisions/{kept}/undo", "/review", back="/review")
    assert done.headers["location"] == "/review"
    assert items(browser, "/review", kind="decision") == []
