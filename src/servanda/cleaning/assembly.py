"""From what a source hands over to a report: text unchanged, blocks marked, head and foot read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from servanda.cleaning.attribution import publisher_of, wire_of
from servanda.cleaning.blocks import Page, read_page
from servanda.cleaning.decoding import decode
from servanda.cleaning.language import language_of
from servanda.cleaning.reading_text import ReadingText, reading_text
from servanda.errors import InputError
from servanda.model.ids import digest, sha256_text
from servanda.model.report import Block, BlockKind, RawItem, Report, Text
from servanda.sources.address_secrets import without_secrets

__all__ = ["is_markup", "make_report", "prepare", "text_of"]


_HTML = frozenset({"text/html", "application/xhtml+xml"})
_PDF = "application/pdf"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_READ = frozenset({"en"})
_LONGEST = 1_000_000  # characters, some 300 pages: more is a book or data, and no parser takes it


def is_markup(item: RawItem) -> bool:
    """Whether an item is a page or a document, whose text has to be taken out of something."""
    return item.media_type in _HTML or item.media_type in {_PDF, _DOCX}


def prepare(item: RawItem) -> RawItem:
    """Turn any item into one of plain UTF-8 text, with what its page states of itself as metadata.

    HTML, PDF and DOCX lose their markup here; its `published`, `title`, `publisher`, `url`, `author` come
    from the page where the source stated none. Plain text comes back as it is, so that calling
    it twice changes nothing. Raises InputError (UndecodableError) where there is no text.
    """
    if not is_markup(item):
        return item
    text, stated = _taken_out(item)
    metadata: dict[str, str] = {**stated, **{k: v for k, v in item.metadata.items() if v}}
    metadata["encoding"] = "utf-8"
    data = text.encode("utf-8", "replace")
    return RawItem(item.name, data, "text/plain", item.origin, metadata)


def _taken_out(item: RawItem) -> tuple[str, dict[str, str]]:
    """Take the text out of a page or a document, and what it states of itself."""
    if item.media_type == _PDF:
        from servanda.cleaning.documents.pdf_text import pdf_text

        return pdf_text(item.data, subject=item.origin)
    if item.media_type == _DOCX:
        from servanda.cleaning.documents.docx_text import docx_text

        return docx_text(item.data, subject=item.origin)
    from servanda.cleaning.html_article import extract

    declared = item.metadata.get("encoding")
    decoded = decode(item.data, subject=item.origin, declared=declared, html=True)
    text, stated = extract(decoded.text, subject=item.origin, url=item.metadata.get("url"))
    return text, {**stated, **({"decoding_note": decoded.note} if decoded.note else {})}


def make_report(item: RawItem) -> Report:
    """Make a report of what a source handed over; it is dated later (`servanda.dating`).

    The text is the bytes decoded, unchanged (of HTML: the article's text). Raises InputError
    (UndecodableError) where the bytes are no text, or more of it than one report can hold.
    """
    item = prepare(item)
    meta = item.metadata
    content = _content(item)
    sha256 = sha256_text(content)
    identity = digest("r", item.name, sha256)
    if len(content) > _LONGEST:
        reason = f"{len(content):,} characters are too many for one report (at most {_LONGEST:,})"
        raise InputError(item.name, reason, "split it into the reports or chapters it consists of")
    title = _filled(meta, "title")
    plain = reading_text(content)
    page = read_page(plain.text, title=title)
    headline = page.first(BlockKind.HEADLINE)
    language = _stated_language(meta) or language_of(_report_words(plain.text, page))
    because = _irrelevant(page, language)
    dateline = next((p for p in page.pieces if p.kind is BlockKind.DATELINE), None)
    return Report(
        id=identity,
        name=item.name,
        sha256=sha256,
        origin=item.origin,
        text=Text(identity, content, _as_stored(page, plain)),
        title=title or (_one_line(headline.text) if headline else None),
        publisher=_filled(meta, "publisher") or publisher_of(page),
        wire=wire_of(page),
        url=without_secrets(_filled(meta, "url") or "") or None,
        language=language,
        dateline_place=dateline.place if dateline else None,
        relevant=because is None,
        irrelevant_because=because,
    )


def text_of(item: RawItem) -> str:
    """Return the text that the report of `item` will have.

    Raises InputError (UndecodableError) where the bytes are no text.
    """
    return _content(prepare(item))


def _content(item: RawItem) -> str:
    return decode(item.data, subject=item.origin, declared=item.metadata.get("encoding")).text


def _as_stored(page: Page, plain: ReadingText) -> tuple[Block, ...]:
    if not plain.changed:
        return page.blocks
    return tuple(Block(plain.stored(b.start), plain.stored_end(b.end), b.kind) for b in page.blocks)


def _filled(meta: Mapping[str, str], key: str) -> str | None:
    value = meta.get(key)
    return value.strip() or None if value else None


def _stated_language(meta: Mapping[str, str]) -> str | None:
    """Return the language code that the source states; None where it states none or a name."""
    match = re.fullmatch(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", (meta.get("language") or "").lower())
    return match[1] if match else None


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _report_words(content: str, page: Page) -> str:
    """Return the words of the report itself, or of the page where nothing of it is a report."""
    parts = [content[b.start : b.end] for b in page.blocks if b.kind.is_report]
    return "\n".join(parts) if sum(map(len, parts)) >= 40 else content


def _irrelevant(page: Page, language: str | None) -> str | None:
    """Say why readers should leave the report alone; None where they should not.

    What a report is about is judged later, when the states it names are known.
    """
    if language is not None and language not in _READ:
        return f"written in another language ({language})"
    if not page.has_body:
        return "no report on the page: nothing reads like a paragraph"
    return None
