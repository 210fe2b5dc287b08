"""Decisions take turns, and who looks waits for the one that is being kept, not for those behind it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from desks import Browser
from servanda.indexing import update
from servanda.server.settling import Settling


def test_nobody_waits_where_nothing_settles() -> None:
    assert Settling().wait(0)


def test_decisions_take_turns() -> None:
    settling, within, most = Settling(), 0, 0

    def decide() -> None:
        nonlocal within, most
        with settling.deciding():
            within += 1
            most = max(most, within)
            threading.Event().wait(0.01)
            within -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: decide(), range(8)))
    assert most == 1


def test_who_looks_waits_for_the_decision_at_hand_alone() -> None:
    settling, go = Settling(), threading.Event()

    def decide() -> None:
        with settling.deciding():
            go.wait(10)

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(decide)
        while settling.wait(0):
            threading.Event().wait(0.001)
        assert not settling.wait(0.01)
        go.set()
        assert settling.wait(10)
        first.result()


def test_a_decision_that_fails_keeps_nobody_waiting() -> None:
    settling = Settling()
    with pytest.raises(ValueError, match="no"), settling.deciding():
        raise ValueError("no")
    assert settling.wait(0)


def test_a_page_asked_for_while_a_decision_settles_needs_no_index_of_its_own(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go, whole = threading.Event(), threading.Event(), update.update_index

    def slow(*given: object) -> object:
        begun.set()
        go.wait(10)
        return whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(update, "update_index", slow)
    claim = browser.get("/api/v1/claims").json()["items"][0]["id"]
    token = browser.get("/api/v1/me").json()["form_token"]
    said = {"action": "reject", "ids": [claim], "reason": "no"}
    with ThreadPoolExecutor(2) as pool:
        headers = {"X-Form-Token": token}
        decided = pool.submit(browser.post, "/api/v1/decisions", json=said, headers=headers)
        assert begun.wait(10)
        looked = pool.submit(browser.get, "/api/v1/commitments")
        threading.Event().wait(0.1)
        assert not looked.done()
        go.set()
        assert decided.result().status_code == 201
        assert looked.result().json()["notes"] == []
