"""What cells and XML cannot hold does not reach them."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from servanda.export.safe_text import ascii_words, clean, instant, one_line, shown


@given(st.text(st.characters(exclude_categories=())))
def test_clean_text_is_well_formed_xml(text: str) -> None:
    element = ET.Element("a")
    element.text = clean(text)
    assert ET.fromstring(ET.tostring(element)).tag == "a"  # noqa: S314 - our own
    assert len(clean(text)) == len(text)


def test_what_is_shown_turns_nothing_around_it() -> None:
    assert shown("a\u202eb\u2066c\x1bd") == "a\ufffdb\ufffdc\ufffdd"
    assert shown("שלום\u200f \u200eab") == "שלום\u200f \u200eab"  # hints are no turns
    assert one_line("a\u202e\nb") == "a\ufffd b"


def test_what_can_be_printed_is_let_through_unseen_and_needs_nothing() -> None:
    printed = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert clean(printed) is shown(printed) is printed
    at_a_break = f"{printed}\n"  # which is looked at letter by letter
    assert shown(at_a_break) == at_a_break
    assert re.findall(r"\s", printed) == [
        " "
    ]  # so a page may take what is printed for one clean line


def test_one_line_has_single_blanks() -> None:
    assert one_line(" a\n\n b\u2028c\x00 ") == "a b c\ufffd"


def test_instants_are_utc_to_the_second() -> None:
    at = datetime(2031, 5, 3, 1, 2, 3, 999, tzinfo=timezone(timedelta(hours=2)))
    assert instant(at) == "2031-05-02T23:02:03Z"
    assert instant(at.astimezone(UTC)) == instant(at)


def test_words_for_a_file_name_are_ascii() -> None:
    assert ascii_words("Ōkawa’s 2+2, Åland") == "Okawas-2-2-Aland"
    assert ascii_words(" — ").strip("-") == ""
