"""The reading half of the REST interface: rows as the command line prints them, pages, tags, problems."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import TypeAdapter

from desks import TODAY, Browser
from servanda.export.narrowing import Wanted
from servanda.record_answers import (
    KINDS,
    assured_answer,
    due_answer,
    kind_answer,
    picture_answer,
    timeline_answer,
    with_confidence,
)
from servanda.record_questions import Moment, RecordQuestions
from servanda.server.api.api_rows import ROWS, DueRow, ProblemAnswer, SnapshotAnswer, TimelineRow

V1 = "/api/v1"


def got(browser: Browser, path: str, **params: Any) -> Any:
    answer = browser.get(f"{V1}{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def problem(browser: Browser, path: str, code: int, **params: Any) -> Any:
    answer = browser.get(f"{V1}{path}", params=params)
    assert answer.status_code == code, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    TypeAdapter(ProblemAnswer).validate_python(found)
    assert found["status"] == code
    return found


def asked(browser: Browser) -> RecordQuestions:
    return RecordQuestions(browser.desk.record, Moment(TODAY), lambda _: None)


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_is_what_the_command_prints(browser: Browser, kind: str) -> None:
    questions = asked(browser)
    order = {"order": "published"} if kind == "reports" else {}
    answer = got(browser, f"/{kind}", **order)
    wanted = with_confidence(questions, kind_answer(questions, kind))
    assert answer["items"] == plain(wanted)
    assert answer["total"] == len(wanted)
    for row in answer["items"]:
        ROWS[kind].model_validate(row)


def test_what_is_due_the_timeline_and_a_snapshot(browser: Browser) -> None:
    questions = asked(browser)
    due, timeline = got(browser, "/due"), got(browser, "/timeline", party="NO")
    assert due["items"] == plain(due_answer(questions))
    assert timeline["items"] == plain(timeline_answer(questions, Wanted(("NO",))))
    snapshot = got(browser, "/snapshot", party="SE")
    picture = plain(picture_answer(questions, Wanted(("SE",))))
    assert {key: snapshot[key] for key in picture} == picture
    TypeAdapter(list[DueRow]).validate_python(due["items"])
    TypeAdapter(list[TimelineRow]).validate_python(timeline["items"])
    TypeAdapter(SnapshotAnswer).validate_python(snapshot)


def test_one_report_with_its_text_claims_and_brief(browser: Browser) -> None:
    newest = got(browser, "/reports")["items"]
    assert [row["report"] for row in newest] == ["n3", "n2", "n1"]
    identity = newest[0]["id"]
    report = got(browser, f"/reports/{identity}")
    assert report["id"] == identity
    text = browser.get(f"{V1}/reports/{identity}/text")
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    claims = got(browser, f"/reports/{identity}/claims")["items"]
    for claim in claims:
        for words in claim["evidence"]:
            assert text.text[words["start"] : words["end"]] == words["exact"]
    assert {row["change"] for row in got(browser, "/reports/n3/brief")["rows"]} >= {"repeated"}
    only = got(browser, "/reports/n3/brief", only="repeated")["rows"]
    assert {row["change"] for row in only} == {"repeated"}


def test_one_claim_one_entity_and_why(browser: Browser) -> None:
    promise = got(browser, "/commitments")["items"][0]
    claim = got(browser, f"/claims/{promise['claims'][0]}")
    assert claim["kind"] == "commitment"
    entity = got(browser, f"/entities/{promise['id']}")
    assert entity["claims"] == promise["claims"]
    steps = got(browser, f"/why/{promise['id'][:10]}")
    assert steps[0]["id"] == promise["id"]
    holder = got(browser, "/offices")["items"][0]
    assert got(browser, f"/entities/{holder['person']}")["kind"] == "person"


def test_words_are_found_and_followed(browser: Browser) -> None:
    hits = got(browser, "/search", q="friendship")
    assert hits["facets"]["assurance"] == 2
    drift = got(browser, "/drift", words="friendship is firm")
    assert [use["report"] for use in drift["uses"]] == ["n1", "n3"]
    assert got(browser, "/wordings")["items"] == plain(assured_answer(asked(browser)))


# -- the three times ---------------------------------------------------------------------------


def test_the_three_times_narrow_what_is_seen(browser: Browser) -> None:
    known = got(browser, "/reports", known_by="2031-05-31")["items"]
    assert [row["report"] for row in known] == ["n1"]
    assert got(browser, "/reports", recorded_by="1999-12-31")["items"] == []
    assert got(browser, "/snapshot", as_of="2031-07-01")["as_of"] == "2031-07-01"
    status = [
        got(browser, "/commitments", today=day)["items"][0]["status"]
        for day in ("2031-12-01", "2032-02-01")
    ]
    assert status[0] != status[1] == "overdue"
    early = got(browser, "/claims", known_by="2031-05-31")["items"]
    assert {row["report"] for row in early} == {"n1"}


# -- pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/reports", {}),
        ("/reports", {"order": "published"}),
        ("/claims", {}),
        ("/claims", {"known_by": "2032-12-31"}),
        ("/claims", {"report": "n2"}),
        ("/timeline", {}),
        ("/timeline", {"since": "2031-06-01", "until": "2031-12-31"}),
        ("/timeline", {"kind": "report"}),
        ("/commitments", {}),
        ("/consultations", {"today": "2031-06-10"}),
        ("/due", {"status": "overdue,done,planned"}),
        ("/dates", {}),
        ("/offices", {}),
    ],
)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_give_every_row_once(
    browser: Browser, path: str, params: dict[str, str], limit: int
) -> None:
    whole = got(browser, path, **params, limit=500)
    assert whole["next"] is None
    rows, cursor = [], None
    for _ in range(60):
        given = params | ({"cursor": cursor} if cursor else {})
        page = got(browser, path, **given, limit=limit)
        assert len(page["items"]) <= limit
        rows += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert rows == whole["items"]


def test_a_page_goes_on_after_its_last_row_whatever_comes_before_it(browser: Browser) -> None:
    first = got(browser, "/timeline", limit=2)
    whole = got(browser, "/timeline")["items"]
    other = got(browser, "/claims", kind="incident")["items"][0]
    done = browser.submit(f"/claims/{other['id']}/reject", f"/reports/{browser.report_id('n2')}")
    assert done.status_code == 303
    rest = got(browser, "/timeline", cursor=first["next"])["items"]
    gone = [row for row in whole if row["kind"] == "incident"]
    assert rest == [row for row in whole[2:] if row not in gone]


def test_what_is_to_be_judged_is_told_apart_by_kind_and_report(browser: Browser) -> None:
    every = got(browser, "/review")["items"]
    kinds = {row["kind"] for row in every}
    assert kinds
    for kind in kinds:
        mine = [row for row in every if row["kind"] == kind]
        assert got(browser, "/review", kind=kind)["items"] == mine
    assert got(browser, "/review", limit=1)["items"] == every[:1]
    mine = got(browser, "/review", report="n3")["items"]
    assert all("n3" in row["reports"] for row in mine)
    assert len(mine) < len(every)
    item = every[0]
    asked = {"action": "reject", "ids": [item["claims"][0]]}
    assert browser.post("/api/v1/decisions", json=asked).status_code == 201
    assert item not in got(browser, "/review")["items"]


@pytest.mark.parametrize("path", ["/incidents", "/timeline", "/snapshot"])
def test_what_was_worked_out_counts_until_somebody_decides(browser: Browser, path: str) -> None:
    before = got(browser, path, limit=1)
    assert got(browser, path, limit=1) == before
    incident = got(browser, "/claims", kind="incident")["items"][0]
    done = browser.submit(f"/claims/{incident['id']}/reject", f"/reports/{browser.report_id('n2')}")
    assert done.status_code == 303
    assert got(browser, path, limit=1)["total"] == before["total"] - 1


def test_a_link_leads_to_the_next_page(browser: Browser) -> None:
    answer = browser.get(f"{V1}/dates", params={"limit": 1, "party": []})
    if answer.json()["next"] is None:
        pytest.skip("one date alone")
    address = answer.headers["link"].partition(">")[0].lstrip("<")
    assert browser.get(address).status_code == 200


@pytest.mark.parametrize("cursor", ["x", "", "W10", "WzEsMiwzLDRd", "é", "A" * 900])
def test_a_cursor_of_somebody_elses_is_refused(browser: Browser, cursor: str) -> None:
    answer = browser.get(f"{V1}/timeline", params={"cursor": cursor})
    assert answer.status_code == (422 if cursor else 200)
    of_another = got(browser, "/timeline", limit=1)["next"]
    assert problem(browser, "/due", 422, cursor=of_another)["subject"] == "cursor"


# -- tags --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/reports", "/claims", "/due", "/snapshot", "/reports/n1/text", "/export/claims", "/about"],
)
def test_nothing_is_sent_again_until_something_changes(browser: Browser, path: str) -> None:
    first = browser.get(f"{V1}{path}")
    tag = {"If-None-Match": f'"other", W/{first.headers["etag"]}'}
    again = browser.get(f"{V1}{path}", headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert browser.get(f"{V1}{path}?today=2031-01-01", headers=tag).status_code == 200
    claim = browser.claims("n1")[0]
    done = browser.submit(f"/claims/{claim}/accept", f"/reports/{browser.report_id('n1')}")
    assert done.status_code == 303
    changed = browser.get(f"{V1}{path}", headers=tag)
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


# -- exports -----------------------------------------------------------------------------------


def test_an_export_is_what_the_command_writes(browser: Browser) -> None:
    answer = browser.get(f"{V1}/export/claims", params={"report": "n1"})
    assert answer.headers["content-type"] == "application/jsonl"
    assert 'filename="claims.jsonl"' in answer.headers["content-disposition"]
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert {line["report"] for line in lines} == {"n1"}
    assert lines[0]["kind"] == "report"
    calendar = browser.get(f"{V1}/export/calendar")
    assert calendar.text.startswith("BEGIN:VCALENDAR")
    assert problem(browser, "/export/claims", 422, format="ics")["subject"] == "format"
    assert browser.get(f"{V1}/export/notes").status_code == 422


# -- problems ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "params"),
    [
        ("/nothing", 404, {}),
        ("/reports/nothing", 404, {}),
        ("/claims/c-0", 404, {}),
        ("/entities/co-0", 404, {}),
        ("/why/x", 404, {}),
        ("/due", 422, {"know_by": "2031-01-01"}),
        ("/due", 422, {"today": "yesterday"}),
        ("/due", 422, {"within": "soon"}),
        ("/due", 422, {"status": "late"}),
        ("/due", 422, {"limit": 0}),
        ("/due", 422, {"party": "Atlantis"}),
        ("/due", 422, {"since": "2031-02-01", "until": "2031-01-01"}),
        ("/dates", 422, {"status": "held"}),
        ("/timeline", 422, {"from": "NO"}),
        ("/reports", 404, {"report": "nothing"}),
        ("/reports", 422, {"recorded_by": "2031-01-01T12:00:00"}),
        ("/search", 422, {}),
        ("/drift", 422, {"words": "x", "status": "held"}),
    ],
)
def test_a_mistake_is_a_problem_with_a_way_out(
    browser: Browser, path: str, status: int, params: dict[str, Any]
) -> None:
    found = problem(browser, path, status, **params)
    assert found["reason"]
    assert found["instance"].startswith(V1)


def test_an_unknown_parameter_names_the_nearest(browser: Browser) -> None:
    assert problem(browser, "/due", 422, know_by="2031-01-01")["remedy"] == "did you mean known_by?"
