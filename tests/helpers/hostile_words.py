"""The written list of hostile words for the desk, and a look at a page for anything that could act."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

__all__ = ["faults", "hostile_words"]

_LIST = Path(__file__).resolve().parents[1] / "hostile" / "desk.tsv"
_REPEATED = re.compile(r"\*(\d+)\*(.*)", re.DOTALL)
# What our templates are made of; anything else came from a report.
_TAGS = frozenset(
    "html head meta title link script body a header nav form label input p main footer h1 h2 h3 ul ol "
    "li section article div span mark b q dl dt dd details summary button table caption thead tbody tr "
    "th td select option textarea fieldset legend progress noscript dialog kbd code del ins svg desc "
    "rect text line g time".split()
)
_ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post", "xlink:href", "poster")
_OURS = re.compile(r"(?:[/?#](?!/)|$)")
_WEB = re.compile(r"https?://[^/]")
_LOOSE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def hostile_words() -> list[tuple[str, str]]:
    """Return the list: each with its sort."""
    found = []
    for line in _LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        sort, text = line.split("\t")
        plain = text.encode("latin-1", "backslashreplace").decode("unicode_escape")
        repeated = _REPEATED.fullmatch(plain)
        found.append((sort, repeated[2] * int(repeated[1]) if repeated else plain))
    return found


class _Look(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in given.items():
            if name.startswith(("on", "hx-on")) or name == "style":
                self.faults.append(f"<{tag} {name}>")
            if name in _ADDRESSES and not self._leads_well(tag, given, value):
                self.faults.append(f"<{tag} {name}={value[:60]!r}>")
            if _LOOSE.search(value):
                self.faults.append(f"<{tag} {name}> holds a control")
        if tag == "script" and not given.get("src", "").startswith("/static/"):
            self.faults.append("<script> without a file of ours")
        if tag == "meta" and given.get("http-equiv") not in (None, "refresh"):
            self.faults.append("<meta http-equiv>")
        if tag == "form" and given.get("method") == "post" and "//" in given.get("action", ""):
            self.faults.append("a form that leads away")

    def _leads_well(self, tag: str, given: dict[str, str], value: str) -> bool:
        if _OURS.match(value):
            return True
        outside = tag == "a" and "noopener" in given.get("rel", "")
        return outside and bool(_WEB.match(value))

    def handle_data(self, data: str) -> None:
        if _LOOSE.search(data):
            self.faults.append(f"a control in the text: {_LOOSE.search(data)!r}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment: {data[:40]!r}")


def faults(page: str) -> list[str]:
    """List what on a page could act, or came from elsewhere; empty where it is inert."""
    look = _Look()
    look.feed(page)
    look.close()
    found = look.faults
    if page.count("<!DOCTYPE html>") != 1 or page.count("</html>") != 1:
        found.append("more than one document")
    if page.count("<main") != 1 or page.count("</main>") != 1:
        found.append("its frame is broken")
    return found
