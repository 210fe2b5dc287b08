"""Bytes to text: encodings declared and undeclared, and bytes that are no text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from servanda.errors import UndecodableError

__all__ = ["Decoded", "decode"]


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF document", "name it .pdf, or convert it to text first"),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it or save it as text first"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as text first"),
    (b"\x1f\x8b", "gzip data", "unpack it first"),
    (b"BZh", "bzip2 data", "unpack it first"),
    (b"\xfd7zXZ", "xz data", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "unpack it first"),
    (b"\x89PNG", "a PNG image", "servanda reads text only"),
    (b"\xff\xd8\xff", "a JPEG image", "servanda reads text only"),
    (b"GIF8", "a GIF image", "servanda reads text only"),
    (b"RIFF", "sound or pictures", "servanda reads text only"),
    (b"\x7fELF", "a program", "servanda reads text only"),
    (b"MZ\x90", "a program", "servanda reads text only"),
    (b"SQLite format 3\x00", "an SQLite database", "name it with --record"),
    (b"{\\rtf", "an RTF document", "save it as plain text first"),
)
_META = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{2,40})["']""")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_UNDEFINED = re.compile("[\x81\x8d\x8f\x90\x9d]")
_REPLACED = 0.02  # share of unreadable characters beyond which a text is refused
_HEAD = 2048
_EAST_ASIAN = 0.3  # share of high bytes beyond which a single-byte Western encoding is unlikely


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, the encoding it was in, and a note where not every byte could be read."""

    text: str
    encoding: str
    note: str | None = None


def decode(
    data: bytes, *, subject: str, declared: str | None = None, html: bool = False
) -> Decoded:
    """Decode `data`; only a byte order mark is taken away, nothing else is changed.

    `declared` is the charset the source states; for HTML and XML the page's own declaration
    counts too. Raises UndecodableError where the bytes are empty or no text.
    """
    if not data.strip():
        raise UndecodableError(subject, "the file is empty", "leave it out")
    for magic, what, remedy in _MAGIC:
        if data.startswith(magic):
            raise UndecodableError(subject, f"this is {what}, not text", remedy)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _checked(_replacing(data[len(bom) :], name), subject)
    wide = _wide(data)
    if wide is not None:
        return _checked(_replacing(data, wide), subject)
    if b"\x00" in data[:65536]:
        raise UndecodableError(subject, "this is binary data, not text", "servanda reads text only")
    stated = _known(declared) or (_declared_inside(data) if html else None)
    for candidate in ["utf-8"] if stated is None else ["utf-8", stated]:
        try:
            return _checked(Decoded(data.decode(candidate), candidate), subject)
        except UnicodeDecodeError:
            continue
    return _checked(_undeclared(data), subject)


def _known(name: str | None) -> str | None:
    """Return Python's name of a declared encoding; None where it is none or decodes no text."""
    if not name:
        return None
    try:
        found = codecs.lookup(name.strip())
    except LookupError:
        return None
    if not getattr(found, "_is_text_encoding", True):
        return None
    # Pages that say Latin-1 mean Windows-1252, as browsers know.
    return "cp1252" if found.name in {"iso8859-1", "ascii"} else found.name


def _declared_inside(data: bytes) -> str | None:
    match = _XML.search(data[:_HEAD]) or _META.search(data[: 4 * _HEAD])
    return _known(match.group(1).decode("ascii", "ignore")) if match else None


def _wide(data: bytes) -> str | None:
    """Tell UTF-16 without a byte order mark by the zero bytes at every other place."""
    head = data[: 2 * _HEAD]
    if len(head) < 4 or b"\x00" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    pairs = len(head) // 2
    if odd > 0.4 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.4 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return None


def _undeclared(data: bytes) -> Decoded:
    """Decode bytes that are not UTF-8 and say nothing of themselves."""
    lenient = _replacing(data, "utf-8")
    multibyte = sum(1 for ch in lenient.text if ord(ch) > 0x7F and ch != "\ufffd")
    broken = lenient.text.count("\ufffd")
    if multibyte > 2 * broken or (broken <= 1 and data[-1] >= 0x80):
        return lenient
    high = sum(1 for b in data[:65536] if b >= 0x80)
    if high > _EAST_ASIAN * min(len(data), 65536):
        guess = _guess(data)
        if guess is not None:
            return guess
    text = data.decode("latin-1")
    if _UNDEFINED.search(text):
        return Decoded(data.decode("cp1252", "replace"), "cp1252", _note(text, _UNDEFINED))
    return Decoded(data.decode("cp1252"), "cp1252")


def _note(text: str, pattern: re.Pattern[str]) -> str:
    return f"{len(pattern.findall(text))} characters could not be read"


def _guess(data: bytes) -> Decoded | None:
    """Let charset-normalizer guess; only for bytes that are mostly not ASCII."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:20_000]).best()
    if best is None:
        return None
    return _replacing(data, best.encoding)


def _replacing(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, f"{text.count(chr(0xFFFD))} characters could not be read")


def _checked(decoded: Decoded, subject: str) -> Decoded:
    text = decoded.text
    if not text.strip().strip("\ufeff\u200b\u200c\u200d\xad").strip():
        raise UndecodableError(subject, "the file is empty", "leave it out")
    lost = text.count("\ufffd") + len(_CONTROL.findall(text[:200_000]))
    if lost > max(3, _REPLACED * len(text)):
        reason = f"{lost} of {len(text)} characters cannot be read as {decoded.encoding}"
        raise UndecodableError(subject, reason, "save it as UTF-8")
    return decoded
