"""Relevance of one-sentence items: most are judged as their key says, and none is let in for sport or markets."""

from __future__ import annotations

import pytest
from eval.relevance import judged

_LEAST = 43  # of 48; those that fail are listed by `python -m eval.relevance`


@pytest.mark.costly
def test_one_sentence_items_are_judged_as_their_key_says() -> None:
    found = list(judged())
    assert sum(one.wanted == one.given for one in found) >= _LEAST
    wrong = [one.text for one in found if one.given and not one.wanted]
    assert not [text for text in wrong if "match" in text or "Shares" in text]
