"""What cells and XML cannot hold does not reach them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.export.safe_text import clean, instant, one_line, safe_cell


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\t=1", " =1", "\ufeff=1", "\u00a0@x", "＝1", "－1", "\r1"]
)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "'=1", "x@y", "–1"])
def test_any_other_text_stays(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text(st.characters(exclude_categories=())))
def test_clean_text_is_well_formed_xml(text: str) -> None:
    element = ET.Element("a")
    element.text = clean(text)
    assert ET.fromstring(ET.tostring(element)).tag == "a"  # noqa: S314 - our own
    assert len(clean(text)) == len(text)


def test_one_line_has_single_blanks() -> None:
    assert one_line(" a\n\n b\u2028c\x00 ") == "a b c\ufffd"


def test_instants_are_utc_to_the_second() -> None:
    at = datetime(2031, 5, 3, 1, 2, 3, 999, tzinfo=timezone(timedelta(hours=2)))
    assert instant(at) == "2031-05-02T23:02:03Z"
    assert instant(at.astimezone(UTC)) == instant(at)
