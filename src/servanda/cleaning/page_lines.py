"""A page as a sequence of lines, each with the shape it is judged by."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from servanda.data_tables import word_set

__all__ = ["Line", "split_lines"]


_LINE = re.compile(r"[^\r\n\x0b\x0c\u2028\u2029]+")
_WORD = re.compile(r"[^\W_](?:[\w’'.&/-]*\w)?")
_UNSEEN = "\u200b\u200c\u200d\ufeff\xad"  # no white space to Python, and none to be seen
_TERMINAL = re.compile(r"[.!?…;:。][\"”’'»)\]]*$|[.!?…][\"”’'»)\]]+$|[\"”»]\.?$")
_INNER_END = re.compile(r"[a-z]{4}[.!?][\"”’)]*\s+[(\"“A-Z]")  # a sentence ends within
_BULLET = re.compile(
    r"(?:[-*+•‣◦▪▫·–—○●■□►▶➤»✓]|\(?\d{1,2}[.)]|\([a-z]{1,4}\)|[a-z]\)|[ivx]{1,4}\.)(?=\s+\S)"
)
_LONE_BULLET = re.compile(r"(?:[-*+•‣◦▪▫·–—○●■□►▶➤»]+|\(?\d{1,2}[.)])$")
_WIDEST = 132  # characters; a page wrapped by hand has no longer lines
_NARROWEST = 45
_BY_HAND = 100  # characters a line of a page wrapped by hand has at most, but for stray long ones
_BREAKS = 3  # breaks within paragraphs that show how a page is wrapped
_FORCED = 0.9  # share of them after which the next word would not have fitted
_FILED = re.compile(
    r"[A-Z][\w .’'-]{2,40}(?:[,(][^–—\n]{0,60}?)? ?(?:--|–|—) ?\S"
)  # a dateline and more
_OF_PROSE = 5  # words of a line that is no part of a list of names
_SHORTENED = word_set("cleaning", "abbreviation")
_GOES_ON = word_set("cleaning", "goes_on")
_VERBS, _FUNCTION = word_set("cleaning", "verb"), word_set("cleaning", "function")
_NO_NAMES = _FUNCTION | word_set("cleaning", "weekday") | word_set("cleaning", "month")
# A line that begins so goes on with the one before: the words of a link were a line of their own.
_TORN = re.compile(r"[,;:)\]’”.](?![.…]| ?[-–—])|['’]s\b|[–—] [a-z]")
_TEARS = 3  # lines that begin so on a page whose links, names in bold and the like stand apart
_LINK = 14  # words of a link within a sentence


class Line:
    """A stretch of text without white space at its ends; offsets are into the text as stored."""

    __slots__ = ("__dict__", "content", "end", "gap", "start")

    def __init__(self, content: str, start: int, end: int, *, gap: bool = False) -> None:
        while start < end and (content[start].isspace() or content[start] in _UNSEEN):
            start += 1
        while end > start and (content[end - 1].isspace() or content[end - 1] in _UNSEEN):
            end -= 1
        self.content = content
        self.start = start
        self.end = end
        self.gap = gap

    def part(self, start: int, end: int) -> Line:
        """Return the part between two offsets of the text."""
        return Line(self.content, start, end, gap=self.gap)

    @cached_property
    def text(self) -> str:
        """The line's own words."""
        return self.content[self.start : self.end]

    @cached_property
    def words(self) -> list[str]:
        """Its words as written."""
        return _WORD.findall(self.text)

    @cached_property
    def lower(self) -> frozenset[str]:
        """Its words in lower case, each once."""
        return frozenset(self.text.lower().translate(_PLAIN).split())

    @property
    def count(self) -> int:
        """How many words it has."""
        return len(self.words)

    @cached_property
    def terminal(self) -> bool:
        """Whether it ends as a sentence ends."""
        return bool(_TERMINAL.search(self.text[-6:]))

    @cached_property
    def has_verb(self) -> bool:
        """Whether one of its words is a common verb or looks like a past tense."""
        return any(w in _VERBS or (w.endswith("ed") and len(w) > 4) for w in self.lower)

    @cached_property
    def function_share(self) -> float:
        """Share of its words that are function words: low in menus and lists of names."""
        count = sum(1 for w in self.words if w.lower() in _FUNCTION)
        return count / max(1, self.count)

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads like sentences, not like a menu, a title or a label."""
        if not self.terminal:
            # Without an end it may be a title, however long: titles are written in capitals.
            running = self.count >= 20 or bool(_INNER_END.search(self.text))
            return running and self.count >= 8 and self.low_share >= 0.5
        if self.count >= 30:
            return self.function_share >= 0.14
        return self.count >= 8 and self.function_share >= 0.1

    @cached_property
    def low_share(self) -> float:
        """Share of its words that begin with a small letter: about 0.75 in prose, 0.25 in titles."""
        return sum(w[0].islower() for w in self.words) / max(1, self.count)

    @cached_property
    def key(self) -> str:
        """Its words alone, for telling copies."""
        return " ".join(self.words).casefold()

    @cached_property
    def names(self) -> frozenset[str]:
        """Capitalised words of three letters and more, and numbers: what a text is about."""
        return frozenset(
            w.rstrip(".").removesuffix("'s").removesuffix("’s")
            for w in self.words
            if len(w) > 2 and w[0].isupper() and w.lower() not in _NO_NAMES
        )

    @property
    def bullet(self) -> int:
        """Length of the bullet or number in front with the white space after it; 0 without one."""
        match = _BULLET.match(self.content, self.start, self.end)
        if match is None:
            return 0
        stop = match.end()
        while stop < self.end and self.content[stop].isspace():
            stop += 1
        return stop - self.start

    @property
    def lone_bullet(self) -> bool:
        """Whether it is nothing but a bullet, its words on the next line."""
        return bool(_LONE_BULLET.match(self.text))

    def __repr__(self) -> str:
        return f"Line({self.start}, {self.end}, {self.text[:40]!r})"


_PLAIN = str.maketrans(dict.fromkeys('.,;:!?"“”()[]<>|/«»—–', " ") | {"’": "'"})


def split_lines(content: str) -> list[Line]:
    """Split a text into its lines, ascending; lines of a paragraph wrapped by hand come as one."""
    lines: list[Line] = []
    end = feeds = returns = 0  # of the last match; between it and the last line
    for match in _LINE.finditer(content):
        feeds += content.count("\n", end, match.start())
        returns += content.count("\r", end, match.start())
        end = match.end()
        line = Line(content, match.start(), end, gap=feeds > 1 or returns > 1)
        if line.start < line.end:
            lines.append(line)
            feeds = returns = 0
    return _unwrap(content, lines)


@dataclass(frozen=True, slots=True)
class _Wrap:
    width: int  # 0 where the page is not wrapped by hand


def _wrap(lines: list[Line]) -> _Wrap:
    """Tell whether a page's paragraphs are wrapped by hand, and how wide."""
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if not b.gap]
    width = max((a.end - a.start for a in lines if a.end - a.start <= _BY_HAND), default=0)
    if _all_forced(pairs, width):
        return _Wrap(width)
    long = [a for a, _ in pairs if _NARROWEST <= a.end - a.start <= _WIDEST]
    running = sum(1 for a, b in pairs if not a.terminal and b.text[0].islower())
    widest = max((line.end - line.start for line in lines), default=0)
    if widest > _WIDEST or running < 3 or running < 0.3 * len(long):
        return _Wrap(0)
    return _Wrap(widest)


