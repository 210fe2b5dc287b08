"""Bytes to text: every encoding reports come in, and bytes that are no text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.cleaning.decoding import decode
from servanda.errors import UndecodableError

TEXT = "The “ports” of Amberland — four of them — open on 1 June, said Zoë Brandt.\r\n\r\nÉtat: né."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "bom", "utf-16-le-bom", "utf-16-be-bom", "le", "be", "utf-32", "cp1252"],
)
def test_the_text_comes_out_unchanged(data: bytes) -> None:
    decoded = decode(data, subject="page")
    assert decoded.text == TEXT
    assert decoded.note is None


def test_a_declared_charset_counts() -> None:
    russian = "Министры договорились открыть четыре порта до июня. " * 3
    assert decode(russian.encode("cp1251"), subject="p", declared="windows-1251").text == russian
    page = f'<html><head><meta charset="windows-1251"></head><body>{russian}</body></html>'
    assert decode(page.encode("cp1251"), subject="p", html=True).text == page


def test_utf8_wins_over_a_wrong_declaration() -> None:
    assert decode(TEXT.encode(), subject="p", declared="iso-8859-1").text == TEXT


@pytest.mark.parametrize("name", ["nonsense", "rot13", "", "hex"])
def test_a_charset_that_is_none_is_passed_over(name: str) -> None:
    assert decode(TEXT.encode("cp1252"), subject="p", declared=name).text == TEXT


def test_latin_1_means_windows_1252() -> None:
    assert decode(TEXT.encode("cp1252"), subject="p", declared="latin-1").text == TEXT


def test_broken_utf8_is_read_as_far_as_it_goes_with_a_note() -> None:
    data = TEXT.encode().replace("né".encode(), b"n\xff")
    decoded = decode(data, subject="p")
    assert decoded.text == TEXT.replace("né", "n\ufffd")
    assert decoded.note is not None
    assert "1 " in decoded.note


def test_a_cut_last_character_is_no_reason_to_refuse() -> None:
    decoded = decode(("Talks on ports in Zürich ended." * 3 + "é").encode()[:-1], subject="p")
    assert decoded.text.startswith("Talks on ports in Zürich")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (codecs.BOM_UTF8 + b"\n", "empty"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04rest", "zip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"text\x00\x01\x02\x03 and more\x00", "binary"),
        (bytes(range(1, 32)) * 40, "cannot be read"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, word: str) -> None:
    with pytest.raises(UndecodableError, match=word) as caught:
        decode(data, subject="page.txt")
    assert caught.value.subject == "page.txt"
    assert caught.value.remedy


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data, subject="p")
    except UndecodableError:
        return
    assert decoded.text


@given(st.text(min_size=1, max_size=200).filter(lambda t: t.strip() and t.isprintable()))
def test_any_utf8_text_comes_back(text: str) -> None:
    if text.strip("\ufeff\u00a0"):
        assert decode(text.encode(), subject="p").text == text.removeprefix("\ufeff")
