"""Take the pictures of the desk that the documents show, of the bundled sample, in a real Chromium.

    python tools/screenshots.py            renew docs/images/desk-*.png
    python tools/screenshots.py FOLDER     every page, light and dark, wide and narrow, for looking at

It reads the sample into a record of its own, serves it as `servanda serve` does, and stops the server
at the end. Chromium is looked for on the path.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
DAY = "2025-12-31"
WIDE, NARROW = (1240, 780), (390, 780)


class Shot(NamedTuple):
    """A picture: its name, the page, the window, the colours, the keys pressed first."""

    name: str
    path: str
    window: tuple[int, int] = WIDE
    scheme: str = "light"
    keys: str = ""


SHOWN = (
    Shot("desk-report", "/reports/jpus07.txt", keys="jj"),
    Shot("desk-today", "/"),
    Shot("desk-commitments", "/commitments"),
    Shot("desk-timeline", "/timeline?zoom=5+years&at=2024-01-01", scheme="dark"),
    Shot(
        "desk-add-claim",
        "/reports/jpus07.txt/add?words=agreed+to+speed+up+plans+to+build+AMRAAM+missiles+together&kind=commitment",
    ),
    Shot("desk-network", "/network?of=people"),
    Shot("desk-phone", "/reports/jpus07.txt", NARROW),
)
PAGES = {
    "today": "/",
    "reports": "/reports",
    "report": "/reports/jpus07.txt",
    "brief": "/reports/jpus07.txt/brief",
    "origin": "/reports/jpus07.txt/origin",
    "commitments": "/commitments",
    "board": "/commitments?view=board",
    "timeline": "/timeline?zoom=5+years&at=2024-01-01",
    "network": "/network",
    "people-network": "/network?of=people&since=2025-01-01&until=2025-12-31",
    "add-claim": "/reports/jpus07.txt/add?words=Defense+Minister+Gen+Nakatani&kind=commitment",
    "explained": "/reports/jpus07.txt/explained",
    "snapshot": "/snapshot?as_of=2024-07-29&beside=2024-06-01",
    "people": "/people",
    "wording": "/wording?words=defense+of+Japan",
    "sources": "/sources",
    "search": "/search?q=missile*",
    "searches": "/searches",
    "review": "/review",
    "add": "/add",
    "help": "/help",
    "nothing": "/reports/nothing",
}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the sample; give the address."""
    record = folder / "demo.db"
    run = [sys.executable, "-m", "servanda"]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*run, "demo", "--record", str(record)], check=True, **quiet)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    options = ["--record", str(record), "--port", port, "--today", DAY, "--author", "Ada Brandt"]
    started = subprocess.Popen([*run, "serve", *options], **quiet)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{address}/help")
        yield address
    finally:
        started.terminate()
        started.wait(20)


def _wait(url: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not start")


def take(browser: Any, address: str, shot: Shot, folder: Path) -> None:
    """Take one picture."""
    width, height = shot.window
    size = {"width": width, "height": height}
    page = browser.new_context(viewport=size, color_scheme=shot.scheme).new_page()
    page.goto(address + shot.path)
    page.wait_for_load_state("networkidle")
    for key in shot.keys:
        page.keyboard.press(key)
    page.wait_for_timeout(900 if shot.keys else 50)  # what scrolls smoothly arrives
    page.screenshot(path=folder / f"{shot.name}.png")
    page.context.close()


def save_searches(browser: Any, address: str) -> None:
    """Save two searches, so that their page has some."""
    page = browser.new_page()
    for words, name in (("missile*", "Missiles"), ("joint headquarters", "The joint headquarters")):
        page.goto(f"{address}/search?q={quote(words)}")
        page.get_by_label("Save this search as").fill(name)
        page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Make an address of Missiles").click()
    page.close()


def every() -> Iterator[Shot]:
    """Give every page, light and dark, wide and narrow."""
    for name, path in PAGES.items():
        for scheme in ("light", "dark"):
            for window in (WIDE, NARROW):
                wide = "wide" if window is WIDE else "narrow"
                yield Shot(f"{name}-{scheme}-{wide}", path, window, scheme)


def main() -> None:
    """Take the pictures."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("no Chromium on the path: apt-get install chromium")
    shots, target = (tuple(every()), Path(sys.argv[1])) if sys.argv[1:] else (SHOWN, IMAGES)
    target.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="servanda-") as folder,
        served(Path(folder)) as address,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        save_searches(browser, address)
        for shot in shots:
            take(browser, address, shot, target)
            print(target / f"{shot.name}.png")
        browser.close()


if __name__ == "__main__":
    main()
