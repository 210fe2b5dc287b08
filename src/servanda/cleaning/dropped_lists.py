"""Lists that stand with a page's article and that its extraction left out, put back in their place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.cleaning.page_tree import own_words, words_of

__all__ = ["with_lists"]


_LISTS = frozenset({"ul", "ol"})
_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "blockquote", "pre", "div"}
)
_APART = frozenset({"nav", "header", "footer", "aside", "form", "button", "select"})
_LINKED = 0.5  # share of a list's words that stand in links where it is a menu
_SHORTEST = 4  # words an item of a list has that goes on with a paragraph, where no colon says so
_SEARCHED = 300  # items that are looked for within the whole text
_LETTERS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class _Block:
    """A stretch of the page: its words as they are compared, and the list that it is, if any."""

    words: str
    colon: bool
    items: tuple[str, ...] = ()


class _Present:
    """What the article's text holds already; only the first items are looked for within lines."""

    def __init__(self, text: str, lines: Mapping[str, int]) -> None:
        self._lines = lines
        self._whole = _key(text)
        self._left = _SEARCHED

    def all(self, items: Sequence[str]) -> bool:
        return all(self._has(item) for item in items)

    def _has(self, item: str) -> bool:
        key = _key(item)
        if key in self._lines:
            return True
        self._left -= 1
        return self._left >= 0 and key in self._whole


def with_lists(text: str, tree: Any) -> str:
    """Put lists of the page that are missing from its article's text behind what they follow.

    `text` has a block a line. A list belongs to the article where it follows one of the article's
    paragraphs, consists of words and not of links, and either a colon leads to it or its items are
    more than titles. Returns the text unchanged where nothing is missing.
    """
    lines = text.split("\n")
    places: dict[str, int] = {}
    for number, line in enumerate(lines):
        places.setdefault(_key(line), number)
    places.pop("", None)
    present = _Present(text, places)
    behind: dict[int, list[str]] = {}
    last = _Block("", colon=False)
    for block in _blocks(tree):
        if not block.items:
            last = block if block.words else last
            continue
        place = places.get(last.words)
        if place is not None and _belongs(block, last) and not present.all(block.items):
            behind.setdefault(place, []).extend(f"- {item}" for item in block.items)
    if not behind:
        return text
    return "\n".join(
        part for number, line in enumerate(lines) for part in (line, *behind.get(number, ()))
    )


def _blocks(tree: Any) -> Sequence[_Block]:
    """Return the page's paragraphs and lists in their order, what is no part of a report left out."""
    found: list[_Block] = []
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in _APART:
            continue
        if element.tag in _LISTS:
            items = tuple(words for item in element if (words := own_words(item)))
            if items and not _menu(element):
                found.append(_Block("", colon=False, items=items))
        elif element.tag in _BLOCKS and not any(
            child.tag in _BLOCKS or child.tag in _LISTS for child in element.iterdescendants()
        ):
            words = own_words(element)
            found.append(_Block(_key(words), colon=words.endswith(":")))
        else:
            waiting.extend(reversed(list(element)))
    return found


def _menu(element: Any) -> bool:
    linked = sum(words_of(link) for link in element.iter("a"))
    return linked > _LINKED * words_of(element)


def _belongs(block: _Block, last: _Block) -> bool:
    """Whether a colon leads to a list, or its items are more than the titles of a menu."""
    long = sum(len(item.split()) >= _SHORTEST and not item.istitle() for item in block.items)
    return last.colon or 2 * long > len(block.items)


def _key(words: str) -> str:
    return _LETTERS.sub(" ", words).strip().casefold()
