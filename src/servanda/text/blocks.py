"""A page as blocks: which stretch is headline, dateline, body, caption, and what is residue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from servanda.model.report import Block, BlockKind
from servanda.text.headline import choose_headline
from servanda.text.lines import Line, split_lines
from servanda.text.pieces import Piece, cut
from servanda.text.residue import Mark

__all__ = ["Page", "read_page"]

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?:[^\n]*\n){0,60}?---[ \t]*(?:\r?\n|$)")
_KEY = re.compile(r"^[A-Za-z][\w -]*:", re.MULTILINE)
_HASHES = re.compile(r"#{1,6}\s+(?=\S)")
_WHOLE_STORY = 40  # words of body before a comment section may end it
_TITLE_LONGEST = 9  # words of a heading within the body


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a page and what its head and foot say."""

    blocks: tuple[Block, ...]
    pieces: tuple[Piece, ...]

    @property
    def has_body(self) -> bool:
        """Whether there is a report on the page."""
        return any(b.kind is BlockKind.BODY for b in self.blocks)

    def first(self, kind: BlockKind) -> Line | None:
        """Return the first stretch of `kind`, or None."""
        return next((p.line for p in self.pieces if p.kind is kind), None)


def read_page(content: str, *, title: str | None = None) -> Page:
    """Mark what every stretch of a text is; `title` is the headline as its source states it."""
    front = _front_matter(content)
    lines = [line for line in split_lines(content) if line.start >= front]
    pieces = cut(_without_markup(lines))
    _settle_lists(pieces)
    region = _region(pieces) or _only_line(pieces)
    if region is not None:
        start, last = region
        _settle_tail(pieces, start)
        headline = choose_headline(pieces, start, last, title)
        _settle_head(pieces, start, headline)
        _settle_body(pieces, start, last)
    elif title is not None:
        choose_headline(pieces, len(pieces), len(pieces), title)
    for piece in pieces:
        if piece.open:
            piece.kind = BlockKind.RESIDUE
    blocks = [Block(p.line.start, p.line.end, p.kind) for p in pieces if p.kind is not None]
    return Page(tuple(_whole(content, front, blocks)), tuple(pieces))


def _front_matter(content: str) -> int:
    """Return where the front matter of a Markdown file ends; 0 without one."""
    match = _FRONT.match(content)
    return match.end() if match and _KEY.search(match.group()) else 0


def _without_markup(lines: list[Line]) -> list[Line]:
    """Take the signs of a Markdown heading from its words."""
    plain = []
    for line in lines:
        match = _HASHES.match(line.content, line.start, line.end)
        plain.append(line.part(match.end(), line.end) if match else line)
    return plain


def _settle_lists(pieces: list[Piece]) -> None:
    """Mark bullets and what follows them; a bullet alone makes the next line an item."""
    for index, piece in enumerate(pieces):
        width = piece.line.bullet if piece.open else 0
        if width:
            inner = piece.line.part(piece.line.start + width, piece.line.end)
            settled = cut([inner])
            if len(settled) == 1 and settled[0].kind is not None:
                piece.kind, piece.mark = settled[0].kind, settled[0].mark
            else:
                piece.kind, piece.line = BlockKind.LIST_ITEM, inner
                piece.prose = False
        elif piece.line.lone_bullet and index + 1 < len(pieces) and pieces[index + 1].open:
            pieces[index + 1].kind = BlockKind.LIST_ITEM
            pieces[index + 1].prose = False


def _region(pieces: Sequence[Piece]) -> tuple[int, int] | None:
    """Find the stretch of pieces that is the story: the one with most prose and least noise.

    Each piece is worth its words if it is prose and costs something if it is not; the story is
    the run of pieces with the greatest sum. Returns its first and last piece, None without prose.
    """
    best: tuple[float, int, int] | None = None
    total, begun = 0.0, 0
    for index, piece in enumerate(pieces):
        if total <= 0.0:
            total, begun = 0.0, index
        total += _worth(piece)
        if best is None or total > best[0]:
            best = total, begun, index
    if best is None or best[0] <= 0.0:
        return None
    told = [
        i
        for i in range(best[1], best[2] + 1)
        if pieces[i].kind is BlockKind.DATELINE or (pieces[i].open and pieces[i].prose)
    ]
    return (told[0], best[2]) if told else None


