"""Words of a text as search counts them: whole, whatever their case and accents.

Every database answers by these: what its own index holds only narrows down where to look.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from servanda.model.text_folding import fold

__all__ = ["Token", "tokens"]


_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")


class Token(NamedTuple):
    """A word, folded, and where it stands in its text; a tuple, as a text has thousands."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Cut a text into its words."""
    if text.isascii():  # folding keeps every character in its place: once for all words
        return [Token(m[0], *m.span()) for m in _WORD.finditer(fold(text))]
    return [Token(fold(m[0]), *m.span()) for m in _WORD.finditer(text)]
