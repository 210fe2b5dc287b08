"""Logging in: sessions, their end, failures that take longer each time, one's own account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk_accounts import PASSWORD, desk_with_accounts, log_in
from desks import NOW, Browser
from servanda.server.access.desk_roles import Role
from servanda.server.access.sessions import IDLE, LONGEST

Desk = tuple[Browser, dict[Role, str]]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with desk_with_accounts(tmp_path, monkeypatch) as found:
        yield found


def later(browser: Browser, by: timedelta) -> None:
    """Let the desk's clock go on."""
    at = browser.desk.now() + by

    def now() -> datetime:
        return at

    browser.desk.now = now
    assert browser.desk.gate is not None
    browser.desk.gate._now = now


def test_a_session_begins_and_ends(desk: Desk) -> None:
    browser, _ = desk
    assert browser.get("/").status_code == 401
    assert "Log in" in browser.get("/").text
    done = log_in(browser, "cy", back="/reports")  # in any case
    assert (done.status_code, done.headers["location"]) == (303, "/reports")
    cookie = done.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert 'href="/account">Cy<' in browser.get("/").text
    assert browser.get("/api/v1/me").json()["role"] == "coder"
    assert browser.submit("/logout", "/account").status_code == 303
    assert browser.get("/").status_code == 401


@pytest.mark.parametrize("waits", [[IDLE], [IDLE * 0.9] * 24])
def test_a_session_ends_by_itself(desk: Desk, waits: list[timedelta]) -> None:
    browser, _ = desk
    log_in(browser, "Cy")
    for wait in waits:
        later(browser, wait)
        last = browser.get("/api/v1/me").status_code
    assert browser.desk.now() - NOW >= min(IDLE, LONGEST)
    assert last == 401


@pytest.mark.parametrize(
    ("name", "password"),
    [("Cy", "another one altogether"), ("Nobody", PASSWORD), ("", ""), ("Cy", "x" * 2000)],
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(
    desk: Desk, name: str, password: str
) -> None:
    browser, _ = desk
    answer = log_in(browser, name, password)
    assert answer.status_code == 401
    assert "no account with that name and that password" in answer.text


def test_each_failure_makes_the_next_wait_longer(desk: Desk) -> None:
    browser, _ = desk
    for _ in range(5):
        assert log_in(browser, "Cy", "a wrong password").status_code == 401
    waits = []
    for _ in range(4):
        held = log_in(browser, "Cy")  # the right one, and too early
        assert held.status_code == 429
        waits.append(int(held.headers["retry-after"]))
        later(browser, timedelta(seconds=waits[-1]))
        assert log_in(browser, "Cy", "a wrong password").status_code == 401
    assert waits == [2, 4, 8, 16]
    later(browser, timedelta(seconds=32))
    assert log_in(browser, "Eda").status_code == 303
    assert log_in(browser, "Cy").status_code == 303


def test_a_form_of_another_browser_logs_nobody_in(desk: Desk) -> None:
    browser, _ = desk
    form = {"name": "Cy", "password": PASSWORD, "form_token": "é"}
    assert browser.post("/login", data=form).status_code == 403


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_one_is_led_to_our_own_pages_only(desk: Desk, back: str) -> None:
    assert log_in(desk[0], "Cy", back=back).headers["location"] == "/"


def test_another_password_ends_all_sessions(desk: Desk) -> None:
    browser, _ = desk
    log_in(browser, "Cy")
    change = {"old": PASSWORD, "new": "quite other words"}
    wrong = browser.submit("/account/password", "/account", **change | {"old": "x"})
    easy = browser.submit("/account/password", "/account", **change | {"new": "short"})
    assert (wrong.status_code, easy.status_code) == (403, 422)
    assert browser.submit("/account/password", "/account", **change).status_code == 303
    assert browser.get("/").status_code == 401
    assert log_in(browser, "Cy", "quite other words").status_code == 303


def test_a_token_is_shown_once_and_may_no_more_than_its_owner(desk: Desk) -> None:
    browser, _ = desk
    log_in(browser, "Cy")
    made = browser.submit(
        "/account/tokens", "/account", label="feed", rights=["look", "admin"], days="1"
    )
    shown = made.text.partition("<code>servanda.")[2].partition("<")[0]
    assert shown
    assert shown not in browser.get("/account").text
    browser.cookies.clear()
    bearer = {"Authorization": f"Bearer servanda.{shown}"}
    assert browser.get("/api/v1/me", headers=bearer).json()["rights"] == ["look"]
    assert browser.get("/account", headers=bearer).status_code == 403
    later(browser, timedelta(days=1))
    assert browser.get("/api/v1/me", headers=bearer).status_code == 401


def test_without_accounts_there_is_nothing_to_log_in_to(browser: Browser) -> None:
    assert browser.get("/login").status_code == 404
    assert browser.get("/account").status_code in (403, 404)
