"""What stands on a page twice: whole lines, truncated copies, two copies in one line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from servanda.cleaning.page_lines import Line

__all__ = ["copies", "repeated", "second_half"]


_SEED = 24  # characters of a line's start that must come again for it to be two copies
_LEAST = 4  # words below which two equal lines are no copy worth marking
_PREFIX = 8  # words that a truncated copy must share
_CREDIT = 60  # characters by which a copy may be longer: a credit in brackets
_SITE = re.compile(r"\s[-|–—:·»]\s")  # between a headline and the name of the site
_COUNTER = re.compile(r"\d+ of \d+\W+")  # "1 of 2 | ", in front of a picture's caption
_ALIKE = 8  # lines with the same beginning that a line is compared with
_SHINGLE = 4  # words in a row that are compared
_RETOLD = 0.8  # share of a paragraph's shingles that stand elsewhere too
_PARAGRAPH = 15  # words
_NUMBER = re.compile(r"\d")
_CUT = re.compile(r"(?<!\s)\s*+(?<!\.)(?:\.{2,}+|…)\s*+(?:\[\w*+\])?$")


def second_half(line: Line) -> int | None:
    """Return where the second copy begins if the line is the same words twice, else None."""
    text = line.text.rstrip()
    length = len(text)
    if length < 2 * _SEED:
        return None
    seed = text[:_SEED]
    # The copies are as long as each other but for two signs, so that the second begins in the
    # middle or behind the space that follows it: looking elsewhere would cost square time.
    middle = length // 2 + 2
    at = text.find(seed, max(_SEED, middle - 4))
    while 0 <= at <= length - _SEED and not text[middle:at].strip():
        first, second = text[:at].rstrip(), text[at:]
        if first == second or (abs(len(first) - len(second)) <= 2 and _same(first, second)):
            return line.start + at
        at = text.find(seed, at + 1)
    return None


def _same(first: str, second: str) -> bool:
    return re.sub(r"\W+", "", first) == re.sub(r"\W+", "", second)


def copies(lines: Sequence[Line]) -> set[int]:
    """Return the indices of lines that repeat another: the later one, or the one cut short."""
    seen: dict[str, int] = {}
    starts: dict[str, list[int]] = {}
    doubled: set[int] = set()
    for index, line in enumerate(lines):
        if line.count < _LEAST or line.text.endswith(":"):
            continue
        key = _key(line)
        if key in seen:
            # A title in a list of titles, and again above its own story: the list is the copy.
            listed = lines[seen[key]].bullet > 0 and not line.bullet
            doubled.add(seen[key] if listed else index)
            seen[key] = index if listed else seen[key]
            continue
        seen[key] = index
        if line.count < _PREFIX:
            continue
        stem = " ".join(key.split(" ", _PREFIX)[:_PREFIX])
        for other in starts.get(stem, [])[:_ALIKE]:
            loser = _shorter(lines, other, index)
            if loser is not None:
                doubled.add(loser)
        starts.setdefault(stem, []).append(index)
    return doubled


def _key(line: Line) -> str:
    match = _COUNTER.match(line.text)
    return line.key[len(match.group().rstrip(" |")) :].strip() if match else line.key


def repeated(lines: Sequence[Line], known: set[int]) -> set[int]:
    """Return the indices of paragraphs whose words stand elsewhere on the page, sentence by sentence.

    Pages put a summary above a story that is made of the story's sentences. Of two that cover
    each other the longer is the copy. `known` copies are left out.
    """
    shingles: dict[int, list[str]] = {}
    lines_with: Counter[str] = Counter()
    for index, line in enumerate(lines):
        if index in known or line.count < _PARAGRAPH or line.bullet or not line.is_prose:
            continue
        words = line.key.replace("'", "").replace("’", "").split()
        found = {" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
        shingles[index] = list(found)
        lines_with.update(found)
    copied: set[int] = set()
    for index in sorted(shingles, key=lambda i: -lines[i].count):
        own = shingles[index]
        new = [one for one in own if lines_with[one] == 1]
        # A number that stands nowhere else is news: the same call on another day is no copy.
        if len(new) <= (1 - _RETOLD) * len(own) and not any(map(_NUMBER.search, new)):
            copied.add(index)
            lines_with.subtract(own)
    return copied


def _shorter(lines: Sequence[Line], earlier: int, later: int) -> int | None:
    """Of two lines that begin alike, return the one that says nothing more than the other."""
    a, b = _key(lines[earlier]), _key(lines[later])
    if a == b:
        return later
    short, long = (earlier, later) if len(a) < len(b) else (later, earlier)
    cut = _CUT.sub("", lines[short].text)
    key = " ".join(w.casefold() for w in Line(cut, 0, len(cut)).words)
    whole = _key(lines[long])
    if _SITE.match(lines[long].text, len(lines[short].text)):
        return long  # a page's title: the headline and the name of the site
    if cut != lines[short].text or not lines[short].terminal:
        stem = key.rsplit(" ", 1)[0]  # its last word may be cut in two
        return short if whole.startswith(stem) else None
    if whole.startswith(key) and len(whole) - len(key) <= _CREDIT:
        return later  # a caption once without and once with its credit
    return None
