"""The door for assistants: who is let in, what is refused, and the official client at a real server."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

from desk_accounts import PASSWORD, desk_with_accounts, log_in
from desks import NOW, Browser, put_three, served
from servanda.assistant_protocol.over_http import MOST_BYTES
from servanda.assistant_protocol.quoted_rows import NOTICE
from servanda.server import assistant_door
from servanda.server.access.account_file import AccountFile
from servanda.server.access.accounts import Account, made_token
from servanda.server.access.desk_roles import Right, Role
from servanda.server.access.passwords import hashed

Desk = tuple[Browser, dict[Role, str]]
HEADERS = {
    "Content-Type": "application/json",
    "Accept": "application/json, text/event-stream",
    "MCP-Protocol-Version": "2025-06-18",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("door")


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Desk]:
    """Serve a record to those with accounts."""
    with pytest.MonkeyPatch.context() as patched, desk_with_accounts(folder, patched) as found:
        yield found


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Serve a record to this machine."""
    with served(tmp_path_factory.mktemp("local")) as browser:
        yield browser


def question(name: str = "reports", **arguments: Any) -> dict[str, Any]:
    params = {"name": name, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}


def bearer(token: str) -> dict[str, str]:
    return {**HEADERS, "Authorization": f"Bearer {token}"}


# -- who is let in ---------------------------------------------------------------------------


def test_a_token_that_may_look_opens_it(desk: Desk) -> None:
    browser, tokens = desk
    for token in tokens.values():
        answer = browser.post("/mcp", json=question(), headers=bearer(token))
        assert answer.status_code == 200, answer.text
        found = answer.json()["result"]["structuredContent"]
        assert found["notice"] == NOTICE
        assert found["total"] == 3


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer servanda.x.y"},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic QWRhOmZvdXIgd29yZHM="},
    ],
)
@pytest.mark.parametrize("method", ["POST", "GET", "DELETE", "PUT", "OPTIONS"])
def test_nobody_else_is(desk: Desk, method: str, headers: dict[str, str]) -> None:
    answer = desk[0].request(method, "/mcp", json=question(), headers={**HEADERS, **headers})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["content-type"] == "application/problem+json"
    assert "servanda account token" in answer.json()["remedy"]
    assert "missile" not in answer.text


def test_the_session_of_a_browser_does_not_open_it(desk: Desk) -> None:
    browser, _ = desk
    log_in(browser, "Ada")
    assert browser.get("/api/v1/me").json()["role"] == "admin"
    assert browser.post("/mcp", json=question(), headers=HEADERS).status_code == 401


def test_a_token_without_the_right_to_look_is_denied(desk: Desk, folder: Path) -> None:
    file = AccountFile(folder / "accounts.json")
    token, shown = made_token("adds", {Right.ADD}, made=NOW, expires=None)
    file.change("Eda", lambda one: one.with_token(token))
    answer = desk[0].post("/mcp", json=question(), headers=bearer(shown))
    assert answer.status_code == 403
    assert "right to look" in answer.json()["reason"]


def test_a_token_that_was_taken_back_opens_nothing(desk: Desk, folder: Path) -> None:
    browser, _ = desk
    file = AccountFile(folder / "accounts.json")
    token, shown = made_token("laptop", {Right.LOOK}, made=NOW, expires=None)
    file.change("Eda", lambda one: one.with_token(token))
    assert browser.post("/mcp", json=question(), headers=bearer(shown)).status_code == 200
    file.change("Eda", lambda one: one.without_token(token.id))
    assert browser.post("/mcp", json=question(), headers=bearer(shown)).status_code == 401


@pytest.mark.costly
def test_whoever_asks_for_too_much_has_to_wait(desk: Desk, folder: Path) -> None:
    browser, _ = desk
    token, shown = made_token("loop", {Right.LOOK}, made=NOW, expires=None)
    busy = Account("Bo", Role.READER, hashed(PASSWORD), NOW, (token,))
    AccountFile(folder / "accounts.json").add(busy)
    headers = bearer(shown)
    found = [browser.put("/mcp", headers=headers).status_code for _ in range(301)]
    assert set(found[:300]) == {405}
    assert found[300] == 429


def test_on_this_machine_nobody_has_to_say(local: Browser) -> None:
    answer = local.post("/mcp", json=question("commitments"), headers=HEADERS)
    assert answer.json()["result"]["structuredContent"]["notice"] == NOTICE


