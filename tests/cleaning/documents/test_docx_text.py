"""DOCX: the words that a reader of the document sees, and every way in which there are none."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile

import pytest

from printed import docx_of
from servanda.cleaning.documents.docx_text import docx_text
from servanda.errors import UndecodableError


def text_of(data: bytes) -> str:
    return docx_text(data, subject="a.docx")[0]


def refused(data: bytes) -> UndecodableError:
    with pytest.raises(UndecodableError) as caught:
        docx_text(data, subject="a.docx")
    assert caught.value.subject == "a.docx"
    assert caught.value.remedy
    return caught.value


def run(words: str, inside: str = "") -> str:
    return f"<w:r>{inside}<w:t xml:space='preserve'>{words}</w:t></w:r>"


def test_paragraphs_are_parted_by_empty_lines() -> None:
    assert text_of(docx_of("Norland agreed.", "", "Sundmark agreed too.")) == (
        "Norland agreed.\n\nSundmark agreed too."
    )


def test_a_title_counts_where_the_text_bears_it_out() -> None:
    data = docx_of("Norland hands over ferries", "It did so.", title="Norland hands over ferries")
    assert docx_text(data, subject="a")[1] == {"title": "Norland hands over ferries"}
    assert docx_text(docx_of("It did so.", title="Template for all"), subject="a")[1] == {}


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:p>{run('Ten ')}{run('ferries')}</w:p>", "Ten ferries"),
        (f"<w:p>{run('Ten ')}<w:ins w:id='1' w:author='a'>{run('new ')}</w:ins></w:p>", "Ten new"),
        ("<w:p><w:r><w:t>Ten</w:t></w:r><w:del w:id='1' w:author='a'><w:r><w:delText>old</w:delText></w:r></w:del></w:p>", "Ten"),
        (f"<w:p>{run('Ten')}<w:moveFrom w:id='1' w:author='a'>{run(' gone')}</w:moveFrom></w:p>", "Ten"),
        (f"<w:p>{run('Ten')}{run(' hidden', '<w:rPr><w:vanish/></w:rPr>')}</w:p>", "Ten"),
        ("<w:p><w:r><w:t>Ten</w:t><w:tab/><w:t>ferries</w:t><w:br/><w:t>more</w:t></w:r></w:p>", "Ten\tferries\nmore"),
        ("<w:p><w:r><w:t>long</w:t><w:noBreakHyphen/><w:t>term</w:t></w:r></w:p>", "long-term"),
        (f"<w:sdt><w:sdtContent><w:p>{run('Controlled')}</w:p></w:sdtContent></w:sdt>", "Controlled"),
        (f"<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>{run('An item')}</w:p>", "• An item"),
        (f"<w:tbl><w:tr><w:tc><w:p>{run('left')}</w:p></w:tc><w:tc><w:p>{run('right')}</w:p></w:tc></w:tr></w:tbl>", "left\n\nright"),
    ],
    ids="runs inserted deleted moved hidden signs hyphen control item table".split(),
)  # fmt: skip
def test_what_a_reader_sees_is_text(body: str, text: str) -> None:
    assert text_of(docx_of(body=body)) == text


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def changed(name: str, old: bytes, new: bytes) -> bytes:
    """Return a good document in one of whose files some bytes are others."""
    with zipfile.ZipFile(io.BytesIO(docx_of("Norland agreed."))) as package:
        files = {one: package.read(one) for one in package.namelist()}
    assert old in files[name]
    return packed({**files, name: files[name].replace(old, new)})


def test_entities_are_not_resolved() -> None:
    document = (
        b"<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'>]><w:document xmlns:w="
        b"'http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r>"
        b"<w:t>Norland &a;</w:t></w:r></w:p></w:body></w:document>"
    )
    with zipfile.ZipFile(io.BytesIO(docx_of())) as package:
        files = {one: package.read(one) for one in package.namelist()}
    data = packed({**files, "word/document.xml": document})
    assert text_of(data) == "Norland"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and nothing more",
        docx_of("Norland agreed.")[:900],
        packed({"word/document.xml": b"<a/>"}),
        packed({"mimetype": b"x"}),
        changed("word/document.xml", b"</w:body>", b"<w:body>"),
    ],
    ids="nothing cut lone other unclosed".split(),
)
def test_a_damaged_document_is_refused_by_name(data: bytes) -> None:
    assert "damaged" in refused(data).reason


def test_an_encrypted_document_is_refused_by_name() -> None:
    assert "encrypted" in refused(b"\xd0\xcf\x11\xe0" + b"\x00" * 600).reason


def test_an_empty_document_is_refused() -> None:
    assert refused(docx_of()).reason == "there is no text in it"


def holding(inside: bytes, **others: bytes) -> bytes:
    """Return a document whose text's part holds this between its beginning and its end."""
    with zipfile.ZipFile(io.BytesIO(docx_of("Norland agreed."))) as package:
        files = {one: package.read(one) for one in package.namelist()}
    before, body, after = files["word/document.xml"].partition(b"<w:body>")
    return packed({**files, "word/document.xml": before + body + inside + after, **others})


@pytest.mark.parametrize(
    "inside",
    [b"<w:p/>", b"<a b=''/>", b"<w:p><w:r><w:t>.</w:t></w:r></w:p>", b" ", b"<!--->-->"],
    ids="paragraphs attributes words spaces comments".split(),
)
def test_a_small_file_that_unpacks_to_a_large_one_is_refused_at_little_cost(inside: bytes) -> None:
    many = holding(inside * (6_000_000 // len(inside)))
    assert len(many) < 100_000
    begun = time.process_time()
    assert "too much for one report" in refused(many).reason
    assert time.process_time() - begun < 5  # what a reader is allowed for such a file, and more


@pytest.mark.costly
def test_what_a_document_takes_of_memory_is_not_a_tree_of_it() -> None:
    data = holding(b"<a b='' c='' d=''/>" * 100_000)
    tracemalloc.start()
    try:
        assert text_of(data) == "Norland agreed."
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["_rels/.rels", "docProps/core.xml"])
def test_no_part_that_is_read_may_be_large(name: str) -> None:
    data = holding(b"", **{name: b"<a>" + b"<b/>" * 600_000})
    assert name in refused(data).reason


@pytest.mark.costly
def test_a_part_that_is_not_read_may_be_large() -> None:
    assert (
        text_of(holding(b"", **{"word/media/image1.bmp": bytes(120_000_000)})) == "Norland agreed."
    )


@pytest.mark.costly
def test_a_part_may_be_large_where_its_file_is_too() -> None:
    words = "".join(f"<w:p>{run(str(hash(str(n))))}</w:p>" for n in range(50_000)).encode()
    assert text_of(holding(words)).count("\n\n") == 50_000


def test_more_text_than_a_report_holds_is_refused() -> None:
    data = holding(f"<w:p>{run('Norland agreed. ' * 100_000)}</w:p>".encode())
    assert "too many for one report" in refused(data).reason


def test_elements_within_one_another_without_end_are_refused() -> None:
    assert "nested" in refused(holding(b"<w:p>" * 10_000)).reason


def test_a_part_packed_as_no_word_packs_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("_rels/.rels", b"<Relationships/>")
    assert "packed in a way" in refused(out.getvalue()).reason


def test_what_an_editor_wrote_by_the_strict_standard_is_read() -> None:
    """Its namespaces are others; the parts and the elements are the same."""
    data = changed(
        "word/document.xml",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert text_of(data) == "Norland agreed."


def test_files_without_end_are_refused() -> None:
    assert "too much" in refused(packed({f"{n}.xml": b"" for n in range(5_001)})).reason
