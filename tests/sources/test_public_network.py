"""Who is connected to: public hosts only, the address that was checked, within one deadline."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from typing import Any

import pytest

from misbehaving import OK, WAYS, MisbehavingServer, serving
from servanda.errors import InputError, UnreadableError
from servanda.model import RawItem
from servanda.sources import open_path, public_network

PRIVATE = """
127.0.0.1 127.1 127.255.255.254 2130706433 0x7f000001 0x7f.1 017700000001 0177.0.0.1 0 0.0.0.0 0.0.0.1
10.0.0.1 167772161 172.16.0.1 172.31.255.255 192.168.0.1 0xc0a80001 169.254.169.254 2852039166
100.64.0.1 192.0.0.8 192.88.99.1 198.18.0.1 198.19.255.255 224.0.0.1 240.0.0.1 255.255.255.255
localhost LOCALHOST localhost. [::] [::1] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1]
[::ffff:10.0.0.1] [::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b::a00:1] [64:ff9b:1::1] [2002:7f00:1::]
[2001:db8::1] [fc00::1] [fd12:3456::1] [fe80::1] [fec0::1] [ff02::1] [100::1] ①②⑦.⓪.⓪.①
""".split()
PUBLIC = (
    "93.184.216.34 8.8.8.8 2606:2800:220:1::1 ::ffff:8.8.8.8 64:ff9b::808:808 172.32.0.1".split()
)


@pytest.fixture(scope="module")
def server() -> Iterator[MisbehavingServer]:
    with serving() as one:
        yield one


def refused(url: str, **given: Any) -> UnreadableError:
    (error,) = open_path(url, **{"timeout": 20.0, "limit": 20_000, **given})
    assert isinstance(error, UnreadableError), error
    assert error.subject
    assert error.remedy
    assert len(str(error)) < 1_000
    return error


@pytest.mark.parametrize("host", PRIVATE)
def test_no_private_host_is_connected_to(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object, **__: object) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr(socket, "create_connection", connect)
    error = refused(f"http://{host}/")
    assert "not a host of the public internet" in error.reason or "address" in error.reason


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address: str) -> None:
    assert public_network.is_public(address)


@pytest.mark.parametrize("address", ["", "example.org", "1.2.3", "::1%lo", "fe80::1%eth0"])
def test_what_is_no_public_address_is_none(address: str) -> None:
    assert not public_network.is_public(address)


@pytest.mark.parametrize("path", WAYS)
def test_a_misbehaving_server_is_refused_in_time(server: MisbehavingServer, path: str) -> None:
    slow = "too long" in WAYS[path][1]
    begun = time.monotonic()
    error = refused(server.url + path, private=True, timeout=0.4 if slow else 20.0)
    assert WAYS[path][1] in error.reason
    assert time.monotonic() - begun < 10.0


def told(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let names resolve to these addresses, one list a time; 127.0.0.1 counts as public."""
    left, asked = list(answers), []
    ask = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *given: Any, **named: Any) -> Any:
        if host[0].isdigit():  # what is connected to
            return ask(host, port, *given, **named)
        asked.append(host)
        return [(None, None, None, "", (address, port)) for address in left.pop(0)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(public_network, "is_public", lambda address: address == "127.0.0.1")
    return asked


def test_a_name_is_resolved_once_and_what_was_checked_is_connected_to(
    server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.say("/good", OK, b"\r\nThe ministers met.")
    asked = told(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    (item,) = open_path(f"http://rebinding.example:{server.port}/good")
    assert isinstance(item, RawItem)
    assert item.metadata["url"] == f"http://rebinding.example:{server.port}/good"
    assert asked == ["rebinding.example"]


def test_one_private_address_among_public_ones_is_enough(
    server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(monkeypatch, ["127.0.0.1", "10.0.0.1"])
    error = refused(f"http://mixed.example:{server.port}/good")
    assert "mixed.example is not a host of the public internet" in error.reason
    assert "--allow-private" in error.remedy


def test_each_redirect_is_checked(
    server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = f"http://inner.example:{server.port}/good"
    server.say("/inwards", b"HTTP/1.1 302 Found\r\nLocation: " + inner.encode() + b"\r\n\r\n")
    told(monkeypatch, ["127.0.0.1"], ["192.168.0.7"])
    error = refused(f"http://outer.example:{server.port}/inwards")
    assert "inner.example is not a host" in error.reason


def test_a_resolver_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(2) or [])
    begun = time.monotonic()
    assert "too long" in refused("http://example.org/", timeout=0.2).reason
    assert time.monotonic() - begun < 3.0


def test_a_server_without_tls_is_no_host_of_https(server: MisbehavingServer) -> None:
    error = refused(f"https://127.0.0.1:{server.port}/good", private=True)
    assert "cannot fetch" in error.reason


def test_certificates_are_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def start_tls(self: Any, ssl_context: ssl.SSLContext, **_: object) -> None:
        seen.append((ssl_context.verify_mode, ssl_context.check_hostname))
        self.close()
        raise OSError("enough")

    monkeypatch.setattr(public_network._TimedStream, "start_tls", start_tls)
    with serving() as server:
        refused(f"https://127.0.0.1:{server.port}/", private=True)
    assert seen == [(ssl.CERT_REQUIRED, True)]


SECRET = "hunter2"  # noqa: S105 - made up


def test_a_password_goes_to_its_host_alone_and_is_never_told(
    server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = f"http://other.example:{server.port}/good?token={SECRET}#access_token={SECRET}"
    server.say("/good", OK, b"\r\nThe ministers met.")
    server.say("/onwards", b"HTTP/1.1 302 Found\r\nLocation: " + other.encode() + b"\r\n\r\n")
    told(monkeypatch, ["127.0.0.1"], ["127.0.0.1"])
    server.heard.clear()
    (item,) = open_path(f"http://ada:{SECRET}@first.example:{server.port}/onwards?api_key={SECRET}")
    first, second = server.heard
    assert b"Authorization: Basic" in first
    assert b"Authorization" not in second
    assert SECRET.encode() in second  # the server that asked for it gets it
    assert isinstance(item, RawItem)
    assert SECRET not in repr(item)
    assert "first.example" in item.origin


@pytest.mark.parametrize(
    "url",
    [
        f"http://ada:{SECRET}@127.0.0.1/?key={SECRET}",
        f"http://ada:{SECRET}@[bad/",
        f"ftp://ada:{SECRET}@example.org/",
        f"http://ada:{SECRET}@/",
        f"http://127.0.0.1/?X-Amz-Signature={SECRET}&b=1#access_token={SECRET}",
    ],
)
def test_no_refusal_tells_a_secret(url: str) -> None:
    (error,) = open_path(url, timeout=20.0)
    assert isinstance(error, InputError)
    assert SECRET not in repr(error)
