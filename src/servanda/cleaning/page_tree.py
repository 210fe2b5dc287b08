"""A page's markup as a tree of what a reader sees: hidden elements out, layout tables undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from servanda.data_tables import word_set

__all__ = ["own_words", "page_tree", "words_of"]


_NEVER_SHOWN = frozenset({"template", "noscript"})
_WHOLE = frozenset({"html", "head", "body"})  # hidden until a script has run: the page itself
_UNSHOWN = re.compile(r"(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b")
_BRACE = re.compile(r"[{}]")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?([.#][\w-]+)$")
_STYLES = 200_000  # characters of style sheets that are looked at
_DIALOGS = frozenset({"dialog", "alertdialog"})
_DIALOG_NAMES = word_set("cleaning", "dialog_name")
_NAME = re.compile(r"[a-z]+")
_HALF = 0.5  # share of the page's words that a page set aside behind a dialog has at least
_BLOCKS = frozenset(
    "address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table ul".split()
)
_CELLS = frozenset({"td", "th"})
_PROSE = 20  # words of a cell that is a paragraph and no entry of a table
_DATELINE = 10  # words of a cell that may hold the dateline of the paragraph beside it
_DASHED = re.compile(r"(?:--|[–—-])\s*$")


def page_tree(page: str) -> Any:
    """Return the tree of a page without what no reader sees, or None where it is no page at all.

    What is hidden by `hidden`, by `display: none`, behind a closed dialog, in a template or for
    browsers without scripts is taken out; tables that only lay out the page become paragraphs, and
    so do lists of terms.
    """
    from trafilatura.utils import load_html

    tree = load_html(page)
    if tree is None:
        return None
    _without_hidden(tree)
    _without_layout(tree)
    return tree


def own_words(element: Any) -> str:
    """Return the words of an element and all in it, in one line."""
    return " ".join("".join(element.itertext()).split())


def words_of(element: Any) -> int:
    """Count the words of an element and all in it."""
    return len("".join(element.itertext()).split())


# -- hidden ----------------------------------------------------------------------------------


def _without_hidden(tree: Any) -> None:
    """Take out what no reader sees."""
    by_style = _hidden_by_style(tree)
    asides: list[Any] = []
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _WHOLE:
            continue
        if _is_hidden(element, by_style):
            _drop(element)
        elif (element.get("aria-hidden") or "").strip().lower() == "true":
            asides.append(element)
    most = _HALF * words_of(tree) if asides else 0.0
    for element in asides:  # a page behind a dialog is `aria-hidden` as a whole: it is the report
        if _is_dialog(element) or words_of(element) < most:
            _drop(element)


def _is_hidden(element: Any, by_style: frozenset[str]) -> bool:
    if element.tag in _NEVER_SHOWN or element.get("hidden") is not None:
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    if _UNSHOWN.search((element.get("style") or "").lower()):
        return True
    if not by_style:
        return False
    names = [f".{name}" for name in (element.get("class") or "").split()]
    return f"#{element.get('id')}" in by_style or not by_style.isdisjoint(names)


def _hidden_by_style(tree: Any) -> frozenset[str]:
    """Return the classes and ids that the page's own style sheet never shows."""
    sheets = "".join(element.text or "" for element in tree.iter("style"))[:_STYLES]
    hidden: set[str] = set()
    shown: set[str] = set()
    for selectors, body in _rules(sheets):
        for selector in selectors.split(","):
            if _UNSHOWN.search(body.lower()):
                simple = _SIMPLE.match(selector.strip())
                hidden |= {simple[1]} if simple else set()
            elif "display" in body or "visibility" in body:
                shown |= set(re.findall(r"[.#][\w-]+", selector))
    return frozenset(hidden - shown)


