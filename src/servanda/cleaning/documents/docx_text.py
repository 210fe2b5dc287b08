"""The text of a Word document, paragraph by paragraph, read from its package as a stream.

Of the package only the text's own part and the title are unpacked, no more of them than a report can
need, and no tree is made of them: what a document takes does not depend on how it is nested or packed.
A document of Word has no pages until it is laid out, so its text has no page breaks.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from servanda.cleaning.documents.borne_out import borne_out
from servanda.errors import UndecodableError

__all__ = ["docx_text"]


_SPACES = (  # of a document as Word saves it, and of a "strict" one
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
# What is taken away, moved away or said twice is no text of the document.
_ASIDE = frozenset({"del", "moveFrom", "Fallback", "pPr"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_HIDDEN = ["r", "rPr", "vanish"]
_ITEM = ["p", "pPr", "numPr"]
_MOST_FILES = 5_000
_LARGEST = 30_000_000  # bytes of one part, unpacked; a report of the longest has some 10 million
_GROWTH = 60  # times its packed size; what Word writes becomes some 8 to 30 times as large
_GROWTH_FROM = 2_000_000  # bytes up to which nobody asks how much a part has grown
_LONGEST = 1_200_000  # characters; more than any report holds
_DEEPEST = 200  # elements within one another; tables in tables take some thirty
_CHUNK = 1 << 19
_PLAIN = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_SAVE = "save it as plain text, or anew as .docx"


def docx_text(data: bytes, *, subject: str) -> tuple[str, dict[str, str]]:
    """Return the text of a document and what it states of itself that its text bears out: `title`.

    Raises UndecodableError where there is no text to be had: the file is damaged, encrypted, no Word
    document, unpacks to too much, or is empty.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        reason = "this is an old or an encrypted office document"
        raise UndecodableError(subject, reason, "save it as .docx without a password")
    try:
        text, title = _read(data)
    except _TooMuch as error:
        raise UndecodableError(subject, str(error), _SAVE) from error
    except Exception as error:  # a broken file breaks zipfile, zlib or expat in any way
        told = f"{type(error).__name__}: {error}"[:200]
        raise UndecodableError(subject, f"the document is damaged ({told})", _SAVE) from error
    if not text:
        raise UndecodableError(subject, "there is no text in it", "leave it out")
    return text, borne_out(title, text)


class _TooMuch(Exception):  # noqa: N818 - it says what a document is
    """A document takes more than one report may; the message says of what."""


def _read(data: bytes) -> tuple[str, str]:
    """Read a package: the text of its main part, and its title."""
    if (files := data.count(b"PK\x01\x02")) > _MOST_FILES:  # before there is an object for each
        message = f"{files:,} files in it are too much for one report"
        raise _TooMuch(message)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = _Relations()
        _parse(package, "_rels/.rels", parts.begin, _nothing, _nothing)
        document = _Document()
        _parse(package, parts.main, document.begin, document.end, document.words)
        if not document.has_body:
            message = "no Word document"
            raise ValueError(message)
        title = _Title()
        if parts.properties:
            _parse(package, parts.properties, title.begin, title.end, title.words)
    return document.text(), "".join(title.kept)


Begin = Callable[[str, list[str]], None]
Told = Callable[[str], None]


def _nothing(_: str) -> None:
    pass


def _parse(package: zipfile.ZipFile, name: str, begin: Begin, end: Told, words: Told) -> None:
    """Read one part of a package, a piece at a time. Entities are not resolved."""
    info = package.getinfo(name)
    if info.compress_type not in _PLAIN:
        message = f"{name} is packed in a way that Word does not know"
        raise ValueError(message)
    most = min(_LARGEST, max(_GROWTH_FROM, _GROWTH * info.compress_size))
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.ordered_attributes = True
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words
    parser.DefaultHandler = _nothing  # an entity comes here, and goes no further
    size = 0
    with package.open(info) as part:
        while piece := part.read(_CHUNK):
            size += len(piece)
            if size > most:
                message = f"{name} unpacks to more than {most / 1e6:,.0f} MB, which is too much for one report"
                raise _TooMuch(message)
            parser.Parse(piece)
    parser.Parse(b"", True)  # noqa: FBT003 - as expat calls it


