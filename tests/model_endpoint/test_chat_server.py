from __future__ import annotations

import json
from typing import Any

import pytest

from chat_answers import completion
from chat_misbehaving import Reply, misbehaving
from servanda.errors import EndpointError
from servanda.model_endpoint.chat_server import ChatServer

BODY = {
    "model": "tiny",
    "messages": [],
    "temperature": 0,
    "seed": 1,
    "max_tokens": 50,
    "response_format": {"type": "json_schema", "json_schema": {"name": "n", "schema": {}}},
}
GOOD = Reply(completion('{"claims": []}'))
KEY = "sk-very-secret"


def ask(url: str, waits: list[float], *, timeout: float = 5.0, times: int = 1) -> Any:
    with ChatServer(url, KEY, timeout=timeout, sleep=waits.append) as server:
        for _ in range(times):
            found = server.complete(BODY)
    return found


@pytest.mark.parametrize(
    "bad",
    [
        Reply({"error": "busy"}, 429),
        Reply({"error": "broken"}, 500),
        Reply(b"<html>bad gateway", 502),
        Reply(b'{"choices": [{"mess', 200),
        Reply(b"[]", 200),
        Reply(hang_up=True),
        Reply(delay=0.6),
        Reply(b"x" * (9 << 20), 200),
    ],
    ids=["429", "500", "502", "cut", "list", "hung up", "slow", "endless"],
)
def test_what_goes_wrong_now_is_tried_again(bad: Reply) -> None:
    waits: list[float] = []
    with misbehaving([bad, bad, GOOD]) as server:
        found = ask(server.url, waits, timeout=0.3 if bad.delay else 5.0)
        assert found["model"] == "tiny"
        assert len(server.seen) == 3
    assert len(waits) == 2
    assert 0 < waits[0] <= 1.0
    assert 1.0 <= waits[1] <= 2.0


def test_it_waits_as_long_as_it_is_told() -> None:
    waits: list[float] = []
    busy = [
        Reply({}, 429, (("Retry-After", after),)) for after in ("7", "999999", "-3", "tomorrow")
    ]
    with misbehaving([*busy, GOOD]) as server:
        ask(server.url, waits)
    assert waits[:3] == [7.0, 60.0, 0.0]
    assert 4.0 <= waits[3] <= 8.0


def test_it_gives_up_after_some_time_and_says_so() -> None:
    waits: list[float] = []
    with misbehaving([Reply({"error": f"no {KEY} today"}, 503)]) as server:
        with pytest.raises(EndpointError) as caught:
            ask(server.url, waits)
        assert len(server.seen) == 6
    assert "503" in caught.value.reason
    assert "tried 6 times" in caught.value.reason
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "word"), [(401, "key"), (403, "key"), (404, "/v1"), (302, "key")]
)
def test_what_will_not_get_better_is_not_tried_again(status: int, word: str) -> None:
    elsewhere = (("Location", "http://192.0.2.1/"),)  # redirects are not followed
    with misbehaving([Reply({"error": KEY}, status, elsewhere)]) as server:
        with pytest.raises(EndpointError) as caught:
            ask(server.url, [])
        assert len(server.seen) == 1
    assert str(status) in caught.value.reason
    assert word in caught.value.remedy
    assert KEY not in str(caught.value)


def test_the_key_goes_in_a_header_and_nothing_of_the_machine_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:9")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-another")
    with misbehaving([GOOD]) as server:
        ask(server.url, [])
        sent = {name.lower(): value for name, value in server.headers[0].items()}
        assert server.seen[0]["path"] == "/v1/chat/completions"
    assert sent["authorization"] == f"Bearer {KEY}"
    assert sent["user-agent"] == "servanda"
    assert "sk-another" not in json.dumps(sent)
    with misbehaving([GOOD]) as server, ChatServer(server.url) as plain:
        plain.complete(BODY)
        assert "authorization" not in {name.lower() for name in server.headers[0]}


def test_a_server_that_knows_less_is_asked_with_less() -> None:
    def old(request: dict[str, Any], _: int) -> Reply:
        form = request.get("response_format", {}).get("type")
        if form:
            return Reply({"error": f"response_format {form} is not supported"}, 400)
        if "seed" in request:
            return Reply({"error": {"message": "Unknown field: seed"}}, 422)
        if "max_tokens" in request:
            message = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
            return Reply({"error": {"message": message}}, 400)
        return GOOD

    waits: list[float] = []
    with misbehaving(old) as server:
        ask(server.url, waits, times=2)
        assert len(server.seen) == 6  # four to find out, one that is right, and the next at once
        last = server.seen[-1]
    assert waits == []
    assert "seed" not in last
    assert last["max_completion_tokens"] == 50
    assert last["temperature"] == 0


@pytest.mark.parametrize(
    "url", ["", "localhost", "ftp://a/v1", "http://", "http://me:pass@host/v1", "file:///etc"]
)
def test_an_address_is_proved_before_anything_is_sent(url: str) -> None:
    with pytest.raises(EndpointError) as caught:
        ChatServer(url)
    assert "pass@" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("localhost:11434/v1", "is http://localhost:11434/v1 meant?"),
        ("me:pass@host", ""),
        ("ftp://a/v1", ""),
    ],
)
def test_an_address_without_its_beginning_is_understood(url: str, meant: str) -> None:
    with pytest.raises(EndpointError) as caught:
        ChatServer(url)
    assert caught.value.remedy == meant


def test_nobody_at_the_address_is_told_plainly() -> None:
    with misbehaving([GOOD]) as server:
        url = server.url
    waits: list[float] = []
    with pytest.raises(EndpointError) as caught:
        ask(url, waits)
    assert "no connection" in caught.value.reason
    assert "is the server running" in caught.value.remedy
    assert len(waits) == 1  # it was not waited for long


def test_a_server_that_goes_away_is_waited_for() -> None:
    waits: list[float] = []
    with misbehaving([GOOD]) as server:
        chat = ChatServer(server.url, KEY, sleep=waits.append)
        with chat:
            chat.complete(BODY)
    with chat, pytest.raises(EndpointError) as caught:
        chat.complete(BODY)
    assert "tried 6 times" in caught.value.reason
    assert len(waits) == 5
