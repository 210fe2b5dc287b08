"""Lines cut into pieces: a date or dateline in front and a sign-off behind stand for themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from servanda.cleaning.agencies import agencies
from servanda.cleaning.captions import glued_caption, is_caption
from servanda.cleaning.dateline import find_dateline, place_before
from servanda.cleaning.headers import (
    agency_in,
    date_inside,
    date_prefix,
    is_byline,
    is_clock,
    is_date_line,
    spoken_byline,
)
from servanda.cleaning.page_lines import Line
from servanda.cleaning.repetition import copies, repeated, second_half
from servanda.cleaning.residue import Mark, glued_head, glued_tail, is_foreign, residue_mark
from servanda.data_tables import word_set
from servanda.model.report import BlockKind

__all__ = ["Piece", "cut"]

_ABBREVIATION = word_set("cleaning", "abbreviation")
_DATELIKE = word_set("cleaning", "datelike")
_PAPER = word_set("cleaning", "paper")
_VERB = word_set("cleaning", "verb")
_WRITER = word_set("cleaning", "writer")
_SIGN_OFF = re.compile(
    r"\s*[(\[]([^()\[\]\n]{2,40})[)\]]\.?\s*(?:[A-Z]{2,5}(?:[/ ][A-Z]{2,5}){0,3})?\s*$"
)
# Who passed the story on, in front of it: "(AMBERNET)", "(AMBERNET- North Press Agency (NPA))".
_DISTRIBUTOR = re.compile(
    r"\(([A-Z]{4,}(?:\s?[-–—]\s?[\w .&]{2,50}(?:\([A-Z]{2,8}\))?)?)\)\s+(?=[A-Z“\"])"
)
_REPORTING = re.compile(
    r"(?<=[.!?\"”’)])\s*\((?:Additional |With )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by [^()\n]{3,300}\)\s*$"
)
_ENDMARK = re.compile(
    r"\s*(?:\(?\bENDS?\b[.)/]*(?=\s*(?:$|[\[(©]))|###+|#\s#\s#|-\s?30\s?-)?\s*"
    r"(?:[\[(]?(?:©|\(c\)|[Cc]opyright\b|COPYRIGHT\b)[^\n]{0,160})?$"
)
_INITIALS = re.compile(r"(?<=[.!?\"”’)])\s*/[A-Za-z]{2,4}$")  # of who wrote it: "… on Friday. /abc"
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*(?=\s*(?:[-–—]\s*)?[A-Z])")


@dataclass(slots=True)
class Piece:
    """A stretch of a page on the way to its kind; `kind` is None as long as it is open.

    `mark` says what a line of residue tells of the lines after it, `prose` that the piece reads
    like sentences; `place` and `agency` are what a dateline or a byline names.
    """

    line: Line
    kind: BlockKind | None = None
    mark: Mark | None = None
    prose: bool = False
    place: str | None = None
    agency: str | None = None

    @property
    def open(self) -> bool:
        """Whether nothing is decided yet."""
        return self.kind is None


def cut(lines: list[Line]) -> list[Piece]:
    """Cut lines into pieces and mark those whose own words say what they are."""
    pieces: list[Piece] = []
    doubled = copies(lines)
    doubled |= repeated(lines, doubled)
    prose_seen = False
    for index, line in enumerate(lines):
        if index in doubled:
            pieces.append(Piece(line, BlockKind.DOUBLE))
            continue
        made = _cut_line(line, first=not prose_seen)
        prose_seen = prose_seen or any(p.prose and p.open for p in made)
        pieces.extend(made)
    _sign_off(pieces)
    return pieces


def _cut_line(line: Line, *, first: bool) -> list[Piece]:
    """Cut one line: what stands in front, what stands behind, and the line between them."""
    end = glued_tail(line)
    tail = [Piece(line.part(end, line.end), BlockKind.RESIDUE)] if end < line.end else []
    line = line.part(line.start, end)
    if line.start >= line.end:
        return tail
    head, line = _cut_front(
        line, ((BlockKind.RESIDUE, glued_head), (BlockKind.HEADER_DATE, date_prefix))
    )
    whole = _whole_line(line, first=first)
    if whole is not None:
        return [*head, *whole, *tail]
    stuck, line = _cut_front(
        line, ((BlockKind.CAPTION, glued_caption), (BlockKind.BYLINE, spoken_byline))
    )
    sources, line = _cut_source(line, first=first)
    head += stuck + sources
    if line.start >= line.end:
        return [*head, *tail]
    line, behind = _cut_end(line)
    dated = any(piece.kind is BlockKind.DATELINE for piece in sources)
    kind = BlockKind.CAPTION if not dated and is_caption(line) else None
    prose = line.is_prose or (dated and line.count >= 6)
    return [*head, Piece(line, kind, prose=prose), *behind, *tail]


_Finder = Callable[[Line], int]


def _cut_front(
    line: Line, finders: Sequence[tuple[BlockKind, _Finder]]
) -> tuple[list[Piece], Line]:
    """Cut off what stands in front of a line; each finder says where its part ends."""
    pieces: list[Piece] = []
    for kind, find in finders:
        start = find(line)
        if start > line.start:
            pieces.append(Piece(line.part(line.start, start), kind))
            line = line.part(start, line.end)
    return pieces, line


def _cut_source(line: Line, *, first: bool) -> tuple[list[Piece], Line]:
    """Cut off who passed the story on, and the dateline."""
    pieces: list[Piece] = []
    bracket = _DISTRIBUTOR.match(line.content, line.start, line.end) if first else None
    if bracket is not None:
        part = line.part(line.start, bracket.end())
        pieces.append(Piece(part, BlockKind.BYLINE, agency=agency_in(bracket[1])))
        line = line.part(bracket.end(), line.end)
    dateline = find_dateline(line, first=first)
    if dateline is not None:
        part = line.part(line.start, dateline.end)
        pieces.append(Piece(part, BlockKind.DATELINE, place=dateline.place, agency=dateline.agency))
        line = line.part(dateline.end, line.end)
    return pieces, line


def _cut_end(line: Line) -> tuple[Line, list[Piece]]:
    """Cut off an end mark, a credit, a desk and a second copy behind the last sentence."""
    pieces: list[Piece] = []
    for find in (_end_marked, _credited, _desk, _doubled):
        found = find(line)
        if found is not None:
            at, piece = found
            pieces.insert(0, piece)
            line = line.part(line.start, at)
    return line, pieces


_Found = tuple[int, Piece]


def _end_marked(line: Line) -> _Found | None:
    at = _end_mark(line) if line.count > 8 else line.end
    return (
        (at, Piece(line.part(at, line.end), BlockKind.RESIDUE, Mark.SAY)) if at < line.end else None
    )


def _credited(line: Line) -> _Found | None:
    credit = _REPORTING.search(line.content, max(line.start, line.end - 320), line.end)
    if credit is None or line.part(line.start, credit.start()).count <= 8:
        return None
    return credit.start(), Piece(line.part(credit.start(), line.end), BlockKind.BYLINE)


def _doubled(line: Line) -> _Found | None:
    half = second_half(line)
    return None if half is None else (half, Piece(line.part(half, line.end), BlockKind.DOUBLE))


def _whole_line(line: Line, *, first: bool) -> list[Piece] | None:
    """Return the pieces of a line that is a date, a byline or residue; None where it is open."""
    if is_date_line(line):
        return [Piece(line, BlockKind.HEADER_DATE)]
    mark = Mark.SAY if is_foreign(line) else residue_mark(line)
    if mark is not None:
        return [Piece(line, BlockKind.RESIDUE, mark)]
    if is_byline(line, first=first):
        return [Piece(line, BlockKind.BYLINE, agency=agency_in(line.text))]
    inside = date_inside(line)
    if inside is None or line.lower & _PAPER:
        return None
    return _around_date(line, *inside, first=first)


def _around_date(line: Line, start: int, end: int, *, first: bool) -> list[Piece] | None:
    """Return the pieces of a line with a date in it; None where what stands around it says more."""
    after = line.part(end, line.end)
    if after.start < after.end and is_clock(after):
        end, after = line.end, line.part(line.end, line.end)
    place = place_before(line, start) if first and after.start >= after.end else None
    if place is not None:
        return [Piece(line, BlockKind.DATELINE, place=place)]
    beside = [line.part(line.start, start), line.part(end, line.end)]
    around = [part for part in beside if part.start < part.end]
    if any(part.count > 9 or _has_plain_verb(part) for part in around):
        return None
    pieces = [Piece(line.part(start, end), BlockKind.HEADER_DATE), *map(_beside_date, around)]
    return sorted(pieces, key=lambda piece: piece.line.start)


def _beside_date(part: Line) -> Piece:
    agency = agency_in(part.text)
    kind = BlockKind.BYLINE if agency or is_byline(part) else BlockKind.RESIDUE
    return Piece(part, kind, agency=agency)


def _has_plain_verb(line: Line) -> bool:
    """Whether words beside a date hold a verb that is no label of a date."""
    plain = [w.lower() for w in line.words if w.lower() not in _DATELIKE]
    return any(w in _VERB or (w.endswith("ed") and len(w) > 4) for w in plain)


def _end_mark(line: Line) -> int:
    """Return where an end mark or a copyright note behind the last sentence begins."""
    window = max(line.start, line.end - 220)
    for match in re.finditer(
        r"(?<=[.!?\"”’)])\s*(?=END|###|# #|- ?30|[\[(]?(?:©|\(c\)|[Cc]opyright|COPYRIGHT))",
        line.content[window : line.end],
    ):
        at = window + match.end()
        if _ENDMARK.match(line.content, at, line.end):
            return at
    return line.end


def _sign_off(pieces: list[Piece]) -> None:
    """Part an agency or a desk behind the last sentence of the story from it."""
    last = next(
        (i for i in range(len(pieces) - 1, -1, -1) if pieces[i].open and pieces[i].prose), None
    )
    candidates = [i for i, p in enumerate(pieces) if p.kind is BlockKind.CAPTION and p.prose]
    if last is None or (
        candidates and candidates[-1] > last and not _marked(pieces[candidates[-1]])
    ):
        last = candidates[-1] if candidates else None
    if last is None:
        return
    piece = pieces[last]
    split = _split_off(piece.line)
    if split is None:
        return
    at, agency = split
    line = piece.line
    pieces[last : last + 1] = [
        Piece(line.part(line.start, at), None, prose=True),
        Piece(line.part(at, line.end), BlockKind.BYLINE, agency=agency),
    ]


def _marked(piece: Piece) -> bool:
    """Whether a caption is one even without the credit at its end."""
    line = piece.line
    match = _SIGN_OFF.search(line.content, max(line.start, line.end - 120), line.end)
    return match is None or is_caption(line.part(line.start, match.start()))


def _split_off(line: Line) -> tuple[int, str | None] | None:
    match = _SIGN_OFF.search(line.content, max(line.start, line.end - 60), line.end)
    if match is not None:
        agency = agencies().named(match.group(1))
        if agency is not None:
            return match.start(), agency
    return None


def _desk(line: Line) -> _Found | None:
    """Find a desk or an agency stuck behind the last sentence: "… of trade. Northern News Desk"."""
    if line.terminal or line.count < 8:
        return None
    slash = _INITIALS.search(line.content, max(line.start, line.end - 12), line.end)
    if slash is not None:
        return slash.start(), Piece(line.part(slash.start(), line.end), BlockKind.BYLINE)
    ends = list(_SENTENCE_END.finditer(line.content, max(line.start, line.end - 70), line.end))
    if not ends or _abbreviated(line.content[line.start : ends[-1].start()]):
        return None
    rest = line.part(ends[-1].end(), line.end)
    if rest.terminal or not 0 < rest.count <= 6 or not all(w[0].isupper() for w in rest.words):
        return None
    agency = _agency_of_desk(rest)
    if agency is None and not any(w.lower() in _WRITER for w in rest.words):
        return None
    return ends[-1].end(), Piece(rest, BlockKind.BYLINE, agency=agency)


def _abbreviated(before: str) -> bool:
    """Whether a full stop after these words is that of an abbreviation or an initial."""
    words = before.rsplit(None, 1)
    last = words[-1].lower().strip('(“"') if words else ""
    return last in _ABBREVIATION or len(last) < 2


def _agency_of_desk(rest: Line) -> str | None:
    """Return the agency that a desk's name is or begins with, its other words in capitals."""
    whole = agencies().named(rest.text)
    if whole is not None or not all(w.isupper() for w in rest.words[1:]):
        return whole
    return agencies().named(rest.words[0])
