"""What no request may do: other hosts, other sites, too much; and the policy on every answer."""

from __future__ import annotations

import pytest

from desks import Browser
from servanda.server.guard import MOST_BYTES, POLICY


@pytest.mark.parametrize(
    "path", ["/", "/help", "/nothing", "/static/desk.css", "/api/v1/openapi.json"]
)
def test_every_answer_bears_the_policy(browser: Browser, path: str) -> None:
    headers = browser.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "unsafe" not in POLICY


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.", "127.0.0.1@evil.example"]
)
def test_another_host_is_refused(browser: Browser, host: str) -> None:
    assert browser.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST", "[::1]:8765"])
def test_this_machine_is_answered(browser: Browser, host: str) -> None:
    assert browser.get("/help", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
    ],
)
def test_a_change_asked_for_by_another_site_is_refused(
    browser: Browser, headers: dict[str, str]
) -> None:
    token = browser.token("/")
    data = {"form_token": token, "last": "1"}
    assert browser.post("/seen", data=data, headers=headers).status_code == 403
    assert browser.post("/seen", data=data, follow_redirects=False).status_code == 303


def test_too_much_is_refused_whether_or_not_it_says_so(browser: Browser) -> None:
    said = {"Content-Length": str(MOST_BYTES + 1)}
    assert browser.post("/seen", headers=said).status_code == 413
    assert browser.post("/seen", headers={"Content-Length": "-1"}).status_code == 413
    unsaid = (b"x" * 1_000_000 for _ in range(MOST_BYTES // 1_000_000 + 1))
    sort = {"Content-Type": "application/x-www-form-urlencoded"}
    assert browser.post("/seen", content=unsaid, headers=sort).status_code in (400, 413)
