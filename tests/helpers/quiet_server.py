"""A web server for tests that keeps still when whoever asked has gone: its thread may outlive the test."""

from __future__ import annotations

from http.server import ThreadingHTTPServer
from typing import Any

__all__ = ["QuietServer"]


class QuietServer(ThreadingHTTPServer):
    """A server of this machine; a broken connection is written nowhere, least of all into another test's output."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing."""
