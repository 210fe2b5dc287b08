"""The text of a PDF, its pages parted by form feeds, by pypdf (the extra `pdf`).

pypdf is pure Python: a hostile file can cost time and memory, which `pdf_work` bounds, and the worker
too, but cannot corrupt memory, as it might with a library in C. It is asked for text alone and follows no link.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from servanda.cleaning.documents.borne_out import borne_out
from servanda.cleaning.documents.pdf_lines import PrintedLine, running_text
from servanda.cleaning.documents.pdf_work import PageWork, TooMuchWork, within_bounds
from servanda.errors import UndecodableError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

__all__ = ["pdf_text"]


_MOST_PAGES = 2_000
_LONGEST = 1_200_000  # characters; more than any report holds, before its pages are put together
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_CONVERT = "save it as plain text, or with another program as a new PDF"


def pdf_text(data: bytes, *, subject: str) -> tuple[str, dict[str, str]]:
    """Return the text of a PDF and what it states of itself that its text bears out: `title`.

    Raises UndecodableError where there is no text to be had: the extra is not installed, the file
    is encrypted or damaged, has too many pages, draws too much on them, or pictures only.
    """
    try:
        import pypdf
    except ImportError as error:
        remedy = "install it: pip install 'servanda[pdf]'"
        raise UndecodableError(subject, "a PDF is read with the extra `pdf`", remedy) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity of a file
    try:
        with within_bounds():
            reader = _opened(pypdf.PdfReader(io.BytesIO(data)), subject)
            text = running_text(list(_pages(reader, PageWork(len(data)), subject)))
            title = str((reader.metadata and reader.metadata.title) or "")
    except UndecodableError:
        raise
    except TooMuchWork as error:
        reason = f"{error}, which is too much for one report"
        raise UndecodableError(subject, reason, _CONVERT) from error
    except (MemoryError, RecursionError) as error:
        reason = "it is nested or packed too deeply to be read"
        raise UndecodableError(subject, reason, _CONVERT) from error
    except Exception as error:  # a broken file breaks pypdf in any way
        told = f"{type(error).__name__}: {error}"[:200]
        raise UndecodableError(subject, f"the PDF is damaged ({told})", _CONVERT) from error
    if not text.strip():
        reason = "there is no text in it: its pages are pictures"
        raise UndecodableError(
            subject, reason, "recognise its text first, for example with OCRmyPDF"
        )
    return text, borne_out(title, text)


def _opened(reader: PdfReader, subject: str) -> PdfReader:
    """Return a reader that may read. Many files are encrypted with an empty password only."""
    if reader.is_encrypted:
        from pypdf.errors import DependencyError

        try:
            opened = bool(reader.decrypt(""))
        except (DependencyError, NotImplementedError):
            opened = False
        if not opened:
            remedy = "open it with its password and save a copy without one"
            raise UndecodableError(subject, "the PDF is encrypted", remedy)
    pages = len(reader.pages)
    if pages > _MOST_PAGES:
        reason = f"{pages:,} pages are too many for one report (at most {_MOST_PAGES:,})"
        raise UndecodableError(subject, reason, "split it into the reports it consists of")
    return reader


def _pages(reader: PdfReader, work: PageWork, subject: str) -> Iterator[list[PrintedLine]]:
    length = 0
    for page in reader.pages:
        work.begin(page)
        lines = list(_lines(page, work))
        length += sum(len(line.text) + 1 for line in lines)
        if length > _LONGEST:
            reason = f"more than {_LONGEST:,} characters are too many for one report"
            raise UndecodableError(subject, reason, "split it into the reports it consists of")
        yield lines


def _lines(page: PageObject, work: PageWork) -> Iterator[PrintedLine]:
    """Read the upright lines of a page, in the order in which they are drawn."""
    found: list[tuple[str, float, float]] = []

    def visit(text: str, matrix: Any, placed: Any, font: Any, size: Any) -> None:
        del font
        x, y = float(placed[4]), float(placed[5])
        height = x * float(matrix[1]) + y * float(matrix[3]) + float(matrix[5])
        scale = abs(float(placed[3]) * float(matrix[3])) or 1.0
        found.append((text, height, abs(float(size or 0)) * scale))

    page.extract_text(orientations=(0,), visitor_operand_before=work.drawn, visitor_text=visit)
    parts: list[tuple[str, float, float]] = []
    for text, height, size in found:
        first, *rest = text.translate(_LIGATURES).split("\n")
        parts.append((first, height, size))
        for part in rest:
            yield from _line(parts)
            parts = [(part, height, size)]
    yield from _line(parts)


def _line(parts: list[tuple[str, float, float]]) -> Iterator[PrintedLine]:
    """Make a line of what is drawn on it; it stands where the longest part of it does."""
    words = " ".join("".join(text for text, _, _ in parts).split())
    if words:
        _, height, size = max(parts, key=lambda part: len(part[0].strip()))
        yield PrintedLine(words, height, size)
