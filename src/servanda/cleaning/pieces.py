"""Lines cut into pieces: a date or dateline in front and a sign-off behind stand for themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
from servanda.cleaning.page_lines import Line, agencies
from servanda.cleaning.page_lines import words as word_list
from servanda.cleaning.repetition import copies, retold, second_half
from servanda.cleaning.residue import Mark, glued_head, glued_tail, is_foreign, residue_mark
from servanda.model.report import BlockKind

__all__ = ["Piece", "cut"]


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
    """Cut lines into pieces and settle those that their own words settle."""
    pieces: list[Piece] = []
    doubled = copies(lines)
    doubled |= retold(lines, doubled)
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
    pieces: list[Piece] = []
    tail: list[Piece] = []
    end = glued_tail(line)
    if end < line.end:
        tail.append(Piece(line.part(end, line.end), BlockKind.RESIDUE))
        line = line.part(line.start, end)
    if line.start >= line.end:
        return tail
    start = glued_head(line)
    if start > line.start:
        pieces.append(Piece(line.part(line.start, start), BlockKind.RESIDUE))
        line = line.part(start, line.end)
    start = date_prefix(line)
    if start > line.start:
        pieces.append(Piece(line.part(line.start, start), BlockKind.HEADER_DATE))
        line = line.part(start, line.end)
    settled = _settle_whole(line, first=first)
    if settled is not None:
        return [*pieces, *settled, *tail]
    start = glued_caption(line)
    if start > line.start:
        pieces.append(Piece(line.part(line.start, start), BlockKind.CAPTION))
        line = line.part(start, line.end)
    start = spoken_byline(line)
    if start > line.start:
        pieces.append(Piece(line.part(line.start, start), BlockKind.BYLINE))
        line = line.part(start, line.end)
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
        if line.start >= line.end:
            return [*pieces, *tail]
    if line.count > 8:
        end = _end_mark(line)
        if end < line.end:
            tail.insert(0, Piece(line.part(end, line.end), BlockKind.RESIDUE, Mark.SAY))
            line = line.part(line.start, end)
    credit = _REPORTING.search(line.content, max(line.start, line.end - 320), line.end)
    if credit is not None and line.part(line.start, credit.start()).count > 8:
        tail.insert(0, Piece(line.part(credit.start(), line.end), BlockKind.BYLINE))
        line = line.part(line.start, credit.start())
    desk = _desk(line)
    if desk is not None:
        at, agency = desk
        tail.insert(0, Piece(line.part(at, line.end), BlockKind.BYLINE, agency=agency))
        line = line.part(line.start, at)
    half = second_half(line)
    if half is not None:
        tail.insert(0, Piece(line.part(half, line.end), BlockKind.DOUBLE))
        line = line.part(line.start, half)
    kind = BlockKind.CAPTION if dateline is None and is_caption(line) else None
    prose = line.is_prose or (dateline is not None and line.count >= 6)
    return [*pieces, Piece(line, kind, prose=prose), *tail]


def _settle_whole(line: Line, *, first: bool) -> list[Piece] | None:
    """Settle a line that is a date, a byline or residue as a whole; None where it is open."""
    if is_date_line(line):
        return [Piece(line, BlockKind.HEADER_DATE)]
    mark = Mark.SAY if is_foreign(line) else residue_mark(line)
    if mark is not None:
        return [Piece(line, BlockKind.RESIDUE, mark)]
    if is_byline(line, first=first):
        return [Piece(line, BlockKind.BYLINE, agency=agency_in(line.text))]
    inside = date_inside(line)
    if inside is None or line.lower & word_list("paper"):
        return None
    start, end = inside
    after = line.part(end, line.end)
    if after.start < after.end and is_clock(after):
        end = line.end
        after = line.part(end, end)
    place = place_before(line, start) if first and after.start >= after.end else None
    if place is not None:
        return [Piece(line, BlockKind.DATELINE, place=place)]
    parts = [(line.start, start, None), (start, end, BlockKind.HEADER_DATE), (end, line.end, None)]
    made = []
    for begin, stop, kind in parts:
        part = line.part(begin, stop)
        if part.start >= part.end:
            continue
        if kind is None:
            if part.count > 9 or _tells(part):
                return None
            agency = agency_in(part.text)
            beside = BlockKind.BYLINE if agency or is_byline(part) else BlockKind.RESIDUE
            made.append(Piece(part, beside, agency=agency))
        else:
            made.append(Piece(part, kind))
    return made


def _tells(line: Line) -> bool:
    """Whether words beside a date tell something: there is a verb that is no label of a date."""
    plain = [w.lower() for w in line.words if w.lower() not in word_list("datelike")]
    verbs = word_list("verb")
    return any(w in verbs or (w.endswith("ed") and len(w) > 4) for w in plain)


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
    match = _SIGN_OFF.search(line.content, line.start, line.end)
    return match is None or is_caption(line.part(line.start, match.start()))


def _split_off(line: Line) -> tuple[int, str | None] | None:
    match = _SIGN_OFF.search(line.content, max(line.start, line.end - 60), line.end)
    if match is not None:
        agency = agencies().named(match.group(1))
        if agency is not None:
            return match.start(), agency
    return None


def _desk(line: Line) -> tuple[int, str | None] | None:
    """Find a desk or an agency stuck behind the last sentence: "… of trade. Northern News Desk"."""
    if line.terminal or line.count < 8:
        return None
    slash = _INITIALS.search(line.content, max(line.start, line.end - 12), line.end)
    if slash is not None:
        return slash.start(), None
    ends = list(_SENTENCE_END.finditer(line.content, max(line.start, line.end - 70), line.end))
    if not ends:
        return None
    at = ends[-1].end()
    rest = line.part(at, line.end)
    ahead = line.content[line.start : ends[-1].start()].rsplit(None, 1)
    before = ahead[-1].lower().strip('(“"') if ahead else ""
    if rest.terminal or rest.count > 6 or before in word_list("abbreviation") or len(before) < 2:
        return None
    if not all(w[0].isupper() for w in rest.words) or rest.count == 0:
        return None
    agency = agencies().named(rest.text) or agencies().named(rest.words[0])
    if agency is not None and rest.count > 1 and not all(w.isupper() for w in rest.words[1:]):
        agency = agencies().named(rest.text)
    if agency is None and not any(w.lower() in word_list("writer") for w in rest.words):
        return None
    return at, agency
