"""Reports added by programs: accepted at once, read in the background, followed, and cancelled."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import TypeAdapter

from desks import Browser
from servanda.server.api.api_rows import JobAnswer

V1 = "/api/v1"
TEXT = (
    "OSTRAVIA, March 3, 2031 — Norway will send Sweden two rescue boats by June 2031, "
    "Defence Minister Ada Brandt said on Monday."
)


def followed(browser: Browser, job: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Follow a reading to its end; return the events."""
    answer = browser.get(f"{V1}/jobs/{job['id']}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = [one.split("\n") for one in answer.text.strip().split("\n\n")]
    return [
        (lines[1].removeprefix("event: "), json.loads(lines[2].removeprefix("data: ")))
        for lines in events
        if not lines[0].startswith(":")
    ]


@pytest.mark.costly
def test_a_text_is_read_in_the_background_and_followed(browser: Browser) -> None:
    answer = browser.post(f"{V1}/reports", json={"text": TEXT, "name": "boats.txt"})
    assert answer.status_code == 202
    job = answer.json()
    TypeAdapter(JobAnswer).validate_python(job)
    assert answer.headers["location"] == f"{V1}/jobs/{job['id']}"
    events = followed(browser, job)
    assert events[-1][0] == "end"
    assert {name for name, _ in events[:-1]} <= {"progress"}
    last = events[-1][1]
    assert (last["state"], last["reports"], last["author"]) == ("done", ["boats.txt"], "Ana")
    assert browser.get(answer.headers["location"]).json() == last
    assert browser.get(f"{V1}/reports").json()["items"][0]["report"] == "boats.txt"
    assert browser.get(f"{V1}/jobs").json()[0] == last


@pytest.mark.costly
def test_files_are_read_and_what_is_refused_is_named(browser: Browser) -> None:
    sent = [("files", ("../../one.txt", TEXT)), ("files", ("two.txt", b"\x00\x01\x02" * 50))]
    job = browser.post(f"{V1}/reports/files", files=sent).json()
    last = followed(browser, job)[-1][1]
    assert last["reports"] == ["one.txt"]
    assert len(last["refused"]) == 1
    assert last["refused"][0]["reason"]


def test_an_address_on_this_machine_is_not_fetched(browser: Browser) -> None:
    job = browser.post(f"{V1}/reports", json={"address": "http://127.0.0.1:9/x"}).json()
    last = followed(browser, job)[-1][1]
    assert last["reports"] == []
    assert last["refused"]


@pytest.mark.costly
def test_a_reading_is_cancelled(browser: Browser) -> None:
    job = browser.post(f"{V1}/reports", json={"text": TEXT}).json()
    stopped = browser.post(f"{V1}/jobs/{job['id']}/cancel")
    assert stopped.status_code == 200
    assert followed(browser, job)[-1][1]["state"] in ("cancelled", "done")


def test_too_many_at_once_have_to_wait(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    from servanda.server import reading_jobs

    monkeypatch.setattr(reading_jobs, "_WAITING", 0)
    held = browser.post(f"{V1}/reports", json={"text": TEXT})
    assert held.status_code == 429
    assert int(held.headers["retry-after"]) >= 1


@pytest.mark.parametrize(
    ("code", "body"),
    [
        (422, {}),
        (422, {"text": TEXT, "address": "https://example.org/"}),
        (422, {"text": "  "}),
        (422, {"address": "file:///etc/passwd"}),
        (422, {"address": "x"}),
        (422, {"text": TEXT, "author": "Somebody"}),
        (422, []),
    ],
)
def test_what_cannot_be_read_is_refused_at_once(browser: Browser, code: int, body: Any) -> None:
    answer = browser.post(f"{V1}/reports", json=body)
    assert answer.status_code == code, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_too_large_is_413_in_the_same_shape(browser: Browser) -> None:
    from servanda.server.guard import MOST_BYTES

    said = {"Content-Length": str(MOST_BYTES + 1)}
    answer = browser.post(f"{V1}/reports", headers=said)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_reading_that_is_not_there(browser: Browser) -> None:
    for method, path in (("GET", "/jobs/x"), ("GET", "/jobs/x/events"), ("POST", "/jobs/x/cancel")):
        assert browser.request(method, f"{V1}{path}").status_code == 404
