"""PDF: its text with page breaks, and every way in which there is none to be had."""

from __future__ import annotations

import io
import sys
import time
import zlib
from collections.abc import Sequence

import pytest

from printed import file_of, lines_at, pdf_of
from servanda.cleaning.documents.pdf_text import pdf_text
from servanda.errors import UndecodableError

FIRST = (
    "Norland will hand over ten ferries to Sundmark by June 2025, Defence Minister Ada",
    "Brandt said on Sunday after talks with her colleague Jo Lind.",
    "",
    "They did not discuss the price (of the ferries) \\ nor anything else that is",
)
SECOND = ("open between the two states.", "", "Both will meet again in May.")


def text_of(data: bytes) -> str:
    return pdf_text(data, subject="a.pdf")[0]


def refused(data: bytes) -> UndecodableError:
    with pytest.raises(UndecodableError) as caught:
        pdf_text(data, subject="a.pdf")
    assert caught.value.subject == "a.pdf"
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize("packed", [False, True])
def test_lines_paragraphs_and_pages(packed: bool) -> None:
    text = text_of(pdf_of(FIRST, SECOND, packed=packed))
    assert text == (
        "Norland will hand over ten ferries to Sundmark by June 2025, Defence Minister Ada\n"
        "Brandt said on Sunday after talks with her colleague Jo Lind.\n\n"
        "They did not discuss the price (of the ferries) \\ nor anything else that is\n\f"
        "open between the two states.\n\nBoth will meet again in May."
    )


def test_a_title_counts_where_the_text_bears_it_out() -> None:
    page = [(72, 790, 18, "Norland hands over ferries"), *lines_at(FIRST)]
    for title, stated in (
        ("Norland hands over ferries", {"title": "Norland hands over ferries"}),
        ("Microsoft Word - release.doc", {}),
        ("", {}),
    ):
        assert pdf_text(pdf_of(page, title=title), subject="a.pdf")[1] == stated


def test_ligatures_are_letters() -> None:
    from servanda.cleaning.documents.pdf_text import _line

    (line,) = _line([("the \ufb01fth o\ufb03ce".translate({0xFB01: "fi", 0xFB03: "ffi"}), 1, 1)])
    assert line.text == "the fifth office"


def encrypted(password: str) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of(FIRST)))
    writer.encrypt(password, owner_password="owner", algorithm="AES-128")  # noqa: S106
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_file_that_is_only_locked_against_changes_is_read() -> None:
    assert "ten ferries" in text_of(encrypted(""))


def test_an_encrypted_file_is_refused_by_name() -> None:
    error = refused(encrypted("secret"))
    assert error.reason == "the PDF is encrypted"
    assert "without one" in error.remedy


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    error = refused(pdf_of(FIRST))
    assert "pip install 'servanda[pdf]'" in error.remedy


def test_pictures_are_no_text() -> None:
    error = refused(pdf_of([], []))
    assert "pictures" in error.reason
    assert "OCR" in error.remedy


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.5\n",
        b"%PDF-1.5\n" + b"\x00" * 5000,
        b"%PDF-1.5\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF",
        pdf_of(FIRST)[:300],
        pdf_of(FIRST).replace(b"/Kids", b"/Kinds"),
        pdf_of(FIRST).replace(b"/Pages 2 0 R", b"/Pages 9 0 R"),
        pdf_of(FIRST).replace(b"[5 0 R]", b"[2 0 R]"),  # pages within themselves
        pdf_of(FIRST).replace(b"/Type /Catalog", b"/Tope /Catalog").replace(b"trailer", b"trial"),
    ],
    ids="empty zeros nothing cut childless pageless circle lost".split(),
)
def test_a_damaged_file_is_refused_by_name(data: bytes) -> None:
    refused(data)


def test_pages_without_end_are_refused() -> None:
    assert "too many" in refused(pdf_of(*[("x",)] * 2001)).reason


