"""A page as blocks: which stretch is headline, dateline, body, caption, and what is residue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from servanda.cleaning.article_region import find_region, is_paragraph, mark_tail, only_line
from servanda.cleaning.headline import choose_headline
from servanda.cleaning.page_lines import Line, split_lines
from servanda.cleaning.piece_classifier import reclassify
from servanda.cleaning.pieces import Piece, cut
from servanda.data_tables import word_set
from servanda.model.report import Block, BlockKind
from servanda.sources.mail_headers import header_end

__all__ = ["Page", "pieces_by_rule", "read_page"]

_INVITE = word_set("cleaning", "invite")
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?:[^\n]*\n){0,60}?---[ \t]*(?:\r?\n|$)")
_KEY = re.compile(r"^[A-Za-z][\w -]*:", re.MULTILINE)
_HASHES = re.compile(r"#{1,6}\s+(?=\S)")
_TITLE_LONGEST = 9  # words of a heading within the body
_LIST_TITLE = 16  # words of a heading right above a list
_PARAGRAPH = 25  # words of a line that is no title, however many of them are names
_LISTS = re.compile(r"\w:\s+[•·*–-]\s+\w")
# "QUESTION: …", "Foreign Minister of Norland Brandt: …", "Q. …": who speaks in a transcript, and a sentence or whom he addresses.
_SPEAKER = re.compile(
    r"(?:[QA]|[A-Z][\w.’'-]*(?:(?: of| the| and| for)* [(A-Z][\w.’'()-]*){0,8})\s?:\s+\S.*[.,!?)…][\"”’)]{0,6}$|[QA][.:]\s+\S.*[.!?…]$"
)


_TELLING = frozenset({BlockKind.BODY, BlockKind.LIST_ITEM})


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a page and what its head and foot say."""

    blocks: tuple[Block, ...]
    pieces: tuple[Piece, ...]

    @property
    def has_body(self) -> bool:
        """Whether there is a report on the page."""
        return any(b.kind in _TELLING for b in self.blocks)

    def first(self, kind: BlockKind) -> Line | None:
        """Return the first stretch of `kind`, or None."""
        return next((p.line for p in self.pieces if p.kind is kind), None)


def read_page(content: str, *, title: str | None = None) -> Page:
    """Mark what every stretch of a text is; `title` is the headline as its source states it."""
    front = _front_matter(content)
    pieces = pieces_by_rule(content, front=front, title=title)
    reclassify(pieces)
    blocks = [Block(p.line.start, p.line.end, p.kind) for p in pieces if p.kind is not None]
    return Page(tuple(_whole(content, front, blocks)), tuple(pieces))


def pieces_by_rule(content: str, *, front: int = 0, title: str | None = None) -> list[Piece]:
    """Cut a text into pieces and judge them by the rules alone; its first `front` characters aside."""
    lines = [line for line in split_lines(content) if line.start >= front]
    pieces = cut(_without_markup(lines))
    _mark_lists(pieces)
    region = find_region(pieces) or only_line(pieces)
    if region is not None:
        start, last = region
        mark_tail(pieces, start)
        headline = choose_headline(pieces, start, last, title)
        _mark_head(pieces, start, headline)
        _mark_body(pieces, start, last)
    elif title is not None:
        choose_headline(pieces, len(pieces), len(pieces), title)
    for piece in pieces:
        if piece.open:
            piece.kind = BlockKind.RESIDUE
    return pieces


def _front_matter(content: str) -> int:
    """Return where the front matter of a Markdown file ends, or a mail's header; 0 without one."""
    match = _FRONT.match(content)
    return match.end() if match and _KEY.search(match.group()) else header_end(content)


def _without_markup(lines: list[Line]) -> list[Line]:
    """Take the signs of a Markdown heading from its words."""
    plain = []
    for line in lines:
        match = _HASHES.match(line.content, line.start, line.end)
        plain.append(line.part(match.end(), line.end) if match else line)
    return plain


def _mark_lists(pieces: list[Piece]) -> None:
    """Mark bullets and what follows them; a bullet alone makes the next line an item."""
    alone = sum(p.line.lone_bullet or (p.open and p.line.bullet > 0) for p in pieces) == 1
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
            if alone and pieces[index + 1].prose:
                continue  # a rule drawn between title and story, not a list
            pieces[index + 1].kind = BlockKind.LIST_ITEM
            pieces[index + 1].prose = False


def _mark_head(pieces: list[Piece], start: int, headline: int | None) -> None:
    """Mark what stands above the story and is not its headline."""
    about: set[str] = set()
    for piece in pieces[start:]:
        if is_paragraph(piece):
            about |= piece.line.names
    leads_in = True  # whether nothing but key points stands between here and the story
    for index in range(start - 1, -1, -1):
        piece = pieces[index]
        below = headline is not None and headline < index
        open_ = piece.open
        if piece.kind is BlockKind.LIST_ITEM:
            point = below or (leads_in and piece.line.terminal)
            if piece.line.count < 4 or not point:
                piece.kind = BlockKind.RESIDUE
            continue
        if open_:
            piece.kind = _above(piece.line, about, leads_in=leads_in, below=below)
        leads_in = leads_in and (piece.kind is BlockKind.BODY if open_ else piece.line.count < 3)


def _above(line: Line, about: set[str], *, leads_in: bool, below: bool) -> BlockKind:
    """Tell what an open line above the story is; `below` says that the headline stands above it."""
    if leads_in and _opening(line):
        return BlockKind.BODY
    deck = line.count >= 5 and line.has_verb and bool(line.names & about)
    return BlockKind.HEADING if below and deck else BlockKind.RESIDUE


