"""What the documents show is what the commands print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import ROOT, load_tool

tool = load_tool()


@pytest.fixture(scope="module")
def sample_record() -> Iterator[str]:
    with tool.sample() as url:
        yield url


@pytest.mark.usefixtures("sample_record")
@pytest.mark.parametrize("path", tool.documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_examples_hold(path: Path) -> None:
    examples = list(tool.blocks(path))
    assert examples, "a document that is marked has examples"
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
        tool.run("rm -rf things")
