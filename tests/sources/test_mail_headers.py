"""A mail saved as text: its subject and day, and where its header ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.model import RawItem
from servanda.sources.mail_headers import header_end, mail_headers
from servanda.sources.opening import open_path

HEADER = (
    "From: Press Office <press@amber.example>\r\n"
    "To: list@amber.example\r\n"
    "Subject: =?utf-8?q?Br=C3=BCcke?=\r\n reopens\r\n"
    "Date: Wed, 12 Mar 2031 10:00:00 +0900\r\n"
)


def test_subject_and_day() -> None:
    text = f"{HEADER}\r\nAmberland will reopen it."
    assert mail_headers(text) == {
        "title": "Brücke reopens",
        "published": "Wed, 12 Mar 2031 10:00:00 +0900",
    }
    assert text[header_end(text) :].strip() == "Amberland will reopen it."


@pytest.mark.parametrize(
    "text",
    [
        "Date: 2031-03-12\nTitle: Bridge\n\nAmberland will reopen it.",
        "From: Varn\nTo: Brim\n\nA timetable.",
        "Amberland said.\nFrom: a\nSubject: b\nDate: c\n",
        "",
    ],
)
def test_other_lines_with_colons_are_no_header(text: str) -> None:
    assert (mail_headers(text), header_end(text)) == ({}, 0)


def test_broken_encodings_stay_as_they_are() -> None:
    text = "From: a\nSubject: =?none?b?!!?=\nSent: 12 March 2031\n\nx"
    assert mail_headers(text) == {"title": "=?none?b?!!?=", "published": "12 March 2031"}


def test_a_text_file_that_is_a_mail(tmp_path: Path) -> None:
    (tmp_path / "m.txt").write_text(f"{HEADER}\nAmberland will reopen it.", encoding="utf-8")
    (found,) = open_path(tmp_path)
    assert isinstance(found, RawItem)
    assert found.metadata["published"].startswith("Wed, 12 Mar 2031")
