"""Where the story is on a page: the stretch with most prose and least noise, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.cleaning.headline import content_words
from servanda.cleaning.page_lines import Line
from servanda.cleaning.pieces import Piece
from servanda.cleaning.residue import Mark
from servanda.model.report import BlockKind

__all__ = ["find_region", "is_paragraph", "mark_tail", "only_line"]


_WHOLE_STORY = 40  # words of body before comments or other stories may end it
_OTHERS = 0.6  # share of the story's words that other stories after it may have at most
_CLOSING = 9  # paragraphs at the end of a page that are looked at for other stories
_PUBLISHED = re.compile(r"\b(?:published|posted|issued|released)\b", re.IGNORECASE)
_LINES = frozenset({None, BlockKind.LIST_ITEM})  # kinds of pieces that may yet be the story
_LONG = 40  # words of a paragraph that is no teaser


def find_region(pieces: Sequence[Piece]) -> tuple[int, int] | None:
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
    paragraphs = [
        i
        for i in range(best[1], best[2] + 1)
        if pieces[i].kind is BlockKind.DATELINE or is_paragraph(pieces[i])
    ]
    return (paragraphs[0], best[2]) if paragraphs else None


def is_paragraph(piece: Piece) -> bool:
    """Whether a piece reads like a paragraph: prose, or a list item that is a sentence."""
    if piece.kind is BlockKind.LIST_ITEM:
        return piece.line.is_prose
    return piece.open and piece.prose


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


_LINE = 6  # words of a line that may be the story
_ALONE = 3  # words of a sentence that is all there is


def only_line(pieces: Sequence[Piece]) -> tuple[int, int] | None:
    """Take the longest open line of six words and more where nothing reads like a paragraph.

    A text of one short sentence and nothing else is that sentence.
    """
    alone = len(pieces) == 1 and pieces[0].line.terminal
    least = _ALONE if alone else _LINE
    best = max(
        (i for i, p in enumerate(pieces) if p.open and p.line.count >= least and p.line.has_verb),
        key=lambda i: pieces[i].line.count,
        default=None,
    )
    if best is None:
        return None
    pieces[best].prose = True
    return best, best


def mark_tail(pieces: list[Piece], start: int) -> None:
    """Mark what follows the story: comments, teasers of other stories, closing lines."""
    words = 0
    names: set[str] = set()
    mode: Mark | None = None
    rest = _words_after(pieces)
    last_named = _last_named(pieces)
    named = -1  # the last paragraph that shares a name with the story so far
    following = _following(pieces)
    for index in range(start, len(pieces)):
        piece = pieces[index]
        if _ends_story(piece, words, rest[index]):
            mode = Mark.END
        elif mode is None and (
            piece.mark is Mark.HEAD
            or (named <= index and _other_stories(piece, words, names, rest[index]))
        ):
            mode = Mark.HEAD
        if (
            mode is Mark.HEAD
            and piece.kind in _LINES
            and _resumes(piece, words, names, runs_on=_runs_on(pieces, following[index]))
        ):
            mode = None
        if mode is not None and _marked_after(pieces, index, mode):
            continue
        if is_paragraph(piece):
            words += piece.line.count
            names |= piece.line.names
            named = max([named, *(last_named[name] for name in piece.line.names)])
    _trim(pieces, start)


def _ends_story(piece: Piece, words: int, rest: int) -> bool:
    """Whether a piece says that nothing of the report follows, and enough of it stands before."""
    return piece.mark is Mark.END and words >= _WHOLE_STORY and words >= rest // 2


def _marked_after(pieces: Sequence[Piece], index: int, mode: Mark) -> bool:
    """Mark a piece after the story as residue where it is that; whether the piece is settled."""
    piece = pieces[index]
    if piece.kind is BlockKind.HEADER_DATE:
        if not _PUBLISHED.search(_before(pieces, index)):
            piece.kind = BlockKind.RESIDUE  # of another story, or of a comment
        return True
    if mode is Mark.HEAD and piece.kind in _LINES:
        piece.kind = BlockKind.RESIDUE
        return True
    if mode is Mark.END and (piece.kind in _LINES or piece.kind is BlockKind.CAPTION):
        piece.mark = Mark.END
        if not _title_like(piece.line):
            piece.kind = BlockKind.RESIDUE
        return True
    return False


def _before(pieces: Sequence[Piece], index: int) -> str:
    """Return the words of the line a date stands in and of the label above it."""
    line = pieces[index].line
    label = pieces[index - 1].line.text[-30:] if index else ""
    return f"{label} {line.text}"


def _trim(pieces: list[Piece], start: int) -> None:
    """Cut paragraphs off the end that stand apart from the story and share no words with it."""
    paragraphs = [i for i in range(start, len(pieces)) if is_paragraph(pieces[i])]
    looked_at = frozenset(paragraphs[-_CLOSING:])
    while len(paragraphs) >= 3:
        first = _last_run(pieces, paragraphs)
        run, story = paragraphs[first:], paragraphs[:first]
        if not story or len(run) > 3 or not looked_at.issuperset(run):
            return
        if not _stands_apart([pieces[i].line for i in run], [pieces[i].line for i in story]):
            return
        for i in run:
            pieces[i].kind = BlockKind.RESIDUE
        paragraphs = story


def _last_run(pieces: Sequence[Piece], paragraphs: Sequence[int]) -> int:
    """Return where in `paragraphs` the run of paragraphs begins that ends the page, no noise within it."""
    first = len(paragraphs) - 1
    while first > 0 and not _noise(pieces, paragraphs[first - 1], paragraphs[first]):
        first -= 1
    return first


def _stands_apart(run: Sequence[Line], story: Sequence[Line]) -> bool:
    """Whether paragraphs are short beside the story and share neither names nor words with it."""
    names = frozenset().union(*(line.names for line in story))
    about = frozenset().union(*(content_words(line) for line in story))
    for line in run:
        # A paragraph that names nobody may be the story's last words.
        if line.names & names or len(line.names) < 2 or len(content_words(line) & about) > 1:
            return False
    return sum(line.count for line in run) <= _OTHERS * sum(line.count for line in story)


def _noise(pieces: Sequence[Piece], before: int, after: int) -> bool:
    """Whether lines that belong to no story stand between two paragraphs."""
    stray = [p for p in pieces[before + 1 : after] if not p.line.lone_bullet]
    titles = sum(p.open and not p.line.terminal for p in stray)
    return titles > 1 or any(p.kind is BlockKind.RESIDUE for p in stray)


def _words_after(pieces: Sequence[Piece]) -> list[int]:
    """Count for each piece the words of prose that come after it."""
    after = [0] * len(pieces)
    total = 0
    for index in range(len(pieces) - 1, -1, -1):
        after[index] = total
        if is_paragraph(pieces[index]):
            total += pieces[index].line.count
    return after


def _last_named(pieces: Sequence[Piece]) -> dict[str, int]:
    """Return for each name the last paragraph that it stands in."""
    return {name: i for i, p in enumerate(pieces) if is_paragraph(p) for name in p.line.names}


def _following(pieces: Sequence[Piece]) -> list[int]:
    """Return for each piece the next one that is no residue; behind the last one where none is."""
    found = [len(pieces)] * len(pieces)
    for index in range(len(pieces) - 2, -1, -1):
        residue = pieces[index + 1].kind is BlockKind.RESIDUE
        found[index] = found[index + 1] if residue else index + 1
    return found


def _resumes(piece: Piece, paragraphs: int, names: set[str], *, runs_on: bool) -> bool:
    """Whether the story goes on with a piece after a heading of other stories.

    A story goes on with paragraph after paragraph, or with what it is about; a teaser is one
    sentence between titles of other stories.
    """
    line = piece.line
    prose = line.terminal if piece.kind is BlockKind.LIST_ITEM else piece.prose
    if not prose or line.count < 12:
        return False
    if paragraphs < _WHOLE_STORY or line.count >= _LONG:
        return runs_on or line.count >= _LONG
    common = len(names & line.names)
    return common >= 2 or (common >= 1 and line.terminal) or (runs_on and line.count >= 16)


def _runs_on(pieces: Sequence[Piece], following: int) -> bool:
    """Whether the next piece that is no residue is a paragraph."""
    return following < len(pieces) and is_paragraph(pieces[following])


def _other_stories(piece: Piece, paragraphs: int, names: set[str], rest: int) -> bool:
    """Whether a title tells of other things than the story so far, as all after it does."""
    if (
        not piece.open
        or piece.prose
        or not 0 < rest <= _OTHERS * paragraphs
        or paragraphs < _WHOLE_STORY
    ):
        return False
    line = piece.line
    return _title_like(line) and line.count >= 4 and not names & line.names


def _title_like(line: Line) -> bool:
    return 3 <= line.count <= 24 and not line.terminal
