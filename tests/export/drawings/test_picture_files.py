"""Drawings as files: SVG whose colours every program knows, and PNG made of it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from servanda.errors import InputError
from servanda.export.drawings.picture_files import png_of, standalone_svg

STYLE = """:root {
  --paper: #ffffff; --ink: #102030; --sans: "Some Sans", sans-serif;
}
.x .dot { fill: var(--ink); font-family: var(--sans); } .x .odd { fill: var(--nothing); }
"""
DRAWING = '<svg class="x" viewBox="0 0 40 20"><g class="dot"><title>a &amp; b</title><rect width="9" height="9"/></g></svg>'


def test_colours_are_written_out_and_the_file_is_xml() -> None:
    text = standalone_svg(DRAWING, STYLE, 400)
    root = ET.fromstring(text)  # noqa: S314 - our own drawing
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert (root.get("width"), root.get("viewBox")) == ("400", "0 0 40 20")
    assert "var(" not in text
    assert "--ink" not in text
    assert ".x .dot { fill: #102030;" in text
    assert ".x .odd { fill: currentColor;" in text
    assert root.get("font-family") == "'Some Sans', sans-serif"
    assert "a &amp; b" in text


def test_a_picture_is_png_with_what_was_drawn() -> None:
    pytest.importorskip("resvg_py")
    text = standalone_svg(DRAWING, STYLE, 400)
    picture = png_of(text)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 600
    assert picture != png_of(text.replace('width="9"', 'width="3"'))
    assert picture == png_of(text)


def test_what_is_no_svg_is_refused() -> None:
    pytest.importorskip("resvg_py")
    with pytest.raises(InputError, match="it cannot be drawn"):
        png_of("<svg")
