"""The real server process, `servanda serve`, on a record; and a real browser at it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

__all__ = ["AXE", "CHROMIUM", "browsing", "serious_faults", "serving"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = next((Path(__file__).parents[1] / "vendored").glob("axe-core-*.min.js"))
"""What finds faults that keep people out: axe-core, see vendored/VENDORED.md."""

_PATIENCE = 120  # seconds for a server to start, on a machine that does much else


@contextmanager
def serving(record: str, *options: str) -> Iterator[str]:
    """Serve a record as of 1 February 2032 by a process of its own; give the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "servanda", "serve", "--record", record, "--port", str(port)]
    command += ["--today", "2032-02-01", *options]
    started = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{url}/static/mark.svg", started)
        yield url
    finally:
        started.terminate()
        started.wait(20)


def _wait(url: str, started: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + _PATIENCE
    while time.monotonic() < last and started.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"no server at {url}: it ended with {started.poll()}")


@contextmanager
def browsing(address: str, **options: Any) -> Iterator[Any]:
    """Open a page of a browser; whatever goes wrong in it fails the test, but for what is not there."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        found = browser.new_context(base_url=address, **options).new_page()
        found.set_default_timeout(_PATIENCE * 1000)
        wrong: list[str] = []
        found.on("pageerror", lambda error: wrong.append(str(error)))
        found.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        yield found
        browser.close()
        assert [one for one in wrong if "404" not in one] == []


def serious_faults(page: Any) -> list[tuple[str, ...]]:
    """Return what axe finds on a page that keeps somebody out, or nearly so."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        (one["id"], one["nodes"][0]["html"][:160], one["nodes"][0]["failureSummary"][:300])
        for one in result["violations"]
        if one["impact"] in ("serious", "critical")
    ]
