"""The one door: every kind of input, and every way an input can be bad."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.errors import InputError, UnreadableError
from servanda.model import RawItem
from servanda.sources import open_path

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "The ministers of Amberland and Norland agreed to open four ports.\n"


def _read(found: Iterator[RawItem | InputError]) -> tuple[list[RawItem], list[InputError]]:
    items, errors = [], []
    for one in found:
        if isinstance(one, RawItem):
            items.append(one)
        else:
            errors.append(one)
    return items, errors


def _complete(error: InputError) -> bool:
    """Whether an error says what it is about, why, and what to do."""
    return bool(error.subject and error.reason and error.remedy)


def test_a_text_file_is_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "talks.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode() + b"\r\n")
    items, errors = _read(open_path(path))
    assert errors == []
    assert [(i.name, i.media_type, i.origin) for i in items] == [
        ("talks.txt", "text/plain", str(path))
    ]
    assert items[0].data == path.read_bytes()


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        (".md", "text/markdown"),
        (".markdown", "text/markdown"),
        (".html", "text/html"),
        (".HTM", "text/html"),
        (".xhtml", "text/html"),
        (".text", "text/plain"),
        ("", "text/plain"),
    ],
)
def test_the_suffix_tells_the_sort(tmp_path: Path, suffix: str, media_type: str) -> None:
    path = tmp_path / f"talks{suffix}"
    path.write_text(TEXT)
    items, _ = _read(open_path(path))
    assert [i.media_type for i in items] == [media_type]


def test_a_folder_is_read_in_order_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT)
    items, errors = _read(open_path(tmp_path))
    assert [i.name for i in items] == ["a.txt", "b.txt", "sub/c.txt"]
    assert errors == []


def test_in_a_folder_a_bad_file_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.csv").write_text("a,b\n1,2\n")
    (tmp_path / "d.txt").write_text("x" * 500)
    (tmp_path / "e.jsonl").write_text('{"text": "Talks."}\nnot json\n')
    (tmp_path / "f.txt").write_text(TEXT)
    items, errors = _read(open_path(tmp_path, limit=200))
    assert [i.name for i in items] == ["a.txt", "e.jsonl#1", "f.txt"]
    assert [Path(e.subject).name for e in errors] == ["b.txt", "c.csv", "d.txt", "e.jsonl:2"]
    assert all(_complete(e) for e in errors)


def test_a_missing_path_is_an_error_not_a_traceback(tmp_path: Path) -> None:
    items, errors = _read(open_path(tmp_path / "gone.txt"))
    assert items == []
    assert [type(e) for e in errors] == [UnreadableError]
    assert "no such file" in errors[0].reason


@pytest.mark.parametrize("path", ["", "ftp://example.org/x", "file:///etc/hostname", "a\x00b"])
def test_what_is_no_path_is_refused(path: str) -> None:
    items, errors = _read(open_path(path))
    assert items == []
    assert len(errors) == 1
    assert _complete(errors[0])


def test_an_empty_folder_and_an_empty_file_are_named(tmp_path: Path) -> None:
    _, errors = _read(open_path(tmp_path))
    assert "no file" in errors[0].reason
    (tmp_path / "a.jsonl").write_bytes(b"")
    _, errors = _read(open_path(tmp_path / "a.jsonl"))
    assert "empty" in errors[0].reason


@pytest.mark.parametrize("name", ["big.txt", "big.html", "big.md", "big.json", "big.xml"])
def test_a_file_over_the_limit_is_not_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x" * 3_000_000)
    items, errors = _read(open_path(path, limit=2_000_000))
    assert items == []
    assert "larger than 2 MB" in errors[0].reason


def test_a_pipe_among_the_files_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "z.txt").write_text(TEXT)
    items, errors = _read(open_path(tmp_path))
    assert [i.name for i in items] == ["z.txt"]
    assert [e.reason for e in errors] == ["not a regular file but a named pipe"] * 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir()
    (tmp_path / "open.txt").write_text(TEXT)
    shut.chmod(0)
    try:
        items, errors = _read(open_path(tmp_path))
    finally:
        shut.chmod(0o700)
    assert [i.name for i in items] == ["open.txt"]
    assert "not allowed" in errors[0].reason


def test_a_folder_that_may_not_be_listed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "open.txt").write_text(TEXT)
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    items, errors = _read(open_path(tmp_path))
    assert [i.name for i in items] == ["open.txt"]
    assert [(e.subject, e.reason) for e in errors] == [
        (str(tmp_path / "shut"), "reading it is not allowed")
    ]


def test_a_broken_link_is_named(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone")
    _, errors = _read(open_path(tmp_path))
    assert "no such file" in errors[0].reason


def test_standard_input_may_be_text_html_or_rows() -> None:
    for data, names in (
        (TEXT.encode(), ["stdin"]),
        (b"<!DOCTYPE html><html><p>Talks.</p></html>", ["stdin"]),
        (b'{"id": "r1", "text": "Talks."}\n{"text": "More."}\n', ["r1", "stdin#2"]),
    ):
        items, errors = _read(open_path("-", stdin=io.BytesIO(data)))
        assert [i.name for i in items] == names
        assert errors == []


@pytest.mark.parametrize(("data", "word"), [(b"", "nothing"), (b"x" * 300, "larger")])
def test_bad_standard_input_is_named(data: bytes, word: str) -> None:
    items, errors = _read(open_path("-", stdin=io.BytesIO(data), limit=200))
    assert items == []
    assert word in errors[0].reason


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "application/pdf"),
        ("a", b"%PDF-1.7 ...", "application/pdf"),
        ("a.docx", b"PK\x03\x04 ...", _DOCX),
        ("a", b"PK\x03\x04 word/document.xml ...", _DOCX),
        ("a", b"PK\x03\x04 other.txt ...", "text/plain"),
    ],
)
def test_a_document_is_known_by_its_name_or_its_beginning(
    tmp_path: Path, name: str, data: bytes, media: str
) -> None:
    (tmp_path / name).write_bytes(data)
    ((item,), errors) = _read(open_path(tmp_path / name))
    assert not errors
    assert (item.media_type, item.data) == (media, data)
