"""Hostile words in every parameter, path, header and body of the REST interface: no failure, no markup."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from desks import Browser, served
from hostile_words import hostile_words

WORDS = [text for _, text in hostile_words()]
V1 = "/api/v1"
HEADERS = ("If-None-Match", "Authorization", "Cookie", "X-Form-Token", "Accept", "Range", "Origin")
NUMBERS = ("-1", "0", "1e9", "9" * 40, "NaN", "0x1", "1.5", "１", "")
DAYS = (
    "0000-00-00",
    "9999-12-31",
    "2031-02-30",
    "2031",
    "-2031-01-01",
    "2031-01-01T00:00:00Z",
    "1",
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    folder: Path = tmp_path_factory.mktemp("hostile")
    with served(folder) as found:
        yield found


def some(number: int, every: int) -> list[str]:
    """Return every n-th word, other ones for each route, so that all of them are tried somewhere."""
    return WORDS[number % every :: every]


def operations(browser: Browser) -> list[tuple[str, str, list[str]]]:
    paths = browser.get(f"{V1}/openapi.json").json()["paths"]
    return [
        (
            method.upper(),
            path,
            [one["name"] for one in way.get("parameters", ()) if one["in"] == "query"],
        )
        for path, ways in paths.items()
        for method, way in ways.items()
    ]


def proved(browser: Browser, method: str, address: str, **given: Any) -> None:
    answer = browser.request(method, address, follow_redirects=False, **given)
    assert answer.status_code < 500, (method, address, given, answer.text[:300])
    kind = answer.headers.get("content-type", "")
    assert "html" not in kind, (address, kind)
    assert answer.headers["x-content-type-options"] == "nosniff"
    if "json" in kind and "jsonl" not in kind:
        json.loads(answer.content)
    if answer.status_code >= 400:
        assert kind == "application/problem+json"
        assert len(answer.content) < 5_000
    for name, value in answer.headers.items():
        assert "\n" not in value, name


@pytest.mark.costly
def test_no_parameter_fails(browser: Browser) -> None:
    number = 0
    for method, path, names in operations(browser):
        if method != "GET" or "/events" in path:
            continue
        address = path.replace("{what}", "claims").replace("{identity}", "n1")
        for name in names:
            number += 1
            for word in (*some(number, 40), *NUMBERS[number % 3 :: 3], *DAYS[number % 3 :: 3]):
                given = (
                    {name: word} if name in ("q", "words") else {"q": "x", "words": "x", name: word}
                )
                own = {key: one[:2000] for key, one in given.items() if key in names}
                proved(browser, method, address, params=own)


@pytest.mark.costly
def test_no_path_fails(browser: Browser) -> None:
    for number, (method, path, _) in enumerate(operations(browser)):
        if "{" not in path:
            continue
        for word in some(number, 4):
            part = quote(word[:1500].encode("utf-8", "replace"), safe="")
            begin, _, rest = path.partition("{")
            address = f"{begin}{part}{rest.partition('}')[2]}"
            proved(browser, method, address, json={} if method in ("POST", "PUT") else None)


@pytest.mark.costly
def test_no_header_fails(browser: Browser) -> None:
    for number, header in enumerate(HEADERS):
        for word in some(number, 3):
            value = word[:4000].encode("utf-8", "replace")
            proved(browser, "GET", f"{V1}/due", headers={header.encode(): value})
            proved(browser, "POST", f"{V1}/decisions", headers={header.encode(): value}, json={})


def bodies(word: str) -> Iterator[tuple[str, Any]]:
    yield "/decisions", {"action": "accept", "ids": [word[:150]], "reason": word[:1000]}
    yield "/decisions", {"action": "merge", "ids": [word[:150], "pe-x"]}
    yield "/decisions", {"action": "split", "id": word[:150], "others": [word[:90]]}
    yield "/decisions", {"action": "amend", "id": word[:150], "fields": {word[:80]: word[:900]}}
    yield "/reports", {"address": word[:1500]}
    yield "/reports", {word[:40]: word[:40]}
    yield "/accounts", {"name": word[:80], "role": "reader", "password": word[:900]}


@pytest.mark.costly
def test_no_body_fails(browser: Browser) -> None:
    for number, word in enumerate(WORDS):
        tried = list(bodies(word))
        for path, body in tried[number % len(tried) :: 4]:
            if path == "/reports" and str(body.get("address", "")).startswith("http"):
                continue  # it would be fetched
            text = json.dumps(body).encode()
            proved(
                browser,
                "POST",
                f"{V1}{path}",
                content=text,
                headers={"Content-Type": "application/json"},
            )


@pytest.mark.parametrize(
    ("content", "sort"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"[" * 50_000, "application/json"),
        (b'{"action":' * 3000, "application/json"),
        (b"null", "application/json"),
        (b'{"action": 1e400}', "application/json"),
        (b'{"action": "accept", "ids": ["\\ud800"]}', "application/json"),
        (b"x", "text/plain"),
        (b"x", "multipart/form-data"),
        (b"--b\r\n\r\n", "multipart/form-data; boundary=b"),
        (b"x", "\xff"),
    ],
)
@pytest.mark.parametrize("path", ["/decisions", "/reports", "/reports/files", "/accounts"])
def test_no_broken_body_fails(browser: Browser, path: str, content: bytes, sort: str) -> None:
    headers = {b"Content-Type": sort.encode("latin-1")}
    proved(browser, "POST", f"{V1}{path}", content=content, headers=headers)


def test_there_are_enough(browser: Browser) -> None:
    assert len(WORDS) >= 150
    assert len(operations(browser)) > 40
