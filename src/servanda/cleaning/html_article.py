"""An HTML page to the text of its article, bounded in time and memory; what it states of itself."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from servanda.data_tables import word_list
from servanda.errors import UndecodableError

__all__ = ["extract"]


_LARGEST = 12_000_000  # characters of markup; the largest real news pages have about 5 million
_MOST_TAGS = 20_000  # trafilatura's time grows with the square; large news pages have some 5,000
_DEEPEST = 400  # open elements; libxml2 itself gives up at 256 by default
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_NESTING = re.compile(
    r"<(/?)(?:div|span|table|section|article|main|ul|ol|b|i|em|strong|font|blockquote|"
    r"center|form|small|big|sub|sup|a|q|ins|del|details|figure|object|svg|g)\b[^<>]*?(/?)>",
    re.IGNORECASE,
)
_XML_LINE = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")  # lxml takes no text that declares an encoding
_META = re.compile(r"<meta\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(  # a quotation mark without a second one holds the rest
    r"""(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:"([^"]*+)(?:"|$)|'([^']*+)(?:'|$)|([^\s"'>]++))"""
)
_JSON_LD = re.compile(
    r"<script\b[^>]{0,300}application/ld\+json[^>]{0,300}>(.{0,200000}?)</script>",
    re.IGNORECASE | re.DOTALL,
)
_TIME = re.compile(r"<time\b[^>]{0,500}>", re.IGNORECASE)
_ISO = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?=$|[T ])")
_HEAD = 400_000  # characters in which a page states what it is
_PUBLISHED = word_list("cleaning", "published")


def extract(page: str, *, subject: str, url: str | None = None) -> tuple[str, dict[str, str]]:
    """Return the text of the page's article, its headline first, and what the page states.

    The metadata may hold `title`, `published` (an ISO day, month or year, as precise as the page
    states it), `published_reason`, `publisher`, `author`, `url`, `language`. Raises
    UndecodableError where the page is no page a person wrote, or holds no article.
    """
    _check(page, subject)
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            _XML_LINE.sub("", page, count=1),
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            favor_precision=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (RecursionError, MemoryError, ValueError, AssertionError) as error:
        reason = f"the markup cannot be read ({type(error).__name__})"
        raise UndecodableError(subject, reason, "save the article as plain text") from error
    if isinstance(found, dict):  # only where as_dict is asked for
        found = None
    text = (found.text or "").strip() if found is not None else ""
    if found is None or len(text.split()) < 5:
        raise UndecodableError(
            subject, "no article text on the page", "save the article as plain text"
        )
    stated = _stated(page)
    for key, value in (
        ("title", found.title),
        ("publisher", found.sitename),
        ("author", found.author),
        ("url", found.url),
    ):
        if isinstance(value, str) and value.strip():
            stated.setdefault(key, " ".join(html.unescape(value).split()))
    title = stated.get("title")
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}"
    return text, stated


def _check(page: str, subject: str) -> None:
    """Refuse pages that would cost more time or memory than any article is worth."""
    remedy = "save the article as plain text"
    if len(page) > _LARGEST:
        reason = f"the page has {len(page):,} characters of markup"
        raise UndecodableError(subject, reason, remedy)
    if _ENTITY.search(page, 0, _HEAD):
        raise UndecodableError(subject, "the page declares XML entities", "remove the DOCTYPE")
    tags = page.count("<")
    if tags > _MOST_TAGS:
        raise UndecodableError(subject, f"the page has {tags:,} tags", remedy)
    if tags > _DEEPEST and _depth(page) > _DEEPEST:
        raise UndecodableError(subject, f"its tags are nested more than {_DEEPEST} deep", remedy)


def _depth(page: str) -> int:
    deepest = depth = 0
    for match in _NESTING.finditer(page):
        if match[1]:
            depth = max(0, depth - 1)
        elif not match[2]:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _stated(page: str) -> dict[str, str]:
    """Read what the page's head states: when it was published, and its language."""
    head = page[:_HEAD]
    stated: dict[str, str] = {}
    metas = dict(reversed(list(_metas(head))))
    for name in _PUBLISHED:
        day = _day(metas.get(name, ""))
        if day:
            stated["published"] = day
            stated["published_reason"] = f"the page's own metadata ({name}) states {day}"
            break
    if "published" not in stated:
        for day, name in _elsewhere(page):
            stated["published"] = day
            stated["published_reason"] = f"the page's own metadata ({name}) states {day}"
            break
    match = re.search(
        r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", head, re.IGNORECASE
    )
    if match:
        stated["page_language"] = match[1].lower()
    if metas.get("og:site_name"):
        stated["publisher"] = metas["og:site_name"]
    return stated


def _metas(head: str) -> Iterator[tuple[str, str]]:
    for match in _META.finditer(head):
        attributes = {
            key.lower(): html.unescape(a or b or c)
            for key, a, b, c in _ATTRIBUTE.findall(match.group())
        }
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = attributes.get("content", "").strip()
        if name and content:
            yield name.lower(), content


def _elsewhere(page: str) -> Iterator[tuple[str, str]]:
    """Yield days that the page's linked data and its <time> elements state."""
    for match in _JSON_LD.finditer(page[: 4 * _HEAD]):
        try:
            data = json.loads(match[1])
        except (ValueError, RecursionError):
            continue
        for found in _published(data, 0):
            day = _day(found)
            if day:
                yield day, "datePublished"
    for match in _TIME.finditer(page[: 4 * _HEAD]):
        attributes = match.group().lower()
        found_time = re.search(r"datetime\s*=\s*[\"']?([\dt:.+z -]+)", attributes)
        if found_time and ("publi" in attributes or "pubdate" in attributes):
            day = _day(found_time[1].upper().strip())
            if day:
                yield day, "time"


def _published(data: Any, depth: int) -> Iterator[str]:
    if depth > 5:
        return
    if isinstance(data, dict):
        value = data.get("datePublished")
        if isinstance(value, str):
            yield value
        for inner in data.values():
            yield from _published(inner, depth + 1)
    elif isinstance(data, list):
        for inner in data[:50]:
            yield from _published(inner, depth + 1)


def _day(value: str) -> str:
    """Return the ISO day, month or year at the start of a value, no finer than it states."""
    match = _ISO.match(value.strip())
    return match[1] if match else ""
