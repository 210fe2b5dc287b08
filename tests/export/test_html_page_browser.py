"""The printable page in a real browser: it fits narrow and wide windows, and prints."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from scopes import scope
from servanda.export import Dossier, Relation, page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
# Put behind the page by the test alone: it says how far the page reaches beyond the window.
MEASURE = "<script>document.title = document.documentElement.scrollWidth - innerWidth</script>"


def browse(folder: Path, *args: str) -> str:
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder / 'profile'}", *args,
        (folder / "page.html").as_uri(),
    ]  # fmt: skip
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env={**os.environ, "HOME": str(folder)},
    )
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    dossier = Dossier(scope(), Relation(frozenset({"NR", "SM"})))
    text = "".join(page(dossier, texts=True))
    (tmp_path / "page.html").write_text(text.replace("</body>", f"{MEASURE}</body>"), "utf-8")
    return tmp_path


@pytest.fixture
def measured(folder: Path) -> Path:
    """Take the page's policy away, so that the test's script may run."""
    page_ = folder / "page.html"
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page_.read_text("utf-8"))
    page_.write_text(text, "utf-8")
    return folder


def test_the_policy_runs_no_script(folder: Path) -> None:
    dom = browse(folder, "--dump-dom")
    assert "<title>Nauru – San Marino: commitments and consultations</title>" in dom


def test_from_a_row_to_its_words_and_back(measured: Path) -> None:
    page_ = measured / "page.html"
    click = (
        "<script>const row = document.querySelector('#board ~ * a.words');"
        "const from = row.closest('tr').id; location.hash = row.getAttribute('href');"
        "const tag = document.getElementById(location.hash.slice(1));"
        "document.title = [tag.matches(':target'), tag.nextElementSibling.tagName,"
        "tag.getAttribute('href') === '#' + from].join(' ')</script>"
    )
    page_.write_text(page_.read_text("utf-8").replace(MEASURE, click), "utf-8")
    assert "<title>true MARK true</title>" in browse(measured, "--dump-dom")


@pytest.mark.parametrize("width", [520, 800, 1400])
def test_nothing_reaches_beyond_the_window(measured: Path, width: int) -> None:
    dom = browse(measured, f"--window-size={width},900", "--dump-dom")
    (over,) = re.findall(r"<title>(-?\d+)</title>", dom)
    assert int(over) <= 0


def test_it_prints(folder: Path) -> None:
    target = folder / "page.pdf"
    browse(folder, f"--print-to-pdf={target}", "--no-pdf-header-footer")
    data = target.read_bytes()
    assert data.startswith(b"%PDF")
    assert 1 < len(re.findall(rb"/Type\s*/Page\b", data)) < 10
