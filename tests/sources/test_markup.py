"""Markup of feeds: tags off, a line for each block, in time that grows with the fragment."""

from __future__ import annotations

import time

import pytest

from servanda.sources.markup import plain_text


def test_a_tag_that_is_not_closed_before_the_next_is_left_to_the_parser_where_there_are_few() -> (
    None
):
    assert plain_text('<p title="a<b">They met.</p><p>They agreed.') == "They met.\n\nThey agreed."


@pytest.mark.parametrize("unit", ["<a ", "<", "<p x", "<a href='", "<!--", "<?", "</a "])
def test_time_grows_with_the_fragment(unit: str) -> None:
    begun = time.process_time()
    assert len(plain_text(f"They met. {unit * (100_000 // len(unit))}")) < 300_000
    assert time.process_time() - begun < 10.0  # the square took minutes
