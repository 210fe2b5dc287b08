from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model import Block, BlockKind
from servanda.second_reader.proposal import Ground, Quotation, RefusedError
from servanda.second_reader.quotation_finder import QuotationFinder, folded

TEXT = (
    "The two sides “agreed”  to open\u00a0a port — within\na year.\n\n"
    "The two sides met twice. It was Latvia’s idea.\n\nRead more: the two ships"
)


def finder(text: str = TEXT, aside: str = "Read more") -> QuotationFinder:
    cut = text.find(aside) if aside in text else len(text)
    blocks = [Block(0, cut, BlockKind.BODY)] if cut else []
    if cut < len(text):
        blocks.append(Block(cut, len(text), BlockKind.RESIDUE))
    return QuotationFinder(text, tuple(blocks))


def ground(quotation: Quotation) -> Ground:
    with pytest.raises(RefusedError) as caught:
        finder().place(quotation)
    return caught.value.ground


@pytest.mark.parametrize(
    ("quoted", "stands"),
    [
        ('The two sides "agreed" to open', "The two sides “agreed”  to open"),
        ("open a port - within a year.", "open\u00a0a port — within\na year."),
        ("Latvia's   idea", "Latvia’s idea"),
        ("  a year. The two sides met ", "a year.\n\nThe two sides met"),
    ],
)
def test_spaces_marks_and_dashes_are_folded(quoted: str, stands: str) -> None:
    start, end = finder().place(Quotation(quoted))
    assert TEXT[start:end] == stands


@pytest.mark.parametrize(
    ("quotation", "why"),
    [
        (Quotation("the two sides met"), Ground.NOT_IN_TEXT),  # case counts
        (Quotation("The two sides agreed to open"), Ground.NOT_IN_TEXT),  # so do the marks
        (Quotation("sides met twice on"), Ground.NOT_IN_TEXT),
        (Quotation("wo sides met"), Ground.NOT_IN_TEXT),  # part of a word
        (Quotation("The two sides"), Ground.NOT_UNIQUE),
        (Quotation("The two sides", after="parted"), Ground.NOT_IN_TEXT),
        (Quotation("the two ships"), Ground.NOT_THE_REPORT),
        (Quotation("idea. Read more"), Ground.NOT_THE_REPORT),
        (Quotation(""), Ground.NO_QUOTATION),
        (Quotation(" — "), Ground.NO_QUOTATION),
        (Quotation("x" * 900), Ground.TOO_LONG),
    ],
)
def test_what_is_no_quotation(quotation: Quotation, why: Ground) -> None:
    assert ground(quotation) is why


def test_context_makes_a_quotation_unique() -> None:
    first = finder().place(Quotation("The two sides", after="“agreed” to"))
    second = finder().place(Quotation("The two sides", before="a year.", after="met"))
    assert first == (0, 13)
    assert second[0] == TEXT.index("The two sides met")


@given(
    st.lists(st.sampled_from("a bb “c” d’e f—g h.\n 9 ".split(" ")), min_size=1, max_size=30),
    st.data(),
)
def test_whatever_stands_there_once_is_found_where_it_stands(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quoted = " ".join(words[first : last + 1])
    places = QuotationFinder(text, (Block(0, len(text), BlockKind.BODY),))
    try:
        start, end = places.place(Quotation(quoted.replace(" ", "\n ")))
    except RefusedError as refused:
        error = refused
    else:
        assert folded(text[start:end]) == folded(quoted)
        return
    assert error.ground in (Ground.NOT_UNIQUE, Ground.NO_QUOTATION)


@given(st.text(max_size=200), st.text(min_size=1, max_size=20))
def test_what_is_found_is_there_on_any_text(text: str, quoted: str) -> None:
    blocks = (Block(0, len(text), BlockKind.BODY),) if text else ()
    try:
        start, end = QuotationFinder(text, blocks).place(Quotation(quoted))
    except RefusedError:
        return
    assert folded(text[start:end]) == folded(quoted)