@dataclass(slots=True)
class _Relations:
    """Which parts of a package hold the document and its properties."""

    main: str = "word/document.xml"
    properties: str = ""

    def begin(self, name: str, given: list[str]) -> None:
        if not name.endswith(" Relationship"):
            return
        stated = dict(zip(given[::2], given[1::2], strict=True))
        sort = stated.get("Type", "").rpartition("/")[2]
        if sort == "officeDocument":
            self.main = stated.get("Target", "").lstrip("/")
        elif sort == "core-properties":
            self.properties = stated.get("Target", "").lstrip("/")


@dataclass(slots=True)
class _Title:
    """The title among the properties of a document."""

    kept: list[str] = field(default_factory=list)
    _within: bool = False

    def begin(self, name: str, given: list[str]) -> None:
        del given
        self._within = name == "http://purl.org/dc/elements/1.1/ title"

    def end(self, name: str) -> None:
        del name
        self._within = False

    def words(self, text: str) -> None:
        if self._within:
            self.kept.append(text)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that has begun: its words so far, and where in them the run in hand began."""

    place: int
    words: list[str] = field(default_factory=list)
    run: int = 0
    hidden: bool = False
    item: bool = False


@dataclass(slots=True)
class _Document:
    """The words of all paragraphs in order, those in tables, text boxes and content controls too."""

    has_body: bool = False
    _texts: list[str] = field(default_factory=list)
    _open: list[_Paragraph] = field(default_factory=list)
    _path: list[str] = field(default_factory=list)
    _aside: int = 0  # how deep what is no text began; 0: nowhere
    _length: int = 0

    def begin(self, name: str, given: list[str]) -> None:
        del given
        tag = _local(name)
        self._path.append(tag)
        depth = len(self._path)
        if depth > _DEEPEST:
            message = "it is nested too deeply to be read"
            raise _TooMuch(message)
        if depth == 2 and self._path == ["document", "body"]:
            self.has_body = True
        if self._open and self._aside == depth - 1 and self._path[-3:] == _ITEM:
            self._open[-1].item = True
        if self._aside or not self.has_body:
            return
        if tag in _ASIDE:
            self._aside = depth
        elif tag == "p":
            self._open.append(_Paragraph(len(self._texts)))
            self._texts.append("")
        elif self._open:
            self._within(tag)

    def _within(self, tag: str) -> None:
        """Take an element of the paragraph in hand."""
        paragraph = self._open[-1]
        if tag in _SIGNS:
            paragraph.words.append(_SIGNS[tag])
        elif tag == "r":
            paragraph.run = len(paragraph.words)
        elif tag == "vanish":
            paragraph.hidden |= self._path[-3:] == _HIDDEN

    def words(self, text: str) -> None:
        if self._open and not self._aside and self._path[-1] == "t":
            self._length += len(text)
            if self._length > _LONGEST:
                message = f"more than {_LONGEST:,} characters are too many for one report"
                raise _TooMuch(message)
            self._open[-1].words.append(text)

    def end(self, name: str) -> None:
        tag = _local(name)
        depth = len(self._path)
        self._path.pop()
        if self._aside:
            self._aside = 0 if depth == self._aside else self._aside
        elif tag == "r" and self._open and self._open[-1].hidden:
            del self._open[-1].words[self._open[-1].run :]
            self._open[-1].hidden = False
        elif tag == "p" and self._open:
            self._close(self._open.pop())

    def _close(self, paragraph: _Paragraph) -> None:
        lines = "".join(paragraph.words).split("\n")
        text = "\n".join(line.strip() for line in lines if line.strip())
        self._texts[paragraph.place] = f"• {text}" if text and paragraph.item else text

    def text(self) -> str:
        """Return what has been read, its paragraphs parted by empty lines."""
        return "\n\n".join(text for text in self._texts if text)


def _local(name: str) -> str:
    """Return the name of an element of a document without its namespace; as it is where it has another."""
    for space in _SPACES:
        if name.startswith(space):
            return name[len(space) :]
    return "Fallback" if name.endswith("/markup-compatibility/2006 Fallback") else name
