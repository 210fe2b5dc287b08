"""Front matter of a Markdown file: what it states of itself, in YAML between two lines of dashes."""

from __future__ import annotations

import re

from servanda.errors import UndecodableError

__all__ = ["front_matter"]


_HEAD = 16_384  # bytes in which front matter must end
_NESTED = 500  # lists and mappings in brackets
_FIRST_KEY = re.compile(r"(?:[^\S\n]*+(?:#[^\n]*+)?\n)*+[A-Za-z][\w -]*:(?:\s|$)")
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


def front_matter(data: bytes, subject: str = "front matter") -> dict[str, str]:
    """Read what the top of a Markdown file states: title, published, url, publisher, author, language.

    Values are taken as they are written; lists, nested values and other keys are left out. Where
    two keys mean the same, the first counts. The file itself stays unchanged. Raises
    UndecodableError, with `subject`, where the lines between the dashes are no YAML.
    """
    text = _decoded(data[:_HEAD])
    if not text.startswith("---"):
        return {}
    import yaml
    from frontmatter.default_handlers import YAMLHandler

    handler = YAMLHandler()
    try:
        block, _ = handler.split(text)
    except ValueError:  # no second line of dashes
        return {}
    if not handler.detect(text) or not _FIRST_KEY.match(block):
        return {}  # a line drawn above a text
    if block.count("[") + block.count("{") > _NESTED:  # of open ones PyYAML asks each at each sign
        reason = "its front matter is no YAML: it is nested too deep"
        raise UndecodableError(subject, reason, "mend it, or take it out")
    try:
        stated = handler.load(block, Loader=yaml.BaseLoader)  # safe; a scalar stays a string
    except (yaml.YAMLError, RecursionError) as error:
        reason = f"its front matter is no YAML: {_problem(error)}"
        raise UndecodableError(subject, reason, "mend it, or take it out") from error
    return _metadata(stated) if isinstance(stated, dict) else {}


def _metadata(stated: dict[object, object]) -> dict[str, str]:
    """Return what is a plain string, under the names that a report's metadata has."""
    found: dict[str, str] = {}
    for name, given in stated.items():
        key = _KEYS.get(str(name).strip().lower().replace("-", "_").replace(" ", "_"))
        value = " ".join(given.split()) if isinstance(given, str) else ""
        if key is None or not value or (key == "url" and "://" not in value):
            continue
        if key == "publisher" and "://" in value:
            key = "url"
        found.setdefault(key, value)
    return found


def _problem(error: Exception) -> str:
    """Say in one line what YAML minds, and where."""
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or getattr(error, "reason", "it is nested too deep")
    return f"{what} (line {mark.line + 1})" if mark is not None else str(what)


def _decoded(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) & ~1].decode("utf-16", "replace")
    return head.decode("utf-8-sig", "replace")
