"""A text is cut where claims begin and end; nothing of it is lost, whatever overlaps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from servanda.model import Block, BlockKind, Text
from servanda.model.text_marks import MarkedSpan, marked_text

WORDS = "Ada Brandt met Ivo Kern. Share this! They agreed on ten ferries."


@st.composite
def spans(draw: st.DrawFn) -> list[MarkedSpan]:
    pairs = draw(st.lists(st.tuples(st.integers(0, 63), st.integers(1, 30)), max_size=8))
    return [
        MarkedSpan(start, min(start + size, len(WORDS)), f"c{n}", "quote")
        for n, (start, size) in enumerate(pairs)
    ]


@given(spans(), st.integers(0, 40), st.integers(1, 64))
def test_the_pieces_in_order_are_the_text(found: list[MarkedSpan], first: int, size: int) -> None:
    text = Text("r", WORDS, (Block(0, 24, BlockKind.BODY), Block(25, 36, BlockKind.RESIDUE)))
    blocks = marked_text(text, found, first, first + size)
    assert "".join(p.words for b in blocks for p in b.pieces) == WORDS[first : first + size]
    for block in blocks:
        for piece in block.pieces:
            end = piece.start + len(piece.words)
            over = {s.claim for s in found if s.start <= piece.start and s.end >= end}
            assert {one.claim for one in piece.spans} == over
            assert {s.claim for s in found if piece.start < s.start < end} == set()


def test_residue_is_told_from_the_report() -> None:
    text = Text("r", WORDS, (Block(0, 24, BlockKind.BODY), Block(25, 36, BlockKind.RESIDUE)))
    kinds = [(b.kind, b.is_report) for b in marked_text(text, ())]
    assert kinds == [
        (BlockKind.BODY, True),
        (None, False),
        (BlockKind.RESIDUE, False),
        (None, False),
    ]


def test_a_span_says_where_it_begins_once() -> None:
    text = Text("r", WORDS, (Block(0, 24, BlockKind.BODY),))
    nested = [MarkedSpan(0, 24, "outer", "consultation"), MarkedSpan(4, 10, "inner", "tenure")]
    pieces = [p for b in marked_text(text, nested) for p in b.pieces]
    assert [one.claim for p in pieces for one in p.begins] == ["outer", "inner"]
