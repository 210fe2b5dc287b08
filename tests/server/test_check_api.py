"""The record checked over REST: begun by who may add, done in the background, and what it found."""

from __future__ import annotations

import time
from typing import Any

import pytest
from sqlalchemy import text

from desks import Browser
from servanda.server.access.desk_roles import RIGHTS, Person, Role
from servanda.server.api.check_api import CheckAnswer

CHECK = "/api/v1/check"


def state(browser: Browser) -> dict[str, Any]:
    answer = browser.get(CHECK)
    assert answer.status_code == 200
    CheckAnswer.model_validate(answer.json())
    found: dict[str, Any] = answer.json()
    return found


def checked(browser: Browser) -> dict[str, Any]:
    begun = browser.post(CHECK)
    assert begun.status_code == 202
    assert begun.headers["location"] == CHECK
    until = time.monotonic() + 120
    while (found := state(browser))["state"] == "checking" and time.monotonic() < until:
        time.sleep(0.1)
    return found


@pytest.mark.costly
def test_a_sound_record_has_no_problems_and_a_changed_one_is_not_what_was_checked(
    browser: Browser,
) -> None:
    assert state(browser)["state"] == "never"
    found = checked(browser)
    assert (found["state"], found["problems"], found["author"]) == ("done", [], "Ana")
    assert found["current"] is True
    claim = browser.claims("n1")[0]
    browser.post("/api/v1/decisions", json={"action": "accept", "ids": [claim]})
    assert state(browser)["current"] is False


@pytest.mark.costly
def test_what_is_wrong_is_named(browser: Browser) -> None:
    record = browser.desk.record
    with record._store.writing() as connection:
        connection.execute(text("update evidence set exact = 'never'"))
    found = checked(browser)
    assert found["state"] == "done"
    assert found["problems"]
    assert {"what", "why"} == set(found["problems"][0])


def test_only_who_may_add_begins_one(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    coder = Person("Cy", RIGHTS[Role.CODER], Role.CODER)
    monkeypatch.setattr(browser.desk, "person_of", lambda _: coder)
    assert browser.post(CHECK).status_code == 403
    assert state(browser)["state"] == "never"