def _all_forced(pairs: list[tuple[Line, Line]], width: int) -> bool:
    """Whether lines end only where the next word would not have fitted, as on a typewriter."""
    if any(line.end - line.start > _WIDEST for pair in pairs for line in pair):
        return False
    long = [(a, b) for a, b in pairs if a.end - a.start >= _NARROWEST and not b.bullet]
    forced = sum(a.end - a.start + 1 + len(b.text.split(None, 1)[0]) > width for a, b in long)
    running = any(not a.terminal and b.text[0].islower() for a, b in long)
    return running and len(long) >= _BREAKS and forced >= _FORCED * len(long)


def _unwrap(content: str, lines: list[Line]) -> list[Line]:
    if len(lines) < 2:
        return lines
    torn = _is_torn(lines)
    width = 0 if torn else _wrap(lines).width
    going_on = _wrapped_joints(lines) if not torn and not width else frozenset()
    joined: list[Line] = [lines[0]]
    previous = lines[0]
    for index, line in enumerate(lines[1:], 1):
        last = joined[-1]
        after = lines[index + 1] if index + 1 < len(lines) else None
        goes_on = index in going_on or _runs_on(previous, line, width)
        if goes_on or (torn and _mends(last, line, after)):
            joined[-1] = Line(content, last.start, line.end, gap=last.gap)
        else:
            joined.append(line)
        previous = line
    return joined


