"""An HTML page to the text of its article, bounded in time and memory; what it states of itself."""

from __future__ import annotations

import html
import re
from copy import deepcopy

from servanda.cleaning.dropped_lists import with_lists
from servanda.cleaning.page_statements import page_statements
from servanda.cleaning.page_tree import page_tree
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
_HEAD = 400_000  # characters in which a page states what it is


def extract(page: str, *, subject: str, url: str | None = None) -> tuple[str, dict[str, str]]:
    """Return the text of the page's article, its headline first, and what the page states.

    The metadata may hold `title`, `published` (an ISO day, month or year, as precise as the page
    states it), `published_reason`, `published_refused` (what it states as its day and is none),
    `publisher`, `author`, `url`, `language`. Raises UndecodableError where the page is no page a
    person wrote, or holds no article.
    """
    _check(page, subject)
    import trafilatura

    try:
        tree = page_tree(_XML_LINE.sub("", page, count=1))
        found = tree is not None and trafilatura.bare_extraction(
            deepcopy(tree),  # it takes apart what it is given
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
    if not found or isinstance(found, dict):  # only where as_dict is asked for
        found = None
    text = (found.text or "").strip() if found is not None else ""
    if found is None or len(text.split()) < 5:
        raise UndecodableError(
            subject, "no article text on the page", "save the article as plain text"
        )
    text = with_lists(text, tree)
    stated = page_statements(page, tree)
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
