"""Connections to public hosts: what was checked is what is connected to, and all has one deadline."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterable
from ssl import SSLContext
from typing import Any

import httpcore

__all__ = ["Backend", "Deadline", "PrivateHostError", "is_public", "resolve"]


# What Python's table of global addresses leaves open in some of its releases: translated and
# tunnelled addresses, which lead to whatever they carry, and what is for protocols and tests alone.
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(block)
    for block in (
        *("192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "100.64.0.0/10", "240.0.0.0/4"),
        *("64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
        *("5f00::/16", "fec0::/10", "::/96"),
    )
)
_TRANSLATED = ipaddress.IPv6Network(
    "64:ff9b::/96"
)  # NAT64 carries an IPv4 address in its last bits


class PrivateHostError(Exception):
    """A host is not, or not only, on the public internet."""


class Deadline:
    """A moment by which everything has to be done."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left. Raises httpcore.ReadTimeout where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is over")
        return left


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, whatever form it is written in."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if found in _TRANSLATED:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    if found.is_multicast or found.is_reserved or found.is_unspecified or found.is_link_local:
        return False
    return found.is_global and not any(
        found in block for block in _NOT_PUBLIC if block.version == found.version
    )


def resolve(host: str, port: int, deadline: Deadline) -> list[str]:
    """Return the IP addresses of a host, in the system's order.

    Raises httpcore.ConnectError where it has none, httpcore.ReadTimeout where nobody says in time.
    """
    found: list[str] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            told = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            failed.append(error if isinstance(error, OSError) else OSError(str(error)))
        else:
            found.extend(dict.fromkeys(str(address[0]) for *_, address in told))

    # The system's resolver takes no deadline, so it is asked on the side.
    asking = threading.Thread(target=ask, name="resolver", daemon=True)
    asking.start()
    asking.join(deadline.left())
    deadline.left()
    if not found:
        why = failed[0].strerror if failed else None
        raise httpcore.ConnectError(f"the host has no address ({why})" if why else "no address")
    return found


class Backend(httpcore.NetworkBackend):
    """Connects to hosts whose addresses are all public, unless `private` lets others in.

    A name is resolved once for each connection, and connected to is an address that was checked: a
    name that resolves to something else a moment later changes nothing. All that is done over
    the connections has to be done by the deadline, however little comes at a time.
    """

    def __init__(self, deadline: Deadline, *, private: bool) -> None:
        self._deadline = deadline
        self._private = private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect. Raises PrivateHostError where one of the host's addresses is not public."""
        del timeout
        addresses = resolve(host, port, self._deadline)
        if not self._private and not all(map(is_public, addresses)):
            raise PrivateHostError(host)
        failure: Exception | None = None
        for address in addresses:
            try:
                stream = self._plain.connect_tcp(
                    address, port, self._deadline.left(), local_address, socket_options
                )
            except httpcore.ConnectError as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure if failure is not None else httpcore.ConnectError("no address")


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        del timeout
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        del timeout
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        del timeout
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
