"""Texts with blocks made by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from servanda.model import Block, BlockKind, Text

MakeText = Callable[..., Text]


@pytest.fixture
def page() -> MakeText:
    """Make a text from pairs of kind and words, each on its own line."""

    def make(*parts: tuple[BlockKind, str]) -> Text:
        content, blocks = "", []
        for kind, words in parts:
            blocks.append(Block(len(content), len(content) + len(words), kind))
            content += words + ("" if kind is BlockKind.DATELINE else "\n\n")
        return Text("report", content, tuple(blocks))

    return make
