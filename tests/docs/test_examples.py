"""What the documents show is what the commands print."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import ROOT, load_tool

tool = load_tool()


@pytest.mark.costly
@pytest.mark.parametrize("path", tool.documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_examples_hold(path: Path) -> None:
    reports = tool.reports_for(path)
    if not reports:
        pytest.skip("no shared reports (set SERVANDA_SHARED)")
    examples = list(tool.blocks(path))
    assert examples, "a document that is marked has examples"
    with tool.record_of(reports):
        for example in examples:
            got = tool.run(example.command)
            assert tool.holds(example, got), f"$ {example.command}\n{got}\n(make docs renews it)"


def test_the_runner_sees_a_difference() -> None:
    block = "$ servanda --version\nservanda 0.0.0-none\n"
    (example,) = tool.examples(block)
    assert not tool.holds(example, tool.run(example.command))


def test_dots_stand_for_anything() -> None:
    example = tool.Example("servanda", "read 21 in ... s\n")
    assert tool.holds(example, "read 21 in 3.4 s  \n")
    assert not tool.holds(example, "read 20 in 3.4 s\n")


def test_only_servanda_is_run() -> None:
    with pytest.raises(ValueError, match="an example runs servanda"):
        tool.run("rm -rf entities")


def test_a_document_on_shared_reports_is_left_alone_without_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- examples: run on shared reports/*.txt -->", encoding="utf-8")
    monkeypatch.setenv("SERVANDA_SHARED", str(tmp_path))
    assert tool.reports_for(page) == ()
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").touch()
    assert tool.reports_for(page) == (tmp_path / "reports" / "a.txt",)