def _worth(piece: Piece) -> float:
    """Weigh a piece as evidence for the story: words of prose against lines of noise."""
    line = piece.line
    if piece.mark is Mark.END:
        return -40.0
    if piece.mark is Mark.HEAD:
        return -20.0
    if piece.kind is BlockKind.DATELINE:
        return 20.0
    if piece.kind is BlockKind.LIST_ITEM:
        return 0.5 * line.count if line.terminal or line.count >= 12 else -3.0
    if piece.kind is not None:
        return -2.0 if piece.kind is BlockKind.RESIDUE else 0.0
    if piece.prose:
        return float(min(line.count, 60))
    return 0.0 if line.terminal and line.count >= 4 else -5.0


def _only_line(pieces: Sequence[Piece]) -> tuple[int, int] | None:
    """Take the longest open line of six words and more where nothing reads like a paragraph."""
    best = max(
        (i for i, p in enumerate(pieces) if p.open and p.line.count >= 6 and p.line.has_verb),
        key=lambda i: pieces[i].line.count,
        default=None,
    )
    if best is None:
        return None
    pieces[best].prose = True
    return best, best


def _settle_tail(pieces: list[Piece], start: int) -> None:
    """Mark what follows the story: comments, teasers of other stories, closing lines."""
    told = 0
    names: set[str] = set()
    mode: Mark | None = None
    for index in range(start, len(pieces)):
        piece = pieces[index]
        if piece.mark is Mark.END and told >= _WHOLE_STORY and told >= _rest(pieces, index):
            mode = Mark.END
        elif mode is None and (
            piece.mark is Mark.HEAD
            or (piece.open and not piece.prose and _other_stories(pieces, index, told, names))
        ):
            mode = Mark.HEAD
        if mode is Mark.END and piece.kind in {None, BlockKind.LIST_ITEM, BlockKind.CAPTION}:
            piece.mark = Mark.END
            if not _title_like(piece.line):
                piece.kind = BlockKind.RESIDUE
            continue
        if mode is Mark.HEAD and piece.kind in {None, BlockKind.LIST_ITEM}:
            if piece.open and piece.prose and _resumes(pieces, index, told, names):
                mode = None
            else:
                piece.kind = BlockKind.RESIDUE
                continue
        if piece.open and piece.prose:
            told += piece.line.count
            names |= piece.line.names


def _resumes(pieces: Sequence[Piece], index: int, told: int, names: set[str]) -> bool:
    """Whether the story goes on at `index` after a heading of other stories.

    A story goes on with paragraph after paragraph, or with what it is about; a teaser is one
    sentence between titles of other stories.
    """
    line = pieces[index].line
    if line.count < 12:
        return False
    after = next((p for p in pieces[index + 1 :] if p.kind is not BlockKind.RESIDUE), None)
    runs_on = after is not None and after.open and after.prose
    if told < _WHOLE_STORY or line.count >= 40:
        return runs_on or line.count >= 40
    common = len(names & line.names)
    return common >= 2 or (common >= 1 and line.terminal) or (runs_on and line.count >= 16)


def _other_stories(pieces: Sequence[Piece], index: int, told: int, names: set[str]) -> bool:
    """Whether a title at `index` and all after it tell of other things than the story so far."""
    line = pieces[index].line
    if told < _WHOLE_STORY or not _title_like(line) or line.count < 4 or names & line.names:
        return False
    rest = [p.line for p in pieces[index + 1 :] if p.open and p.prose]
    return (
        bool(rest)
        and sum(other.count for other in rest) <= 0.6 * told
        and not any(names & other.names for other in rest)
    )


def _rest(pieces: Sequence[Piece], index: int) -> int:
    """Count the words of prose that follow `index`, at half their weight."""
    return sum(p.line.count for p in pieces[index + 1 :] if p.open and p.prose) // 2


def _title_like(line: Line) -> bool:
    return 3 <= line.count <= 24 and not line.terminal


def _settle_head(pieces: list[Piece], start: int, headline: int | None) -> None:
    """Mark what stands above the story and is not its headline."""
    about: set[str] = set()
    for piece in pieces[start:]:
        if piece.open and piece.prose:
            about |= piece.line.names
    for index in range(start):
        piece = pieces[index]
        if piece.kind is BlockKind.LIST_ITEM:
            under = headline is not None and headline < index
            if not ((under and piece.line.count >= 4) or _leads_in(pieces, index, start)):
                piece.kind = BlockKind.RESIDUE
        if not piece.open:
            continue
        below = headline is not None and headline < index
        deck = piece.line.count >= 5 and piece.line.has_verb and bool(piece.line.names & about)
        piece.kind = BlockKind.HEADING if below and deck else BlockKind.RESIDUE


