"""Front matter of a Markdown file: what it states of itself, without a YAML library."""

from __future__ import annotations

import re

__all__ = ["front_matter"]


_FRONT = re.compile(r"---[ \t]*\r?\n((?:[^\n]*\n){0,60}?)---[ \t]*(?:\r?\n|$)")
_PAIR = re.compile(r"([A-Za-z][\w -]{0,40}?)\s*:(?:\s+(.*?))?\s*$")
_HEAD = 16_384  # bytes in which front matter must end
# The names under which people keep what a report's metadata calls title, published and so on.
_KEYS = {
    "title": "title",
    "headline": "title",
    "published": "published",
    "date": "published",
    "pubdate": "published",
    "publish_date": "published",
    "published_at": "published",
    "url": "url",
    "link": "url",
    "source_url": "url",
    "canonical": "url",
    "publisher": "publisher",
    "site": "publisher",
    "outlet": "publisher",
    "source": "publisher",
    "author": "author",
    "language": "language",
    "lang": "language",
}


def front_matter(data: bytes) -> dict[str, str]:
    """Read the simple scalars between two lines of dashes at the top of a file.

    Lists, nested keys and unknown keys are left out; the text itself stays unchanged.
    """
    match = _FRONT.match(_decoded(data[:_HEAD]))
    if match is None:
        return {}
    found: dict[str, str] = {}
    for line in match.group(1).splitlines():
        pair = _PAIR.match(line)
        if pair is None or pair[2] is None:
            continue
        key = _KEYS.get(pair[1].strip().lower().replace("-", "_").replace(" ", "_"))
        value = _scalar(pair[2])
        if key is None or not value or (key == "url" and "://" not in value):
            continue
        if key == "publisher" and "://" in value:
            key = "url"
        found.setdefault(key, value)
    return found


def _decoded(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) & ~1].decode("utf-16", "replace")
    return head.decode("utf-8-sig", "replace")


def _scalar(value: str) -> str:
    """Return a plain or quoted scalar; the empty string for lists, maps and block scalars."""
    value = value.strip()
    if value[:1] in {"[", "{", "|", ">", "&", "*", "!"}:
        return ""
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return re.split(r"\s+#", value, maxsplit=1)[0].strip()
