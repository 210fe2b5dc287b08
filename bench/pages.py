"""Plain text taken naively from web pages, with the true body marked, for `residue.py`.

    python bench/pages.py SET OUT [--nodes] [--news | --no-news]

SET is a checkout of the benchmark WCXB (Murrough Foley, CC BY 4.0; its development half is read).
OUT.json and the folder OUT are written: every page that is an article in English, whole, as the
text of its elements a block a line, or with `--nodes` every text node a line. The true body are
the words of the page that stand in its human-reviewed text in the same order, four in a row or
more. `--news` keeps pages of newspapers, agencies, broadcasters, magazines and public offices,
`--no-news` all others.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from lxml import html

from servanda.cleaning.language import language_of
from servanda.sources.markup import plain_text

_WORD = re.compile(r"\w+")
_SILENT = {"script", "style", "noscript", "template", "svg", "iframe", "head"}
_NEWS = re.compile(
    r"news|times|post|tribune|herald|guardian|bbc|cnn|reuters|gov|press|daily|journal|telegraph|npr|abc|nbc|today|star|"
    r"echolive|atlantic|magazine|bss|nextgov|hechinger|stat"
)
_LARGEST = 1_500_000  # characters of markup
_MOST = 25_000  # words
_LEAST = 60
_FOUND = 0.9  # of the words of the true body: of a page with fewer the text is built by scripts
_ROW = 4
_NEAR = 3


def nodes(markup: str) -> str:
    """Return every text node of a page on a line of its own."""
    return "\n".join(_texts(html.fromstring(markup)))


def _texts(element: html.HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    if element.text and element.text.strip():
        yield " ".join(element.text.split())
    for child in element:
        yield from _texts(child)
        if child.tail and child.tail.strip():
            yield " ".join(child.tail.split())


def spans(text: str, body: str) -> tuple[list[list[int]], float]:
    """Mark the words of `body` in `text`; also return what share of them was found."""
    words = [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]
    wanted = [m.group().lower() for m in _WORD.finditer(body)]
    matcher = SequenceMatcher(None, [word for word, _, _ in words], wanted, autojunk=False)
    blocks = [(i, n) for i, _, n in matcher.get_matching_blocks() if n]
    found: set[int] = set()
    for at, (start, size) in enumerate(blocks):
        near = any(
            0 <= other < len(blocks)
            and blocks[other][1] >= _ROW
            and _gap(blocks, at, other) <= _NEAR
            for other in (at - 1, at + 1)
        )
        if size >= _ROW or near:
            found.update(range(start, start + size))
    made: list[list[int]] = []
    last = -10
    for at in sorted(found):
        if made and at - last <= 2:
            made[-1][1] = words[at][2]
        else:
            made.append([words[at][1], words[at][2]])
        last = at
    return made, len(found) / max(1, len(wanted))


def _gap(blocks: list[tuple[int, int]], at: int, other: int) -> int:
    first, second = sorted((blocks[at], blocks[other]))
    return second[0] - first[0] - first[1]


def main() -> None:
    """Read the command line, write the pages and their keys."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("set", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--nodes", action="store_true")
    parser.add_argument("--news", action=argparse.BooleanOptionalAction)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    files = json.loads((given.set / "metadata.json").read_text(encoding="utf-8"))["files"]
    keys = {}
    for name, about in files.items():
        if about["split"] != "dev" or about["page_type"] != "article":
            continue
        if given.news is not None and given.news is not bool(_NEWS.search(about["domain"])):
            continue
        truth = json.loads((given.set / "dev/ground-truth" / f"{name}.json").read_text("utf-8"))
        body = _body(truth["ground_truth"])
        packed = (given.set / "dev/html" / f"{name}.html.gz").read_bytes()
        markup = gzip.decompress(packed).decode("utf-8", "replace")
        if len(_WORD.findall(body)) < _LEAST or language_of(body[:3000]) not in {"en", None}:
            continue
        text = (
            "" if len(markup) > _LARGEST else nodes(markup) if given.nodes else plain_text(markup)
        )
        if not 0 < len(_WORD.findall(text)) <= _MOST:
            continue
        marked, share = spans(text, body)
        if share >= _FOUND:
            (given.out / f"{name}.txt").write_text(text, encoding="utf-8")
            keys[f"{name}.txt"] = marked
    given.out.with_suffix(".json").write_text(json.dumps(keys), encoding="utf-8")
    print(f"{len(keys)} pages")


def _body(truth: dict[str, str | None]) -> str:
    """Return the true body without the headline on top."""
    title = _WORD.findall((truth.get("title") or "").lower())
    lines = (truth.get("main_content") or "").split("\n")
    while lines and (not lines[0].strip() or _WORD.findall(lines[0].lower()) == title):
        lines.pop(0)
    return "\n".join(lines)


if __name__ == "__main__":
    main()