def _rules(sheets: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of a style sheet; rules for print or small screens are none."""
    first, *others = sheets.split("/*")
    sheets = first + "".join(other.partition("*/")[2] for other in others)
    depth = begun = at = 0
    for brace in _BRACE.finditer(sheets):
        if brace[0] == "{":
            begun = brace.end() if not depth else begun
            depth += 1
            continue
        depth = max(depth - 1, 0)
        if not depth:
            selectors, body = sheets[at : max(begun - 1, at)], sheets[begun : brace.start()]
            if "{" not in body and "@" not in selectors:
                yield selectors, body
            at = begun = brace.end()


def _is_dialog(element: Any) -> bool:
    if element.tag == "dialog" or (element.get("role") or "").lower() in _DIALOGS:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return not _DIALOG_NAMES.isdisjoint(_NAME.findall(names))


def _drop(element: Any) -> None:
    """Take an element out of its tree, and leave the words behind it."""
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()


# -- layout ----------------------------------------------------------------------------------


def _without_layout(tree: Any) -> None:
    """Make paragraphs of tables that only lay out the page, and of lists of terms."""
    for table in reversed(list(tree.iter("table"))):  # inner ones first
        if _lays_out(table):
            _undo(table)
    for terms in list(tree.iter("dl")):
        _as_list(terms)
    for item in list(tree.iter("li")):
        inner = [child for child in item if isinstance(child.tag, str)]
        if len(inner) == 1 and inner[0].tag in {"p", "div"} and not (item.text or "").strip():
            inner[0].drop_tag()  # an item of one paragraph is that paragraph


def _as_list(terms: Any) -> None:
    """Make a list of terms one of items, each with its term: "Bridge: It reopens."."""
    terms.tag = "ul"
    for term in [child for child in terms if child.tag == "dt"]:
        told = term.getnext()
        if told is not None and told.tag == "dd":
            told.text = f"{own_words(term)}: {(told.text or '').lstrip()}"
            term.drop_tree()
        else:
            term.tag = "li"
    for told in [child for child in terms if child.tag == "dd"]:
        told.tag = "li"


def _lays_out(table: Any) -> bool:
    """Whether a table has no headings of its own, and a paragraph or a page's title in a cell."""
    if any(True for _ in table.iter("th", "caption")):
        return False
    if any(True for _ in table.iter("h1", "h2", "p", "article", "div")):
        return any(words_of(cell) >= _PROSE for cell in table.iter("td"))
    rows = list(table.iter("tr"))
    widest = max((sum(1 for _ in _cells(row)) for row in rows), default=0)
    return widest <= 1 or any(_prose_row(row) for row in rows)


def _prose_row(row: Any) -> bool:
    """Whether a row is a paragraph, alone or with its dateline or a picture beside it."""
    filled = [count for cell in _cells(row) if (count := words_of(cell))]
    return (
        max(filled, default=0) >= _PROSE
        and (len(filled) == 1 or filled[0] <= _DATELINE)
        and (len(filled) <= 2)
    )


def _cells(row: Any) -> Iterator[Any]:
    return (cell for cell in row if cell.tag in _CELLS)


def _holds_blocks(element: Any) -> bool:
    return any(child.tag in _BLOCKS for child in element.iterdescendants())


def _undo(table: Any) -> None:
    """Make a table's cells paragraphs, a dateline and the paragraph beside it one."""
    for row in list(table.iter("tr")):
        cells = [cell for cell in _cells(row) if words_of(cell) or len(cell)]
        for cell in cells:
            cell.tag = "div" if _holds_blocks(cell) else "p"
            cell.attrib.clear()
        for left, right in pairwise(cells):
            if left.tag == right.tag == "p" and _DASHED.search(own_words(left)):
                left.tail = " "
                left.drop_tag()
                right.drop_tag()
                row.tag = "p"
        if row.tag == "tr":
            row.tag = "div"
        row.attrib.clear()
    for part in list(table.iter("table", "tbody", "thead", "tfoot", "colgroup")):
        part.tag = "div"
        part.attrib.clear()
