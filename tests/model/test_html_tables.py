"""Tables in HTML: escaped whatever they hold, and never without end."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.html_tables import html_table


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.costly
@given(st.text(), st.text())
def test_no_text_becomes_markup(caption: str, cell: str) -> None:
    reader = Reader()
    reader.feed(html_table(("a", "b"), [(cell, None)], caption))
    reader.close()
    assert reader.tags <= {"table", "caption", "thead", "tbody", "tr", "th", "td"}


def test_what_html_may_not_hold_is_replaced() -> None:
    assert "\x00" not in html_table(("a",), [("x\x00y\ud800",)], "t")
    html_table(("a",), [("x\ud800",)], "t").encode("utf-8")


def test_many_rows_are_counted_and_not_shown() -> None:
    shown = html_table(("a",), [(number,) for number in range(250)], "many")
    assert "<td>99</td>" in shown
    assert "<td>100</td>" not in shown
    assert "and 150 more" in shown
