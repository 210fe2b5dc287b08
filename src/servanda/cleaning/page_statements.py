"""What a page states of itself: the day it was published, its language, the name of its site."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from servanda.cleaning.page_tree import own_words, words_of
from servanda.data_tables import word_list, word_set
from servanda.timex.stated_day import stated_day

__all__ = ["page_statements"]


_META = re.compile(r"<meta\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(  # a quotation mark without a second one holds the rest
    r"""(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:"([^"]*+)(?:"|$)|'([^']*+)(?:'|$)|([^\s"'>]++))"""
)
_JSON_LD = re.compile(
    r"<script\b[^>]{0,300}application/ld\+json[^>]{0,300}>(.{0,200000}?)</script>",
    re.IGNORECASE | re.DOTALL,
)
_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_HEAD = 400_000  # characters in which a page states what it is
_PUBLISHED = word_list("cleaning", "published")
_APART = frozenset({"nav", "aside", "footer", "li", "figure", "table", "form"})
_BESIDE = 8  # words around a <time> that is no part of a sentence
_CLIMBED = 6  # elements around a <time> whose names are looked at
_TIMES = 40  # <time> elements of a page that are looked at
_NAME = re.compile(r"[a-z]+")
_OF_PUBLISHING = word_set("cleaning", "time_published")
_OF_UPDATING = word_set("cleaning", "time_updated")
_OF_OTHERS = word_set("cleaning", "time_of_others")
_DIGIT = re.compile(r"\d")


def page_statements(page: str, tree: Any) -> dict[str, str]:
    """Return what a page states of itself; `tree` is the page's without what nobody sees.

    The first that states a day counts: metadata, linked data, a `<time>` said to be of publishing,
    one above the story. `published_refused` is the first value that is given as the day and is
    none, or may be several, where no other states one.
    """
    head = page[:_HEAD]
    stated: dict[str, str] = {}
    metas = dict(reversed(list(_metas(head))))
    for value, name in _values(page, metas, tree):
        day = stated_day(value)
        if day.iso:
            stated["published"] = day.iso
            stated["published_reason"] = f"the page's own metadata ({name}) states {day.iso}"
            stated.pop("published_refused", None)
            break
        if _DIGIT.search(value):
            stated.setdefault("published_refused", value)
    match = _LANGUAGE.search(head)
    if match:
        stated["page_language"] = match[1].lower()
    if metas.get("og:site_name"):
        stated["publisher"] = metas["og:site_name"]
    return stated


def _values(page: str, metas: dict[str, str], tree: Any) -> Iterator[tuple[str, str]]:
    """Yield what may be the page's day and where it stands, the most reliable first."""
    for name in _PUBLISHED:
        if metas.get(name):
            yield metas[name], name
    for match in _JSON_LD.finditer(page[: 4 * _HEAD]):
        try:
            data = json.loads(match[1])
        except (ValueError, RecursionError):
            continue
        for found in _dates_published(data, 0):
            yield found, "datePublished"
    yield from ((value, "time") for value in _times(tree))


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


def _dates_published(data: Any, depth: int) -> Iterator[str]:
    if depth > 5:
        return
    if isinstance(data, dict):
        value = data.get("datePublished")
        if isinstance(value, str):
            yield value
        for inner in data.values():
            yield from _dates_published(inner, depth + 1)
    elif isinstance(data, list):
        for inner in data[:50]:
            yield from _dates_published(inner, depth + 1)


# -- <time> ----------------------------------------------------------------------------------


def _times(tree: Any) -> Iterator[str]:
    """Yield the days of `<time>` elements that date the page, and not what it tells of.

    Those whose names or labels speak of publishing come first, then those that stand alone, in
    the article before those outside it. Of an update, of another story or of an event they are
    none.
    """
    labelled: list[str] = []
    inside: list[str] = []
    outside: list[str] = []
    for element in list(tree.iter("time"))[:_TIMES]:
        names = _names(element)
        if not names.isdisjoint(_OF_UPDATING):
            continue
        value = (element.get("datetime") or "").strip() or own_words(element)
        if not names.isdisjoint(_OF_PUBLISHING) or element.get("pubdate") is not None:
            labelled.append(value)
        elif names.isdisjoint(_OF_OTHERS) and _stands_alone(element):
            around = {one.tag for one in element.iterancestors()}
            (inside if around & {"article", "main", "header"} else outside).append(value)
    yield from labelled
    yield from inside
    if len({stated_day(value).iso for value in outside}) == 1:  # a list of stories has many
        yield from outside


def _names(element: Any) -> set[str]:
    """Return the words of the names of an element and those around it, and of its label."""
    found: list[str] = []
    here = element
    for _ in range(_CLIMBED):
        if here is None or here.tag in {"article", "main", "body"}:
            break
        found += [here.get(key) or "" for key in ("class", "id", "itemprop", "title")]
        here = here.getparent()
    parent = element.getparent()
    if parent is not None and words_of(parent) <= _BESIDE + words_of(element):
        found.append(own_words(parent))
    return set(_NAME.findall(" ".join(found).replace("_", " ").lower()))


def _stands_alone(element: Any) -> bool:
    """Whether a time is no part of a sentence, a menu, a caption or a table."""
    parent = element.getparent()
    if any(one.tag in _APART for one in element.iterancestors()):
        return False
    return (
        parent is None
        or parent.tag not in {"p", "span", "em", "strong"}
        or (words_of(parent) <= _BESIDE + words_of(element))
    )