@pytest.mark.costly
def test_more_text_than_a_report_holds_is_refused() -> None:
    page = [(72, 700, 10, "Norland agreed to pay. " * 20_000)]
    assert "too many for one report" in refused(pdf_of(page, page, page)).reason


@pytest.mark.costly
def test_a_small_file_that_unpacks_to_a_large_one_is_refused() -> None:
    page = [(72, 700, 10, " " * 80_000_000)]
    data = pdf_of(page, packed=True)
    assert len(data) < 200_000
    refused(data)


def drawing(
    content: bytes, *, pages: int = 1, named: bytes = b"", others: Sequence[bytes] = ()
) -> bytes:
    """Make a PDF each of whose pages draws the same packed content; what `others` are begins with object 5."""
    first = 5 + len(others)
    kids = " ".join(f"{first + number} 0 R" for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        stream(content),
        *others,
    ]
    resources = b"/Resources << %s >>" % (named or b"/Font << /F1 3 0 R >>")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s /Contents 4 0 R >>"
    return file_of([*objects, *([page % resources] * pages), b"<< /Title () >>"])


def stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    head = b"<< %s /Filter /FlateDecode /Length %d >>" % (entries, len(packed))
    return b"%s\nstream\n%s\nendstream" % (head, packed)


def form(content: bytes, named: bytes = b"") -> bytes:
    return stream(content, b"/Type /XObject /Subtype /Form /Resources << %s >>" % named)


LINE = b"0 0 m\n"
FORM = b"/XObject << /F %d 0 R >>"


@pytest.mark.parametrize(
    "data",
    [
        drawing(LINE * 400_000),
        drawing(b" " * 120_000, pages=20),
        drawing(b"/F Do\n" * 100, named=FORM % 5, others=[form(LINE * 20_000)]),
        drawing(b"/F Do\n" * 10, named=FORM % 5, others=[*(form(b"/F Do\n" * 10, FORM % (6 + n)) for n in range(7)), form(LINE)]),
        drawing(b"n", pages=200, named=b"/Font << /G << /Type /Font /ToUnicode 5 0 R >> >>", others=[stream(b" " * 20_000)]),
        drawing(b"n", pages=200, named=b"/XObject 5 0 R", others=[b"<< %s >>" % b" ".join(b"/F%d 6 0 R" % n for n in range(300)), form(b"n")]),
        drawing(b"n", named=b"/XObject << %s >>" % b" ".join(b"/F%d %d 0 R" % (n, 5 + n) for n in range(9)), others=[form(b" " * 900_000)] * 9),
    ],
    ids="page pages form laughs fonts names unpacked".split(),
)  # fmt: skip
def test_a_small_file_that_draws_much_is_refused_at_little_cost(data: bytes) -> None:
    assert len(data) < 60_000
    begun = time.process_time()
    assert "too much for one report" in refused(data).reason
    assert time.process_time() - begun < 5


def test_what_a_form_draws_is_read_each_time() -> None:
    shown = form(b"BT /F1 9 Tf 1 0 0 1 72 700 Tm (Norland agreed.) Tj ET", b"/Font << /F1 3 0 R >>")
    data = drawing(b"/F Do 1 0 0 1 0 -99 cm /F Do", named=FORM % 5, others=[shown])
    assert text_of(data).count("Norland agreed.") == 2


def test_forms_that_name_each_other_end() -> None:
    data = drawing(
        b"/F Do", named=FORM % 5, others=[form(b"/F Do", FORM % 6), form(b"/F Do", FORM % 5)]
    )
    assert "pictures" in refused(data).reason


def test_a_line_without_a_space_takes_time_that_grows_with_it() -> None:
    first, second = ([(72, 700, 10, letter * 50_000)] for letter in "ab")
    begun = time.process_time()
    assert len(text_of(pdf_of(first, second))) > 100_000
    assert time.process_time() - begun < 5
