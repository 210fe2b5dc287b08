"""Text out of a fragment of HTML, as feeds carry it: tags off, a line for each block."""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["plain_text"]


_BLOCKS = frozenset(
    "address article blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header "
    "hr li ol p pre section table td th tr ul".split()
)
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "iframe"})
# A tag that is not closed before the next begins. The parser looks for the end of each through all that
# follows, so where there are many they are taken for the signs that they are.
_OPEN = re.compile(r"<(?!!)(?=[^<>]*+(?:<|\Z))")
_MANY = 100


class _Stripper(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def _closed(fragment: str) -> str:
    """Return a fragment with what is opened many times and never closed taken for signs."""
    if sum(1 for _ in _OPEN.finditer(fragment)) > _MANY:
        fragment = _OPEN.sub("&lt;", fragment)
    last = fragment.rfind("-->")
    if fragment.count("<!", last + 1) > _MANY:
        fragment = fragment[: last + 1] + fragment[last + 1 :].replace("<!", "&lt;!")
    return fragment


def plain_text(fragment: str) -> str:
    """Return the words of a fragment of HTML, its blocks parted by empty lines."""
    stripper = _Stripper()
    stripper.feed(_closed(fragment))
    stripper.close()
    lines = (line.strip() for line in "".join(stripper.parts).split("\n"))
    return "\n\n".join(line for line in lines if line)