# -- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example"]
)
def test_another_host_is_refused(local: Browser, host: str) -> None:
    """A name of another site that leads to this machine brings nobody in."""
    answer = local.post("/mcp", json=question(), headers={**HEADERS, "Host": host})
    assert answer.status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1.evil.example:8765"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_another_site_is_refused(local: Browser, headers: dict[str, str]) -> None:
    answer = local.post("/mcp", json=question(), headers={**HEADERS, **headers})
    assert answer.status_code == 403


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "HEAD"])
def test_it_takes_questions_only(local: Browser, method: str) -> None:
    answer = local.request(method, "/mcp", headers=HEADERS)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"


@pytest.mark.costly
def test_a_question_that_is_too_large_is_refused(local: Browser) -> None:
    answer = local.post("/mcp", json=question(query="x" * MOST_BYTES), headers=HEADERS)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"jsonrpc": "2.0"}', b'{"a": ' * 5000, b"\xff", b"null"]
)
def test_nonsense_is_refused_in_a_line(local: Browser, body: bytes) -> None:
    answer = local.post("/mcp", content=body, headers=HEADERS)
    assert 400 <= answer.status_code < 500
    assert "Traceback" not in answer.text


def test_nothing_can_be_written(local: Browser) -> None:
    listed = local.post(
        "/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"}, headers=HEADERS
    )
    tools = listed.json()["result"]["tools"]
    assert len(tools) == 9
    assert all(tool["annotations"]["readOnlyHint"] for tool in tools)


@pytest.mark.costly
def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistant_door, "_assistants", lambda _: None)
    with served(tmp_path) as browser:
        answer = browser.post("/mcp", json=question(), headers=HEADERS)
        assert answer.status_code == 404
        assert "servanda[mcp]" in answer.json()["remedy"]
        assert browser.get("/help").status_code == 200


# -- the official client at a real server ----------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Start `servanda serve` with accounts made by the command line; give its address and a token."""
    folder = tmp_path_factory.mktemp("assistants")
    record, accounts = folder / "desk.db", folder / "accounts.json"
    put_three(f"sqlite:///{record}")

    def servanda(*arguments: str, given: str = "") -> str:
        command = [sys.executable, "-m", "servanda", *arguments, "--accounts", str(accounts)]
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
        return done.stdout

    servanda("account", "add", "Rea", "--password-stdin", given="some good words\n")
    token = servanda("account", "token", "Rea", "--label", "assistant").split()[-1]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "servanda", "serve", "--record", str(record)]
    command += ["--port", str(port), "--accounts", str(accounts), "--today", "2032-02-01"]
    started = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/mcp", token
    finally:
        started.terminate()
        started.wait(20)


def talk(address: str, token: str, speak: Callable[[Client], Any], mode: str = "auto") -> Any:
    async def both() -> Any:
        headers = {"Authorization": f"Bearer {token}"}
        async with (
            httpx2.AsyncClient(headers=headers, timeout=60) as web,
            Client(streamable_http_client(address, http_client=web), mode=mode) as client,
        ):
            return await speak(client)

    return asyncio.run(both())


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_official_client_asks_a_real_server(server: tuple[str, str], mode: str) -> None:
    async def speak(client: Client) -> Any:
        tools = await client.list_tools()
        due = await client.call_tool("commitments", {})
        first = due.structured_content["rows"][0]
        why = await client.call_tool("why", {"id": first["id"]})
        reports = await client.call_tool("reports", {})
        name = reports.structured_content["rows"][0]["id"]
        read = await client.read_resource(f"servanda://report/{name}")
        wrong = await client.call_tool("why", {"id": "co-0"})
        return tools, due, why, read, wrong

    tools, due, why, read, wrong = talk(*server, speak, mode)
    assert [tool.name for tool in tools.tools][:2] == ["search", "commitments"]
    for row in due.structured_content["rows"]:
        assert all(piece["exact"] for piece in row["evidence"])
    assert why.structured_content["rows"]
    assert json.loads(read.contents[0].text)["notice"] == NOTICE
    assert wrong.is_error
    assert "nothing in the record has that id" in wrong.content[0].text


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_real_server_lets_the_official_client_in_by_a_token_only(
    server: tuple[str, str], mode: str
) -> None:
    address, token = server
    with pytest.raises((MCPError, httpx2.HTTPError, ExceptionGroup)):
        talk(address, f"{token}x", lambda client: client.list_tools(), mode)
