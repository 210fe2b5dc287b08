"""PDF and DOCX from the command line: read, asked why with the page, and refused by name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from printed import docx_of, pdf_of

from .conftest import Run, rows

FIRST = (
    "OSLO, July 28, 2024 (Aurora Wire) - Defence Minister Kari Strand of Norway met her",
    "Finnish counterpart Eero Lahti in Oslo on Sunday. They talked for two hours about the",
    "islands between the two states, and about what a common watch at sea would cost.",
)
SECOND = (
    "Norway will hand over ten ferries to Finland by June 2025, Strand said after the talks.",
)


@pytest.mark.costly
def test_a_pdf_is_read_and_why_says_the_page(run: Run) -> None:
    Path("release.pdf").write_bytes(pdf_of(FIRST, SECOND, packed=True))
    assert run("read", "release.pdf").exit_code == 0
    (found,) = rows(run("show", "commitments", "--format", "jsonl"))
    assert found["due"]["latest"] == "2025-06-30"
    told = rows(run("why", found["id"], "--format", "jsonl"))
    words = [step["text"] for step in told if step["label"] == "words"]
    assert words
    assert all(text.endswith(", page 2)") for text in words)
    assert run("check").exit_code == 0


@pytest.mark.costly
def test_documents_in_a_folder_are_read_and_the_rest_is_refused_by_name(run: Run) -> None:
    Path("in").mkdir()
    Path("in/a.docx").write_bytes(docx_of(" ".join((*FIRST, *SECOND))))
    Path("in/b.pdf").write_bytes(b"%PDF-1.5\nnothing")
    Path("in/c.doc").write_bytes(b"\xd0\xcf\x11\xe0" + b"\x00" * 100)
    done = run("read", "in")
    assert done.exit_code == 3
    assert "b.pdf: the PDF is damaged" in done.stderr
    assert "c.doc: this is an old office document" in done.stderr
    (found,) = rows(run("show", "reports", "--format", "jsonl"))
    assert found["report"] == "a.docx"
    (commitment,) = rows(run("show", "commitments", "--format", "jsonl"))
    told = rows(run("why", commitment["id"], "--format", "jsonl"))
    assert not any("page" in step["text"] for step in told if step["label"] == "words")


def test_without_the_extra_it_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    Path("a.pdf").write_bytes(pdf_of(FIRST))
    done = run("read", "a.pdf")
    assert done.exit_code == 3
    assert "pip install 'servanda[pdf]'" in done.stderr
