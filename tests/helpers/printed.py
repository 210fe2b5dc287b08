"""Documents as programs print them: PDF and DOCX made by hand, of given lines and paragraphs."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

__all__ = ["Placed", "docx_of", "file_of", "pdf_of"]

Placed = tuple[float, float, float, str]
"""A line of a page: x, y, size of type, words."""


def lines_at(words: Sequence[str], *, top: float = 760, size: float = 11) -> list[Placed]:
    """Place lines under each other; an empty one leaves room for a paragraph."""
    placed: list[Placed] = []
    height = top
    for line in words:
        if line:
            placed.append((72, height, size, line))
            height -= 1.2 * size
        else:
            height -= 0.8 * size
    return placed


def pdf_of(
    *pages: Sequence[str] | Sequence[Placed], title: str = "", packed: bool = False
) -> bytes:
    """Make a PDF of pages, each of lines of words or of placed lines."""
    contents = [_content(page) for page in pages]
    if packed:
        contents = [zlib.compress(content) for content in contents]
    filtered = b"/Filter /FlateDecode " if packed else b""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        stream = b"<< %s/Length %d >>\nstream\n%s\nendstream" % (filtered, len(content), content)
        page = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {4 + 2 * number} 0 R >>"
        )
        objects += [stream, page.encode()]
    objects.append(f"<< /Title ({title}) >>".encode("latin-1"))
    return file_of(objects)


def _content(page: Sequence[str] | Sequence[Placed]) -> bytes:
    placed = [one for one in page if isinstance(one, tuple)]
    if len(placed) < len(page):
        placed = lines_at([one for one in page if isinstance(one, str)])
    shown = []
    for x, y, size, words in placed:
        told = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        shown.append(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({told}) Tj ET")
    return "\n".join(shown).encode("cp1252")


def file_of(objects: Sequence[bytes]) -> bytes:
    """Make a PDF of its objects: the catalogue first, what it states of itself last."""
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    out.write(trailer % (len(objects) + 1, len(objects), table))
    return out.getvalue()


def docx_of(*paragraphs: str, title: str = "", body: str = "") -> bytes:
    """Make a Word document of paragraphs, and of WordprocessingML given as it is in `body`."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if body:
        whole = parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>")
        for element in list(whole):
            document.element.body.insert(-1, element)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