def _opening(line: Line) -> bool:
    """Whether a line right above the story is its short first sentence."""
    return line.text.endswith((".", ".”", '."')) and line.count >= 3 and line.has_verb


def _mark_body(pieces: list[Piece], start: int, end: int) -> None:
    """Mark paragraphs, headings and lists of the story, and stray lines between and after them."""
    told = (i for i in range(start, end + 1) if is_paragraph(pieces[i]))
    last = max(told, default=start)
    about: set[str] = set()
    for piece in pieces[start : last + 1]:
        if is_paragraph(piece):
            about |= piece.line.names
    last = _with_list(pieces, last, about)
    ahead = _ahead(pieces, last)
    near = True  # whether nothing but the story's own lines stood between its end and here
    for index in range(start, len(pieces)):
        piece = pieces[index]
        if piece.kind is BlockKind.LIST_ITEM and index > last:
            piece.kind = BlockKind.RESIDUE
        if not piece.open:
            continue
        if index <= last:
            piece.kind = _inner(pieces, index, ahead[index])
        else:
            direct = pieces[index - 1].kind is not BlockKind.RESIDUE
            piece.kind = _after(piece.line, about, direct=direct) if near else BlockKind.RESIDUE
            near = piece.kind is BlockKind.BODY


def _ahead(pieces: Sequence[Piece], last: int) -> dict[int, int]:
    """Count for each piece up to `last` how many short lines in a row come next; -1 at the end."""
    ahead: dict[int, int] = {}
    run = -1
    for index in range(last, -1, -1):
        piece = pieces[index]
        ahead[index] = run
        if piece.kind is BlockKind.RESIDUE:
            continue
        short = piece.open and not piece.prose and not piece.line.terminal
        run = max(run, 0) + 1 if short else 0
    return ahead


def _with_list(pieces: Sequence[Piece], last: int, about: set[str]) -> int:
    """Count a list that closes the story as part of it."""
    end = last
    for index in range(last + 1, len(pieces)):
        piece = pieces[index]
        if piece.kind is BlockKind.LIST_ITEM:
            end = index
        elif not _between_items(piece):
            break
    items = [p.line for p in pieces[last + 1 : end + 1] if p.kind is BlockKind.LIST_ITEM]
    told = sum(_is_full_item(line, about) for line in items)
    return end if told >= 0.5 * len(items) or pieces[last].line.text.endswith(":") else last


def _between_items(piece: Piece) -> bool:
    """Whether a piece may stand between the items of a list: a copied item, or a heading."""
    if piece.kind is BlockKind.DOUBLE:
        return piece.line.bullet > 0
    return piece.open and _heading(piece.line)


def _is_full_item(line: Line, about: set[str]) -> bool:
    """Whether an item of a list reads like a part of the story, not like a menu."""
    shape = line.terminal or line.text[0].islower() or line.count >= 14
    return shape or len(line.names & about) >= 2


def _inner(pieces: Sequence[Piece], index: int, ahead: int) -> BlockKind:
    """Tell what an open piece within the story is; `ahead` counts the short lines that follow."""
    piece = pieces[index]
    line = piece.line
    if piece.prose or _is_sentence(line):
        return BlockKind.BODY
    if ahead < 0:
        return BlockKind.RESIDUE
    listed = pieces[index + 1].kind in {BlockKind.LIST_ITEM, BlockKind.RESIDUE}
    if (_heading(line) and ahead < 2) or (listed and ahead == 0 and line.count <= _LIST_TITLE):
        return BlockKind.HEADING
    if line.count > _TITLE_LONGEST and line.function_share >= 0.25 and line.low_share >= 0.5:
        return BlockKind.BODY
    return BlockKind.RESIDUE


def _is_sentence(line: Line) -> bool:
    """Whether a line within the story is a sentence of it, however short or odd."""
    if line.terminal and line.count >= 2 and (line.has_verb or line.count >= 4):
        return True
    if (line.count >= _PARAGRAPH and line.function_share >= 0.2) or _SPEAKER.match(line.text):
        return True  # full of names, or the words of one speaker among others
    return line.has_verb and bool(_LISTS.search(line.text))  # a list and its lead in one line


def _after(line: Line, about: set[str], *, direct: bool) -> BlockKind:
    """Tell whether a stray line right after the story still belongs to it.

    `direct` says that no residue stands between the story and the line.
    """
    spoken = line.terminal and line.count >= 4 and line.has_verb
    clipped = direct and _is_clipped(line)
    if line.names & about:
        unended = line.count >= 12 and line.low_share >= 0.5
        unended = unended or (line.count >= 25 and line.has_verb)
        return BlockKind.BODY if spoken or unended or clipped else BlockKind.RESIDUE
    closing = direct and line.low_share >= 0.5 and (spoken or clipped)
    return BlockKind.BODY if closing else BlockKind.RESIDUE


def _is_clipped(line: Line) -> bool:
    """Whether the text as handed over breaks off in the middle of the story's last sentence."""
    if line.terminal or line.end < len(line.content.rstrip()):
        return False
    running = line.count >= 5 and line.has_verb
    running = running and line.function_share >= 0.2 and line.low_share >= 0.5
    plain = not set(line.text) & set("?![]|/@")
    return running and plain and line.words[0].lower() not in _INVITE


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
    return line.start, line.end
