"""The text of a Word document, paragraph by paragraph, by python-docx (the extra `docx`).

It opens the package and its XML (entities are not resolved); which words count is said here. A
document of Word has no pages until it is laid out, so its text has no page breaks.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from servanda.cleaning.documents.borne_out import borne_out
from servanda.errors import UndecodableError

__all__ = ["docx_text"]


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What is taken away, moved away or said twice is no text of the document.
_ASIDE = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK, f"{_W}pPr"})
_SIGNS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_MOST_FILES = 5_000
_LARGEST = 100_000_000  # bytes, unpacked
_SAVE = "save it as plain text, or anew as .docx"


def docx_text(data: bytes, *, subject: str) -> tuple[str, dict[str, str]]:
    """Return the text of a document and what it states of itself that its text bears out: `title`.

    Raises UndecodableError where there is no text to be had: the extra is not installed, the file
    is damaged, encrypted, no Word document, unpacks to too much, or is empty.
    """
    try:
        import docx
    except ImportError as error:
        remedy = "install it: pip install 'servanda[docx]'"
        raise UndecodableError(subject, "a .docx is read with the extra `docx`", remedy) from error
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        reason = "this is an old or an encrypted office document"
        raise UndecodableError(subject, reason, "save it as .docx without a password")
    try:
        _check(data, subject)
        document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(_paragraphs(document.element.body))
        title = document.core_properties.title or ""
    except UndecodableError:
        raise
    except Exception as error:  # a broken file breaks zipfile, lxml or python-docx in any way
        told = f"{type(error).__name__}: {error}"[:200]
        raise UndecodableError(subject, f"the document is damaged ({told})", _SAVE) from error
    if not text:
        raise UndecodableError(subject, "there is no text in it", "leave it out")
    return text, borne_out(title, text)


def _check(data: bytes, subject: str) -> None:
    """Refuse a package that unpacks to too much, before any of it is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = package.infolist()
    size = sum(one.file_size for one in files)
    if len(files) > _MOST_FILES or size > _LARGEST:
        reason = f"{len(files):,} files of {size / 1e6:,.0f} MB in it are too much for one report"
        raise UndecodableError(subject, reason, _SAVE)


def _paragraphs(body: Any) -> Iterator[str]:
    """Go through the words of all paragraphs, those in tables and content controls too."""
    for paragraph in body.iter(f"{_W}p"):
        if any(above.tag in _ASIDE for above in paragraph.iterancestors()):
            continue
        lines = "".join(_words(paragraph)).split("\n")
        text = "\n".join(line.strip() for line in lines if line.strip())
        if text:
            yield f"• {text}" if _is_item(paragraph) else text


def _words(element: Any) -> Iterator[str]:
    """Go through the words below an element that can be seen, but not those of inner paragraphs."""
    for child in element:
        if child.tag in _ASIDE or child.tag == f"{_W}p":
            continue
        if child.tag == f"{_W}r" and child.find(f"{_W}rPr/{_W}vanish") is not None:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _words(child)


def _is_item(paragraph: Any) -> bool:
    return paragraph.find(f"{_W}pPr/{_W}numPr") is not None
