"""CSV that no spreadsheet runs, and that every reader reads back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.export.csv_writer import Bare, csv_rows, safe_cell

STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\t=1", " =1", "\ufeff=1", "\u00a0@x", "＝1", "－1", "\r1"]
)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "'=1", "x@y", "–1"])
def test_any_other_text_stays(text: str) -> None:
    assert safe_cell(text) == text


@settings(deadline=None)
@given(st.text(max_size=12))
def test_whatever_a_text_is_its_cell_starts_no_formula(text: str) -> None:
    written = "".join(csv_rows(("a", text), [(text, "x")]))
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert [len(row) for row in rows] == [2, 2]
    for cell in (rows[0][1], rows[1][0]):
        assert not cell.startswith(STARTS)
        assert not cell.lstrip(" \n\u00a0").startswith(STARTS)
        assert cell.removeprefix("'") == cell or safe_cell(text) == f"'{text}" or text[:1] == "'"


def test_numbers_and_harmless_texts_keep_their_sign() -> None:
    assert "".join(csv_rows("abcd", [(-6.5, 3, None, Bare("+1"))])) == "a,b,c,d\r\n-6.5,3,,+1\r\n"


CELLS = st.none() | st.integers() | st.floats(allow_nan=False) | st.text("aé-=+@ .\ufeff\x85\t1")


@settings(deadline=None)
@given(st.lists(CELLS | st.sampled_from(["..", "[2031..2032]", "x;y", '"a"']), max_size=4))
def test_a_row_is_written_alike_whatever_stands_beside_it(row: list[str | float | None]) -> None:
    alone, beside = ("".join(csv_rows((), [[*row, last]], end="")) for last in ("x", "=x"))
    assert beside == alone.removesuffix("x") + "'=x"


def test_many_rows_come_in_pieces() -> None:
    pieces = list(csv_rows(["a"], ([str(at)] for at in range(1234)), end="\n"))
    assert len(pieces) == 3
    assert "".join(pieces) == "a\n" + "".join(f"{at}\n" for at in range(1234))