def _leads_in(pieces: Sequence[Piece], index: int, start: int) -> bool:
    """Whether a list item belongs to key points right above the story."""
    line = pieces[index].line
    return (
        line.terminal
        and line.count >= 5
        and all(
            (p.kind is not None and p.line.count < 3) or p.kind is BlockKind.LIST_ITEM
            for p in pieces[index + 1 : start]
        )
    )


def _settle_body(pieces: list[Piece], start: int, end: int) -> None:
    """Mark paragraphs, headings and lists of the story, and stray lines between and after them."""
    told = (i for i in range(start, end + 1) if pieces[i].open and pieces[i].prose)
    last = _with_list(pieces, max(told, default=start))
    about: set[str] = set()
    for piece in pieces[start : last + 1]:
        if piece.open and piece.prose:
            about |= piece.line.names
    for index in range(start, len(pieces)):
        piece = pieces[index]
        if piece.kind is BlockKind.LIST_ITEM:
            if index > last:
                piece.kind = BlockKind.RESIDUE
        elif piece.open:
            piece.kind = _inner(pieces, index, last, about)


def _with_list(pieces: Sequence[Piece], last: int) -> int:
    """Count a list that closes the story as part of it."""
    end = last
    for index in range(last + 1, len(pieces)):
        piece = pieces[index]
        if piece.kind is BlockKind.LIST_ITEM:
            end = index
        elif not (piece.open and _heading(piece.line)):
            break
    if end == last:
        return last
    items = [p.line for p in pieces[last + 1 : end + 1] if p.kind is BlockKind.LIST_ITEM]
    told = sum(line.terminal or line.text[0].islower() or line.count >= 14 for line in items)
    return end if told >= 0.5 * len(items) or pieces[last].line.text.endswith(":") else last


def _inner(pieces: Sequence[Piece], index: int, last: int, about: set[str]) -> BlockKind:
    """Tell what an open piece within or after the story is."""
    piece = pieces[index]
    line = piece.line
    if piece.prose and index <= last:
        return BlockKind.BODY
    if index > last:
        near = all(not p.open or p.kind is BlockKind.BODY for p in pieces[last + 1 : index])
        about_it = near and bool(line.names & about)
        spoken = line.terminal and line.count >= 4 and line.has_verb
        unended = line.count >= 12 and line.function_share >= 0.25
        return BlockKind.BODY if about_it and (spoken or unended) else BlockKind.RESIDUE
    if line.terminal and line.count >= 2 and (line.has_verb or line.count >= 4):
        return BlockKind.BODY
    following = next(
        (p for p in pieces[index + 1 : last + 1] if p.kind is not BlockKind.RESIDUE), None
    )
    if following is None:
        return BlockKind.RESIDUE
    shorts = sum(
        p.open and not p.prose and not p.line.terminal for p in pieces[index + 1 : index + 3]
    )
    if _heading(line) and shorts < 2:
        return BlockKind.HEADING
    if line.count > _TITLE_LONGEST and line.function_share >= 0.25:
        return BlockKind.BODY
    return BlockKind.RESIDUE


def _heading(line: Line) -> bool:
    return (
        1 <= line.count <= _TITLE_LONGEST
        and line.text[0].isupper()
        and len(line.text) > 3
        and not line.text.endswith((".", ","))
    )


def _whole(content: str, front: int, blocks: list[Block]) -> list[Block]:
    """Add residue blocks for whatever stands outside every block, so that no word is unmarked."""
    filled: list[Block] = []
    at = 0
    if front:
        filled.append(Block(*_trimmed(content, 0, front), BlockKind.RESIDUE))
        at = front
    for block in [*sorted(blocks), None]:
        stop = block.start if block else len(content)
        start, end = _trimmed(content, at, stop)
        if start < end:
            filled.append(Block(start, end, BlockKind.RESIDUE))
        if block is not None:
            filled.append(block)
            at = block.end
    return filled


def _trimmed(content: str, start: int, end: int) -> tuple[int, int]:
    line = Line(content, start, end)
    start, end = line.start, line.end
    while start < end and content[start].isspace():
        start += 1
    while end > start and content[end - 1].isspace():
        end -= 1
    return start, end