def _wrapped_joints(lines: list[Line]) -> frozenset[int]:
    """Return the lines that go on with the one above, paragraph by paragraph between empty lines.

    A paragraph is wrapped where a line of it shows that it is prose and not at its end: it opens with
    a dateline, a sentence ends within it and another begins, or it breaks off at a comma.
    """
    found: set[int] = set()
    first = 0
    for stop in range(1, len(lines) + 1):
        if stop < len(lines) and not lines[stop].gap:
            continue
        paragraph = lines[first:stop]
        if paragraph[-1].terminal and all(len(line.text) <= _WIDEST for line in paragraph):
            found |= {first + at for at in _joints(paragraph)}
        first = stop
    return frozenset(found)


def _joints(paragraph: list[Line]) -> Iterator[int]:
    wrapped = False
    for at, (above, line) in enumerate(itertools.pairwise(paragraph), 1):
        wrapped = wrapped or _breaks_off(above)
        own = line.bullet or line.lone_bullet or above.bullet or _FILED.match(line.text)
        cut = above.text.rsplit(None, 1)[-1].lower().strip('(“"') in _SHORTENED
        if wrapped and not own and (not above.terminal or cut):
            yield at


def _breaks_off(line: Line) -> bool:
    """Whether a line is prose and ends amid a sentence."""
    if line.terminal and line.text[-1] != ",":
        return False
    comma = line.text.endswith(",") and line.count >= _OF_PROSE and line.low_share >= 0.4
    return bool(_FILED.match(line.text) or comma or _INNER_END.search(line.text))


def _is_torn(lines: list[Line]) -> bool:
    """Whether a page's sentences are torn at their links: lines go on with what stands above."""
    tears = sum(bool(_TORN.match(line.text)) for line in lines)
    if tears < _TEARS and any(line.end - line.start > _WIDEST for line in lines):
        tears += sum(
            b.text[0].islower() and b.count > 2 and not a.terminal and a.low_share >= 0.4
            for a, b in itertools.pairwise(lines)
        )
    return tears >= _TEARS


def _mends(before: Line, line: Line, after: Line | None) -> bool:
    """Whether a page torn at its links goes on in `line` with the sentence of `before`."""
    if line.bullet or line.lone_bullet or before.lone_bullet:
        return False
    if _TORN.match(line.text):
        return not (before.terminal and line.count > 3)
    if before.terminal or before.text[-1] in "|>»•·":
        return False
    if line.text[0].islower():
        return line.count >= 4 or before.count >= 4 or before.words[-1:] == ["I"]
    return _is_link(before, line, after)


def _is_link(before: Line, line: Line, after: Line | None) -> bool:
    """Whether `line` is the words of a link: the sentence stops before them and goes on after them."""
    running = before.count >= 4 and before.low_share >= 0.4 and before.text[-1] != ":"
    open_ended = bool(before.words) and before.words[-1].lower() in _GOES_ON
    if not (running or open_ended) or line.count > _LINK or after is None:
        return False
    return bool(_TORN.match(after.text)) or after.text[0].islower()


def _runs_on(before: Line, after: Line, width: int) -> bool:
    """Whether `after` goes on with the sentence or the wrapped paragraph of `before`."""
    if after.gap or after.bullet or after.lone_bullet or before.lone_bullet:
        return False
    if width:
        first = after.text.split(None, 1)[0]
        if before.end - before.start + 1 + len(first) > 0.93 * width:
            return True
    if before.count < 4 or before.terminal:
        return False
    if after.text[0].islower():
        return after.count >= 3 or after.terminal
    # "… a message from" / "H.E. Ada Brandt …": an article or preposition ends no line of its own.
    return before.words[-1].lower() in _GOES_ON and before.text[-1].isalpha() and before.count >= 8
